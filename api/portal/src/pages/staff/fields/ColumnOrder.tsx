import { Button, Group, List, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Column, ColumnsEntry, ListName, Wish } from '../../../api/client';
import { useCommand } from '../../../api/commands';
import { useI18n } from '../../../i18n';
import { holds, useMe } from '../../../session';
import { ProblemAlert } from '../../../ui/Problem';
import { Section } from '../../../ui/Section';
import { WhatIf } from '../../../ui/WhatIf';

/** All columns that the two lists have. */
const COLUMNS: Column[] = [
  'order',
  'article',
  'sequence',
  'name',
  'resource',
  'status',
  'planned_start',
  'planned_end',
  'actual_start',
  'actual_end',
  'set_up_minutes',
  'processing_minutes',
  'quantity',
  'done_quantity',
  'scrap_quantity',
  'held_quantity',
  'report_count',
  'actual_minutes',
];

interface ColumnOrderProps {
  list: ListName;
  all: ColumnsEntry[];
  /** The firm that has, or gets, columns of its own. */
  account?: string;
}

/** Which columns of a list externals see, in which order. */
export function ColumnOrder({ list, all, account }: ColumnOrderProps) {
  const { t, name } = useI18n();
  const mayChange = holds(useMe(), 'administrator');
  const everybody = all.find((one) => one.list === list && !one.account);
  const own = all.find((one) => one.list === list && one.account === account && account);
  const stands = (own ?? everybody)?.columns ?? [];
  const [edited, setEdited] = useState<Column[]>();
  const sending = useCommand('set-columns');
  const columns = edited ?? stands;
  const absent = COLUMNS.filter((column) => !columns.includes(column));
  const body = { list, columns, account: account ?? null };
  const done = { onSuccess: () => setEdited(undefined) };
  const move = (at: number, by: number) => {
    const next = [...columns];
    const [column] = next.splice(at, 1);
    if (column) next.splice(at + by, 0, column);
    setEdited(next);
  };
  const lead = !account ? 'columns.lead' : own ? 'columns.own' : 'columns.notOwn';
  return (
    <Section title={t('columns.title')} lead={t(lead)}>
      <List type="ordered" spacing={4} withPadding>
        {columns.map((column, at) => (
          <List.Item key={column}>
            <Group gap="xs">
              <Text w={180}>{name(column)}</Text>
              {mayChange && (
                <Group gap={4}>
                  <Button
                    variant="default"
                    disabled={at === 0}
                    aria-label={t('columns.up', { column: name(column) })}
                    onClick={() => move(at, -1)}
                  >
                    ↑
                  </Button>
                  <Button
                    variant="default"
                    disabled={at === columns.length - 1}
                    aria-label={t('columns.down', { column: name(column) })}
                    onClick={() => move(at, 1)}
                  >
                    ↓
                  </Button>
                  <Button
                    variant="default"
                    disabled={columns.length === 1}
                    aria-label={t('columns.hide', { column: name(column) })}
                    onClick={() => setEdited(columns.filter((one) => one !== column))}
                  >
                    ×
                  </Button>
                </Group>
              )}
            </Group>
          </List.Item>
        ))}
      </List>
      {mayChange && absent.length > 0 && (
        <Group gap="xs">
          <Text size="sm">{t('columns.absent')}</Text>
          {absent.map((column) => (
            <Button
              key={column}
              variant="default"
              aria-label={t('columns.show', { column: name(column) })}
              onClick={() => setEdited([...columns, column])}
            >
              + {name(column)}
            </Button>
          ))}
        </Group>
      )}
      {edited && (
        <Stack gap="sm">
          <WhatIf commands={[{ command: 'set-columns', body } as Wish]} />
          {sending.error && <ProblemAlert error={sending.error} />}
          <Group>
            <Button loading={sending.isPending} onClick={() => sending.mutate({ body }, done)}>
              {t('form.send')}
            </Button>
            <Button variant="default" onClick={() => setEdited(undefined)}>
              {t('matrix.undo')}
            </Button>
          </Group>
        </Stack>
      )}
      {own && mayChange && !edited && (
        <Group>
          <Button
            variant="default"
            loading={sending.isPending}
            onClick={() => sending.mutate({ body: { ...body, columns: null } }, done)}
          >
            {t('columns.asEverybody')}
          </Button>
        </Group>
      )}
    </Section>
  );
}
