use serde::{Deserialize, Serialize};

use super::contact::{Enabled, enable, may_have_users, open_account};
use super::event::{AccountCreated, ContactAdded};
use super::{Access, Account, AccountKind, Contact, Language, PartnerType, TimeZone};
use crate::actor::Actor;
use crate::event::Event;
use crate::id::{AccountId, ContactId, PartnerUserId, StaffUserId};
use crate::refusal::Refusal;
use crate::scalar::{Email, Name, NotAName, Personal};
use crate::world::{Context, Decision, Seq, World, unchanged};

/// Invite a person of a partner firm in one step: the account, the contact and the user are made
/// where they are not there yet. Whoever was enabled before is left as he is, so that asking again
/// changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InvitePartner {
    /// What the firm is called; found without regard to case.
    pub account: Name,
    /// What kind of partner it is: needed for a firm that is not there yet, and never another than
    /// that of one that is.
    #[serde(default)]
    pub partner_type: Option<PartnerType>,
    /// Who of the host company answers for a firm that is not there yet; whoever asks, where nobody
    /// is named.
    #[serde(default)]
    pub owner: Option<StaffUserId>,
    /// What the person is called.
    pub name: Personal<Name>,
    /// Where mail reaches the person; within the firm one address is one person, without regard to
    /// case.
    pub email: Personal<Email>,
    /// The telephone, as people write it.
    #[serde(default)]
    pub phone: Option<Personal<Name>>,
    /// Unique in the workspace without regard to case and Unicode form; the address where none is
    /// given.
    #[serde(default)]
    pub user_name: Option<Personal<Name>>,
    /// The language of the portal and of mails; that of the account's access policy where none is
    /// given.
    #[serde(default)]
    pub language: Option<Language>,
    /// The zone in which the portal shows times.
    #[serde(default = "TimeZone::utc")]
    pub time_zone: TimeZone,
}

impl Access {
    /// The person of a firm whom mail reaches at an address: whoever is a user, before others.
    pub fn contact_at(&self, account: AccountId, email: &Email) -> Option<&Contact> {
        let contacts = self.account(account).ok()?.contacts.iter();
        let folded = email.folded();
        let here = contacts.filter_map(|id| self.contact(*id).ok());
        let here = here.filter(|contact| contact.email.reveal().folded() == folded);
        here.min_by_key(|contact| (contact.user.is_none(), contact.id))
    }
}

/// Source: DOMAIN.md 2.1, 2.2 and 2.8.
pub(crate) fn invite_partner(world: &World, cx: &Context<'_>, command: &InvitePartner) -> Decision {
    let InvitePartner { name, email, phone, language, time_zone, .. } = command.clone();
    let access = &world.access;
    let mut events = Vec::new();
    let known = access.account_by_name(&command.account);
    let account = match known {
        Some(id) => agreed(open_account(access, id)?, command.partner_type)?.clone(),
        None => {
            let created = founded(access, cx, command)?;
            let account = Account::of(&created, Seq(0));
            events.push(Event::from(created));
            account
        }
    };
    let contact = match access.contact_at(account.id, email.reveal()) {
        Some(Contact { user: Some(_), .. }) => return unchanged(),
        Some(contact) => contact.id,
        None => {
            let (id, account, name) = (ContactId::fresh(cx.ids), account.id, name.clone());
            let email = email.clone();
            events.push(Event::from(ContactAdded { id, account, name, email, phone }));
            id
        }
    };
    may_have_users(access, &account)?;
    let user_name = match command.user_name.clone() {
        Some(user_name) => user_name,
        None => Personal::new(
            Name::new(email.reveal().as_str()).map_err(|NotAName| Refusal::UserNameNeeded)?,
        ),
    };
    access.user_name_is_free(user_name.reveal())?;
    let id = PartnerUserId::fresh(cx.ids);
    let enabled = Enabled { id, contact, user_name, display_name: name, language, time_zone };
    events.extend(enable(access, cx, &account, enabled)?);
    Ok(events)
}

/// A firm that is there already is never made another kind of partner by the way.
fn agreed(account: &Account, wanted: Option<PartnerType>) -> Result<&Account, Refusal> {
    match (account.kind, wanted) {
        (AccountKind::Partner(is), Some(wanted)) if is != wanted => {
            Err(Refusal::AccountIsOfOtherType(account.id.into()))
        }
        (AccountKind::Partner(_) | AccountKind::Customer, Some(_) | None) => Ok(account),
    }
}

