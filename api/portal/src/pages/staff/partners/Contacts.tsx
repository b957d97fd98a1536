import { Anchor, Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { tagOf, useStaffRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { AskedCommand } from '../../../ui/AskedCommand';
import { CommandButton } from '../../../ui/CommandButton';
import { Empty } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { Section } from '../../../ui/Section';
import type { Account } from './Account';

interface ContactsProps {
  account: Account;
  mayChange: boolean;
}

/** The people of a firm, and who of them can log in. */
export function Contacts({ account, mayChange }: ContactsProps) {
  const { t, name } = useI18n();
  const contacts = useStaffRows('contacts');
  const enables = account.kind !== 'customer' && account.open;
  return (
    <Section
      title={t('account.contacts')}
      actions={
        mayChange && (
          <CommandButton
            label={t('contact.add')}
            command="add-contact"
            fixed={{ account: account.id }}
            ifMatch={tagOf(account)}
          />
        )
      }
    >
      <Told of={contacts}>
        {({ rows }) => {
          const own = rows.filter((contact) => contact.account === account.id);
          if (!own.length) return <Empty title={t('contact.none')}>{t('contact.noneWhy')}</Empty>;
          return (
            <Table.ScrollContainer minWidth={560} type="native" tabIndex={0}>
              <Table verticalSpacing={4}>
                <Table.Thead>
                  <Table.Tr>
                    {['name', 'email', 'phone', 'user'].map((column) => (
                      <Table.Th key={column}>{name(column)}</Table.Th>
                    ))}
                    {mayChange && <Table.Th ta="right">{t('list.actions')}</Table.Th>}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {own.map((contact) => (
                    <Table.Tr key={contact.id}>
                      <Table.Th scope="row" fw={500}>
                        {contact.name}
                      </Table.Th>
                      <Table.Td>{contact.email}</Table.Td>
                      <Table.Td>{contact.phone}</Table.Td>
                      <Table.Td>
                        {contact.user ? (
                          <Anchor
                            className="target"
                            renderRoot={(props) => (
                              <Link to="/partners/$id" params={{ id: contact.user }} {...props} />
                            )}
                          >
                            {t('contact.canLogIn')}
                          </Anchor>
                        ) : (
                          t('contact.cannotLogIn')
                        )}
                      </Table.Td>
                      {mayChange && (
                        <Table.Td>
                          <Actions contact={contact} enables={enables} />
                        </Table.Td>
                      )}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          );
        }}
      </Told>
    </Section>
  );
}

interface Contact {
  id: string;
  name: string;
  email: string;
  phone?: string | null;
  user?: string | null;
  revision: number;
}

function Actions({ contact, enables }: { contact: Contact; enables: boolean }) {
  const { t } = useI18n();
  const ifMatch = tagOf(contact);
  const fixed = { contact: contact.id };
  return (
    <div className="row-actions">
      <CommandButton
        label={t('partner.change')}
        aria-label={t('contact.changeNamed', { name: contact.name })}
        command="change-contact"
        fixed={fixed}
        initial={{ name: contact.name, email: contact.email, phone: contact.phone }}
        ifMatch={ifMatch}
      />
      {!contact.user && enables && (
        <CommandButton
          label={t('contact.enable')}
          aria-label={t('contact.enableNamed', { name: contact.name })}
          command="enable-contact"
          fixed={fixed}
          initial={{ user_name: contact.email }}
          ifMatch={ifMatch}
        />
      )}
      {!contact.user && (
        <AskedCommand
          command="remove-contact"
          body={fixed}
          ifMatch={ifMatch}
          aria-label={t('contact.removeNamed', { name: contact.name })}
        >
          {t('form.remove')}
        </AskedCommand>
      )}
    </div>
  );
}
