use super::*;
use crate::event::Event;
use crate::production::{ReportKind, Rework, Status};
use crate::spec::story::{LASER, O, S, on, order, resource, step};
use crate::spec::{Plant, given, hours, name};

fn key(n: usize) -> ImportKey {
    ImportKey(u128::try_from(n).unwrap_or(0).to_be_bytes())
}

/// Row `n`: one good unit of an activity on a resource for an order.
fn row(n: usize, order: &str, resource: &str, activity: &str) -> ImportRow {
    ImportRow {
        key: key(n),
        order: name(order),
        article: name("Cable Head"),
        order_quantity: Quantity::units(10),
        resource: name(resource),
        activity: name(activity),
        target: ImportTarget::WorkStep,
        report: Report {
            kind: ReportKind::Production,
            start: hours(1, 2).start,
            end: hours(1, 2).end,
            good: Quantity::units(1),
            scrap: Quantity::ZERO,
            held: Quantity::ZERO,
            rework: Rework::No,
            worker: None,
        },
        finality: Finality::Partial,
    }
}

fn inspection(n: usize, order: &str) -> ImportRow {
    ImportRow { target: ImportTarget::Process, ..row(n, order, "Quality 1", "Inspection") }
}

fn rows(rows: impl IntoIterator<Item = ImportRow>) -> ImportProduction {
    ImportProduction { rows: rows.into_iter().collect() }
}

fn names(events: &[Event]) -> Vec<&'static str> {
    events.iter().map(Event::name).collect()
}

fn reports(plant: &Plant) -> u32 {
    let production = &plant.world.production;
    let on_steps = production.steps().map(|step| step.progress.reports);
    on_steps.chain(production.processes().map(|process| process.progress.reports)).sum()
}

#[test]
fn a_row_makes_what_is_unknown_and_reports_on_it() {
    let mut plant = given([]);
    let events = plant.when(rows([row(1, "Case 1", "Machine 4", "Turning")]));
    let expected = ["ProductionOrderCreated", "ResourceCreated", "WorkStepAdded", "WorkReported"];
    assert_eq!(names(&events), expected);
    let production = &plant.world.production;
    let order =
        production.order_by_number(&name("Case 1")).and_then(|id| production.order(id).ok());
    let order = order.expect("it was made");
    assert_eq!((order.article.as_str(), order.quantity), ("Cable Head", Quantity::units(10)));
    let step = order.steps.first().and_then(|id| production.step(*id).ok()).expect("it was made");
    assert_eq!((step.name.as_str(), step.sequence), ("Turning", 10));
    assert_eq!(production.resource_by_name(&name("Machine 4")), Some(step.resource));
    assert_eq!((step.progress.status, step.progress.done), (Status::Started, Quantity::units(1)));
}

#[test]
fn a_row_finds_what_earlier_rows_of_the_batch_made() {
    let mut plant = given([]);
    let events = plant.when(rows([
        row(1, "Case 1", "Machine 4", "Turning"),
        row(2, "Case 1", "Machine 4", "Turning"),
        row(3, "Case 1", "Machine 4", "Milling"),
        row(4, "Case 1", "Machine 5", "Turning"),
        row(5, "Case 2", "Machine 4", "Turning"),
    ]));
    let made = |what| names(&events).into_iter().filter(|name| *name == what).count();
    assert_eq!(made("ProductionOrderCreated"), 2);
    assert_eq!(made("ResourceCreated"), 2);
    assert_eq!(made("WorkStepAdded"), 4, "order, resource and activity name a work step");
    assert_eq!(made("WorkReported"), 5);
}

#[test]
fn a_row_finds_what_people_made_before() {
    let mut plant = given([resource(LASER), order(O), step(S, on(LASER))]);
    let events = plant.when(rows([row(1, "order 1", "resource 1", "step 1")]));
    assert_eq!(names(&events), ["WorkReported"]);
    let step = plant.world.production.step(S).expect("it was added");
    assert_eq!(step.progress.reports, 1);
}

#[test]
fn names_are_found_to_the_letter() {
    let mut plant = given([]);
    plant.when(rows([
        row(1, "Case 1", "Machine 7- Laser Marking", "Laser"),
        row(2, "Case 1", "Machine 7 - Laser Marking", "Laser"),
        row(3, "Case 1", "machine 7- laser marking", "Laser"),
        row(4, "case 1", "Machine 7- Laser Marking", "laser"),
    ]));
    assert_eq!(plant.world.production.resources().count(), 3);
    assert_eq!(plant.world.production.orders().count(), 2);
}

