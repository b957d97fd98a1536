import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

/** What a page keeps in its address: filters, order, zoom, what is open. */
export type Search = Record<string, string | undefined>;

/** The state of a page that lies in its address, so that it can be sent, kept and gone back to. */
export function useSearchState(): [Search, (change: Search) => void] {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const set = useCallback(
    (change: Search) =>
      void navigate({
        to: '.',
        replace: true,
        search: (before: Search) =>
          Object.fromEntries(
            Object.entries({ ...before, ...change }).filter(
              ([, value]) => value !== undefined && value !== '',
            ),
          ),
      } as Parameters<typeof navigate>[0]),
    [navigate],
  );
  return [search, set];
}
