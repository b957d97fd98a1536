//! Who may come in, and what they are given.
//!
//! The host company's staff hold roles. Firms are *accounts* with *contacts*. A contact who is enabled,
//! or somebody without a firm, becomes a *partner user*, gets licences for
//! *modules*, is linked to external *resources*, and may be allowed to give feedback on processes.
//! What is given may be *granted* for a term, and is counted where there is a licence *pool*. An
//! account's *access policy* gives by itself; its *partner administrators* bring colleagues in.
//! The administrator chooses which *columns* of the work-step and process lists externals see, and
//! how much of each *field*: for all of them, a type of partner, or one account.
//! What follows from all that is not decided here but in [`crate::visibility`].

mod access_level;
mod account;
mod branding;
mod columns;
mod contact;
mod delegate;
pub mod event;
mod field;
mod field_security;
mod firms;
mod grant;
mod invitation;
mod invite_partner;
mod letters;
mod licence;
mod link;
mod mail;
mod module;
mod partner_user;
mod password;
mod permissions;
mod policy;
mod pool;
mod set_field_access;
mod setup;
mod staff_user;
mod state;
mod term;
mod view_as;

pub use access_level::{
    AccessLevel, ChangeAccessLevel, CreateAccessLevel, Granting, LevelScope, Levels,
    RemoveAccessLevel, SetDefaultAccessLevel,
};
pub use account::{
    Account, AccountKind, AccountStanding, ChangeAccount, CloseAccount, CreateAccount,
    DeleteAccount, PartnerType, ReopenAccount,
};
pub use branding::{Branding, Colour, LOGO_BYTES_MAX, Logo, NotAColour, NotALogo, SetBranding};
pub use columns::{Column, Columns, ListName, SetColumns};
pub use contact::{AddContact, ChangeContact, Contact, EnableContact, RemoveContact};
pub use delegate::{
    COLLEAGUES_PER_SEAT_MAX, DeactivateColleague, DismissPartnerAdministrator, InviteColleague,
    NamePartnerAdministrator, SetAccountSeats,
};
pub use field::{
    CoarseForm, ExpenseField, Field, FieldAccess, ItemField, MilestoneField, OrderField,
    PhaseField, ProjectField, RaidField, StatusReportField, TaskField, TimesheetField,
};
pub use field_security::{
    Audience, Decided, DecidedBy, FieldScope, FieldSecurity, FieldSetting, Sight,
};
pub use grant::{Due, Grant, GrantState, Granted, Term};
pub use invitation::{
    AcceptInvitation, INVITATION_DAYS, Invitation, InvitationState, PasswordReset, PublishPortal,
    RESET_MINUTES, RevokeInvitation, SendInvitation, SendPasswordReset, UnpublishPortal,
    UsePasswordReset,
};
pub use invite_partner::InvitePartner;
pub use licence::{Ledger, LicenceBasis, LicenceKind, LicencePool};
pub use link::{LinkResource, UnlinkResource};
pub use mail::{
    Mail, MailFailure, MailKind, MailState, RecordMailGivenUp, RecordMailSent, RetryMail,
};
pub use module::{AssignModuleLicence, Module, RevokeModuleLicence};
pub use partner_user::{
    AllowProcessFeedback, CreatePartnerUser, DeactivatePartnerUser, Language, PartnerUser,
    ReactivatePartnerUser, Standing, TimeZone, WithdrawProcessFeedback,
};
pub use password::RecordPasswordSet;
pub use permissions::{
    Allowed, Circle, CommentCircle, ExpenseSubmission, ExpenseView, Extent, ParticipantView,
    Permission, Permissions, PhaseView, ProjectView, TaskView, TimesheetApproval, TimesheetView,
};
pub use policy::{AccessPolicy, ProcessFeedback, SetAccessPolicy};
pub use pool::{HOLDERS_NAMED_MAX, RemoveLicencePool, SetLicencePool};
pub use set_field_access::SetFieldAccess;
pub use setup::{OpenWorkspace, Workspace};
pub use staff_user::{CreateStaffUser, SetStaffRoles, StaffUser};
pub use state::{Access, UserId};
pub use term::SetPartnerUserTerm;
pub use view_as::ViewAs;

pub(crate) use access_level::{
    change_access_level, create_access_level, remove_access_level, set_default_access_level,
};
pub(crate) use account::{
    change_account, close_account, create_account, delete_account, reopen_account,
};
pub(crate) use branding::set_branding;
pub(crate) use columns::set_columns;
pub(crate) use contact::{add_contact, change_contact, enable_contact, remove_contact};
pub(crate) use delegate::{
    deactivate_colleague, dismiss_partner_administrator, invite_colleague,
    name_partner_administrator, set_account_seats,
};
pub(crate) use invitation::{
    accept_invitation, publish_portal, revoke_invitation, send_invitation, send_password_reset,
    unpublish_portal, use_password_reset,
};
pub(crate) use invite_partner::invite_partner;
pub(crate) use link::{link_resource, unlink_resource};
pub(crate) use mail::{record_mail_given_up, record_mail_sent, retry_mail};
pub(crate) use module::{assign_module_licence, revoke_module_licence};
pub(crate) use partner_user::{
    allow_process_feedback, create_partner_user, deactivate_partner_user, reactivate_partner_user,
    withdraw_process_feedback,
};
pub(crate) use password::record_password_set;
pub(crate) use policy::set_access_policy;
pub(crate) use pool::{remove_licence_pool, set_licence_pool};
pub(crate) use set_field_access::set_field_access;
pub(crate) use setup::open_workspace;
pub(crate) use staff_user::{create_staff_user, set_staff_roles};
pub(crate) use term::set_partner_user_term;
pub(crate) use view_as::view_as;
