use std::collections::{BTreeMap, BTreeSet};

use loggia_core::delivery::About;
use loggia_core::effort::{Timesheet, TimesheetStatus, WorkedOn};
use loggia_core::event::EffortEvent as E;
use loggia_core::id::{BookingId, ExpenseId, PartnerUserId, PersonId, ProjectId, TimesheetId};
use loggia_core::visibility::{self, DocumentId};
use loggia_core::world::World;

use super::Touched;
use super::delivery::{partners, remarked, renamed, user_of};

pub(super) fn affected(world: &World, event: &E, touched: &mut Touched) {
    match event {
        // Nobody has worked or spent anything as this person yet.
        E::PersonCreated(e) => of_profile(world, e.id, touched),
        E::PersonChanged(e) => {
            of_profile(world, e.id, touched);
            let held = world.effort.person(e.id).ok().and_then(|person| person.supervisor);
            // Seen from the world before the change; after it there is no other any more.
            if held != e.supervisor {
                for supervisor in [held, e.supervisor].into_iter().flatten() {
                    of_supervised(world, e.id, supervisor, touched);
                }
            }
        }
        E::PersonStaffed(e) => renamed(world, e.id, touched),
        E::TimesheetOpened(e) => of_timesheet(world, e.id, touched),
        E::TimeLogged(e) => {
            of_timesheet(world, e.timesheet, touched);
            let mut documents = BTreeSet::from(visibility::of_timesheet(e.timesheet));
            documents.extend(of_work(world, e.on));
            for partner in partners(world, e.project) {
                touched.extend(documents.iter().map(|document| (partner, *document)));
            }
        }
        E::TimesheetSubmitted(e) => of_timesheet(world, e.id, touched),
        E::TimesheetRecalled(e) => of_timesheet(world, e.id, touched),
        E::TimesheetLinesApproved(e) => of_timesheet(world, e.id, touched),
        E::TimesheetApproved(e) => of_timesheet(world, e.id, touched),
        E::TimesheetRejected(e) => of_timesheet(world, e.id, touched),
        E::TimesheetReopened(e) => of_timesheet(world, e.id, touched),
        E::ExpenseAdded(e) => of_expense(world, e.id, touched),
        // Another phase is another level.
        E::ExpenseChanged(e) => {
            of_expense(world, e.id, touched);
            remarked(world, About::Expense(e.id), touched);
        }
        E::ExpenseRemoved(e) => of_expense(world, e.id, touched),
        E::ExpenseSubmitted(e) => of_expense(world, e.id, touched),
        E::ExpenseRecalled(e) => of_expense(world, e.id, touched),
        E::ExpenseApproved(e) => of_expense(world, e.id, touched),
        E::ExpenseRejected(e) => of_expense(world, e.id, touched),
        E::ExpensePaid(e) => of_expense(world, e.id, touched),
        // Others may have to decide about what waits.
        E::ApprovalPathSet(_) => of_waiting(world, touched),
        // It is about the file: what became of the row has its own events.
        E::EffortImported(_) => {}
        // It says what may happen next, and changes nothing that is shown.
        E::PeriodLockSet(_) => {}
        E::SkillsSet(e) => of_profile(world, e.id, touched),
        E::AvailabilitySet(e) => of_profile(world, e.id, touched),
        E::PersonBooked(e) => of_booking(world, e.id, touched),
        E::BookingChanged(e) => of_booking(world, e.id, touched),
        E::BookingCancelled(e) => of_booking(world, e.id, touched),
    }
}

/// A timesheet, for the one whose it is, his supervisor, and all who take part where he worked.
fn of_timesheet(world: &World, id: TimesheetId, touched: &mut Touched) {
    let Ok(sheet) = world.effort.timesheet(id) else { return };
    for document in visibility::of_timesheet(id) {
        of_owner(world, sheet.person, document, touched);
        for project in sheet.projects() {
            touched.extend(partners(world, project).into_iter().map(|partner| (partner, document)));
        }
    }
}

/// The same for an expense.
fn of_expense(world: &World, id: ExpenseId, touched: &mut Touched) {
    let Ok(expense) = world.effort.expense(id) else { return };
    for document in visibility::of_expense(id) {
        of_owner(world, expense.person, document, touched);
        let partners = partners(world, expense.project).into_iter();
        touched.extend(partners.map(|partner| (partner, document)));
    }
}

