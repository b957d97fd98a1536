//! The part of [`crate::world::World::apply`] that concerns effort.

use std::sync::Arc;

use imbl::OrdMap;

use super::event::{
    ApprovalPathSet, AvailabilitySet, BookingCancelled, BookingChanged, EffortImported,
    ExpenseAdded, ExpenseApproved, ExpenseChanged, ExpensePaid, ExpenseRecalled, ExpenseRejected,
    ExpenseRemoved, ExpenseSubmitted, PeriodLockSet, PersonBooked, PersonChanged, PersonCreated,
    PersonStaffed, SkillsSet, TimeLogged, TimesheetApproved, TimesheetLinesApproved,
    TimesheetOpened, TimesheetRecalled, TimesheetRejected, TimesheetReopened, TimesheetSubmitted,
};
use super::{
    Booking, Effort, EffortItem, Entry, Expense, ExpenseStatus, Line, Person, PersonOf, Timesheet,
    TimesheetStatus, WorkedOn,
};
use crate::event::EffortEvent;
use crate::id::{ExpenseId, PersonId, TimesheetId};
use crate::scalar::{Hours, Text};
use crate::world::{Revision, Stamp};

impl Effort {
    pub(crate) fn apply(&mut self, stamp: Stamp, event: &EffortEvent) {
        match event {
            EffortEvent::PersonCreated(created) => self.create(created),
            EffortEvent::PersonChanged(changed) => {
                let PersonChanged { id, supervisor, role, schedulable } = changed.clone();
                self.supervise(id, supervisor);
                self.change(id, |person| {
                    person.supervisor = supervisor;
                    person.role = role;
                    person.schedulable = schedulable;
                });
            }
            EffortEvent::PersonStaffed(PersonStaffed { id, of }) => {
                self.is(*id, of);
                self.change(*id, |person| person.of = of.clone());
            }
            EffortEvent::TimesheetOpened(opened) => self.open(stamp, opened),
            EffortEvent::TimeLogged(logged) => self.log(logged),
            EffortEvent::TimesheetSubmitted(TimesheetSubmitted { id, by: _ }) => {
                self.turn(*id, TimesheetStatus::Submitted, None);
            }
            EffortEvent::TimesheetRecalled(TimesheetRecalled { id, by: _ }) => {
                let reason = self.timesheets.get(id).and_then(|sheet| sheet.reason.clone());
                self.turn(*id, TimesheetStatus::Draft, reason);
            }
            EffortEvent::TimesheetLinesApproved(TimesheetLinesApproved { id, phase, by }) => {
                self.change_timesheet(*id, |sheet| {
                    sheet.approved.insert(*phase, *by);
                });
            }
            EffortEvent::TimesheetApproved(TimesheetApproved { id, by: _ }) => {
                self.change_timesheet(*id, |sheet| sheet.status = TimesheetStatus::Approved);
            }
            EffortEvent::TimesheetRejected(TimesheetRejected { id, reason, by: _ }) => {
                self.turn(*id, TimesheetStatus::Rejected, Some(reason.clone()));
            }
            EffortEvent::TimesheetReopened(TimesheetReopened { id, reason, by: _ }) => {
                self.turn(*id, TimesheetStatus::Draft, Some(reason.clone()));
            }
            EffortEvent::ApprovalPathSet(ApprovalPathSet { path }) => self.path = *path,
            EffortEvent::PeriodLockSet(PeriodLockSet { lock }) => self.lock = *lock,
            EffortEvent::ExpenseAdded(added) => self.add_expense(stamp, added),
            EffortEvent::ExpenseChanged(ExpenseChanged { id, brief, by: _ }) => {
                self.change_expense(*id, |expense| {
                    expense.brief = brief.clone();
                    expense.status = ExpenseStatus::Draft;
                });
            }
            EffortEvent::ExpenseRemoved(ExpenseRemoved { id }) => self.remove_expense(*id),
            EffortEvent::ExpenseSubmitted(ExpenseSubmitted { id, by: _ }) => {
                self.change_expense(*id, |expense| {
                    (expense.status, expense.reason) = (ExpenseStatus::Submitted, None);
                });
            }
            EffortEvent::ExpenseRecalled(ExpenseRecalled { id, by: _ }) => {
                self.change_expense(*id, |expense| expense.status = ExpenseStatus::Draft);
            }
            EffortEvent::ExpenseApproved(ExpenseApproved { id, by: _ }) => {
                self.change_expense(*id, |expense| expense.status = ExpenseStatus::Approved);
            }
            EffortEvent::ExpenseRejected(ExpenseRejected { id, reason, by: _ }) => {
                self.change_expense(*id, |expense| {
                    expense.status = ExpenseStatus::Rejected;
                    expense.reason = Some(reason.clone());
                });
            }
            EffortEvent::ExpensePaid(ExpensePaid { id, by: _ }) => {
                self.change_expense(*id, |expense| expense.status = ExpenseStatus::Paid);
            }
            EffortEvent::SkillsSet(SkillsSet { id, skills }) => {
                self.change(*id, |person| person.skills.clone_from(skills));
            }
            EffortEvent::AvailabilitySet(AvailabilitySet { id, periods }) => {
                self.change(*id, |person| person.availability.clone_from(periods));
            }
            EffortEvent::PersonBooked(booked) => self.book(stamp, booked),
            EffortEvent::BookingChanged(BookingChanged { id, brief, by: _ }) => {
                if let Some(booking) = self.bookings.get_mut(id).map(Arc::make_mut) {
                    booking.brief = *brief;
                    booking.revision.raise();
                }
            }
            EffortEvent::BookingCancelled(BookingCancelled { id, by: _ }) => {
                let project = self.bookings.remove(id).map(|booking| booking.project);
                if let Some(within) = project.and_then(|id| self.bookings_in.get_mut(&id)) {
                    within.remove(id);
                }
            }
            EffortEvent::EffortImported(EffortImported { key, item }) => {
                self.imported.insert(*key);
                match item {
                    EffortItem::Timesheet(id) => self.change_timesheet(*id, |sheet| {
                        sheet.imported = sheet.imported.saturating_add(1);
                    }),
                    EffortItem::Expense(_) => {}
                }
            }
        }
    }

