//! Taking a project plan in: read whole, decided on a copy of the world, then taken batch by batch.

mod report;

use std::collections::BTreeMap;
use std::sync::Arc;

use loggia_core::command::Command;
use loggia_core::delivery::{ImportPlan, PLAN_BATCH_ROWS_MAX, PlanRow};
use loggia_core::event::Event;
use loggia_core::id::PersonId;
use loggia_core::scalar::Name;
use loggia_core::world::World;
use serde_json::json;
use tokio::task::spawn_blocking;

use super::desk::{Entry, Stage};
use super::rehearsal::Rehearsal;
use super::run::Order;
use super::take::{Batch, Ended, in_batches, take};
use super::upload::{Run, Upload};
use crate::app::App;
use crate::http::{Problem, ProblemKind, Side};
use crate::import::{
    PlanOptions, PlanRefusal, PlanRows, PlanWishes, plan_zone, read_plan, rows_of,
};

pub(super) use report::PlanReport;

/// The texts of the form.
pub(super) const PARTS: [&str; 3] = ["zone", "project", "persons"];

/// A batch, with what the rehearsal says that it makes.
struct Rehearsed {
    rows: ImportPlan,
    events: Vec<Event>,
}

impl Batch for Rehearsed {
    const PREFIX: &'static str = "plan";

    fn command(&self) -> Command {
        self.rows.clone().into()
    }

    fn rows(&self) -> usize {
        self.rows.rows.len()
    }
}

/// What the rehearsal came to.
struct Prepared {
    batches: Vec<Rehearsed>,
    report: PlanReport,
}

/// Reads, rehearses, takes.
pub(super) async fn run(
    app: &App,
    entry: &Arc<Entry>,
    order: Order,
) -> Result<PlanReport, Problem> {
    let Order { upload, by } = order;
    let run = upload.run;
    let (on, watched, actor, import) = (app.clone(), entry.clone(), by.actor, by.import);
    let prepared = spawn_blocking(move || {
        watched.enter(Stage::Reading, 0);
        let before = on.world();
        let plan = read(&upload, &before)?;
        let rehearsal = Rehearsal::on((*before).clone(), actor, on.now());
        rehearse(&watched, rehearsal, &before, plan, PlanReport::new(import, run))
    });
    let Prepared { batches, mut report } = prepared.await.map_err(|error| {
        tracing::error!(%error, "reading a plan panicked");
        Problem::new(ProblemKind::Internal)
    })??;
    if entry.is_stopped() {
        return Ok(report.stopped());
    }
    match run {
        Run::Dry => batches.iter().for_each(|batch| report.count(&batch.rows, &batch.events)),
        Run::Real => {
            let count = |batch: &Rehearsed| report.count(&batch.rows, &batch.events);
            match take(app, entry, &by, &batches, count).await? {
                Ended::Whole => {}
                Ended::Stopped => report = report.stopped(),
            }
        }
    }
    let world = app.world();
    Ok(report.ended(&world))
}

fn read(upload: &Upload, world: &World) -> Result<PlanRows, Problem> {
    let bad = |told: String| Problem::new(ProblemKind::BadUpload).told(told);
    let zone = plan_zone(upload.needed("zone")?.trim()).ok_or_else(|| {
        bad("`zone` is the IANA zone of the times in the plan, such as `Europe/Vienna`".to_owned())
    })?;
    let given = |part| upload.given(part).map(str::trim).filter(|text| !text.is_empty());
    let project = match given("project") {
        None => None,
        Some(text) => {
            let named = Name::new(text).ok();
            let known = named.filter(|name| world.delivery.project_by_name(name).is_some());
            Some(known.ok_or_else(|| {
                bad("there is no such `project`; leave it out to take that of the plan".to_owned())
            })?)
        }
    };
    let persons = match given("persons") {
        None => BTreeMap::new(),
        Some(text) => persons_of(text, world)?,
    };
    let options = PlanOptions { zone: zone.clone() };
    let plan = read_plan(&upload.bytes, &options).map_err(|refusal| refused(&refusal))?;
    Ok(rows_of(plan, &PlanWishes { zone, project, persons }))
}

/// Resources by name and the persons that they are, in JSON (from its first brace on) or TOML.
fn persons_of(text: &str, world: &World) -> Result<BTreeMap<Name, PersonId>, Problem> {
    let bad = |told: &str| Problem::new(ProblemKind::BadMapping).told(told.to_owned());
    let read: Option<BTreeMap<Name, PersonId>> = match text.starts_with('{') {
        true => serde_json::from_str(text).ok(),
        false => toml::from_str(text).ok(),
    };
    let read = read.ok_or_else(|| {
        bad("`persons` is TOML or JSON that maps names of resources to the ids of persons")
    })?;
    match read.values().all(|person| world.effort.person(*person).is_ok()) {
        true => Ok(read),
        false => Err(bad("`persons` names somebody who is not there; `create-person` makes one")),
    }
}

fn refused(refusal: &PlanRefusal) -> Problem {
    Problem::new(ProblemKind::ImportRefused)
        .told(refusal.to_string())
        .with("findings", json!(refusal.findings))
        .with("totals", json!(refusal.totals))
}

fn rehearse(
    entry: &Entry,
    mut rehearsal: Rehearsal,
    before: &World,
    plan: PlanRows,
    mut report: PlanReport,
) -> Result<Prepared, Problem> {
    let total = plan.rows.len();
    entry.enter(Stage::Rehearsing, total);
    let (mut batches, mut done) = (Vec::new(), 0_usize);
    for rows in in_batches(&plan.rows, PlanRow::weight, PLAN_BATCH_ROWS_MAX) {
        if entry.is_stopped() {
            break;
        }
        done = done.saturating_add(rows.len());
        let rows = ImportPlan { project: plan.project.clone(), rows };
        let events = rehearsal
            .take(&rows.clone().into())
            .map_err(|refusal| Problem::refused(&refusal, Side::Staff))?;
        entry.progress(done, total);
        batches.push(Rehearsed { rows, events });
    }
    report.rehearsed(before, rehearsal.world(), plan);
    Ok(Prepared { batches, report })
}
