use serde::{Deserialize, Serialize};

use super::{TimesheetStatus, WorkedOn};
use crate::access::{Field, TimesheetField, UserId};
use crate::delivery::{Phase, TaskKind};
use crate::effort::asker::Asker;
use crate::effort::event::{TimeLogged, TimesheetOpened};
use crate::effort::period;
use crate::id::{PersonId, TimesheetId};
use crate::refusal::Refusal;
use crate::scalar::{Date, Hours, Text};
use crate::visibility::{self, Rights};
use crate::world::{Context, Decision, World};

/// Most entries of one timesheet, corrections included.
pub const ENTRIES_MAX: usize = 1_000;

/// A day has no more.
pub(in crate::effort) const DAY: Hours = Hours::hundredths(2_400);

/// Write down time worked on a task or phase, or take back what was written down: the timesheet is a
/// ledger, a correction is an entry with negative hours. A rejected timesheet is a draft again.
///
/// Source: DOMAIN.md 4, "Timesheet".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LogTime {
    /// Who worked; oneself where nobody is named.
    #[serde(default)]
    pub person: Option<PersonId>,
    /// On what.
    pub on: WorkedOn,
    /// On which day.
    pub day: Date,
    /// How long; negative where it takes back.
    pub hours: Hours,
    /// What was done.
    #[serde(default)]
    pub note: Option<Text>,
}

pub(crate) fn log_time(world: &World, cx: &Context<'_>, command: &LogTime) -> Decision {
    let LogTime { person, on, day, hours, note } = command.clone();
    let asker = Asker::of(world, cx.actor);
    let person = asker.writes_for(person)?;
    let phase = phase_of(world, &asker, on)?;
    if let Some(partner) = asker.partner() {
        visibility::may_edit(world, partner, [Field::Timesheet(TimesheetField::Lines)])?;
    }
    if hours.is_zero() {
        return Err(Refusal::NoHours);
    }
    // What was written down can be taken back, even after the plan has changed.
    if !hours.is_negative() {
        may_work(world, phase, person, day)?;
    }
    period::is_open(world, cx, &asker, day)?;
    let held = world.effort.timesheet_of(person, day.monday());
    if let Some(sheet) = held {
        match sheet.status {
            TimesheetStatus::Draft | TimesheetStatus::Rejected => {}
            status @ (TimesheetStatus::Submitted | TimesheetStatus::Approved) => {
                return Err(Refusal::TimesheetOutOfTurn(sheet.id.into(), status, "logging time"));
            }
        }
        if sheet.entries() >= ENTRIES_MAX {
            return Err(Refusal::TooMany { given: ENTRIES_MAX + 1, max: ENTRIES_MAX });
        }
    }
    let on_line = held.and_then(|sheet| sheet.lines.get(&(day, on))).map(|line| line.hours);
    if on_line.unwrap_or_default().plus(hours).is_negative() {
        return Err(Refusal::LineBelowNothing(day));
    }
    // A day may have more than that by an import; whoever takes back makes it less.
    let of_day = held.map(|sheet| sheet.hours_on(day)).unwrap_or_default().plus(hours);
    if !hours.is_negative() && of_day > DAY {
        return Err(Refusal::MoreThanADay(day));
    }
    let timesheet = held.map_or_else(|| TimesheetId::fresh(cx.ids), |sheet| sheet.id);
    let opened = TimesheetOpened { id: timesheet, person, week: day.monday() };
    let (project, phase, by) = (phase.project, phase.id, UserId::of(cx.actor));
    let logged = TimeLogged { timesheet, project, phase, on, day, hours, note, by };
    let opened = held.is_none().then(|| opened.into());
    Ok(opened.into_iter().chain([logged.into()]).collect())
}

/// The phase in which the work is; to a partner only what he is shown is there.
fn phase_of<'a>(world: &'a World, asker: &Asker<'_>, on: WorkedOn) -> Result<&'a Phase, Refusal> {
    match on {
        WorkedOn::Phase(id) => match asker.partner() {
            Some(partner) => Rights::on_phase(world, partner, id).map(|(_, phase)| phase),
            None => world.delivery.phase(id),
        },
        WorkedOn::Task(id) => {
            let task = match asker.partner() {
                Some(partner) => Rights::on_task(world, partner, id)?.1,
                None => world.delivery.task(id)?,
            };
            match task.brief.kind {
                TaskKind::Heading => Err(Refusal::NothingIsDoneOnHeadings(id.into())),
                TaskKind::Work | TaskKind::Milestone => world.delivery.phase(task.phase),
            }
        }
    }
}

/// Whether somebody takes part in the phase, and the day is one of its days and of its project's.
fn may_work(world: &World, phase: &Phase, person: PersonId, day: Date) -> Result<(), Refusal> {
    match phase.participants.contains_key(&person) {
        true => phase.lasts_on(world, day),
        false => Err(Refusal::NoParticipant(person.into())),
    }
}
