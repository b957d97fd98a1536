use std::sync::Arc;
use std::time::Duration;

use loggia_core::actor::{Actor, Origin};
use loggia_core::command::Command;
use loggia_core::production::{IMPORT_BATCH_ROWS_MAX, ImportProduction};
use loggia_store::{Accepted, Rejection};
use serde_json::json;
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::desk::{Entry, Stage};
use super::rehearsal::{Made, Rehearsal};
use super::report::ImportReport;
use super::take::{Batch, Ended, take};
use super::upload::{Run, Upload};
use crate::app::{App, Ask, AskError, IdempotencyKey};
use crate::http::{Problem, ProblemKind, Side};
use crate::import::{ImportRefusal, Mapping, MappingError, ReadImport, read};

/// How often a batch is asked for again while the writer is busy.
const BATCH_TRIES_MAX: usize = 20;

/// How long to wait before that.
const BATCH_WAIT_MS: u64 = 250;

/// An import to be run.
pub(super) struct Order {
    pub(super) upload: Upload,
    pub(super) by: Importer,
}

/// Who imports, and under which name.
pub(super) struct Importer {
    pub(super) actor: Actor,
    pub(super) origin: Origin,
    pub(super) import: Uuid,
}

/// A batch, with what the rehearsal says that it makes.
struct Rehearsed {
    rows: ImportProduction,
    made: Made,
}

impl Batch for Rehearsed {
    const PREFIX: &'static str = "import";

    fn command(&self) -> Command {
        self.rows.clone().into()
    }

    fn rows(&self) -> usize {
        self.rows.rows.len()
    }
}

/// Reads, rehearses, takes.
pub(super) async fn run(
    app: &App,
    entry: &Arc<Entry>,
    order: Order,
) -> Result<ImportReport, Problem> {
    let Order { upload, by } = order;
    let (run, actor, import) = (upload.run, by.actor, by.import);
    let (on, watched) = (app.clone(), entry.clone());
    let prepared = spawn_blocking(move || {
        let read = read_upload(&watched, &upload)?;
        let batches = rehearse(&on, &watched, actor, &read)?;
        Ok::<_, Problem>((read, batches))
    });
    let (read, batches) = prepared.await.map_err(|error| {
        tracing::error!(%error, "reading an import panicked");
        Problem::new(ProblemKind::Internal)
    })??;
    let mut report = ImportReport::new(import, run, read);
    if entry.is_stopped() {
        return Ok(report.stopped());
    }
    match run {
        Run::Dry => {
            batches.iter().for_each(|batch| report.count(batch.rows.rows.len(), batch.made));
            Ok(report)
        }
        Run::Real => {
            let count = |batch: &Rehearsed| report.count(batch.rows(), batch.made);
            let ended = take(app, entry, &by, &batches, count).await;
            match ended.map_err(|problem| problem.with("rows_added", json!(report.added())))? {
                Ended::Whole => Ok(report),
                Ended::Stopped => Ok(report.stopped()),
            }
        }
    }
}

fn read_upload(entry: &Entry, upload: &Upload) -> Result<ReadImport, Problem> {
    entry.enter(Stage::Reading, 0);
    let mapping = mapping_of(upload.needed("mapping")?)
        .map_err(|error| Problem::new(ProblemKind::BadMapping).told(error.to_string()))?;
    let mut progress = |done, total| entry.progress(done, total);
    read(&upload.bytes, upload.file_name.as_deref(), &mapping, &mut progress)
        .map_err(|refusal| refused(&refusal))
}

/// One line without an equals sign is a name, anything else a mapping.
fn mapping_of(text: &str) -> Result<Mapping, MappingError> {
    let text = text.trim();
    match text.contains(['\n', '=']) {
        true => Mapping::from_toml(text),
        false => Mapping::named(text),
    }
}

pub(super) fn refused(refusal: &ImportRefusal) -> Problem {
    Problem::new(ProblemKind::ImportRefused)
        .told(refusal.to_string())
        .with("findings", json!(refusal.findings))
        .with("totals", json!(refusal.totals))
}

fn rehearse(
    app: &App,
    entry: &Entry,
    actor: Actor,
    read: &ReadImport,
) -> Result<Vec<Rehearsed>, Problem> {
    let total = read.rows.len();
    entry.enter(Stage::Rehearsing, total);
    let mut rehearsal = Rehearsal::on((*app.world()).clone(), actor, app.now());
    let (mut batches, mut done) = (Vec::new(), 0_usize);
    for some in read.rows.chunks(IMPORT_BATCH_ROWS_MAX) {
        if entry.is_stopped() {
            break;
        }
        let rows = ImportProduction { rows: some.iter().map(|(_, row)| row.clone()).collect() };
        let events = rehearsal.take(&rows.clone().into()).map_err(|refusal| {
            let first = some.first().map_or(0, |(row, _)| *row);
            Problem::refused(&refusal, Side::Staff).with("first_row", json!(first))
        })?;
        done = done.saturating_add(some.len());
        entry.progress(done, total);
        batches.push(Rehearsed { rows, made: Made::of(&events) });
    }
    Ok(batches)
}

/// Asks for a part of an import, and again under the same name while the writer is busy.
pub(super) async fn ask(
    app: &App,
    importer: &Importer,
    name: &str,
    command: &Command,
) -> Result<Accepted, AskError> {
    let key = IdempotencyKey::new(name).ok();
    let mut tries = 0;
    loop {
        tries += 1;
        let mut ask = Ask::new(importer.actor, importer.origin.clone(), command.clone());
        ask.key.clone_from(&key);
        match app.ask(ask).await {
            Ok(accepted) => return Ok(accepted),
            Err(AskError::StillWorking | AskError::Rejected(Rejection::Overloaded))
                if tries < BATCH_TRIES_MAX =>
            {
                tokio::time::sleep(Duration::from_millis(BATCH_WAIT_MS)).await;
            }
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_is_a_name_or_a_text() {
        assert!(mapping_of(" plant \n").is_ok());
        assert!(matches!(mapping_of("plan"), Err(MappingError::UnknownMapping(_))));
        assert!(matches!(mapping_of("a = 1\nb"), Err(MappingError::NotAMapping(_))));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_stopped_import_takes_nothing_more_and_says_so() {
        let plant = crate::demo::fixture::Plant::new().await;
        let desk = super::super::desk::Desk::new();
        let by = loggia_core::id::StaffUserId(plant.user("paula").parse().unwrap());
        let import = Uuid::now_v7();
        let ticket = desk.admit(import, by, plant.app.now()).unwrap();
        ticket.stop();
        let text = "CaseID,Work Order  Qty,Part Desc.,Resource,Activity,Start,Complete,Report Type,\
                    Qty Completed,Qty Rejected,Qty for MRB,Rework,Worker ID,Span\n\
                    C1,5,Flange,Machine 1,Turn,2012/01/29 23:24:00.000,2012/01/29 23:54:00.000,D,\
                    5,0,0,,W1,000:30\n";
        let upload = Upload::with(text.as_bytes(), "mapping", "plant-csv", Run::Real);
        let (actor, origin, before) = (Actor::Staff(by), Origin::default(), plant.seq());
        let order = Order { upload, by: Importer { actor, origin, import } };
        let report = run(&plant.app, &ticket, order).await.unwrap();
        assert!(report.is_stopped());
        assert_eq!(plant.seq(), before);
    }
}
