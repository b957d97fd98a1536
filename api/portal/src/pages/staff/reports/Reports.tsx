import { useI18n } from '../../../i18n';
import { Page } from '../../../ui/Page';
import { Tabbed } from '../../../ui/Tabbed';
import { Expenses, Hours, Utilisation } from './effort';
import { Milestones, Raid, Sentiment, TimeToValue } from './delivery';

/** What the records come to. */
export default function Reports() {
  const { t } = useI18n();
  return (
    <Page title={t('report.title')}>
      <Tabbed
        label={t('report.title')}
        tabs={[
          { name: 'utilisation', label: t('report.utilisation'), content: () => <Utilisation /> },
          { name: 'hours', label: t('report.hours'), content: () => <Hours /> },
          { name: 'expenses', label: t('report.expenses'), content: () => <Expenses /> },
          { name: 'raid', label: t('report.raid'), content: () => <Raid /> },
          { name: 'milestones', label: t('report.milestones'), content: () => <Milestones /> },
          { name: 'sentiment', label: t('report.sentiment'), content: () => <Sentiment /> },
          { name: 'time-to-value', label: t('report.timeToValue'), content: () => <TimeToValue /> },
        ]}
      />
    </Page>
  );
}
