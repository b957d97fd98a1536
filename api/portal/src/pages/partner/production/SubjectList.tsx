import { usePortalRows } from '../../../api/rows';
import { useEyes } from '../../../api/eyes';
import { useI18n } from '../../../i18n';
import { useMe } from '../../../session';
import { DataTable } from '../../../ui/DataTable';
import { Empty, Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { useOpenSubject, type SubjectKind } from './subject';
import { SubjectDrawer } from './SubjectDrawer';

const LISTS = {
  step: { read: 'work_steps', path: 'work-steps', texts: 'workSteps' },
  process: { read: 'processes', path: 'processes', texts: 'processes' },
} as const;

/** The list of work steps or of processes; one that is opened lies beside it. */
export function SubjectList({ kind }: { kind: SubjectKind }) {
  const { t } = useI18n();
  const me = useMe();
  const eyes = useEyes();
  const { read, path, texts } = LISTS[kind];
  const list = usePortalRows(read);
  const [open, setOpen] = useOpenSubject();
  return (
    <Page title={t(`${texts}.title`)} fill>
      <Told of={list}>
        {(told) => (
          <DataTable
            {...told}
            name={path}
            caption={t(`${texts}.title`)}
            filters={['status', 'resource']}
            zone={me.workspace_zone}
            csv={eyes.kind === 'own' ? `/v1/portal/${path}?format=csv` : undefined}
            open={open?.id}
            onOpen={({ id }) => setOpen({ kind, id })}
            empty={<Empty title={t(`${texts}.empty`)}>{t(`${texts}.emptyWhy`)}</Empty>}
          />
        )}
      </Told>
      <SubjectDrawer open={open} columns={list.data?.columns} onClose={() => setOpen()} />
    </Page>
  );
}
