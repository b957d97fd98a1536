// ISO 8601 weeks: they begin on Monday, and the first of a year is that of its first Thursday.

const DAY_MS = 86_400_000;
const DAYS = 7;
/** Where Thursday stands in a week that begins with Monday. */
const THURSDAY = 3;
const WEEK = /^(\d{4})-W(\d\d)$/;

const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const dayOf = (moment: number) => new Date(moment).toISOString().slice(0, 10);
/** How many days after Monday. */
const afterMonday = (day: string) => (new Date(at(day)).getUTCDay() + DAYS - 1) % DAYS;

/** `days` after `day`. */
export const addDays = (day: string, days: number) => dayOf(at(day) + days * DAY_MS);

/** The Monday of the week of `day`. */
export const mondayOf = (day: string) => addDays(day, -afterMonday(day));

/** The week of `day`, such as `2026-W48`. */
export function weekOf(day: string): string {
  const thursday = addDays(mondayOf(day), THURSDAY);
  const year = thursday.slice(0, 4);
  const number = Math.floor((at(thursday) - at(`${year}-01-01`)) / DAY_MS / DAYS) + 1;
  return `${year}-W${String(number).padStart(2, '0')}`;
}

/** The seven days of a week, or nothing where there is no such week. */
export function daysOf(week: string): string[] | undefined {
  const [, year, number] = WEEK.exec(week) ?? [];
  // The fourth of January is always in the first week.
  const first = year && mondayOf(`${year}-01-04`);
  if (!first) return undefined;
  const monday = addDays(first, (Number(number) - 1) * DAYS);
  if (weekOf(monday) !== week) return undefined;
  return Array.from({ length: DAYS }, (_, day) => addDays(monday, day));
}

/** The day on which it is now in `zone`, or in that of the browser. */
export const today = (zone?: string | null): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone ?? undefined }).format(new Date());