    fn create(&mut self, created: &PersonCreated) {
        let PersonCreated { id, of, supervisor, role, schedulable } = created.clone();
        self.is(id, &of);
        self.supervise(id, supervisor);
        let revision = Revision::FIRST;
        let (skills, availability) = (Vec::new(), Vec::new());
        let person =
            Person { id, of, supervisor, role, schedulable, skills, availability, revision };
        self.persons.insert(id, Arc::new(person));
    }

    fn is(&mut self, id: PersonId, of: &PersonOf) {
        match of {
            PersonOf::Contact(contact) => {
                self.by_contact.insert(*contact, id);
            }
            PersonOf::StaffUser(staff_user) => {
                self.by_staff.insert(*staff_user, id);
            }
            PersonOf::Name(_) => {}
        }
    }

    fn supervise(&mut self, id: PersonId, supervisor: Option<PersonId>) {
        let before = self.persons.get(&id).and_then(|person| person.supervisor);
        if let Some(before) = before.and_then(|before| self.supervised.get_mut(&before)) {
            before.remove(&id);
        }
        if let Some(supervisor) = supervisor {
            self.supervised.entry(supervisor).or_default().insert(id);
        }
    }

    fn change(&mut self, id: PersonId, change: impl FnOnce(&mut Person)) {
        if let Some(person) = self.persons.get_mut(&id).map(Arc::make_mut) {
            change(person);
            person.revision.raise();
        }
    }

