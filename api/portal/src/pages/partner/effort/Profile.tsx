import { Stack } from '@mantine/core';
import { useEyes } from '../../../api/eyes';
import { usePortalRecord } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { Facts } from '../../../ui/Facts';
import { Empty, Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { ApiError } from '../../../api/client';
import { Availability } from './Availability';
import { Skills } from './Skills';

/** Oneself as somebody on whom work is planned: what one can do, and when. */
export default function Profile() {
  const { t } = useI18n();
  const eyes = useEyes();
  const profile = usePortalRecord('profile');
  const missing = profile.error instanceof ApiError && profile.error.problem.status === 404;
  const mayChange = eyes.kind === 'own';
  return (
    <Page title={t('profile.title')} lead={t('profile.lead')}>
      {missing ? (
        <Empty title={t('profile.empty')}>{t('profile.emptyWhy')}</Empty>
      ) : (
        <Told of={profile}>
          {({ record: { skills, availability, name, role, supervisor, schedulable }, tag }) => (
            <Stack gap="xl" maw={860}>
              <Facts of={{ name, role, supervisor, schedulable }} />
              <Skills skills={skills} tag={tag} mayChange={mayChange} />
              <Availability periods={availability} tag={tag} mayChange={mayChange} />
            </Stack>
          )}
        </Told>
      )}
    </Page>
  );
}
