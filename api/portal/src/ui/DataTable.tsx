import { Button, Checkbox, Group, Menu, Select, Text, TextInput } from '@mantine/core';
import {
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_basic,
  tableFeatures,
  useTable,
  type ColumnDef,
  type SortingState,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useDeferredValue, useMemo, useRef, useState, type ReactNode } from 'react';
import { useEyes } from '../api/eyes';
import { useI18n } from '../i18n';
import { cellOf, isForPeople, isNumeric, sortOf, textOf } from './cells';
import { Empty } from './Page';
import { SavedViews } from './SavedViews';
import { useSearchState } from './search';
import './table.css';

/** How a column is shown, where that is not plain from its name and values. */
export interface ColumnLook<R> {
  label?: string;
  cell?(row: R): ReactNode;
  /** What is searched and sorted instead of the value. */
  value?(row: R): string | number;
}

export interface DataTableProps<R extends { id: string }> {
  /** What the list is called: for readers of screens, and for what is kept of it. */
  caption: string;
  /** Names what is kept of the table: its order and columns. */
  name: string;
  columns: string[];
  rows: R[];
  looks?: Partial<Record<string, ColumnLook<R>>>;
  /** Columns by whose values the list can be filtered. */
  filters?: string[];
  /** The zone in which moments of the list are planned. */
  zone?: string | null;
  /** Where the whole list is as CSV; absent where it may not be taken along. */
  csv?: string;
  /** Said when there is nothing at all. */
  empty: ReactNode;
  /** Opens one row. */
  onOpen?(row: R): void;
  /** The row that is open. */
  open?: string;
  /** Rows can be chosen, for what is then shown in the toolbar. */
  selection?: (chosen: R[], clear: () => void) => ReactNode;
  /** More in the toolbar. */
  toolbar?: ReactNode;
  complete?: boolean;
}

const features = tableFeatures({
  columnVisibilityFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic },
});
/** Height of a row in pixels: large enough for a finger. */
const ROW_PX = 44;
/** Rows made ready above and below what is seen. */
const OVERSCAN = 8;

/** The columns that somebody does not want to see, kept in this browser until signing out. */
function useHidden(name: string) {
  const kept = `loggia.columns.${name}`;
  const [hidden, set] = useState<Record<string, boolean>>(
    () => JSON.parse(localStorage.getItem(kept) ?? '{}') as Record<string, boolean>,
  );
  const keep = (next: Record<string, boolean>) => {
    localStorage.setItem(kept, JSON.stringify(next));
    set(next);
  };
  return [hidden, keep] as const;
}

/**
 * One table for every list. The columns are those that travel with the rows. Search, filters and
 * order lie in the address; only the rows that are seen are in the page.
 */
