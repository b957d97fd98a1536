import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useEyes } from '../api/eyes';
import { useI18n } from '../i18n';
import { Empty } from './Page';
import './table.css';
import { useChosen } from './table/chosen';
import type { Looks } from './table/columns';
import { useRowWindow } from './table/rowWindow';
import { TableBar } from './table/TableBar';
import { TableBody } from './table/TableBody';
import { TableHead } from './table/TableHead';
import { useDataTable } from './table/useDataTable';

export type { ColumnLook } from './table/columns';

export interface DataTableProps<R extends { id: string }> {
  /** What the list is called: for readers of screens, and for what is kept of it. */
  caption: string;
  /** Names what is kept of the table: its order and columns. */
  name: string;
  columns: string[];
  rows: R[];
  looks?: Looks<R>;
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

/**
 * One table for every list. The columns are those that travel with the rows. Search, filters and
 * order lie in the address; only the rows that are seen are in the page.
 */
export function DataTable<R extends { id: string }>(props: DataTableProps<R>) {
  const { caption, name, rows, onOpen, open, selection } = props;
  const { t } = useI18n();
  // A file of the portal is the partner's own: who looks through his eyes takes none along.
  const isOwn = useEyes().kind === 'own';
  const model = useDataTable(props);
  const chosen = useChosen(model.shown);
  const count = model.shown.length;
  const scroll = useRowWindow(count);

  if (rows.length === 0) return <>{props.empty}</>;
  return (
    <div className="table">
      <TableBar of={model} name={name} rows={rows} csv={isOwn ? props.csv : undefined}>
        {chosen.rows.length > 0 && selection?.(chosen.rows, chosen.clear)}
        {props.toolbar}
      </TableBar>
      {props.complete === false && (
        <Text size="sm" c="orange" role="status">
          {t('table.more', { count: rows.length })}
        </Text>
      )}
      <div className="table-box" ref={scroll.box} tabIndex={0} role="region" aria-label={caption}>
        <table aria-rowcount={count + 1}>
          <caption>{caption}</caption>
          <TableHead of={model} chosen={selection && chosen} />
          <TableBody
            of={model}
            scroll={scroll}
            chosen={selection && chosen}
            open={open}
            onOpen={onOpen}
          />
        </table>
        {count === 0 && <Empty title={t('table.nothing')} />}
      </div>
    </div>
  );
}
