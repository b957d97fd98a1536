import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useNames } from '../../../ui/names';
import { useStaffRows, type RowOf } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { holds, useMe } from '../../../session';
import { DataTable } from '../../../ui/DataTable';
import { Empty, Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';

export type PartnerUser = RowOf<'partner_users'>;

/** Whether a partner user may come in, in one word. */
export function accessOf({ active, term }: PartnerUser): string {
  if (active) return 'let_in';
  return term.state === 'holding' ? 'shut_out' : term.state;
}

const COLUMNS = [
  'display_name',
  'user_name',
  'account',
  'access_state',
  'invitation_state',
  'modules',
  'resources',
  'process_feedback',
  'partner_administrator',
];

/** Everybody outside who was enabled to log in. */
export default function Partners() {
  const { t, name } = useI18n();
  const me = useMe();
  const go = useNavigate();
  const partners = useStaffRows('partner_users');
  const accounts = useNames('AccountId');
  const told = useMemo(
    () =>
      partners.data && {
        complete: partners.data.complete,
        rows: partners.data.rows.map((partner) => ({
          ...partner,
          account: accounts(partner.account),
          access_state: accessOf(partner),
          invitation_state: partner.invitation?.state,
          modules: partner.modules.map(name).join(', '),
          resources: partner.links.filter(({ state }) => state === 'holding').length,
        })),
      },
    [partners.data, accounts, name],
  );
  const invite = holds(me, 'administrator') && (
    <Button renderRoot={(props) => <Link to="/partners/invite" {...props} />}>
      {t('partners.invite')}
    </Button>
  );
  return (
    <Page title={t('partners.title')} actions={invite} fill>
      <Told of={{ ...partners, data: told }}>
        {({ rows, complete }) => (
          <DataTable
            caption={t('partners.title')}
            name="partners"
            columns={COLUMNS}
            rows={rows}
            complete={complete}
            filters={['access_state', 'invitation_state', 'account']}
            csv="/v1/staff/partner-users?format=csv"
            onOpen={({ id }) => void go({ to: '/partners/$id', params: { id } })}
            empty={<Empty title={t('partners.empty')}>{t('partners.emptyWhy')}</Empty>}
          />
        )}
      </Told>
    </Page>
  );
}