export function DataTable<R extends { id: string }>(props: DataTableProps<R>) {
  const { caption, name, columns, rows, looks = {}, filters = [], zone, onOpen, selection } = props;
  const i18n = useI18n();
  const { t, n } = i18n;
  // A file of the portal is the partner's own: who looks through his eyes takes none along.
  const csv = useEyes().kind === 'own' ? props.csv : undefined;
  const box = useRef<HTMLDivElement>(null);
  const [search, setSearch] = useSearchState();
  const [columnVisibility, setVisibility] = useHidden(name);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const needle = useDeferredValue((search.q ?? '').trim().toLowerCase());

  const told = useMemo(() => {
    const cell = (row: R, column: string) => (row as Record<string, unknown>)[column];
    const text = (row: R, column: string) =>
      String(looks[column]?.value?.(row) ?? textOf(column, cell(row, column), i18n, zone));
    return { cell, text };
  }, [looks, i18n, zone]);

  const forPeople = useMemo(
    () => columns.filter((column) => isForPeople(column) || looks[column]),
    [columns, looks],
  );
  const wanted = filters.filter((column) => columns.includes(column) && search[column]);
  const shown = useMemo(
    () =>
      rows.filter(
        (row) =>
          wanted.every((column) => told.text(row, column) === search[column]) &&
          (!needle ||
            forPeople.some((column) => told.text(row, column).toLowerCase().includes(needle))),
      ),
    [rows, wanted, told, search, needle, forPeople],
  );

  const defs = useMemo(
    () =>
      forPeople.map((column): ColumnDef<typeof features, R> => ({
        id: column,
        header: looks[column]?.label ?? i18n.name(column),
        sortDescFirst: false,
        sortFn: 'basic',
        accessorFn: (row) => looks[column]?.value?.(row) ?? sortOf(told.cell(row, column)),
        cell: ({ row: { original } }) =>
          looks[column]?.cell?.(original) ??
          cellOf(column, told.cell(original, column), i18n, zone),
      })),
    [forPeople, looks, i18n, zone, told],
  );
  const sorting: SortingState = search.sort
    ? [{ id: search.sort.replace(/^-/, ''), desc: search.sort.startsWith('-') }]
    : [];
  const table = useTable({
    features,
    columns: defs,
    data: shown,
    getRowId: (row) => row.id,
    state: { sorting, columnVisibility },
    onSortingChange: (update) => {
      const [first] = typeof update === 'function' ? update(sorting) : update;
      setSearch({ sort: first ? `${first.desc ? '-' : ''}${first.id}` : undefined });
    },
    onColumnVisibilityChange: (update) =>
      setVisibility(typeof update === 'function' ? update(columnVisibility) : update),
  });
  const model = table.getRowModel().rows;
  const virtual = useVirtualizer({
    count: model.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
  });
  const items = virtual.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const span = table.getVisibleLeafColumns().length + (selection ? 1 : 0);
  const picked = shown.filter((row) => chosen.has(row.id));
  const clear = () =>
    setSearch(Object.fromEntries(['q', ...filters].map((one) => [one, undefined])));
  const filtered = Boolean(search.q) || wanted.length > 0;
  const numeric = new Set(
    forPeople.filter((column) =>
      shown.slice(0, 20).some((row) => isNumeric(told.cell(row, column))),
    ),
  );
  const label = (row: R) => told.text(row, forPeople[0] ?? 'id');
  const toggle = (row: R) =>
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(row.id)) next.add(row.id);
      return next;
    });

  if (rows.length === 0) return <>{props.empty}</>;
  return (
    <div className="table">
      <Group gap="xs" className="table-bar no-print">
        <TextInput
          aria-label={t('table.search')}
          placeholder={t('table.search')}
          value={search.q ?? ''}
          onChange={(event) => setSearch({ q: event.currentTarget.value })}
          type="search"
        />
        {filters
          .filter((column) => columns.includes(column))
          .map((column) => (
            <Select
              key={column}
              aria-label={t('table.filter', { column: i18n.name(column) })}
              placeholder={i18n.name(column)}
              data={[...new Set(rows.map((row) => told.text(row, column)).filter(Boolean))].sort()}
              value={search[column] ?? null}
              onChange={(value) => setSearch({ [column]: value ?? undefined })}
              clearable
              w={140}
            />
          ))}
        <Text size="sm" role="status">
          {n('table.rows', shown.length)}
        </Text>
        {filtered && (
          <Button variant="subtle" size="compact-sm" onClick={clear}>
            {t('table.clear')}
          </Button>
        )}
        <Group gap="xs" ml="auto">
          {picked.length > 0 && selection?.(picked, () => setChosen(new Set()))}
          {props.toolbar}
          <SavedViews list={name} fields={['q', 'sort', ...filters]} />
          <Menu closeOnItemClick={false} position="bottom-end">
            <Menu.Target>
              <Button variant="default">{t('table.columns')}</Button>
            </Menu.Target>
            <Menu.Dropdown mah={420} className="scrolls">
              {table.getAllLeafColumns().map((column) => (
                <Menu.CheckboxItem
                  key={column.id}
                  checked={column.getIsVisible()}
                  onChange={(visible) => column.toggleVisibility(visible)}
                >
                  {column.columnDef.header as string}
                </Menu.CheckboxItem>
              ))}
            </Menu.Dropdown>
          </Menu>
          {csv && (
            <Button component="a" href={csv} download variant="default">
              {t('table.csv')}
            </Button>
          )}
        </Group>
      </Group>
      {props.complete === false && (
        <Text size="sm" c="orange" role="status">
          {t('table.more', { count: rows.length })}
        </Text>
      )}
      <div className="table-box" ref={box} tabIndex={0} role="region" aria-label={caption}>
        <table aria-rowcount={model.length + 1}>
          <caption>{caption}</caption>
          <thead>
            <tr aria-rowindex={1}>
              {selection && (
                <th scope="col">
                  <Checkbox
                    aria-label={t('table.selectAll')}
                    checked={picked.length > 0 && picked.length === shown.length}
                    indeterminate={picked.length > 0 && picked.length < shown.length}
                    onChange={(event) =>
                      setChosen(
                        new Set(event.currentTarget.checked ? shown.map((row) => row.id) : []),
                      )
                    }
                  />
                </th>
              )}
              {table.getHeaderGroups()[0]?.headers.map((header) => {
                const sorted = header.column.getIsSorted();
                return (
                  <th
                    key={header.id}
                    scope="col"
                    className={numeric.has(header.column.id) ? 'numeric' : undefined}
                    aria-sort={
                      sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none'
                    }
                  >
                    <button type="button" onClick={header.column.getToggleSortingHandler()}>
                      <table.FlexRender header={header} />
                      <span aria-hidden="true">
                        {sorted === 'asc' ? ' ▲' : sorted === 'desc' ? ' ▼' : ''}
                      </span>
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {above > 0 && (
              <tr aria-hidden="true">
                <td colSpan={span} style={{ height: above, padding: 0 }} />
              </tr>
            )}
            {items.map((item) => {
              const row = model[item.index];
              if (!row) return null;
              const cells = row.getVisibleCells();
              return (
                <tr
                  key={row.id}
                  aria-rowindex={item.index + 2}
                  data-open={row.id === props.open || undefined}
                  className={onOpen ? 'opens' : undefined}
                  onClick={onOpen && (() => onOpen(row.original))}
                >
                  {selection && (
                    <td onClick={(event) => event.stopPropagation()}>
                      <Checkbox
                        aria-label={t('table.select', { name: label(row.original) })}
                        checked={chosen.has(row.id)}
                        onChange={() => toggle(row.original)}
                      />
                    </td>
                  )}
                  {cells.map((cell, at) => (
                    <td
                      key={cell.id}
                      className={numeric.has(cell.column.id) ? 'numeric' : undefined}
                    >
                      {at === 0 && onOpen ? (
                        <button
                          type="button"
                          className="opener"
                          onClick={(event) => {
                            event.stopPropagation();
                            onOpen(row.original);
                          }}
                        >
                          <table.FlexRender cell={cell} />
                        </button>
                      ) : (
                        <table.FlexRender cell={cell} />
                      )}
                    </td>
                  ))}
                </tr>
              );
            })}
            {below > 0 && (
              <tr aria-hidden="true">
                <td colSpan={span} style={{ height: below, padding: 0 }} />
              </tr>
            )}
          </tbody>
        </table>
        {model.length === 0 && <Empty title={t('table.nothing')} />}
      </div>
    </div>
  );
}
