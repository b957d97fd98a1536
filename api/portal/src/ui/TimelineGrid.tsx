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
import { firstStop, neighbour, scrollTo, showAt } from './timelineGoing';
import { HEAD_PX, layOut, rowAt, span } from './timelineLanes';
import { TimelineRowView } from './TimelineRow';
import { calendarIn, lookOf, momentAt, xOf, type Zoom } from './timelineScale';
import { usePaper } from './paper';
import { paperScale, useMinute, useScale, useSeen } from './timelineWindow';

export type GridHandle = TimelineHandle;
type GridProps = Omit<TimelineProps, 'tools' | 'zoomAtFirst' | 'ref'> & {
  zoom: Zoom;
  onZoom(by: 1 | -1): void;
  ref?: Ref<GridHandle>;
};

const LANE_PX = 32;
/** Fingers need more. */
const LANE_TOUCH_PX = 44;
/** Below the last row: a scroll bar, and the times of a bar that is moved. */
const BELOW_PX = 28;
const NAMES_PX = 190;
const NAMES_PHONE_PX = 112;
const DAY_MS = 24 * 3_600_000;

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
  const firstBar = firstStop(layout, now ?? scale.min);
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
        style={paper ? undefined : { height: HEAD_PX + layout.height + BELOW_PX }}
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
