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

/// Most tasks, milestones or items with which one command links an item, each; and most other items
/// for one audience with which links from their side bring an item together.
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
///
/// Whoever may change one of two items may link them, and part them: like a link to a task or a
/// milestone, it says nothing of the other but that it belongs here.
pub(crate) fn link_raid_item(world: &World, cx: &Context<'_>, command: &LinkRaidItem) -> Decision {
    bounded(command)?;
    let LinkRaidItem { item: id, mut tasks, mut milestones, mut items } = command.clone();
    if let Actor::Partner(partner) = cx.actor {
        let (rights, item) = Rights::on_raid_item(world, partner, id)?;
        visibility::permits(rights.edits_raid_item(item))?;
        tasks = as_told(&rights, RaidField::Tasks, tasks, &item.tasks, |task| {
            Rights::on_task(world, partner, task).map(|_| ())
        })?;
        milestones = as_told(&rights, RaidField::Milestones, milestones, &item.milestones, |id| {
            Rights::on_milestone(world, partner, id).map(|_| ())
        })?;
        items = as_told(&rights, RaidField::Items, items, &item.items, |other| {
            Rights::on_raid_item(world, partner, other).map(|_| ())
        })?;
    }
    let item = world.delivery.raid_item(id)?;
    belong_together(world, item, command)?;
    for other in items.difference(&item.items) {
        // Items are linked both ways: the other one's list grows as well.
        let linked = world.delivery.raid_item(*other)?.items.iter();
        let linked = linked.filter_map(|id| world.delivery.raid_item(*id).ok());
        item.brief.audience.has_room(linked.map(|item| item.brief.audience), RAID_LINKS_MAX)?;
    }
    match (&tasks, &milestones, &items) == (&item.tasks, &item.milestones, &item.items) {
        true => unchanged(),
        false => happened(RaidItemLinked { id, tasks, milestones, items }),
    }
}

/// One of the lists as it is to be: what a partner names, and what of it is hidden from him. In a
/// list that he is not told he names nothing, and so leaves it as it is: were what stands there
/// accepted, he could find it by trying.
fn as_told<T: Ord + Copy>(
    rights: &Rights<'_>,
    field: RaidField,
    named: BTreeSet<T>,
    held: &BTreeSet<T>,
    finds: impl Fn(T) -> Result<(), Refusal>,
) -> Result<BTreeSet<T>, Refusal> {
    let field = Field::RaidItem(field);
    if !rights.tells(field) {
        return match named.is_empty() {
            true => Ok(held.clone()),
            false => Err(Refusal::FieldNotEditable),
        };
    }
    named.iter().try_for_each(|id| finds(*id))?;
    let hidden = held.iter().copied().filter(|id| finds(*id).is_err());
    let linked = named.into_iter().chain(hidden).collect();
    rights.edits([(field, linked == *held)])?;
    Ok(linked)
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
