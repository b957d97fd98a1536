import { useNavigate } from '@tanstack/react-router';
import { useEyes } from '../../../api/eyes';
import { usePortalRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { DataTable } from '../../../ui/DataTable';
import { Empty, Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { columnsOf } from '../../../ui/shown';

const COLUMNS = [
  'name',
  'status',
  'health',
  'start',
  'end',
  'manager',
  'customer',
  'delivery',
  'tasks_done',
  'tasks',
  'logged_hours',
  'planned_hours',
  'budget_hours',
  'budget',
];

/** The projects that somebody takes part in. */
export default function Projects() {
  const { t } = useI18n();
  const navigate = useNavigate();
  const own = useEyes().kind === 'own';
  const list = usePortalRows('projects');
  return (
    <Page title={t('projects.title')} fill>
      <Told of={list}>
        {(told) => (
          <DataTable
            {...told}
            columns={columnsOf(told, COLUMNS)}
            name="projects"
            caption={t('projects.title')}
            filters={['status', 'health']}
            csv={
              own && told.rows.every((row) => row.export)
                ? '/v1/portal/projects?format=csv'
                : undefined
            }
            onOpen={({ id }) => void navigate({ to: '/projects/$id', params: { id } } as never)}
            empty={<Empty title={t('projects.empty')}>{t('projects.emptyWhy')}</Empty>}
          />
        )}
      </Told>
    </Page>
  );
}
