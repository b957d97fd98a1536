use serde::{Deserialize, Serialize};

use super::event::{
    ContactAdded, ContactChanged, ContactEnabled, ContactRemoved, PartnerUserCreated,
    PasswordResetEnded,
};
use super::invitation::invited;
use super::{
    Access, AccessPolicy, Account, AccountKind, InvitationState, Language, LicenceKind,
    PartnerUser, TimeZone,
};
use crate::event::Event;
use crate::id::{AccountId, ContactId, PartnerUserId};
use crate::refusal::Refusal;
use crate::scalar::{Email, Name, Personal};
use crate::world::{Context, Decision, Revision, World, happened, unchanged};

/// A person of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Who.
    pub id: ContactId,
    /// Of which account.
    pub account: AccountId,
    /// What this person is called.
    pub name: Personal<Name>,
    /// Where mail reaches this person.
    pub email: Personal<Email>,
    /// The telephone, as people write it.
    pub phone: Option<Personal<Name>>,
    /// The partner user that this contact was enabled as.
    pub user: Option<PartnerUserId>,
    /// Raised by every change.
    pub revision: Revision,
}

/// Add a person to an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AddContact {
    /// Of which account.
    pub account: AccountId,
    /// What this person is called.
    pub name: Personal<Name>,
    /// Where mail reaches this person.
    pub email: Personal<Email>,
    /// The telephone, as people write it.
    #[serde(default)]
    pub phone: Option<Personal<Name>>,
}

/// Change what is known of a contact: all that is said holds from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeContact {
    /// Who.
    pub contact: ContactId,
    /// What this person is called.
    pub name: Personal<Name>,
    /// Where mail reaches this person.
    pub email: Personal<Email>,
    /// The telephone, as people write it.
    #[serde(default)]
    pub phone: Option<Personal<Name>>,
}

/// Remove a contact who was never enabled to log in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RemoveContact {
    /// Who.
    pub contact: ContactId,
}

/// Enable a contact to log in, as a partner user; the invitation goes out once the portal is
/// published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EnableContact {
    /// Who.
    pub contact: ContactId,
    /// Unique in the workspace without regard to case and Unicode form.
    pub user_name: Personal<Name>,
    /// The language of the portal and of mails; that of the account's access policy where none is
    /// given.
    #[serde(default)]
    pub language: Option<Language>,
    /// The zone in which the portal shows times.
    #[serde(default = "TimeZone::utc")]
    pub time_zone: TimeZone,
}

pub(crate) fn add_contact(world: &World, cx: &Context<'_>, command: &AddContact) -> Decision {
    let AddContact { account, name, email, phone } = command.clone();
    open_account(&world.access, account)?;
    let id = ContactId::fresh(cx.ids);
    happened(ContactAdded { id, account, name, email, phone })
}

/// A link that went to an address which is not the user's any more must not let anybody in.
pub(crate) fn change_contact(world: &World, cx: &Context<'_>, command: &ChangeContact) -> Decision {
    let ChangeContact { contact: id, name, email, phone } = command.clone();
    let contact = world.access.contact(id)?;
    if (&contact.name, &contact.email, &contact.phone) == (&name, &email, &phone) {
        return unchanged();
    }
    let user = contact.user.filter(|_| contact.email != email);
    let user = user.and_then(|user| world.access.partner_user(user).ok());
    let mut events = vec![Event::from(ContactChanged { id, name, email, phone })];
    events.extend(user.into_iter().flat_map(|user| sent_anew(&world.access, cx, user)));
    Ok(events)
}

/// What follows for the links of somebody who has another address.
fn sent_anew(access: &Access, cx: &Context<'_>, user: &PartnerUser) -> Vec<Event> {
    let partner_user = user.id;
    let ended = Event::from(PasswordResetEnded { partner_user });
    let mut events: Vec<Event> = user.reset.map(|_| ended).into_iter().collect();
    match user.invitation.map(|invitation| invitation.state) {
        Some(InvitationState::Sent { .. }) => events.push(invited(access, cx, partner_user)),
        Some(
            InvitationState::Held
            | InvitationState::Accepted
            | InvitationState::Expired
            | InvitationState::Revoked,
        )
        | None => {}
    }
    events
}

pub(crate) fn remove_contact(world: &World, _: &Context<'_>, command: &RemoveContact) -> Decision {
    let id = command.contact;
    if world.access.contact(id)?.user.is_some() {
        return Err(Refusal::ContactIsUser(id.into()));
    }
    match world.effort.person_of_contact(id) {
        None => happened(ContactRemoved { id }),
        Some(_) => Err(Refusal::ContactIsPerson(id.into())),
    }
}

