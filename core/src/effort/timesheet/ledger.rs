use serde::{Deserialize, Serialize};

use super::{Line, Timesheet, TimesheetStatus, WorkedOn};
use crate::access::{Field, TimesheetField, UserId};
use crate::delivery::{Phase, TaskKind};
use crate::effort::asker::Asker;
use crate::effort::event::{TimeLogged, TimesheetOpened};
use crate::effort::{RowPart, period};
use crate::event::Event;
use crate::id::{PersonId, PhaseId, ProjectId, TimesheetId};
use crate::refusal::Refusal;
use crate::scalar::{Date, Hours, Text};
use crate::visibility::{self, Rights};
use crate::world::{Context, Decision, World};

/// Most entries of one timesheet, corrections included.
pub const ENTRIES_MAX: usize = 1_000;

/// A day has no more.
const DAY: Hours = Hours::hundredths(2_400);

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
    // What was written down can be taken back, even after somebody has left.
    if !hours.is_negative() && !phase.participants.contains_key(&person) {
        return Err(Refusal::NoParticipant(person.into()));
    }
    let entry = NewEntry { person, phase, on, day, hours, note };
    let takes_more = |sheet: &Timesheet| match sheet.status {
        TimesheetStatus::Draft | TimesheetStatus::Rejected => Ok(()),
        status @ (TimesheetStatus::Submitted | TimesheetStatus::Approved) => {
            Err(Refusal::TimesheetOutOfTurn(sheet.id.into(), status, "logging time"))
        }
    };
    let guarded = entry.guarded(world, cx, &asker, DayHolds::Hours24, takes_more);
    guarded.map_err(|(_, refusal)| refusal)?;
    let Written { opened, logged } = entry.written(world, cx);
    Ok(opened.map(Event::from).into_iter().chain(logged.into_iter().map(Event::from)).collect())
}

/// What comes of a new entry.
pub(in crate::effort) struct Written {
    /// The timesheet, where it is the first of its week.
    pub(in crate::effort) opened: Option<TimesheetOpened>,
    /// The entry; of a correction one for each line that it takes from.
    pub(in crate::effort) logged: Vec<TimeLogged>,
}

/// How much a day may come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::effort) enum DayHolds {
    /// No more than it has.
    Hours24,
    /// More: hours of several days are written down on one.
    More,
}

/// An entry before it is written down, by hand or from a file.
pub(in crate::effort) struct NewEntry<'a> {
    /// Who worked.
    pub(in crate::effort) person: PersonId,
    /// In which phase; that in which the task is now.
    pub(in crate::effort) phase: &'a Phase,
    /// On what.
    pub(in crate::effort) on: WorkedOn,
    /// On which day.
    pub(in crate::effort) day: Date,
    /// How long; negative where it takes back.
    pub(in crate::effort) hours: Hours,
    /// What was done.
    pub(in crate::effort) note: Option<Text>,
}

impl NewEntry<'_> {
    /// The guards of the ledger, and which part does not keep which; `takes_more` says whether a
    /// timesheet that is there takes entries.
    pub(in crate::effort) fn guarded(
        &self,
        world: &World,
        cx: &Context<'_>,
        asker: &Asker<'_>,
        day_holds: DayHolds,
        takes_more: impl FnOnce(&Timesheet) -> Result<(), Refusal>,
    ) -> Result<(), (RowPart, Refusal)> {
        let Self { person: _, phase, on, day, hours, note: _ } = *self;
        if hours.is_zero() {
            return Err((RowPart::Hours, Refusal::NoHours));
        }
        let of_day = |found: Result<(), Refusal>| found.map_err(|no| (RowPart::Day, no));
        // What was written down can be taken back, even after the plan has changed.
        if !hours.is_negative() {
            of_day(phase.lasts_on(world, asker.partner(), day))?;
        }
        of_day(period::is_open(world, cx, asker, day))?;
        let held = self.held(world);
        if let Some(sheet) = held {
            of_day(takes_more(sheet))?;
            let given = sheet.entries().saturating_add(self.places(held).count());
            of_day(match given > ENTRIES_MAX {
                true => Err(Refusal::TooMany { given, max: ENTRIES_MAX }),
                false => Ok(()),
            })?;
        }
        let there = held.into_iter().flat_map(|sheet| sheet.lines_on(day, on));
        let there: Hours = there.map(|line| line.hours).sum();
        if there.plus(hours).is_negative() {
            return Err((RowPart::Hours, Refusal::LineBelowNothing(day)));
        }
        // A day may have more than that by an import; whoever takes back makes it less.
        let of_day = held.map(|sheet| sheet.hours_on(day)).unwrap_or_default().plus(hours);
        let too_long = match day_holds {
            DayHolds::Hours24 => !hours.is_negative() && of_day > DAY,
            DayHolds::More => false,
        };
        if too_long { Err((RowPart::Hours, Refusal::MoreThanADay(day))) } else { Ok(()) }
    }

    /// What happens: the first entry of a week opens its timesheet. A correction takes from the phase
    /// in which the task is now, and then from those in which it was, with an entry in each.
    pub(in crate::effort) fn written(&self, world: &World, cx: &Context<'_>) -> Written {
        let Self { person, phase: _, on, day, hours: _, ref note } = *self;
        let held = self.held(world);
        let week = day.monday();
        let timesheet = held.map_or_else(|| TimesheetId::fresh(cx.ids), |sheet| sheet.id);
        let opened = held.is_none().then_some(TimesheetOpened { id: timesheet, person, week });
        let by = UserId::of(cx.actor);
        let logged = self.places(held).map(|(project, phase, hours)| {
            let note = note.clone();
            TimeLogged { timesheet, project, phase, on, day, hours, note, by }
        });
        Written { opened, logged: logged.collect() }
    }

    fn held<'w>(&self, world: &'w World) -> Option<&'w Timesheet> {
        world.effort.timesheet_of(self.person, self.day.monday())
    }

    /// Where the hours go, or are taken from.
    fn places(
        &self,
        held: Option<&Timesheet>,
    ) -> impl Iterator<Item = (ProjectId, PhaseId, Hours)> {
        let (project, now) = (self.phase.project, self.phase.id);
        if !self.hours.is_negative() {
            return vec![(project, now, self.hours)].into_iter();
        }
        let lines = held.into_iter().flat_map(|sheet| sheet.lines_on(self.day, self.on));
        let mut lines: Vec<&Line> = lines.filter(|line| line.hours > Hours::ZERO).collect();
        lines.sort_by_key(|line| line.phase != now);
        let mut rest = self.hours;
        let mut places = Vec::new();
        for line in lines {
            let left = line.hours.plus(rest);
            let all = Hours::hundredths(-line.hours.in_hundredths());
            let taken = if left.is_negative() { all } else { rest };
            places.push((line.project, line.phase, taken));
            if !left.is_negative() {
                break;
            }
            rest = left;
        }
        places.into_iter()
    }
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
