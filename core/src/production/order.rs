use serde::{Deserialize, Serialize};

use super::event::{OrderItemCreated, ProductionOrderCreated};
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
    happened(created)
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
    happened(created)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::RecordKind;
    use crate::spec::story::{ITEM, O, O_2, item, order, order_for};
    use crate::spec::{MORNING, given, name, nth};

    #[test]
    fn an_order_item_says_for_whom_what_how_much_and_until_when() {
        let due = Some(Instant::from_micros(MORNING));
        let (number, project, article) = (name("4711"), Some(name("Tower")), name("bracket"));
        let command = CreateOrderItem {
            number: number.clone(),
            customer_project: project.clone(),
            article: article.clone(),
            quantity: Quantity::units(7),
            due,
        };
        let event = OrderItemCreated {
            id: OrderItemId(nth(1)),
            number,
            customer_project: project,
            article,
            quantity: Quantity::units(7),
            due,
        };
        assert_eq!(given([]).when(command), [event.into()]);
    }

    #[test]
    fn a_production_order_belongs_to_an_order_item_or_to_none() {
        let mut plant = given([item(ITEM), order(O)]);
        let event = ProductionOrderCreated {
            id: O_2,
            number: name("order 2"),
            order_item: Some(ITEM),
            article: name("bracket"),
            quantity: Quantity::units(10),
        };
        assert_eq!(plant.when(order_for(O_2, ITEM)), [event.into()]);
        let production = &plant.world.production;
        assert_eq!(production.order_item(ITEM).map(|item| item.orders.clone()), Ok(vec![O_2]));
        assert_eq!(production.order(O).map(|order| order.order_item), Ok(None));
    }

    #[test]
    fn numbers_of_items_and_of_orders_are_their_own() {
        let mut plant = given([item(ITEM), order(O)]);
        plant.refuses(item(ITEM), &Refusal::OrderItemNumberTaken(name("item 1")));
        plant.refuses(order(O), &Refusal::OrderNumberTaken(name("order 1")));
    }

    #[test]
    fn an_order_and_an_item_may_bear_the_same_number() {
        let number = name("4711");
        let (article, quantity) = (name("bracket"), Quantity::units(1));
        let mut plant = given([]);
        plant.when(CreateOrderItem {
            number: number.clone(),
            customer_project: None,
            article: article.clone(),
            quantity,
            due: None,
        });
        plant.when(CreateProductionOrder { number, order_item: None, article, quantity });
    }

    #[test]
    fn only_known_order_items_get_production_orders() {
        let unknown = Refusal::Unknown(RecordKind::OrderItem, ITEM.into());
        given([]).refuses(order_for(O, ITEM), &unknown);
    }
}
