// What of a timeline is seen, and what it looks like on paper.
import {
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { TimelineBar } from './Timeline';
import { HOUR_MS, lookOf, momentAt, type Calendar, type Scale, type Zoom } from './timelineScale';

/** The part that is in the page, in pixels of the content. */
export interface Seen {
  x0: number;
  x1: number;
  y0: number;
  y1: number;
}

/** What is in the page changes only when so much was scrolled: most frames render nothing. */
const BLOCK_X_PX = 320;
const BLOCK_Y_PX = 192;
const EVERYTHING: Seen = { x0: 0, x1: Infinity, y0: 0, y1: Infinity };

/** Follows scrolling and the size of the box; on paper everything is seen. */
export function useSeen(box: React.RefObject<HTMLDivElement | null>, onPaper: boolean) {
  const [seen, set] = useState<Seen>({ x0: 0, x1: 0, y0: 0, y1: 0 });
  const frame = useRef(0);
  const measure = useCallback(() => {
    const { current } = box;
    if (!current) return;
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = current;
    const down = (value: number, block: number) => Math.floor(value / block - 0.5) * block;
    const up = (value: number, block: number) => Math.ceil(value / block + 0.5) * block;
    const next = {
      x0: down(scrollLeft, BLOCK_X_PX),
      x1: up(scrollLeft + clientWidth, BLOCK_X_PX),
      y0: down(scrollTop, BLOCK_Y_PX),
      y1: up(scrollTop + clientHeight, BLOCK_Y_PX),
    };
    set((now) =>
      now.x0 === next.x0 && now.x1 === next.x1 && now.y0 === next.y0 && now.y1 === next.y1
        ? now
        : next,
    );
  }, [box]);
  const onScroll = useCallback(() => {
    frame.current ||= requestAnimationFrame(() => {
      frame.current = 0;
      measure();
    });
  }, [measure]);
  useLayoutEffect(() => {
    measure();
    if (!box.current) return;
    const sizes = new ResizeObserver(measure);
    sizes.observe(box.current);
    return () => sizes.disconnect();
  }, [box, measure]);
  return { seen: onPaper ? EVERYTHING : seen, measure, onScroll };
}

const MINUTE_MS = 60_000;
const minute = () => Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
/** The present, to the minute. */
export const useMinute = () =>
  useSyncExternalStore((tick) => {
    const timer = setInterval(tick, MINUTE_MS / 4);
    return () => clearInterval(timer);
  }, minute);

/** Room for the timeline itself on a sheet of A4 across. */
const PAPER_PX = 1020;
/** So much lies before and after what is planned, in windows of 1,000 pixels. */
const AROUND_PX = 500;

/** What is planned and the present, with room around; as wide as the zoom makes it. */
export function useScale(
  bars: TimelineBar[],
  now: number | null,
  zoom: Zoom,
  calendar: Calendar,
): Scale {
  const px = lookOf(zoom).hourPx / HOUR_MS;
  const around = AROUND_PX / px;
  // A loop: lists of moments may be longer than what a call takes.
  let [first, last] = [now ?? Infinity, now ?? -Infinity];
  for (const { start, end } of bars) {
    first = Math.min(first, start);
    last = Math.max(last, end);
  }
  if (first > last) [first, last] = [0, 0];
  const min = calendar.startOf('week', first - around);
  const max = calendar.next('week', last + 2 * around);
  return useMemo(() => ({ min, px, total: Math.ceil((max - min) * px) }), [min, max, px]);
}

/** What is seen of the time, as wide as the paper. */
export function paperScale(screen: Scale, frame: HTMLElement | null, left: number): Scale {
  if (!frame) return screen;
  const min = momentAt(screen, frame.scrollLeft);
  const max = momentAt(screen, frame.scrollLeft + frame.clientWidth - left);
  return { min, px: (PAPER_PX - left) / (max - min), total: PAPER_PX - left };
}
