//! The time and money of people, as staff reads it.

use loggia_core::access::UserId;
use loggia_core::effort::{
    Billable, Booking, BookingBrief, BookingStatus, Entry, Expense, ExpenseBrief, ExpenseStatus,
    Line, Timesheet, TimesheetStatus, WorkedOn,
};
use loggia_core::id::{BookingId, ExpenseId, PersonId, PhaseId, ProjectId, TimesheetId};
use loggia_core::scalar::{Date, Hours, Money, Name, Personal, Text};
use loggia_core::visibility::name;
use loggia_core::world::{Revision, World};
use serde::Serialize;
use utoipa::ToSchema;

use super::delivery_rows::entry;

/// What was worked on one task or phase on one day.
#[derive(Serialize, ToSchema)]
pub(super) struct TimesheetLineEntry {
    day: Date,
    project: ProjectId,
    phase: PhaseId,
    on: WorkedOn,
    hours: Hours,
    /// The ledger, corrections included.
    entries: Vec<TimesheetLedgerEntry>,
    /// Whether this line is approved already, of a timesheet that waits.
    approved: bool,
}

/// One entry of the ledger.
#[derive(Serialize, ToSchema)]
pub(super) struct TimesheetLedgerEntry {
    /// Negative where it takes back.
    hours: Hours,
    note: Option<Text>,
    /// Who wrote it down.
    by: Option<UserId>,
}

entry! {
    /// What somebody worked in a week.
    TimesheetEntry 10 {
        id: TimesheetId,
        person: PersonId,
        name: Option<Personal<Name>>,
        /// Who approves it.
        supervisor: Option<PersonId>,
        /// The Monday of its week.
        week: Date,
        status: TimesheetStatus,
        /// Why it was rejected or re-opened.
        reason: Option<Text>,
        hours: Hours,
        lines: Vec<TimesheetLineEntry>,
        revision: Revision,
    }
}

impl TimesheetEntry {
    pub(super) fn of(world: &World, sheet: &Timesheet) -> Self {
        let hours = sheet.hours();
        let Timesheet {
            id,
            person,
            week,
            opened: _,
            lines,
            imported: _,
            status,
            reason,
            approved,
            revision,
        } = sheet;
        let found = world.effort.person(*person).ok();
        let lines = lines.iter().map(|((day, on, _), line)| {
            let Line { project, phase, entries, hours } = line.clone();
            let entry = |Entry { hours, note, by }| TimesheetLedgerEntry { hours, note, by };
            TimesheetLineEntry {
                day: *day,
                project,
                phase,
                on: *on,
                hours,
                entries: entries.into_iter().map(entry).collect(),
                approved: approved.contains_key(&phase),
            }
        });
        Self {
            id: *id,
            person: *person,
            name: found.and_then(|person| name(world, &person.of)),
            supervisor: found.and_then(|person| person.supervisor),
            week: *week,
            status: *status,
            reason: reason.clone(),
            hours,
            lines: lines.collect(),
            revision: *revision,
        }
    }
}

entry! {
    /// What somebody spent on a project.
    ExpenseEntry 13 {
        id: ExpenseId,
        person: PersonId,
        name: Option<Personal<Name>>,
        project: ProjectId,
        phase: Option<PhaseId>,
        category: Name,
        day: Date,
        money: Money,
        billable: Billable,
        notes: Option<Text>,
        status: ExpenseStatus,
        /// Why it was rejected.
        reason: Option<Text>,
        revision: Revision,
    }
}

impl ExpenseEntry {
    pub(super) fn of(world: &World, expense: &Expense) -> Self {
        let Expense { id, person, project, brief, status, reason, added: _, revision } =
            expense.clone();
        let ExpenseBrief { phase, category, day, money, billable, notes } = brief;
        let found = world.effort.person(person).ok();
        Self {
            id,
            person,
            name: found.and_then(|person| name(world, &person.of)),
            project,
            phase,
            category,
            day,
            money,
            billable,
            notes,
            status,
            reason,
            revision,
        }
    }
}

entry! {
    /// Hours of somebody that are meant for a phase.
    BookingEntry 10 {
        id: BookingId,
        person: PersonId,
        name: Option<Personal<Name>>,
        project: ProjectId,
        phase: PhaseId,
        from: Date,
        until: Date,
        hours: Hours,
        status: BookingStatus,
        revision: Revision,
    }
}

impl BookingEntry {
    pub(super) fn of(world: &World, booking: &Booking) -> Self {
        let Booking { id, person, project, phase, brief, made: _, revision } = booking.clone();
        let BookingBrief { from, until, hours, status } = brief;
        let found = world.effort.person(person).ok();
        let name = found.and_then(|person| name(world, &person.of));
        Self { id, person, name, project, phase, from, until, hours, status, revision }
    }
}
