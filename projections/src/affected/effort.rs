use loggia_core::effort::{Timesheet, WorkedOn};
use loggia_core::event::EffortEvent as E;
use loggia_core::id::{PersonId, ProjectId, TimesheetId};
use loggia_core::visibility::DocumentId;
use loggia_core::world::World;

use super::Touched;
use super::delivery::{partners, renamed, user_of};

pub(super) fn affected(world: &World, event: &E, touched: &mut Touched) {
    match event {
        // A new person takes part in nothing, and has no time yet.
        E::PersonCreated(_) => {}
        // Another supervisor sees the time of the person.
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
        // They say what may happen next, and change nothing that is shown.
        E::ApprovalPathSet(_) | E::PeriodLockSet(_) => {}
    }
}

/// A timesheet, for the one whose it is, his supervisor, and all who take part where he worked.
fn of_timesheet(world: &World, id: TimesheetId, touched: &mut Touched) {
    let Ok(sheet) = world.effort.timesheet(id) else { return };
    touches(world, sheet, touched);
    for project in sheet.projects() {
        in_project(world, project, id, touched);
    }
}

fn in_project(world: &World, project: ProjectId, id: TimesheetId, touched: &mut Touched) {
    let partners = partners(world, project).into_iter();
    touched.extend(partners.map(|partner| (partner, DocumentId::Timesheet(id))));
}

/// A timesheet, for the one whose it is and his supervisor.
fn touches(world: &World, sheet: &Timesheet, touched: &mut Touched) {
    let supervisor = world.effort.person(sheet.person).ok().and_then(|person| person.supervisor);
    let persons = [Some(sheet.person), supervisor].into_iter().flatten();
    let users = persons.filter_map(|person| user_of(world, person));
    touched.extend(users.map(|user| (user, DocumentId::Timesheet(sheet.id))));
}

/// All that somebody worked, and all that those worked whom he supervises: for himself and for the
/// supervisors.
pub(super) fn of_person(world: &World, person: PersonId, touched: &mut Touched) {
    let persons = std::iter::once(person).chain(world.effort.supervised_by(person));
    for sheet in persons.flat_map(|person| world.effort.timesheets_of(person)) {
        if let Ok(sheet) = world.effort.timesheet(sheet) {
            touches(world, sheet, touched);
        }
    }
}
