import { holds, type Me } from '../../session';
import type { PageEntry } from '../entry';

const operates = (me: Me) => holds(me, 'administrator', 'operator');

/** What operators watch. */
export const opsPages: PageEntry[] = [
  {
    path: '/ops/status',
    label: 'status.title',
    group: 'nav.group.operations',
    isFor: operates,
    load: () => import('./Status'),
  },
  {
    path: '/ops/jobs',
    label: 'jobs.title',
    group: 'nav.group.operations',
    isFor: operates,
    load: () => import('./Jobs'),
  },
  {
    path: '/ops/outbox',
    label: 'outbox.title',
    group: 'nav.group.operations',
    isFor: operates,
    load: () => import('./Outbox'),
  },
];
