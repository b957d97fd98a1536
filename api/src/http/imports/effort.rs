//! Taking timesheets and expenses in: read whole, decided on a copy of the world, then taken batch by
//! batch. What refuses a row is told with its row and column, all of it.

mod report;

use std::sync::Arc;

use loggia_core::command::Command;
use loggia_core::effort::{
    EFFORT_BATCH_ROWS_MAX, ExpenseRow, ImportExpenses, ImportTime, Taken, TimeRow, take_expenses,
    take_time,
};
use loggia_core::event::Event;
use loggia_core::refusal::Refusal;
use loggia_core::world::{Context, World};
use tokio::task::spawn_blocking;

use super::desk::{Entry, Stage};
use super::rehearsal::Rehearsal;
use super::run::{Order, refused};
use super::take::{Batch, Ended, in_batches, take};
use super::upload::{Run, Upload};
use crate::app::App;
use crate::http::{Problem, ProblemKind, Side};
use crate::import::{
    EffortMapping, ExpenseOptions, Files, ImportRefusal, Progress, Purpose, ReadEffort, Refusals,
    TimeOptions, read_expenses, read_time,
};

pub(super) use report::EffortReport;

/// The texts of the form.
pub(super) const PARTS: [&str; 1] = ["mapping"];

/// Timesheets or expenses.
pub(super) trait Effort: Purpose + Clone + Send + Sync + 'static {
    /// What a row says.
    type Row: Clone + Send + 'static;

    /// What takes rows.
    type Rows: Clone + Into<Command> + Send + Sync + 'static;

    const PREFIX: &'static str;

    fn read(
        files: Files<'_>,
        mapping: &EffortMapping<Self>,
        progress: Progress<'_>,
    ) -> Result<ReadEffort<Self::Row>, ImportRefusal>;

    /// Puts rows in the order in which they are taken.
    fn sort(rows: &mut [(usize, Self::Row)]);

    fn weight(row: &Self::Row) -> usize;

    fn batch(&self, rows: Vec<Self::Row>) -> Self::Rows;

    fn take(world: &World, cx: &Context<'_>, rows: &Self::Rows) -> Result<Taken, Refusal>;
}

impl Effort for TimeOptions {
    type Row = TimeRow;
    type Rows = ImportTime;

    const PREFIX: &'static str = "time";

    fn read(
        files: Files<'_>,
        mapping: &EffortMapping<Self>,
        progress: Progress<'_>,
    ) -> Result<ReadEffort<TimeRow>, ImportRefusal> {
        read_time(files, mapping, progress)
    }

    /// Timesheet by timesheet, so that each is approved once, and whatever takes back after what it
    /// takes from.
    fn sort(rows: &mut [(usize, TimeRow)]) {
        rows.sort_by_cached_key(|(number, row)| {
            // Several names of a file may be one person; then he has one timesheet a week.
            let name = row.person.is_none().then(|| row.name.reveal().folded());
            (row.person, name, row.day.monday(), row.hours.is_negative(), *number)
        });
    }

    fn weight(row: &TimeRow) -> usize {
        row.weight()
    }

    fn batch(&self, rows: Vec<TimeRow>) -> ImportTime {
        ImportTime { hours_of: self.hours_of, sheets: self.sheets, rows }
    }

    fn take(world: &World, cx: &Context<'_>, rows: &ImportTime) -> Result<Taken, Refusal> {
        take_time(world, cx, rows)
    }
}

impl Effort for ExpenseOptions {
    type Row = ExpenseRow;
    type Rows = ImportExpenses;

    const PREFIX: &'static str = "expenses";

    fn read(
        files: Files<'_>,
        mapping: &EffortMapping<Self>,
        progress: Progress<'_>,
    ) -> Result<ReadEffort<ExpenseRow>, ImportRefusal> {
        read_expenses(files, mapping, progress)
    }

    fn sort(_: &mut [(usize, ExpenseRow)]) {}

    fn weight(row: &ExpenseRow) -> usize {
        row.weight()
    }

    fn batch(&self, rows: Vec<ExpenseRow>) -> ImportExpenses {
        ImportExpenses { expenses: self.expenses, zero: self.zero, rows }
    }