/// Source: partner-workspace.txt, "Create a Partner Contact as a User"; DOMAIN.md 2.1 and 2.2.
pub(crate) fn enable_contact(world: &World, cx: &Context<'_>, command: &EnableContact) -> Decision {
    let EnableContact { contact, user_name, language, time_zone } = command.clone();
    let access = &world.access;
    let found = access.contact(contact)?;
    let account = open_account(access, found.account)?;
    may_have_users(access, account)?;
    if found.user.is_some() {
        return Err(Refusal::ContactIsUser(contact.into()));
    }
    access.user_name_is_free(user_name.reveal())?;
    let id = PartnerUserId::fresh(cx.ids);
    let display_name = found.name.clone();
    let enabled = Enabled { id, contact, user_name, display_name, language, time_zone };
    enable(access, cx, account, enabled)
}

/// Who is to be enabled, and as whom.
pub(super) struct Enabled {
    pub(super) id: PartnerUserId,
    pub(super) contact: ContactId,
    pub(super) user_name: Personal<Name>,
    pub(super) display_name: Personal<Name>,
    pub(super) language: Option<Language>,
    pub(super) time_zone: TimeZone,
}

/// The new user with all that the account's policy gives by itself; there must be seats for it.
pub(super) fn enable(
    access: &Access,
    cx: &Context<'_>,
    account: &Account,
    enabled: Enabled,
) -> Decision {
    let Enabled { id, contact, user_name, display_name, language, time_zone } = enabled;
    let policy = account.policy.as_ref();
    let kinds = policy.into_iter().flat_map(AccessPolicy::kinds);
    access.finds_seats(Some(account.id), std::iter::once(LicenceKind::Partner).chain(kinds))?;
    let language = language.or(policy.and_then(|policy| policy.language)).unwrap_or_default();
    let created = PartnerUserCreated { id, user_name, display_name, language, time_zone };
    let mut events = vec![
        Event::from(created),
        Event::from(ContactEnabled { contact, partner_user: id }),
        invited(access, cx, id),
    ];
    events.extend(policy.into_iter().flat_map(|policy| policy.grants(id)));
    Ok(events)
}

pub(super) fn open_account(access: &Access, id: AccountId) -> Result<&Account, Refusal> {
    let account = access.account(id)?;
    if account.is_open() { Ok(account) } else { Err(Refusal::AccountIsClosed(id.into())) }
}

