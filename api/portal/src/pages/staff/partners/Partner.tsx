import { Anchor, Button, SimpleGrid } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { tagOf, useStaffItem } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { holds, useMe } from '../../../session';
import { AskedCommand } from '../../../ui/AskedCommand';
import { CommandButton } from '../../../ui/CommandButton';
import { FactList } from '../../../ui/Facts';
import { Section } from '../../../ui/Section';
import { Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { StatusBadge } from '../../../ui/StatusBadge';
import { Licences } from './Licences';
import { Links } from './Links';
import { accessOf, type PartnerUser } from './Partners';
import { GrantTerm } from './GrantTerm';

/** One partner user, and everything that was granted. */
export default function Partner() {
  const { id = '' } = useParams({ strict: false });
  const partner = useStaffItem('partner_user', { path: { id } });
  return <Told of={partner}>{(told) => <Shown partner={told} />}</Told>;
}

function Shown({ partner }: { partner: PartnerUser }) {
  const { t } = useI18n();
  const me = useMe();
  const mayChange = holds(me, 'administrator');
  const mayLook = holds(me, 'administrator', 'auditor');
  const ifMatch = tagOf(partner);
  const body = { partner_user: partner.id };
  const look = mayLook && (
    <Button
      renderRoot={(props) => (
        <Link to="/view-as/$partner/$" params={{ partner: partner.id }} {...props} />
      )}
    >
      {t('viewAs.title')}
    </Button>
  );
  const actions = (
    <>
      {look}
      {mayChange &&
        (partner.active ? (
          <AskedCommand
            command="deactivate-partner-user"
            body={body}
            ifMatch={ifMatch}
            explain={t('partner.deactivateWhat')}
            whatIf
          >
            {t('partner.deactivate')}
          </AskedCommand>
        ) : (
          <AskedCommand command="reactivate-partner-user" body={body} ifMatch={ifMatch} whatIf>
            {t('partner.reactivate')}
          </AskedCommand>
        ))}
    </>
  );
  return (
    <Page title={partner.display_name} actions={actions}>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <Person partner={partner} />
        <ComingIn partner={partner} mayChange={mayChange} />
        <Licences partner={partner} mayChange={mayChange} />
        <Links partner={partner} mayChange={mayChange} />
      </SimpleGrid>
    </Page>
  );
}

function Person({ partner }: { partner: PartnerUser }) {
  const { t, name } = useI18n();
  const contact = useStaffItem(
    'contact',
    { path: { id: partner.contact ?? '' } },
    Boolean(partner.contact),
  );
  const account = partner.account && (
    <Anchor
      renderRoot={(props) => (
        <Link to="/accounts/$id" params={{ id: partner.account }} {...props} />
      )}
    >
      {contact.data?.account_name ?? t('partner.account')}
    </Anchor>
  );
  return (
    <Section title={t('partner.person')}>
      <FactList
        facts={[
          [name('user_name'), partner.user_name],
          [name('account'), account || t('partner.noAccount')],
          [name('email'), contact.data?.email],
          [name('phone'), contact.data?.phone],
          [name('language'), name(partner.language)],
          [name('time_zone'), partner.time_zone],
        ]}
      />
    </Section>
  );
}

interface PartProps {
  partner: PartnerUser;
  mayChange: boolean;
}

/** Whether, from when and until when he may come in, and his invitation. */
function ComingIn({ partner, mayChange }: PartProps) {
  const { t, name, instant } = useI18n();
  const { invitation, term } = partner;
  const ifMatch = tagOf(partner);
  const body = { partner_user: partner.id };
  const expires =
    invitation?.expires && t('partner.expires', { when: instant(invitation.expires) });
  return (
    <Section
      title={t('partner.comingIn')}
      actions={
        mayChange && (
          <>
            {invitation && invitation.state !== 'accepted' && (
              <AskedCommand command="send-invitation" body={body} ifMatch={ifMatch}>
                {t('partner.sendInvitation')}
              </AskedCommand>
            )}
            {(invitation?.state === 'sent' || invitation?.state === 'held') && (
              <AskedCommand command="revoke-invitation" body={body} ifMatch={ifMatch}>
                {t('partner.revokeInvitation')}
              </AskedCommand>
            )}
            <CommandButton
              label={t('partner.setTerm')}
              command="set-partner-user-term"
              fixed={body}
              initial={{ from: term.from, until: term.until, sponsor: term.sponsor }}
              ifMatch={ifMatch}
              reasoned
              whatIf
            />
            {partner.account && <Administrator partner={partner} />}
          </>
        )
      }
    >
      <FactList
        facts={[
          [name('access_state'), <StatusBadge key="state" status={accessOf(partner)} />],
          [name('term'), <GrantTerm key="term" grant={term} />],
          [
            name('invitation_state'),
            invitation && (
              <>
                <StatusBadge status={invitation.state} /> {expires}
              </>
            ),
          ],
          [
            name('partner_administrator'),
            t(partner.partner_administrator ? 'value.yes' : 'value.no'),
          ],
        ]}
      />
    </Section>
  );
}

/** Who may invite and deactivate colleagues of his own account. */
function Administrator({ partner }: { partner: PartnerUser }) {
  const { t } = useI18n();
  const is = partner.partner_administrator;
  return (
    <AskedCommand
      command={is ? 'dismiss-partner-administrator' : 'name-partner-administrator'}
      body={{ partner_user: partner.id }}
      ifMatch={tagOf(partner)}
      explain={t('partner.administratorWhat')}
    >
      {t(is ? 'partner.dismissAdministrator' : 'partner.nameAdministrator')}
    </AskedCommand>
  );
}
