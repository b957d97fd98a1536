import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ProjectRow } from '../../../../api/client';
import { useEyes, type Tagged } from '../../../../api/eyes';
import { usePortalRows, type RowOf } from '../../../../api/rows';
import { useI18n } from '../../../../i18n';
import { Actions } from '../../../../ui/Actions';
import { DataTable } from '../../../../ui/DataTable';
import { Empty } from '../../../../ui/Page';
import { Told } from '../../../../ui/Problem';
import { columnsOf } from '../../../../ui/shown';
import { StatusBadge } from '../../../../ui/StatusBadge';
import { DIMENSIONS, WRITTEN } from './written';

type Report = RowOf<'project_status_reports'>;
const COLUMNS = ['period_start', 'period_end', 'state', ...DIMENSIONS, 'sentiment', 'author'];

/** How a project went, period by period. */
export default function Reports({ record }: Tagged<ProjectRow>) {
  const { t } = useI18n();
  const own = useEyes().kind === 'own';
  const navigate = useNavigate();
  const reports = usePortalRows('project_status_reports', { path: { id: record.id } });
  const looks = useMemo(
    () =>
      Object.fromEntries(
        DIMENSIONS.map((dimension) => [
          dimension,
          {
            cell: (row: Report) => row[dimension] && <StatusBadge status={row[dimension]} />,
          },
        ]),
      ),
    [],
  );
  const write = (
    <Actions
      actions={[
        {
          label: t('reports.write'),
          main: true,
          form: {
            command: 'write-status-report',
            fixed: { project: record.id },
            only: WRITTEN,
            initial: { sentiment: null },
          },
        },
      ]}
    />
  );
  return (
    <Told of={reports}>
      {(told) => (
        <DataTable
          {...told}
          columns={columnsOf(told, COLUMNS)}
          name="status-reports"
          caption={t('project.tab.reports')}
          looks={looks}
          filters={['state']}
          csv={
            own && record.export
              ? `/v1/portal/projects/${record.id}/status-reports?format=csv`
              : undefined
          }
          toolbar={write}
          onOpen={({ id }) => void navigate({ to: `/projects/${record.id}/reports/${id}` })}
          empty={
            <>
              {write}
              <Empty title={t('reports.empty')}>{own && t('reports.emptyWhy')}</Empty>
            </>
          }
        />
      )}
    </Told>
  );
}
