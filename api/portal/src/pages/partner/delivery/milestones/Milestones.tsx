import { useMemo } from 'react';
import type { ProjectRow } from '../../../../api/client';
import { useEyes, type Tagged } from '../../../../api/eyes';
import { usePortalRows, type RowOf } from '../../../../api/rows';
import { useI18n } from '../../../../i18n';
import { DataTable } from '../../../../ui/DataTable';
import { Empty } from '../../../../ui/Page';
import { Told } from '../../../../ui/Problem';
import { useSearchState } from '../../../../ui/search';
import { columnsOf, textOrNothing } from '../../../../ui/shown';
import { MilestoneDetail } from './MilestoneDetail';
import { slippage, useSlipWords } from './slippage';

type Milestone = RowOf<'project_milestones'>;
const COLUMNS = ['name', 'target', 'forecast', 'actual', 'is_value', 'owner', 'phase_id'];

/** What is to be reached in a project, and by when. */
export default function Milestones({ record }: Tagged<ProjectRow>) {
  const { t } = useI18n();
  const own = useEyes().kind === 'own';
  const path = { path: { id: record.id } };
  const milestones = usePortalRows('project_milestones', path);
  const phases = usePortalRows('project_phases', path);
  const [search, setSearch] = useSearchState();
  const words = useSlipWords();
  const looks = useMemo(() => {
    const phase = ({ phase_id }: Milestone) =>
      textOrNothing(phases.data?.rows.find(({ id }) => id === phase_id)?.name) ?? '';
    return {
      name: {
        cell: (row: Milestone) =>
          row.id === record.go_live
            ? `${t('milestones.goLive')} · ${String(row.name ?? '')}`
            : row.name,
      },
      slip: {
        label: t('milestones.slip'),
        cell: (row: Milestone) => words(row),
        value: (row: Milestone) => slippage(row) ?? '',
      },
      phase_id: { label: t('plan.phase'), cell: phase, value: phase },
    };
  }, [phases.data, record.go_live, t, words]);
  return (
    <>
      <Told of={milestones}>
        {(told) => {
          const columns = columnsOf(told, COLUMNS);
          // It follows from what is told, so it is there where that is.
          const slips = told.rows.some((row) => slippage(row) !== undefined);
          return (
            <DataTable
              {...told}
              columns={slips ? columns.toSpliced(4, 0, 'slip') : columns}
              name="milestones"
              caption={t('project.tab.milestones')}
              looks={looks}
              csv={
                own && record.export
                  ? `/v1/portal/projects/${record.id}/milestones?format=csv`
                  : undefined
              }
              onOpen={({ id }) => setSearch({ milestone: id })}
              open={search.milestone}
              empty={<Empty title={t('milestones.empty')}>{t('milestones.emptyWhy')}</Empty>}
            />
          );
        }}
      </Told>
      {search.milestone && (
        <MilestoneDetail
          key={search.milestone}
          id={search.milestone}
          onClose={() => setSearch({ milestone: undefined })}
        />
      )}
    </>
  );
}
