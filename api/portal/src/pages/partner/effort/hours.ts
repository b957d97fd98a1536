import type { I18n } from '../../../i18n';

/** How hours are written: as decimals, or as hours and minutes. */
export type HoursLook = 'decimal' | 'clock';

/** Time is kept to a hundredth of an hour. */
export const exact = (hours: number) => Math.round(hours * 100) / 100;

/** Hours as people read them; nothing is blank. */
export function hoursText(hours: number, look: HoursLook, { number }: I18n): string {
  if (look === 'decimal') return number(exact(hours));
  const minutes = Math.round(Math.abs(hours) * 60);
  const sign = hours < 0 ? '−' : '';
  return `${sign}${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** An entry as it stands in the ledger: with its sign. */
export const signedText = (hours: number, look: HoursLook, i18n: I18n) =>
  `${hours < 0 ? '−' : '+'}${hoursText(Math.abs(hours), look, i18n)}`;

const WRITTEN = /^([+\-−])?\s*(?:(\d{1,2}):([0-5]\d)|(\d{0,3}(?:[.,]\d{0,2})?))\s*h?$/;

/**
 * What somebody wrote into a cell where `before` hours stood: `7.5`, `7,5` and `7:30` are what shall
 * stand there, `+1` and `-0:30` what is added and taken back. `undefined` where it cannot be read.
 */
export function readHours(text: string, before: number): number | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return 0;
  const [, sign, hours, minutes, decimal] = WRITTEN.exec(trimmed) ?? [];
  const told =
    hours !== undefined
      ? Number(hours) + Number(minutes) / 60
      : /\d/.test(decimal ?? '')
        ? Number(decimal?.replace(',', '.'))
        : undefined;
  if (told === undefined) return undefined;
  if (!sign) return exact(told);
  const after = exact(before + (sign === '+' ? told : -told));
  return after < 0 ? undefined : after;
}
