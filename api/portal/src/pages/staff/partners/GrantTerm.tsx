import type { GrantEntry } from '../../../api/client';
import { useI18n } from '../../../i18n';
import { StatusBadge } from '../../../ui/StatusBadge';

/** Where a grant stands, from when and until when. */
export function GrantTerm({ grant: { state, from, until } }: { grant: GrantEntry }) {
  const { t, instant } = useI18n();
  const told = [
    from && t('grant.from', { when: instant(from) }),
    until && t('grant.until', { when: instant(until) }),
  ].filter(Boolean);
  return (
    <>
      <StatusBadge status={state} /> {told.join(' ') || t('grant.noEnd')}
    </>
  );
}
