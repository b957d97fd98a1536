import { useMemo } from 'react';
import type { ProjectRow } from '../../../api/client';
import { useEyes, type Tagged } from '../../../api/eyes';
import { usePortalRows, type RowOf } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { Actions } from '../../../ui/Actions';
import { DataTable } from '../../../ui/DataTable';
import { Empty } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { columnsOf, textOrNothing } from '../../../ui/shown';

type Participant = RowOf<'project_participants'>;
const COLUMNS = ['name', 'role', 'phase_id', 'firm'];

/** Who takes part in a project, in which phase. */
export default function People({ record }: Tagged<ProjectRow>) {
  const { t } = useI18n();
  const own = useEyes().kind === 'own';
  const path = { path: { id: record.id } };
  const people = usePortalRows('project_participants', path);
  const phases = usePortalRows('project_phases', path);
  const looks = useMemo(() => {
    const phase = ({ phase_id }: Participant) =>
      textOrNothing(phases.data?.rows.find(({ id }) => id === phase_id)?.name) ?? '';
    return {
      name: {
        cell: (row: Participant) => (row.myself ? `${row.name} (${t('people.me')})` : row.name),
      },
      phase_id: { label: t('plan.phase'), cell: phase, value: phase },
    };
  }, [phases.data, t]);
  return (
    <Told of={people}>
      {(told) => (
        <DataTable
          {...told}
          columns={columnsOf(told, COLUMNS)}
          name="people"
          caption={t('project.tab.people')}
          looks={looks}
          filters={['phase_id']}
          csv={
            own && record.export
              ? `/v1/portal/projects/${record.id}/participants?format=csv`
              : undefined
          }
          selection={
            own
              ? ([first, ...more]) =>
                  first &&
                  more.length === 0 &&
                  !first.myself && (
                    <Actions
                      actions={[
                        {
                          label: t('people.remove'),
                          confirm: t('people.removeSure'),
                          does: {
                            command: 'remove-participant',
                            body: { participant: first.id },
                          },
                        },
                      ]}
                    />
                  )
              : undefined
          }
          empty={<Empty title={t('people.empty')}>{t('people.emptyWhy')}</Empty>}
        />
      )}
    </Told>
  );
}
