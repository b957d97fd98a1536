import type { PageEntry } from '../entry';
import { planningPages } from './planning';

/** What staff plans and administers. */
export const staffPages: PageEntry[] = [...planningPages];
