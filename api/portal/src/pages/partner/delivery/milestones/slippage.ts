import type { MilestoneRow } from '../../../../api/client';
import { useI18n } from '../../../../i18n';
import { dayOf } from '../../../../ui/shown';

const DAY_MS = 86_400_000;
const days = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

/** Days from when a milestone was promised to when it was reached, else is expected. */
export function slippage({ target, forecast, actual }: MilestoneRow): number | undefined {
  const [promised, then] = [dayOf(target), dayOf(actual) ?? dayOf(forecast)];
  return promised && then ? days(then) - days(promised) : undefined;
}

/** How late or early a milestone is, in words. */
export function useSlipWords() {
  const { n, t } = useI18n();
  return (row: MilestoneRow) => {
    const slip = slippage(row);
    if (slip === undefined) return '';
    if (slip === 0) return t('milestones.onTime');
    return n(slip > 0 ? 'milestones.late' : 'milestones.early', Math.abs(slip));
  };
}
