import { isPartner, type Me } from '../../../session';
import type { PageEntry } from '../../entry';

const delivers = (me: Me) => isPartner(me) && me.modules.includes('projects');

/** Projects, as partners see them. */
export const deliveryPages: PageEntry[] = [
  {
    path: '/projects',
    label: 'projects.title',
    group: 'nav.group.projects',
    isFor: delivers,
    load: () => import('./Projects'),
  },
  {
    path: '/tasks',
    label: 'myTasks.title',
    group: 'nav.group.projects',
    isFor: delivers,
    load: () => import('./MyTasks'),
  },
  {
    path: '/projects/$id',
    label: 'project.unnamed',
    isFor: delivers,
    load: () => import('./Project'),
  },
  {
    path: '/projects/$id/reports/$report',
    label: 'reports.titleOpen',
    isFor: delivers,
    load: () => import('./reports/Report'),
  },
];
