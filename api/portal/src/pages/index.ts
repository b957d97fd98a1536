import { accountPages } from './account/entries';
import { auditPages } from './audit/entries';
import type { PageEntry } from './entry';
import { opsPages } from './ops/entries';
import { deliveryPages } from './partner/delivery/entries';
import { effortPages } from './partner/effort/entries';
import { productionPages } from './partner/production/entries';
import { accessPages } from './staff/accessEntries';
import { staffPages } from './staff/entries';

/** The portal of partners: what they open, and what staff looks at through their eyes. */
export const partnerPages: PageEntry[] = [...productionPages, ...deliveryPages, ...effortPages];

/** All pages that are there after signing in. */
export const pages: PageEntry[] = [
  ...partnerPages,
  ...staffPages,
  ...accessPages,
  ...auditPages,
  ...opsPages,
  ...accountPages,
];
