import { Table, Text } from '@mantine/core';
import { useState } from 'react';
import { Button } from '@mantine/core';
import { useI18n } from '../../i18n';
import { isForPeople, textOf } from '../../ui/cells';
import type { ChangedCell } from './diff';

/** Rows and columns that are shown at once; the heading says how many rows there are. */
const ROWS_AT_ONCE = 50;
const COLUMNS_MAX = 7;

interface DifferenceProps {
  columns: string[];
  rows: { row: Record<string, unknown>; cells?: ChangedCell[] }[];
}

/** Rows of one kind: as they are, or what they are called and which cells changed. */
export function Difference({ columns, rows }: DifferenceProps) {
  const i18n = useI18n();
  const { t, n, name } = i18n;
  const [most, show] = useState(ROWS_AT_ONCE);
  const changes = rows.some(({ cells }) => cells);
  const told = columns
    .filter((column) => isForPeople(column) && column !== 'lines')
    .slice(0, changes ? 3 : COLUMNS_MAX);
  const text = (column: string, value: unknown) =>
    value === undefined ? t('value.hidden') : textOf(column, value, i18n) || t('value.none');
  return (
    <>
      <Table.ScrollContainer minWidth={600} type="native" tabIndex={0}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              {told.map((column) => (
                <Table.Th key={column}>{name(column)}</Table.Th>
              ))}
              {changes && <Table.Th>{t('compare.change')}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.slice(0, most).map(({ row, cells }) => (
              <Table.Tr key={String(row.id)}>
                {told.map((column) => (
                  <Table.Td key={column}>{textOf(column, row[column], i18n)}</Table.Td>
                ))}
                {cells && (
                  <Table.Td>
                    {cells.map(({ field, before, after }) => (
                      <Text key={field} size="sm">
                        {name(field)}: {text(field, before)} → <strong>{text(field, after)}</strong>
                      </Text>
                    ))}
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {rows.length > most && (
        <Button variant="default" onClick={() => show(most + ROWS_AT_ONCE)}>
          {n('compare.more', rows.length - most)}
        </Button>
      )}
    </>
  );
}
