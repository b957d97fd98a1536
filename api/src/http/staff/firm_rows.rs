//! Accounts and contacts, as staff reads them.

use loggia_core::access::{
    AccessPolicy, Account, AccountKind, Contact, Language, Module, ProcessFeedback,
};
use loggia_core::id::{AccountId, ContactId, PartnerUserId, StaffUserId};
use loggia_core::scalar::{Email, Name, Personal};
use loggia_core::world::{Revision, World};
use serde::Serialize;
use utoipa::ToSchema;

/// A firm.
#[derive(Serialize, ToSchema)]
pub(super) struct AccountEntry {
    id: AccountId,
    name: Name,
    kind: AccountKind,
    /// Who of the host company answers for it.
    owner: Option<StaffUserId>,
    /// Whether it is in use.
    open: bool,
    contacts: Vec<ContactId>,
    /// The contacts who were ever enabled to log in.
    users: Vec<PartnerUserId>,
    /// What whoever is enabled gets by itself.
    access_policy: Option<PolicyEntry>,
    /// How many users may be in at once; no cap where none is given.
    seats: Option<u32>,
    revision: Revision,
}

impl AccountEntry {
    pub(super) const COLUMNS: [&'static str; 10] = [
        "id",
        "name",
        "kind",
        "owner",
        "open",
        "contacts",
        "users",
        "access_policy",
        "seats",
        "revision",
    ];

    pub(super) fn of(account: &Account) -> Self {
        let open = account.is_open();
        let Account {
            id,
            name,
            kind,
            owner,
            standing: _,
            contacts,
            users,
            policy,
            seats,
            revision,
        } = account.clone();
        let access_policy = policy.map(|policy| {
            let AccessPolicy { modules, process_feedback, language, since: _ } = policy;
            PolicyEntry { modules: modules.into_iter().collect(), process_feedback, language }
        });
        let (contacts, users) = (contacts.into_iter().collect(), users.into_iter().collect());
        Self { id, name, kind, owner, open, contacts, users, access_policy, seats, revision }
    }
}

/// What whoever is enabled in an account gets by itself.
#[derive(Serialize, ToSchema)]
struct PolicyEntry {
    modules: Vec<Module>,
    process_feedback: ProcessFeedback,
    /// The language where none is said.
    language: Option<Language>,
}

/// A person of a firm.
#[derive(Serialize, ToSchema)]
pub(super) struct ContactEntry {
    id: ContactId,
    account: AccountId,
    /// What that account is called.
    account_name: Option<Name>,
    name: Personal<Name>,
    email: Personal<Email>,
    phone: Option<Personal<Name>>,
    /// The partner user that this contact was enabled as.
    user: Option<PartnerUserId>,
    revision: Revision,
}

impl ContactEntry {
    pub(super) const COLUMNS: [&'static str; 8] =
        ["id", "account", "account_name", "name", "email", "phone", "user", "revision"];

    pub(super) fn of(world: &World, contact: &Contact) -> Self {
        let Contact { id, account, name, email, phone, user, revision } = contact.clone();
        let account_name = world.access.account(account).ok().map(|account| account.name.clone());
        Self { id, account, account_name, name, email, phone, user, revision }
    }
}
