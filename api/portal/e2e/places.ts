// What is reached from lists and from records, not from the navigation.
import { addDays, today, weekOf } from '../src/ui/isoWeek';
import type { Host } from './host';
import { partnerUser } from './records';

type Hosts = (user: string) => Promise<Host>;
/** The first row of a list, as somebody reads it. */
export const first = async (host: Hosts, user: string, list: string) => {
  const [row] = await (await host(user)).rows(`/v1/${list}`);
  if (!row) throw new Error(`${user} has nothing in ${list}`);
  return row.id;
};
const tabs = (path: string, names: string[]) => names.map((name) => `${path}?tab=${name}`);

/** Who opens what. */
export const PLACES: Record<string, (host: Hosts) => Promise<string[]>> = {
  nora: async (host) => {
    const step = await first(host, 'nora', 'portal/work-steps');
    const process = await first(host, 'nora', 'portal/processes');
    return [`/work-steps?step=${step}`, `/processes?process=${process}`, '/planning?zoom=hour'];
  },
  iris: async (host) => {
    const project = await first(host, 'iris', 'portal/projects');
    const of = `/projects/${project}`;
    const report = await first(host, 'iris', `portal/projects/${project}/status-reports`);
    return [
      of,
      ...tabs(of, ['plan', 'milestones', 'raid', 'reports', 'people', 'talk']),
      `${of}?tab=plan&view=gantt`,
      `${of}?tab=raid&view=matrix`,
      `${of}?tab=plan&task=${await first(host, 'iris', 'portal/tasks')}`,
      `${of}/reports/${report}`,
      '/tasks?view=list',
      `/timesheets?week=${weekOf(addDays(today('Europe/Vienna'), -7))}`,
      '/approvals?kind=expense',
    ];
  },
  paula: async (host) => [
    `/plan?open=${await first(host, 'paula', 'staff/work-steps')}`,
    ...tabs('/staff/orders', ['orders', 'steps', 'processes']),
    `/staff/resources?open=${await first(host, 'paula', 'staff/resources')}`,
  ],
  dario: async (host) => {
    const of = `/staff/projects/${await first(host, 'dario', 'staff/projects')}`;
    return [
      of,
      ...tabs(of, ['phases', 'tasks', 'milestones', 'raid', 'reports', 'bookings', 'comments']),
      ...tabs('/reports', [
        'hours',
        'expenses',
        'raid',
        'milestones',
        'sentiment',
        'time-to-value',
      ]),
      `/staff/timesheets?open=${await first(host, 'dario', 'staff/timesheets')}`,
      `/staff/expenses?open=${await first(host, 'dario', 'staff/expenses')}`,
      `/staff/persons?open=${await first(host, 'dario', 'staff/persons')}`,
    ];
  },
  astrid: async (host) => [
    '/partners/invite',
    `/partners/${await partnerUser(host, 'nora')}`,
    `/accounts/${await first(host, 'astrid', 'staff/accounts')}`,
    '/access-levels/new',
    `/access-levels/${await first(host, 'astrid', 'staff/access-levels')}`,
    `/view-as/${await partnerUser(host, 'iris')}/`,
  ],
  audrey: async (host) => {
    const nora = await partnerUser(host, 'nora');
    const step = await first(host, 'nora', 'portal/work-steps');
    const at = encodeURIComponent(new Date(Date.now() - 86_400_000).toISOString());
    return [
      `/audit/time-travel/${nora}/?at=${at}`,
      `/audit/time-travel/${nora}/planning`,
      `/audit/why?partner=${nora}&record=${step}`,
      `/audit/who?record=${step}`,
      `/audit/history?record=${step}`,
      `/audit/compare?partner=${nora}&at=${at}`,
    ];
  },
};
