import type { PageEntry } from '../entry';

/** What auditors ask. */
export const auditPages: PageEntry[] = [];
