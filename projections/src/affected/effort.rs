use loggia_core::delivery::About;
use loggia_core::effort::{Timesheet, TimesheetStatus, WorkedOn};
use loggia_core::event::EffortEvent as E;
use loggia_core::id::{BookingId, ExpenseId, PersonId, TimesheetId};
use loggia_core::visibility::{self, DocumentId};
use loggia_core::world::World;

use super::Touched;
use super::delivery::{partners, remarked, renamed, user_of};

pub(super) fn affected(world: &World, event: &E, touched: &mut Touched) {
    match event {
        E::PersonCreated(e) => of_person(world, e.id, touched),
        // Another supervisor sees the time and money of the person.
        E::PersonChanged(e) => of_person(world, e.id, touched),
        E::PersonStaffed(e) => renamed(world, e.id, touched),
        E::TimesheetOpened(e) => of_timesheet(world, e.id, touched),
        E::TimeLogged(e) => {
            of_timesheet(world, e.timesheet, touched);
            let mut documents = visibility::of_timesheet(e.timesheet).to_vec();
            match e.on {
                WorkedOn::Task(task) => documents.extend([
                    DocumentId::Task(task),
                    DocumentId::Phase(e.phase),
                    DocumentId::Project(e.project),
                ]),
                WorkedOn::Phase(_) => {}
            }
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

/// A timesheet, and what tells how long was worked on its tasks.
pub(super) fn with_tasks(world: &World, sheet: TimesheetId) -> Vec<DocumentId> {
    let mut documents = visibility::of_timesheet(sheet).to_vec();
    let Ok(sheet) = world.effort.timesheet(sheet) else { return documents };
    for (_, on) in sheet.lines.keys() {
        match on {
            WorkedOn::Task(task) => {
                if let Ok(task) = world.delivery.task(*task) {
                    documents.extend([
                        DocumentId::Task(task.id),
                        DocumentId::Phase(task.phase),
                        DocumentId::Project(task.project),
                    ]);
                }
            }
            WorkedOn::Phase(_) => {}
        }
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

/// All that somebody worked and spent, and all that those did whom he supervises: for himself, for the
/// supervisors, and for all who take part there. Whose time it is decides to whom it is told, and what
/// tasks took; and one may have worked where one never took part, before Loggia.
pub(super) fn of_person(world: &World, person: PersonId, touched: &mut Touched) {
    for whose in std::iter::once(person).chain(world.effort.supervised_by(person)) {
        // Whoever is supervised is told by whom.
        of_profile(world, whose, touched);
        for sheet in world.effort.timesheets_of(whose) {
            let Ok(found) = world.effort.timesheet(sheet) else { continue };
            let documents = with_tasks(world, sheet);
            for project in found.projects() {
                for partner in partners(world, project) {
                    touched.extend(documents.iter().map(|document| (partner, *document)));
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
