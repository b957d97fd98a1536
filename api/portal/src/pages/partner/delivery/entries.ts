import type { PageEntry } from '../../entry';

/** Projects, as partners see them. */
export const deliveryPages: PageEntry[] = [];
