use std::collections::BTreeMap;

use serde::Serialize;

use super::clause::{self, Clause, Ground, Rule};
use super::rights::{self, Rights};
use super::row::row;
use super::{Lens, Shown, person_of};
use crate::access::Field::Timesheet as F;
use crate::access::{PartnerUser, Permissions, TimesheetApproval, TimesheetField, TimesheetView};
use crate::delivery::Task;
use crate::effort::{Entry, Line, Timesheet, TimesheetStatus, WorkedOn};
use crate::id::{PartnerUserId, PersonId, PhaseId, ProjectId, TaskId, TimesheetId};
use crate::refusal::{RecordKind, Refusal};
use crate::scalar::{Date, Hours, Name, Personal, Text};
use crate::world::World;

/// What was worked on one task or phase on one day.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TimesheetLine {
    /// On which day; never more than that field of the timesheet tells of its week.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub day: Option<Shown<Date>>,
    /// In which project; `null` where that is not visible.
    pub project_id: Option<ProjectId>,
    /// In which phase; `null` where that is not visible.
    pub phase_id: Option<PhaseId>,
    /// On which task; `null` where on the phase as such, or where that is not visible.
    pub task_id: Option<TaskId>,
    /// What the entries come to.
    pub hours: Hours,
    /// The ledger, corrections included.
    pub entries: Vec<TimeEntry>,
    /// Whether this line is approved already, of a timesheet that waits; absent where it is not told
    /// where that stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub approved: Option<bool>,
}

/// One entry of the ledger.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TimeEntry {
    /// How long; negative where it takes back.
    pub hours: Hours,
    /// What was done.
    pub note: Option<Text>,
}

/// What was worked, by day.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct TimesheetLines(pub Vec<TimesheetLine>);

row! {
    /// What somebody worked in a week, as a partner sees it: all of one's own; of others the lines that
    /// the access level opens. A field that is hidden is absent.
    TimesheetRow {
        /// Which.
        id: TimesheetId,
        /// Whether it is one's own.
        mine: bool,
    } shown {
        /// Whose.
        person: Option<Personal<Name>>,
        /// The Monday of its week.
        week: Date,
        /// Where it stands.
        status: TimesheetStatus,
        /// Why it was rejected or re-opened; for its person, and a supervisor who sees all its lines.
        reason: Option<Text>,
        /// What the visible lines come to; never more than the lines show.
        hours: Hours,
        /// What was worked.
        lines: TimesheetLines,
    }
}

/// What one partner user sees of one timesheet.
struct Reading<'a> {
    world: &'a World,
    sheet: &'a Timesheet,
    me: PersonId,
    rights: BTreeMap<ProjectId, Option<Rights<'a>>>,
}

impl<'a> Reading<'a> {
    /// None for whoever does not come in, holds no module, or is no person.
    fn of(world: &'a World, user: &'a PartnerUser, sheet: &'a Timesheet) -> Option<Self> {
        let me = person_of(world, user)?;
        let projects = sheet.projects().into_iter();
        let rights = projects.map(|project| (project, Rights::of(world, user, project)));
        rights::opens_projects(user).then(|| Self { world, sheet, me, rights: rights.collect() })
    }

    fn mine(&self) -> bool {
        self.sheet.person == self.me
    }

    fn rights(&self, line: &Line) -> Option<&Rights<'a>> {
        self.rights.get(&line.project).and_then(Option::as_ref)
    }

    /// Whether the user sees what was worked on.
    fn sees_work(&self, on: WorkedOn, rights: &Rights<'_>) -> bool {
        match on {
            WorkedOn::Phase(phase) => rights.sees_phase(phase),
            WorkedOn::Task(task) => {
                self.world.delivery.task(task).is_ok_and(|task| rights.sees_task(task))
            }
        }
    }

    /// Whether a line is shown: all of one's own; of others those on work that one sees oneself, as
    /// one's level in its phase says. What one may approve one sees.
    fn shows(&self, on: WorkedOn, line: &Line) -> bool {
        if self.mine() {
            return true;
        }
        let Some(rights) = self.rights(line).filter(|rights| self.sees_work(on, rights)) else {
            return false;
        };
        opens(self.world, rights, self.sheet.person, line.phase)
    }

    fn lines(&self) -> impl Iterator<Item = (Date, WorkedOn, &'a Line)> + '_ {
        let lines = self.sheet.lines.iter().map(|((day, on, _), line)| (*day, *on, line));
        lines.filter(|(_, on, line)| self.shows(*on, line))
    }

    fn row(&self, lens: Lens<'_>, day: Date, on: WorkedOn, line: &Line) -> TimesheetLine {
        let Line { project, phase, entries, hours } = line;
        let rights = self.rights(line);
        let task_id = match on {
            WorkedOn::Phase(_) => None,
            WorkedOn::Task(task) => {
                rights.filter(|rights| self.sees_work(on, rights)).map(|_| task)
            }
        };
        // A task that is shown tells its phase as well, but not the one from which it came.
        let lies_there =
            |task: TaskId| self.world.delivery.task(task).is_ok_and(|task| task.phase == *phase);
        let in_phase = rights.is_some_and(|rights| rights.sees_phase(*phase))
            || task_id.is_some_and(lies_there);
        TimesheetLine {
            day: lens.show(F(TimesheetField::Week), day),
            project_id: rights.map(|_| *project),
            phase_id: in_phase.then_some(*phase),
            task_id,
            hours: *hours,
            entries: entries
                .iter()
                .map(|Entry { hours, note, by: _ }| TimeEntry { hours: *hours, note: note.clone() })
                .collect(),
            approved: lens
                .tells(F(TimesheetField::Status))
                .then(|| self.sheet.approved.contains_key(phase)),
        }
    }
}

