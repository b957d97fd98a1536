import { isPartner, type Me } from '../../../session';
import type { PageEntry } from '../../entry';

const plans = (me: Me) => isPartner(me) && me.modules.some((module) => module !== 'projects');

/** Work steps, processes, orders and the plan, as partners see them. */
export const productionPages: PageEntry[] = [
  {
    path: '/work-steps',
    label: 'workSteps.title',
    group: 'nav.group.production',
    isFor: plans,
    load: () => import('./WorkSteps'),
  },
];
