import { Alert, Group, Stack, Title } from '@mantine/core';
import { useStaffItem } from '../../api/rows';
import { useI18n } from '../../i18n';
import { InstantInput } from '../../ui/InstantInput';
import { Empty, Page } from '../../ui/Page';
import { Told } from '../../ui/Problem';
import { useSearchState } from '../../ui/search';
import { Chain } from './Chain';
import { CommitList } from './CommitList';
import { PartnerSelect } from './PartnerSelect';
import { RecordSelect } from './RecordSelect';
import './audit.css';

/** Why a partner sees a record, or does not. */
export default function Why() {
  const { t } = useI18n();
  const [{ partner, record, at }, setSearch] = useSearchState();
  return (
    <Page title={t('why.title')} lead={t('why.lead')}>
      <Group align="end">
        <PartnerSelect value={partner} onChange={(next) => setSearch({ partner: next })} />
        <RecordSelect value={record} onChange={(next) => setSearch({ record: next })} />
        <InstantInput
          label={t('audit.at')}
          value={at ?? ''}
          onChange={(next) => setSearch({ at: next })}
        />
      </Group>
      {partner && record ? (
        <Answer partner={partner} record={record} at={at} />
      ) : (
        <Empty title={t('why.choose')}>{t('why.chooseWhy')}</Empty>
      )}
    </Page>
  );
}

function Answer({ partner, record, at }: { partner: string; record: string; at?: string }) {
  const { t, name, instant } = useI18n();
  const answer = useStaffItem('why', { path: { partner, record }, query: { at } });
  return (
    <div aria-live="polite">
      <Told of={answer}>
        {(told) => {
          const words = {
            name: told.partner.name,
            view: name(told.view),
            when: instant(at ?? told.at),
          };
          return (
            <Stack gap="lg">
              <Alert
                color={told.why.visible ? 'green' : 'orange'}
                styles={{ label: { color: 'var(--mantine-color-text)' } }}
                title={
                  <>
                    <span aria-hidden="true">{told.why.visible ? '✓ ' : '✕ '}</span>
                    {t(told.why.visible ? 'why.sees' : 'why.seesNot', words)}
                  </>
                }
              >
                {t(at ? 'audit.asOf' : 'audit.asOfCommit', words)}
              </Alert>
              <Chain why={told.why} commits={told.commits} order={2} />
              {told.commits.length > 0 && (
                <section>
                  <Title order={2} size="h4">
                    {t('why.commits')}
                  </Title>
                  <CommitList commits={told.commits} />
                </section>
              )}
            </Stack>
          );
        }}
      </Told>
    </div>
  );
}