/// Whether the level of somebody opens the time of another on work in a phase.
fn opens(world: &World, rights: &Rights<'_>, whose: PersonId, phase: PhaseId) -> bool {
    let me = Some(rights.person());
    let level = rights.in_phase(phase);
    let supervised = world.effort.person(whose).is_ok_and(|person| person.supervisor == me);
    let by_supervisor = level.timesheet_view >= TimesheetView::Supervised
        || level.timesheet_approve >= TimesheetApproval::Supervised;
    let owns = world.delivery.phase(phase).is_ok_and(|phase| phase.brief.owner == me);
    let by_others = level.timesheet_view >= TimesheetView::All
        || level.timesheet_approve >= TimesheetApproval::PhaseOwned && owns;
    let told = || rights.called(whose, Some(phase)).is_some();
    supervised && by_supervisor || by_others && told()
}

/// Whether a level opens the time of others in some way.
fn of_time(level: &Permissions) -> bool {
    level.timesheet_view > TimesheetView::Own || level.timesheet_approve > TimesheetApproval::No
}

/// What was worked on a task that somebody is shown, of the time that he is told: his own, and that
/// of those whose timesheets his level opens. A sum tells of nobody else.
pub(super) fn logged(world: &World, rights: &Rights<'_>, task: &Task) -> Hours {
    let told = world.effort.logged_by(task.id).filter(|(whose, phase, _)| {
        *whose == rights.person() || opens(world, rights, *whose, *phase)
    });
    told.map(|(_, _, hours)| hours).sum()
}

pub(super) fn render(world: &World, user: &PartnerUser, id: TimesheetId) -> Option<TimesheetRow> {
    let sheet = world.effort.timesheet(id).ok()?;
    let reading = Reading::of(world, user, sheet)?;
    let lines: Vec<_> = reading.lines().collect();
    if lines.is_empty() {
        return None;
    }
    let Timesheet {
        id,
        person,
        week,
        opened: _,
        lines: _,
        imported: _,
        status,
        reason,
        approved: _,
        revision: _,
    } = sheet;
    let lens = Lens::on(world, user);
    let called = world.effort.person(*person).ok();
    let called = called.and_then(|person| rights::name(world, &person.of));
    let hours = lines.iter().map(|(_, _, line)| line.hours).sum();
    let rows = lines.iter().map(|(day, on, line)| reading.row(lens, *day, *on, line)).collect();
    // What is said about all of it may be about a line that is hidden, and is said to one person.
    let person = world.effort.person(sheet.person);
    let supervised = person.is_ok_and(|person| person.supervisor == Some(reading.me));
    let whole = reading.mine() || supervised && lines.len() == sheet.lines.len();
    Some(TimesheetRow {
        id: *id,
        mine: reading.mine(),
        person: lens.show(F(TimesheetField::Person), called),
        week: lens.show(F(TimesheetField::Week), *week),
        status: lens.show(F(TimesheetField::Status), *status),
        reason: super::project::opened(whole, || {
            lens.show(F(TimesheetField::Reason), reason.clone())
        }),
        hours: lens.show(F(TimesheetField::Hours), hours),
        lines: lens.show(F(TimesheetField::Lines), TimesheetLines(rows)),
    })
}

/// What decides about a timesheet.
pub(super) fn clauses(world: &World, user: &PartnerUser, sheet: &Timesheet) -> [Clause; 3] {
    let reading = Reading::of(world, user, sheet);
    let reached = reading.as_ref().and_then(|reading| {
        let (_, _, line) = reading.lines().next()?;
        Some(match reading.mine() {
            true => Some(sheet.opened),
            false => {
                reading.rights(line).and_then(|rights| rights.since(Some(line.phase), of_time))
            }
        })
    });
    let ground = reached.map_or(Ground::Fails(None), Ground::Holds);
    [
        clause::active(user),
        clause::licensed(user, rights::MODULES),
        Clause::new(Rule::TimeReached, ground),
    ]
}

/// Refuses a timesheet that a partner is not shown, in the words of a missing one.
pub(crate) fn on_timesheet(
    world: &World,
    partner: PartnerUserId,
    sheet: &Timesheet,
) -> Result<(), Refusal> {
    let user = world.access.partner_user(partner)?;
    let reading = Reading::of(world, user, sheet);
    match reading.is_some_and(|reading| reading.lines().next().is_some()) {
        true => Ok(()),
        false => Err(Refusal::Unknown(RecordKind::Timesheet, sheet.id.into())),
    }
}

/// Whether a partner sees every line of a timesheet, or every line on one phase of it.
pub(crate) fn sees_lines(
    world: &World,
    partner: PartnerUserId,
    sheet: &Timesheet,
    phase: Option<PhaseId>,
) -> bool {
    let Ok(user) = world.access.partner_user(partner) else { return false };
    Reading::of(world, user, sheet).is_some_and(|reading| {
        let mut lines = sheet.lines.iter();
        lines.all(|((_, on, _), line)| {
            phase.is_some_and(|phase| phase != line.phase) || reading.shows(*on, line)
        })
    })
}
