import type { ReactNode } from 'react';
import type { Rows } from '../api/rows';
import { DataTable, type ColumnLook, type DataTableProps } from './DataTable';
import { Detail } from './Detail';
import { Told } from './Problem';
import { useSearchState } from './search';

interface Asked<R> {
  data: Rows<R> | undefined;
  error: unknown;
  refetch(): unknown;
}
interface RecordsProps<R extends { id: string }> extends Omit<
  DataTableProps<R>,
  'rows' | 'columns' | 'complete' | 'onOpen' | 'open' | 'looks'
> {
  of: Asked<R>;
  looks?: Partial<Record<string, ColumnLook<NoInfer<R>>>>;
  /** Columns that say nothing here, such as the project in a list of one project. */
  without?: string[];
  /** The column that tells which record it is, where others come before it. */
  first?: string;
  titleOf(row: R): string;
  /** What is done with the record that is open. */
  actions?(row: R): ReactNode;
  detail(row: R): ReactNode;
}

/** A list, and the record of it that is open; which one it is lies in the address. */
export function Records<R extends { id: string }>(props: RecordsProps<R>) {
  const { of, without = [], first, titleOf, actions, detail, ...table } = props;
  const [search, setSearch] = useSearchState();
  const close = () => setSearch({ open: undefined });
  return (
    <Told of={of}>
      {({ columns, rows, complete }) => {
        const open = rows.find((row) => row.id === search.open);
        return (
          <>
            <DataTable
              {...table}
              columns={ordered(columns, first).filter((column) => !without.includes(column))}
              rows={rows}
              complete={complete}
              open={open?.id}
              onOpen={(row) => setSearch({ open: row.id })}
            />
            <Detail
              opened={open !== undefined}
              onClose={close}
              title={open ? titleOf(open) : ''}
              actions={open && actions?.(open)}
            >
              {open && detail(open)}
            </Detail>
          </>
        );
      }}
    </Told>
  );
}

const ordered = (columns: string[], first: string | undefined) =>
  first && columns.includes(first)
    ? [first, ...columns.filter((column) => column !== first)]
    : columns;
