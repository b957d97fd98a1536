import { accountPages } from './account/entries';
import { auditPages } from './audit/entries';
import type { PageEntry } from './entry';
import { opsPages } from './ops/entries';
import { deliveryPages } from './partner/delivery/entries';
import { effortPages } from './partner/effort/entries';
import { productionPages } from './partner/production/entries';
import { staffPages } from './staff/entries';

/** All pages that are there after signing in. */
export const pages: PageEntry[] = [
  ...productionPages,
  ...deliveryPages,
  ...effortPages,
  ...staffPages,
  ...auditPages,
  ...opsPages,
  ...accountPages,
];
