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

/** What is told of oneself, beside what one keeps oneself. */
const TOLD = ['name', 'role', 'supervisor', 'schedulable'];

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
          {({ record, tag }) => (
            <Stack gap="xl" maw={860}>
              <Facts record={record} fields={TOLD} brief />
              <Skills skills={record.skills} tag={tag} mayChange={mayChange} />
              <Availability periods={record.availability} tag={tag} mayChange={mayChange} />
            </Stack>
          )}
        </Told>
      )}
    </Page>
  );
}
