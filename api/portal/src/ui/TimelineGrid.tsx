import { useMediaQuery } from '@mantine/hooks';
import {
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type Ref,
} from 'react';
import { useI18n } from '../i18n';
import type { TimelineBar, TimelineHandle, TimelineMove, TimelineProps } from './Timeline';
import { useTimelineEditing } from './timelineEditing';
import { TimelineDraft, TimelineLinks } from './TimelineLayers';
import { TimelineHead } from './TimelineHead';
import { layOut, rowAt, span, type Layout } from './timelineLanes';
import { TimelineRowView } from './TimelineRow';
import { calendarIn, lookOf, momentAt, xOf, type Scale, type Zoom } from './timelineScale';
import { useMinute, usePaper, useSeen } from './timelineWindow';

export type GridHandle = TimelineHandle;
type GridProps = Omit<TimelineProps, 'tools' | 'zoomAtFirst' | 'ref'> & {
  zoom: Zoom;
  onZoom(by: 1 | -1): void;
  ref?: Ref<GridHandle>;
};

const HEAD_PX = 52;
const LANE_PX = 32;
/** Fingers need more. */
const LANE_TOUCH_PX = 44;
const NAMES_PX = 190;
const NAMES_PHONE_PX = 112;
/** Room for the timeline itself on a sheet of A4 across. */
const PAPER_PX = 1020;
const DAY_MS = 24 * 3_600_000;
/** So much lies before and after what is planned, in windows of 1,000 pixels. */
const AROUND_PX = 500;
/** Where a moment is put that was asked for, as part of the width. */
const AT_PART = 0.25;

