use std::collections::{BTreeMap, BTreeSet};

use super::{percent, projects};
use crate::delivery::{Project, Task, TaskKind};
use crate::effort::WorkedOn;
use crate::id::{PhaseId, ProjectId, TimesheetId};
use crate::scalar::{Date, Hours};
use crate::world::World;

/// How much work was planned in a project or one of its phases, and how much was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedAndLogged {
    /// In which project.
    pub project: ProjectId,
    /// In which phase; the project as a whole where none is said.
    pub phase: Option<PhaseId>,
    /// How many tasks there are, without headings.
    pub tasks: u32,
    /// How much work they are.
    pub planned: Hours,
    /// How much was worked, approved or not, on the tasks and on the phases as such.
    pub logged: Hours,
    /// How much of that on the phases as such, for which no hours are planned.
    pub on_phases: Hours,
    /// The timesheets in which it stands, the newest week first.
    pub timesheets: Vec<TimesheetId>,
}

impl PlannedAndLogged {
    /// How much of what was planned is logged.
    pub fn percent(&self) -> Option<u32> {
        percent(self.logged, self.planned)
    }
}

/// What was planned and logged: each project, followed by its phases as added. Time on a task counts
/// where the task is now, also if it was worked before the task came there.
pub fn hours(world: &World, of: Option<ProjectId>) -> Vec<PlannedAndLogged> {
    projects(world, of).flat_map(|project| of_project(world, project)).collect()
}

#[derive(Default)]
struct Sums {
    tasks: u32,
    planned: Hours,
    logged: Hours,
    on_phases: Hours,
    timesheets: BTreeSet<(Date, TimesheetId)>,
}

impl Sums {
    fn of<'a>(tasks: impl Iterator<Item = &'a Task>) -> Self {
        let mut sums = Self::default();
        for task in tasks.filter(|task| task.brief.kind != TaskKind::Heading) {
            sums.tasks += 1;
            sums.planned = sums.planned.plus(task.brief.planned);
        }
        sums
    }

    fn add(&mut self, on: WorkedOn, hours: Hours, sheet: (Date, TimesheetId)) {
        self.logged = self.logged.plus(hours);
        match on {
            WorkedOn::Task(_) => {}
            WorkedOn::Phase(_) => self.on_phases = self.on_phases.plus(hours),
        }
        self.timesheets.insert(sheet);
    }

    fn row(self, project: ProjectId, phase: Option<PhaseId>) -> PlannedAndLogged {
        let Self { tasks, planned, logged, on_phases, timesheets } = self;
        let timesheets = timesheets.into_iter().rev().map(|(_, id)| id).collect();
        PlannedAndLogged { project, phase, tasks, planned, logged, on_phases, timesheets }
    }
}

fn of_project(world: &World, project: &Project) -> Vec<PlannedAndLogged> {
    let phases = world.delivery.phases_of(project.id);
    let mut whole = Sums::of(phases.flat_map(|phase| world.delivery.tasks_of(phase)));
    let phases = world.delivery.phases_of(project.id);
    let mut by_phase: BTreeMap<PhaseId, Sums> =
        phases.map(|phase| (phase.id, Sums::of(world.delivery.tasks_of(phase)))).collect();
    let sheets = world.effort.timesheets_in(project.id);
    for sheet in sheets.filter_map(|id| world.effort.timesheet(id).ok()) {
        let lines = sheet.lines.iter().filter(|(_, line)| line.project == project.id);
        for ((_, on, _), line) in lines.filter(|(_, line)| !line.hours.is_zero()) {
            let task = match on {
                WorkedOn::Task(task) => world.delivery.task(*task).ok(),
                WorkedOn::Phase(_) => None,
            };
            let phase = task.map_or(line.phase, |task| task.phase);
            let id = (sheet.week, sheet.id);
            whole.add(*on, line.hours, id);
            if let Some(sums) = by_phase.get_mut(&phase) {
                sums.add(*on, line.hours, id);
            }
        }
    }
    let mut rows = vec![whole.row(project.id, None)];
    for phase in &project.phases {
        rows.extend(by_phase.remove(phase).map(|sums| sums.row(project.id, Some(*phase))));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::effort::site::{ON_DRAW, ada, site};
    use crate::spec::story::delivery::{BUILD, DESIGN, JO, TOWER, WEEK, logged, logged_on};

    type Row = (Option<PhaseId>, u32, Hours, Hours, Option<u32>);

    fn rows(world: &World) -> Vec<Row> {
        let rows = hours(world, Some(TOWER)).into_iter();
        rows.map(|row| (row.phase, row.tasks, row.planned, row.logged, row.percent())).collect()
    }

    #[test]
    fn each_project_tells_what_was_planned_and_logged_and_so_does_each_of_its_phases() {
        let mut plant = site();
        let of = Hours::hundredths;
        ada(&mut plant).when(logged(JO, ON_DRAW, 725));
        plant.when(logged_on("2026-03-03", JO, WorkedOn::Phase(DESIGN), 50));
        plant.when(logged_on("2026-03-03", JO, ON_DRAW, 25));
        let whole = (None, 3, of(2_400), of(800), Some(33));
        let design = (Some(DESIGN), 2, of(1_600), of(800), Some(50));
        let build = (Some(BUILD), 1, of(800), of(0), Some(0));
        assert_eq!(rows(&plant.world), [whole, design, build]);
        let told = hours(&plant.world, None);
        assert_eq!(told[1].on_phases, of(50));
        assert_eq!(told[1].timesheets, [WEEK]);
        assert_eq!(told[2].timesheets, []);
    }

    #[test]
    fn what_was_taken_back_does_not_count() {
        let mut plant = site();
        ada(&mut plant).when(logged(JO, ON_DRAW, 725));
        plant.when(logged(JO, ON_DRAW, -725));
        let told = hours(&plant.world, Some(TOWER));
        assert!(told.iter().all(|row| row.logged.is_zero() && row.timesheets.is_empty()));
    }
}
