// One change stream per browser, not per tab: HTTP/1.1 allows six connections to a host, so the
// seventh tab would hang. The tab that holds the lock has the stream and tells the others; when it
// closes, another takes over.
import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import type { Row } from './api/rows';

/** How the change stream stands. */
export type Live = 'live' | 'reconnecting' | 'offline';
/** A row that was put, or the tombstone of one that went. */
export interface Change {
  view: string;
  row?: Row;
  gone?: unknown;
  /** The row as this tab had read it: `null` where its list had none, absent where nothing was read. */
  before?: Row | null;
}
type Message =
  | { kind: 'state'; state: Live }
  | { kind: 'changes'; views: string[]; changes: Change[] }
  | { kind: 'who' };

/** A partner is told what changes in his portal; staff is told that something did, not what. */
export type Side = 'partner' | 'staff';
const STREAMS = { partner: '/v1/portal/changes', staff: '/v1/staff/changes' } as const;
const CHANNEL = 'loggia.live';
/** All views: something may have been missed. */
const EVERYTHING = '*';
/** Changes that come close together are read together, after so many milliseconds. */
const GATHER_MS = 120;

let state: Live = 'reconnecting';
const watchers = new Set<() => void>();
const listeners = new Set<(changes: Change[]) => void>();

function set(next: Live) {
  if (next === state) return;
  state = next;
  watchers.forEach((watcher) => watcher());
}

/** Follows the changes of whoever is signed in. */
export function follow(queries: QueryClient, side: Side) {
  const bus = new BroadcastChannel(CHANNEL);
  const stale = new Set<string>();
  let timer = 0;
  let leads = false;

  const read = () => {
    timer = 0;
    const everything = stale.has(EVERYTHING);
    void queries.invalidateQueries({
      predicate: ({ queryKey: [root, eyes, id] }) =>
        side === 'staff'
          ? root === 'staff' || (root === 'portal' && isNow(String(eyes)))
          : root === 'portal' && (everything || touches(String(id), stale)),
    });
    stale.clear();
  };
  const changed = (views: string[], changes: Change[]) => {
    // Told before the lists are read again: they still hold what was there.
    const told = changes.map((change) => ({ ...change, before: knownRow(queries, change) }));
    if (told.length) listeners.forEach((listener) => listener(told));
    views.forEach((view) => stale.add(view));
    timer ||= window.setTimeout(read, GATHER_MS);
  };
  const tell = (message: Message) => bus.postMessage(message);
  const stands = (next: Live) => {
    set(next);
    tell({ kind: 'state', state: next });
  };

  bus.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'changes') changed(data.views, data.changes);
    else if (data.kind === 'state') set(data.state);
    else if (leads) tell({ kind: 'state', state });
  };

  const lead = () =>
    new Promise<void>(() => {
      leads = true;
      const stream = new EventSource(STREAMS[side]);
      let broke = false;
      const share = (views: string[], changes: Change[] = []) => {
        changed(views, changes);
        tell({ kind: 'changes', views, changes });
      };
      stream.addEventListener('change', ({ data }: MessageEvent<string>) => {
        const told = JSON.parse(data) as { changes?: Change[]; read_again?: string[] };
        const changes = told.changes ?? [];
        // Where too much changed at once, only the lists are named.
        const views = new Set([...changes.map(({ view }) => view), ...(told.read_again ?? [])]);
        share([...views], changes);
      });
      stream.addEventListener('resync', () => share([EVERYTHING]));
      stream.addEventListener('changed', () => share([EVERYTHING]));
      stream.addEventListener('hello', () => {
        stands('live');
        // A partner is told what he missed; staff looks again.
        if (broke && side === 'staff') share([EVERYTHING]);
        broke = false;
      });
      // It comes back by itself, and goes on after the last event that it read.
      stream.onerror = () => {
        broke = true;
        stands(navigator.onLine ? 'reconnecting' : 'offline');
      };
      addEventListener('pagehide', () => stream.close());
    });

  tell({ kind: 'who' });
  void navigator.locks.request(CHANNEL, lead);
  followNetwork();
}

/** The header tells of the network. */
function followNetwork() {
  const look = () => set(navigator.onLine ? 'live' : 'offline');
  addEventListener('online', look);
  addEventListener('offline', look);
  if (!navigator.onLine) look();
}

/** Whether a portal is read through these eyes as it is now, and not as it was. */
const isNow = (eyes: string) => eyes.endsWith(' ');

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

/** The row that a change is about, as a list that was read holds it. */
function knownRow(queries: QueryClient, { view, row, gone }: Change): Row | null | undefined {
  const id = row?.id ?? gone;
  let known: null | undefined;
  for (const [key, data] of queries.getQueriesData({ queryKey: ['portal', 'own'] })) {
    const { rows } = (data ?? {}) as { rows?: Row[] };
    const found = rows?.find((one) => one.id !== undefined && one.id === id);
    if (found) return found;
    if (rows && key[2] === view.replaceAll('-', '_')) known = null;
  }
  return known;
}

/** Calls `listener` with every change from now on. */
export function onChanges(listener: (changes: Change[]) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Calls `listener` with every change while the component is there. */
export function useChanges(listener: (changes: Change[]) => void) {
  const told = useEffectEvent(listener);
  useEffect(() => onChanges(told), []);
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
