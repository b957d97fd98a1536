// One change stream per browser, not per tab: HTTP/1.1 allows six connections to a host, so the
// seventh tab would hang. The tab that holds the lock has the stream and tells the others; when it
// closes, another takes over.
import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

/** How the change stream stands. */
export type Live = 'live' | 'reconnecting' | 'offline';
type Message =
  { kind: 'state'; state: Live } | { kind: 'views'; views: string[] } | { kind: 'who' };

const CHANNEL = 'loggia.live';
/** All views: something may have been missed. */
const EVERYTHING = '*';
/** Changes that come close together are read together, after so many milliseconds. */
const GATHER_MS = 120;

let state: Live = 'reconnecting';
const watchers = new Set<() => void>();

function set(next: Live) {
  if (next === state) return;
  state = next;
  watchers.forEach((watcher) => watcher());
}

/** Follows the changes of the portal of whoever is signed in; for partners. */
export function follow(queries: QueryClient) {
  const bus = new BroadcastChannel(CHANNEL);
  const stale = new Set<string>();
  let timer = 0;
  let leads = false;

  const read = () => {
    timer = 0;
    const everything = stale.has(EVERYTHING);
    void queries.invalidateQueries({
      predicate: ({ queryKey: [root, , id] }) =>
        root === 'portal' && (everything || touches(String(id), stale)),
    });
    stale.clear();
  };
  const changed = (views: string[]) => {
    views.forEach((view) => stale.add(view));
    timer ||= window.setTimeout(read, GATHER_MS);
  };
  const tell = (message: Message) => bus.postMessage(message);
  const stands = (next: Live) => {
    set(next);
    tell({ kind: 'state', state: next });
  };

  bus.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'views') changed(data.views);
    else if (data.kind === 'state') set(data.state);
    else if (leads) tell({ kind: 'state', state });
  };

  const lead = () =>
    new Promise<void>(() => {
      leads = true;
      const stream = new EventSource('/v1/portal/changes');
      stream.addEventListener('hello', () => stands('live'));
      stream.addEventListener('change', ({ data }: MessageEvent<string>) => {
        const { changes } = JSON.parse(data) as { changes: { view: string }[] };
        const views = [...new Set(changes.map((change) => change.view))];
        changed(views);
        tell({ kind: 'views', views });
      });
      stream.addEventListener('resync', () => {
        changed([EVERYTHING]);
        tell({ kind: 'views', views: [EVERYTHING] });
      });
      // It comes back by itself, and goes on after the last event that it read.
      stream.onerror = () => stands(navigator.onLine ? 'reconnecting' : 'offline');
      addEventListener('pagehide', () => stream.close());
    });

  tell({ kind: 'who' });
  void navigator.locks.request(CHANNEL, lead);
  followNetwork();
}

/** Staff has no stream: pages look again by themselves, and the header tells of the network. */
export function followNetwork() {
  const look = () => set(navigator.onLine ? 'live' : 'offline');
  addEventListener('online', look);
  addEventListener('offline', look);
  if (!navigator.onLine) look();
}

/** Called for staff, who are live as long as there is a network. */
export function liveByLooking() {
  set(navigator.onLine ? 'live' : 'offline');
  followNetwork();
}

/** Operations are named after views; those that sum up several views are stale with any of them. */
function touches(operation: string, views: Set<string>): boolean {
  const summaries = ['who_am_i', 'dashboard'];
  if (summaries.includes(operation)) return true;
  return [...views].some((view) => {
    const name = view.replaceAll('-', '_');
    const one = name.replace(/ses$/, 's').replace(/s$/, '');
    return operation.includes(name) || operation.includes(one);
  });
}

/** How the change stream stands now. */
export const useLive = () =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => state,
  );
