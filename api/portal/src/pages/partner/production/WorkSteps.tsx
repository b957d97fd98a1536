import { usePortalRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { useMe } from '../../../session';
import { DataTable } from '../../../ui/DataTable';
import { Empty, Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';

export default function WorkSteps() {
  const { t } = useI18n();
  const me = useMe();
  const list = usePortalRows('work_steps');
  return (
    <Page title={t('workSteps.title')} fill>
      <Told of={list}>
        {(told) => (
          <DataTable
            {...told}
            name="work-steps"
            caption={t('workSteps.title')}
            filters={['status', 'resource']}
            zone={me.workspace_zone}
            csv="/v1/portal/work-steps?format=csv"
            empty={<Empty title={t('workSteps.empty')}>{t('workSteps.emptyWhy')}</Empty>}
          />
        )}
      </Told>
    </Page>
  );
}
