import { useMemo } from 'react';
import { useI18n, type I18n } from '../i18n';
import {
  lookOf,
  ticksOf,
  xOf,
  type Calendar,
  type Scale,
  type Tick,
  type Unit,
  type Zoom,
} from './timelineScale';

interface HeadProps {
  zoom: Zoom;
  calendar: Calendar;
  scale: Scale;
  left: number;
  zone?: string | null;
  /** The moments between which something is seen. */
  from: number;
  to: number;
  corner: string;
}

/** The two lines of the head, and the lines that go down from them. */
export function TimelineHead(props: HeadProps) {
  const { zoom, calendar, scale, left, from, to, corner } = props;
  const i18n = useI18n();
  const { minor, major } = lookOf(zoom);
  const lower = useMemo(() => ticksOf(calendar, minor, from, to), [calendar, minor, from, to]);
  const upper = useMemo(() => ticksOf(calendar, major, from, to), [calendar, major, from, to]);
  const place = ({ start, end }: Tick) => ({
    left: left + xOf(scale, start),
    width: (end - start) * scale.px,
  });
  const named = (unit: Unit, { start, end }: Tick, line: 'upper' | 'lower') =>
    nameOf(unit, line, start, (end - start) * scale.px, calendar, i18n, props.zone);
  return (
    <>
      <div className="tl-head" aria-hidden="true" style={{ width: left + scale.total }}>
        <div className="tl-corner" style={{ width: left }}>
          {corner}
        </div>
        {upper.map((tick) => (
          <div key={tick.start} className="tl-major" style={place(tick)}>
            <span style={{ left: left + 6 }}>{named(major, tick, 'upper')}</span>
          </div>
        ))}
        {lower.map((tick) => (
          <div key={tick.start} className="tl-minor" style={place(tick)}>
            {named(minor, tick, 'lower')}
          </div>
        ))}
      </div>
      <div className="tl-lines" aria-hidden="true">
        {lower.map((tick) => (
          <div
            key={tick.start}
            className={minor !== 'week' && calendar.isWeekend(tick.start) ? 'tl-weekend' : ''}
            style={place(tick)}
          />
        ))}
      </div>
    </>
  );
}

/** Narrower days are told by their number alone. */
const WEEKDAY_FROM_PX = 46;
const WEEK_WORD_FROM_PX = 44;

function nameOf(
  unit: Unit,
  line: 'upper' | 'lower',
  start: number,
  width: number,
  calendar: Calendar,
  { t, format, time }: I18n,
  zone?: string | null,
): string {
  const date = (options: Intl.DateTimeFormatOptions) => format(zone, options).format(start);
  const week = String(calendar.week(start));
  switch (unit) {
    case 'hours':
      return time(start, zone);
    case 'day':
      if (line === 'upper') return date({ weekday: 'long', day: 'numeric', month: 'long' });
      return date(
        width < WEEKDAY_FROM_PX ? { day: 'numeric' } : { weekday: 'short', day: 'numeric' },
      );
    case 'week':
      if (line === 'lower') return width < WEEK_WORD_FROM_PX ? week : t('timeline.week', { week });
      return `${t('timeline.week', { week })} · ${date({ month: 'long', year: 'numeric' })}`;
    case 'month':
      return date({ month: 'long', year: 'numeric' });
  }
}
