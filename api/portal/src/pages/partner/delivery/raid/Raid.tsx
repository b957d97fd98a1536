import type { ProjectRow } from '../../../../api/client';
import { useEyes, type Tagged } from '../../../../api/eyes';
import { usePortalRows, type RowOf } from '../../../../api/rows';
import { useI18n } from '../../../../i18n';
import { DataTable } from '../../../../ui/DataTable';
import { Empty } from '../../../../ui/Page';
import { Told } from '../../../../ui/Problem';
import { useSearchState } from '../../../../ui/search';
import { columnsOf, numberOf } from '../../../../ui/shown';
import { ViewChoice } from '../../../../ui/ViewChoice';
import { Matrix } from './Matrix';
import './raid.css';
import { RaidDetail } from './RaidDetail';
import { Raise } from './Raise';
import { Severity } from './Severity';

type Item = RowOf<'project_raid'>;
const COLUMNS = ['title', 'kind', 'status', 'severity', 'priority', 'owner', 'due', 'raised_at'];

const LOOKS = {
  severity: {
    cell: ({ severity }: Item) => <Severity severity={severity} />,
    value: ({ severity }: Item) => numberOf(severity) ?? '',
  },
};

/** The risks, assumptions, issues and dependencies of a project. */
export default function Raid({ record }: Tagged<ProjectRow>) {
  const { t } = useI18n();
  const own = useEyes().kind === 'own';
  const raid = usePortalRows('project_raid', { path: { id: record.id } });
  const [search, setSearch] = useSearchState();
  const view = search.view === 'matrix' ? 'matrix' : 'list';
  const open = (id: string) => setSearch({ item: id });
  const tools = (
    <>
      <ViewChoice
        label={t('raid.view')}
        views={{ list: t('raid.list'), matrix: t('raid.matrix') }}
      />
      {own && <Raise project={record.id} />}
    </>
  );
  return (
    <>
      <Told of={raid}>
        {(told) =>
          view === 'matrix' ? (
            <Matrix items={told.rows} tools={tools} onOpen={open} />
          ) : (
            <div className="raid-box">
              <DataTable
                {...told}
                columns={columnsOf(told, COLUMNS)}
                name="raid"
                caption={t('project.tab.raid')}
                looks={LOOKS}
                filters={['kind', 'status', 'priority']}
                csv={
                  own && record.export
                    ? `/v1/portal/projects/${record.id}/raid?format=csv`
                    : undefined
                }
                toolbar={tools}
                onOpen={({ id }) => open(id)}
                open={search.item}
                empty={
                  <>
                    {own && <Raise project={record.id} />}
                    <Empty title={t('raid.empty')}>{own && t('raid.emptyWhy')}</Empty>
                  </>
                }
              />
            </div>
          )
        }
      </Told>
      {search.item && (
        <RaidDetail
          key={search.item}
          id={search.item}
          onClose={() => setSearch({ item: undefined })}
        />
      )}
    </>
  );
}