fn founded(
    access: &Access,
    cx: &Context<'_>,
    command: &InvitePartner,
) -> Result<AccountCreated, Refusal> {
    let name = command.account.clone();
    let Some(partner_type) = command.partner_type else {
        return Err(Refusal::PartnerTypeNeeded(name));
    };
    let asker = match cx.actor {
        Actor::Staff(id) => Some(id),
        Actor::Partner(_) | Actor::Installer | Actor::Clock | Actor::Server => None,
    };
    let owner = command.owner.or(asker);
    if let Some(owner) = owner
        && access.staff_user(owner)?.roles.is_empty()
    {
        return Err(Refusal::OwnerHasNoRole(owner.into()));
    }
    let (id, kind) = (AccountId::fresh(cx.ids), AccountKind::Partner(partner_type));
    Ok(AccountCreated { id, name, kind, owner })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{AddContact, CloseAccount, SetStaffRoles, UserId};
    use crate::actor::Role;
    use crate::spec::story::{
        ADA, BO, FIRM, MAX, account, capped, contact, deactivated, enabled, firm, owner, partner,
    };
    use crate::spec::{Plant, given, name};

    fn invite(firm: &str, address: &str) -> InvitePartner {
        InvitePartner {
            account: name(firm),
            partner_type: Some(PartnerType::Supplier),
            owner: Some(ADA),
            name: Personal::new(name("Max")),
            email: Personal::new(address.parse().expect("an address")),
            phone: None,
            user_name: None,
            language: None,
            time_zone: TimeZone::utc(),
        }
    }

    /// Events by name, so that a spec tells what was made.
    fn made(plant: &mut Plant, wish: InvitePartner) -> Vec<&'static str> {
        plant.when(wish).iter().map(Event::name).collect()
    }

    #[test]
    fn the_firm_the_contact_and_the_user_are_made_where_they_are_not_there() {
        let mut plant = given([owner()]);
        let all = [
            "AccountCreated",
            "ContactAdded",
            "PartnerUserCreated",
            "ContactEnabled",
            "InvitationHeld",
        ];
        assert_eq!(made(&mut plant, invite("Hardtop", "max@hardtop.example")), all);
        assert_eq!(made(&mut plant, invite("HARDTOP", "eve@hardtop.example")), all[1..]);
        let user = Name::new("MAX@hardtop.example").ok();
        let found = user.and_then(|user| plant.world.access.user_by_name(&user));
        assert!(matches!(found, Some(UserId::Partner(_))), "the address is the user name");
        let contact = contact_added("add@hardtop.example", &plant);
        plant.when(contact);
        assert_eq!(made(&mut plant, invite("hardtop", "add@hardtop.example")), all[2..]);
    }

    #[test]
    fn whoever_was_invited_before_is_left_as_he_is() {
        let mut plant = given([owner(), firm(FIRM), contact(MAX, FIRM), enabled(MAX, BO)]);
        let again = invite("Firm 1", "CONTACT1@example.com");
        let renamed = InvitePartner { name: Personal::new(name("Maxine")), ..again.clone() };
        let said = Some(Personal::new(name("somebody else")));
        for wish in [again.clone(), renamed, InvitePartner { user_name: said, ..again.clone() }] {
            assert_eq!(plant.when(wish), []);
        }
        plant.when(deactivated(BO));
        assert_eq!(plant.when(again), [], "who was shut out is not let in by a list");
    }

    #[test]
    fn a_firm_that_is_not_there_needs_a_type_and_somebody_who_answers_for_it() {
        let mut plant = given([owner()]);
        let wish = invite("Hardtop", "max@hardtop.example");
        let typeless = InvitePartner { partner_type: None, ..wish.clone() };
        plant.refuses(typeless, &Refusal::PartnerTypeNeeded(name("Hardtop")));
        plant.when(SetStaffRoles { staff_user: ADA, roles: Default::default() });
        plant.refuses(wish.clone(), &Refusal::OwnerHasNoRole(ADA.into()));
        plant.when(SetStaffRoles { staff_user: ADA, roles: [Role::Planner].into() });
        plant.actor = Actor::Staff(ADA);
        plant.when(InvitePartner { owner: None, ..wish });
        let access = &plant.world.access;
        let firm = access.account_by_name(&name("hardtop")).and_then(|id| access.account(id).ok());
        assert_eq!(firm.and_then(|firm| firm.owner), Some(ADA), "whoever asks");
    }

    #[test]
    fn a_firm_that_is_there_keeps_its_type_and_its_rules() {
        let mut plant = given([owner(), firm(FIRM), capped(FIRM, 1)]);
        let wish = invite("firm 1", "max@firm.example");
        let contractor =
            InvitePartner { partner_type: Some(PartnerType::Contractor), ..wish.clone() };
        plant.refuses(contractor, &Refusal::AccountIsOfOtherType(FIRM.into()));
        plant.when(InvitePartner { partner_type: None, ..wish });
        let second = invite("firm 1", "eve@firm.example");
        plant.refuses(second.clone(), &Refusal::AccountSeatsFull(FIRM.into()));
        plant.when(CloseAccount { account: FIRM });
        plant.refuses(second, &Refusal::AccountIsClosed(FIRM.into()));
        let mut plant = given([owner(), account(FIRM, AccountKind::Customer)]);
        let wish = InvitePartner { partner_type: None, ..invite("firm 1", "max@firm.example") };
        plant.refuses(wish, &Refusal::AccountIsNoPartner(FIRM.into()));
    }

    #[test]
    fn the_user_name_is_free_and_fits() {
        let mut plant = given([owner(), partner(BO)]);
        let wish = invite("Hardtop", "max@hardtop.example");
        let taken = Some(Personal::new(name("PARTNER 3")));
        let taken = InvitePartner { user_name: taken, ..wish };
        plant.refuses(taken, &Refusal::UserNameTaken);
        let domain = ["a".repeat(60), "b".repeat(60), "c".repeat(60), "example".into()].join(".");
        let long = invite("Hardtop", &format!("maximilian.von.und.zu@{domain}"));
        plant.refuses(long.clone(), &Refusal::UserNameNeeded);
        plant.when(InvitePartner { user_name: Some(Personal::new(name("max"))), ..long });
    }

    fn contact_added(address: &str, plant: &Plant) -> AddContact {
        let account = plant.world.access.account_by_name(&name("hardtop")).expect("is there");
        let email = Personal::new(address.parse().expect("an address"));
        AddContact { account, name: Personal::new(name("Add")), email, phone: None }
    }
}
