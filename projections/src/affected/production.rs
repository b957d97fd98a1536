use loggia_core::event::ProductionEvent as E;
use loggia_core::id::{PartnerUserId, ProductionOrderId, ResourceId, WorkStepId};
use loggia_core::production::{Production, Resource, Subject, WorkStep};
use loggia_core::visibility::{DocumentId, around, reports};
use loggia_core::world::World;

use super::Touched;

pub(super) fn affected(world: &World, event: &E, touched: &mut Touched) {
    let production = &world.production;
    match event {
        E::ResourceMarkedExternal(e) => {
            opened(production, e.id, &linked(world, e.id), touched);
            placed(world, e.id, touched);
        }
        E::ResourceMarkedInternal(e) => {
            opened(production, e.id, &linked(world, e.id), touched);
            placed(world, e.id, touched);
        }
        E::ResourceRenamed(e) => renamed(world, e.id, touched),
        E::WorkStepAdded(e) => moved(world, e.id, touched),
        E::WorkStepRescheduled(e) => moved(world, e.step, touched),
        E::WorkStepScheduled(e) => worked_on(world, Subject::WorkStep(e.step), touched),
        E::WorkStepUnscheduled(e) => worked_on(world, Subject::WorkStep(e.step), touched),
        E::ProcessAdded(e) => worked_on(world, Subject::Process(e.id), touched),
        E::ProcessScheduled(e) => worked_on(world, Subject::Process(e.process), touched),
        E::FeedbackGiven(e) => worked_on(world, e.subject, touched),
        E::WorkReported(e) => worked_on(world, e.subject, touched),
        // What has no visible work step yet shows in no document.
        E::ResourceCreated(_)
        | E::FrozenZoneSet(_)
        | E::OrderItemCreated(_)
        | E::ProductionOrderCreated(_) => {}
    }
}

fn linked(world: &World, resource: ResourceId) -> Vec<PartnerUserId> {
    world.access.linked_to(resource).collect()
}

/// The partners who may see a work step of `order`.
fn partners_of(world: &World, order: ProductionOrderId) -> Vec<PartnerUserId> {
    let Ok(order) = world.production.order(order) else { return Vec::new() };
    let steps = order.steps.iter().filter_map(|id| world.production.step(*id).ok());
    let mut partners: Vec<_> =
        steps.flat_map(|step| world.access.linked_to(step.resource)).collect();
    partners.sort_unstable();
    partners.dedup();
    partners
}

/// Everything that hangs on the work steps of a resource.
pub(super) fn opened(
    production: &Production,
    resource: ResourceId,
    partners: &[PartnerUserId],
    touched: &mut Touched,
) {
    let Ok(resource) = production.resource(resource) else { return };
    for step in steps_on(production, resource) {
        let documents = with_order(production, step);
        touched.extend(partners.iter().flat_map(|p| documents.iter().map(|id| (*p, *id))));
    }
}

fn steps_on<'a>(
    production: &'a Production,
    resource: &'a Resource,
) -> impl Iterator<Item = &'a WorkStep> {
    resource.steps.iter().filter_map(|id| production.step(*id).ok())
}

/// A work step with its reports, and its order with all that may appear or vanish with the step.
fn with_order(production: &Production, step: &WorkStep) -> Vec<DocumentId> {
    let mut documents = vec![DocumentId::WorkStep(step.id)];
    documents.extend(reports(Subject::WorkStep(step.id), &step.progress));
    documents.extend(around(production, step.order));
    documents
}

/// A work step came to the resource on which it is, or is about to leave it.
fn moved(world: &World, step: WorkStepId, touched: &mut Touched) {
    let Ok(step) = world.production.step(step) else { return };
    let partners = linked(world, step.resource);
    if partners.is_empty() {
        return;
    }
    let documents = with_order(&world.production, step);
    touched.extend(partners.iter().flat_map(|p| documents.iter().map(|id| (*p, *id))));
}

/// Something about one work step or process: itself, its newest report, its order and item.
fn worked_on(world: &World, subject: Subject, touched: &mut Touched) {
    let production = &world.production;
    let (document, order, progress, partners) = match subject {
        Subject::WorkStep(id) => {
            let Ok(step) = production.step(id) else { return };
            let partners = linked(world, step.resource);
            (DocumentId::WorkStep(id), step.order, &step.progress, partners)
        }
        Subject::Process(id) => {
            let Ok(process) = production.process(id) else { return };
            let partners = partners_of(world, process.order);
            (DocumentId::Process(id), process.order, &process.progress, partners)
        }
    };
    let item = production.order(order).ok().and_then(|order| order.order_item);
    for partner in partners {
        touched.push((partner, document));
        touched.push((partner, DocumentId::Report(subject, progress.reports)));
        touched.push((partner, DocumentId::Order(order)));
        touched.extend(item.map(|item| (partner, DocumentId::OrderItem(item))));
    }
}

fn renamed(world: &World, resource: ResourceId, touched: &mut Touched) {
    let Ok(resource) = world.production.resource(resource) else { return };
    for partner in linked(world, resource.id) {
        touched.extend(resource.steps.iter().map(|id| (partner, DocumentId::WorkStep(*id))));
    }
    placed(world, resource.id, touched);
}

/// The processes that are done at a resource, for whoever may see them: they name it.
pub(super) fn placed(world: &World, resource: ResourceId, touched: &mut Touched) {
    let Ok(resource) = world.production.resource(resource) else { return };
    for process in resource.processes.iter().filter_map(|id| world.production.process(*id).ok()) {
        let partners = partners_of(world, process.order).into_iter();
        touched.extend(partners.map(|partner| (partner, DocumentId::Process(process.id))));
    }
}
