import { Text } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { ProjectRow } from '../../../../api/client';
import { usePortalRows, type RowOf } from '../../../../api/rows';
import { useI18n } from '../../../../i18n';
import { useMe } from '../../../../session';
import { Empty } from '../../../../ui/Page';
import { useSearchState } from '../../../../ui/search';
import { dayOf, listOf, momentOf, numberOf, textOrNothing } from '../../../../ui/shown';
import {
  Timeline,
  type TimelineBar,
  type TimelineLink,
  type TimelineRow,
} from '../../../../ui/Timeline';
import { calendarIn, type Calendar } from '../../../../ui/timelineScale';
import './plan.css';
import type { Line } from './tree';

interface PlanGanttProps {
  project: ProjectRow;
  lines: Line[];
  tools: ReactNode;
  onOpen(line: Pick<Line, 'id' | 'phase'>): void;
}

const WHOLE = 100;

/** The plan over time: a row for every phase and task, with what follows what. */
export function PlanGantt({ project, lines, tools, onOpen }: PlanGanttProps) {
  const { t, n } = useI18n();
  const { workspace_zone: zone } = useMe();
  const [search, setSearch] = useSearchState();
  const calendar = useMemo(() => calendarIn(zone), [zone]);
  const milestones = usePortalRows('project_milestones', { path: { id: project.id } });
  const points = useMemo(
    () => (milestones.data?.rows ?? []).flatMap((row) => pointOf(row, calendar)),
    [milestones.data, calendar],
  );
  const bars = useMemo(() => lines.flatMap((line) => barOf(line, calendar)), [lines, calendar]);
  const links = useMemo(() => linksOf(lines), [lines]);
  const rows = useMemo(() => rowsOf(lines, milestones.data?.rows ?? []), [lines, milestones.data]);
  const unplanned = lines.filter(
    ({ id, task }) => task && !task.heading_only && !bars.some((bar) => bar.id === id),
  ).length;
  if (!bars.length && !points.length) {
    return (
      <>
        {tools}
        <Empty title={t('plan.noDates')} />
      </>
    );
  }
  const open = ({ id }: TimelineBar) =>
    points.some((point) => point.id === id)
      ? setSearch({ tab: 'milestones', milestone: id, view: undefined, zoom: undefined })
      : onOpen(lines.find((line) => line.id === id) ?? { id });
  return (
    <div className="gantt-box">
      <Timeline
        label={t('project.tab.plan')}
        corner={t('plan.name')}
        rows={rows}
        bars={[...points, ...bars]}
        links={links}
        zone={zone}
        tools={tools}
        zoomAtFirst="month"
        open={search.task ?? search.phase}
        onOpen={open}
      />
      {unplanned > 0 && (
        <Text size="sm" c="dimmed">
          {n('plan.unplanned', unplanned)}
        </Text>
      )}
    </div>
  );
}

/** When a day begins by the clock of the plant: noon in UTC lies in it nearly everywhere. */
const startOf = (day: string, calendar: Calendar) =>
  calendar.startOf('day', Date.parse(`${day}T12:00:00Z`));

/** A task from its start to its end; a phase from its first day to the end of its last. */
function barOf({ id, title, task, phase }: Line, calendar: Calendar): TimelineBar[] {
  if (task) {
    const [start, end] = [momentOf(task.start), momentOf(task.end)];
    if (start === undefined || end === undefined) return [];
    const status = textOrNothing(task.status);
    const hint = listOf(task.assignees).join(', ');
    return [{ id, row: id, label: title, start, end, status, hint, percent: percentOf(task) }];
  }
  const [first, last] = [dayOf(phase?.start), dayOf(phase?.end)];
  if (!first || !last) return [];
  const [done, all] = [numberOf(phase?.tasks_done), numberOf(phase?.tasks)];
  return [
    {
      id,
      row: id,
      label: title,
      start: startOf(first, calendar),
      end: calendar.next('day', startOf(last, calendar)),
      percent: done !== undefined && all ? Math.round((done / all) * WHOLE) : undefined,
    },
  ];
}

/** How much of its planned work was done; a task that is done is done. */
function percentOf({ status, logged_hours, planned_hours }: NonNullable<Line['task']>) {
  if (status === 'done') return WHOLE;
  const [logged, planned] = [numberOf(logged_hours), numberOf(planned_hours)];
  if (logged === undefined || !planned) return undefined;
  return Math.min(WHOLE, Math.round((logged / planned) * WHOLE));
}

function pointOf(row: RowOf<'project_milestones'>, calendar: Calendar): TimelineBar[] {
  const day = dayOf(row.actual) ?? dayOf(row.forecast) ?? dayOf(row.target);
  if (!day) return [];
  const at = startOf(day, calendar);
  const status = row.actual ? 'done' : undefined;
  return [
    { id: row.id, row: row.id, label: textOrNothing(row.name) ?? '–', start: at, end: at, status },
  ];
}

/** Each milestone has a row, first in its phase; those of phases that are not told come first. */
function rowsOf(lines: Line[], milestones: RowOf<'project_milestones'>[]): TimelineRow[] {
  const known = new Set(lines.flatMap(({ phase }) => (phase ? [phase.id] : [])));
  const rowsIn = (phase: string | undefined, level: number) =>
    milestones
      .filter(({ phase_id }) => (phase_id && known.has(phase_id) ? phase_id : undefined) === phase)
      .map((row) => ({ id: row.id, label: textOrNothing(row.name) ?? '–', level }));
  return [
    ...rowsIn(undefined, 0),
    ...lines.flatMap(({ id, title, level, phase }) => [
      { id, label: title, level },
      ...(phase ? rowsIn(id, 1) : []),
    ]),
  ];
}

function linksOf(lines: Line[]): TimelineLink[] {
  return lines.flatMap(({ id, task }) =>
    listOf(task?.predecessors).map((link) => ({ from: link.task, to: id })),
  );
}
