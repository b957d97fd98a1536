// Moving bars, by pointer and by keyboard. Both make a draft first; only what is let go, or confirmed
// with Enter, is told to the page.
import { useCallback, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { TimelineBar, TimelineMove } from './Timeline';
import { rowAt, type Layout } from './timelineLanes';
import type { Scale } from './timelineScale';

/** So far the pointer goes before it is a drag and no click. */
const DRAG_PX_MIN = 4;
/** So wide are the ends of a bar by which it is made longer or shorter. */
const HANDLE_PX = 8;
/** Narrower bars have no ends to take hold of. */
const HANDLES_FROM_PX = 28;
/** Near an edge the timeline scrolls by itself. */
const EDGE_PX = 36;
const EDGE_SCROLL_PX = 14;

type Grip = 'whole' | 'start' | 'end';

interface Editing {
  box: React.RefObject<HTMLDivElement | null>;
  layout: Layout;
  scale: Scale;
  stepMs: number;
  /** Where the first row begins in the box. */
  origin: { x: number; y: number };
  onMove?(move: TimelineMove): void;
}

const clampedTo = (bar: TimelineBar, grip: Grip, by: number, stepMs: number) => {
  if (grip === 'start') return { start: Math.min(bar.start + by, bar.end - stepMs), end: bar.end };
  if (grip === 'end') return { start: bar.start, end: Math.max(bar.end + by, bar.start + stepMs) };
  return { start: bar.start + by, end: bar.end + by };
};
const differs = (bar: TimelineBar, move: TimelineMove) =>
  bar.row !== move.row || bar.start !== move.start || bar.end !== move.end;

/** What is being moved where, and what pointer and keyboard do to it. */
export function useTimelineEditing({ box, layout, scale, stepMs, origin, onMove }: Editing) {
  const [draft, setDraft] = useState<TimelineMove>();
  /** A drag ends with a click, which opens nothing. */
  const dragged = useRef(false);
  const latest = useRef({ layout, scale });
  latest.current = { layout, scale };

  const finish = useCallback(
    (move: TimelineMove | undefined) => {
      setDraft(undefined);
      const bar = move && latest.current.layout.where.get(move.id)?.bar;
      if (move && bar && differs(bar, move)) onMove?.(move);
    },
    [onMove],
  );

  const onPointerDown = (event: PointerEvent) => {
    dragged.current = false;
    // Fingers scroll; who has only fingers moves a bar in the form of its record.
    if (!onMove || event.button !== 0 || event.pointerType === 'touch') return;
    const element = (event.target as HTMLElement).closest<HTMLElement>('[data-bar]');
    const bar = layout.where.get(element?.dataset.bar ?? '')?.bar;
    const frame = box.current;
    if (!element || !frame || !bar || bar.fixed) return;
    const edges = element.getBoundingClientRect();
    const hasHandles = edges.width >= HANDLES_FROM_PX;
    const grip: Grip =
      hasHandles && edges.right - event.clientX < HANDLE_PX
        ? 'end'
        : hasHandles && event.clientX - edges.left < HANDLE_PX
          ? 'start'
          : 'whole';
    const place = ({ clientX, clientY }: { clientX: number; clientY: number }) => {
      const around = frame.getBoundingClientRect();
      return {
        x: clientX - around.left + frame.scrollLeft - origin.x,
        y: clientY - around.top + frame.scrollTop - origin.y,
      };
    };
    const from = place(event);
    let move: TimelineMove | undefined;
    const follow = (to: globalThis.PointerEvent) => {
      const { x, y } = place(to);
      if (!move && Math.hypot(x - from.x, y - from.y) < DRAG_PX_MIN) return;
      dragged.current = true;
      const { layout: rows, scale: now } = latest.current;
      const by = Math.round((x - from.x) / now.px / stepMs) * stepMs;
      const row = grip === 'whole' ? (rows.rows[rowAt(rows, y)]?.id ?? bar.row) : bar.row;
      move = { id: bar.id, row, ...clampedTo(bar, grip, by, stepMs) };
      setDraft(move);
      scrollAtEdge(frame, to, origin);
    };
    const end = (how: 'done' | 'given up') => {
      removeEventListener('pointermove', follow);
      removeEventListener('pointerup', done);
      removeEventListener('pointercancel', giveUp);
      removeEventListener('keydown', onEscape, true);
      finish(how === 'done' ? move : undefined);
    };
    const done = () => end('done');
    const giveUp = () => end('given up');
    const onEscape = (key: globalThis.KeyboardEvent) => {
      if (key.key === 'Escape') giveUp();
    };
    addEventListener('pointermove', follow);
    addEventListener('pointerup', done);
    addEventListener('pointercancel', giveUp);
    addEventListener('keydown', onEscape, true);
  };

  /** Whether the key was meant for the draft. */
  const onEditKey = (event: KeyboardEvent, bar: TimelineBar): boolean => {
    if (!onMove) return false;
    const open = draft?.id === bar.id ? draft : undefined;
    if (open && event.key === 'Enter') {
      finish(open);
      return true;
    }
    if (open && event.key === 'Escape') {
      setDraft(undefined);
      return true;
    }
    if (!event.altKey || bar.fixed || !event.key.startsWith('Arrow')) return false;
    const now = { ...bar, ...open };
    const by = event.key === 'ArrowLeft' ? -stepMs : event.key === 'ArrowRight' ? stepMs : 0;
    const times = clampedTo(now, event.shiftKey ? 'end' : 'whole', by, stepMs);
    const at = layout.rows.findIndex(({ id }) => id === now.row);
    const rows = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    setDraft({ id: bar.id, row: layout.rows[at + rows]?.id ?? now.row, ...times });
    return true;
  };
  return { draft, giveUp: () => setDraft(undefined), dragged, onPointerDown, onEditKey };
}

function scrollAtEdge(
  frame: HTMLElement,
  { clientX, clientY }: { clientX: number; clientY: number },
  origin: { x: number; y: number },
) {
  const edges = frame.getBoundingClientRect();
  if (clientX > edges.right - EDGE_PX) frame.scrollLeft += EDGE_SCROLL_PX;
  if (clientX < edges.left + origin.x + EDGE_PX) frame.scrollLeft -= EDGE_SCROLL_PX;
  if (clientY > edges.bottom - EDGE_PX) frame.scrollTop += EDGE_SCROLL_PX;
  if (clientY < edges.top + origin.y + EDGE_PX) frame.scrollTop -= EDGE_SCROLL_PX;
}