/// Only partners come in, and somebody of the host company answers for each of them.
pub(super) fn may_have_users(access: &Access, account: &Account) -> Result<(), Refusal> {
    match account.kind {
        AccountKind::Customer => return Err(Refusal::AccountIsNoPartner(account.id.into())),
        AccountKind::Partner(_) => {}
    }
    let owner = account.owner.and_then(|owner| access.staff_user(owner).ok());
    match owner.is_some_and(|owner| !owner.roles.is_empty()) {
        true => Ok(()),
        false => Err(Refusal::AccountOwnerHasNoRole(account.id.into())),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::access::{
        AcceptInvitation, ChangeAccount, CloseAccount, PartnerType, SendPasswordReset,
        SetStaffRoles, UsePasswordReset,
    };
    use crate::actor::Role;
    use crate::refusal::RecordKind;
    use crate::spec::story::{
        ADA, BO, EVE, FIRM, MAX, RIVAL, account, contact, enabled, firm, invited_firm, owner,
        partner,
    };
    use crate::spec::{Plant, given, name};

    fn email(text: &str) -> Personal<Email> {
        Personal::new(text.parse().expect("an address"))
    }

    fn changed(text: &str) -> ChangeContact {
        let name = Personal::new(name("Max"));
        ChangeContact { contact: MAX, name, email: email(text), phone: None }
    }

    #[test]
    fn a_contact_is_added_to_an_open_account_only() {
        let mut plant = given([owner(), firm(FIRM)]);
        assert_eq!(plant.when(contact(MAX, FIRM)).len(), 1);
        let found = plant.world.access.account(FIRM).map(|account| account.contacts.clone());
        assert_eq!(found, Ok(BTreeSet::from([MAX])));
        plant.when(CloseAccount { account: FIRM });
        plant.refuses(contact(EVE, FIRM), &Refusal::AccountIsClosed(FIRM.into()));
    }

    #[test]
    fn a_contact_is_changed_once_and_removed_while_it_is_no_user() {
        let mut plant = given([owner(), firm(FIRM), contact(MAX, FIRM)]);
        assert_eq!(plant.when(changed("max@other.example")).len(), 1);
        assert_eq!(plant.when(changed("max@other.example")), []);
        let removed = ContactRemoved { id: MAX };
        assert_eq!(plant.when(RemoveContact { contact: MAX }), [removed.into()]);
        let unknown = Refusal::Unknown(RecordKind::Contact, MAX.into());
        plant.refuses(RemoveContact { contact: MAX }, &unknown);
        plant.refuses(changed("max@example.com"), &unknown);
        plant.refuses(enabled(MAX, BO), &unknown);
    }

    #[test]
    fn another_address_gets_another_link_and_the_old_ones_work_no_more() {
        let mail = |plant: &Plant| {
            let mails: Vec<_> = plant.world.access.mails().map(|mail| mail.id).collect();
            assert_eq!(mails.len(), 1, "{mails:?}");
            mails[0]
        };
        let mut plant = given(invited_firm());
        let old = mail(&plant);
        let events = plant.when(changed("max@other.example"));
        let names: Vec<_> = events.iter().map(Event::name).collect();
        assert_eq!(names, ["ContactChanged", "InvitationSent"]);
        plant.refuses(AcceptInvitation { mail: old }, &Refusal::LinkDoesNotWork);
        let phone = Some(Personal::new(name("1")));
        let other = ChangeContact { phone, ..changed("max@other.example") };
        assert_eq!(plant.when(other).len(), 1, "the address is the same");
        let mail_now = mail(&plant);
        plant.when(AcceptInvitation { mail: mail_now });
        plant.when(SendPasswordReset { partner_user: BO });
        let reset = mail(&plant);
        let events = plant.when(changed("max@third.example"));
        let names: Vec<_> = events.iter().map(Event::name).collect();
        assert_eq!(names, ["ContactChanged", "PasswordResetEnded"]);
        plant.refuses(UsePasswordReset { mail: reset }, &Refusal::LinkDoesNotWork);
        assert_eq!(plant.world.access.mails().count(), 0);
    }

    #[test]
    fn an_enabled_contact_is_a_partner_user_of_the_account() {
        let mut plant = given([owner(), firm(FIRM), contact(MAX, FIRM)]);
        let events = plant.when(enabled(MAX, BO));
        let names: Vec<_> = events.iter().map(Event::name).collect();
        assert_eq!(names, ["PartnerUserCreated", "ContactEnabled", "InvitationHeld"]);
        let access = &plant.world.access;
        let user = access.partner_user(BO).expect("is there");
        assert_eq!((user.contact, user.account), (Some(MAX), Some(FIRM)));
        assert_eq!(access.contact(MAX).map(|contact| contact.user), Ok(Some(BO)));
        assert_eq!(access.account(FIRM).map(|a| a.users.clone()), Ok(BTreeSet::from([BO])));
        let is_user = Refusal::ContactIsUser(MAX.into());
        plant.refuses(enabled(MAX, RIVAL), &is_user);
        plant.refuses(RemoveContact { contact: MAX }, &is_user);
    }

    #[test]
    fn without_an_owner_who_holds_a_role_nobody_is_enabled() {
        let mut plant = given([owner(), firm(FIRM), contact(MAX, FIRM)]);
        let no_role = Refusal::AccountOwnerHasNoRole(FIRM.into());
        plant.when(SetStaffRoles { staff_user: ADA, roles: BTreeSet::new() });
        plant.refuses(enabled(MAX, BO), &no_role);
        plant.when(SetStaffRoles { staff_user: ADA, roles: BTreeSet::from([Role::Planner]) });
        let kind = AccountKind::Partner(PartnerType::Supplier);
        let without = ChangeAccount { account: FIRM, name: name("firm 1"), kind, owner: None };
        plant.when(without.clone());
        plant.refuses(enabled(MAX, BO), &no_role);
        plant.when(ChangeAccount { owner: Some(ADA), ..without });
        plant.when(enabled(MAX, BO));
    }

    #[test]
    fn contacts_of_customers_and_of_closed_accounts_are_not_enabled() {
        let customer = account(FIRM, AccountKind::Customer);
        let mut plant = given([owner(), customer, contact(MAX, FIRM)]);
        plant.refuses(enabled(MAX, BO), &Refusal::AccountIsNoPartner(FIRM.into()));
        plant.when(CloseAccount { account: FIRM });
        plant.refuses(enabled(MAX, BO), &Refusal::AccountIsClosed(FIRM.into()));
    }

    #[test]
    fn a_taken_user_name_is_refused() {
        let mut plant = given([owner(), firm(FIRM), contact(MAX, FIRM), partner(BO)]);
        plant.refuses(enabled(MAX, BO), &Refusal::UserNameTaken);
    }
}