#[test]
fn a_row_that_was_taken_is_passed_over_in_the_same_batch_and_in_later_ones() {
    let batch = rows([row(1, "Case 1", "Machine 4", "Turning"), inspection(2, "Case 1")]);
    let mut plant = given([]);
    plant.when(batch.clone());
    assert_eq!(reports(&plant), 2);
    assert_eq!(plant.when(batch), [], "the same file twice adds nothing");
    let again = rows([inspection(3, "Case 1"), inspection(3, "Case 1")]);
    assert_eq!(names(&plant.when(again)), ["WorkReported"]);
    assert_eq!(reports(&plant), 3);
}

#[test]
fn two_equal_rows_with_a_key_each_are_both_kept() {
    let mut plant = given([]);
    let twin = |n| row(n, "Case 1", "Machine 4", "Turning");
    plant.when(rows([twin(1), twin(2)]));
    assert_eq!(reports(&plant), 2);
}

#[test]
fn work_steps_and_processes_are_numbered_in_tens_apart_from_each_other() {
    let mut plant = given([]);
    plant.when(rows([
        row(1, "Case 1", "Machine 4", "Turning"),
        inspection(2, "Case 1"),
        row(3, "Case 1", "Machine 5", "Milling"),
        ImportRow { activity: name("Packing"), ..inspection(4, "Case 1") },
    ]));
    let production = &plant.world.production;
    let mut steps: Vec<_> = production.steps().map(|s| (s.sequence, s.name.as_str())).collect();
    steps.sort_unstable();
    assert_eq!(steps, [(10, "Turning"), (20, "Milling")]);
    let mut processes: Vec<_> =
        production.processes().map(|p| (p.sequence, p.name.as_str())).collect();
    processes.sort_unstable();
    assert_eq!(processes, [(10, "Inspection"), (20, "Packing")]);
}

#[test]
fn a_work_step_and_a_process_of_the_same_name_are_two_things() {
    let mut plant = given([]);
    let as_step = ImportRow { target: ImportTarget::WorkStep, ..inspection(1, "Case 1") };
    plant.when(rows([as_step, inspection(2, "Case 1")]));
    assert_eq!(plant.world.production.steps().count(), 1);
    assert_eq!(plant.world.production.processes().count(), 1);
}

#[test]
fn the_final_row_completes_and_late_rows_only_count() {
    let mut plant = given([]);
    let last = ImportRow { finality: Finality::Final, ..inspection(1, "Case 1") };
    plant.when(rows([last, inspection(2, "Case 1")]));
    let progress = plant.world.production.processes().next().map(|p| p.progress.clone());
    let progress = progress.expect("it was made");
    assert_eq!((progress.status, progress.reports), (Status::Completed, 2));
}

#[test]
fn what_an_import_makes_is_internal() {
    let mut plant = given([]);
    plant.when(rows([row(1, "Case 1", "Machine 4", "Turning")]));
    let mut resources = plant.world.production.resources();
    assert!(resources.all(|r| matches!(r.external, crate::production::External::No(_))));
}

#[test]
fn a_batch_is_bounded() {
    let batch = |length: usize| rows((0..length).map(|n| inspection(n, "Case 1")));
    let too_long = Refusal::BatchTooLong { rows: 251, max: IMPORT_BATCH_ROWS_MAX };
    given([]).refuses(batch(251), &too_long);
    let mut plant = given([]);
    plant.when(batch(250));
    assert_eq!(reports(&plant), 250);
    assert_eq!(plant.when(rows([])), []);
}

#[test]
fn a_row_that_ends_before_it_starts_refuses_its_batch() {
    let mut backwards = row(2, "Case 1", "Machine 4", "Turning");
    backwards.report.end = hours(0, 0).end;
    let batch = rows([row(1, "Case 1", "Machine 4", "Turning"), backwards]);
    given([]).refuses(batch, &Refusal::ReportBackwards);
}

#[test]
fn an_import_applied_is_the_world_that_it_was_decided_in() {
    let mut plant = given([]);
    plant.when(rows([row(1, "Case 1", "Machine 4", "Turning")]));
    let events = plant.when(rows([
        row(2, "Case 1", "Machine 4", "Turning"),
        row(3, "Case 1", "Machine 4", "Milling"),
    ]));
    assert_eq!(names(&events), ["WorkReported", "WorkStepAdded", "WorkReported"]);
    let step = plant.world.production.steps().find(|step| step.name.as_str() == "Milling");
    assert_eq!(step.map(|step| step.placed), Some(plant.seq()), "in the commit itself");
}
