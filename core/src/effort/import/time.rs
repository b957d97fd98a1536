use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::draft::{Names, Wrong, of};
use super::{EffortItem, RowPart, RowProblem, Taken, fits, weight};
use crate::access::UserId;
use crate::effort::asker::Asker;
use crate::effort::event::{EffortImported, TimesheetApproved, TimesheetSubmitted};
use crate::effort::timesheet::{DayHolds, NewEntry, Written};
use crate::effort::{
    Approval, SubmitTimesheet, Timesheet, TimesheetStatus, WorkedOn, submit_timesheet,
};
use crate::id::{PersonId, PhaseId, TimesheetId};
use crate::refusal::Refusal;
use crate::scalar::{Date, Hours, ImportKey, Name, Personal, Text};
use crate::world::{Context, Decision, World};

/// What the hours of a row are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoursOf {
    /// Those of the day: a day has at most 24.
    #[default]
    Day,
    /// Those of the task, over however many days, written down on one of them: a day may have more
    /// than 24.
    Task,
}

/// How timesheets with imported entries stand afterwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportedSheets {
    /// Drafts, for whoever worked to submit.
    #[default]
    Draft,
    /// Submitted; they go on as the approval path says.
    Submitted,
    /// Approved: somebody did so before they came here. Whoever imports stands for it.
    Approved,
}

/// A row of a file of timesheets: an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeRow {
    /// Which row it is; one that was taken before is passed over.
    pub key: ImportKey,
    /// What the file calls the one who worked; made where nobody is called so.
    pub name: Personal<Name>,
    /// Who that is, where somebody said so.
    pub person: Option<PersonId>,
    /// For which project; made where it is not known.
    pub project: Name,
    /// In which phase of it; made where it is not known.
    pub phase: Name,
    /// On which task of the phase, made where it is not known; the phase as such where none is named.
    pub task: Option<Name>,
    /// What a task is about that is made.
    pub description: Option<Text>,
    /// On which day.
    pub day: Date,
    /// How long; negative where it takes back.
    pub hours: Hours,
    /// What was done.
    pub note: Option<Text>,
}

impl TimeRow {
    /// How many rows it counts as: one, and one more for each 200 characters of text.
    pub fn weight(&self) -> usize {
        weight([&self.description, &self.note])
    }
}

/// Take rows of timesheets. Made by an import, never by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportTime {
    /// What their hours are.
    pub hours_of: HoursOf,
    /// How their timesheets stand afterwards.
    pub sheets: ImportedSheets,
    /// They weigh at most [`super::EFFORT_BATCH_ROWS_MAX`].
    pub rows: Vec<TimeRow>,
}

pub(crate) fn import_time(world: &World, cx: &Context<'_>, command: &ImportTime) -> Decision {
    take_time(world, cx, command)?.decided()
}

/// What comes of a batch, with everything that is wrong with it.
///
/// A row finds what earlier rows made, so each is decided in the world that they left behind.
pub fn take_time(world: &World, cx: &Context<'_>, command: &ImportTime) -> Result<Taken, Refusal> {
    let ImportTime { hours_of, sheets, rows } = command;
    fits(rows.iter().map(TimeRow::weight))?;
    let (hours_of, sheets) = (*hours_of, *sheets);
    let names = Names::of(world, cx);
    let mut batch = Batch { names, hours_of, sheets, entered: BTreeSet::new() };
    let mut problems = Vec::new();
    for (nth, row) in rows.iter().enumerate() {
        if let Err((part, refusal)) = batch.take(row) {
            problems.push(RowProblem { row: nth, part, refusal });
        }
    }
    if problems.is_empty() {
        batch.settle()?;
    }
    Ok(Taken { events: batch.names.into_events(), problems })
}

struct Batch<'a, 'c> {
    names: Names<'a, 'c>,
    hours_of: HoursOf,
    sheets: ImportedSheets,
    /// The timesheets with entries of this batch.
    entered: BTreeSet<TimesheetId>,
}

/// Where a row belongs.
struct Place {
    person: PersonId,
    phase: PhaseId,
    on: WorkedOn,
}

