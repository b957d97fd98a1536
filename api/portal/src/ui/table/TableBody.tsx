import { Checkbox } from '@mantine/core';
import { useI18n } from '../../i18n';
import type { Chosen } from './chosen';
import { Gap, type RowWindow } from './rowWindow';
import type { TableModel } from './useDataTable';

interface TableBodyProps<R extends { id: string }> {
  of: TableModel<R>;
  scroll: RowWindow;
  chosen?: Chosen<R>;
  open?: string;
  onOpen?(row: R): void;
}

/** The rows that are seen. */
export function TableBody<R extends { id: string }>(props: TableBodyProps<R>) {
  const { of: model, scroll, chosen, open, onOpen } = props;
  const { t } = useI18n();
  const { table, numeric } = model;
  const rows = table.getRowModel().rows;
  const columns = table.getVisibleLeafColumns().length + (chosen ? 1 : 0);
  return (
    <tbody>
      <Gap height={scroll.above} columns={columns} />
      {scroll.seen.map((index) => {
        const row = rows[index];
        if (!row) return null;
        const record = row.original;
        return (
          <tr
            key={row.id}
            aria-rowindex={index + 2}
            data-open={row.id === open || undefined}
            className={onOpen ? 'opens' : undefined}
            onClick={onOpen && (() => onOpen(record))}
          >
            {chosen && (
              <td onClick={(event) => event.stopPropagation()}>
                <Checkbox
                  aria-label={t('table.select', { name: model.nameOf(record) })}
                  checked={chosen.has(record)}
                  onChange={() => chosen.toggle(record)}
                />
              </td>
            )}
            {row.getVisibleCells().map((cell, at) => (
              <td key={cell.id} className={numeric.has(cell.column.id) ? 'numeric' : undefined}>
                {at === 0 && onOpen ? (
                  <button
                    type="button"
                    className="opener"
                    onClick={(event) => {
                      event.stopPropagation();
                      onOpen(record);
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
      <Gap height={scroll.below} columns={columns} />
    </tbody>
  );
}
