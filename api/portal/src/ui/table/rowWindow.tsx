import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { usePaper } from '../paper';

/** Height of a row in pixels: large enough for a finger. */
const ROW_PX = 44;
/** Rows made ready above and below what is seen. */
const OVERSCAN = 8;

/** Those of `count` rows that are seen in a box that scrolls; only they are in the page. On paper, all. */
export function useRowWindow(count: number) {
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
  });
  const onPaper = usePaper();
  const scrollTo = (index: number) => virtual.scrollToIndex(index);
  if (onPaper) return { box, seen: [...Array(count).keys()], above: 0, below: 0, scrollTo };
  const items = virtual.getVirtualItems();
  return {
    box,
    seen: items.map(({ index }) => index),
    /** Pixels of rows that are not in the page. */
    above: items[0]?.start ?? 0,
    below: virtual.getTotalSize() - (items.at(-1)?.end ?? 0),
    scrollTo,
  };
}

export type RowWindow = ReturnType<typeof useRowWindow>;

/** Stands where rows are that are not in the page. */
export function Gap({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height, padding: 0 }} />
    </tr>
  );
}
