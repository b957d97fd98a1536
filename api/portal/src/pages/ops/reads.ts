import { useQuery } from '@tanstack/react-query';
import { ask, call } from '../../api/client';

/** How often is looked while long work runs, and while none does. */
const BUSY_MS = 1000;
const CALM_MS = 10_000;

/** States in which long work goes on, or waits to go on. */
export const isGoing = (state: string) =>
  state === 'running' || state === 'checking' || state === 'paused';

/** Where the server stands; looked at often while something runs, so that progress is seen. */
export function useStatus() {
  return useQuery({
    queryKey: ['staff', 'status'],
    queryFn: ({ signal }) => call('status', { signal }),
    refetchInterval: ({ state: { data } }) =>
      data?.jobs.some(({ state }) => isGoing(state)) ? BUSY_MS : CALM_MS,
  });
}

/** Whether an address of health answers. */
export function useProbe(path: '/livez' | '/readyz') {
  return useQuery({
    queryKey: ['staff', 'probe', path],
    queryFn: async ({ signal }) => {
      await ask(new URL(path, location.origin), { signal });
      return true;
    },
    retry: false,
    refetchInterval: CALM_MS,
  });
}
