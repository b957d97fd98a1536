//! From a command to the row that shows it: 64 clients, a thousand commands a second among them.
//! The answer of a command comes when the row is there, so its time is the time to the row.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use loggia_api::app::Ask;
use loggia_core::access::UserId;
use loggia_core::actor::{Actor, Origin};
use loggia_core::id::WorkStepId;
use loggia_core::production::{Finality, ReportKind, ReportWork, Rework, Subject};
use loggia_core::scalar::{Personal, Quantity};
use loggia_core::spec::name;
use loggia_core::visibility::DocumentId;
use serde_json::json;

use crate::commands::{Loggia, post};

const CLIENTS: u32 = 64;
const COMMANDS_PER_SECOND: u32 = 1_000;
const SECONDS: u32 = 10;
const STEPS: usize = 200;

pub fn run() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let loggia = Loggia::start(&runtime);
    let mut waits = runtime.block_on(measure(&loggia));
    waits.sort_unstable();
    let at = |share: f64| {
        let index = (waits.len() as f64 * share) as usize;
        waits.get(index.min(waits.len().saturating_sub(1))).copied().unwrap_or_default()
    };
    println!(
        "command to visible row, {CLIENTS} clients, {COMMANDS_PER_SECOND} commands/s for {SECONDS} s \
         ({} commands): p50 {:.2} ms, p99 {:.2} ms, longest {:.2} ms",
        waits.len(),
        at(0.5).as_secs_f64() * 1_000.0,
        at(0.99).as_secs_f64() * 1_000.0,
        at(1.0).as_secs_f64() * 1_000.0,
    );
    loggia.stop(&runtime);
}

async fn measure(loggia: &Loggia) -> Vec<Duration> {
    let (partner, steps) = plant(loggia).await;
    let steps = Arc::new(steps);
    let world = loggia.app.world();
    let Some(UserId::Staff(planner)) = world.access.user_by_name(&name("planner")) else {
        return Vec::new();
    };
    let pause = Duration::from_secs(1) * CLIENTS / COMMANDS_PER_SECOND;
    let until = Instant::now() + Duration::from_secs(u64::from(SECONDS));
    let mut clients = tokio::task::JoinSet::new();
    for client in 0..CLIENTS {
        let (app, steps) = (loggia.app.clone(), steps.clone());
        clients.spawn(async move {
            let mut waits = Vec::new();
            let mut ticks = tokio::time::interval(pause);
            for n in 0.. {
                ticks.tick().await;
                if Instant::now() > until {
                    break;
                }
                let Some(step) = steps.get((client as usize * 31 + n) % steps.len()) else { break };
                let report = ReportWork {
                    subject: Subject::WorkStep(*step),
                    kind: ReportKind::Production,
                    start: app.now().plus_minutes(-30),
                    end: app.now(),
                    good: Quantity::units(1),
                    scrap: Quantity::ZERO,
                    held: Quantity::ZERO,
                    rework: Rework::No,
                    worker: Some(Personal::new(name("W17"))),
                    finality: Finality::Partial,
                };
                let start = Instant::now();
                let ask = Ask::new(Actor::Staff(planner), Origin::default(), report);
                app.ask(ask).await.expect("accepted");
                waits.push(start.elapsed());
            }
            waits
        });
    }
    let waits: Vec<Duration> = clients.join_all().await.into_iter().flatten().collect();
    // What was measured is what the partner sees: every report is counted in his rows.
    let shown = loggia.app.projections().read(partner, |state| {
        let view = state.view(loggia_core::visibility::View::WorkSteps, None);
        let rows = steps.iter().filter_map(|id| view.row(DocumentId::WorkStep(*id)));
        rows.filter_map(|row| row.json.clone()).map(|json| reports_in(&json)).sum::<u64>()
    });
    assert_eq!(shown, Some(waits.len() as u64), "every report is visible");
    waits
}

fn reports_in(json: &[u8]) -> u64 {
    let row: serde_json::Value = serde_json::from_slice(json).unwrap_or_default();
    row["report_count"].as_u64().unwrap_or(0)
}

async fn plant(loggia: &Loggia) -> (loggia_core::id::PartnerUserId, Vec<WorkStepId>) {
    let (root, planner) = (&loggia.root, &loggia.planner);
    let user = json!({ "user_name": "ada", "display_name": "Ada" });
    let partner = loggia.made(root, "create-partner-user", user).await;
    let resource = loggia.made(root, "create-resource", json!({ "name": "Oven" })).await;
    for (command, body) in [
        ("assign-module-licence", json!({ "partner_user": partner, "module": "planning_objects" })),
        ("mark-resource-external", json!({ "resource": resource })),
        ("link-resource", json!({ "partner_user": partner, "resource": resource })),
    ] {
        post(loggia.address, root, command, body).await;
    }
    let mut steps = Vec::new();
    let mut order = String::new();
    for n in 0..STEPS {
        if n % 10 == 0 {
            let body = json!({ "number": format!("Order {n}"), "article": "shaft", "quantity": 9 });
            order = loggia.made(planner, "create-production-order", body).await;
        }
        let step = json!({
            "order": order, "sequence": n % 10, "name": "hardening", "resource": resource,
        });
        let id = loggia.made(planner, "add-work-step", step).await;
        steps.push(WorkStepId(id.parse().expect("an id")));
    }
    let partner = loggia_core::id::PartnerUserId(partner.parse().expect("an id"));
    let _: Bytes = loggia.get(&loggia.session_of("ada"), "/v1/portal").await;
    (partner, steps)
}
