use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::event::{
    AccountChanged, AccountClosed, AccountCreated, AccountDeleted, AccountReopened,
    PartnerUserDeactivated,
};
use super::{Access, AccessPolicy, LevelScope, LicenceKind, Standing};
use crate::event::Event;
use crate::id::{AccountId, ContactId, PartnerUserId, StaffUserId};
use crate::refusal::Refusal;
use crate::scalar::Name;
use crate::world::{Context, Decision, Revision, Seq, World, happened, unchanged};

/// What kind of partner a firm is. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PartnerType {
    /// Delivers whole projects together with the host company.
    SystemsIntegrator,
    /// Runs what was delivered.
    ServiceIntegrator,
    /// Works alone, for time and money.
    Contractor,
    /// Makes or does work steps.
    Supplier,
}

impl PartnerType {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::SystemsIntegrator, Self::ServiceIntegrator, Self::Contractor, Self::Supplier];
}

/// What a firm is to the host company. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// It works with the host company; its contacts can be enabled to log in.
    Partner(PartnerType),
    /// It is worked for.
    Customer,
}

/// Whether an account is in use, and by which commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountStanding {
    /// It is.
    Open(Seq),
    /// Nobody of it may come in.
    Closed(Seq),
}

/// A firm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Which.
    pub id: AccountId,
    /// What it is called; unique without regard to case.
    pub name: Name,
    /// What it is to the host company.
    pub kind: AccountKind,
    /// Who of the host company answers for it.
    pub owner: Option<StaffUserId>,
    /// Whether it is in use.
    pub standing: AccountStanding,
    /// Its persons.
    pub contacts: BTreeSet<ContactId>,
    /// Those of them who were ever enabled to log in.
    pub users: BTreeSet<PartnerUserId>,
    /// What whoever is enabled gets by itself.
    pub policy: Option<AccessPolicy>,
    /// How many users may be in at once; no cap where none is given.
    pub seats: Option<u32>,
    /// Raised by every change.
    pub revision: Revision,
}

impl Account {
    /// As it is when it was just created.
    pub(super) fn of(created: &AccountCreated, since: Seq) -> Self {
        let AccountCreated { id, name, kind, owner } = created.clone();
        Self {
            id,
            name,
            kind,
            owner,
            standing: AccountStanding::Open(since),
            contacts: BTreeSet::new(),
            users: BTreeSet::new(),
            policy: None,
            seats: None,
            revision: Revision::FIRST,
        }
    }

    /// What kind of partner it is; none where it is no partner.
    pub fn partner_type(&self) -> Option<PartnerType> {
        match self.kind {
            AccountKind::Partner(partner_type) => Some(partner_type),
            AccountKind::Customer => None,
        }
    }

    /// Whether it is in use.
    pub fn is_open(&self) -> bool {
        match self.standing {
            AccountStanding::Open(_) => true,
            AccountStanding::Closed(_) => false,
        }
    }

    /// The seats that are kept for it, by kind: its cap, in the pool of partners and of each module
    /// of its policy. A closed account keeps none.
    pub(super) fn reserves(&self) -> BTreeMap<LicenceKind, u32> {
        let open = self.is_open() && self.partner_type().is_some();
        let Some(seats) = self.seats.filter(|_| open) else { return BTreeMap::new() };
        let modules = self.policy.iter().flat_map(AccessPolicy::kinds);
        std::iter::once(LicenceKind::Partner).chain(modules).map(|kind| (kind, seats)).collect()
    }
}

/// Create an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateAccount {
    /// What the firm is called; unique without regard to case.
    pub name: Name,
    /// What it is to the host company.
    pub kind: AccountKind,
    /// Who of the host company answers for it; contacts of a partner are enabled only once there is
    /// such a staff user, with a role.
    #[serde(default)]
    pub owner: Option<StaffUserId>,
}

/// Change an account: all that is said of it holds from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeAccount {
    /// Which.
    pub account: AccountId,
    /// What the firm is called.
    pub name: Name,
    /// What it is to the host company; one with users stays a partner.
    pub kind: AccountKind,
    /// Who of the host company answers for it.
    #[serde(default)]
    pub owner: Option<StaffUserId>,
}

macro_rules! of_an_account {
    ($($(#[$doc:meta])* $name:ident)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// Which.
            pub account: AccountId,
        }
    )+};
}

of_an_account! {
    /// Close an account: its users are deactivated, and nobody of it is enabled any more.
    CloseAccount
    /// Open a closed account again. Its users stay out until they are reactivated one by one.
    ReopenAccount
    /// Delete an account that never had a user, with its contacts.
    DeleteAccount
}

fn owner_exists(access: &Access, owner: Option<StaffUserId>) -> Result<(), Refusal> {
    owner.map_or(Ok(()), |owner| access.staff_user(owner).map(|_| ()))
}

