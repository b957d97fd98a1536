//! What somebody worked in a week, from draft to approved.

mod decide;
mod ledger;

use std::fmt;

use imbl::OrdMap;
use serde::{Deserialize, Serialize};

pub use decide::{
    ApproveTimesheet, RecallTimesheet, RejectTimesheet, ReopenTimesheet, SubmitTimesheet,
};
pub use ledger::{ENTRIES_MAX, LogTime};

pub(crate) use decide::{
    approve_timesheet, recall_timesheet, reject_timesheet, reopen_timesheet, submit_timesheet,
    timesheet_waits,
};
pub(crate) use ledger::log_time;
pub(in crate::effort) use ledger::{DayHolds, NewEntry, Written};

use crate::access::UserId;
use crate::id::{PersonId, PhaseId, ProjectId, TaskId, TimesheetId};
use crate::scalar::{Date, Hours, Text};
use crate::world::{Revision, Seq};

/// On what somebody worked. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WorkedOn {
    /// A task.
    Task(TaskId),
    /// A phase as such.
    Phase(PhaseId),
}

/// Where a timesheet stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TimesheetStatus {
    /// Being written.
    Draft,
    /// Waiting to be approved.
    Submitted,
    /// Approved.
    Approved,
    /// Sent back, with a reason.
    Rejected,
}

impl TimesheetStatus {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Submitted, Self::Approved, Self::Rejected];
}

impl fmt::Display for TimesheetStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
        })
    }
}

/// What was worked on one task or phase on one day, and in one phase: every entry, corrections
/// included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// In which project.
    pub project: ProjectId,
    /// In which phase: that in which a task was when it was worked on.
    pub phase: PhaseId,
    /// The ledger, the newest last.
    pub entries: Vec<Entry>,
    /// What the entries come to; never less than nothing.
    pub hours: Hours,
}

/// One entry of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// How long; negative where it takes back.
    pub hours: Hours,
    /// What was done.
    pub note: Option<Text>,
    /// Who wrote it down.
    pub by: Option<UserId>,
}

/// What somebody worked in one week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timesheet {
    /// Which.
    pub id: TimesheetId,
    /// Whose.
    pub person: PersonId,
    /// The Monday of its week.
    pub week: Date,
    /// The commit that opened it.
    pub opened: Seq,
    /// The lines, by day, what was worked on, and its phase then.
    pub lines: OrdMap<(Date, WorkedOn, PhaseId), Line>,
    /// How many of its entries come from files.
    pub imported: usize,
    /// Where it stands.
    pub status: TimesheetStatus,
    /// Why it was rejected or re-opened, until it is submitted again.
    pub reason: Option<Text>,
    /// The phases of which the lines are approved, and by whom; nobody where nobody need.
    pub approved: OrdMap<PhaseId, Option<UserId>>,
    /// Raised by every change.
    pub revision: Revision,
}

impl Timesheet {
    /// What all of it comes to.
    pub fn hours(&self) -> Hours {
        self.lines.values().map(|line| line.hours).sum()
    }

    /// What one day comes to.
    pub fn hours_on(&self, day: Date) -> Hours {
        let of_day = self.lines.iter().filter(|((on, _, _), _)| *on == day);
        of_day.map(|(_, line)| line.hours).sum()
    }

    /// The lines of one day on one task or phase: several where the task has moved since.
    pub fn lines_on(&self, day: Date, on: WorkedOn) -> impl Iterator<Item = &Line> {
        let lines = self.lines.iter().filter(move |((of, what, _), _)| (*of, *what) == (day, on));
        lines.map(|(_, line)| line)
    }

    /// Whether somebody has decided about some of its lines.
    pub fn is_decided_in_part(&self) -> bool {
        self.approved.values().any(Option::is_some)
    }

    /// How long the ledger is.
    pub fn entries(&self) -> usize {
        self.lines.values().map(|line| line.entries.len()).sum()
    }

    /// The phases on which there is time, each once.
    pub fn phases(&self) -> Vec<PhaseId> {
        let worked = self.lines.values().filter(|line| !line.hours.is_zero());
        let mut phases: Vec<_> = worked.map(|line| line.phase).collect();
        phases.sort_unstable();
        phases.dedup();
        phases
    }

    /// The projects in which there are lines, each once.
    pub fn projects(&self) -> Vec<ProjectId> {
        let mut projects: Vec<_> = self.lines.values().map(|line| line.project).collect();
        projects.sort_unstable();
        projects.dedup();
        projects
    }
}

#[cfg(test)]
mod moved;
#[cfg(test)]
mod spec;
