// Where the timeline scrolls to, and which bar a key leads to.
import type { KeyboardEvent } from 'react';
import type { TimelineBar, TimelineMove } from './Timeline';
import { HEAD_PX, span, type Layout } from './timelineLanes';
import { xOf, type Scale } from './timelineScale';

/** Where a moment is put that was asked for, as part of the width. */
const AT_PART = 0.25;

/** Scrolls to a moment. */
export function showAt(frame: HTMLElement, moment: number, scale: Scale, left: number) {
  frame.scrollLeft = xOf(scale, moment) - (frame.clientWidth - left) * AT_PART;
}

/** Scrolls as little as is needed to see where a bar lies. */
export function scrollTo(
  frame: HTMLElement,
  at: TimelineMove,
  layout: Layout,
  scale: Scale,
  left: number,
) {
  const row = layout.placed[layout.rows.findIndex(({ id }) => id === at.row)];
  if (row) {
    const { scrollTop, clientHeight } = frame;
    if (row.top < scrollTop) frame.scrollTop = row.top;
    else if (row.top + row.height + HEAD_PX > scrollTop + clientHeight)
      frame.scrollTop = row.top + row.height + HEAD_PX - clientHeight;
  }
  const [x, end] = [xOf(scale, at.start), xOf(scale, at.end)];
  const width = frame.clientWidth - left;
  if (x < frame.scrollLeft || Math.min(end, x + width) > frame.scrollLeft + width)
    frame.scrollLeft = Math.max(0, x - width * AT_PART);
}

/** Where Tab comes to at first: in the first row with bars, what is there now or comes next. */
export function firstStop({ placed }: Layout, now: number): string | undefined {
  const row = placed.find(({ bars }) => bars.length);
  if (!row) return undefined;
  const [at] = span(row, now, now);
  return row.bars[Math.min(at, row.bars.length - 1)]?.id;
}

/** The bar that a key leads to: along the row in time, or the next row that has one. */
export function neighbour(
  { key, ctrlKey }: KeyboardEvent,
  layout: Layout,
  { row, at, bar }: { row: number; at: number; bar: TimelineBar },
): TimelineBar | undefined {
  const own = layout.placed[row]?.bars ?? [];
  const all = layout.placed.filter(({ bars }) => bars.length);
  const beside = (by: 1 | -1) => {
    for (let other = row + by; layout.placed[other]; other += by) {
      const [first] = span(layout.placed[other]!, bar.start, bar.end);
      const { bars } = layout.placed[other]!;
      if (bars.length) return bars[Math.min(first, bars.length - 1)];
    }
    return undefined;
  };
  switch (key) {
    case 'ArrowRight':
      return own[at + 1];
    case 'ArrowLeft':
      return own[at - 1];
    case 'ArrowDown':
      return beside(1);
    case 'ArrowUp':
      return beside(-1);
    case 'Home':
      return ctrlKey ? all[0]?.bars[0] : own[0];
    case 'End':
      return ctrlKey ? all.at(-1)?.bars.at(-1) : own.at(-1);
    default:
      return undefined;
  }
}
