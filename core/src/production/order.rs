use serde::{Deserialize, Serialize};

use super::event::{OrderItemCreated, ProductionOrderCreated};
use crate::event::Event;
use crate::id::{OrderItemId, ProcessId, ProductionOrderId, WorkStepId};
use crate::refusal::Refusal;
use crate::scalar::{Instant, Name, Quantity};
use crate::world::{Context, Decision, Revision, World, happened};

/// What a customer wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderItem {
    /// Which.
    pub id: OrderItemId,
    /// Unique in the workspace.
    pub number: Name,
    /// For which project of the customer.
    pub customer_project: Option<Name>,
    /// What is made.
    pub article: Name,
    /// How much of it.
    pub quantity: Quantity,
    /// When it is due.
    pub due: Option<Instant>,
    /// Its production orders.
    pub orders: Vec<ProductionOrderId>,
    /// Raised by every change.
    pub revision: Revision,
}

/// Something to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductionOrder {
    /// Which.
    pub id: ProductionOrderId,
    /// Unique in the workspace.
    pub number: Name,
    /// For which order item.
    pub order_item: Option<OrderItemId>,
    /// What is made.
    pub article: Name,
    /// How much of it.
    pub quantity: Quantity,
    /// Its work steps, as added.
    pub steps: Vec<WorkStepId>,
    /// Its processes, as added.
    pub processes: Vec<ProcessId>,
    /// Raised by every change of the order itself.
    pub revision: Revision,
}

/// Record what a customer wants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateOrderItem {
    /// Unique in the workspace.
    pub number: Name,
    /// For which project of the customer.
    #[serde(default)]
    pub customer_project: Option<Name>,
    /// What is made.
    pub article: Name,
    /// How much of it.
    pub quantity: Quantity,
    /// When it is due.
    #[serde(default)]
    pub due: Option<Instant>,
}

/// Have something made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateProductionOrder {
    /// Unique in the workspace.
    pub number: Name,
    /// For which order item.
    #[serde(default)]
    pub order_item: Option<OrderItemId>,
    /// What is made.
    pub article: Name,
    /// How much of it.
    pub quantity: Quantity,
}

pub(crate) fn create_order_item(
    world: &World,
    cx: &Context<'_>,
    command: &CreateOrderItem,
) -> Decision {
    let CreateOrderItem { number, customer_project, article, quantity, due } = command.clone();
    if world.production.order_item_by_number(&number).is_some() {
        return Err(Refusal::OrderItemNumberTaken(number));
    }
    let id = OrderItemId::fresh(cx.ids);
    let created = OrderItemCreated { id, number, customer_project, article, quantity, due };
    happened(Event::OrderItemCreated(created))
}

pub(crate) fn create_production_order(
    world: &World,
    cx: &Context<'_>,
    command: &CreateProductionOrder,
) -> Decision {
    let CreateProductionOrder { number, order_item, article, quantity } = command.clone();
    if let Some(item) = order_item {
        world.production.order_item(item)?;
    }
    if world.production.order_by_number(&number).is_some() {
        return Err(Refusal::OrderNumberTaken(number));
    }
    let id = ProductionOrderId::fresh(cx.ids);
    let created = ProductionOrderCreated { id, number, order_item, article, quantity };
    happened(Event::ProductionOrderCreated(created))
}
