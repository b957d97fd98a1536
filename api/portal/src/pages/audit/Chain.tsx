import { Anchor, Stack, Table, Text, Title } from '@mantine/core';
import type { CommitBody, DecidedBy, Explanation } from '../../api/client';
import { useI18n, type I18n } from '../../i18n';
import { commitAnchor } from './CommitList';
import './audit.css';

interface ChainProps {
  why: Explanation;
  commits: CommitBody[];
  /** How deep the headings of the page are here. */
  order: 2 | 3;
}

/** A chain of conditions, each with the commit that made it so; then how much of each field is shown. */
export function Chain({ why, commits, order }: ChainProps) {
  const { t } = useI18n();
  return (
    <Stack>
      <section>
        <Title order={order} size="h4">
          {t('why.conditions')}
        </Title>
        <ol className="chain">
          {why.because.map(({ rule, holds, seq }, at) => (
            <li key={at}>
              <span className="chain-mark" aria-hidden="true">
                {holds ? '✓' : '✕'}
              </span>
              <div>
                <Text fw={holds ? undefined : 700}>{t(`rule.${rule}`)}</Text>
                <Text size="sm" c="dimmed">
                  {t(holds ? 'why.holds' : 'why.fails')}
                  {seq != null && (
                    <>
                      {' · '}
                      <MadeBy seq={seq} commits={commits} />
                    </>
                  )}
                </Text>
              </div>
            </li>
          ))}
        </ol>
      </section>
      {why.fields.length > 0 && <FieldTable why={why} commits={commits} order={order} />}
    </Stack>
  );
}

function MadeBy({ seq, commits }: { seq: number; commits: CommitBody[] }) {
  const { t, name, instant, number } = useI18n();
  const commit = commits.find((one) => one.seq === seq);
  const told = commit
    ? t('why.since', {
        command: name(commit.command),
        name: commit.actor.name,
        when: instant(commit.at),
      })
    : t('commits.seq', { seq: number(seq) });
  return commit ? <Anchor href={`#${commitAnchor(seq)}`}>{told}</Anchor> : told;
}

function FieldTable({ why, commits, order }: ChainProps) {
  const i18n = useI18n();
  const { t, name } = i18n;
  return (
    <section>
      <Title order={order} size="h4">
        {t('why.fields')}
      </Title>
      <Table.ScrollContainer minWidth={520} type="native" tabIndex={0}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('why.field')}</Table.Th>
              <Table.Th>{t('why.shown')}</Table.Th>
              <Table.Th>{t('why.by')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {why.fields.map(({ field, access, follows, by, seq }, at) => (
              <Table.Tr key={at}>
                <Table.Td>{fieldName(field, i18n)}</Table.Td>
                <Table.Td>
                  <span aria-hidden="true">{access === 'hidden' ? '✕ ' : '✓ '}</span>
                  {name(access)}
                </Table.Td>
                <Table.Td>
                  {decider(by, i18n)}
                  {follows && ` · ${t('why.follows', { field: fieldName(follows, i18n) })}`}
                  {seq != null && (
                    <>
                      {' · '}
                      <MadeBy seq={seq} commits={commits} />
                    </>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}

const fieldName = (field: object, { name }: I18n) => name(String(Object.values(field)[0] ?? ''));

function decider(by: DecidedBy, { t, name }: I18n): string {
  if (typeof by === 'string') return t(`why.by.${by}`);
  const scope = typeof by.setting === 'string' ? by.setting : (Object.keys(by.setting)[0] ?? '');
  return t('why.by.setting', { scope: name(scope) });
}
