use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::access::{Field, RaidField};
use crate::actor::Actor;
use crate::delivery::RaidItem;
use crate::delivery::event::RaidItemLinked;
use crate::id::{MilestoneId, ProjectId, RaidItemId, RecordId, TaskId};
use crate::refusal::Refusal;
use crate::visibility::{self, Rights};
use crate::world::{Context, Decision, World, happened, unchanged};

/// Most tasks, milestones or items with which one command links an item, each.
pub const RAID_LINKS_MAX: usize = 50;

/// Say with which tasks, milestones and other items of its project a RAID item belongs together: with
/// these and no others that whoever asks can see. Items are linked both ways.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LinkRaidItem {
    /// Which.
    pub item: RaidItemId,
    /// With which tasks; at most 50.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub tasks: BTreeSet<TaskId>,
    /// With which milestones; at most 50.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub milestones: BTreeSet<MilestoneId>,
    /// With which other items; at most 50.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub items: BTreeSet<RaidItemId>,
}

/// What a partner does not see stays linked as it is: he neither names it nor takes it away.
pub(crate) fn link_raid_item(world: &World, cx: &Context<'_>, command: &LinkRaidItem) -> Decision {
    let LinkRaidItem { item: id, mut tasks, mut milestones, mut items } = command.clone();
    if let Actor::Partner(partner) = cx.actor {
        let (rights, item) = Rights::on_raid_item(world, partner, id)?;
        visibility::permits(rights.edits_raid_item(item))?;
        let seen = Seen { world, rights: &rights };
        for task in &tasks {
            Rights::on_task(world, partner, *task)?;
        }
        for milestone in &milestones {
            Rights::on_milestone(world, partner, *milestone)?;
        }
        for other in &items {
            Rights::on_raid_item(world, partner, *other)?;
        }
        tasks.extend(item.tasks.iter().filter(|task| !seen.task(**task)));
        milestones.extend(item.milestones.iter().filter(|other| !seen.milestone(**other)));
        items.extend(item.items.iter().filter(|other| !seen.item(**other)));
        rights.edits(
            [
                (RaidField::Tasks, tasks == item.tasks),
                (RaidField::Milestones, milestones == item.milestones),
                (RaidField::Items, items == item.items),
            ]
            .map(|(field, keep)| (Field::RaidItem(field), keep)),
        )?;
    }
    let item = world.delivery.raid_item(id)?;
    bounded(command)?;
    belong_together(world, item, command)?;
    match (&tasks, &milestones, &items) == (&item.tasks, &item.milestones, &item.items) {
        true => unchanged(),
        false => happened(RaidItemLinked { id, tasks, milestones, items }),
    }
}

/// What of the linked records a partner sees for itself.
struct Seen<'a> {
    world: &'a World,
    rights: &'a Rights<'a>,
}

impl Seen<'_> {
    fn task(&self, id: TaskId) -> bool {
        self.world.delivery.task(id).is_ok_and(|task| self.rights.sees_task(task))
    }

    fn milestone(&self, id: MilestoneId) -> bool {
        self.world.delivery.milestone(id).is_ok_and(|found| self.rights.sees_milestone(found))
    }

    fn item(&self, id: RaidItemId) -> bool {
        self.world.delivery.raid_item(id).is_ok_and(|item| self.rights.sees_raid_item(item))
    }
}

/// Only what is named counts: what is hidden from whoever asks must not fill the list.
fn bounded(command: &LinkRaidItem) -> Result<(), Refusal> {
    let LinkRaidItem { item: _, tasks, milestones, items } = command;
    let given = tasks.len().max(milestones.len()).max(items.len());
    match given {
        0..=RAID_LINKS_MAX => Ok(()),
        given => Err(Refusal::TooMany { given, max: RAID_LINKS_MAX }),
    }
}

fn belong_together(world: &World, item: &RaidItem, command: &LinkRaidItem) -> Result<(), Refusal> {
    let here = |project: ProjectId, id: RecordId| match project == item.project {
        true => Ok(()),
        false => Err(Refusal::OfAnotherProject(id)),
    };
    for task in &command.tasks {
        here(world.delivery.task(*task)?.project, (*task).into())?;
    }
    for milestone in &command.milestones {
        here(world.delivery.milestone(*milestone)?.project, (*milestone).into())?;
    }
    for other in &command.items {
        here(world.delivery.raid_item(*other)?.project, (*other).into())?;
    }
    match command.items.contains(&item.id) {
        true => Err(Refusal::LinkedToItself(item.id.into())),
        false => Ok(()),
    }
}
