import { Accordion, Alert, Badge, Button, Group, List, Stack, Table, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type DiffBody, type WhatIfBody, type Wish } from '../api/client';
import { useI18n, type I18n } from '../i18n';
import { textOf } from './cells';
import { Told } from './Problem';

/** Commands that may be asked about at once. */
export const WHAT_IF_COMMANDS_MAX = 100;

/** What partners would gain and lose by these commands; nothing happens. */
export function useWhatIf(commands: Wish[], enabled = true) {
  return useQuery({
    // Not among what staff reads again after each command: it tells of the moment when it was asked,
    // and once the commands were sent there is nothing to ask.
    queryKey: ['what_if', commands],
    queryFn: ({ signal }) => call('what_if', { body: { commands }, signal }),
    enabled: enabled && commands.length > 0,
    refetchOnWindowFocus: false,
    retry: false,
  });
}

/** Asks what would become of everybody's views, for as long as the commands stay the same. */
export function WhatIf({ commands }: { commands: Wish[] }) {
  const { t } = useI18n();
  const [asked, ask] = useState<string>();
  const now = JSON.stringify(commands);
  if (asked !== now) {
    return (
      <Button variant="default" onClick={() => ask(now)} style={{ alignSelf: 'flex-start' }}>
        {t('whatIf.ask')}
      </Button>
    );
  }
  return <WhatIfOf commands={commands} />;
}

/** What would become of everybody's views. */
export function WhatIfOf({ commands }: { commands: Wish[] }) {
  const answer = useWhatIf(commands);
  return (
    <div aria-live="polite">
      <Told of={answer}>{(told) => <WhatIfReport told={told} />}</Told>
    </div>
  );
}

/** Asking waits for so long, in milliseconds, until nobody chooses any more. */
const SETTLE_MS = 500;

/** What would become of everybody's views, while somebody is still choosing. */
export function useLiveWhatIf(commands: Wish[]) {
  const [settled] = useDebouncedValue(commands, SETTLE_MS);
  return useWhatIf(settled);
}

/** The answer to "what if", partner by partner. */
export function WhatIfReport({ told }: { told: WhatIfBody }) {
  const { t, n } = useI18n();
  if (told.partners.length === 0) {
    return (
      <Alert variant="light" color="gray" c="var(--mantine-color-text)">
        {t('whatIf.nothing')}
      </Alert>
    );
  }
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {n('whatIf.partners', told.partners.length)}
      </Text>
      <Accordion variant="separated" order={3}>
        {told.partners.map((diff) => {
          const id = String(diff.partner.id ?? diff.partner.name);
          return (
            <Accordion.Item key={id} value={id}>
              <Accordion.Control>
                <Group gap="xs">
                  <Text fw={600}>{diff.partner.name}</Text>
                  <Sums diff={diff} />
                </Group>
              </Accordion.Control>
              <Accordion.Panel>
                <Diff diff={diff} />
              </Accordion.Panel>
            </Accordion.Item>
          );
        })}
      </Accordion>
    </Stack>
  );
}

const SIGNS = { gained: '+', lost: '−', changed: '≠' } as const;
const KINDS = ['gained', 'lost', 'changed'] as const;

function Sums({ diff }: { diff: DiffBody }) {
  const { n } = useI18n();
  return KINDS.filter((kind) => diff.totals[kind] > 0).map((kind) => (
    <Badge key={kind} variant="outline" color="gray" c="var(--mantine-color-text)" tt="none">
      <span aria-hidden="true">{SIGNS[kind]} </span>
      {n(`whatIf.${kind}`, diff.totals[kind])}
    </Badge>
  ));
}

type Changed = { field: string; before?: unknown; after?: unknown };
type RowDiff = { view: string; row: Record<string, unknown>; fields: Changed[] };
type FieldDiff = { field: Record<string, string>; before: string; after: string; rows: number };

/** Rows of each kind that are named at once; the sums tell how many there are. */
const NAMED_MAX = 8;

function Diff({ diff }: { diff: DiffBody }) {
  const i18n = useI18n();
  const { t, n, name } = i18n;
  const fields = diff.fields as unknown as FieldDiff[];
  return (
    <Stack gap="sm">
      {fields.length > 0 && <FieldTable fields={fields} />}
      {KINDS.filter((kind) => diff.totals[kind] > 0).map((kind) => {
        const rows = diff[kind] as unknown as RowDiff[];
        const more = diff.totals[kind] - Math.min(NAMED_MAX, rows.length);
        return (
          <div key={kind}>
            <Text size="sm" fw={600}>
              <span aria-hidden="true">{SIGNS[kind]} </span>
              {n(`whatIf.${kind}`, diff.totals[kind])}
            </Text>
            <List size="sm">
              {rows.slice(0, NAMED_MAX).map((one, at) => (
                <List.Item key={at}>
                  {name(one.view)}: {titleOf(one.row, i18n)}
                  {one.fields.length > 0 && (
                    <Text span size="sm" c="dimmed">
                      {' '}
                      ({one.fields.map((field) => changeOf(field, i18n)).join('; ')})
                    </Text>
                  )}
                </List.Item>
              ))}
              {more > 0 && <List.Item>{t('whatIf.more', { count: more })}</List.Item>}
            </List>
          </div>
        );
      })}
    </Stack>
  );
}

function FieldTable({ fields }: { fields: FieldDiff[] }) {
  const { t, name } = useI18n();
  return (
    <Table.ScrollContainer minWidth={420} type="native" tabIndex={0}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('whatIf.field')}</Table.Th>
            <Table.Th>{t('whatIf.before')}</Table.Th>
            <Table.Th>{t('whatIf.after')}</Table.Th>
            <Table.Th ta="right">{t('whatIf.rows')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {fields.map(({ field, before, after, rows }) => {
            const [kind = '', column = ''] = Object.entries(field)[0] ?? [];
            return (
              <Table.Tr key={`${kind}.${column}`}>
                <Table.Td>
                  {name(kind)}: {name(column)}
                </Table.Td>
                <Table.Td>{name(before)}</Table.Td>
                <Table.Td>{name(after)}</Table.Td>
                <Table.Td ta="right">{rows}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** By what people know a row. */
function titleOf(row: Record<string, unknown>, i18n: I18n): string {
  const told = ['number', 'order', 'sequence', 'name', 'title', 'person', 'week', 'display_name'];
  const parts = told.map((column) => textOf(column, row[column], i18n)).filter(Boolean);
  return parts.slice(0, 3).join(' · ') || String(row.id ?? '');
}

/** What would become of one field: gone, there, or another value. */
function changeOf({ field, before, after }: Changed, i18n: I18n): string {
  const text = (value: unknown) =>
    value === undefined ? i18n.t('value.hidden') : textOf(field, value, i18n) || '–';
  return `${i18n.name(field)}: ${text(before)} → ${text(after)}`;
}
