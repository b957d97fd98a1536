import { useState } from 'react';

/** The columns that somebody does not want to see, kept in this browser until signing out. */
export function useVisibility(name: string) {
  const kept = `loggia.columns.${name}`;
  const [visible, set] = useState<Record<string, boolean>>(
    () => JSON.parse(localStorage.getItem(kept) ?? '{}') as Record<string, boolean>,
  );
  const keep = (next: Record<string, boolean>) => {
    localStorage.setItem(kept, JSON.stringify(next));
    set(next);
  };
  return [visible, keep] as const;
}

/** Which rows are chosen, of those that are shown. */
export function useChosen<R extends { id: string }>(shown: R[]) {
  const [ids, set] = useState<ReadonlySet<string>>(new Set());
  const rows = shown.filter(({ id }) => ids.has(id));
  return {
    rows,
    all: rows.length > 0 && rows.length === shown.length,
    has: ({ id }: R) => ids.has(id),
    toggle: ({ id }: R) =>
      set((before) => {
        const next = new Set(before);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    toggleAll: (all: boolean) => set(new Set(all ? shown.map(({ id }) => id) : [])),
    clear: () => set(new Set()),
  };
}

export type Chosen<R extends { id: string }> = ReturnType<typeof useChosen<R>>;
