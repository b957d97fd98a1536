// What changed in the portal since this tab was opened: kept in memory only, so that nothing of it is
// left behind.
import { useSyncExternalStore } from 'react';
import type { Row } from './api/rows';
import { onChanges, type Change } from './live';
import { PLACE } from './moves';

/** What became of a row. */
export type NewsKind = 'new' | 'moved' | 'changed' | 'withdrawn';
export interface News {
  kind: NewsKind;
  view: string;
  id: string;
  /** When this browser heard of it. */
  at: number;
  row?: Row;
  before?: Row | null;
}

/** Older news make room. */
const NEWS_MAX = 100;

let news: readonly News[] = [];
const readers = new Set<() => void>();
/** Lists of which every row is told; of a parent only what was known before. */
const TOLD = ['work-steps', 'processes', 'tasks', 'milestones'];

function kindOf({ row, before }: Change): NewsKind {
  if (!row) return 'withdrawn';
  if (before === null) return 'new';
  if (!before) return 'changed';
  return PLACE.some((field) => row[field] !== before[field]) ? 'moved' : 'changed';
}

onChanges((changes) => {
  const told = changes.flatMap((change): News[] => {
    const id = change.row?.id ?? change.gone;
    if (typeof id !== 'string' || !TOLD.includes(change.view)) return [];
    const { view, row, before } = change;
    return [{ kind: kindOf(change), view, id, at: Date.now(), row, before }];
  });
  if (!told.length) return;
  const again = new Set(told.map(({ id }) => id));
  // What came and was then moved is still new to whoever reads this.
  const kept = news.filter(({ id }) => !again.has(id));
  const isNew = new Set(news.filter(({ kind }) => kind === 'new').map(({ id }) => id));
  const merged = told.map((one) =>
    isNew.has(one.id) && one.row ? { ...one, kind: 'new' as const } : one,
  );
  news = [...merged.reverse(), ...kept].slice(0, NEWS_MAX);
  readers.forEach((reader) => reader());
});

/** The newest first; of each row only what happened last. */
export const useNews = () =>
  useSyncExternalStore(
    (reader) => {
      readers.add(reader);
      return () => readers.delete(reader);
    },
    () => news,
  );

/** What was read is no news. */
export function forgetNews() {
  news = [];
  readers.forEach((reader) => reader());
}
