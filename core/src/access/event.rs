//! What can have happened to access.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    AccountKind, Column, Field, FieldAccess, FieldScope, Language, ListName, Module, Term, TimeZone,
};
use crate::actor::Role;
use crate::id::{AccountId, ContactId, PartnerUserId, ResourceId, StaffUserId};
use crate::scalar::{Email, Name, Personal};

/// The host company opened its Loggia. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspaceOpened {
    /// What partners read at the top of their portal.
    pub name: Name,
    /// The plant's time zone: the one in which plans are made.
    pub zone: TimeZone,
}

/// Somebody of the host company may log in. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffUserCreated {
    /// The new user.
    pub id: StaffUserId,
    /// Unique in the workspace without regard to case.
    pub user_name: Personal<Name>,
    /// What colleagues call this person.
    pub display_name: Personal<Name>,
    /// What the user may do.
    pub roles: BTreeSet<Role>,
}

/// A staff user's roles are these from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffRolesSet {
    /// Whose roles.
    pub id: StaffUserId,
    /// All of them.
    pub roles: BTreeSet<Role>,
}

/// Somebody outside may log in. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerUserCreated {
    /// The new user.
    pub id: PartnerUserId,
    /// Unique in the workspace without regard to case.
    pub user_name: Personal<Name>,
    /// The name the portal greets.
    pub display_name: Personal<Name>,
    /// The language of the portal.
    pub language: Language,
    /// The zone in which the portal shows times.
    pub time_zone: TimeZone,
}

/// A partner user sees nothing and cannot log in any more. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerUserDeactivated {
    /// Who.
    pub id: PartnerUserId,
}

/// A partner user is back, with the scope held before. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerUserReactivated {
    /// Who.
    pub id: PartnerUserId,
}

/// A partner user may see and report on the processes of visible orders. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcessFeedbackAllowed {
    /// Who.
    pub id: PartnerUserId,
}

/// A partner user sees no processes any more. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcessFeedbackWithdrawn {
    /// Who.
    pub id: PartnerUserId,
}

/// A partner user holds a licence for a module. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModuleLicenceAssigned {
    /// Who.
    pub id: PartnerUserId,
    /// For what.
    pub module: Module,
}

/// A partner user holds a licence no more. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModuleLicenceRevoked {
    /// Who.
    pub id: PartnerUserId,
    /// For what.
    pub module: Module,
}

/// A resource was linked to a partner user, for a term; an earlier link of the two is replaced.
/// A term that has not begun opens nothing until [`ResourceLinkBegan`]. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResourceLinked {
    /// To whom.
    pub partner_user: PartnerUserId,
    /// What.
    pub resource: ResourceId,
    /// From when and until when.
    pub term: Term,
}

/// The link of a resource to a partner user was taken away. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResourceUnlinked {
    /// From whom.
    pub partner_user: PartnerUserId,
    /// What.
    pub resource: ResourceId,
}

/// The term of a link began. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResourceLinkBegan {
    /// To whom.
    pub partner_user: PartnerUserId,
    /// What.
    pub resource: ResourceId,
}

/// The term of a link ended. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResourceLinkEnded {
    /// From whom.
    pub partner_user: PartnerUserId,
    /// What.
    pub resource: ResourceId,
}

/// Externals see these columns of a list, in this order. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnsSet {
    /// Which list.
    pub list: ListName,
    /// Its columns; `id` is always there besides.
    pub columns: Vec<Column>,
}

/// There is a firm. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountCreated {
    /// The new account.
    pub id: AccountId,
    /// Unique without regard to case.
    pub name: Name,
    /// What it is to the host company.
    pub kind: AccountKind,
    /// Who of the host company answers for it.
    pub owner: Option<StaffUserId>,
}

/// This holds of an account from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountChanged {
    /// Which.
    pub id: AccountId,
    /// Unique without regard to case.
    pub name: Name,
    /// What it is to the host company.
    pub kind: AccountKind,
    /// Who of the host company answers for it.
    pub owner: Option<StaffUserId>,
}

/// Nobody of an account is enabled any more. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountClosed {
    /// Which.
    pub id: AccountId,
}

/// An account is in use again. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountReopened {
    /// Which.
    pub id: AccountId,
}

/// An account that never had a user is gone, with its contacts. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountDeleted {
    /// Which.
    pub id: AccountId,
}

/// An account has a person. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactAdded {
    /// The new contact.
    pub id: ContactId,
    /// Of which account.
    pub account: AccountId,
    /// What this person is called.
    pub name: Personal<Name>,
    /// Where mail reaches this person.
    pub email: Personal<Email>,
    /// The telephone, as people write it.
    pub phone: Option<Personal<Name>>,
}

/// This holds of a contact from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactChanged {
    /// Who.
    pub id: ContactId,
    /// What this person is called.
    pub name: Personal<Name>,
    /// Where mail reaches this person.
    pub email: Personal<Email>,
    /// The telephone, as people write it.
    pub phone: Option<Personal<Name>>,
}

/// A contact who never was a user is gone. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRemoved {
    /// Who.
    pub id: ContactId,
}

/// A contact is a partner user; [`PartnerUserCreated`] stands before it in the same commit.
/// Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactEnabled {
    /// Who.
    pub contact: ContactId,
    /// As whom.
    pub partner_user: PartnerUserId,
}

/// So much of these fields is shown to those in a scope from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldAccessSet {
    /// To whom.
    pub scope: FieldScope,
    /// Which fields, each once.
    pub fields: Vec<Field>,
    /// How much; as the wider scope says where there is none.
    pub access: Option<FieldAccess>,
}

/// The users of an account see these columns of a list, in this order. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountColumnsSet {
    /// Which account.
    pub account: AccountId,
    /// Which list.
    pub list: ListName,
    /// Its columns; those of everybody where there are none.
    pub columns: Option<Vec<Column>>,
}
