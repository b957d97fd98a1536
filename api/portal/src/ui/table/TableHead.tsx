import { Checkbox } from '@mantine/core';
import { useI18n } from '../../i18n';
import type { Chosen } from './chosen';
import type { TableModel } from './useDataTable';

interface TableHeadProps<R extends { id: string }> {
  of: TableModel<R>;
  chosen?: Chosen<R>;
}

const ORDERS = {
  asc: { order: 'ascending', sign: ' ▲' },
  desc: { order: 'descending', sign: ' ▼' },
  none: { order: 'none', sign: '' },
} as const;

/** The names of the columns; a press puts the rows in the order of one. */
export function TableHead<R extends { id: string }>({ of: model, chosen }: TableHeadProps<R>) {
  const { t } = useI18n();
  const { table, numeric } = model;
  return (
    <thead>
      <tr aria-rowindex={1}>
        {chosen && (
          <th scope="col">
            <Checkbox
              aria-label={t('table.selectAll')}
              checked={chosen.all}
              indeterminate={chosen.rows.length > 0 && !chosen.all}
              onChange={(event) => chosen.toggleAll(event.currentTarget.checked)}
            />
          </th>
        )}
        {table.getHeaderGroups()[0]?.headers.map((header) => {
          const { order, sign } = ORDERS[header.column.getIsSorted() || 'none'];
          return (
            <th
              key={header.id}
              scope="col"
              className={numeric.has(header.column.id) ? 'numeric' : undefined}
              aria-sort={order}
            >
              <button type="button" onClick={header.column.getToggleSortingHandler()}>
                <table.FlexRender header={header} />
                <span aria-hidden="true">{sign}</span>
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
