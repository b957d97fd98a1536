//! Users, as staff reads them.

use loggia_core::access::{
    Invitation, InvitationState, Language, LinkState, Module, PartnerUser, StaffUser, Standing,
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
    /// Whether this user may come in.
    active: bool,
    /// Whether processes are shown and feedback on them is taken.
    process_feedback: bool,
    modules: Vec<Module>,
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
    from: Option<Instant>,
    until: Option<Instant>,
    state: LinkStateName,
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

/// Where a link stands in its term.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum LinkStateName {
    Pending,
    Holding,
    Ended,
}

impl PartnerUserEntry {
    pub(super) const COLUMNS: [&'static str; 13] = [
        "id",
        "user_name",
        "display_name",
        "language",
        "time_zone",
        "contact",
        "account",
        "active",
        "process_feedback",
        "modules",
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
            standing,
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
            from: link.term.from,
            until: link.term.until,
            state: match link.state {
                LinkState::Pending => LinkStateName::Pending,
                LinkState::Holding(_) => LinkStateName::Holding,
                LinkState::Ended(_) => LinkStateName::Ended,
            },
        });
        Self {
            id,
            user_name,
            display_name,
            language,
            time_zone,
            contact,
            account,
            active: match standing {
                Standing::Active(_) => true,
                Standing::Deactivated(_) => false,
            },
            process_feedback: process_feedback.is_some(),
            modules: licences.into_keys().collect(),
            links: links.collect(),
            invitation: invitation.map(InvitationEntry::of),
            revision,
        }
    }
}
