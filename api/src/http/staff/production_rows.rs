//! Resources, orders, work steps and processes, as staff reads them.

use loggia_core::id::{
    OrderItemId, PartnerUserId, ProcessId, ProductionOrderId, ResourceId, WorkStepId,
};
use loggia_core::production::{
    External, OrderItem, Process, ProductionOrder, Progress, Resource, ResourceKind, Status,
    WorkStep,
};
use loggia_core::scalar::{Instant, Minutes, Name, Quantity, Slot};
use loggia_core::world::{Revision, World};
use serde::Serialize;
use utoipa::ToSchema;

/// A resource.
#[derive(Serialize, ToSchema)]
pub(super) struct ResourceEntry {
    id: ResourceId,
    name: Name,
    kind: ResourceKind,
    group: Option<Name>,
    /// How many steps it works on at once.
    parallel: u16,
    /// Whether linked partners see the work steps on it.
    external: bool,
    frozen_zone_minutes: Minutes,
    work_step_count: usize,
    process_count: usize,
    /// To whom it is linked, whether the link holds or not.
    partner_users: Vec<PartnerUserId>,
    revision: Revision,
}

impl ResourceEntry {
    pub(super) const COLUMNS: [&'static str; 11] = [
        "id",
        "name",
        "kind",
        "group",
        "parallel",
        "external",
        "frozen_zone_minutes",
        "work_step_count",
        "process_count",
        "partner_users",
        "revision",
    ];

    pub(super) fn of(world: &World, resource: &Resource) -> Self {
        Self {
            id: resource.id,
            name: resource.name.clone(),
            kind: resource.kind,
            group: resource.group.clone(),
            parallel: resource.parallel,
            external: match resource.external {
                External::Yes(_) => true,
                External::No(_) => false,
            },
            frozen_zone_minutes: resource.frozen_zone,
            work_step_count: resource.steps.len(),
            process_count: resource.processes.len(),
            partner_users: world.access.linked_to(resource.id).collect(),
            revision: resource.revision,
        }
    }
}

/// An order item.
#[derive(Serialize, ToSchema)]
pub(super) struct OrderItemEntry {
    id: OrderItemId,
    number: Name,
    customer_project: Option<Name>,
    article: Name,
    quantity: Quantity,
    due: Option<Instant>,
    status: Status,
    order_ids: Vec<ProductionOrderId>,
    revision: Revision,
}

impl OrderItemEntry {
    pub(super) const COLUMNS: [&'static str; 9] = [
        "id",
        "number",
        "customer_project",
        "article",
        "quantity",
        "due",
        "status",
        "order_ids",
        "revision",
    ];

    pub(super) fn of(world: &World, item: &OrderItem) -> Self {
        let OrderItem { id, number, customer_project, article, quantity, due, orders, revision } =
            item.clone();
        let known = orders.iter().filter_map(|order| world.production.order(*order).ok());
        let status = Status::roll_up(known.map(|order| status(world, order)));
        let order_ids = orders;
        Self { id, number, customer_project, article, quantity, due, status, order_ids, revision }
    }
}

/// A production order.
#[derive(Serialize, ToSchema)]
pub(super) struct OrderEntry {
    id: ProductionOrderId,
    number: Name,
    order_item_id: Option<OrderItemId>,
    article: Name,
    quantity: Quantity,
    status: Status,
    work_step_ids: Vec<WorkStepId>,
    process_ids: Vec<ProcessId>,
    revision: Revision,
}

fn status(world: &World, order: &ProductionOrder) -> Status {
    let steps = order.steps.iter().filter_map(|id| world.production.step(*id).ok());
    let processes = order.processes.iter().filter_map(|id| world.production.process(*id).ok());
    let of_steps = steps.map(|step| step.progress.status);
    Status::roll_up(of_steps.chain(processes.map(|process| process.progress.status)))
}

impl OrderEntry {
    pub(super) const COLUMNS: [&'static str; 9] = [
        "id",
        "number",
        "order_item_id",
        "article",
        "quantity",
        "status",
        "work_step_ids",
        "process_ids",
        "revision",
    ];

    pub(super) fn of(world: &World, order: &ProductionOrder) -> Self {
        let status = status(world, order);
        let ProductionOrder {
            id,
            number,
            order_item,
            article,
            quantity,
            steps,
            processes,
            revision,
        } = order.clone();
        Self {
            id,
            number,
            order_item_id: order_item,
            article,
            quantity,
            status,
            work_step_ids: steps,
            process_ids: processes,
            revision,
        }
    }
}

