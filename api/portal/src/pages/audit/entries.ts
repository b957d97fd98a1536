import { holds, type Me } from '../../session';
import type { PageEntry } from '../entry';

const audits = (me: Me) => holds(me, 'administrator', 'auditor');

/** What auditors ask. */
export const auditPages: PageEntry[] = [
  {
    path: '/audit/time-travel',
    label: 'travel.title',
    group: 'nav.group.audit',
    isFor: audits,
    load: () => import('./Departures'),
  },
  {
    path: '/audit/time-travel/$partner/$',
    label: 'travel.title',
    isFor: audits,
    load: () => import('./TimeTravel'),
  },
  {
    path: '/audit/compare',
    label: 'compare.title',
    group: 'nav.group.audit',
    isFor: audits,
    load: () => import('./Compare'),
  },
  {
    path: '/audit/why',
    label: 'why.title',
    group: 'nav.group.audit',
    isFor: audits,
    load: () => import('./Why'),
  },
  {
    path: '/audit/who',
    label: 'who.title',
    group: 'nav.group.audit',
    isFor: audits,
    load: () => import('./Who'),
  },
  {
    path: '/audit/history',
    label: 'history.title',
    group: 'nav.group.audit',
    isFor: audits,
    load: () => import('./History'),
  },
  {
    path: '/audit/what-if',
    label: 'ask.title',
    group: 'nav.group.audit',
    isFor: audits,
    load: () => import('./Ask'),
  },
  {
    path: '/audit/commits',
    label: 'commits.title',
    group: 'nav.group.audit',
    isFor: audits,
    load: () => import('./Commits'),
  },
];
