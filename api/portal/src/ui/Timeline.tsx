// A timeline of our own: many bars a row, in lanes where they overlap; only what is seen is in the
// page, in both directions. Moments are milliseconds.
import { Button, Group, Text } from '@mantine/core';
import { useImperativeHandle, useRef, type ReactNode, type Ref } from 'react';
import { useI18n } from '../i18n';
import { useSearchState } from './search';
import { TimelineGrid, type GridHandle } from './TimelineGrid';
import { ZOOM_NAMES, type Zoom } from './timelineScale';
import './timeline.css';

export interface TimelineRow {
  id: string;
  label: string;
  /** Said smaller, after the name. */
  note?: string;
  /** How deep it lies below others. */
  level?: number;
}

/** What lies in a row. One that ends when it starts is a point, such as a milestone. */
export interface TimelineBar {
  id: string;
  row: string;
  start: number;
  end: number;
  label: string;
  /** Gives glyph and colour. */
  status?: string;
  /** How much of it is done. */
  percent?: number;
  /** Said to readers of screens and on hovering, after name, times and status. */
  hint?: string;
  /** It has just changed. */
  fresh?: boolean;
  /** It is not to be moved. */
  fixed?: boolean;
}

/** Drawn as a line from the end of a bar to the start of another. */
export interface TimelineLink {
  from: string;
  to: string;
}

/** Where a bar is to lie. */
export interface TimelineMove {
  id: string;
  row: string;
  start: number;
  end: number;
}

/** What a page can ask of its timeline. */
export interface TimelineHandle {
  /** Scrolls to a bar and gives it the focus. */
  reveal(id: string): void;
  /** Scrolls to a moment. */
  show(moment: number): void;
}

export interface TimelineProps {
  /** What it is called: for readers of screens. */
  label: string;
  rows: TimelineRow[];
  bars: TimelineBar[];
  links?: TimelineLink[];
  /** In whose clock days and weeks begin. */
  zone?: string | null;
  /** The moment of the line; the present where nothing is said, none with `null`. */
  now?: number | null;
  /** What the rows are, above their names. */
  corner?: string;
  /** More in the toolbar, before zoom and today. */
  tools?: ReactNode;
  /** The bar that is open. */
  open?: string;
  onOpen?(bar: TimelineBar): void;
  /** Makes bars movable; told once a bar is let go, or confirmed with Enter. */
  onMove?(move: TimelineMove): void;
  zoomAtFirst?: Zoom;
  ref?: Ref<TimelineHandle>;
}

/** Zoom lies in the address. */
function useZoom(atFirst: Zoom): [Zoom, (by: 1 | -1) => void] {
  const [search, setSearch] = useSearchState();
  const zoom = ZOOM_NAMES.find((name) => name === search.zoom) ?? atFirst;
  const step = (by: 1 | -1) => {
    const next = ZOOM_NAMES[ZOOM_NAMES.indexOf(zoom) + by];
    if (next) setSearch({ zoom: next === atFirst ? undefined : next });
  };
  return [zoom, step];
}

/** Resources as rows, what is planned on them as bars, with its toolbar. */
export function Timeline({ tools, zoomAtFirst = 'week', ref, ...props }: TimelineProps) {
  const { t } = useI18n();
  const grid = useRef<GridHandle>(null);
  const [zoom, step] = useZoom(zoomAtFirst);
  useImperativeHandle(
    ref,
    () => ({
      reveal: (id) => grid.current?.reveal(id),
      show: (moment) => grid.current?.show(moment),
    }),
    [],
  );
  return (
    <div className="tl-frame">
      <Group gap="xs" className="tl-tools no-print">
        {tools}
        <Group gap="xs" ml="auto" role="group" aria-label={t('timeline.zoom')}>
          <Button
            variant="default"
            px="sm"
            aria-label={t('timeline.further')}
            disabled={zoom === ZOOM_NAMES[0]}
            onClick={() => step(-1)}
          >
            −
          </Button>
          <Text size="sm" miw={72} ta="center" role="status">
            {t(`timeline.zoom.${zoom}`)}
          </Text>
          <Button
            variant="default"
            px="sm"
            aria-label={t('timeline.nearer')}
            disabled={zoom === ZOOM_NAMES.at(-1)}
            onClick={() => step(1)}
          >
            +
          </Button>
        </Group>
        <Button variant="default" onClick={() => grid.current?.show(props.now ?? Date.now())}>
          {t('timeline.today')}
        </Button>
        <Button variant="default" onClick={() => print()}>
          {t('timeline.print')}
        </Button>
      </Group>
      <TimelineGrid {...props} zoom={zoom} onZoom={step} ref={grid} />
    </div>
  );
}
