import { isPartner } from '../../session';
import type { PageEntry } from '../entry';

/** What everybody has. */
export const accountPages: PageEntry[] = [
  {
    path: '/sessions',
    label: 'account.sessions',
    isFor: () => true,
    load: () => import('./Sessions'),
  },
  {
    path: '/what-i-see',
    label: 'seen.title',
    isFor: isPartner,
    load: () => import('../partner/Seen'),
  },
];
