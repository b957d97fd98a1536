import type { PageEntry } from '../../entry';

/** Time, money and people, as partners see them. */
export const effortPages: PageEntry[] = [];
