import type { PageEntry } from '../entry';

/** What staff plans and administers. */
export const staffPages: PageEntry[] = [];
