import { Select, TextInput } from '@mantine/core';
import { useDeferredValue, useMemo } from 'react';
import type { ResourceEntry, WorkStepEntry } from '../../../api/client';
import { useMay } from '../../../api/may';
import { useStaffRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { useMe } from '../../../session';
import { Empty, Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { useSearchState } from '../../../ui/search';
import { Timeline, type TimelineBar, type TimelineMove } from '../../../ui/Timeline';
import { ConflictDialog } from './ConflictDialog';
import './plan.css';
import { usePlanning, type Planning } from './planning';
import { StepDetail } from './StepDetail';
import { Unscheduled } from './Unscheduled';

/** The plan of the plant: what is done when on which resource. */
export default function Plan() {
  const { t } = useI18n();
  const may = useMay();
  const steps = useStaffRows('staff_work_steps');
  const resources = useStaffRows('resources');
  const lead = may('reschedule-work-step') ? t('plan.lead') : t('plan.leadRead');
  return (
    <Page title={t('plan.title')} lead={lead} fill>
      <Told of={resources}>
        {({ rows }) => (
          <Told of={steps}>{(told) => <Board steps={told.rows} resources={rows} />}</Told>
        )}
      </Told>
    </Page>
  );
}

/** What belongs to no group comes after those that do. */
const LAST = '\uffff';

interface BoardProps {
  steps: WorkStepEntry[];
  resources: ResourceEntry[];
}

function Board({ steps, resources }: BoardProps) {
  const { t, name } = useI18n();
  const me = useMe();
  const may = useMay();
  const [search, setSearch] = useSearchState();
  const planning = usePlanning();
  const { rows, bars } = useBoard({ steps, resources }, planning);
  const unscheduled = useMemo(
    () => steps.filter(({ status }) => status === 'not_scheduled'),
    [steps],
  );
  const open = (id: string | undefined) => setSearch({ open: id });
  const move = ({ id, row, start, end }: TimelineMove) => {
    const step = steps.find((one) => one.id === id);
    const slot = { start: new Date(start).toISOString(), end: new Date(end).toISOString() };
    if (step) planning.put({ step, resource: row, slot });
  };
  const groups = [...new Set(resources.flatMap(({ group }) => group ?? []))].sort();
  const tools = (
    <>
      <TextInput
        type="search"
        aria-label={t('table.search')}
        placeholder={t('plan.search')}
        value={search.q ?? ''}
        onChange={(event) => setSearch({ q: event.currentTarget.value })}
      />
      <Select
        aria-label={t('table.filter', { column: name('group') })}
        placeholder={name('group')}
        data={groups}
        value={search.group ?? null}
        onChange={(group) => setSearch({ group: group ?? undefined })}
        clearable
        w={160}
      />
    </>
  );
  if (resources.length === 0) {
    return <Empty title={t('plan.noResources')}>{t('plan.noResourcesWhy')}</Empty>;
  }
  return (
    <>
      <div className="plan">
        <Timeline
          label={t('plan.title')}
          corner={name('resource')}
          rows={rows}
          bars={bars}
          zone={me.workspace_zone}
          tools={tools}
          open={search.open}
          onOpen={({ id }) => open(id)}
          onMove={may('reschedule-work-step') ? move : undefined}
        />
        {unscheduled.length > 0 && (
          <Unscheduled steps={unscheduled} onOpen={({ id }) => open(id)} />
        )}
      </div>
      <StepDetail
        step={steps.find(({ id }) => id === search.open)}
        resources={resources}
        planning={planning}
        onClose={() => open(undefined)}
      />
      <ConflictDialog planning={planning} steps={steps} resources={resources} />
    </>
  );
}

/** The rows and bars that search and group leave; what is being moved lies where it is wanted. */
function useBoard({ steps, resources }: BoardProps, { wanted }: Planning) {
  const { t } = useI18n();
  const [{ q, group }] = useSearchState();
  const needle = useDeferredValue((q ?? '').trim().toLowerCase());
  const rows = useMemo(
    () =>
      resources
        .filter((resource) => !group || resource.group === group)
        .sort(
          (a, b) =>
            (a.group ?? LAST).localeCompare(b.group ?? LAST) || a.name.localeCompare(b.name),
        )
        .map(({ id, name, group: of, external }) => ({
          id,
          label: name,
          note: [of, external && t('plan.external')].filter(Boolean).join(' · '),
        })),
    [resources, group, t],
  );
  const bars = useMemo(
    () =>
      steps
        .map((step) => barOf(step, wanted?.step.id === step.id ? wanted : undefined))
        .filter((bar) => bar !== undefined)
        .filter(({ label, hint }) => !needle || `${label} ${hint}`.toLowerCase().includes(needle)),
    [steps, wanted, needle],
  );
  return { rows, bars };
}

function barOf(step: WorkStepEntry, wanted: Planning['wanted']): TimelineBar | undefined {
  const { id, order, name, resource, resource_id, status, quantity, done_quantity } = step;
  const start = wanted?.slot.start ?? step.planned_start;
  const end = wanted?.slot.end ?? step.planned_end;
  if (!start || !end) return undefined;
  return {
    id,
    row: wanted?.resource ?? resource_id,
    start: Date.parse(start),
    end: Date.parse(end),
    label: `${order ?? ''} ${name}`,
    status,
    percent: quantity ? Math.min(100, Math.round((100 * done_quantity) / quantity)) : undefined,
    hint: resource ?? undefined,
    fixed: status === 'completed',
  };
}
