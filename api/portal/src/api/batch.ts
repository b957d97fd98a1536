import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { call, type BatchResult, type BatchResults, type Input, type Operations } from './client';

/** The operations that take several commands of one kind, each answered by itself. */
export type BatchName = {
  [K in keyof Operations]: Operations[K]['ok'] extends BatchResults ? K : never;
}[keyof Operations];
/** One of the commands. */
export type BatchItem<K extends BatchName> = Operations[K]['body'] extends { items: (infer I)[] }
  ? I
  : never;
/** A command of a batch, and what came of it. */
export interface Answered<I> {
  item: I;
  result: BatchResult;
}

/** The server takes so many at once. */
const ITEMS_MAX = 100;

/** Several commands of one kind: one that is refused holds up no other. */
export function useBatch<K extends BatchName>(id: K) {
  const queries = useQueryClient();
  // The same items under the same key, until they succeed: a repeat does nothing twice.
  const keys = useRef(new Map<string, string>());
  return useMutation({
    mutationFn: async (items: BatchItem<K>[]) => {
      const answered: Answered<BatchItem<K>>[] = [];
      for (let first = 0; first < items.length; first += ITEMS_MAX) {
        const part = items.slice(first, first + ITEMS_MAX);
        const text = JSON.stringify(part);
        const key = keys.current.get(text) ?? crypto.randomUUID();
        keys.current.set(text, key);
        const input = { body: { items: part }, headers: { 'idempotency-key': key } };
        const { results } = (await call(id, input as unknown as Input<K>)) as BatchResults;
        results.forEach((result, at) => answered.push({ item: part[at]!, result }));
      }
      keys.current.clear();
      return answered;
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['portal'] }),
        queries.invalidateQueries({ queryKey: ['staff'] }),
      ]),
  });
}