/// All that waits to be approved.
fn of_waiting(world: &World, touched: &mut Touched) {
    let submitted = |sheet: &&Timesheet| sheet.status == TimesheetStatus::Submitted;
    for sheet in world.effort.timesheets().filter(submitted) {
        of_timesheet(world, sheet.id, touched);
    }
}

/// A profile is there for the person himself.
fn of_profile(world: &World, person: PersonId, touched: &mut Touched) {
    touched.extend(user_of(world, person).map(|user| (user, DocumentId::Profile(person))));
}

fn of_booking(world: &World, id: BookingId, touched: &mut Touched) {
    let Ok(booking) = world.effort.booking(id) else { return };
    let partners = partners(world, booking.project).into_iter();
    touched.extend(partners.map(|partner| (partner, DocumentId::Booking(id))));
}

/// What tells how long was worked on something: a task counts where it is now.
fn of_work(world: &World, on: WorkedOn) -> impl Iterator<Item = DocumentId> {
    let task = match on {
        WorkedOn::Task(task) => world.delivery.task(task).ok(),
        WorkedOn::Phase(_) => None,
    };
    task.into_iter().flat_map(|task| {
        [
            DocumentId::Task(task.id),
            DocumentId::Phase(task.phase),
            DocumentId::Project(task.project),
        ]
    })
}

/// A timesheet, and what tells how long was worked on its tasks.
pub(super) fn with_tasks(world: &World, sheet: TimesheetId) -> BTreeSet<DocumentId> {
    let mut documents = BTreeSet::from(visibility::of_timesheet(sheet));
    if let Ok(sheet) = world.effort.timesheet(sheet) {
        documents.extend(sheet.lines.keys().flat_map(|(_, on, _)| of_work(world, *on)));
    }
    documents
}

/// For the one whose it is, and his supervisor.
pub(super) fn of_owner(
    world: &World,
    person: PersonId,
    document: DocumentId,
    touched: &mut Touched,
) {
    let supervisor = world.effort.person(person).ok().and_then(|person| person.supervisor);
    let persons = [Some(person), supervisor].into_iter().flatten();
    let users = persons.filter_map(|person| user_of(world, person));
    touched.extend(users.map(|user| (user, document)));
}

/// All that somebody worked and spent, for one who supervises him, or did: it decides whether he is
/// told, and what tasks took.
fn of_supervised(world: &World, person: PersonId, supervisor: PersonId, touched: &mut Touched) {
    let Some(user) = user_of(world, supervisor) else { return };
    let sheets = world.effort.timesheets_of(person);
    let mut documents: BTreeSet<_> = sheets.flat_map(|sheet| with_tasks(world, sheet)).collect();
    for expense in world.effort.expenses_of(person) {
        documents.extend(visibility::of_expense(expense));
        documents.extend(visibility::remarks(world, About::Expense(expense)));
    }
    touched.extend(documents.into_iter().map(|document| (user, document)));
}

/// All that somebody worked and spent, and all that those did whom he supervises: for himself, for the
/// supervisors, and for all who take part there. Whose time it is decides to whom it is told, and what
/// tasks took; and one may have worked where one never took part, before Loggia.
pub(super) fn of_person(world: &World, person: PersonId, touched: &mut Touched) {
    let mut found: BTreeMap<ProjectId, Vec<PartnerUserId>> = BTreeMap::new();
    for whose in std::iter::once(person).chain(world.effort.supervised_by(person)) {
        // Whoever is supervised is told by whom.
        of_profile(world, whose, touched);
        for sheet in world.effort.timesheets_of(whose) {
            let Ok(held) = world.effort.timesheet(sheet) else { continue };
            let documents = with_tasks(world, sheet);
            for project in held.projects() {
                let partners = found.entry(project).or_insert_with(|| partners(world, project));
                for partner in partners {
                    touched.extend(documents.iter().map(|document| (*partner, *document)));
                }
            }
            for document in documents {
                of_owner(world, whose, document, touched);
            }
        }
        for expense in world.effort.expenses_of(whose) {
            of_expense(world, expense, touched);
            remarked(world, About::Expense(expense), touched);
        }
    }
}