impl Batch<'_, '_> {
    fn take(&mut self, row: &TimeRow) -> Result<(), Wrong> {
        if self.names.world().effort.imported(row.key) {
            return Ok(());
        }
        let place = self.place(row)?;
        let Written { opened, logged } = self.entry(row, &place)?;
        let draft = &mut self.names.draft;
        if let Some(opened) = opened {
            draft.happen(opened);
        }
        for logged in logged {
            // Once for each entry: a correction may take from several lines.
            let item = EffortItem::Timesheet(logged.timesheet);
            self.entered.insert(logged.timesheet);
            draft.happen(logged);
            draft.happen(EffortImported { key: row.key, item });
        }
        Ok(())
    }

    fn place(&mut self, row: &TimeRow) -> Result<Place, Wrong> {
        let person = self.names.person(row.name.reveal(), row.person)?;
        if self.sheets == ImportedSheets::Approved {
            self.names.not_ones_own(person)?;
        }
        let project = self.names.project(&row.project);
        let phase = self.names.phase(project, &row.phase)?;
        let on = match &row.task {
            None => WorkedOn::Phase(phase),
            Some(title) => {
                WorkedOn::Task(self.names.task(phase, title, row.description.as_ref())?)
            }
        };
        Ok(Place { person, phase, on })
    }

    fn entry(&self, row: &TimeRow, place: &Place) -> Result<Written, Wrong> {
        let (world, cx) = (self.names.world(), self.names.draft.cx);
        let Place { person, phase, on } = *place;
        let phase = of(RowPart::Phase, world.delivery.phase(phase))?;
        let (day, hours, note) = (row.day, row.hours, row.note.clone());
        let entry = NewEntry { person, phase, on, day, hours, note };
        let day_holds = match self.hours_of {
            HoursOf::Day => DayHolds::Hours24,
            HoursOf::Task => DayHolds::More,
        };
        let asker = Asker::of(world, cx.actor);
        entry.guarded(world, cx, &asker, day_holds, |sheet| self.may_grow(sheet))?;
        Ok(entry.written(world, cx))
    }

    /// Whether a timesheet takes an entry of a file. What people write is theirs to submit, what they
    /// rejected stays rejected, and what owners of phases approved of one that waits stays approved.
    /// Approved history joins what is approved: whoever imports stands for it.
    fn may_grow(&self, sheet: &Timesheet) -> Result<(), Refusal> {
        // What was added to would have to be approved again by the owners of the phases.
        if sheet.status == TimesheetStatus::Submitted && sheet.is_decided_in_part() {
            return Err(Refusal::AlreadyDecided(sheet.id.into()));
        }
        let from_files = sheet.imported == sheet.entries();
        // A week may lie in two batches of a file, and nobody stands for what approved itself.
        let by_itself = self.names.world().effort.approval_path().sheet == Approval::Auto
            && sheet.approved.values().all(Option::is_none);
        let may = match (self.sheets, sheet.status) {
            (ImportedSheets::Draft, TimesheetStatus::Draft | TimesheetStatus::Rejected) => true,
            (ImportedSheets::Draft, TimesheetStatus::Submitted | TimesheetStatus::Approved) => {
                false
            }
            (ImportedSheets::Submitted | ImportedSheets::Approved, TimesheetStatus::Rejected) => {
                false
            }
            (ImportedSheets::Submitted, TimesheetStatus::Approved) => from_files && by_itself,
            (
                ImportedSheets::Submitted | ImportedSheets::Approved,
                TimesheetStatus::Draft | TimesheetStatus::Submitted,
            ) => from_files,
            // While a batch adds to it, it is a draft that the batch approves again.
            (ImportedSheets::Approved, TimesheetStatus::Approved) => true,
        };
        match may || self.entered.contains(&sheet.id) {
            true => Ok(()),
            false => Err(Refusal::TimesheetOutOfTurn(sheet.id.into(), sheet.status, "importing")),
        }
    }

    /// Brings the timesheets of the batch to where they are to stand. One on which everything was
    /// taken back stays a draft: there is nothing to submit.
    fn settle(&mut self) -> Result<(), Refusal> {
        let by = UserId::of(self.names.draft.cx.actor);
        for id in std::mem::take(&mut self.entered) {
            if self.names.world().effort.timesheet(id)?.hours().is_zero() {
                continue;
            }
            let draft = &mut self.names.draft;
            match self.sheets {
                ImportedSheets::Draft => {}
                ImportedSheets::Submitted => {
                    draft.ask(submit_timesheet, &SubmitTimesheet { timesheet: id })?;
                }
                ImportedSheets::Approved => {
                    draft.happen(TimesheetSubmitted { id, by });
                    draft.happen(TimesheetApproved { id, by });
                }
            }
        }
        Ok(())
    }
}
