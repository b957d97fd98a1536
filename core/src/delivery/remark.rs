//! Remarks: what comments and attachments have in common. Each is about one record of a project,
//! and internal or shared.
//!
//! Source: DOMAIN.md 3, "Projects", 4; DOMAIN.md 4.

use imbl::{OrdMap, OrdSet};
use serde::{Deserialize, Serialize};

use super::event::{AttachmentRemoved, CommentRemoved};
use super::{Audience, Author};
use crate::access::UserId;
use crate::actor::Actor;
use crate::effort::Asker;
use crate::event::Event;
use crate::id::{ExpenseId, MilestoneId, ProjectId, RaidItemId, RecordId, StatusReportId, TaskId};
use crate::refusal::Refusal;
use crate::visibility;
use crate::world::World;

/// What a comment or an attachment is about. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// A project as a whole.
    Project(ProjectId),
    /// A task.
    Task(TaskId),
    /// A milestone.
    Milestone(MilestoneId),
    /// A RAID item.
    RaidItem(RaidItemId),
    /// A status report.
    StatusReport(StatusReportId),
    /// An expense: what is attached to it are its receipts.
    Expense(ExpenseId),
}

/// Which kind of record it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AboutKind {
    /// A project as a whole.
    Project,
    /// A task.
    Task,
    /// A milestone.
    Milestone,
    /// A RAID item.
    RaidItem,
    /// A status report.
    StatusReport,
    /// An expense.
    Expense,
}

impl About {
    /// Which kind of record it is.
    pub fn kind(self) -> AboutKind {
        match self {
            Self::Project(_) => AboutKind::Project,
            Self::Task(_) => AboutKind::Task,
            Self::Milestone(_) => AboutKind::Milestone,
            Self::RaidItem(_) => AboutKind::RaidItem,
            Self::StatusReport(_) => AboutKind::StatusReport,
            Self::Expense(_) => AboutKind::Expense,
        }
    }

    /// The project to which the record belongs.
    pub fn project(self, world: &World) -> Result<ProjectId, Refusal> {
        let delivery = &world.delivery;
        match self {
            Self::Project(id) => Ok(delivery.project(id)?.id),
            Self::Task(id) => Ok(delivery.task(id)?.project),
            Self::Milestone(id) => Ok(delivery.milestone(id)?.project),
            Self::RaidItem(id) => Ok(delivery.raid_item(id)?.project),
            Self::StatusReport(id) => Ok(delivery.status_report(id)?.project),
            Self::Expense(id) => Ok(world.effort.expense(id)?.project),
        }
    }
}

impl From<About> for RecordId {
    fn from(about: About) -> Self {
        match about {
            About::Project(id) => id.into(),
            About::Task(id) => id.into(),
            About::Milestone(id) => id.into(),
            About::RaidItem(id) => id.into(),
            About::StatusReport(id) => id.into(),
            About::Expense(id) => id.into(),
        }
    }
}

/// Where the remarks of one kind are: by what they are about, and by project.
#[derive(Clone, Debug)]
pub(super) struct Remarks<I: Ord> {
    about: OrdMap<About, OrdSet<I>>,
    within: OrdMap<ProjectId, OrdSet<I>>,
}

impl<I: Ord> Default for Remarks<I> {
    fn default() -> Self {
        Self { about: OrdMap::new(), within: OrdMap::new() }
    }
}

impl<I: Ord + Copy> Remarks<I> {
    pub(super) fn put(&mut self, about: About, project: ProjectId, id: I) {
        self.about.entry(about).or_default().insert(id);
        self.within.entry(project).or_default().insert(id);
    }

    pub(super) fn take(&mut self, about: About, project: ProjectId, id: I) {
        if let Some(held) = self.about.get_mut(&about) {
            held.remove(&id);
        }
        if let Some(held) = self.within.get_mut(&project) {
            held.remove(&id);
        }
    }

    pub(super) fn about(&self, about: About) -> impl Iterator<Item = I> + '_ {
        self.about.get(&about).into_iter().flat_map(|ids| ids.iter().copied())
    }

    pub(super) fn within(&self, project: ProjectId) -> impl Iterator<Item = I> + '_ {
        self.within.get(&project).into_iter().flat_map(|ids| ids.iter().copied())
    }
}

/// Whether `actor` may remark on `about` for `audience`; the project where he may.
///
/// A partner may wherever he is shown the record, for the circle that his level opens: with
/// `comment` at `shared` he neither sees nor writes what is internal. Staff who answer for projects
/// may everywhere, everybody else on his own expenses and those of whom he supervises.
pub(super) fn writes(
    world: &World,
    actor: Actor,
    about: About,
    audience: Audience,
) -> Result<ProjectId, Refusal> {
    if let Actor::Partner(partner) = actor {
        let circle = visibility::circle_about(world, partner, about)?;
        visibility::permits(circle.admits(audience))?;
    }
    let project = about.project(world)?;
    match concern(world, actor, about)? {
        Concern::All | Concern::Own => Ok(project),
        Concern::None => Err(Refusal::NotYoursToDecide),
    }
}

/// How far remarks on a record are the business of whoever asks.
enum Concern {
    /// All of them: partners, of whom was asked elsewhere, and staff who answer for all.
    All,
    /// Those that he writes himself: staff on an expense that is his own, or of somebody whom he
    /// supervises, and about which he decides.
    Own,
    /// None.
    None,
}

fn concern(world: &World, actor: Actor, about: About) -> Result<Concern, Refusal> {
    let asker = Asker::of(world, actor);
    if asker.partner().is_some() || asker.answers_for_all() {
        return Ok(Concern::All);
    }
    let concerned = match about {
        About::Expense(id) => {
            let person = world.effort.expense(id)?.person;
            asker.is(person) || asker.supervises(person)
        }
        About::Project(_)
        | About::Task(_)
        | About::Milestone(_)
        | About::RaidItem(_)
        | About::StatusReport(_) => false,
    };
    Ok(if concerned { Concern::Own } else { Concern::None })
}

/// Refuses staff who may not take away, or turn to others, what was remarked `by` somebody; partners
/// were asked elsewhere.
pub(super) fn takes_away(
    world: &World,
    actor: Actor,
    about: About,
    by: Option<Author>,
) -> Result<(), Refusal> {
    let wrote = by.map(|by| by.user) == UserId::of(actor);
    match concern(world, actor, about)? {
        Concern::All => Ok(()),
        Concern::Own if wrote => Ok(()),
        Concern::Own | Concern::None => Err(Refusal::NotYoursToDecide),
    }
}

/// Whether the words are those of the side that asks: the host company stands for what any of its
/// people wrote, a partner user for what he wrote himself.
pub(super) fn of_own_side(world: &World, actor: Actor, by: Option<Author>) -> bool {
    match actor {
        Actor::Partner(partner) => visibility::is_author(world, partner, by),
        Actor::Staff(_) | Actor::Installer | Actor::Clock | Actor::Server => {
            match by.map(|by| by.user) {
                Some(UserId::Partner(_)) => false,
                Some(UserId::Staff(_)) | None => true,
            }
        }
    }
}

/// A record goes, and with it, in the same commit, everything that was remarked on it.
pub(crate) fn gone_with(world: &World, about: About, gone: impl Into<Event>) -> Vec<Event> {
    let comments = world.delivery.comments_about(about).map(|id| CommentRemoved { id }.into());
    let attachments =
        world.delivery.attachments_about(about).map(|id| AttachmentRemoved { id }.into());
    comments.chain(attachments).chain([gone.into()]).collect()
}

#[cfg(test)]
mod spec;
