import { memo } from 'react';
import { glyphOf, toneOf } from './StatusBadge';
import type { TimelineBar, TimelineRow } from './Timeline';
import { BAR_PX_MIN, laneTop, type PlacedRow } from './timelineLanes';
import { xOf, type Scale } from './timelineScale';

/** Narrower bars have no room for a word. */
const LABEL_FROM_PX = 26;

interface Drawing {
  scale: Scale;
  left: number;
  lanePx: number;
  describe(bar: TimelineBar): string;
}

interface RowProps extends Drawing {
  row: TimelineRow;
  index: number;
  placed: PlacedRow;
  /** The bars that are seen. */
  from: number;
  to: number;
  /** The bar that Tab comes to, if it lies in this row. */
  stop?: string;
  /** The bar that is being moved. */
  moving?: string;
  open?: string;
}

/** One row: its name, which stays, and the bars that are seen. */
export const TimelineRowView = memo(function TimelineRowView(props: RowProps) {
  const { row, index, placed, from, to, stop, moving, open, ...drawing } = props;
  const { scale, left } = drawing;
  return (
    <div
      role="row"
      aria-rowindex={index + 1}
      className="tl-row"
      style={{ top: placed.top, height: placed.height, width: left + scale.total }}
    >
      <div
        role="rowheader"
        className="tl-name"
        style={{ width: left, paddingLeft: 8 + 14 * (row.level ?? 0) }}
        title={row.note ? `${row.label} · ${row.note}` : row.label}
      >
        <span className="tl-label">{row.label}</span>
        {row.note && <span className="tl-note">{row.note}</span>}
      </div>
      {placed.bars.map((bar, at) =>
        // What has the focus stays in the page, however far it is scrolled away.
        (at >= from && at < to) || bar.id === stop ? (
          <BarView
            key={bar.id}
            {...drawing}
            bar={bar}
            lane={placed.lanes[at] ?? 0}
            isStop={bar.id === stop}
            isMoving={bar.id === moving}
            isOpen={bar.id === open}
          />
        ) : null,
      )}
    </div>
  );
});

interface BarProps extends Drawing {
  bar: TimelineBar;
  lane: number;
  isStop: boolean;
  isMoving: boolean;
  isOpen: boolean;
}

const BarView = memo(function BarView(props: BarProps) {
  const { bar, lane, isStop, isMoving, isOpen, scale, left, lanePx, describe } = props;
  const width = Math.max(BAR_PX_MIN, (bar.end - bar.start) * scale.px - 1);
  const isPoint = bar.end <= bar.start;
  const classes = ['tl-bar', `tl-${toneOf(bar.status ?? '')}`];
  if (isPoint) classes.push('tl-point');
  if (bar.fresh) classes.push('tl-fresh');
  if (isMoving) classes.push('tl-moving');
  const height = lanePx - 4;
  const x = left + xOf(scale, bar.start);
  const told = describe(bar);
  return (
    <div
      role="gridcell"
      data-bar={bar.id}
      data-open={isOpen || undefined}
      tabIndex={isStop ? 0 : -1}
      aria-label={told}
      title={told}
      className={classes.join(' ')}
      style={{
        left: isPoint ? x - height / 2 : x,
        width: isPoint ? height : width,
        top: laneTop(lane, lanePx),
        height,
        lineHeight: `${height - 2}px`,
      }}
    >
      {isPoint && <span className="tl-beside">{bar.label}</span>}
      {!isPoint && width >= LABEL_FROM_PX && (
        <span className="tl-word" style={{ left: left + 5 }}>
          {bar.status && <span aria-hidden="true">{glyphOf(bar.status)} </span>}
          {bar.label}
        </span>
      )}
      {!isPoint && bar.percent !== undefined && bar.percent > 0 && (
        <span className="tl-progress" style={{ width: `${Math.min(100, bar.percent)}%` }} />
      )}
    </div>
  );
});
