use serde::Serialize;

use super::Lens;
use super::clause::{self, Clause, Ground, Rule};
use super::production_order::{self, Children};
use crate::access::{Column, ListName, PartnerUser};
use crate::id::OrderItemId;
use crate::production::{OrderItem, ProductionOrder, Status};
use crate::scalar::{Instant, Name, Quantity};
use crate::world::World;

/// An order item as a partner sees it: its header, and what follows from the production orders that
/// the partner sees. For which customer it is does not concern the partner.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OrderItemRow {
    /// Which.
    pub id: OrderItemId,
    /// Its number.
    pub number: Name,
    /// What is made; absent where that column of the work steps is hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<Name>,
    /// How much of it; absent where that column of the work steps is hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
    /// When it is due; `null` where nothing was agreed.
    pub due: Option<Instant>,
    /// Rolled up from what is visible below; absent where that is hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Number of visible production orders.
    pub orders: u32,
}

pub(super) fn visible_orders<'a>(
    world: &'a World,
    user: &'a PartnerUser,
    item: &'a OrderItem,
) -> impl Iterator<Item = &'a ProductionOrder> {
    item.orders.iter().filter_map(|id| production_order::visible(world, user, *id))
}

/// An order item is visible if and only if one of its production orders is. Holds since the commit
/// that put the first visible step of the first such order where it is.
pub(super) fn clauses(world: &World, user: &PartnerUser, item: &OrderItem) -> [Clause; 3] {
    let ground = match visible_orders(world, user, item).next() {
        Some(order) => production_order::has_visible_step(world, user, order.id).ground,
        None => Ground::Fails(None),
    };
    [
        clause::active(user),
        clause::licensed(user, production_order::MODULES),
        Clause::new(Rule::ItemHasVisibleOrder, ground),
    ]
}

pub(super) fn render(world: &World, user: &PartnerUser, id: OrderItemId) -> Option<OrderItemRow> {
    let item = world.production.order_item(id).ok()?;
    if !clause::all_hold(&clauses(world, user, item)) {
        return None;
    }
    let OrderItem {
        id,
        number,
        customer_project: _,
        article,
        quantity,
        due,
        orders: _,
        revision: _,
    } = item;
    let lens = Lens::on(world, ListName::WorkSteps);
    let orders: Vec<&ProductionOrder> = visible_orders(world, user, item).collect();
    let rolled = |order: &&ProductionOrder| Children::of(world, user, order).status(world);
    Some(OrderItemRow {
        id: *id,
        number: number.clone(),
        article: lens.show(Column::Article, article).cloned(),
        quantity: lens.show(Column::Quantity, *quantity),
        due: *due,
        status: lens.shows(Column::Status).then(|| Status::roll_up(orders.iter().map(rolled))),
        orders: u32::try_from(orders.len()).unwrap_or(u32::MAX),
    })
}
