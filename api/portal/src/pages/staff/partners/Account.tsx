import { SimpleGrid } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useNames } from '../../../ui/names';
import { type RowOf, tagOf, useStaffItem } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { holds, useMe } from '../../../session';
import { AskedCommand } from '../../../ui/AskedCommand';
import { CommandButton } from '../../../ui/CommandButton';
import { Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { FactList } from '../../../ui/Facts';
import { Section } from '../../../ui/Section';
import { StatusBadge } from '../../../ui/StatusBadge';
import { kindOf } from './accountKind';
import { Contacts } from './Contacts';

export type Account = RowOf<'accounts'>;

/** One firm: who answers for it, who belongs to it, and what its people get by themselves. */
export default function AccountPage() {
  const { id = '' } = useParams({ strict: false });
  const account = useStaffItem('account', { path: { id } });
  return <Told of={account}>{(told) => <Shown account={told} />}</Told>;
}

function Shown({ account }: { account: Account }) {
  const i18n = useI18n();
  const { t, name } = i18n;
  const go = useNavigate();
  const mayChange = holds(useMe(), 'administrator');
  const owners = useNames('StaffUserId');
  const ifMatch = tagOf(account);
  const body = { account: account.id };
  const actions = mayChange && (
    <>
      <CommandButton
        label={t('partner.change')}
        command="change-account"
        fixed={body}
        initial={{ name: account.name, kind: account.kind, owner: account.owner }}
        ifMatch={ifMatch}
        reasoned
        whatIf
      />
      {account.open ? (
        <AskedCommand
          command="close-account"
          body={body}
          ifMatch={ifMatch}
          explain={t('account.closeWhat')}
        >
          {t('account.close')}
        </AskedCommand>
      ) : (
        <AskedCommand
          command="reopen-account"
          body={body}
          ifMatch={ifMatch}
          explain={t('account.reopenWhat')}
        >
          {t('account.reopen')}
        </AskedCommand>
      )}
      {account.users.length === 0 && (
        <AskedCommand
          command="delete-account"
          body={body}
          ifMatch={ifMatch}
          onDone={() => void go({ to: '/accounts' })}
        >
          {t('account.delete')}
        </AskedCommand>
      )}
    </>
  );
  return (
    <Page title={account.name} actions={actions}>
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Section title={t('account.firm')}>
          <FactList
            facts={[
              [name('account_kind'), kindOf(account.kind, i18n)],
              [name('owner'), owners(account.owner) || t('account.noOwner')],
              [
                name('account_state'),
                <StatusBadge key="state" status={account.open ? 'in_use' : 'closed'} />,
              ],
            ]}
          />
        </Section>
        <Policy account={account} mayChange={mayChange} />
      </SimpleGrid>
      <Contacts account={account} mayChange={mayChange} />
    </Page>
  );
}

interface PolicyProps {
  account: Account;
  mayChange: boolean;
}

/** What whoever is enabled in the firm gets by itself, and how many may be in. */
function Policy({ account, mayChange }: PolicyProps) {
  const { t, n, name } = useI18n();
  const { access_policy: policy, seats } = account;
  const fixed = { account: account.id };
  const ifMatch = tagOf(account);
  return (
    <Section
      title={t('account.policy')}
      lead={t('account.policyWhat')}
      actions={
        mayChange && (
          <>
            <CommandButton
              label={t('account.setPolicy')}
              command="set-access-policy"
              fixed={fixed}
              initial={policy ? { ...policy } : undefined}
              ifMatch={ifMatch}
              reasoned
            />
            <CommandButton
              label={t('account.setSeats')}
              command="set-account-seats"
              fixed={fixed}
              initial={{ seats }}
              ifMatch={ifMatch}
              reasoned
            />
          </>
        )
      }
    >
      <FactList
        facts={[
          [name('modules'), policy?.modules.map(name).join(', ') || t('account.noPolicy')],
          [name('process_feedback'), policy && name(policy.process_feedback)],
          [name('language'), policy?.language && name(policy.language)],
          [
            name('seats'),
            seats === null || seats === undefined
              ? t('account.noCap')
              : n('account.seats', seats, { used: account.users.length }),
          ],
        ]}
      />
    </Section>
  );
}
