import { holds, isStaff, type Me } from '../../session';
import type { PageEntry } from '../entry';

const delivers = (me: Me) =>
  isStaff(me) && holds(me, 'delivery_manager', 'administrator', 'auditor');
const plans = (me: Me) => isStaff(me) && holds(me, 'planner', 'administrator', 'auditor');
const imports = (me: Me) =>
  isStaff(me) && holds(me, 'planner', 'delivery_manager', 'administrator');

/** What planners and delivery managers have. */
export const planningPages: PageEntry[] = [
  {
    path: '/plan',
    label: 'plan.title',
    group: 'nav.group.production',
    isFor: plans,
    load: () => import('./plan/Plan'),
  },
  {
    path: '/staff/orders',
    label: 'plan.orders',
    group: 'nav.group.production',
    isFor: plans,
    load: () => import('./plan/Orders'),
  },
  {
    path: '/staff/resources',
    label: 'plan.resources',
    group: 'nav.group.production',
    isFor: plans,
    load: () => import('./plan/Resources'),
  },
  {
    path: '/staff/projects',
    label: 'project.list',
    group: 'nav.group.projects',
    isFor: delivers,
    load: () => import('./projects/Projects'),
  },
  {
    path: '/staff/projects/$id',
    label: 'project.one',
    isFor: delivers,
    load: () => import('./projects/Project'),
  },
  {
    path: '/reports',
    label: 'report.title',
    group: 'nav.group.projects',
    isFor: delivers,
    load: () => import('./reports/Reports'),
  },
  {
    path: '/staff/timesheets',
    label: 'book.timesheets',
    group: 'nav.group.effort',
    isFor: delivers,
    load: () => import('./effort/Timesheets'),
  },
  {
    path: '/staff/expenses',
    label: 'book.expenses',
    group: 'nav.group.effort',
    isFor: delivers,
    load: () => import('./effort/Expenses'),
  },
  {
    path: '/staff/persons',
    label: 'book.persons',
    group: 'nav.group.effort',
    isFor: delivers,
    load: () => import('./effort/Persons'),
  },
  {
    path: '/staff/effort-settings',
    label: 'book.settings',
    group: 'nav.group.settings',
    isFor: delivers,
    load: () => import('./effort/EffortSettings'),
  },
  {
    path: '/imports',
    label: 'import.title',
    group: 'nav.group.settings',
    isFor: imports,
    load: () => import('./imports/Imports'),
  },
];
