// From moments to pixels and to the names in the head: calendar arithmetic in the zone of the plant.

export const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MINUTE_MS = 60_000;

/** What the head of a timeline counts. */
export type Unit = 'hours' | 'day' | 'week' | 'month';

interface ZoomLook {
  /** Pixels for an hour. */
  hourPx: number;
  /** Counted in the lower line of the head. */
  minor: Unit;
  /** Counted in the upper line. */
  major: Unit;
  /** What a bar moves by, in minutes. */
  stepMinutes: number;
}

/** From far to near. */
export const ZOOMS = {
  quarter: { hourPx: 0.18, minor: 'week', major: 'month', stepMinutes: 24 * 60 },
  month: { hourPx: 0.5, minor: 'week', major: 'month', stepMinutes: 24 * 60 },
  week: { hourPx: 2.2, minor: 'day', major: 'week', stepMinutes: 60 },
  day: { hourPx: 8, minor: 'day', major: 'week', stepMinutes: 30 },
  hour: { hourPx: 36, minor: 'hours', major: 'day', stepMinutes: 15 },
} satisfies Record<string, ZoomLook>;
export type Zoom = keyof typeof ZOOMS;
export const ZOOM_NAMES = Object.keys(ZOOMS) as Zoom[];
export const lookOf = (zoom: Zoom): ZoomLook => ZOOMS[zoom];

/** Where moments lie: `min` at 0, `total` pixels in all. */
export interface Scale {
  min: number;
  /** Pixels for a millisecond. */
  px: number;
  total: number;
}
export const xOf = (scale: Scale, moment: number) => (moment - scale.min) * scale.px;
export const momentAt = (scale: Scale, x: number) => scale.min + x / scale.px;

/** Days, weeks and months as the clock of a zone counts them. */
export interface Calendar {
  startOf(unit: Unit, moment: number): number;
  next(unit: Unit, moment: number): number;
  /** The number of the ISO week. */
  week(moment: number): number;
  isWeekend(moment: number): boolean;
}

/** Lines of the head lie so many hours apart where it counts hours. */
const HOURS_APART = 2;
/** No zone changes its clock within a quarter of an hour that begins on one. */
const OFFSET_BLOCK_MS = 15 * MINUTE_MS;

/** The calendar of `zone`, or of the browser's own. */
export function calendarIn(zone?: string | null): Calendar {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone ?? undefined,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const known = new Map<number, number>();
  const offsetAt = (moment: number) => {
    const block = Math.floor(moment / OFFSET_BLOCK_MS);
    const before = known.get(block);
    if (before !== undefined) return before;
    const parts = Object.fromEntries(
      format.formatToParts(block * OFFSET_BLOCK_MS).map(({ type, value }) => [type, Number(value)]),
    ) as Record<'year' | 'month' | 'day' | 'hour' | 'minute', number>;
    const { year, month, day, hour, minute } = parts;
    const offset = Date.UTC(year, month - 1, day, hour, minute) - block * OFFSET_BLOCK_MS;
    known.set(block, offset);
    return offset;
  };
  /** What the clock shows, as if it were UTC. */
  const shown = (moment: number) => moment + offsetAt(moment);
  const meant = (clock: number) => clock - offsetAt(clock - offsetAt(clock));

  const floor = (unit: Unit, clock: number): number => {
    const day = Math.floor(clock / DAY_MS) * DAY_MS;
    const date = new Date(day);
    switch (unit) {
      case 'hours':
        return Math.floor(clock / (HOURS_APART * HOUR_MS)) * HOURS_APART * HOUR_MS;
      case 'day':
        return day;
      case 'week':
        return day - ((date.getUTCDay() + 6) % 7) * DAY_MS;
      case 'month':
        return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
    }
  };
  const after = (unit: Unit, start: number): number => {
    switch (unit) {
      case 'hours':
        return start + HOURS_APART * HOUR_MS;
      case 'day':
        return start + DAY_MS;
      case 'week':
        return start + 7 * DAY_MS;
      case 'month': {
        const date = new Date(start);
        return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
      }
    }
  };
  return {
    startOf: (unit, moment) => meant(floor(unit, shown(moment))),
    // Where the clock is put back, the next line must still lie later.
    next: (unit, moment) =>
      Math.max(meant(after(unit, floor(unit, shown(moment)))), moment + MINUTE_MS),
    week: (moment) => isoWeek(shown(moment)),
    isWeekend: (moment) => [0, 6].includes(new Date(shown(moment)).getUTCDay()),
  };
}

/** The week belongs to the year in which its Thursday lies. */
function isoWeek(clock: number): number {
  const date = new Date(clock);
  const thursday = clock + (4 - (date.getUTCDay() || 7)) * DAY_MS;
  const year = Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1);
  return Math.floor((thursday - year) / DAY_MS / 7) + 1;
}

/** Where a unit begins and ends. */
export interface Tick {
  start: number;
  end: number;
}

/** All of `unit` that lie between two moments, at least in part. */
export function ticksOf(calendar: Calendar, unit: Unit, from: number, to: number): Tick[] {
  const ticks: Tick[] = [];
  for (let start = calendar.startOf(unit, from); start < to;) {
    const end = calendar.next(unit, start);
    ticks.push({ start, end });
    start = end;
  }
  return ticks;
}
