import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useI18n } from '../i18n';
import './table.css';
import { Gap, useRowWindow } from './table/rowWindow';
import './tree.css';

/** One row of a tree, told in the order in which rows are seen. */
export interface TreeRow {
  id: string;
  /** From 1. */
  level: number;
  label: string;
  /** Said before the label: what sort of row it is. */
  sort?: string;
  /** Absent where nothing lies below. */
  isOpen?: boolean;
  /** Its place among its siblings, and how many they are. */
  place: [at: number, of: number];
  cells: Record<string, ReactNode>;
  /** Rows with nothing to open are headings only. */
  opens?: boolean;
}

interface TreeProps {
  caption: string;
  /** What the first column is called. */
  heading: string;
  columns: { id: string; label: string; numeric?: boolean }[];
  rows: TreeRow[];
  open?: string;
  onToggle(id: string): void;
  onOpen(id: string): void;
}

/**
 * Rows below rows, with columns (the treegrid of the ARIA practices): one tab stop, arrows go up,
 * down, in and out, Enter opens a record.
 */
export function TreeTable(props: TreeProps) {
  const { caption, heading, columns, rows, open, onToggle, onOpen } = props;
  const { t } = useI18n();
  const [stop, setStop] = useState<string>();
  const { box, seen, above, below, scrollTo } = useRowWindow(rows.length);
  const stopAt = Math.max(
    0,
    rows.findIndex(({ id }) => id === stop),
  );

  const go = (at: number) => {
    const row = rows[at];
    if (!row) return;
    setStop(row.id);
    scrollTo(at);
    // Once it is in the page.
    requestAnimationFrame(() =>
      box.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.id)}"]`)?.focus(),
    );
  };
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    const row = rows[at];
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    const act = keys(rows, at, { go, toggle: () => onToggle(row.id) })[event.key];
    if (act) act();
    else if (event.key === 'Enter' || event.key === ' ') {
      if (row.opens) onOpen(row.id);
      else if (row.isOpen !== undefined) onToggle(row.id);
    } else return;
    event.preventDefault();
  };
  const span = columns.length + 1;
  return (
    <div className="table-box tree" ref={box}>
      <table role="treegrid" aria-label={caption} aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">{heading}</th>
            {columns.map(({ id, label, numeric }) => (
              <th key={id} scope="col" className={numeric ? 'numeric' : undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={above} columns={span} />
          {seen.map((index) => {
            const row = rows[index];
            if (!row) return null;
            return (
              <tr
                key={row.id}
                data-row={row.id}
                data-open={row.id === open || undefined}
                aria-rowindex={index + 2}
                aria-level={row.level}
                aria-expanded={row.isOpen}
                aria-posinset={row.place[0]}
                aria-setsize={row.place[1]}
                tabIndex={index === stopAt ? 0 : -1}
                className={row.opens ? 'opens' : undefined}
                onFocus={() => setStop(row.id)}
                onKeyDown={(event) => onKeyDown(event, index)}
                onClick={() => (row.opens ? onOpen(row.id) : onToggle(row.id))}
              >
                <td>
                  <span className="tree-name" style={{ paddingLeft: (row.level - 1) * 22 }}>
                    {row.isOpen === undefined ? (
                      <span className="tree-leaf" aria-hidden="true" />
                    ) : (
                      <button
                        type="button"
                        tabIndex={-1}
                        className="tree-toggle"
                        aria-label={t(row.isOpen ? 'tree.shut' : 'tree.unfold', {
                          name: row.label,
                        })}
                        onClick={(event) => {
                          event.stopPropagation();
                          onToggle(row.id);
                        }}
                      >
                        <span aria-hidden="true">{row.isOpen ? '▾' : '▸'}</span>
                      </button>
                    )}
                    {row.sort && <span className="tree-sort">{row.sort}</span>}
                    <span>{row.label}</span>
                  </span>
                </td>
                {columns.map(({ id, numeric }) => (
                  <td key={id} className={numeric ? 'numeric' : undefined}>
                    {row.cells[id]}
                  </td>
                ))}
              </tr>
            );
          })}
          <Gap height={below} columns={span} />
        </tbody>
      </table>
    </div>
  );
}

/** What the keys of a tree do at a row. */
function keys(
  rows: TreeRow[],
  at: number,
  { go, toggle }: { go(at: number): void; toggle(): void },
): Record<string, (() => void) | undefined> {
  const row = rows[at]!;
  const parent = () => {
    let above = at - 1;
    while (above >= 0 && rows[above]!.level >= row.level) above -= 1;
    if (above >= 0) go(above);
  };
  return {
    ArrowDown: () => go(at + 1),
    ArrowUp: () => go(at - 1),
    Home: () => go(0),
    End: () => go(rows.length - 1),
    ArrowRight: row.isOpen === undefined ? undefined : () => (row.isOpen ? go(at + 1) : toggle()),
    ArrowLeft: () => (row.isOpen ? toggle() : parent()),
  };
}
