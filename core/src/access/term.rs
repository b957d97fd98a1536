use serde::{Deserialize, Serialize};

use super::event::PartnerUserTermSet;
use super::{Grant, Term};
use crate::id::{PartnerUserId, StaffUserId};
use crate::scalar::Instant;
use crate::world::{Context, Decision, Seq, Stamp, World, happened, unchanged};

/// Say from when and until when a partner user may come in at all. What he holds besides is kept,
/// and opens nothing before or after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetPartnerUserTerm {
    /// Who.
    pub partner_user: PartnerUserId,
    /// First instant at which he may come in; at once where none is given.
    #[serde(default)]
    pub from: Option<Instant>,
    /// First instant at which he may not any more; no end where none is given.
    #[serde(default)]
    pub until: Option<Instant>,
    /// Who of the host company stands for it.
    #[serde(default)]
    pub sponsor: Option<StaffUserId>,
}

/// Source: DOMAIN.md 2.6. Who was out by the end of a term needs seats to come back (2.4).
pub(crate) fn set_partner_user_term(
    world: &World,
    cx: &Context<'_>,
    command: &SetPartnerUserTerm,
) -> Decision {
    let SetPartnerUserTerm { partner_user, from, until, sponsor } = *command;
    let access = &world.access;
    let user = access.partner_user(partner_user)?;
    access.sponsor_exists(sponsor)?;
    let term = Term::lasting(from, until, cx.now)?;
    if user.admission.says(term, sponsor) {
        return unchanged();
    }
    let stamp = Stamp { seq: Seq(0), at: cx.now };
    access.keeps_to_seats(user, |user| user.admission = Grant::new(stamp, term, sponsor))?;
    happened(PartnerUserTermSet { partner_user, term, sponsor })
}

#[cfg(test)]
mod spec;
