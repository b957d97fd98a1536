use std::collections::BTreeSet;
use std::sync::Arc;

use loggia_core::access::GrantState;
use loggia_core::actor::Actor;
use loggia_core::effort::{ExpenseStatus, TimesheetStatus};
use loggia_core::production::Status;
use loggia_core::visibility::View;
use loggia_core::world::World;
use loggia_projections::{AsOf, Generation, Limits, Projections};
use loggia_store::{MemoryLog, Receipts, WriterOptions};

use super::*;

const START: i64 = 1_772_431_200_000_000;

async fn filled() -> (Arc<World>, Projections, Filled) {
    let start = Instant::from_micros(START);
    let clock = ManualClock::new(Minute::day(-HISTORY_DAYS).from(start));
    let (writer, durable, thread) = Writer::start(
        Box::new(MemoryLog::new()),
        World::default(),
        Receipts::new(),
        Arc::new(clock.clone()),
        WriterOptions::default(),
    );
    let projections = Projections::new(Generation::default(), Limits::default());
    let projector = projections.clone();
    let projecting = std::thread::spawn(move || {
        while let Ok(block) = durable.recv() {
            projector.project(&block.commits);
            block.acknowledge();
        }
    });
    let opened = submit::Asked::by(Actor::Installer, opening().unwrap());
    submit::ask(&writer, "open the workspace", vec![opened]).await.unwrap();
    let filled = fill(&writer, &clock, start).await.unwrap();
    let world = writer.published().world.clone();
    drop((writer, thread.stop()));
    projecting.join().unwrap();
    (world, projections, filled)
}

#[tokio::test]
async fn the_plant_is_as_large_as_it_says_and_looks_alive() {
    let (world, _, filled) = filled().await;
    let production = &world.production;
    assert_eq!(world.access.partner_users().count(), 4);
    assert_eq!(production.resources().count(), 30);
    assert_eq!(production.order_items().count(), 40);
    assert_eq!(production.orders().count(), 80);
    assert_eq!(production.steps().count(), 400);
    assert_eq!((filled.staff.len(), filled.partners.len()), (5, 4));
    let statuses: BTreeSet<Status> = production.steps().map(|step| step.progress.status).collect();
    let all = [
        Status::NotScheduled,
        Status::Scheduled,
        Status::Started,
        Status::Paused,
        Status::Interrupted,
        Status::Completed,
    ];
    assert_eq!(statuses, BTreeSet::from(all));
    let of = |wanted| production.steps().filter(|step| step.progress.status == wanted).count();
    assert!(of(Status::Started) >= 4, "{}", of(Status::Started));
    assert!((100..300).contains(&of(Status::Completed)), "{}", of(Status::Completed));
    let processes: BTreeSet<Status> = production.processes().map(|p| p.progress.status).collect();
    assert!(processes.len() >= 4, "{processes:?}");
}

#[tokio::test]
async fn each_partner_sees_something_and_not_the_same() {
    let (_, projections, filled) = filled().await;
    let ids = |partner, view| {
        let state = projections.read(partner, |state| state.view(view, None)).unwrap();
        state.rows().map(|(id, _)| id).collect::<BTreeSet<_>>()
    };
    let [nora, bruno] = [filled.partners[0].0, filled.partners[1].0];
    for view in [View::WorkSteps, View::Orders, View::OrderItems, View::Feedback] {
        let (hers, his) = (ids(nora, view), ids(bruno, view));
        assert!(hers.len() >= 20 && his.len() >= 20, "{view}: {} {}", hers.len(), his.len());
        assert!(hers.difference(&his).count() > 0 && his.difference(&hers).count() > 0, "{view}");
    }
    assert!(!ids(nora, View::Processes).is_empty());
    assert!(ids(bruno, View::Processes).is_empty());
}

#[tokio::test]
async fn links_stand_at_every_point_of_their_terms_and_some_conflicts_were_confirmed() {
    let (world, projections, _) = filled().await;
    let links = world.access.partner_users().flat_map(|user| user.links.values());
    let states: Vec<GrantState> = links.map(|link| link.state).collect();
    let ended = |state: &GrantState| matches!(state, GrantState::Ended(_));
    assert_eq!(states.iter().filter(|state| **state == GrantState::Pending).count(), 1);
    assert_eq!(states.iter().filter(|state| ended(state)).count(), 1);
    assert!(world.access.next_due().is_some());
    let (seq, at) = projections.live(|live| (live.seq, live.at));
    let past = AsOf { seq, at, world: (*world).clone() };
    let overlapping = past.world.production.steps().filter(|step| {
        let resource = past.world.production.resource(step.resource).unwrap();
        let conflicts = step.slot.map(|slot| {
            past.world.production.conflicts(step, resource, slot, Instant::from_micros(0))
        });
        conflicts.is_some_and(|conflicts| !conflicts.is_empty())
    });
    let overlapping = overlapping.count();
    assert!((4..60).contains(&overlapping), "{overlapping}");
}

#[tokio::test]
async fn time_and_money_stand_in_every_state() {
    let (world, projections, filled) = filled().await;
    let sheets: BTreeSet<_> = world.effort.timesheets().map(|sheet| sheet.status).collect();
    assert_eq!(sheets, TimesheetStatus::ALL.into());
    let expenses: BTreeSet<_> = world.effort.expenses().map(|expense| expense.status).collect();
    assert_eq!(expenses, ExpenseStatus::ALL.into());
    let reports: BTreeSet<_> = world.delivery.status_reports().map(|r| r.state).collect();
    assert_eq!(reports.len(), 2, "one is published, one is written");
    assert_eq!(world.delivery.raid_items().count(), 4);
    let rows = |user: &str, view: View| {
        let (id, ..) = filled.partners.iter().find(|(_, called, _)| *called == user).unwrap();
        projections.read(*id, |state| state.view(view, None).rows().count()).unwrap()
    };
    assert_eq!((rows("iris", View::Raid), rows("kemal", View::Raid)), (3, 3), "one is internal");
    assert_eq!((rows("iris", View::Comments), rows("iris", View::Expenses)), (2, 5));
    assert_eq!((rows("kemal", View::Bookings), rows("iris", View::Bookings)), (1, 0));
}
