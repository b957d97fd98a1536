import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useI18n } from '../../i18n';
import { Page } from '../../ui/Page';
import { PartnerChoice } from '../staff/partners/PartnerChoice';

/** Where time travel begins: whose portal is it to be. */
export default function Departures() {
  const { t } = useI18n();
  const go = useNavigate();
  const compare = (
    <Button variant="default" renderRoot={(props) => <Link to="/audit/compare" {...props} />}>
      {t('compare.title')}
    </Button>
  );
  return (
    <Page title={t('travel.title')} lead={t('travel.lead')} fill actions={compare}>
      <PartnerChoice
        caption={t('travel.title')}
        name="travellers"
        onChoose={(partner) => void go({ to: `/audit/time-travel/${partner}/` as '/' })}
      />
    </Page>
  );
}
