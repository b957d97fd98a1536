// Where a row of a list is opened.
import { textOrNothing } from '../../../ui/shown';
import { titleOf } from '../production/subject';

/** By list: the page, and the parameter that opens one row on it. */
const PLACES: Record<string, [to: string, parameter: string]> = {
  'work-steps': ['/work-steps', 'step'],
  processes: ['/processes', 'process'],
};
/** Lists with a page of their own. */
const PAGES: Record<string, string> = {
  'order-items': '/orders',
  orders: '/orders',
  projects: '/projects',
  tasks: '/tasks',
  timesheets: '/timesheets',
  expenses: '/expenses',
  approvals: '/approvals',
  bookings: '/bookings',
  profile: '/profile',
};

/** Where a row is opened; its list where it has no place of its own, and nothing where that has none. */
export function placeOf(view: string, id: unknown): { to: string; search?: object } | undefined {
  const [to, parameter] = PLACES[view] ?? [];
  if (to) return { to, search: typeof id === 'string' ? { [parameter!]: id } : undefined };
  if (view === 'projects' && typeof id === 'string') return { to: `/projects/${id}` };
  const page = PAGES[view];
  return page ? { to: page } : undefined;
}

/** How a row of any list is called, from what of it is told; nothing where that says nothing. */
export function calledOf(row: Record<string, unknown>): string | undefined {
  const told = [row.title, row.name, row.number, row.display_name, row.file_name];
  return titleOf(row) || told.map(textOrNothing).find(Boolean);
}
