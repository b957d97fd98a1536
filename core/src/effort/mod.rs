//! Who works on projects, and what of it: persons, their time and money.
//!
//! A *person* is a resource that thinks: a contact of a partner, a staff user, or a name in a plan
//! for somebody who is not found yet. Participants of phases and assignees of tasks are persons.
//!
//! A *timesheet* is what a person worked in a week: a ledger of entries on tasks and phases, where a
//! correction is an entry that takes back. It is submitted, and approved as the workspace's *approval
//! path* says; a *period lock* closes what is long past. An *expense* is what a person spent, and goes
//! the same way until it is paid. A *booking* is hours of a person that are meant for a phase; what a
//! person can do, and when, stands in his profile.

mod approval;
mod asker;
mod booking;
pub mod event;
mod expense;
mod fold;
mod period;
mod person;
mod profile;
#[cfg(test)]
pub(crate) mod site;
mod state;
mod timesheet;

pub use approval::{Approval, ApprovalPath, LineApproval, SetApprovalPath};
pub use booking::{BookPerson, Booking, BookingBrief, BookingStatus, CancelBooking, ChangeBooking};
pub use expense::{
    AddExpense, ApproveExpense, Billable, ChangeExpense, Expense, ExpenseBrief, ExpenseStatus,
    PayExpense, RecallExpense, RejectExpense, RemoveExpense, SubmitExpense,
};
pub use period::{GRACE_DAYS_MAX, LockOverride, LockPeriod, PeriodLock};
pub use person::{ChangePerson, CreatePerson, Person, PersonOf, StaffPerson};
pub use profile::{
    AVAILABILITY_MAX, Availability, AvailabilityPeriod, SKILLS_MAX, SetAvailability, SetSkills,
    Skill,
};
pub use state::Effort;
pub use timesheet::{
    ApproveTimesheet, ENTRIES_MAX, Entry, Line, LogTime, RecallTimesheet, RejectTimesheet,
    ReopenTimesheet, SubmitTimesheet, Timesheet, TimesheetStatus, WorkedOn,
};

pub(crate) use approval::set_approval_path;
pub(crate) use booking::{book_person, cancel_booking, change_booking};
pub(crate) use expense::{
    add_expense, approve_expense, change_expense, expense_waits, pay_expense, recall_expense,
    reject_expense, remove_expense, submit_expense,
};
pub(crate) use period::lock_period;
pub(crate) use person::{change_person, create_person, staff_person};
pub(crate) use profile::{set_availability, set_skills};
pub(crate) use timesheet::{
    approve_timesheet, log_time, recall_timesheet, reject_timesheet, reopen_timesheet,
    submit_timesheet, timesheet_waits,
};