/** The rows and bars, without the toolbar. */
export function TimelineGrid(props: GridProps) {
  const { label, rows, bars, links = [], zone, corner = '', open, zoom, onOpen, onMove } = props;
  const { t, name, format } = useI18n();
  const box = useRef<HTMLDivElement>(null);
  const help = useId();
  const paper = usePaper();
  const minute = useMinute();
  const now = props.now === undefined ? minute : props.now;
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const hasFingers = useMediaQuery('(pointer: coarse)', false, { getInitialValueInEffect: false });
  const left = isPhone ? NAMES_PHONE_PX : NAMES_PX;
  const lanePx = hasFingers && !paper ? LANE_TOUCH_PX : LANE_PX;

  const calendar = useMemo(() => calendarIn(zone), [zone]);
  const centre = useRef<number>(undefined);
  const screen = useScale(bars, now, zoom, calendar);
  const scale = paper ? paperScale(screen, box.current, left) : screen;
  const layout = useMemo(() => layOut(rows, bars, scale, lanePx), [rows, bars, scale, lanePx]);
  const { seen, measure, onScroll } = useSeen(box, paper);

  // The same moment stays in the middle when the zoom or the range changes.
  useLayoutEffect(() => {
    const frame = box.current;
    if (!frame || paper) return;
    const moment = centre.current;
    if (moment === undefined) showAt(frame, now ?? bars[0]?.start ?? screen.min, screen, left);
    else frame.scrollLeft = xOf(screen, moment) - (frame.clientWidth - left) / 2;
    measure();
    // Only zoom and range count: what is shown at first follows from what was there at first.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [screen, left, paper]);
  const scrolled = () => {
    const frame = box.current;
    if (frame && !paper) {
      centre.current = momentAt(screen, frame.scrollLeft + (frame.clientWidth - left) / 2);
    }
    onScroll();
  };

  const stepMs = lookOf(zoom).stepMinutes * 60_000;
  const origin = useMemo(() => ({ x: left, y: HEAD_PX }), [left]);
  const editing = useTimelineEditing({ box, layout, scale, stepMs, origin, onMove });
  const { draft } = editing;

  const times = useCallback(
    ({ start, end }: { start: number; end: number }) => {
      const told = format(zone, {
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        hour: '2-digit',
        minute: '2-digit',
      });
      return end > start ? told.formatRange(start, end) : told.format(start);
    },
    [format, zone],
  );
  const describe = useCallback(
    (bar: TimelineBar) =>
      [
        bar.label,
        times(bar),
        bar.status && name(bar.status),
        bar.percent !== undefined && `${Math.round(bar.percent)} %`,
        bar.fresh && t('timeline.fresh'),
        bar.hint,
      ]
        .filter(Boolean)
        .join(', '),
    [times, name, t],
  );

  const [stop, setStop] = useState<string>();
  const firstBar = layout.placed.find(({ bars: own }) => own.length)?.bars[0]?.id;
  const stopId = stop !== undefined && layout.where.has(stop) ? stop : firstBar;
  const stopRow = stopId === undefined ? undefined : layout.where.get(stopId)?.row;
  const wantsFocus = useRef(false);
  const hasFocus = useRef(false);
  useEffect(() => {
    // A bar that came into another row is another element: the focus goes with it.
    const lost = hasFocus.current && document.activeElement === document.body;
    if (stopId === undefined || !(wantsFocus.current || lost)) return;
    const bar = box.current?.querySelector<HTMLElement>(`[data-bar="${CSS.escape(stopId)}"]`);
    if (!bar) return;
    wantsFocus.current = false;
    bar.focus({ preventScroll: true });
  });

  const reveal = (id: string, at: TimelineMove | undefined = layout.where.get(id)?.bar) => {
    const frame = box.current;
    if (!frame || !at) return;
    scrollTo(frame, at, layout, scale, left);
    wantsFocus.current = true;
    setStop(id);
    measure();
  };
  useImperativeHandle(props.ref, () => ({
    reveal,
    show: (moment) => box.current && showAt(box.current, moment, screen, left),
  }));

  const onKeyDown = (event: KeyboardEvent) => {
    const found = layout.where.get((event.target as HTMLElement).dataset?.bar ?? '');
    if (!found) return;
    if (editing.onEditKey(event, found.bar)) return event.preventDefault();
    if (event.key === '+' || event.key === '-') {
      event.preventDefault();
      return props.onZoom(event.key === '+' ? 1 : -1);
    }
    if (event.altKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      return onOpen?.(found.bar);
    }
    const next = neighbour(event, layout, found);
    if (!next) return;
    event.preventDefault();
    editing.giveUp();
    reveal(next.id);
  };
  const onClick = (event: MouseEvent) => {
    if (editing.dragged.current) return void (editing.dragged.current = false);
    const { bar } = (event.target as HTMLElement).closest<HTMLElement>('[data-bar]')?.dataset ?? {};
    const found = bar === undefined ? undefined : layout.where.get(bar);
    if (found) onOpen?.(found.bar);
  };

  const [t0, t1] = [
    momentAt(scale, seen.x0 - left),
    Math.min(momentAt(scale, seen.x1), scale.min + scale.total / scale.px),
  ];
  const from = Math.max(t0, scale.min);
  const [r0, r1] = [rowAt(layout, seen.y0 - HEAD_PX), rowAt(layout, seen.y1)];
  const shown = layout.rows.flatMap((_, at) =>
    (at >= r0 && at <= r1) || at === stopRow ? [at] : [],
  );
  const nowX = now === null ? -1 : xOf(scale, now);
  return (
    <>
      <p id={help} className="tl-said">
        {onMove ? t('timeline.keysMove') : t('timeline.keys')}
      </p>
      <div
        ref={box}
        className={onMove ? 'tl tl-edits' : 'tl'}
        role="grid"
        aria-label={label}
        aria-describedby={help}
        aria-readonly={!onMove}
        aria-rowcount={rows.length}
        tabIndex={firstBar === undefined ? 0 : undefined}
        onScroll={scrolled}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onPointerDown={editing.onPointerDown}
        onFocus={({ target: { dataset } }) => {
          hasFocus.current = dataset.bar !== undefined;
          if (dataset.bar) setStop(dataset.bar);
        }}
        onBlur={({ target }) => {
          if (target.isConnected) hasFocus.current = false;
        }}
      >
        <div
          className="tl-content"
          role="presentation"
          style={{ width: left + scale.total, minHeight: HEAD_PX + layout.height }}
        >
          <TimelineHead
            {...{ zoom, calendar, scale, left, zone, corner }}
            from={from}
            to={Math.max(t1, from + DAY_MS)}
          />
          <div className="tl-body" role="presentation" style={{ height: layout.height }}>
            {links.length > 0 && <TimelineLinks {...{ links, layout, scale, left }} seen={seen} />}
            {shown.map((at) => {
              const placed = layout.placed[at]!;
              const [first, last] = span(placed, from, t1);
              return (
                <TimelineRowView
                  key={rows[at]!.id}
                  row={rows[at]!}
                  index={at}
                  placed={placed}
                  from={first}
                  to={last}
                  stop={at === stopRow ? stopId : undefined}
                  moving={draft && layout.where.get(draft.id)?.row === at ? draft.id : undefined}
                  open={open}
                  {...{ scale, left, lanePx, describe }}
                />
              );
            })}
            {draft && <TimelineDraft {...{ draft, layout, scale, left }} text={times(draft)} />}
          </div>
          {nowX >= 0 && nowX <= scale.total && (
            <div className="tl-now" aria-hidden="true" style={{ left: left + nowX }}>
              <span>{t('timeline.now')}</span>
            </div>
          )}
        </div>
      </div>
      <p className="tl-said" aria-live="assertive">
        {draft &&
          t('timeline.draft', {
            row: rows.find(({ id }) => id === draft.row)?.label ?? '',
            times: times(draft),
          })}
      </p>
    </>
  );
}

/** What is planned and the present, with room around; as wide as the zoom makes it. */
function useScale(
  bars: TimelineBar[],
  now: number | null,
  zoom: Zoom,
  calendar: ReturnType<typeof calendarIn>,
): Scale {
  const px = lookOf(zoom).hourPx / 3_600_000;
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
function paperScale(screen: Scale, frame: HTMLElement | null, left: number): Scale {
  if (!frame) return screen;
  const min = momentAt(screen, frame.scrollLeft);
  const max = momentAt(screen, frame.scrollLeft + frame.clientWidth - left);
  return { min, px: (PAPER_PX - left) / (max - min), total: PAPER_PX - left };
}

function showAt(frame: HTMLElement, moment: number, scale: Scale, left: number) {
  frame.scrollLeft = xOf(scale, moment) - (frame.clientWidth - left) * AT_PART;
}

/** Scrolls as little as is needed to see where a bar lies. */
function scrollTo(
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

/** The bar that a key leads to: along the row in time, or the next row that has one. */
function neighbour(
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
