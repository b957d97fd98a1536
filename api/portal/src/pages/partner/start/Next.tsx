import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TaskRow, WorkStepRow } from '../../../api/client';
import { usePortalRows } from '../../../api/rows';
import { useI18n, type I18n } from '../../../i18n';
import { useMe } from '../../../session';
import { StatusBadge } from '../../../ui/StatusBadge';
import { Told } from '../../../ui/Problem';
import { calendarIn } from '../../../ui/timelineScale';
import { useMinute } from '../../../ui/timelineWindow';
import { momentOf, textIn, titleOf } from '../production/subject';
import { nextOf } from './figures';
import { Part } from './parts';

/** More are in the lists. */
const ENTRIES_MAX = 8;

/** The work steps that are under way, late, or begin today. */
export function NextSteps() {
  const i18n = useI18n();
  const { t } = i18n;
  const { workspace_zone: zone } = useMe();
  const list = usePortalRows('work_steps');
  const now = useMinute();
  return (
    <Part
      title={t('start.nextSteps')}
      actions={
        <Link to="/work-steps" className="start-link">
          {t('start.all')}
        </Link>
      }
    >
      <Told of={list}>
        {({ rows }) => (
          <Entries
            of={nextOf(rows, calendarIn(zone).next('day', now))}
            nothing={t('start.nothingToday')}
            about={(step) => (
              <>
                <Link to="/work-steps" search={{ step: step.id } as never}>
                  {titleOf(step) || t('subject.step')}
                </Link>
                <Text size="sm" c="dimmed">
                  {[step.resource, whenOf(step, i18n, zone)].filter(Boolean).join(' · ')}
                </Text>
              </>
            )}
            warning={(step) =>
              isLate(step, now) && (
                <Text size="sm" fw={600}>
                  <span aria-hidden="true">! </span>
                  {t('start.late')}
                </Text>
              )
            }
          />
        )}
      </Told>
    </Part>
  );
}

/** The first of what comes next, each with its status, and how many more there are. */
function Entries<Row extends { id: string; status?: string | null }>({
  of: rows,
  nothing,
  about,
  warning,
}: {
  of: Row[];
  /** What is told when there is nothing. */
  nothing: string;
  about(row: Row): ReactNode;
  warning?(row: Row): ReactNode;
}) {
  const { n } = useI18n();
  if (!rows.length) return <Text c="dimmed">{nothing}</Text>;
  const more = rows.length - ENTRIES_MAX;
  return (
    <>
      <ul className="entries">
        {rows.slice(0, ENTRIES_MAX).map((row) => (
          <li key={row.id}>
            <span className="grows">{about(row)}</span>
            {warning?.(row)}
            {row.status && <StatusBadge status={row.status} />}
          </li>
        ))}
      </ul>
      {more > 0 && <Text size="sm">{n('start.more', more)}</Text>}
    </>
  );
}

function isLate({ planned_end }: WorkStepRow, now: number): boolean {
  const end = momentOf(planned_end);
  return end !== undefined && end < now;
}

/** When something is planned, in words; what is coarse is told as it stands. */
export function whenOf(
  { planned_start, planned_end }: Record<string, unknown>,
  { format }: I18n,
  zone?: string | null,
): string | undefined {
  const [start, end] = [momentOf(planned_start), momentOf(planned_end)];
  if (start === undefined || end === undefined) return textIn(planned_start);
  return format(zone, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).formatRange(start, end);
}

/** The tasks of projects that the partner is to do, the most urgent first. */
export function NextTasks() {
  const { t, instant } = useI18n();
  const list = usePortalRows('tasks', { filters: { mine: 'true' } });
  return (
    <Part title={t('start.nextTasks')}>
      <Told of={list}>
        {({ rows }) => (
          <Entries
            of={openTasks(rows)}
            nothing={t('start.noTasks')}
            about={({ title, end }) => (
              <>
                <Text fw={600}>{title ?? t('start.task')}</Text>
                {end && (
                  <Text size="sm" c="dimmed">
                    {momentOf(end) ? t('start.dueBy', { when: instant(end) }) : end}
                  </Text>
                )}
              </>
            )}
          />
        )}
      </Told>
    </Part>
  );
}

const openTasks = (tasks: TaskRow[]) =>
  tasks
    .filter(
      ({ status, heading_only, kind }) => status !== 'done' && !heading_only && kind === 'work',
    )
    .sort((a, b) => (momentOf(a.end) ?? Infinity) - (momentOf(b.end) ?? Infinity));
