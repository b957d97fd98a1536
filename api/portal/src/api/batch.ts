import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask, type Problem } from './client';
import type { CommandName } from './commands';

/** Items that the server takes in one request. */
const ITEMS_MAX = 100;

/** The commands that can be asked for by the dozen. */
export type BatchCommand = Extract<
  CommandName,
  `${'submit' | 'approve' | 'reject'}-${'timesheet' | 'expense'}`
>;

/** What came of one item. */
export interface BatchResult {
  status: number;
  problem?: Problem;
}

async function sendBatch(command: BatchCommand, items: object[]): Promise<BatchResult[]> {
  const results: BatchResult[] = [];
  for (let at = 0; at < items.length; at += ITEMS_MAX) {
    const response = await ask(new URL(`/v1/commands/${command}/batch`, location.origin), {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      },
      body: JSON.stringify({ items: items.slice(at, at + ITEMS_MAX) }),
    });
    results.push(...((await response.json()) as { results: BatchResult[] }).results);
  }
  return results;
}

/** One command about several records; each has an answer of its own, in the order of the items. */
export function useBatch() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ command, items }: { command: BatchCommand; items: object[] }) =>
      sendBatch(command, items),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['portal'] }),
        queries.invalidateQueries({ queryKey: ['staff'] }),
      ]),
  });
}
