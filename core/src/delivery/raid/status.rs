use serde::{Deserialize, Serialize};

use super::raise::is_told_what_became_of;
use crate::access::{Field, RaidField};
use crate::actor::Actor;
use crate::delivery::RaidStatus;
use crate::delivery::event::RaidStatusSet;
use crate::id::RaidItemId;
use crate::refusal::Refusal;
use crate::visibility::{self, Rights};
use crate::world::{Context, Decision, World, happened, unchanged};

/// Say where a RAID item stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetRaidStatus {
    /// Which.
    pub item: RaidItemId,
    /// Where it stands.
    pub status: RaidStatus,
}

/// What is closed can be opened again, but a risk that occurred goes on as its issue.
pub(crate) fn set_raid_status(
    world: &World,
    cx: &Context<'_>,
    command: &SetRaidStatus,
) -> Decision {
    let SetRaidStatus { item: id, status } = *command;
    if let Actor::Partner(partner) = cx.actor {
        let (rights, item) = Rights::on_raid_item(world, partner, id)?;
        visibility::permits(rights.edits_raid_item(item))?;
        rights.edits([(Field::RaidItem(RaidField::Status), false)])?;
        if item.status != status {
            is_told_what_became_of(&rights, item)?;
        }
    }
    let item = world.delivery.raid_item(id)?;
    match (item.status == status, item.occurred) {
        (true, _) => unchanged(),
        (false, Some(_)) => Err(Refusal::RiskHasOccurred(id.into())),
        (false, None) => happened(RaidStatusSet { id, status }),
    }
}
