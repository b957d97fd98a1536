// What changed since a visit, list by list.
import type { ChangedBody, NewBody, NewsBody, Rule } from '../../../api/client';
import { PLACE } from '../../../moves';

/** What changed in one list. */
export interface ListNews {
  view: string;
  fresh: NewBody[];
  changed: ChangedBody[];
  /** How many rows are not there any more; nothing is known of them. */
  withdrawn: number;
}

/** Not told here: the portal itself, and what hangs on rows that are told anyway. */
const NOT_TOLD = ['portal', 'feedback', 'health'];

/** The lists in which something changed, in the order in which the server tells them. */
export function byList({ new: fresh, changed, withdrawn }: NewsBody): ListNews[] {
  const views = [...fresh, ...changed, ...withdrawn].map(({ view }) => view as string);
  const told = [...new Set(views)].filter((view) => !NOT_TOLD.includes(view));
  return told.map((view) => ({
    view,
    fresh: fresh.filter((row) => row.view === view),
    changed: changed.filter((row) => row.view === view),
    withdrawn: withdrawn.filter((row) => row.view === view).length,
  }));
}

/** Why rows came in: of each the condition that came true last. */
export const reasonsOf = (fresh: NewBody[]): Rule[] => [
  ...new Set(fresh.flatMap(({ because }) => because.slice(-1))),
];

/** Whether a row was moved in the plan, or otherwise changed. */
export const kindOfChange = (fields: string[]) =>
  fields.some((field) => PLACE.includes(field)) ? 'moved' : 'changed';
