import { useMemo } from 'react';
import { usePortalRows, type RowOf } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { useMe } from '../../../session';
import { DataTable } from '../../../ui/DataTable';
import { Empty, Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { useSearchState } from '../../../ui/search';
import { columnsOf, textOrNothing } from '../../../ui/shown';
import { ViewChoice } from '../../../ui/ViewChoice';
import { Board } from './tasks/Board';
import { TaskDetail } from './tasks/TaskDetail';

const COLUMNS = ['title', 'project_id', 'status', 'start', 'end', 'planned_hours', 'logged_hours'];

/** What somebody is to do, over all projects. */
export default function MyTasks() {
  const { t } = useI18n();
  const me = useMe();
  const [search, setSearch] = useSearchState();
  const tasks = usePortalRows('tasks', { filters: { mine: 'true' } });
  const projects = usePortalRows('projects');
  const names = useMemo(
    () =>
      new Map(
        projects.data?.rows.map(({ id, name }) => [
          id,
          textOrNothing(name) ?? t('project.unnamed'),
        ]),
      ),
    [projects.data, t],
  );
  const looks = useMemo(
    () => ({
      project_id: {
        label: t('myTasks.project'),
        cell: (row: RowOf<'tasks'>) => names.get(row.project_id),
        value: (row: RowOf<'tasks'>) => names.get(row.project_id) ?? '',
      },
    }),
    [names, t],
  );
  const view = search.view === 'list' ? 'list' : 'board';
  const open = (id: string) => setSearch({ task: id });
  return (
    <Page
      title={t('myTasks.title')}
      fill={view === 'list'}
      actions={
        <ViewChoice
          label={t('myTasks.view')}
          views={{ board: t('myTasks.board'), list: t('myTasks.list') }}
        />
      }
    >
      <Told of={tasks}>
        {(told) =>
          told.rows.length === 0 ? (
            <Empty title={t('myTasks.empty')}>{t('myTasks.emptyWhy')}</Empty>
          ) : view === 'board' ? (
            <Board tasks={told.rows} projects={names} onOpen={open} />
          ) : (
            <DataTable
              {...told}
              columns={columnsOf(told, COLUMNS)}
              name="my-tasks"
              caption={t('myTasks.title')}
              looks={looks}
              filters={['status', 'project_id']}
              zone={me.workspace_zone}
              onOpen={({ id }) => open(id)}
              open={search.task}
              empty={null}
            />
          )
        }
      </Told>
      {search.task && (
        <TaskDetail
          key={search.task}
          id={search.task}
          onClose={() => setSearch({ task: undefined })}
        />
      )}
    </Page>
  );
}
