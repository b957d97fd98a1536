//! The rows of reports. Each figure has the ids of the records behind it, or the address of the list
//! that holds them.

use loggia_core::delivery::{DeliveryKind, MilestoneBrief, RaidKind, RaidStatus};
use loggia_core::effort::ExpenseStatus;
use loggia_core::id::{
    BookingId, MilestoneId, PersonId, PhaseId, ProjectId, StatusReportId, TimesheetId,
};
use loggia_core::reports::{
    self, BEHIND_MAX, Days, Felt, PlannedAndLogged, RaidGroup, SeverityBand, Slippage,
    SpentByStatus,
};
use loggia_core::scalar::{Date, Grade, Hours, Money, Name, Personal};
use loggia_core::visibility::name;
use loggia_core::world::World;
use serde::Serialize;
use utoipa::ToSchema;

use super::delivery_rows::entry;

fn project_name(world: &World, project: ProjectId) -> Option<Name> {
    world.delivery.project(project).ok().map(|project| project.brief.name.clone())
}

/// A word as it stands in rows and addresses.
fn word(value: impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

entry! {
    /// How busy somebody is in one ISO week.
    UtilisationEntry 11 {
        person: PersonId,
        name: Option<Personal<Name>>,
        /// The Monday of the week.
        week: Date,
        /// Hours that the person can work: 8 from Monday to Friday, as far as available.
        capacity: Hours,
        /// Hours booked, perhaps.
        planned: Hours,
        /// Hours booked for certain.
        confirmed: Hours,
        /// Hours worked, approved or not.
        logged: Hours,
        /// Of the capacity, rounded down; `null` where there is none.
        booked_percent: Option<u32>,
        /// Of the capacity, rounded down; `null` where there is none.
        logged_percent: Option<u32>,
        /// The bookings with hours in the week.
        bookings: Vec<BookingId>,
        /// Where the hours stand that were worked.
        timesheet: Option<TimesheetId>,
    }
}

impl UtilisationEntry {
    pub(super) fn of(world: &World, row: reports::Utilisation) -> Self {
        let (booked_percent, logged_percent) = (row.booked_percent(), row.logged_percent());
        let reports::Utilisation {
            person,
            week,
            capacity,
            planned,
            confirmed,
            logged,
            bookings,
            timesheet,
        } = row;
        let found = world.effort.person(person).ok();
        let name = found.and_then(|person| name(world, &person.of));
        Self {
            person,
            name,
            week,
            capacity,
            planned,
            confirmed,
            logged,
            booked_percent,
            logged_percent,
            bookings,
            timesheet,
        }
    }
}

entry! {
    /// How much work was planned in a project or one of its phases, and how much was done.
    HoursEntry 12 {
        project: ProjectId,
        name: Option<Name>,
        /// `null` for the project as a whole.
        phase: Option<PhaseId>,
        phase_name: Option<Name>,
        /// How many tasks there are, without headings.
        tasks: u32,
        planned: Hours,
        /// What was worked on tasks and on phases as such, approved or not.
        logged: Hours,
        /// How much of that on phases as such, for which no hours are planned.
        on_phases: Hours,
        /// How much of what is planned is logged, rounded down; `null` where nothing is planned.
        percent: Option<u32>,
        /// The list of the tasks.
        rows: String,
        /// How many timesheets there are with that time.
        timesheet_count: u32,
        /// The newest of them, up to a hundred.
        timesheets: Vec<TimesheetId>,
    }
}

impl HoursEntry {
    pub(super) fn of(world: &World, row: PlannedAndLogged) -> Self {
        let percent = row.percent();
        let PlannedAndLogged { project, phase, tasks, planned, logged, on_phases, mut timesheets } =
            row;
        let of = match phase {
            Some(phase) => format!("phase={phase}"),
            None => format!("project={project}"),
        };
        let timesheet_count = count(timesheets.len());
        timesheets.truncate(BEHIND_MAX);
        let named = phase.and_then(|phase| world.delivery.phase(phase).ok());
        Self {
            project,
            name: project_name(world, project),
            phase,
            phase_name: named.map(|phase| phase.brief.name.clone()),
            tasks,
            planned,
            logged,
            on_phases,
            percent,
            rows: format!("/v1/staff/tasks?{of}&kind=work&kind=milestone"),
            timesheet_count,
            timesheets,
        }
    }
}

entry! {
    /// Expenses of a project that stand alike.
    ExpensesEntry 6 {
        project: ProjectId,
        name: Option<Name>,
        status: ExpenseStatus,
        /// How many there are.
        expenses: u32,
        /// What they come to: exactly, in each currency.
        sums: Vec<Money>,
        /// The list of them.
        rows: String,
    }
}

impl ExpensesEntry {
    pub(super) fn of(world: &World, days: Days, row: SpentByStatus) -> Self {
        let SpentByStatus { project, status, spent } = row;
        let mut rows = format!("/v1/staff/expenses?project={project}&status={status}");
        for (end, day) in [("from", days.from()), ("to", days.until())] {
            if let Some(day) = day {
                rows.push_str(&format!("&day.{end}={day}"));
            }
        }
        let name = project_name(world, project);
        Self { project, name, status, expenses: spent.expenses(), sums: spent.sums(), rows }
    }
}

entry! {
    /// RAID items of a project that are alike.
    RaidEntry 7 {
        project: ProjectId,
        name: Option<Name>,
        kind: RaidKind,
        status: RaidStatus,
        /// How severe they are; `null` for what has no severity: all but risks.
        band: Option<SeverityBand>,
        /// How many there are.
        items: u32,
        /// The list of them.
        rows: String,
    }
}

impl RaidEntry {
    pub(super) fn of(world: &World, row: reports::RaidCount) -> Self {
        let reports::RaidCount { project, group: RaidGroup { kind, status, band }, items } = row;
        let severity = match band.map(SeverityBand::ends) {
            Some((from, to)) => format!("severity.from={from}&severity.to={to}"),
            None => "severity=".to_owned(),
        };
        let (of_kind, stands) = (word(kind), word(status));
        let rows =
            format!("/v1/staff/raid?project={project}&kind={of_kind}&status={stands}&{severity}");
        let (name, items) = (project_name(world, project), count(items.len()));
        Self { project, name, kind, status, band, items, rows }
    }
}

entry! {
    /// How much later, or earlier, than promised a milestone is.
    SlippageEntry 9 {
        milestone: MilestoneId,
        project: ProjectId,
        phase: Option<PhaseId>,
        name: Name,
        is_value: bool,
        target: Option<Date>,
        forecast: Option<Date>,
        actual: Option<Date>,
        /// Days from the target to the actual day, else to the forecast; negative where earlier;
        /// `null` where neither or no target is said.
        slipped_days: Option<i32>,
    }
}

impl SlippageEntry {
    pub(super) fn of(row: &Slippage<'_>) -> Self {
        let Slippage { milestone, days } = row;
        let MilestoneBrief { name, target, forecast, actual, is_value, owner: _ } =
            milestone.brief.clone();
        let (project, phase) = (milestone.project, milestone.phase);
        Self {
            milestone: milestone.id,
            project,
            phase,
            name,
            is_value,
            target,
            forecast,
            actual,
            slipped_days: *days,
        }
    }
}

/// A project that has brought its customer value.
#[derive(Serialize, ToSchema)]
pub(super) struct ReachedEntry {
    project: ProjectId,
    name: Option<Name>,
    /// The first milestone of value that was reached.
    milestone: MilestoneId,
    start: Date,
    reached: Date,
    /// Days from one to the other.
    days: i32,
}

entry! {
    /// How long the projects of one kind of delivery took from their start to the first milestone of
    /// value. Every number of days is that of a project; of an even number the smaller of the two in
    /// the middle is the median.
    TimeToValueEntry 9 {
        delivery: DeliveryKind,
        /// How many projects have brought value.
        projects: u32,
        /// How many with a start have brought none yet.
        not_yet: u32,
        shortest_days: Option<i32>,
        lower_quartile_days: Option<i32>,
        median_days: Option<i32>,
        upper_quartile_days: Option<i32>,
        longest_days: Option<i32>,
        /// Those that have, the fastest first, up to a hundred.
        reached: Vec<ReachedEntry>,
    }
}

impl TimeToValueEntry {
    pub(super) fn of(world: &World, row: &reports::TimeToValue) -> Self {
        let reached = row.reached.iter().take(BEHIND_MAX).map(|found| {
            let reports::Reached { project, milestone, start, reached, days } = *found;
            ReachedEntry {
                project,
                name: project_name(world, project),
                milestone,
                start,
                reached,
                days,
            }
        });
        Self {
            delivery: row.delivery,
            projects: count(row.reached.len()),
            not_yet: row.not_yet,
            shortest_days: row.shortest(),
            lower_quartile_days: row.lower_quartile(),
            median_days: row.median(),
            upper_quartile_days: row.upper_quartile(),
            longest_days: row.longest(),
            reached: reached.collect(),
        }
    }
}

entry! {
    /// How content the customer of a project was, as a published status report says.
    SentimentEntry 7 {
        status_report: StatusReportId,
        project: ProjectId,
        name: Option<Name>,
        from: Date,
        to: Date,
        grade: Grade,
        /// How much better than in the report before; negative where worse.
        change: Option<i8>,
    }
}

impl SentimentEntry {
    pub(super) fn of(world: &World, row: Felt) -> Self {
        let Felt { project, report, from, to, grade, change } = row;
        let name = project_name(world, project);
        Self { status_report: report, project, name, from, to, grade, change }
    }
}
