use std::sync::Arc;

use crate::delivery::event::{
    RaidItemChanged, RaidItemLinked, RaidItemRaised, RaidStatusSet, RiskOccurred,
};
use crate::delivery::{Delivery, RaidItem, RaidStatus};
use crate::id::{RaidItemId, RecordId};
use crate::world::{Revision, Stamp};

/// What an event means for RAID items.
impl Delivery {
    pub(super) fn raise_raid_item(&mut self, stamp: Stamp, raised: &RaidItemRaised) {
        let RaidItemRaised { id, project, brief, by } = raised.clone();
        self.raid_of.entry(project.into()).or_default().insert(id);
        self.names(Some(project), brief.owner);
        self.names(Some(project), by.and_then(|by| by.person));
        let item = RaidItem {
            id,
            project,
            brief,
            status: RaidStatus::Open,
            by,
            at: stamp.at,
            told: stamp.seq,
            closed: None,
            occurred: None,
            tasks: Default::default(),
            milestones: Default::default(),
            items: Default::default(),
            revision: Revision::FIRST,
        };
        self.raid.insert(id, Arc::new(item));
    }

    pub(super) fn change_raid_item(&mut self, stamp: Stamp, changed: &RaidItemChanged) {
        let RaidItemChanged { id, brief } = changed;
        self.names(self.raid.get(id).map(|item| item.project), brief.owner);
        self.raid_item_changes(*id, |item| {
            if item.brief.audience != brief.audience {
                item.told = stamp.seq;
            }
            item.brief = brief.clone();
        });
    }

    pub(super) fn set_raid_status(&mut self, stamp: Stamp, set: &RaidStatusSet) {
        let RaidStatusSet { id, status } = *set;
        self.raid_item_changes(id, |item| {
            item.status = status;
            item.closed = match status {
                RaidStatus::Open | RaidStatus::InProgress => None,
                RaidStatus::Closed => Some(stamp.at),
            };
        });
    }

    pub(super) fn link_raid_item(&mut self, linked: &RaidItemLinked) {
        let RaidItemLinked { id, tasks, milestones, items } = linked;
        let Some(held) = self.raid.get(id).cloned() else { return };
        for task in held.tasks.difference(tasks) {
            self.raid_of.entry((*task).into()).or_default().remove(id);
        }
        for milestone in held.milestones.difference(milestones) {
            self.raid_of.entry((*milestone).into()).or_default().remove(id);
        }
        for task in tasks {
            self.raid_of.entry((*task).into()).or_default().insert(*id);
        }
        for milestone in milestones {
            self.raid_of.entry((*milestone).into()).or_default().insert(*id);
        }
        for other in held.items.difference(items) {
            self.raid_item_changes(*other, |other| {
                other.items.remove(id);
            });
        }
        for other in items.difference(&held.items) {
            self.raid_item_changes(*other, |other| {
                other.items.insert(*id);
            });
        }
        self.raid_item_changes(*id, |item| {
            item.tasks.clone_from(tasks);
            item.milestones.clone_from(milestones);
            item.items.clone_from(items);
        });
    }

    pub(super) fn risk_occurred(&mut self, stamp: Stamp, occurred: &RiskOccurred) {
        let RiskOccurred { id, issue } = *occurred;
        self.raid_item_changes(id, |risk| {
            risk.status = RaidStatus::Closed;
            risk.closed = Some(stamp.at);
            risk.occurred = Some(issue);
        });
    }

    /// A task or milestone is gone; no item is linked with it any more.
    pub(super) fn forget_in_raid(
        &mut self,
        record: impl Into<RecordId>,
        forget: impl Fn(&mut RaidItem),
    ) {
        for item in self.raid_of.remove(&record.into()).unwrap_or_default() {
            self.raid_item_changes(item, &forget);
        }
    }

    fn raid_item_changes(&mut self, id: RaidItemId, change: impl FnOnce(&mut RaidItem)) {
        if let Some(item) = self.raid.get_mut(&id).map(Arc::make_mut) {
            change(item);
            item.revision.raise();
        }
    }
}
