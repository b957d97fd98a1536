import { Text } from '@mantine/core';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useI18n } from '../../../i18n';
import { WeekCell } from './WeekCell';
import { exact, hoursText, type HoursLook } from './hours';
import './effort.css';

/** Hours on one task or phase; by day. */
export interface WeekRow {
  key: string;
  title: string;
  /** Project and phase. */
  where: string;
}
/** How a cell stands. */
export interface WeekCellState {
  hours: number;
  state?: 'sending' | 'failed' | 'approved';
}
/** Which cell somebody is at. */
export interface At {
  row: number;
  column: number;
}

interface WeekGridProps {
  label: string;
  days: string[];
  today: string;
  rows: WeekRow[];
  look: HoursLook;
  cell(row: string, day: string): WeekCellState;
  /** Absent where nothing can be written. */
  onWrite?(row: string, day: string, hours: number): void;
  at: At;
  onMove(at: At): void;
}

/** Days on which most do not work: Saturday and Sunday. */
const REST_FROM = 5;
const MOVES: Record<string, [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** A week like a spreadsheet: one cell is in the tab order, the arrows move it. */
export function WeekGrid(props: WeekGridProps) {
  const { days, rows, look, cell, onWrite, at, onMove } = props;
  const i18n = useI18n();
  const { t, format } = i18n;
  const box = useRef<HTMLDivElement>(null);
  const [editing, edit] = useState<string>();

  /** Goes to a cell, if there is one, and puts the focus there. */
  const go = (row: number, column: number) => {
    const next = {
      row: Math.max(0, Math.min(rows.length - 1, row)),
      column: Math.max(0, Math.min(days.length - 1, column)),
    };
    edit(undefined);
    onMove(next);
    requestAnimationFrame(() =>
      box.current
        ?.querySelector<HTMLElement>(`[data-cell="${next.row}:${next.column}"]`)
        ?.focus({ preventScroll: false }),
    );
  };
  const onKey = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    if (move) go(at.row + move[0], at.column + move[1]);
    else if (event.key === 'Home') go(event.ctrlKey ? 0 : at.row, 0);
    else if (event.key === 'End') go(event.ctrlKey ? rows.length - 1 : at.row, days.length - 1);
    else if (!onWrite) return;
    else if (event.key === 'Enter' || event.key === 'F2') edit('');
    else if (event.key === 'Delete' || event.key === 'Backspace') write(0);
    else if (/^[\d.,+-]$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey)
      edit(event.key);
    else return;
    event.preventDefault();
  };
  const write = (hours: number) => {
    const [row, day] = [rows[at.row], days[at.column]];
    if (row && day) onWrite?.(row.key, day, hours);
  };
  const sum = (cells: number[]) => exact(cells.reduce((all, one) => all + one, 0));
  const text = (hours: number) => hoursText(hours, look, i18n);
  const ofDay = (day: string) => sum(rows.map(({ key }) => cell(key, day).hours));
  const rest = (column: number) => (column >= REST_FROM ? '' : undefined);

  return (
    <div className="week" role="grid" aria-label={props.label} ref={box}>
      <div className="week-row week-head" role="row">
        <div className="week-name" role="columnheader">
          {t('week.what')}
        </div>
        {days.map((day, column) => (
          <div
            key={day}
            className="week-cell"
            role="columnheader"
            data-rest={rest(column)}
            data-today={day === props.today ? '' : undefined}
            aria-current={day === props.today ? 'date' : undefined}
          >
            <span>{format('UTC', { weekday: 'short' }).format(new Date(day))}</span>
            <time dateTime={day}>
              {format('UTC', { day: '2-digit', month: '2-digit' }).format(new Date(day))}
            </time>
          </div>
        ))}
        <div className="week-cell" role="columnheader">
          {t('week.sum')}
        </div>
      </div>
      {rows.map(({ key, title, where }, row) => (
        <div key={key} className="week-row" role="row">
          <div className="week-name" role="rowheader">
            <Text size="sm" fw={600}>
              {title}
            </Text>
            <Text size="xs" c="dimmed">
              {where}
            </Text>
          </div>
          {days.map((day, column) => {
            const isAt = at.row === row && at.column === column;
            return (
              <WeekCell
                key={day}
                name={`${row}:${column}`}
                label={`${title}, ${i18n.day(day)}`}
                {...cell(key, day)}
                look={look}
                rest={column >= REST_FROM}
                isAt={isAt}
                begun={isAt ? editing : undefined}
                readOnly={!onWrite}
                onKey={onKey}
                onFocus={() => onMove({ row, column })}
                onEdit={() => onWrite && edit('')}
                onLeave={(hours, move) => {
                  if (hours !== undefined) onWrite?.(key, day, hours);
                  if (move) go(row + move[0], column + move[1]);
                  else edit(undefined);
                }}
              />
            );
          })}
          <div className="week-cell" role="gridcell" aria-readonly="true">
            <strong>{text(sum(days.map((day) => cell(key, day).hours)))}</strong>
          </div>
        </div>
      ))}
      <div className="week-row week-total" role="row">
        <div className="week-name" role="rowheader">
          {t('week.sum')}
        </div>
        {days.map((day, column) => (
          <div key={day} className="week-cell" role="gridcell" data-rest={rest(column)}>
            {ofDay(day) === 0 ? '' : text(ofDay(day))}
          </div>
        ))}
        <div className="week-cell" role="gridcell">
          {text(sum(days.map(ofDay)))}
        </div>
      </div>
    </div>
  );
}
