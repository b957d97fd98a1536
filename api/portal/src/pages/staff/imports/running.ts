import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask, call } from '../../../api/client';
import type { ImportKind } from './kinds';

/** Where a running import is looked at again, in milliseconds. */
const LOOK_MS = 800;
const OVER = ['done', 'stopped', 'failed'];

/** What an import, or a dry run, came to; each kind tells more. */
export type Report = { import: string; dry_run: boolean; stopped: boolean } & Record<
  string,
  unknown
>;

interface Upload {
  /** The name of the import, by which it can be looked at and stopped. */
  id: string;
  kind: ImportKind;
  parts: Record<string, string | File | undefined>;
  dryRun: boolean;
}

async function upload({ id, kind, parts, dryRun }: Upload): Promise<Report> {
  const form = new FormData();
  for (const [name, part] of Object.entries(parts)) if (part) form.append(name, part);
  form.append('dry_run', String(dryRun));
  const response = await ask(new URL(`/v1/imports/${kind}`, location.origin), {
    method: 'POST',
    headers: { accept: 'application/json', 'idempotency-key': id },
    body: form,
  });
  return (await response.json()) as Report;
}

/** Sends a file, for a dry run or to be taken in. */
export function useUpload() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: upload,
    onSuccess: ({ dry_run }) =>
      dry_run ? undefined : queries.invalidateQueries({ queryKey: ['staff'] }),
  });
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Where an import stands; one that was left goes on, and is found again by its name. */
export function useProgress(id: string | undefined) {
  const queries = useQueryClient();
  const queryKey = ['import', id];
  return useQuery({
    queryKey,
    queryFn: async () => {
      // It is there as soon as the first bytes of the file have arrived; whoever asks at once may
      // be there before them.
      if (!queries.getQueryData(queryKey)) await pause(LOOK_MS);
      return call('look', { path: { id: id ?? '' } });
    },
    enabled: id !== undefined,
    retry: 3,
    retryDelay: LOOK_MS,
    refetchInterval: ({ state }) => (OVER.includes(state.data?.stage ?? '') ? false : LOOK_MS),
  });
}

/** Asks an import to stop; what is in stays in. */
export function useStop() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call('stop', { path: { id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['import'] }),
  });
}