pub(crate) fn create_account(world: &World, cx: &Context<'_>, command: &CreateAccount) -> Decision {
    let CreateAccount { name, kind, owner } = command.clone();
    world.access.account_name_is_free(&name, None)?;
    owner_exists(&world.access, owner)?;
    let id = AccountId::fresh(cx.ids);
    happened(AccountCreated { id, name, kind, owner })
}

pub(crate) fn change_account(world: &World, _: &Context<'_>, command: &ChangeAccount) -> Decision {
    let ChangeAccount { account: id, name, kind, owner } = command.clone();
    let account = world.access.account(id)?;
    world.access.account_name_is_free(&name, Some(id))?;
    owner_exists(&world.access, owner)?;
    if kind == AccountKind::Customer && !account.users.is_empty() {
        return Err(Refusal::AccountHasUsers(id.into()));
    }
    if (&account.name, account.kind, account.owner) == (&name, kind, owner) {
        return unchanged();
    }
    world.access.keeps_to_reserves(account, |account| account.kind = kind)?;
    happened(AccountChanged { id, name, kind, owner })
}

/// Source: DOMAIN.md 2.1: an account with users is never deleted, only closed.
pub(crate) fn close_account(world: &World, _: &Context<'_>, command: &CloseAccount) -> Decision {
    let id = command.account;
    let account = world.access.account(id)?;
    if !account.is_open() {
        return unchanged();
    }
    let is_in = |user: &PartnerUserId| {
        let user = world.access.partner_user(*user);
        user.is_ok_and(|user| matches!(user.standing, Standing::Active(_)))
    };
    let users = account.users.iter().copied().filter(is_in);
    let out = users.map(|id| Event::from(PartnerUserDeactivated { id }));
    Ok(std::iter::once(Event::from(AccountClosed { id })).chain(out).collect())
}

pub(crate) fn reopen_account(world: &World, _: &Context<'_>, command: &ReopenAccount) -> Decision {
    let id = command.account;
    let account = world.access.account(id)?;
    if account.is_open() {
        return unchanged();
    }
    let open = |account: &mut Account| account.standing = AccountStanding::Open(Seq(0));
    world.access.keeps_to_reserves(account, open)?;
    happened(AccountReopened { id })
}

pub(crate) fn delete_account(world: &World, _: &Context<'_>, command: &DeleteAccount) -> Decision {
    let id = command.account;
    let account = world.access.account(id)?;
    if !account.users.is_empty() {
        return Err(Refusal::AccountHasUsers(id.into()));
    }
    match is_in_use(world, account) {
        true => Err(Refusal::AccountInUse(id.into())),
        false => happened(AccountDeleted { id }),
    }
}

