import { SegmentedControl, Text } from '@mantine/core';
import { Fragment } from 'react';
import type { Dashboard } from '../../../api/client';
import { usePortalItem, usePortalRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { duration } from '../../../ui/cells';
import { Told } from '../../../ui/Problem';
import { useSearchState } from '../../../ui/search';
import { useMinute } from '../../../ui/timelineWindow';
import { figuresOf, WINDOWS, type Load, type WindowName } from './figures';
import { Figure, Part } from './parts';

const WINDOW_NAMES = Object.keys(WINDOWS) as WindowName[];

/** What the partner's work steps come to, in a window that is chosen. */
export function ProductionFigures() {
  const { t, n, name, percent, number } = useI18n();
  const [search, setSearch] = useSearchState();
  const now = useMinute();
  const list = usePortalRows('work_steps');
  const chosen = WINDOW_NAMES.find((one) => one === search.window) ?? 'month';
  return (
    <Part
      title={t('start.production')}
      actions={
        <SegmentedControl
          aria-label={t('start.window')}
          size="xs"
          value={chosen}
          onChange={(window) => setSearch({ window: window === 'month' ? undefined : window })}
          data={WINDOW_NAMES.map((value) => ({ value, label: t(`start.window.${value}`) }))}
        />
      }
    >
      <Told of={list}>
        {({ rows }) => {
          const { inProgress, interrupted, onTime, scrap, loads } = figuresOf(
            rows,
            WINDOWS[chosen],
            now,
          );
          return (
            <>
              <div className="figures">
                {inProgress !== undefined && (
                  <Figure
                    label={t('start.inProgress')}
                    value={number(inProgress)}
                    to="/work-steps"
                    search={{ status: name('started') }}
                  />
                )}
                {interrupted !== undefined && (
                  <Figure
                    label={t('start.interrupted')}
                    value={number(interrupted)}
                    to="/work-steps"
                    search={{ status: name('interrupted') }}
                  />
                )}
                {onTime && (
                  <Figure
                    label={t('start.onTime')}
                    value={percent(onTime.rate)}
                    note={n('start.ofCompleted', onTime.of)}
                    to="/work-steps"
                    search={{ status: name('completed'), sort: '-actual_end' }}
                  />
                )}
                {scrap && (
                  <Figure
                    label={t('start.scrap')}
                    value={percent(scrap.rate)}
                    note={t('start.pieces', { count: scrap.quantity })}
                    to="/work-steps"
                    search={{ sort: '-scrap_quantity' }}
                  />
                )}
              </div>
              {loads.length > 0 && <Loads loads={loads} />}
              {!loads.length && inProgress === undefined && (
                <Text c="dimmed">{t('start.noFigures')}</Text>
              )}
            </>
          );
        }}
      </Told>
    </Part>
  );
}

/** How much is planned on each resource: bars, with the hours beside them. */
function Loads({ loads }: { loads: Load[] }) {
  const i18n = useI18n();
  const most = Math.max(...loads.map(({ minutes }) => minutes));
  return (
    <>
      <Text fw={600} size="sm" mt="md" mb={6}>
        {i18n.t('start.load')}
      </Text>
      <div className="loads">
        {loads.map(({ resource, minutes }) => (
          <Fragment key={resource}>
            <span>{resource}</span>
            <div className="load-bar" aria-hidden="true">
              <div style={{ width: `${(minutes / most) * 100}%` }} />
            </div>
            <span>{duration(minutes, i18n)}</span>
          </Fragment>
        ))}
      </div>
    </>
  );
}

/** What the partner sees of projects, in figures; one that is made of hidden things is absent. */
export function ProjectFigures() {
  const { t } = useI18n();
  return (
    <Part title={t('start.projects')}>
      <Told of={usePortalItem('dashboard')}>{(told) => <Projects told={told} />}</Told>
    </Part>
  );
}

function Projects({ told }: { told: Dashboard }) {
  const { t, number, percent, name, money, day } = useI18n();
  const hours = (value: number) => t('value.hours', { hours: value });
  const openRaid = told.raid?.filter(({ status }) => status !== 'closed') ?? [];
  const raid = openRaid.reduce((all, { items }) => all + items, 0);
  return (
    <div className="figures">
      {told.logged_hours !== undefined && (
        <Figure
          label={t('start.hours')}
          value={hours(told.logged_hours)}
          note={
            told.planned_hours === undefined
              ? undefined
              : t('start.ofPlanned', { hours: hours(told.planned_hours) })
          }
        />
      )}
      {told.logged_percent !== undefined && (
        <Figure label={t('start.logged')} value={percent(told.logged_percent / 100)} />
      )}
      {told.my_weeks?.slice(0, 1).map(({ week, hours: worked }) => (
        <Figure
          key={week}
          label={t('start.myWeek')}
          value={hours(worked)}
          to="/timesheets"
          note={t('start.weekFrom', { day: day(week) })}
        />
      ))}
      {told.my_tasks?.map(({ status, tasks }) => (
        <Figure
          key={status}
          label={`${name('tasks')}: ${name(status)}`}
          value={number(tasks)}
          to="/tasks"
          search={{ status: name(status) }}
        />
      ))}
      {told.my_expenses?.map(({ status, expenses, sums }) => (
        <Figure
          key={status}
          label={`${name('expenses')}: ${name(status)}`}
          value={number(expenses)}
          to="/expenses"
          search={{ status: name(status) }}
          note={sums?.map(({ amount, currency }) => money(amount, currency)).join(', ')}
        />
      ))}
      {told.raid && <Figure label={t('start.raid')} value={number(raid)} />}
      {told.late_milestones && (
        <Figure label={t('start.lateMilestones')} value={number(told.late_milestones.milestones)} />
      )}
    </div>
  );
}
