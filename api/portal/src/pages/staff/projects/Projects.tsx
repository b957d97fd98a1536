import { useNavigate } from '@tanstack/react-router';
import { useStaffRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { CommandButton } from '../../../ui/CommandButton';
import { DataTable } from '../../../ui/DataTable';
import { Empty, Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { useLooks } from './looks';

/** All projects. */
export default function Projects() {
  const { t } = useI18n();
  const looks = useLooks();
  const navigate = useNavigate();
  const list = useStaffRows('staff_projects');
  const open = (id: string) => void navigate({ to: `/staff/projects/${id}` });
  const create = (
    <CommandButton command="create-project" variant="filled" onDone={([id]) => id && open(id)} />
  );
  return (
    <Page title={t('project.list')} actions={create} fill>
      <Told of={list}>
        {(told) => (
          <DataTable
            {...told}
            columns={told.columns.filter((column) => column !== 'health_reason')}
            name="staff-projects"
            caption={t('project.list')}
            looks={looks}
            filters={['status', 'health', 'delivery']}
            csv="/v1/staff/projects?format=csv"
            onOpen={({ id }) => open(id)}
            empty={<Empty title={t('project.none')}>{t('project.noneWhy')}</Empty>}
          />
        )}
      </Told>
    </Page>
  );
}
