//! What can have happened to access.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    AccountKind, Colour, Column, Field, FieldAccess, FieldScope, Language, LevelScope,
    LicenceBasis, LicenceKind, ListName, Logo, MailFailure, Module, Permission, ProcessFeedback,
    Term, TimeZone,
};
use crate::actor::Role;
use crate::id::{
    AccessLevelId, AccountId, ContactId, MailId, PartnerUserId, ResourceId, StaffUserId,
};
use crate::scalar::{Email, Instant, Name, Personal};

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

/// Invitations are sent from now on; those that were held follow in the same commit. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalPublished {}

/// New invitations are held from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalUnpublished {}

/// An invitation waits for the portal to be published. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationHeld {
    /// Whose.
    pub partner_user: PartnerUserId,
}

/// An invitation was sent; an earlier link works no more. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationSent {
    /// Whose.
    pub partner_user: PartnerUserId,
    /// Its mail, and so its link.
    pub mail: MailId,
    /// The first instant at which the link works no more.
    pub expires: Instant,
}

/// Nobody came in time. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationExpired {
    /// Whose.
    pub partner_user: PartnerUserId,
}

/// An invitation was taken back. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationRevoked {
    /// Whose.
    pub partner_user: PartnerUserId,
}

/// The user came in by the link and chose a password. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationAccepted {
    /// Whose.
    pub partner_user: PartnerUserId,
}

/// A link to choose another password was sent; an earlier one works no more. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordResetSent {
    /// Whose.
    pub partner_user: PartnerUserId,
    /// Its mail, and so its link.
    pub mail: MailId,
    /// The first instant at which the link works no more.
    pub expires: Instant,
}

/// The link of a reset was used. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordResetUsed {
    /// Whose.
    pub partner_user: PartnerUserId,
}

/// The link of a reset works no more: its time was over, or its mail went to an address that is not
/// the user's any more. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordResetEnded {
    /// Whose.
    pub partner_user: PartnerUserId,
}

/// A partner user got another password, and the links that would have set one ended. Stored: append
/// only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordSet {
    /// Whose.
    pub partner_user: PartnerUserId,
    /// The mail that tells so; none where nobody is to be told.
    pub mail: Option<MailId>,
}

/// The mail server took a mail. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailSent {
    /// Which.
    pub mail: MailId,
}

/// A mail could not be sent. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailGivenUp {
    /// Which.
    pub mail: MailId,
    /// Why.
    pub why: MailFailure,
}

/// A mail that was given up is tried again. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailQueuedAgain {
    /// Which.
    pub mail: MailId,
}

/// Licences of a kind are counted so from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicencePoolSet {
    /// Of which kind.
    pub kind: LicenceKind,
    /// What the pool is called.
    pub name: Name,
    /// How it is counted.
    pub basis: LicenceBasis,
}

/// Licences of a kind are not counted any more. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicencePoolRemoved {
    /// Of which kind.
    pub kind: LicenceKind,
}

/// A partner user was given the licence for a module, for a term; an earlier one is replaced. It
/// came after [`ModuleLicenceAssigned`], which had neither term nor sponsor. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModuleLicenceGranted {
    /// Who.
    pub partner_user: PartnerUserId,
    /// For what.
    pub module: Module,
    /// From when and until when.
    pub term: Term,
    /// Who of the host company stands for it.
    pub sponsor: Option<StaffUserId>,
}

/// The term of a licence began. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModuleLicenceBegan {
    /// Who.
    pub partner_user: PartnerUserId,
    /// For what.
    pub module: Module,
}

/// The term of a licence ended. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModuleLicenceEnded {
    /// Who.
    pub partner_user: PartnerUserId,
    /// For what.
    pub module: Module,
}

/// A resource was linked to a partner user, for a term; an earlier link of the two is replaced. It
/// came after [`ResourceLinked`], which had no sponsor. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResourceLinkGranted {
    /// To whom.
    pub partner_user: PartnerUserId,
    /// What.
    pub resource: ResourceId,
    /// From when and until when.
    pub term: Term,
    /// Who of the host company stands for it.
    pub sponsor: Option<StaffUserId>,
}

/// A partner user may come in from then until then. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerUserTermSet {
    /// Who.
    pub partner_user: PartnerUserId,
    /// From when and until when.
    pub term: Term,
    /// Who of the host company stands for it.
    pub sponsor: Option<StaffUserId>,
}

/// The term of a partner user began. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerUserTermBegan {
    /// Who.
    pub partner_user: PartnerUserId,
}

/// The term of a partner user ended. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerUserTermEnded {
    /// Who.
    pub partner_user: PartnerUserId,
}

/// Whoever is enabled in an account from now on gets this by itself. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessPolicySet {
    /// In which.
    pub account: AccountId,
    /// The modules licensed.
    pub modules: BTreeSet<Module>,
    /// Whether feedback on processes is allowed.
    pub process_feedback: ProcessFeedback,
    /// The language where none is said.
    pub language: Option<Language>,
}

/// So many users of an account may be in at once. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountSeatsSet {
    /// Of which.
    pub id: AccountId,
    /// So many; no cap where none is given.
    pub seats: Option<u32>,
}

/// A partner user administers his own account. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerAdministratorNamed {
    /// Who.
    pub id: PartnerUserId,
}

/// A partner user does not administer his account any more. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerAdministratorDismissed {
    /// Who.
    pub id: PartnerUserId,
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

/// There is an access level. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessLevelCreated {
    /// The new level.
    pub id: AccessLevelId,
    /// What it is called.
    pub name: Name,
    /// What it permits; what is not said is the narrowest.
    pub permissions: Vec<Permission>,
}

/// An access level is called so and permits this from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessLevelChanged {
    /// Which.
    pub id: AccessLevelId,
    /// What it is called.
    pub name: Name,
    /// What it permits; what is not said is the narrowest.
    pub permissions: Vec<Permission>,
}

/// An access level that nobody held is gone. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessLevelRemoved {
    /// Which.
    pub id: AccessLevelId,
}

/// A scope has this default level from now on, or none. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefaultAccessLevelSet {
    /// Of whom.
    pub scope: LevelScope,
    /// Which.
    pub level: Option<AccessLevelId>,
}

/// Somebody of the host company looks at the portal of a partner user. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalViewed {
    /// Whose.
    pub partner_user: PartnerUserId,
}

/// The host company presents itself so from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrandingSet {
    /// The colour of buttons and links, if one was chosen.
    pub colour: Option<Colour>,
    /// The logo, if one was chosen.
    pub logo: Option<Logo>,
}
