// Bars of a row that overlap lie in lanes below each other.
import type { TimelineBar, TimelineRow } from './Timeline';
import type { Scale } from './timelineScale';

/** The bars of one row, by start. */
export interface PlacedRow {
  bars: TimelineBar[];
  /** The lane of each bar. */
  lanes: number[];
  /** The latest end up to each bar: ends are not in order, these are. */
  ends: number[];
  top: number;
  height: number;
}

/** Where everything lies below the head. */
export interface Layout {
  rows: TimelineRow[];
  placed: PlacedRow[];
  /** Row and place in it of each bar. */
  where: Map<string, { row: number; at: number; bar: TimelineBar }>;
  height: number;
  lanePx: number;
}

/** A bar is never narrower, so that it can be seen and hit. */
export const BAR_PX_MIN = 6;
const ROW_PAD_PX = 5;

/** Lays every bar into the first lane of its row that is free. */
export function layOut(
  rows: TimelineRow[],
  bars: TimelineBar[],
  scale: Scale,
  lanePx: number,
): Layout {
  const widest = BAR_PX_MIN / scale.px;
  const byRow = new Map<string, TimelineBar[]>(rows.map(({ id }) => [id, []]));
  for (const bar of bars) byRow.get(bar.row)?.push(bar);
  const where: Layout['where'] = new Map();
  let top = 0;
  const placed = rows.map(({ id }, row): PlacedRow => {
    const own = (byRow.get(id) ?? []).sort((a, b) => a.start - b.start || a.end - b.end);
    const free: number[] = [];
    let latest = -Infinity;
    const ends: number[] = [];
    const lanes = own.map((bar, at) => {
      where.set(bar.id, { row, at, bar });
      const end = Math.max(bar.end, bar.start + widest);
      latest = Math.max(latest, end);
      ends.push(latest);
      const found = free.findIndex((from) => from <= bar.start);
      const lane = found < 0 ? free.length : found;
      free[lane] = end;
      return lane;
    });
    const height = Math.max(1, free.length) * lanePx + 2 * ROW_PAD_PX;
    const one = { bars: own, lanes, ends, top, height };
    top += height;
    return one;
  });
  return { rows, placed, where, height: top, lanePx };
}

/** The first place in an ordered list whose value is at least `wanted`. */
export function firstFrom(length: number, value: (at: number) => number, wanted: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value(middle) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The row at `y` pixels below the head; the last one below all. */
export function rowAt({ placed }: Layout, y: number): number {
  const after = firstFrom(placed.length, (at) => placed[at]!.top, y + 0.5);
  return Math.min(Math.max(0, after - 1), placed.length - 1);
}

/** The places of the bars of a row between two moments; some in between may have ended. */
export function span({ bars, ends }: PlacedRow, from: number, to: number): [number, number] {
  return [
    firstFrom(bars.length, (at) => ends[at]!, from),
    firstFrom(bars.length, (at) => bars[at]!.start, to + 1),
  ];
}

export const barTop = (layout: Layout, row: number, lane: number) =>
  (layout.placed[row]?.top ?? 0) + ROW_PAD_PX + lane * layout.lanePx;
/** Within its row. */
export const laneTop = (lane: number, lanePx: number) => ROW_PAD_PX + lane * lanePx;
