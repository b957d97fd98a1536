import type { AccountKind } from '../../../api/client';
import type { I18n } from '../../../i18n';

/** What a firm is to the host company, in words. */
export const kindOf = (kind: AccountKind, { name }: I18n) =>
  kind === 'customer' ? name('customer') : name(kind.partner);
