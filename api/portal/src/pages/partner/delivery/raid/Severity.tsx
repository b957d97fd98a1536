import { useI18n } from '../../../../i18n';
import { numberOf, textOrNothing } from '../../../../ui/shown';

export type Band = 'low' | 'medium' | 'high' | 'critical';
/** Up to which severity a band goes; as reports count them. */
const BANDS: [Band, number][] = [
  ['low', 4],
  ['medium', 9],
  ['high', 16],
  ['critical', 25],
];

export const bandOf = (severity: number): Band =>
  BANDS.find(([, most]) => severity <= most)?.[0] ?? 'critical';

/** How severe a risk is: its number and its band, never colour alone. */
export function Severity({ severity }: { severity: unknown }) {
  const { t } = useI18n();
  const told = numberOf(severity);
  if (told === undefined) return textOrNothing(severity) ?? null;
  const band = bandOf(told);
  return (
    <span className={`severity severity-${band}`}>
      {told} · {t(`raid.band.${band}`)}
    </span>
  );
}
