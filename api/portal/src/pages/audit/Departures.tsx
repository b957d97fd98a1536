import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useStaffRows } from '../../api/rows';
import { useI18n } from '../../i18n';
import { DataTable } from '../../ui/DataTable';
import { Empty, Page } from '../../ui/Page';
import { Told } from '../../ui/Problem';
import { useNavigate } from '@tanstack/react-router';

/** Where time travel begins: whose portal is it to be. */
export default function Departures() {
  const { t } = useI18n();
  const users = useStaffRows('partner_users');
  const go = useNavigate();
  return (
    <Page
      title={t('travel.title')}
      lead={t('travel.lead')}
      fill
      actions={
        <Group>
          <Button variant="default" renderRoot={(props) => <Link to="/audit/compare" {...props} />}>
            {t('compare.title')}
          </Button>
        </Group>
      }
    >
      <Told of={users}>
        {({ columns, ...told }) => (
          <DataTable
            {...told}
            columns={columns.filter((column) =>
              ['display_name', 'user_name', 'active', 'modules'].includes(column),
            )}
            name="travellers"
            caption={t('travel.title')}
            onOpen={({ id }) => void go({ to: `/audit/time-travel/${id}/` as '/' })}
            empty={<Empty title={t('travel.nobody')}>{t('travel.nobodyWhy')}</Empty>}
          />
        )}
      </Told>
    </Page>
  );
}
