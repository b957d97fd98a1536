import { Switch } from '@mantine/core';
import { useMemo } from 'react';
import type { ProjectRow } from '../../../../api/client';
import type { Tagged } from '../../../../api/eyes';
import { usePortalRows } from '../../../../api/rows';
import { useI18n } from '../../../../i18n';
import { Actions } from '../../../../ui/Actions';
import { Empty } from '../../../../ui/Page';
import { Told } from '../../../../ui/Problem';
import { useSearchState } from '../../../../ui/search';
import { textOrNothing } from '../../../../ui/shown';
import { ViewChoice } from '../../../../ui/ViewChoice';
import { TaskDetail } from '../tasks/TaskDetail';
import { PhaseDetail } from './PhaseDetail';
import { PlanGantt } from './PlanGantt';
import { PlanList } from './PlanList';
import { linesOf, type Line } from './tree';

/** The phases and tasks of a project, as a list or as a Gantt chart. */
export default function Plan({ record }: Tagged<ProjectRow>) {
  const { t } = useI18n();
  const path = { path: { id: record.id } };
  const phases = usePortalRows('project_phases', path);
  const tasks = usePortalRows('project_tasks', path);
  const [search, setSearch] = useSearchState();
  const onlyMine = search.mine === 'true';
  const lines = useMemo(() => {
    const all = linesOf(phases.data?.rows ?? [], tasks.data?.rows ?? []);
    if (!onlyMine) return all;
    const wanted = new Set(
      all.flatMap(({ id, above, task }) => (task?.mine ? [id, ...above] : [])),
    );
    return all.filter(({ id }) => wanted.has(id));
  }, [phases.data, tasks.data, onlyMine]);
  const open = ({ id, phase }: Pick<Line, 'id' | 'phase'>) =>
    setSearch(phase ? { phase: id, task: undefined } : { task: id, phase: undefined });
  const view = search.view === 'gantt' ? 'gantt' : 'list';
  const tools = (
    <>
      <ViewChoice label={t('plan.view')} views={{ list: t('plan.list'), gantt: t('plan.gantt') }} />
      <Switch
        className="check-row"
        label={t('plan.onlyMine')}
        checked={onlyMine}
        onChange={(event) => setSearch({ mine: event.currentTarget.checked ? 'true' : undefined })}
      />
      <AddTask phases={phases.data?.rows ?? []} />
    </>
  );
  return (
    <>
      <Told of={phases}>
        {() => (
          <Told of={tasks}>
            {(told) =>
              view === 'gantt' ? (
                <PlanGantt project={record} lines={lines} tools={tools} onOpen={open} />
              ) : (
                <PlanList
                  project={record}
                  told={told}
                  lines={lines}
                  tools={tools}
                  onOpen={open}
                  empty={
                    onlyMine && told.rows.length > 0 ? (
                      <>
                        {tools}
                        <Empty title={t('myTasks.empty')}>{t('myTasks.emptyWhy')}</Empty>
                      </>
                    ) : (
                      <>
                        <AddTask phases={phases.data?.rows ?? []} />
                        <Empty title={t('plan.empty')}>{t('plan.emptyWhy')}</Empty>
                      </>
                    )
                  }
                />
              )
            }
          </Told>
        )}
      </Told>
      {search.task && (
        <TaskDetail
          key={search.task}
          id={search.task}
          onClose={() => setSearch({ task: undefined })}
        />
      )}
      {search.phase && (
        <PhaseDetail
          key={search.phase}
          id={search.phase}
          onClose={() => setSearch({ phase: undefined })}
        />
      )}
    </>
  );
}

function AddTask({ phases }: { phases: Line['phase'][] }) {
  const { t } = useI18n();
  const choices = phases.flatMap((phase) =>
    phase && !phase.heading_only
      ? [{ value: phase.id, label: textOrNothing(phase.name) ?? t('plan.phase') }]
      : [],
  );
  if (!choices.length) return null;
  return (
    <Actions
      actions={[
        {
          label: t('plan.add'),
          form: {
            command: 'add-task',
            only: ['phase', 'title', 'description', 'slot', 'planned', 'checklist'],
            initial: { slot: null, phase: choices.length === 1 ? choices[0]?.value : undefined },
            choices: { phase: choices },
          },
        },
      ]}
    />
  );
}
