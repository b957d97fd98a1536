import { useQuery } from '@tanstack/react-query';
import { address, ask, call } from '../../api/client';

/** A commit as it lies in the log. */
export interface LoggedCommit {
  seq: number;
  at: string;
  actor: string | Record<string, string>;
  on_behalf_of: string | Record<string, string> | null;
  origin: { address: string | null; client: string | null };
  command: string;
  reason: string | null;
  events: Record<string, unknown>[];
}

/** Commits after `after`, the oldest first. They come as JSON Lines, one to a line. */
export async function readCommits(after: number, limit: number, signal?: AbortSignal) {
  const url = address('commits', { query: { after, limit } });
  const response = await ask(url, { signal, headers: { accept: 'application/jsonl' } });
  const lines = (await response.text()).split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as LoggedCommit);
}

/** When the log begins. */
export function useFirstMoment(): string | undefined {
  const { data } = useQuery({
    queryKey: ['staff', 'commits', 'first'],
    queryFn: ({ signal }) => readCommits(0, 1, signal),
    staleTime: Infinity,
  });
  return data?.[0]?.at;
}

/** The last commit. Auditors have no status of the server; "what if nothing" tells as of which one. */
export function useHead() {
  return useQuery({
    queryKey: ['staff', 'commits', 'head'],
    queryFn: async ({ signal }) => (await call('what_if', { body: { commands: [] }, signal })).seq,
  });
}
