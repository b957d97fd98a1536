import { useNavigate } from '@tanstack/react-router';
import { useNames } from '../../../ui/names';
import { useStaffRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { DataTable } from '../../../ui/DataTable';
import { Empty, Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';

const COLUMNS = ['display_name', 'user_name', 'account', 'modules'];

/** Through whose eyes the portal is to be seen. */
export default function ChoosePartner() {
  const { t, name } = useI18n();
  const partners = useStaffRows('partner_users');
  const accounts = useNames('AccountId');
  const go = useNavigate();
  return (
    <Page title={t('viewAs.title')} lead={t('viewAs.choose')} fill>
      <Told of={partners}>
        {({ rows, complete }) => (
          <DataTable
            caption={t('viewAs.title')}
            name="view-as"
            columns={COLUMNS}
            rows={rows.map((partner) => ({
              ...partner,
              account: accounts(partner.account),
              modules: partner.modules.map(name).join(', '),
            }))}
            complete={complete}
            onOpen={({ id }) => void go({ to: '/view-as/$partner/$', params: { partner: id } })}
            empty={<Empty title={t('partners.empty')}>{t('partners.emptyWhy')}</Empty>}
          />
        )}
      </Told>
    </Page>
  );
}
