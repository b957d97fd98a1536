use serde::Serialize;

use super::clause::{self, Clause, Ground, Rule};
use crate::access::PartnerUser;
use crate::id::PartnerUserId;
use crate::scalar::{Name, Personal};
use crate::world::World;

/// Whether a colleague may come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// He may.
    In,
    /// He may not, or not yet, or no more.
    Out,
}

/// A user of the same account, as its partner administrator sees him.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ColleagueRow {
    /// Who.
    pub id: PartnerUserId,
    /// Under which name the colleague logs in.
    pub user_name: Personal<Name>,
    /// What the colleague is called.
    pub display_name: Personal<Name>,
    /// Whether the colleague may come in.
    pub state: Presence,
    /// Whether the colleague administers the account too.
    pub partner_administrator: bool,
}

/// A user is visible if and only if the partner user administers the account that both belong to.
/// Source: DOMAIN.md 2.7.
pub(super) fn clauses(user: &PartnerUser, colleague: &PartnerUser) -> [Clause; 3] {
    [clause::active(user), administers(user), same_account(user, colleague)]
}

/// Whether the partner user administers the account.
pub(super) fn administers(user: &PartnerUser) -> Clause {
    let ground = match user.administrator {
        Some(since) => Ground::Holds(Some(since)),
        None => Ground::Fails(None),
    };
    Clause::new(Rule::PartnerAdministrator, ground)
}

/// A user's account never changes: it holds since the later of the two was enabled.
fn same_account(user: &PartnerUser, colleague: &PartnerUser) -> Clause {
    let same = user.account.is_some() && user.account == colleague.account;
    let ground = match same {
        true => Ground::Holds(Some(user.since.max(colleague.since))),
        false => Ground::Fails(None),
    };
    Clause::new(Rule::SameAccount, ground)
}

pub(super) fn render(world: &World, user: &PartnerUser, id: PartnerUserId) -> Option<ColleagueRow> {
    let colleague = world.access.partner_user(id).ok()?;
    if !clause::all_hold(&clauses(user, colleague)) {
        return None;
    }
    let state = match clause::active(colleague).holds() {
        true => Presence::In,
        false => Presence::Out,
    };
    let PartnerUser {
        id,
        user_name,
        display_name,
        language: _,
        time_zone: _,
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
    } = colleague;
    Some(ColleagueRow {
        id: *id,
        user_name: user_name.clone(),
        display_name: display_name.clone(),
        state,
        partner_administrator: administrator.is_some(),
    })
}