/// What names an account goes on naming it: a project its customer, a person a contact, a default
/// access level whom it is for.
fn is_in_use(world: &World, account: &Account) -> bool {
    let id = account.id;
    let mut projects = world.delivery.projects();
    let mut contacts = account.contacts.iter();
    let mut defaults = world.access.levels().defaults();
    projects.any(|project| project.brief.customer == Some(id))
        || contacts.any(|contact| world.effort.person_of_contact(*contact).is_some())
        || defaults.any(|(scope, _)| *scope == LevelScope::Account(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::RecordKind;
    use crate::spec::story::{
        ADA, BO, EVE, FIRM, MAX, OTHER_FIRM, account, contact, deactivated, enabled, firm, owner,
        reactivated,
    };
    use crate::spec::{given, name, nth};

    fn changed(kind: AccountKind) -> ChangeAccount {
        ChangeAccount { account: FIRM, name: name("firm 1"), kind, owner: Some(ADA) }
    }

    #[test]
    fn an_account_is_created_with_an_owner_who_exists() {
        let kind = AccountKind::Partner(PartnerType::Supplier);
        let created = AccountCreated { id: FIRM, name: name("firm 1"), kind, owner: Some(ADA) };
        assert_eq!(given([owner()]).when(firm(FIRM)), [created.into()]);
        given([]).refuses(firm(FIRM), &Refusal::Unknown(RecordKind::StaffUser, ADA.into()));
    }

    #[test]
    fn the_name_of_an_account_is_taken_without_regard_to_case() {
        let mut plant = given([owner(), firm(FIRM), firm(OTHER_FIRM)]);
        let name = name("FIRM 1");
        plant.refuses(
            CreateAccount { name: name.clone(), kind: AccountKind::Customer, owner: None },
            &Refusal::AccountNameTaken(name.clone()),
        );
        let other = ChangeAccount { account: OTHER_FIRM, ..changed(AccountKind::Customer) };
        plant.refuses(other, &Refusal::AccountNameTaken(crate::spec::name("firm 1")));
        let itself = ChangeAccount { name, ..changed(AccountKind::Customer) };
        assert_eq!(plant.when(itself).len(), 1, "its own name in capitals");
    }

    #[test]
    fn an_account_is_changed_once() {
        let mut plant = given([owner(), firm(FIRM)]);
        let kind = AccountKind::Partner(PartnerType::Contractor);
        let event = AccountChanged { id: FIRM, name: name("firm 1"), kind, owner: Some(ADA) };
        assert_eq!(plant.when(changed(kind)), [event.into()]);
        assert_eq!(plant.when(changed(kind)), []);
        let found = plant.world.access.account(FIRM).ok().and_then(Account::partner_type);
        assert_eq!(found, Some(PartnerType::Contractor));
    }

    #[test]
    fn an_account_with_users_stays_a_partner_and_is_never_deleted() {
        let mut plant = given([owner(), firm(FIRM), contact(MAX, FIRM), enabled(MAX, BO)]);
        let has_users = Refusal::AccountHasUsers(FIRM.into());
        plant.refuses(changed(AccountKind::Customer), &has_users);
        plant.refuses(DeleteAccount { account: FIRM }, &has_users);
        plant.when(CloseAccount { account: FIRM });
        plant.refuses(DeleteAccount { account: FIRM }, &has_users);
    }

    #[test]
    fn an_account_that_never_had_a_user_is_deleted_with_its_contacts() {
        let mut plant = given([owner(), firm(FIRM), contact(MAX, FIRM)]);
        let deleted = AccountDeleted { id: FIRM };
        assert_eq!(plant.when(DeleteAccount { account: FIRM }), [deleted.into()]);
        assert!(plant.world.access.account(FIRM).is_err());
        assert!(plant.world.access.contact(MAX).is_err());
        plant.when(firm(FIRM));
    }

    #[test]
    fn closing_shuts_all_users_out_and_reopening_lets_nobody_in() {
        let mut plant = given([
            owner(),
            firm(FIRM),
            contact(MAX, FIRM),
            contact(EVE, FIRM),
            enabled(MAX, BO),
            enabled(EVE, crate::spec::story::RIVAL),
            deactivated(crate::spec::story::RIVAL),
        ]);
        let closed = AccountClosed { id: FIRM };
        let out = PartnerUserDeactivated { id: BO };
        assert_eq!(plant.when(CloseAccount { account: FIRM }), [closed.into(), out.into()]);
        assert_eq!(plant.when(CloseAccount { account: FIRM }), []);
        plant.refuses(reactivated(BO), &Refusal::AccountIsClosed(FIRM.into()));
        let reopened = AccountReopened { id: FIRM };
        assert_eq!(plant.when(ReopenAccount { account: FIRM }), [reopened.into()]);
        assert_eq!(plant.when(ReopenAccount { account: FIRM }), []);
        let standing = plant.world.access.partner_user(BO).map(|user| user.standing);
        assert!(matches!(standing, Ok(Standing::Deactivated(_))));
        assert_eq!(plant.when(reactivated(BO)).len(), 1);
    }

    #[test]
    fn an_account_that_is_named_is_not_deleted() {
        use crate::command::Command;
        use crate::spec::story::delivery::{
            CLIENT, GUEST, JO, TOWER, by_default, client, level, person, project,
        };
        let in_use = |id: AccountId| Refusal::AccountInUse(id.into());
        let mut plant = given([owner(), firm(FIRM), contact(MAX, FIRM), client()]);
        plant.when(person(JO, MAX));
        plant.refuses(DeleteAccount { account: FIRM }, &in_use(FIRM));
        let mut tower = project(TOWER);
        if let Command::CreateProject(create) = &mut tower.command {
            create.customer = Some(CLIENT);
        }
        plant.when(tower);
        plant.refuses(DeleteAccount { account: CLIENT }, &in_use(CLIENT));
        plant.when(firm(OTHER_FIRM));
        plant.when(level(GUEST, crate::access::Permissions::default()));
        plant.when(by_default(LevelScope::Account(OTHER_FIRM), GUEST));
        plant.refuses(DeleteAccount { account: OTHER_FIRM }, &in_use(OTHER_FIRM));
    }

    #[test]
    fn only_known_accounts_are_changed() {
        let unknown = AccountId(nth(77));
        let refusal = Refusal::Unknown(RecordKind::Account, unknown.into());
        let mut plant = given([owner(), account(FIRM, AccountKind::Customer)]);
        plant.refuses(CloseAccount { account: unknown }, &refusal);
        plant.refuses(ReopenAccount { account: unknown }, &refusal);
        plant.refuses(DeleteAccount { account: unknown }, &refusal);
        let change = ChangeAccount { account: unknown, ..changed(AccountKind::Customer) };
        plant.refuses(change, &refusal);
    }
}
