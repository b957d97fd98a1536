import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useReducer, useRef } from 'react';
import { ApiError, type LogTime } from '../../../api/client';
import { send } from '../../../api/commands';
import { useI18n } from '../../../i18n';
import { showProblem } from '../../../ui/Problem';
import { exact } from './hours';
import { placeKey, placeOf } from './places';

/** What shall stand in a cell, until the server shows it. */
export interface Intent {
  hours: number;
  /** Entries on their way, each under a key of its own: a repeat after a broken line adds nothing. */
  entries: { body: LogTime; key: string }[];
  /** Why it is not there yet. */
  error?: unknown;
}

/** A cell: what was worked on, and the day. */
export const cellKey = (place: string, day: string) => `${place} ${day}`;

/**
 * Writes cells of timesheets. A timesheet is a ledger: what is sent is the difference, one entry
 * after another. Entries add up, so that two who write at once lose nothing, and no tag is needed.
 */
export function useLedger() {
  const queries = useQueryClient();
  const i18n = useI18n();
  const intents = useRef(new Map<string, Intent>());
  const queue = useRef(Promise.resolve());
  const present = useRef(true);
  const [, render] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    present.current = true;
    return () => void (present.current = false);
  }, []);

  async function sendAll(cell: string) {
    const intent = intents.current.get(cell);
    if (!intent || intent.error) return;
    try {
      while (intent.entries[0]) {
        const [{ body, key }] = intent.entries as [Intent['entries'][0]];
        await send('log-time', { body }, key);
        intent.entries.shift();
      }
      await queries.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[2] === 'timesheets',
      });
      if (!intent.entries.length && intents.current.get(cell) === intent) {
        intents.current.delete(cell);
      }
    } catch (error) {
      intent.error = error;
      // What was refused will not be taken later either; what got lost on the way may.
      if (error instanceof ApiError) intent.entries = [];
      if (!present.current) showProblem(error, i18n);
    }
    render();
  }
  const enqueue = (cell: string) => {
    queue.current = queue.current.then(() => sendAll(cell));
    render();
  };

  return {
    intents: intents.current as ReadonlyMap<string, Intent>,
    /** Lets `hours` stand in a cell in which the server shows `stands`. */
    write(place: string, day: string, hours: number, stands: number, note?: string) {
      const cell = cellKey(place, day);
      const before = intents.current.get(cell);
      const waits = before && !(before.error instanceof ApiError) ? before : undefined;
      const difference = exact(hours - (waits?.hours ?? stands));
      if (difference === 0) {
        if (before && !waits) intents.current.delete(cell);
        return render();
      }
      const body: LogTime = { on: placeOf(place), day, hours: difference, note: note || undefined };
      const entry = { body, key: crypto.randomUUID() };
      const intent = { hours, entries: [...(waits?.entries ?? []), entry] };
      if (waits) Object.assign(waits, intent, { error: undefined });
      else intents.current.set(cell, intent);
      enqueue(cell);
    },
    retry(cell: string) {
      const intent = intents.current.get(cell);
      if (!intent) return;
      intent.error = undefined;
      enqueue(cell);
    },
    discard(cell: string) {
      intents.current.delete(cell);
      render();
    },
  };
}

export type Ledger = ReturnType<typeof useLedger>;

/** On what a line of a timesheet stands. */
export const placeOfLine = (line: { task_id?: string | null; phase_id?: string | null }) =>
  placeKey(line.task_id ? { task: line.task_id } : { phase: line.phase_id ?? '' });
