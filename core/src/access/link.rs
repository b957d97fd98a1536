use serde::{Deserialize, Serialize};

use super::event::{ResourceLinkBegan, ResourceLinkEnded, ResourceLinked, ResourceUnlinked};
use crate::event::Event;
use crate::id::{PartnerUserId, ResourceId};
use crate::refusal::Refusal;
use crate::scalar::Instant;
use crate::world::{Context, Decision, Seq, World, happened, unchanged};

/// For how long something holds; open at either side where none is given. Stored: append only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Term {
    /// First instant at which it holds.
    pub from: Option<Instant>,
    /// First instant at which it holds no more.
    pub until: Option<Instant>,
}

impl Term {
    /// Without beginning or end.
    pub const OPEN: Self = Self { from: None, until: None };
}

/// Where a link stands in its term. Only an event moves it on (law 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// The term has not begun.
    Pending,
    /// The resource's work steps are the partner's, since this commit.
    Holding(Seq),
    /// The term has ended, by this commit.
    Ended(Seq),
}

/// A resource linked to a partner user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// From when and until when.
    pub term: Term,
    /// Where it stands.
    pub state: LinkState,
    /// The commit that made it.
    pub made: Seq,
}

impl Link {
    /// The commit since which it holds; none where it does not.
    pub fn holding(&self) -> Option<Seq> {
        match self.state {
            LinkState::Holding(since) => Some(since),
            LinkState::Pending | LinkState::Ended(_) => None,
        }
    }
}

/// What time will bring about by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Due {
    /// A link's term begins.
    LinkBegins(PartnerUserId, ResourceId),
    /// A link's term ends.
    LinkEnds(PartnerUserId, ResourceId),
}

impl Due {
    /// The event that the writer appends when the time has come.
    pub fn event(self) -> Event {
        match self {
            Self::LinkBegins(partner_user, resource) => {
                Event::ResourceLinkBegan(ResourceLinkBegan { partner_user, resource })
            }
            Self::LinkEnds(partner_user, resource) => {
                Event::ResourceLinkEnded(ResourceLinkEnded { partner_user, resource })
            }
        }
    }
}

/// Link a resource to a partner user, who then sees the work steps on it as long as the resource is
/// external and the term lasts. A link the two already have is replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LinkResource {
    /// To whom.
    pub partner_user: PartnerUserId,
    /// What.
    pub resource: ResourceId,
    /// First instant of the link; at once where none is given.
    #[serde(default)]
    pub from: Option<Instant>,
    /// First instant without the link; no end where none is given.
    #[serde(default)]
    pub until: Option<Instant>,
}

/// Take the link of a resource from a partner user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UnlinkResource {
    /// From whom.
    pub partner_user: PartnerUserId,
    /// What.
    pub resource: ResourceId,
}

/// Source: external-partner.txt, "Linking external resources to an external partner". Whether the
/// resource is external does not matter here: both are needed to see something, in either order.
pub(crate) fn link_resource(world: &World, cx: &Context<'_>, command: &LinkResource) -> Decision {
    let LinkResource { partner_user, resource, from, until } = *command;
    let held = world.access.partner_user(partner_user)?.link(resource);
    world.production.resource(resource)?;
    let term = Term { from, until };
    if until.is_some_and(|until| until <= from.unwrap_or(cx.now) || until <= cx.now) {
        return Err(Refusal::TermWithoutTime);
    }
    if held.is_some_and(|link| link.term == term && !matches!(link.state, LinkState::Ended(_))) {
        return unchanged();
    }
    happened(Event::ResourceLinked(ResourceLinked { partner_user, resource, term }))
}

pub(crate) fn unlink_resource(
    world: &World,
    _: &Context<'_>,
    command: &UnlinkResource,
) -> Decision {
    let UnlinkResource { partner_user, resource } = *command;
    world.production.resource(resource)?;
    if world.access.partner_user(partner_user)?.link(resource).is_none() {
        return unchanged();
    }
    happened(Event::ResourceUnlinked(ResourceUnlinked { partner_user, resource }))
}
