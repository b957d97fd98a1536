use loggia_core::delivery::About;
use loggia_core::effort::WorkedOn;
use loggia_core::event::EffortEvent as E;
use loggia_core::id::{ExpenseId, PersonId, TimesheetId};
use loggia_core::visibility::{DocumentId, remarks};
use loggia_core::world::World;

use super::Touched;
use super::delivery::{partners, remarked, renamed, user_of};

pub(super) fn affected(world: &World, event: &E, touched: &mut Touched) {
    match event {
        // A new person takes part in nothing, and has no time yet.
        E::PersonCreated(_) => {}
        // Another supervisor sees the time and money of the person.
        E::PersonChanged(e) => of_person(world, e.id, touched),
        E::PersonStaffed(e) => renamed(world, e.id, touched),
        E::TimesheetOpened(e) => of_timesheet(world, e.id, touched),
        E::TimeLogged(e) => {
            of_timesheet(world, e.timesheet, touched);
            let mut documents = vec![DocumentId::Timesheet(e.timesheet)];
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
        // They say what may happen next, and change nothing that is shown.
        E::ApprovalPathSet(_) | E::PeriodLockSet(_) => {}
    }
}

/// A timesheet, for the one whose it is, his supervisor, and all who take part where he worked.
fn of_timesheet(world: &World, id: TimesheetId, touched: &mut Touched) {
    let Ok(sheet) = world.effort.timesheet(id) else { return };
    let document = DocumentId::Timesheet(id);
    of_owner(world, sheet.person, document, touched);
    for project in sheet.projects() {
        touched.extend(partners(world, project).into_iter().map(|partner| (partner, document)));
    }
}

/// The same for an expense.
fn of_expense(world: &World, id: ExpenseId, touched: &mut Touched) {
    let Ok(expense) = world.effort.expense(id) else { return };
    let document = DocumentId::Expense(id);
    of_owner(world, expense.person, document, touched);
    let partners = partners(world, expense.project).into_iter();
    touched.extend(partners.map(|partner| (partner, document)));
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

/// All that somebody worked and spent, and all that those did whom he supervises: for himself and for
/// the supervisors.
pub(super) fn of_person(world: &World, person: PersonId, touched: &mut Touched) {
    for whose in std::iter::once(person).chain(world.effort.supervised_by(person)) {
        let sheets = world.effort.timesheets_of(whose).map(DocumentId::Timesheet);
        let expenses = world.effort.expenses_of(whose).flat_map(|expense| {
            let itself = std::iter::once(DocumentId::Expense(expense));
            itself.chain(remarks(world, About::Expense(expense)))
        });
        for document in sheets.chain(expenses) {
            of_owner(world, whose, document, touched);
        }
    }
}
