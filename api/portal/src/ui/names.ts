import { useMemo } from 'react';
import { useStaffRows } from '../api/rows';
import { SOURCES, toldOf } from './command/sources';
import type { ColumnLook } from './DataTable';

/** What a record is called, by its id. */
export type NameOf = (id: unknown) => string;

/** The names of all records that an id such as `PersonId` may mean; nothing until they are there. */
export function useNames(source: keyof typeof SOURCES, enabled = true): NameOf {
  const [list] = SOURCES[source] ?? ['staff_projects'];
  const { data } = useStaffRows(list, undefined, enabled);
  return useMemo(() => {
    const [, ...columns] = SOURCES[source] ?? [];
    const names = new Map(
      data?.rows.map((row) => {
        const cells = row as Record<string, unknown>;
        // User names help to choose; where somebody is told of, he is called by his own.
        return [
          cells.id,
          toldOf(
            cells,
            columns.filter((one) => one !== 'user_name'),
          ),
        ] as const;
      }),
    );
    return (id) => names.get(id) ?? '';
  }, [data, source]);
}

/** A column that holds ids, shown by their names; several are told one after the other. */
export function named<R>(column: string, nameOf: NameOf): Record<string, ColumnLook<R>> {
  const text = (row: R) =>
    [(row as Record<string, unknown>)[column]].flat().map(nameOf).filter(Boolean).join(', ');
  return { [column]: { value: text, cell: text } };
}
