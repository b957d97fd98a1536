use serde::{Deserialize, Serialize};

use super::event::TaskLinked;
use super::{Task, TaskKind};
use crate::id::TaskId;
use crate::refusal::Refusal;
use crate::world::{Context, Decision, World, happened, unchanged};

/// Most predecessors of one task.
pub const LINKS_MAX: usize = 50;

/// What waits for what. Stored: append only.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// It starts when the other is finished.
    #[default]
    FinishToStart,
    /// It starts when the other starts.
    StartToStart,
    /// It finishes when the other is finished.
    FinishToFinish,
    /// It finishes when the other starts.
    StartToFinish,
}

/// That a task follows another. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TaskLink {
    /// Which other.
    pub task: TaskId,
    /// What waits for what.
    #[serde(default)]
    pub kind: LinkKind,
    /// How much later, in minutes of working time; earlier where it is negative.
    #[serde(default)]
    pub lag_minutes: i32,
}

/// Say what a task follows: these and no others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LinkTask {
    /// Which.
    pub task: TaskId,
    /// What it follows: tasks of the same project; at most 50.
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub predecessors: Vec<TaskLink>,
}

pub(crate) fn link_task(world: &World, _: &Context<'_>, command: &LinkTask) -> Decision {
    let LinkTask { task: id, predecessors } = command.clone();
    let task = world.delivery.task(id)?;
    if predecessors.len() > LINKS_MAX {
        return Err(Refusal::TooMany { given: predecessors.len(), max: LINKS_MAX });
    }
    if task.predecessors == predecessors {
        return unchanged();
    }
    for (nth, link) in predecessors.iter().enumerate() {
        follows(world, task, link.task)?;
        if predecessors.iter().take(nth).any(|earlier| earlier.task == link.task) {
            return Err(Refusal::LinkedTwice(link.task.into()));
        }
    }
    happened(TaskLinked { id, predecessors })
}

/// A task follows another of its project, no heading, and nothing that waits for it.
fn follows(world: &World, task: &Task, predecessor: TaskId) -> Result<(), Refusal> {
    let found = world.delivery.task(predecessor)?;
    if found.project != task.project {
        return Err(Refusal::OfAnotherProject(predecessor.into()));
    }
    if found.brief.kind == TaskKind::Heading || task.brief.kind == TaskKind::Heading {
        return Err(Refusal::NothingIsDoneOnHeadings(predecessor.into()));
    }
    let (mut waiting, mut seen) = (vec![task.id], imbl::OrdSet::new());
    while let Some(next) = waiting.pop() {
        if next == predecessor {
            return Err(Refusal::LinksInACircle(predecessor.into()));
        }
        if seen.insert(next).is_none() {
            waiting.extend(world.delivery.task(next)?.successors.iter().copied());
        }
    }
    Ok(())
}

#[cfg(test)]
mod spec;
