import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useNames } from '../../../ui/names';
import { useStaffRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { holds, useMe } from '../../../session';
import { CommandButton } from '../../../ui/CommandButton';
import { DataTable } from '../../../ui/DataTable';
import { Empty, Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { kindOf } from './accountKind';

const COLUMNS = ['name', 'account_kind', 'owner', 'account_state', 'contacts', 'users', 'seats'];

/** The firms. */
export default function Accounts() {
  const i18n = useI18n();
  const { t } = i18n;
  const me = useMe();
  const go = useNavigate();
  const accounts = useStaffRows('accounts');
  const owners = useNames('StaffUserId');
  const open = (id: string) => void go({ to: '/accounts/$id', params: { id } });
  const told = useMemo(
    () =>
      accounts.data && {
        complete: accounts.data.complete,
        rows: accounts.data.rows.map(({ kind, ...account }) => ({
          ...account,
          account_kind: kindOf(kind, i18n),
          owner: owners(account.owner),
          account_state: account.open ? 'in_use' : 'closed',
          contacts: account.contacts.length,
          users: account.users.length,
        })),
      },
    [accounts.data, owners, i18n],
  );
  const create = holds(me, 'administrator') && (
    <CommandButton
      label={t('accounts.create')}
      variant="filled"
      command="create-account"
      onDone={([id]) => id && open(id)}
    />
  );
  return (
    <Page title={t('accounts.title')} actions={create} fill>
      <Told of={{ ...accounts, data: told }}>
        {({ rows, complete }) => (
          <DataTable
            caption={t('accounts.title')}
            name="accounts"
            columns={COLUMNS}
            rows={rows}
            complete={complete}
            filters={['account_kind', 'account_state']}
            csv="/v1/staff/accounts?format=csv"
            onOpen={({ id }) => open(id)}
            empty={<Empty title={t('accounts.empty')}>{t('accounts.emptyWhy')}</Empty>}
          />
        )}
      </Told>
    </Page>
  );
}
