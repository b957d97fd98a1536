import { Button, Group, NumberInput, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNames } from '../../ui/names';
import { useI18n } from '../../i18n';
import { Page } from '../../ui/Page';
import { Told } from '../../ui/Problem';
import { useSearchState } from '../../ui/search';
import { Events } from './CommitList';
import { readCommits, useHead, type LoggedCommit } from './reads';
import './audit.css';

const COMMITS_AT_ONCE = 50;

/** The log, commit by commit. Without a place in the address, its end. */
export default function Commits() {
  const { t } = useI18n();
  const head = useHead();
  return (
    <Page title={t('commits.title')} lead={t('commits.lead')}>
      <Told of={head}>{(seq) => <Log head={seq} />}</Told>
    </Page>
  );
}

function Log({ head }: { head: number }) {
  const { t, number } = useI18n();
  const [{ after: told }, setSearch] = useSearchState();
  const last = Math.max(0, head - COMMITS_AT_ONCE);
  const after = told === undefined ? last : Math.max(0, Number(told) || 0);
  const commits = useQuery({
    queryKey: ['staff', 'commits', after, head],
    queryFn: ({ signal }) => readCommits(after, COMMITS_AT_ONCE, signal),
  });
  const go = (next: number) =>
    setSearch({ after: next >= last ? undefined : String(Math.max(0, next)) });
  return (
    <>
      <Group align="end" gap="xs" className="no-print">
        <Button
          variant="default"
          disabled={after === 0}
          onClick={() => go(after - COMMITS_AT_ONCE)}
        >
          ‹ {t('commits.earlier')}
        </Button>
        <Button
          variant="default"
          disabled={after >= last}
          onClick={() => go(after + COMMITS_AT_ONCE)}
        >
          {t('commits.later')} ›
        </Button>
        <NumberInput
          label={t('commits.from')}
          min={1}
          max={head}
          allowDecimal={false}
          value={after + 1}
          onChange={(value) => value !== '' && go(Number(value) - 1)}
          w={160}
        />
        <Button
          component="a"
          href={`/v1/audit/commits?after=${after}&limit=1000`}
          download="commits.jsonl"
          variant="default"
        >
          {t('commits.download')}
        </Button>
        <Text size="sm" role="status">
          {t('commits.of', { head: number(head) })}
        </Text>
      </Group>
      <Told of={commits}>{(rows) => <CommitTable commits={rows} />}</Told>
    </>
  );
}

function CommitTable({ commits }: { commits: LoggedCommit[] }) {
  const { t, n, name, instant, number } = useI18n();
  const staff = useNames('StaffUserId');
  const partners = useNames('PartnerUserId');
  const who = (actor: LoggedCommit['actor'] | null) => {
    if (!actor || typeof actor === 'string') return actor ? name(actor) : '';
    const [kind = '', id = ''] = Object.entries(actor)[0] ?? [];
    return staff(id) || partners(id) || `${name(kind)} ${id}`;
  };
  return (
    <Table.ScrollContainer minWidth={760} type="native" tabIndex={0}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th ta="right">{t('commits.number')}</Table.Th>
            <Table.Th>{t('commits.when')}</Table.Th>
            <Table.Th>{t('commits.who')}</Table.Th>
            <Table.Th>{t('commits.command')}</Table.Th>
            <Table.Th>{t('commits.what')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {commits.toReversed().map((commit) => (
            <Table.Tr key={commit.seq}>
              <Table.Td ta="right">{number(commit.seq)}</Table.Td>
              <Table.Td>
                <time dateTime={commit.at}>{instant(commit.at)}</time>
              </Table.Td>
              <Table.Td>
                {who(commit.actor)}
                {commit.on_behalf_of && (
                  <Text size="xs" c="dimmed">
                    {t('commits.for', { name: who(commit.on_behalf_of) })}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                {name(commit.command)}
                {commit.reason && (
                  <Text size="xs" c="dimmed">
                    {t('commits.why', { reason: commit.reason })}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                <Events events={commit.events} label={n('commits.events', commit.events.length)} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
