import { useNames } from '../../../ui/names';
import { useStaffRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { DataTable } from '../../../ui/DataTable';
import { Empty } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';

const COLUMNS = ['display_name', 'user_name', 'account', 'active', 'modules'];

interface PartnerChoiceProps {
  /** What it is for, and the name under which columns are kept. */
  caption: string;
  name: string;
  onChoose(partner: string): void;
}

/** Whose portal is meant. */
export function PartnerChoice({ caption, name, onChoose }: PartnerChoiceProps) {
  const { t } = useI18n();
  const partners = useStaffRows('partner_users');
  const accounts = useNames('AccountId');
  return (
    <Told of={partners}>
      {({ rows, complete }) => (
        <DataTable
          caption={caption}
          name={name}
          columns={COLUMNS}
          rows={rows.map((partner) => ({ ...partner, account: accounts(partner.account) }))}
          complete={complete}
          onOpen={({ id }) => onChoose(id)}
          empty={<Empty title={t('partners.empty')}>{t('partners.emptyWhy')}</Empty>}
        />
      )}
    </Told>
  );
}
