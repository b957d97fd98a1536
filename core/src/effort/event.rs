//! What can have happened to effort.

use serde::{Deserialize, Serialize};

use super::{
    ApprovalPath, AvailabilityPeriod, BookingBrief, EffortItem, ExpenseBrief, PeriodLock, PersonOf,
    Skill, WorkedOn,
};
use crate::access::UserId;
use crate::id::{BookingId, ExpenseId, PersonId, PhaseId, ProjectId, TimesheetId};
use crate::scalar::{Date, Hours, ImportKey, Name, Text};

/// There is a person to work on projects. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonCreated {
    /// The new person.
    pub id: PersonId,
    /// Who it is.
    pub of: PersonOf,
    /// Who approves this person's timesheets.
    pub supervisor: Option<PersonId>,
    /// What this person usually does in projects.
    pub role: Option<Name>,
    /// Whether work may be planned on this person.
    pub schedulable: bool,
}

/// A person is supervised, works and is planned so from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonChanged {
    /// Who.
    pub id: PersonId,
    /// Who approves this person's timesheets.
    pub supervisor: Option<PersonId>,
    /// What this person usually does in projects.
    pub role: Option<Name>,
    /// Whether work may be planned on this person.
    pub schedulable: bool,
}

/// Somebody was found for a name in a plan. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonStaffed {
    /// The name.
    pub id: PersonId,
    /// Who was found.
    pub of: PersonOf,
}

/// Somebody has a timesheet for a week. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimesheetOpened {
    /// The new timesheet.
    pub id: TimesheetId,
    /// Whose.
    pub person: PersonId,
    /// The Monday of its week.
    pub week: Date,
}

/// Somebody worked, or a correction takes that back. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeLogged {
    /// In which timesheet.
    pub timesheet: TimesheetId,
    /// In which project.
    pub project: ProjectId,
    /// In which phase of it.
    pub phase: PhaseId,
    /// On what.
    pub on: WorkedOn,
    /// On which day.
    pub day: Date,
    /// How long; negative where it takes back.
    pub hours: Hours,
    /// What was done.
    pub note: Option<Text>,
    /// Who wrote it down.
    pub by: Option<UserId>,
}

/// A timesheet waits to be approved. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimesheetSubmitted {
    /// Which.
    pub id: TimesheetId,
    /// Who submitted it.
    pub by: Option<UserId>,
}

/// A timesheet was taken back to be worked on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimesheetRecalled {
    /// Which.
    pub id: TimesheetId,
    /// Who took it back.
    pub by: Option<UserId>,
}

/// The lines on a phase were approved. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimesheetLinesApproved {
    /// Of which timesheet.
    pub id: TimesheetId,
    /// On which phase.
    pub phase: PhaseId,
    /// Who approved; nobody where the approval path says that nobody need.
    pub by: Option<UserId>,
}

/// A timesheet was approved. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimesheetApproved {
    /// Which.
    pub id: TimesheetId,
    /// Who approved; nobody where the approval path says that nobody need.
    pub by: Option<UserId>,
}

/// A timesheet was sent back. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimesheetRejected {
    /// Which.
    pub id: TimesheetId,
    /// Why.
    pub reason: Text,
    /// By whom.
    pub by: Option<UserId>,
}

/// An approved timesheet is worked on again. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimesheetReopened {
    /// Which.
    pub id: TimesheetId,
    /// Why.
    pub reason: Text,
    /// By whom.
    pub by: Option<UserId>,
}

/// Timesheets and expenses are approved so from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalPathSet {
    /// How.
    pub path: ApprovalPath,
}

/// Time up to a day is closed from now on, or none is. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodLockSet {
    /// How; none where nothing is closed.
    pub lock: Option<PeriodLock>,
}

/// Somebody had an expense. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpenseAdded {
    /// The new expense.
    pub id: ExpenseId,
    /// Whose.
    pub person: PersonId,
    /// For which project.
    pub project: ProjectId,
    /// What is said about it.
    pub brief: ExpenseBrief,
    /// Who wrote it down.
    pub by: Option<UserId>,
}

/// This is said about an expense from now on; a rejected one is a draft again. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpenseChanged {
    /// Which.
    pub id: ExpenseId,
    /// What is said about it.
    pub brief: ExpenseBrief,
    /// Who wrote it down.
    pub by: Option<UserId>,
}

/// An expense was a mistake. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpenseRemoved {
    /// Which.
    pub id: ExpenseId,
}

/// An expense waits to be approved. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpenseSubmitted {
    /// Which.
    pub id: ExpenseId,
    /// Who submitted it.
    pub by: Option<UserId>,
}

/// An expense was taken back to be worked on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpenseRecalled {
    /// Which.
    pub id: ExpenseId,
    /// Who took it back.
    pub by: Option<UserId>,
}

/// An expense was approved. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpenseApproved {
    /// Which.
    pub id: ExpenseId,
    /// Who approved; nobody where the approval path says that nobody need.
    pub by: Option<UserId>,
}

/// An expense was sent back. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpenseRejected {
    /// Which.
    pub id: ExpenseId,
    /// Why.
    pub reason: Text,
    /// By whom.
    pub by: Option<UserId>,
}

/// An expense was paid. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpensePaid {
    /// Which.
    pub id: ExpenseId,
    /// Who says so.
    pub by: Option<UserId>,
}

/// This is what somebody can do from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkillsSet {
    /// Who.
    pub id: PersonId,
    /// All of it.
    pub skills: Vec<Skill>,
}

/// This is when somebody can work from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AvailabilitySet {
    /// Who.
    pub id: PersonId,
    /// By when they begin.
    pub periods: Vec<AvailabilityPeriod>,
}

/// Hours of somebody were booked. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonBooked {
    /// The new booking.
    pub id: BookingId,
    /// Whose hours.
    pub person: PersonId,
    /// For which project.
    pub project: ProjectId,
    /// For which phase of it.
    pub phase: PhaseId,
    /// What is said about it.
    pub brief: BookingBrief,
    /// Who did it.
    pub by: Option<UserId>,
}

/// A booking is so from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookingChanged {
    /// Which.
    pub id: BookingId,
    /// What is said about it.
    pub brief: BookingBrief,
    /// Who did it.
    pub by: Option<UserId>,
}

/// A booking was taken back. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookingCancelled {
    /// Which.
    pub id: BookingId,
    /// Who did it.
    pub by: Option<UserId>,
}

/// The row of a file was taken in: never again. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EffortImported {
    /// Which row.
    pub key: ImportKey,
    /// What became of it.
    pub item: EffortItem,
}
