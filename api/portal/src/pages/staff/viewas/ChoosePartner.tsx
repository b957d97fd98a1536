import { useNavigate } from '@tanstack/react-router';
import { useI18n } from '../../../i18n';
import { Page } from '../../../ui/Page';
import { PartnerChoice } from '../partners/PartnerChoice';

/** Through whose eyes the portal is to be seen. */
export default function ChoosePartner() {
  const { t } = useI18n();
  const go = useNavigate();
  return (
    <Page title={t('viewAs.title')} lead={t('viewAs.choose')} fill>
      <PartnerChoice
        caption={t('viewAs.title')}
        name="view-as"
        onChoose={(partner) => void go({ to: '/view-as/$partner/$', params: { partner } })}
      />
    </Page>
  );
}
