mod draft;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{LinkKind, TaskKind, TaskStatus};
use crate::id::{PersonId, PhaseId, TaskId};
use crate::refusal::Refusal;
use crate::scalar::{Date, Hours, Name, Slot, Text};
use crate::visibility;
use crate::world::{Context, Decision, World};

use draft::Lines;

/// Rows of one batch: a commit stays small enough to be one block on disk. Whatever makes a row
/// longer counts as rows more, see [`PlanRow::weight`].
pub const PLAN_BATCH_ROWS_MAX: usize = 250;

/// So many characters of a description count as a row more.
const DESCRIPTION_CHARS_A_ROW: usize = 200;

/// A line of a plan, by the number that it bears in every file of the same plan. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanLine {
    /// The project itself: as the phase of what stands directly under it.
    Project,
    /// A task, heading or milestone.
    Task(u32),
    /// A resource; numbered apart from tasks.
    Resource(u32),
}

/// What a line of a plan is here. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanItem {
    /// A phase.
    Phase(PhaseId),
    /// A task, heading or milestone.
    Task(TaskId),
    /// A person.
    Person(PersonId),
}

/// The project of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanProject {
    /// What it is called; made where it is not known.
    pub name: Name,
    /// Its first day, where the plan is to say it.
    pub start: Option<Date>,
    /// Its last day, where the plan is to say it.
    pub end: Option<Date>,
}

/// A part of a plan. Persons come before the tasks that they are to do, phases and headings before
/// what stands under them, and links last, those of a predecessor before those of what follows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanRow {
    /// A resource that is a person.
    Person(PlanPerson),
    /// A heading directly under the project, or the project for what is no heading there.
    Phase(PlanPhase),
    /// Any other heading, a task, or a milestone.
    Task(PlanTask),
    /// What a task follows.
    Links(PlanLinks),
}

/// A resource of a plan that is a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanPerson {
    /// Its number among the resources.
    pub uid: u32,
    /// What the plan calls it.
    pub name: Name,
    /// Who it is, where somebody said so.
    pub person: Option<PersonId>,
}

/// A phase of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanPhase {
    /// Which line.
    pub line: PlanLine,
    /// What it is called.
    pub name: Name,
    /// Its first day.
    pub start: Option<Date>,
    /// Its last day.
    pub end: Option<Date>,
}

/// A task of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanTask {
    /// Its number among the tasks.
    pub uid: u32,
    /// The line of its phase.
    pub phase: PlanLine,
    /// The number of the heading above it, within its phase.
    pub parent: Option<u32>,
    /// What is to be done.
    pub title: Name,
    /// More about it; what is known here stays where the plan says nothing.
    pub description: Option<Text>,
    /// What sort of task it is.
    pub kind: TaskKind,
    /// When it is planned.
    pub slot: Option<Slot>,
    /// How much work it is.
    pub planned: Hours,
    /// How far it is according to the plan; it never takes back what was reported here.
    pub status: TaskStatus,
    /// The numbers of the resources that are to do it.
    pub assigned: Vec<u32>,
}

/// What a task of a plan follows: these and no others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanLinks {
    /// Its number among the tasks.
    pub uid: u32,
    /// What it follows.
    pub predecessors: Vec<PlanLink>,
}

/// That a task of a plan follows another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanLink {
    /// The number of the other.
    pub uid: u32,
    /// What waits for what.
    pub kind: LinkKind,
    /// How much later, in minutes of working time; earlier where it is negative.
    pub lag_minutes: i32,
}

/// Take rows of a project plan. Made by an import, never by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPlan {
    /// Of which project.
    pub project: PlanProject,
    /// They weigh at most [`PLAN_BATCH_ROWS_MAX`].
    pub rows: Vec<PlanRow>,
}

impl PlanRow {
    /// How many rows it counts as: one, and one more for each person, link and 200 characters of
    /// description.
    pub fn weight(&self) -> usize {
        let more = match self {
            Self::Person(_) | Self::Phase(_) => 0,
            Self::Task(task) => {
                let text =
                    task.description.as_ref().map_or(0, |text| text.as_str().chars().count());
                task.assigned.len().saturating_add(text.div_ceil(DESCRIPTION_CHARS_A_ROW))
            }
            Self::Links(links) => links.predecessors.len(),
        };
        more.saturating_add(1)
    }
}

/// A row finds what earlier rows made, so each is decided in the world that they left behind.
pub(crate) fn import_plan(world: &World, cx: &Context<'_>, command: &ImportPlan) -> Decision {
    let ImportPlan { project, rows } = command;
    let weight = rows.iter().map(PlanRow::weight).fold(0, usize::saturating_add);
    if weight > PLAN_BATCH_ROWS_MAX {
        return Err(Refusal::BatchTooLong { rows: weight, max: PLAN_BATCH_ROWS_MAX });
    }
    let mut draft = Lines::of(world, cx);
    let project = draft.project(project)?;
    for row in rows {
        match row {
            PlanRow::Person(person) => draft.person(project, person)?,
            PlanRow::Phase(phase) => draft.phase(project, phase)?,
            PlanRow::Task(task) => draft.task(project, task)?,
            PlanRow::Links(links) => draft.links(project, links)?,
        }
    }
    Ok(draft.into_events())
}

/// All persons by what they are called, folded: contacts and staff by their names, names in plans by
/// themselves.
pub fn persons_by_name(world: &World) -> BTreeMap<String, Vec<PersonId>> {
    let mut by_name = BTreeMap::<String, Vec<PersonId>>::new();
    for person in world.effort.persons() {
        if let Some(called) = visibility::name(world, &person.of) {
            by_name.entry(called.reveal().folded()).or_default().push(person.id);
        }
    }
    by_name
}

#[cfg(test)]
mod spec;
