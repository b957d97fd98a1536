import {
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_basic,
  tableFeatures,
  useTable,
  type ColumnDef,
} from '@tanstack/react-table';
import { useDeferredValue, useMemo } from 'react';
import { useI18n } from '../../i18n';
import { cellOf, sortOf } from '../cells';
import { useSearchState } from '../search';
import { useVisibility } from './chosen';
import { forPeople, numericOf, textsOf, valueIn, type Looks } from './columns';
import { narrowed, sortingOf, sortWord } from './narrowed';

interface Told<R> {
  name: string;
  columns: string[];
  rows: R[];
  looks?: Looks<R>;
  filters?: string[];
  zone?: string | null;
}

const features = tableFeatures({
  columnVisibilityFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic },
});
const NO_LOOKS = {};

/** The rows as search, filters and order in the address have them, and the columns that are seen. */
export function useDataTable<R extends { id: string }>(told: Told<R>) {
  const { name, columns, rows, looks = NO_LOOKS as Looks<R>, filters = [], zone } = told;
  const i18n = useI18n();
  const [search, setSearch] = useSearchState();
  const [columnVisibility, setVisibility] = useVisibility(name);
  const needle = useDeferredValue(search.q ?? '');

  const textOf = useMemo(() => textsOf(looks, i18n, zone), [looks, i18n, zone]);
  const read = useMemo(() => forPeople(columns, looks), [columns, looks]);
  const filterable = filters.filter((column) => columns.includes(column));
  const wanted = filterable.flatMap((column): [string, string][] =>
    search[column] ? [[column, search[column]]] : [],
  );
  const shown = useMemo(
    () => narrowed(rows, read, textOf, { needle, wanted }),
    // The filters are part of the address.
    [rows, read, textOf, needle, search],
  );
  const defs = useMemo(
    () =>
      read.map((column): ColumnDef<typeof features, R> => ({
        id: column,
        header: looks[column]?.label ?? i18n.name(column),
        sortDescFirst: false,
        sortFn: 'basic',
        accessorFn: (row) => looks[column]?.value?.(row) ?? sortOf(valueIn(row, column)),
        cell: ({ row: { original } }) =>
          looks[column]?.cell?.(original) ?? cellOf(column, valueIn(original, column), i18n, zone),
      })),
    [read, looks, i18n, zone],
  );
  const sorting = sortingOf(search.sort);
  const table = useTable({
    features,
    columns: defs,
    data: shown,
    getRowId: (row) => row.id,
    state: { sorting, columnVisibility },
    onSortingChange: (update) =>
      setSearch({ sort: sortWord(typeof update === 'function' ? update(sorting) : update) }),
    onColumnVisibilityChange: (update) =>
      setVisibility(typeof update === 'function' ? update(columnVisibility) : update),
  });
  return {
    table,
    shown,
    textOf,
    filterable,
    numeric: numericOf(read, shown),
    /** What a row is called where nothing but its name is told. */
    nameOf: (row: R) => textOf(row, read[0] ?? 'id'),
    isNarrowed: Boolean(search.q) || wanted.length > 0,
    widen: () => setSearch(Object.fromEntries(['q', ...filters].map((one) => [one, undefined]))),
  };
}

export type TableModel<R extends { id: string }> = ReturnType<typeof useDataTable<R>>;
