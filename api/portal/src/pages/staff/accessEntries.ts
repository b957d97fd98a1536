import { holds, type Me } from '../../session';
import type { PageEntry } from '../entry';

/** Who may look through the eyes of partners. */
const looks = (me: Me) => holds(me, 'administrator', 'auditor');
/** Who may change what partners see. */
const changes = (me: Me) => holds(me, 'administrator');
/** Who may read who the partners are. */
const reads = (me: Me) => holds(me, 'administrator', 'delivery_manager', 'auditor');

/** Partners, what they may see, and how that looks. */
export const accessPages: PageEntry[] = [
  {
    path: '/partners',
    label: 'partners.title',
    group: 'nav.group.partners',
    isFor: reads,
    load: () => import('./partners/Partners'),
  },
  {
    path: '/partners/invite',
    label: 'invite.title',
    isFor: changes,
    load: () => import('./partners/invite/Invite'),
  },
  {
    path: '/partners/$id',
    label: 'partners.title',
    isFor: reads,
    load: () => import('./partners/Partner'),
  },
  {
    path: '/accounts',
    label: 'accounts.title',
    group: 'nav.group.partners',
    isFor: reads,
    load: () => import('./partners/Accounts'),
  },
  {
    path: '/accounts/$id',
    label: 'accounts.title',
    isFor: reads,
    load: () => import('./partners/Account'),
  },
  {
    path: '/licences',
    label: 'licences.title',
    group: 'nav.group.partners',
    isFor: reads,
    load: () => import('./licences/Pools'),
  },
  {
    path: '/resource-links',
    label: 'matrix.title',
    group: 'nav.group.partners',
    isFor: (me) => holds(me, 'administrator', 'auditor'),
    load: () => import('./access/Matrix'),
  },
  {
    path: '/access-levels',
    label: 'levels.title',
    group: 'nav.group.partners',
    isFor: reads,
    load: () => import('./access/Levels'),
  },
  {
    path: '/access-levels/$id',
    label: 'levels.title',
    isFor: changes,
    load: () => import('./access/Level'),
  },
  {
    path: '/field-security',
    label: 'fields.title',
    group: 'nav.group.partners',
    isFor: looks,
    load: () => import('./fields/Fields'),
  },
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
  {
    path: '/staff-users',
    label: 'users.title',
    group: 'nav.group.settings',
    isFor: changes,
    load: () => import('./users/StaffUsers'),
  },
  {
    path: '/staff/branding',
    label: 'branding.title',
    group: 'nav.group.settings',
    isFor: changes,
    load: () => import('./branding/Branding'),
  },
  {
    path: '/publishing',
    label: 'publish.title',
    group: 'nav.group.settings',
    isFor: changes,
    load: () => import('./partners/Publishing'),
  },
];
