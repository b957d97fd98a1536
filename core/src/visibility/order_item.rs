use serde::Serialize;

use super::clause::{self, Clause, Ground, Rule};
use super::production_order::{self, Children};
use super::{Lens, Shown};
use crate::access::Field::OrderItem as F;
use crate::access::{ItemField, PartnerUser};
use crate::id::OrderItemId;
use crate::production::{OrderItem, ProductionOrder, Status};
use crate::scalar::{Instant, Name, Quantity};
use crate::world::World;

/// An order item as a partner sees it: its header, and what follows from the production orders that
/// the partner sees. For which customer it is does not concern the partner. A field that is hidden is
/// absent.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OrderItemRow {
    /// Which.
    pub id: OrderItemId,
    /// Its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub number: Option<Shown<Name>>,
    /// What is made; never more than that column of the work steps shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub article: Option<Shown<Name>>,
    /// How much of it; never more than that column of the work steps shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub quantity: Option<Shown<Quantity>>,
    /// When it is due; `null` where nothing was agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub due: Option<Shown<Option<Instant>>>,
    /// Rolled up from what is visible below; never more than that shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub status: Option<Shown<Status>>,
    /// Number of visible production orders.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub orders: Option<Shown<u32>>,
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
    let lens = Lens::on(world, user);
    let orders: Vec<&ProductionOrder> = visible_orders(world, user, item).collect();
    let rolled = |order: &&ProductionOrder| Children::of(world, user, order).status(world, user);
    let status = Status::roll_up(orders.iter().map(rolled));
    let orders = u32::try_from(orders.len()).unwrap_or(u32::MAX);
    Some(OrderItemRow {
        id: *id,
        number: lens.show(F(ItemField::Number), number.clone()),
        article: lens.show(F(ItemField::Article), article.clone()),
        quantity: lens.show(F(ItemField::Quantity), *quantity),
        due: lens.show(F(ItemField::Due), *due),
        status: lens.show(F(ItemField::Status), status),
        orders: lens.show(F(ItemField::Orders), orders),
    })
}
