//! Plans of building and other projects, as Microsoft Project saves them in XML (MSPDI).
//!
//! [`read_plan`] checks the whole file and either gives the plan, with what a person should look
//! at, or refuses it with everything that is wrong. It decides nothing and writes nothing: who may
//! see what of a plan, and what becomes of it, is not known here.

mod assignment;
mod contents;
mod document;
mod finding;
mod link;
mod outline;
mod record;
mod resource;
mod task;
mod value;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;

use jiff::tz::TimeZone;
use loggia_core::scalar::{Instant, Minutes, Name, Slot};
use serde::Serialize;

pub use finding::{PlanFinding, PlanFindingCode, PlanRefusal};

use contents::{Arranged, Contents};
use finding::{Noted, PlanFindings, Weighed};

/// What the file does not say itself.
#[derive(Clone, Debug)]
pub struct PlanOptions {
    /// Of the times in the file, which bear none.
    pub zone: TimeZone,
}

/// A project as its plan tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// That of the project's own row, else its title, else that of the file it was saved as.
    pub name: Name,
    /// When the project starts.
    pub start: Option<Instant>,
    /// When it finishes; not before its start.
    pub finish: Option<Instant>,
    /// In the order of the file, headings before what is below them, without the project itself.
    pub tasks: Vec<PlannedTask>,
    /// In the order of the file, without those that have no name.
    pub resources: Vec<PlannedResource>,
    /// What a person should look at, by line; of each code at most [`super::FINDINGS_MAX`].
    pub warnings: Vec<PlanFinding>,
    /// How many there are of each code, listed or not.
    pub warnings_total: BTreeMap<PlanFindingCode, usize>,
}

/// The number by which a task is known within its file, and in the next file of the same project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, utoipa::ToSchema)]
#[serde(transparent)]
pub struct TaskUid(pub u32);

/// The number by which a resource is known within its file; tasks are counted apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, utoipa::ToSchema)]
#[serde(transparent)]
pub struct ResourceUid(pub u32);

impl fmt::Display for TaskUid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for ResourceUid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A row of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedTask {
    /// By what it is known.
    pub uid: TaskUid,
    /// The heading above it; none directly under the project.
    pub parent: Option<TaskUid>,
    /// How far below the project: 1 directly under it, one more than its parent otherwise.
    pub level: u32,
    /// Whether it is work at all.
    pub kind: TaskKind,
    /// What it is called.
    pub name: Name,
    /// Plain text of several lines, at most [`super::PLAN_NOTES_CHARS_MAX`] characters.
    pub notes: Option<String>,
    /// From start to finish; none where the plan leaves one of them open.
    pub slot: Option<Slot>,
    /// Work of all resources together, not the time from start to finish.
    pub work: Minutes,
    /// Of its duration, 0 to 100.
    pub percent_complete: u8,
    /// Each resource once, in the order of the file; all of them are in the plan.
    pub assigned: Vec<ResourceUid>,
    /// What it waits for: other tasks of the plan, each once, never in a circle.
    pub predecessors: Vec<PlannedLink>,
}

/// What a row of the plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskKind {
    /// Sums up the tasks below it: a summary task.
    Heading,
    /// Something to be done.
    Work,
    /// Something to be reached.
    Milestone,
}

/// A task waits for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlannedLink {
    /// The task that is waited for.
    pub predecessor: TaskUid,
    /// Which ends are tied together.
    pub kind: LinkKind,
    /// How much later; less than nothing is a lead.
    pub lag: Lag,
}

/// The end of the predecessor, then that of the task which waits for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// Both finish together, or the task later.
    FinishToFinish,
    /// The task starts when the predecessor is finished; the usual one.
    FinishToStart,
    /// The task finishes when the predecessor has started.
    StartToFinish,
    /// Both start together, or the task later.
    StartToStart,
}

/// The time between the two ends of a link. What the calendars of a plan make of it is not known
/// here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lag {
    /// Whole minutes of working time.
    WorkingMinutes(i64),
    /// Whole minutes on the clock, nights and holidays included.
    ElapsedMinutes(i64),
    /// Percent of the predecessor's duration, as working time.
    WorkingPercent(i64),
    /// Percent of the predecessor's duration, on the clock.
    ElapsedPercent(i64),
}

/// Who or what works on tasks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedResource {
    /// By what it is known.
    pub uid: ResourceUid,
    /// What it is called: a firm, a person, a machine.
    pub name: Name,
    /// What of it is used up.
    pub kind: ResourceKind,
}

/// What of a resource is used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResourceKind {
    /// The time of people and machines.
    Work,
    /// Things, by some measure.
    Material,
    /// Money alone.
    Cost,
}

/// Reads a project plan.
pub fn read_plan(bytes: &[u8], options: &PlanOptions) -> Result<Plan, PlanRefusal> {
    let mut findings = PlanFindings::default();
    let read = match Contents::read(bytes, options, &mut findings) {
        Ok(contents) => contents.arranged(options, &mut findings),
        Err(finding) => {
            findings.note(finding);
            Err(Noted)
        }
    };
    let Weighed { read, warnings, totals } = findings.weighed(read)?;
    let Arranged { name, start, finish, tasks, resources } = read;
    Ok(Plan { name, start, finish, tasks, resources, warnings, warnings_total: totals })
}
