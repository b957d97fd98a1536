use std::sync::Arc;

use imbl::{OrdMap, OrdSet};

use super::{ApprovalPath, Booking, Expense, PeriodLock, Person, Timesheet};
use crate::id::{
    BookingId, ContactId, ExpenseId, PersonId, PhaseId, ProjectId, StaffUserId, TaskId, TimesheetId,
};
use crate::refusal::{RecordKind, Refusal};
use crate::scalar::{Date, Hours, ImportKey};

/// Who works on projects, and what of it.
#[derive(Clone, Debug, Default)]
pub struct Effort {
    pub(super) persons: OrdMap<PersonId, Arc<Person>>,
    pub(super) by_contact: OrdMap<ContactId, PersonId>,
    pub(super) by_staff: OrdMap<StaffUserId, PersonId>,
    /// Whom somebody supervises.
    pub(super) supervised: OrdMap<PersonId, OrdSet<PersonId>>,
    pub(super) timesheets: OrdMap<TimesheetId, Arc<Timesheet>>,
    pub(super) by_week: OrdMap<(PersonId, Date), TimesheetId>,
    /// The same fact as the lines on tasks: how long, by whom, and in which timesheets.
    pub(super) logged: OrdMap<TaskId, Logged>,
    /// The timesheets with lines in a project.
    pub(super) on_project: OrdMap<ProjectId, OrdSet<TimesheetId>>,
    pub(super) expenses: OrdMap<ExpenseId, Arc<Expense>>,
    pub(super) expenses_of: OrdMap<PersonId, OrdSet<ExpenseId>>,
    pub(super) expenses_in: OrdMap<ProjectId, OrdSet<ExpenseId>>,
    pub(super) bookings: OrdMap<BookingId, Arc<Booking>>,
    pub(super) bookings_in: OrdMap<ProjectId, OrdSet<BookingId>>,
    pub(super) path: ApprovalPath,
    pub(super) lock: Option<PeriodLock>,
    /// The rows of files that were taken in.
    pub(super) imported: OrdSet<ImportKey>,
}

/// What was logged on a task.
#[derive(Clone, Debug, Default)]
pub(super) struct Logged {
    /// By whom, and in which phase the task was then.
    pub(super) hours: OrdMap<(PersonId, PhaseId), Hours>,
    pub(super) timesheets: OrdSet<TimesheetId>,
}

impl Effort {
    /// A person.
    pub fn person(&self, id: PersonId) -> Result<&Person, Refusal> {
        let found = self.persons.get(&id).map(Arc::as_ref);
        found.ok_or(Refusal::Unknown(RecordKind::Person, id.into()))
    }

    /// All persons, in the order of their ids.
    pub fn persons(&self) -> impl Iterator<Item = &Person> {
        self.persons.values().map(Arc::as_ref)
    }

    /// The person that a contact is.
    pub fn person_of_contact(&self, contact: ContactId) -> Option<PersonId> {
        self.by_contact.get(&contact).copied()
    }

    /// The person that a staff user is.
    pub fn person_of_staff(&self, staff_user: StaffUserId) -> Option<PersonId> {
        self.by_staff.get(&staff_user).copied()
    }

    /// Whom somebody supervises, in the order of their ids.
    pub fn supervised_by(&self, supervisor: PersonId) -> impl Iterator<Item = PersonId> + '_ {
        self.supervised.get(&supervisor).into_iter().flat_map(|set| set.iter().copied())
    }

    /// A timesheet.
    pub fn timesheet(&self, id: TimesheetId) -> Result<&Timesheet, Refusal> {
        let found = self.timesheets.get(&id).map(Arc::as_ref);
        found.ok_or(Refusal::Unknown(RecordKind::Timesheet, id.into()))
    }

    /// All timesheets, in the order of their ids.
    pub fn timesheets(&self) -> impl Iterator<Item = &Timesheet> {
        self.timesheets.values().map(Arc::as_ref)
    }

    /// Somebody's timesheet of the week that begins on `monday`.
    pub fn timesheet_of(&self, person: PersonId, monday: Date) -> Option<&Timesheet> {
        let id = self.by_week.get(&(person, monday))?;
        self.timesheets.get(id).map(Arc::as_ref)
    }

    /// Somebody's timesheets, the oldest first.
    pub fn timesheets_of(&self, person: PersonId) -> impl Iterator<Item = TimesheetId> + '_ {
        let from = (person, Date::MIN)..=(person, Date::MAX);
        self.by_week.range(from).map(|(_, id)| *id)
    }

    /// The timesheets that have lines in a project.
    pub fn timesheets_in(&self, project: ProjectId) -> impl Iterator<Item = TimesheetId> + '_ {
        self.on_project.get(&project).into_iter().flat_map(|set| set.iter().copied())
    }

    /// The timesheets that have lines on a task.
    pub fn timesheets_on(&self, task: TaskId) -> impl Iterator<Item = TimesheetId> + '_ {
        let logged = self.logged.get(&task).into_iter();
        logged.flat_map(|logged| logged.timesheets.iter().copied())
    }

    /// How long people worked on a task, whether it is approved or not: the sum of the lines on it.
    pub fn logged(&self, task: TaskId) -> Hours {
        self.logged_by(task).map(|(_, _, hours)| hours).sum()
    }

    /// The same by person and by the phase in which the task was then.
    pub fn logged_by(&self, task: TaskId) -> impl Iterator<Item = (PersonId, PhaseId, Hours)> + '_ {
        let logged = self.logged.get(&task).into_iter();
        let hours = logged.flat_map(|logged| logged.hours.iter());
        hours.map(|((person, phase), hours)| (*person, *phase, *hours))
    }

    /// An expense.
    pub fn expense(&self, id: ExpenseId) -> Result<&Expense, Refusal> {
        let found = self.expenses.get(&id).map(Arc::as_ref);
        found.ok_or(Refusal::Unknown(RecordKind::Expense, id.into()))
    }

    /// All expenses, in the order of their ids.
    pub fn expenses(&self) -> impl Iterator<Item = &Expense> {
        self.expenses.values().map(Arc::as_ref)
    }

    /// Somebody's expenses.
    pub fn expenses_of(&self, person: PersonId) -> impl Iterator<Item = ExpenseId> + '_ {
        self.expenses_of.get(&person).into_iter().flat_map(|set| set.iter().copied())
    }

    /// The expenses for a project.
    pub fn expenses_in(&self, project: ProjectId) -> impl Iterator<Item = ExpenseId> + '_ {
        self.expenses_in.get(&project).into_iter().flat_map(|set| set.iter().copied())
    }

    /// A booking.
    pub fn booking(&self, id: BookingId) -> Result<&Booking, Refusal> {
        let found = self.bookings.get(&id).map(Arc::as_ref);
        found.ok_or(Refusal::Unknown(RecordKind::Booking, id.into()))
    }

    /// All bookings, in the order of their ids.
    pub fn bookings(&self) -> impl Iterator<Item = &Booking> {
        self.bookings.values().map(Arc::as_ref)
    }

    /// The bookings for a project.
    pub fn bookings_in(&self, project: ProjectId) -> impl Iterator<Item = BookingId> + '_ {
        self.bookings_in.get(&project).into_iter().flat_map(|set| set.iter().copied())
    }

    /// How timesheets and expenses are approved.
    pub fn approval_path(&self) -> ApprovalPath {
        self.path
    }

    /// Whether a row of a file was taken in already.
    pub fn imported(&self, key: ImportKey) -> bool {
        self.imported.contains(&key)
    }

    /// Up to when time is closed.
    pub fn period_lock(&self) -> Option<PeriodLock> {
        self.lock
    }
}
