import { Accordion, Group, Stack, Text, Title } from '@mantine/core';
import { useStaffItem } from '../../api/rows';
import { useI18n } from '../../i18n';
import { InstantInput } from '../../ui/InstantInput';
import { Empty, Page } from '../../ui/Page';
import { Told } from '../../ui/Problem';
import { useSearchState } from '../../ui/search';
import { Chain } from './Chain';
import { CommitList } from './CommitList';
import { RecordSelect } from './RecordSelect';
import './audit.css';

/** Who sees a record, now or at a past moment, and why. */
export default function Who() {
  const { t } = useI18n();
  const [{ record, at }, setSearch] = useSearchState();
  return (
    <Page title={t('who.title')} lead={t('who.lead')}>
      <Group align="end">
        <RecordSelect value={record} onChange={(next) => setSearch({ record: next })} />
        <InstantInput
          label={t('audit.at')}
          value={at ?? ''}
          onChange={(next) => setSearch({ at: next })}
        />
      </Group>
      {record ? (
        <Answer record={record} at={at} />
      ) : (
        <Empty title={t('who.choose')}>{t('who.chooseWhy')}</Empty>
      )}
    </Page>
  );
}

function Answer({ record, at }: { record: string; at?: string }) {
  const { t, n, instant } = useI18n();
  const answer = useStaffItem('who', { path: { record }, query: { at } });
  return (
    <div aria-live="polite">
      <Told of={answer}>
        {({ partners, commits, at: made }) => (
          <Stack gap="lg">
            <div>
              <Text fw={700}>{n('who.count', partners.length)}</Text>
              <Text size="sm" c="dimmed">
                {t(at ? 'audit.asOf' : 'audit.asOfCommit', { when: instant(at ?? made) })}
              </Text>
            </div>
            <Accordion variant="separated" order={2}>
              {partners.map(({ partner, why }) => (
                <Accordion.Item key={partner.id ?? partner.name} value={partner.id ?? partner.name}>
                  <Accordion.Control>{partner.name}</Accordion.Control>
                  <Accordion.Panel>
                    <Chain why={why} commits={commits} order={3} />
                  </Accordion.Panel>
                </Accordion.Item>
              ))}
            </Accordion>
            {commits.length > 0 && (
              <section>
                <Title order={2} size="h4">
                  {t('why.commits')}
                </Title>
                <CommitList commits={commits} />
              </section>
            )}
          </Stack>
        )}
      </Told>
    </div>
  );
}
