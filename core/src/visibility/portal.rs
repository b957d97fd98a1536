use serde::Serialize;

use super::clause;
use crate::access::{Language, Module, PartnerUser, TimeZone};
use crate::id::PartnerUserId;
use crate::scalar::{Name, Personal};
use crate::world::World;

/// Who am I, and what is there for me.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PortalRow {
    /// The partner user.
    pub id: PartnerUserId,
    /// Under which name this user logs in.
    pub user_name: Personal<Name>,
    /// How the portal greets.
    pub display_name: Personal<Name>,
    /// The language of the portal.
    pub language: Language,
    /// The zone in which the portal shows times.
    pub time_zone: TimeZone,
    /// The host company, as it calls itself.
    pub workspace: Option<Name>,
    /// The plant's time zone.
    pub workspace_zone: Option<TimeZone>,
    /// The modules that are there.
    pub modules: Vec<Module>,
    /// Whether this user administers the account: then the colleagues are there.
    pub partner_administrator: bool,
}

impl PortalRow {
    /// The portal of a partner user; none where there is none.
    pub fn of(world: &World, partner: PartnerUserId) -> Option<Self> {
        render(world, world.access.partner_user(partner).ok()?)
    }
}

/// The portal is there for every active partner user.
pub(super) fn render(world: &World, user: &PartnerUser) -> Option<PortalRow> {
    if !clause::active(user).holds() {
        return None;
    }
    let PartnerUser {
        id,
        user_name,
        display_name,
        language,
        time_zone,
        contact: _,
        account: _,
        since: _,
        standing: _,
        admission: _,
        administrator,
        process_feedback: _,
        licences: _,
        links: _,
        invitation: _,
        reset: _,
        revision: _,
    } = user;
    let workspace = world.access.workspace();
    Some(PortalRow {
        id: *id,
        user_name: user_name.clone(),
        display_name: display_name.clone(),
        language: *language,
        time_zone: time_zone.clone(),
        workspace: workspace.map(|workspace| workspace.name.clone()),
        workspace_zone: workspace.map(|workspace| workspace.zone.clone()),
        modules: user.modules().collect(),
        partner_administrator: administrator.is_some(),
    })
}
