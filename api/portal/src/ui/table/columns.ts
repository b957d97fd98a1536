import type { ReactNode } from 'react';
import type { I18n } from '../../i18n';
import { isForPeople, isNumeric, textOf } from '../cells';

/** How a column is shown, where that is not plain from its name and values. */
export interface ColumnLook<R> {
  label?: string;
  cell?(row: R): ReactNode;
  /** What is searched and sorted instead of the value. */
  value?(row: R): string | number;
}

export type Looks<R> = Partial<Record<string, ColumnLook<R>>>;

/** So many rows tell whether a column holds numbers. */
const SAMPLE_ROWS = 20;

export const valueIn = <R>(row: R, column: string) => (row as Record<string, unknown>)[column];

/** A cell as it is read, searched and filtered. */
export type TextOf<R> = (row: R, column: string) => string;

export const textsOf =
  <R>(looks: Looks<R>, i18n: I18n, zone?: string | null): TextOf<R> =>
  (row, column) =>
    String(looks[column]?.value?.(row) ?? textOf(column, valueIn(row, column), i18n, zone));

/** Ids are for programs, unless a list says how one is shown. */
export const forPeople = (columns: string[], looks: Looks<never>) =>
  columns.filter((column) => isForPeople(column) || looks[column]);

/** Those that stand to the right. */
export const numericOf = <R>(columns: string[], rows: R[]): ReadonlySet<string> =>
  new Set(
    columns.filter((column) =>
      rows.slice(0, SAMPLE_ROWS).some((row) => isNumeric(valueIn(row, column))),
    ),
  );
