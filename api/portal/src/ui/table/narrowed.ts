import type { SortingState } from '@tanstack/react-table';
import type { TextOf } from './columns';

interface Narrowing {
  /** What is written in the field for searching. */
  needle: string;
  /** What a column is to be, as it is read. */
  wanted: [column: string, text: string][];
}

/** The rows with what is searched somewhere in `columns`, and what is wanted of others. */
export function narrowed<R>(
  rows: R[],
  columns: string[],
  textOf: TextOf<R>,
  { needle, wanted }: Narrowing,
): R[] {
  const part = needle.trim().toLowerCase();
  return rows.filter(
    (row) =>
      wanted.every(([column, text]) => textOf(row, column) === text) &&
      (!part || columns.some((column) => textOf(row, column).toLowerCase().includes(part))),
  );
}

/** What a column can be filtered by: all that it is in some row. */
export const textsIn = <R>(rows: R[], column: string, textOf: TextOf<R>): string[] =>
  [...new Set(rows.map((row) => textOf(row, column)).filter(Boolean))].sort();

/** The order as the address has it: a column, with a `-` before it where it goes down. */
export const sortingOf = (word?: string): SortingState =>
  word ? [{ id: word.replace(/^-/, ''), desc: word.startsWith('-') }] : [];

export const sortWord = ([first]: SortingState): string | undefined =>
  first && `${first.desc ? '-' : ''}${first.id}`;