/// What was really done.
#[derive(Serialize, ToSchema)]
struct Reported {
    status: Status,
    actual_start: Option<Instant>,
    actual_end: Option<Instant>,
    done_quantity: Quantity,
    scrap_quantity: Quantity,
    held_quantity: Quantity,
    report_count: u32,
    actual_minutes: Minutes,
}

impl Reported {
    fn of(progress: &Progress) -> Self {
        Self {
            status: progress.status,
            actual_start: progress.actual_start,
            actual_end: progress.actual_end,
            done_quantity: progress.done,
            scrap_quantity: progress.scrap,
            held_quantity: progress.held,
            report_count: progress.reports,
            actual_minutes: progress.minutes,
        }
    }
}

fn start(slot: Option<Slot>) -> Option<Instant> {
    slot.map(|slot| slot.start)
}

fn end(slot: Option<Slot>) -> Option<Instant> {
    slot.map(|slot| slot.end)
}

/// A work step.
#[derive(Serialize, ToSchema)]
pub(super) struct WorkStepEntry {
    id: WorkStepId,
    order_id: ProductionOrderId,
    /// The number of the order.
    order: Option<Name>,
    sequence: u32,
    name: Name,
    resource_id: ResourceId,
    /// The name of the resource.
    resource: Option<Name>,
    planned_start: Option<Instant>,
    planned_end: Option<Instant>,
    set_up_minutes: Minutes,
    processing_minutes: Minutes,
    quantity: Quantity,
    #[serde(flatten)]
    reported: Reported,
    revision: Revision,
}

impl WorkStepEntry {
    pub(super) const COLUMNS: [&'static str; 21] = [
        "id",
        "order_id",
        "order",
        "sequence",
        "name",
        "resource_id",
        "resource",
        "planned_start",
        "planned_end",
        "set_up_minutes",
        "processing_minutes",
        "quantity",
        "status",
        "actual_start",
        "actual_end",
        "done_quantity",
        "scrap_quantity",
        "held_quantity",
        "report_count",
        "actual_minutes",
        "revision",
    ];

    pub(super) fn of(world: &World, step: &WorkStep) -> Self {
        let order = world.production.order(step.order).ok();
        let resource = world.production.resource(step.resource).ok();
        Self {
            id: step.id,
            order_id: step.order,
            order: order.map(|order| order.number.clone()),
            sequence: step.sequence,
            name: step.name.clone(),
            resource_id: step.resource,
            resource: resource.map(|resource| resource.name.clone()),
            planned_start: start(step.slot),
            planned_end: end(step.slot),
            set_up_minutes: step.set_up,
            processing_minutes: step.processing,
            quantity: step.quantity,
            reported: Reported::of(&step.progress),
            revision: step.revision,
        }
    }
}

/// A process.
#[derive(Serialize, ToSchema)]
pub(super) struct ProcessEntry {
    id: ProcessId,
    order_id: ProductionOrderId,
    /// The number of the order.
    order: Option<Name>,
    sequence: u32,
    name: Name,
    resource_id: Option<ResourceId>,
    /// The name of the resource.
    resource: Option<Name>,
    planned_start: Option<Instant>,
    planned_end: Option<Instant>,
    quantity: Quantity,
    #[serde(flatten)]
    reported: Reported,
    revision: Revision,
}

impl ProcessEntry {
    pub(super) const COLUMNS: [&'static str; 19] = [
        "id",
        "order_id",
        "order",
        "sequence",
        "name",
        "resource_id",
        "resource",
        "planned_start",
        "planned_end",
        "quantity",
        "status",
        "actual_start",
        "actual_end",
        "done_quantity",
        "scrap_quantity",
        "held_quantity",
        "report_count",
        "actual_minutes",
        "revision",
    ];

    pub(super) fn of(world: &World, process: &Process) -> Self {
        let order = world.production.order(process.order).ok();
        let resource = process.resource.and_then(|id| world.production.resource(id).ok());
        Self {
            id: process.id,
            order_id: process.order,
            order: order.map(|order| order.number.clone()),
            sequence: process.sequence,
            name: process.name.clone(),
            resource_id: process.resource,
            resource: resource.map(|resource| resource.name.clone()),
            planned_start: start(process.slot),
            planned_end: end(process.slot),
            quantity: process.quantity,
            reported: Reported::of(&process.progress),
            revision: process.revision,
        }
    }
}
