// What the work steps of a partner come to: made of his rows alone, as they are told to him. A figure
// whose fields are not told as they are is absent.
import type { WorkStepRow } from '../../../api/client';
import { momentOf, numberOf } from '../production/subject';

const DAY_MS = 24 * 3_600_000;

/** The windows of the dashboard, in days (DOMAIN.md 5). */
export const WINDOWS = { day: 1, week: 7, month: 30, hundred_days: 100, year: 365 } as const;
export type WindowName = keyof typeof WINDOWS;

/** What was planned on a resource in a window, in minutes. */
export interface Load {
  resource: string;
  minutes: number;
}

export interface ProductionFigures {
  inProgress?: number;
  interrupted?: number;
  /** Of the steps that were completed in the window, those that ended as planned or before. */
  onTime?: { rate: number; of: number };
  /** Scrap of all that was made in the window, as a part of one. */
  scrap?: { rate: number; quantity: number };
  loads: Load[];
}

/** Whether a field is told as it is by at least one row: then it is by all. */
const isTold = (steps: WorkStepRow[], ...fields: (keyof WorkStepRow)[]) =>
  fields.every((field) => steps.some((step) => step[field] !== undefined));

/** The figures of the last, and the loads of the next, so many days. */
export function figuresOf(steps: WorkStepRow[], days: number, now: number): ProductionFigures {
  const from = now - days * DAY_MS;
  const until = now + days * DAY_MS;
  const ended = steps.filter((step) => {
    const end = momentOf(step.actual_end);
    return end !== undefined && end >= from && end <= now;
  });
  const completed = ended.filter(({ status }) => status === 'completed');
  const inTime = completed.filter((step) => {
    const [end, planned] = [momentOf(step.actual_end), momentOf(step.planned_end)];
    return end !== undefined && planned !== undefined && end <= planned;
  });
  const sum = (field: 'done_quantity' | 'scrap_quantity') =>
    ended.reduce((all, step) => all + (numberOf(step[field]) ?? 0), 0);
  const [good, scrap] = [sum('done_quantity'), sum('scrap_quantity')];
  const count = (...states: string[]) =>
    steps.filter(({ status }) => states.includes(status ?? '')).length;
  return {
    ...(isTold(steps, 'status') && {
      inProgress: count('started', 'paused', 'interrupted'),
      interrupted: count('interrupted'),
    }),
    ...(isTold(steps, 'status', 'planned_end', 'actual_end') &&
      completed.length > 0 && {
        onTime: { rate: inTime.length / completed.length, of: completed.length },
      }),
    ...(isTold(steps, 'scrap_quantity', 'done_quantity') &&
      good + scrap > 0 && { scrap: { rate: scrap / (good + scrap), quantity: scrap } }),
    loads: loadsOf(steps, now, until),
  };
}

function loadsOf(steps: WorkStepRow[], from: number, until: number): Load[] {
  const loads = new Map<string, number>();
  for (const { resource, status, planned_start, planned_end } of steps) {
    const [start, end] = [momentOf(planned_start), momentOf(planned_end)];
    if (!resource || status === 'completed' || start === undefined || end === undefined) continue;
    const minutes = Math.round((Math.min(end, until) - Math.max(start, from)) / 60_000);
    if (minutes > 0) loads.set(resource, (loads.get(resource) ?? 0) + minutes);
  }
  return [...loads]
    .map(([resource, minutes]) => ({ resource, minutes }))
    .sort((a, b) => b.minutes - a.minutes);
}

/** What is under way, late or begins before `until`: the earliest first. */
export function nextOf(steps: WorkStepRow[], until: number): WorkStepRow[] {
  return steps
    .filter(({ status, planned_start }) => {
      if (status === 'completed') return false;
      if (['started', 'paused', 'interrupted'].includes(status ?? '')) return true;
      const start = momentOf(planned_start);
      return start !== undefined && start < until;
    })
    .sort(
      (a, b) => (momentOf(a.planned_start) ?? Infinity) - (momentOf(b.planned_start) ?? Infinity),
    );
}
