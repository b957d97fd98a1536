import type { PageEntry } from '../entry';

/** What operators watch. */
export const opsPages: PageEntry[] = [];
