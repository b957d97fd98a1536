import { Text, TextInput } from '@mantine/core';
import { useDeferredValue, useMemo } from 'react';
import type { WorkStepRow } from '../../../api/client';
import { useEyes } from '../../../api/eyes';
import { usePortalRows } from '../../../api/rows';
import { useI18n, type I18n } from '../../../i18n';
import { useNews } from '../../../news';
import { useMe } from '../../../session';
import { Empty, Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { useSearchState } from '../../../ui/search';
import { Timeline, type TimelineBar, type TimelineRow } from '../../../ui/Timeline';
import { calendarIn, type Calendar } from '../../../ui/timelineScale';
import { momentOf, numberOf, textIn, titleOf, useOpenSubject } from './subject';
import { SubjectDrawer } from './SubjectDrawer';

/** The plan of the partner's resources: to look at, not to change. */
export default function Planning() {
  const { t } = useI18n();
  const list = usePortalRows('work_steps');
  const [open, setOpen] = useOpenSubject();
  return (
    <Page title={t('planning.title')} fill>
      <Told of={list}>
        {({ rows }) =>
          rows.length ? (
            <Plan steps={rows} open={open?.id} onOpen={(id) => setOpen({ kind: 'step', id })} />
          ) : (
            <Empty title={t('workSteps.empty')}>{t('workSteps.emptyWhy')}</Empty>
          )
        }
      </Told>
      <SubjectDrawer open={open} columns={list.data?.columns} onClose={() => setOpen()} />
    </Page>
  );
}

interface PlanProps {
  steps: WorkStepRow[];
  open?: string;
  onOpen(id: string): void;
}

function Plan({ steps, open, onOpen }: PlanProps) {
  const i18n = useI18n();
  const { t, n } = i18n;
  const { workspace_zone: zone } = useMe();
  const eyes = useEyes();
  const news = useNews();
  const [search, setSearch] = useSearchState();
  const needle = useDeferredValue((search.q ?? '').trim().toLowerCase());
  const { rows, bars, unplanned } = useMemo(() => {
    const fresh = new Set(news.map(({ id }) => id));
    return planOf(steps, needle, fresh, i18n, calendarIn(zone));
  }, [steps, needle, news, i18n, zone]);
  // A past portal is looked at as of then.
  const now = eyes.kind === 'as' && eyes.at ? Date.parse(eyes.at) || null : undefined;
  const tools = (
    <>
      <TextInput
        type="search"
        aria-label={t('table.search')}
        placeholder={t('table.search')}
        value={search.q ?? ''}
        onChange={(event) => setSearch({ q: event.currentTarget.value })}
      />
      <Text size="sm" role="status">
        {n('planning.steps', bars.length)}
        {unplanned > 0 && `, ${n('planning.unplanned', unplanned)}`}
      </Text>
    </>
  );
  return (
    <>
      <Timeline
        label={t('planning.title')}
        corner={i18n.name('resource')}
        rows={rows}
        bars={bars}
        zone={zone}
        zoomAtFirst="day"
        now={now}
        tools={tools}
        open={open}
        onOpen={({ id }) => onOpen(id)}
      />
      <Text size="xs" c="dimmed">
        {t('planning.zone', { zone: zone ?? '' })}
      </Text>
    </>
  );
}

const COARSE_WEEK = /^(\d{4})-W(\d\d)$/;

/** When something is: a moment, or the whole week where only that is told. */
function spanOf(value: unknown, calendar: Calendar): [number, number] | undefined {
  const moment = momentOf(value);
  if (moment !== undefined) return [moment, moment];
  const [, year, week] = COARSE_WEEK.exec(textIn(value) ?? '') ?? [];
  if (!year) return undefined;
  // The fourth of January always lies in the first week.
  const within = Date.UTC(Number(year), 0, 4 + 7 * (Number(week) - 1), 12);
  const start = calendar.startOf('week', within);
  return [start, calendar.next('week', start)];
}

function planOf(
  steps: WorkStepRow[],
  needle: string,
  fresh: Set<string>,
  { name, t }: I18n,
  calendar: Calendar,
) {
  const rows = new Map<string, TimelineRow>();
  const bars: TimelineBar[] = [];
  let unplanned = 0;
  for (const step of steps) {
    const resource = step.resource ?? '';
    const label = titleOf(step) || t('subject.step');
    const words = [label, step.article, resource, step.status && name(step.status)];
    if (needle && !words.join(' ').toLowerCase().includes(needle)) continue;
    const [from, to] = [
      spanOf(step.planned_start, calendar),
      spanOf(step.planned_end, calendar) ?? spanOf(step.planned_start, calendar),
    ];
    if (!from || !to) {
      unplanned += 1;
      continue;
    }
    rows.set(resource, { id: resource, label: resource || t('planning.noResource') });
    const [done, planned] = [numberOf(step.done_quantity), numberOf(step.quantity)];
    bars.push({
      id: step.id,
      row: resource,
      start: from[0],
      end: Math.max(to[1], from[1]),
      label,
      status: step.status,
      percent: done !== undefined && planned ? Math.min(100, (done / planned) * 100) : undefined,
      hint: textIn(step.article),
      fresh: fresh.has(step.id),
    });
  }
  const byName = [...rows.values()].sort((a, b) =>
    a.label.localeCompare(b.label, undefined, { numeric: true }),
  );
  return { rows: byName, bars, unplanned };
}
