import { isPartner, type Me } from '../../../session';
import type { PageEntry } from '../../entry';

const delivers = (me: Me) => isPartner(me) && me.modules.includes('projects');

/** Time, money and people, as partners see them. */
export const effortPages: PageEntry[] = [
  {
    path: '/timesheets',
    label: 'timesheets.title',
    group: 'nav.group.effort',
    isFor: delivers,
    load: () => import('./Timesheets'),
  },
  {
    path: '/expenses',
    label: 'expenses.title',
    group: 'nav.group.effort',
    isFor: delivers,
    load: () => import('./Expenses'),
  },
  {
    path: '/approvals',
    label: 'approvals.title',
    group: 'nav.group.effort',
    isFor: delivers,
    load: () => import('./Approvals'),
  },
  {
    path: '/bookings',
    label: 'bookings.title',
    group: 'nav.group.effort',
    isFor: delivers,
    load: () => import('./Bookings'),
  },
  {
    path: '/profile',
    label: 'profile.title',
    group: 'nav.group.effort',
    isFor: delivers,
    load: () => import('./Profile'),
  },
];
