import { holds, type Me } from '../../session';
import type { PageEntry } from '../entry';

/** Who may look through the eyes of partners. */
const looks = (me: Me) => holds(me, 'administrator', 'auditor');

/** Partners, what they may see, and how that looks. */
export const accessPages: PageEntry[] = [
  {
    path: '/view-as',
    label: 'viewAs.title',
    group: 'nav.group.partners',
    isFor: looks,
    load: () => import('./viewas/ChoosePartner'),
  },
  {
    path: '/view-as/$partner/$',
    label: 'viewAs.title',
    isFor: looks,
    load: () => import('./viewas/ViewAs'),
  },
];
