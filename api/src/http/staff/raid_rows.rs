//! RAID items, as staff reads them.

use std::collections::BTreeSet;

use loggia_core::delivery::{
    Audience, Author, RaidBrief, RaidDetails, RaidItem, RaidKind, RaidStatus,
};
use loggia_core::id::{MilestoneId, PersonId, ProjectId, RaidItemId, TaskId};
use loggia_core::scalar::{Date, Instant, Name, Text};
use loggia_core::world::Revision;
use serde::Serialize;
use utoipa::ToSchema;

use super::delivery_rows::entry;

entry! {
    /// A risk, assumption, issue or dependency of a project.
    RaidItemEntry 19 {
        id: RaidItemId,
        project: ProjectId,
        kind: RaidKind,
        title: Name,
        description: Option<Text>,
        details: RaidDetails,
        /// Impact times likelihood, of risks.
        severity: Option<u32>,
        status: RaidStatus,
        owner: Option<PersonId>,
        due: Option<Date>,
        audience: Audience,
        raised_by: Option<Author>,
        raised_at: Instant,
        closed_at: Option<Instant>,
        /// The issue that a risk became.
        occurred_as: Option<RaidItemId>,
        tasks: BTreeSet<TaskId>,
        milestones: BTreeSet<MilestoneId>,
        items: BTreeSet<RaidItemId>,
        revision: Revision,
    }
}

impl RaidItemEntry {
    pub(super) fn of(item: &RaidItem) -> Self {
        let RaidItem {
            id,
            project,
            brief,
            status,
            by,
            at,
            told: _,
            closed,
            occurred,
            tasks,
            milestones,
            items,
            revision,
        } = item.clone();
        let RaidBrief { title, description, details, owner, due, audience } = brief;
        Self {
            id,
            project,
            kind: details.kind(),
            title,
            description,
            severity: details.severity(),
            details,
            status,
            owner,
            due,
            audience,
            raised_by: by,
            raised_at: at,
            closed_at: closed,
            occurred_as: occurred,
            tasks,
            milestones,
            items,
            revision,
        }
    }
}
