import { Modal } from '@mantine/core';
import { tagOf, useStaffRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { holds, useMe } from '../../../session';
import { CommandButton } from '../../../ui/CommandButton';
import { CommandForm } from '../../../ui/CommandForm';
import { DataTable } from '../../../ui/DataTable';
import { Empty, Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { useSearchState } from '../../../ui/search';

const COLUMNS = ['display_name', 'user_name', 'roles'];

/** Who of the host company works here, and as what. */
export default function StaffUsers() {
  const { t, name } = useI18n();
  const [{ open }, setSearch] = useSearchState();
  const mayChange = holds(useMe(), 'administrator');
  const users = useStaffRows('staff_users');
  const close = () => setSearch({ open: undefined });
  const opened = users.data?.rows.find(({ id }) => id === open);
  const create = mayChange && (
    <CommandButton label={t('users.create')} variant="filled" command="create-staff-user" />
  );
  return (
    <Page title={t('users.title')} lead={t('users.lead')} actions={create} fill>
      <Told of={users}>
        {({ rows, complete }) => (
          <DataTable
            caption={t('users.title')}
            name="staff-users"
            columns={COLUMNS}
            rows={rows.map((user) => ({ ...user, roles: user.roles.map(name).join(', ') }))}
            complete={complete}
            onOpen={mayChange ? ({ id }) => setSearch({ open: id }) : undefined}
            open={open}
            empty={<Empty title={t('users.empty')} />}
          />
        )}
      </Told>
      <Modal
        opened={mayChange && opened !== undefined}
        onClose={close}
        title={opened && t('users.rolesOf', { name: opened.display_name })}
        closeButtonProps={{ 'aria-label': t('form.close'), size: 44 }}
      >
        {opened && (
          <CommandForm
            command="set-staff-roles"
            fixed={{ staff_user: opened.id }}
            initial={{ roles: opened.roles }}
            ifMatch={tagOf(opened)}
            reasoned
            onDone={close}
            onCancel={close}
          />
        )}
      </Modal>
    </Page>
  );
}
