//! Users, as staff reads them.

use loggia_core::access::{
    Grant, GrantState, Invitation, InvitationState, Language, Module, PartnerUser, StaffUser,
    TimeZone,
};
use loggia_core::actor::Role;
use loggia_core::id::{AccountId, ContactId, PartnerUserId, ResourceId, StaffUserId};
use loggia_core::scalar::{Instant, Name, Personal};
use loggia_core::world::{Revision, World};
use serde::Serialize;
use utoipa::ToSchema;

/// A staff user.
#[derive(Serialize, ToSchema)]
pub(super) struct StaffUserEntry {
    id: StaffUserId,
    user_name: Personal<Name>,
    display_name: Personal<Name>,
    roles: Vec<Role>,
    revision: Revision,
}

impl StaffUserEntry {
    pub(super) const COLUMNS: [&'static str; 5] =
        ["id", "user_name", "display_name", "roles", "revision"];

    pub(super) fn of(user: &StaffUser) -> Self {
        let StaffUser { id, user_name, display_name, roles, revision } = user.clone();
        Self { id, user_name, display_name, roles: roles.into_iter().collect(), revision }
    }
}

/// A partner user, with everything that was granted.
#[derive(Serialize, ToSchema)]
pub(super) struct PartnerUserEntry {
    id: PartnerUserId,
    user_name: Personal<Name>,
    display_name: Personal<Name>,
    language: Language,
    time_zone: TimeZone,
    /// The contact who was enabled; `null` for a user of no firm.
    contact: Option<ContactId>,
    /// The account of that contact.
    account: Option<AccountId>,
    /// Whether this user may come in: nobody shut him out, and his term lasts.
    active: bool,
    /// For how long this user may come in.
    term: GrantEntry,
    /// Whether this user administers the account.
    partner_administrator: bool,
    /// Whether processes are shown and feedback on them is taken.
    process_feedback: bool,
    /// The modules whose licences hold.
    modules: Vec<Module>,
    /// All licences given, whether they hold or not.
    licences: Vec<LicenceEntry>,
    links: Vec<LinkEntry>,
    /// `null` for a user of no firm.
    invitation: Option<InvitationEntry>,
    revision: Revision,
}

/// A resource linked to a partner user.
#[derive(Serialize, ToSchema)]
struct LinkEntry {
    resource: ResourceId,
    /// The name of the resource.
    name: Option<Name>,
    #[serde(flatten)]
    grant: GrantEntry,
}

/// A partner user's invitation.
#[derive(Serialize, ToSchema)]
struct InvitationEntry {
    state: InvitationStateName,
    /// When its link stops working; for one that was sent.
    expires: Option<Instant>,
}

/// Where an invitation stands.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum InvitationStateName {
    /// The portal is not published yet.
    Held,
    /// Its mail was queued.
    Sent,
    /// The user came in.
    Accepted,
    /// Nobody came in time.
    Expired,
    /// It was taken back.
    Revoked,
}

impl InvitationEntry {
    fn of(invitation: Invitation) -> Self {
        let (state, expires) = match invitation.state {
            InvitationState::Held => (InvitationStateName::Held, None),
            InvitationState::Sent { mail: _, expires } => {
                (InvitationStateName::Sent, Some(expires))
            }
            InvitationState::Accepted => (InvitationStateName::Accepted, None),
            InvitationState::Expired => (InvitationStateName::Expired, None),
            InvitationState::Revoked => (InvitationStateName::Revoked, None),
        };
        Self { state, expires }
    }
}

/// A licence of a partner user.
#[derive(Serialize, ToSchema)]
struct LicenceEntry {
    module: Module,
    #[serde(flatten)]
    grant: GrantEntry,
}

/// For how long something was given, and by whom.
#[derive(Serialize, ToSchema)]
struct GrantEntry {
    from: Option<Instant>,
    until: Option<Instant>,
    state: GrantStateName,
    /// Who of the host company stands for it.
    sponsor: Option<StaffUserId>,
}

impl GrantEntry {
    fn of(grant: Grant) -> Self {
        let Grant { term, state, made: _, sponsor } = grant;
        let state = match state {
            GrantState::Pending => GrantStateName::Pending,
            GrantState::Holding(_) => GrantStateName::Holding,
            GrantState::Ended(_) => GrantStateName::Ended,
        };
        Self { from: term.from, until: term.until, state, sponsor }
    }
}

/// Where a grant stands in its term.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum GrantStateName {
    Pending,
    Holding,
    Ended,
}

impl PartnerUserEntry {
    pub(super) const COLUMNS: [&'static str; 16] = [
        "id",
        "user_name",
        "display_name",
        "language",
        "time_zone",
        "contact",
        "account",
        "active",
        "term",
        "partner_administrator",
        "process_feedback",
        "modules",
        "licences",
        "links",
        "invitation",
        "revision",
    ];

    pub(super) fn of(world: &World, user: &PartnerUser) -> Self {
        let PartnerUser {
            id,
            user_name,
            display_name,
            language,
            time_zone,
            contact,
            account,
            since: _,
            standing: _,
            admission,
            administrator,
            process_feedback,
            licences,
            links,
            invitation,
            reset: _,
            revision,
        } = user.clone();
        let links = links.into_iter().map(|(resource, link)| LinkEntry {
            resource,
            name: world.production.resource(resource).ok().map(|found| found.name.clone()),
            grant: GrantEntry::of(link),
        });
        let licences = licences.into_iter();
        let licences =
            licences.map(|(module, grant)| LicenceEntry { module, grant: GrantEntry::of(grant) });
        Self {
            id,
            user_name,
            display_name,
            language,
            time_zone,
            contact,
            account,
            active: user.admitted().is_some(),
            term: GrantEntry::of(admission),
            partner_administrator: administrator.is_some(),
            process_feedback: process_feedback.is_some(),
            modules: user.modules().collect(),
            licences: licences.collect(),
            links: links.collect(),
            invitation: invitation.map(InvitationEntry::of),
            revision,
        }
    }
}
