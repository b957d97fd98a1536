import type { PageEntry } from '../entry';

/** What everybody has. */
export const accountPages: PageEntry[] = [
  {
    path: '/sessions',
    label: 'account.sessions',
    isFor: () => true,
    load: () => import('./Sessions'),
  },
];
