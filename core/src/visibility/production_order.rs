use serde::Serialize;

use super::clause::{self, Clause, Ground, Rule};
use super::{Lens, Shown, process, work_step};
use crate::access::Field::{Process as OfProcess, ProductionOrder as F};
use crate::access::{Column, Module, OrderField, PartnerUser};
use crate::id::{OrderItemId, ProductionOrderId};
use crate::production::{Process, ProductionOrder, Status, WorkStep};
use crate::scalar::{Instant, Name, Quantity};
use crate::world::World;

/// The modules that show production orders and order items.
pub(super) const MODULES: &[Module] =
    &[Module::PlanningObjects, Module::Planning, Module::WorkbenchClassic];

/// A production order as a partner sees it: its header, and what follows from the children that the
/// partner sees. A field that is hidden is absent.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ProductionOrderRow {
    /// Which.
    pub id: ProductionOrderId,
    /// Its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub number: Option<Shown<Name>>,
    /// For which order item; `null` where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub order_item_id: Option<Shown<Option<OrderItemId>>>,
    /// What is made; never more than that column of the work steps shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub article: Option<Shown<Name>>,
    /// How much of it; never more than that column of the work steps shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub quantity: Option<Shown<Quantity>>,
    /// Rolled up from the visible children; never more than their status shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub status: Option<Shown<Status>>,
    /// Earliest planned start of the visible work steps; never more than that column shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub planned_start: Option<Shown<Option<Instant>>>,
    /// Latest planned end of the visible work steps; never more than that column shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub planned_end: Option<Shown<Option<Instant>>>,
    /// Number of visible work steps.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub work_steps: Option<Shown<u32>>,
    /// How many of them are completed; never more than their status shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub work_steps_completed: Option<Shown<u32>>,
    /// Number of visible processes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub processes: Option<Shown<u32>>,
}

pub(super) fn visible_steps<'a>(
    world: &'a World,
    user: &'a PartnerUser,
    order: &'a ProductionOrder,
) -> impl Iterator<Item = &'a WorkStep> {
    order.steps.iter().filter_map(|id| work_step::visible(world, user, *id))
}

/// Holds since the commit that put the first visible step where it is.
pub(super) fn has_visible_step(
    world: &World,
    user: &PartnerUser,
    order: ProductionOrderId,
) -> Clause {
    let order = world.production.order(order).ok();
    let step = order.and_then(|order| visible_steps(world, user, order).next());
    let ground = match step {
        Some(step) => Ground::Holds(Some(step.placed)),
        None => Ground::Fails(None),
    };
    Clause::new(Rule::OrderHasVisibleStep, ground)
}

/// A production order is visible if and only if it has a visible work step.
pub(super) fn clauses(world: &World, user: &PartnerUser, order: &ProductionOrder) -> [Clause; 3] {
    [clause::active(user), clause::licensed(user, MODULES), has_visible_step(world, user, order.id)]
}

pub(super) fn visible<'a>(
    world: &'a World,
    user: &PartnerUser,
    id: ProductionOrderId,
) -> Option<&'a ProductionOrder> {
    let order = world.production.order(id).ok()?;
    clause::all_hold(&clauses(world, user, order)).then_some(order)
}

/// The children of an order that the partner sees.
pub(super) struct Children<'a> {
    steps: Vec<&'a WorkStep>,
    processes: Vec<&'a Process>,
}

impl<'a> Children<'a> {
    pub(super) fn of(world: &'a World, user: &'a PartnerUser, order: &'a ProductionOrder) -> Self {
        let processes = order.processes.iter();
        Self {
            steps: visible_steps(world, user, order).collect(),
            processes: processes.filter_map(|id| process::visible(world, user, *id)).collect(),
        }
    }

    /// What the partner may know about the status that follows: one that is hidden on the child must
    /// not come back through the parent.
    pub(super) fn status(&self, world: &World, user: &PartnerUser) -> Status {
        let on_processes = Lens::on(world, user).tells(OfProcess(Column::Status));
        let processes = self.processes.iter().filter(|_| on_processes);
        let of_steps = self.steps.iter().map(|step| step.progress.status);
        Status::roll_up(of_steps.chain(processes.map(|process| process.progress.status)))
    }
}

pub(super) fn render(
    world: &World,
    user: &PartnerUser,
    id: ProductionOrderId,
) -> Option<ProductionOrderRow> {
    let order = visible(world, user, id)?;
    let ProductionOrder {
        id,
        number,
        order_item,
        article,
        quantity,
        steps: _,
        processes: _,
        revision: _,
    } = order;
    let children = Children::of(world, user, order);
    let lens = Lens::on(world, user);
    let (mut work_steps, mut completed) = (0_u32, 0_u32);
    let (mut start, mut end) = (None::<Instant>, None::<Instant>);
    for step in &children.steps {
        work_steps += 1;
        completed += u32::from(step.progress.status == Status::Completed);
        if let Some(slot) = step.slot {
            start = Some(start.map_or(slot.start, |first| first.min(slot.start)));
            end = Some(end.map_or(slot.end, |last| last.max(slot.end)));
        }
    }
    let seen = u32::try_from(children.processes.len()).unwrap_or(u32::MAX);
    let status = children.status(world, user);
    Some(ProductionOrderRow {
        id: *id,
        number: lens.show(F(OrderField::Number), number.clone()),
        order_item_id: lens.show(F(OrderField::OrderItemId), *order_item),
        article: lens.show(F(OrderField::Article), article.clone()),
        quantity: lens.show(F(OrderField::Quantity), *quantity),
        status: lens.show(F(OrderField::Status), status),
        planned_start: lens.show(F(OrderField::PlannedStart), start),
        planned_end: lens.show(F(OrderField::PlannedEnd), end),
        work_steps: lens.show(F(OrderField::WorkSteps), work_steps),
        work_steps_completed: lens.show(F(OrderField::WorkStepsCompleted), completed),
        processes: lens.show(F(OrderField::Processes), seen),
    })
}