    fn open(&mut self, stamp: Stamp, opened: &TimesheetOpened) {
        let TimesheetOpened { id, person, week } = opened.clone();
        self.by_week.insert((person, week), id);
        let sheet = Timesheet {
            id,
            person,
            week,
            opened: stamp.seq,
            lines: OrdMap::new(),
            imported: 0,
            status: TimesheetStatus::Draft,
            reason: None,
            approved: OrdMap::new(),
            revision: Revision::FIRST,
        };
        self.timesheets.insert(id, Arc::new(sheet));
    }

    /// One fact, on the line and on the task. Where the task goes later, what was worked stays in the
    /// phase in which it was worked: whoever owns that approves it.
    fn log(&mut self, logged: &TimeLogged) {
        let TimeLogged { timesheet, project, phase, on, day, hours, note, by } = logged.clone();
        self.on_project.entry(project).or_default().insert(timesheet);
        match on {
            WorkedOn::Task(task) => {
                let Some(person) = self.timesheets.get(&timesheet).map(|sheet| sheet.person) else {
                    return;
                };
                let logged = self.logged.entry(task).or_default();
                let of_person = logged.hours.entry((person, phase)).or_default();
                *of_person = of_person.plus(hours);
                logged.timesheets.insert(timesheet);
            }
            WorkedOn::Phase(_) => {}
        }
        self.change_timesheet(timesheet, |sheet| {
            let nothing = || Line { project, phase, entries: Vec::new(), hours: Hours::ZERO };
            let line = sheet.lines.entry((day, on, phase)).or_insert_with(nothing);
            line.hours = line.hours.plus(hours);
            line.entries.push(Entry { hours, note, by });
            sheet.status = TimesheetStatus::Draft;
        });
    }

    /// Whoever submits, takes back, rejects or re-opens begins anew: nothing of it is approved.
    fn turn(&mut self, id: TimesheetId, status: TimesheetStatus, reason: Option<Text>) {
        self.change_timesheet(id, |sheet| {
            (sheet.status, sheet.reason) = (status, reason);
            sheet.approved = OrdMap::new();
        });
    }

    fn add_expense(&mut self, stamp: Stamp, added: &ExpenseAdded) {
        let ExpenseAdded { id, person, project, brief, by: _ } = added.clone();
        self.expenses_of.entry(person).or_default().insert(id);
        self.expenses_in.entry(project).or_default().insert(id);
        let (status, reason) = (ExpenseStatus::Draft, None);
        let (added, revision) = (stamp.seq, Revision::FIRST);
        let expense = Expense { id, person, project, brief, status, reason, added, revision };
        self.expenses.insert(id, Arc::new(expense));
    }

    fn remove_expense(&mut self, id: ExpenseId) {
        let Some(expense) = self.expenses.remove(&id) else { return };
        if let Some(of) = self.expenses_of.get_mut(&expense.person) {
            of.remove(&id);
        }
        if let Some(within) = self.expenses_in.get_mut(&expense.project) {
            within.remove(&id);
        }
    }

    fn change_expense(&mut self, id: ExpenseId, change: impl FnOnce(&mut Expense)) {
        if let Some(expense) = self.expenses.get_mut(&id).map(Arc::make_mut) {
            change(expense);
            expense.revision.raise();
        }
    }

    fn book(&mut self, stamp: Stamp, booked: &PersonBooked) {
        let PersonBooked { id, person, project, phase, brief, by: _ } = booked.clone();
        self.bookings_in.entry(project).or_default().insert(id);
        let (made, revision) = (stamp.seq, Revision::FIRST);
        let booking = Booking { id, person, project, phase, brief, made, revision };
        self.bookings.insert(id, Arc::new(booking));
    }

    fn change_timesheet(&mut self, id: TimesheetId, change: impl FnOnce(&mut Timesheet)) {
        if let Some(sheet) = self.timesheets.get_mut(&id).map(Arc::make_mut) {
            change(sheet);
            sheet.revision.raise();
        }
    }
}
