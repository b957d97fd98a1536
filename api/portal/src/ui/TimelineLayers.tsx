import type { TimelineLink, TimelineMove } from './Timeline';
import { BAR_PX_MIN, barTop, type Layout } from './timelineLanes';
import { xOf, type Scale } from './timelineScale';
import type { Seen } from './timelineWindow';

interface LayerProps {
  layout: Layout;
  scale: Scale;
  left: number;
}

/** From the end of one bar to the start of another, for those that are seen. */
export function TimelineLinks(props: LayerProps & { links: TimelineLink[]; seen: Seen }) {
  const { links, layout, scale, left, seen } = props;
  const middle = (row: number, at: number) =>
    barTop(layout, row, layout.placed[row]?.lanes[at] ?? 0) + layout.lanePx / 2 - 2;
  const lines = links.flatMap(({ from, to }) => {
    const [one, other] = [layout.where.get(from), layout.where.get(to)];
    if (!one || !other) return [];
    const [y1, y2] = [middle(one.row, one.at), middle(other.row, other.at)];
    const [x1, x2] = [xOf(scale, one.bar.end), xOf(scale, other.bar.start)];
    const isSeen =
      Math.max(y1, y2) >= seen.y0 - left &&
      Math.min(y1, y2) <= seen.y1 &&
      Math.max(x1, x2) >= seen.x0 - left &&
      Math.min(x1, x2) <= seen.x1;
    if (!isSeen) return [];
    const turn = x1 + 6;
    const back = x2 - 8 < turn ? `V${(y1 + y2) / 2}H${x2 - 8}` : '';
    return [`M${x1} ${y1}H${turn}${back}V${y2}H${x2 - 2}m-4 -3l4 3l-4 3`];
  });
  return (
    <svg
      className="tl-links"
      aria-hidden="true"
      style={{ left }}
      width={scale.total}
      height={layout.height}
    >
      <path d={lines.join('')} />
    </svg>
  );
}

/** Where a bar will lie when it is let go. */
export function TimelineDraft(props: LayerProps & { draft: TimelineMove; text: string }) {
  const { draft, layout, scale, left, text } = props;
  const from = layout.where.get(draft.id);
  const row = layout.rows.findIndex(({ id }) => id === draft.row);
  const lane = from && from.row === row ? (layout.placed[row]?.lanes[from.at] ?? 0) : 0;
  return (
    <div
      className="tl-draft"
      aria-hidden="true"
      style={{
        left: left + xOf(scale, draft.start),
        width: Math.max(BAR_PX_MIN, (draft.end - draft.start) * scale.px),
        top: barTop(layout, row, lane),
        height: layout.lanePx - 4,
      }}
    >
      <span>{text}</span>
    </div>
  );
}