    fn take(world: &World, cx: &Context<'_>, rows: &ImportExpenses) -> Result<Taken, Refusal> {
        take_expenses(world, cx, rows)
    }
}

/// A batch, with what the rehearsal says that it makes.
struct Rehearsed<E: Effort> {
    command: E::Rows,
    rows: usize,
    events: Vec<Event>,
}

impl<E: Effort> Batch for Rehearsed<E> {
    const PREFIX: &'static str = E::PREFIX;

    fn command(&self) -> Command {
        self.command.clone().into()
    }

    fn rows(&self) -> usize {
        self.rows
    }
}

/// Reads, rehearses, takes.
pub(super) async fn run<E: Effort>(
    app: &App,
    entry: &Arc<Entry>,
    order: Order,
) -> Result<EffortReport, Problem> {
    let Order { upload, by } = order;
    let (run, actor, import) = (upload.run, by.actor, by.import);
    let (on, watched) = (app.clone(), entry.clone());
    let prepared = spawn_blocking(move || {
        watched.enter(Stage::Reading, 0);
        let mapping = EffortMapping::<E>::of(upload.needed("mapping")?)
            .map_err(|error| Problem::new(ProblemKind::BadMapping).told(error.to_string()))?;
        let read = read(&watched, &upload, &mapping)?;
        let report = EffortReport::new(import, run, &read);
        let rehearsal = Rehearsal::on((*on.world()).clone(), actor, on.now());
        let batches = rehearse(&watched, rehearsal, &mapping, read)?;
        Ok::<_, Problem>((batches, report))
    });
    let (batches, mut report) = prepared.await.map_err(|error| {
        tracing::error!(%error, "reading an import panicked");
        Problem::new(ProblemKind::Internal)
    })??;
    if entry.is_stopped() {
        return Ok(report.stopped());
    }
    let count = |batch: &Rehearsed<E>| report.count(batch.rows(), &batch.events);
    match run {
        Run::Dry => batches.iter().for_each(count),
        Run::Real => match take(app, entry, &by, &batches, count).await? {
            Ended::Whole => {}
            Ended::Stopped => return Ok(report.stopped()),
        },
    }
    Ok(report)
}

fn read<E: Effort>(
    entry: &Entry,
    upload: &Upload,
    mapping: &EffortMapping<E>,
) -> Result<ReadEffort<E::Row>, Problem> {
    let mut progress = |done, total| entry.progress(done, total);
    let joined = upload.joined.as_deref();
    let files = Files { file: &upload.bytes, name: upload.file_name.as_deref(), joined };
    E::read(files, mapping, &mut progress).map_err(|refusal| refused(&refusal))
}

fn rehearse<E: Effort>(
    entry: &Entry,
    mut rehearsal: Rehearsal,
    mapping: &EffortMapping<E>,
    read: ReadEffort<E::Row>,
) -> Result<Vec<Rehearsed<E>>, Problem> {
    let mut rows = read.rows;
    E::sort(&mut rows);
    let total = rows.len();
    entry.enter(Stage::Rehearsing, total);
    let mut refusals = Refusals::new(mapping);
    let (mut batches, mut done) = (Vec::new(), 0_usize);
    for some in in_batches(&rows, |(_, row)| E::weight(row), EFFORT_BATCH_ROWS_MAX) {
        if entry.is_stopped() {
            break;
        }
        let (numbers, rows): (Vec<usize>, Vec<E::Row>) = some.into_iter().unzip();
        let count = rows.len();
        let command = mapping.options.batch(rows);
        let events = rehearsal.decide(|world, cx| {
            let Taken { events, problems } = E::take(world, cx, &command)?;
            for problem in problems {
                let row = numbers.get(problem.row).copied().unwrap_or_default();
                refusals.note(row, problem.part, &problem.refusal);
            }
            Ok(events)
        });
        let events = events.map_err(|refusal| {
            let first = numbers.first().copied().unwrap_or_default();
            Problem::refused(&refusal, Side::Staff).with("first_row", first.into())
        })?;
        done = done.saturating_add(numbers.len());
        entry.progress(done, total);
        batches.push(Rehearsed { command, rows: count, events });
    }
    refusals.weigh().map_err(|refusal| refused(&refusal))?;
    Ok(batches)
}
