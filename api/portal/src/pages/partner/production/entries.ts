import type { Module } from '../../../api/client';
import { isPartner, type Me } from '../../../session';
import type { PageEntry } from '../../entry';

/** A page is there where one of these modules is. */
const withOneOf =
  (...modules: Module[]) =>
  (me: Me) =>
    isPartner(me) && modules.some((module) => me.modules.includes(module));

/** Work steps, processes, orders and the plan, as partners see them. */
export const productionPages: PageEntry[] = [
  {
    path: '/work-steps',
    label: 'workSteps.title',
    group: 'nav.group.production',
    isFor: withOneOf('planning_objects', 'planning', 'workbench_classic', 'workbench_terminal'),
    load: () => import('./WorkSteps'),
  },
  {
    path: '/processes',
    label: 'processes.title',
    group: 'nav.group.production',
    isFor: withOneOf('planning_objects', 'planning', 'workbench_classic'),
    load: () => import('./Processes'),
  },
  {
    path: '/planning',
    label: 'planning.title',
    group: 'nav.group.production',
    isFor: withOneOf('planning'),
    load: () => import('./Planning'),
  },
  {
    path: '/orders',
    label: 'orders.title',
    group: 'nav.group.production',
    isFor: withOneOf('planning_objects'),
    load: () => import('./Orders'),
  },
];
