mod access;
mod delivery;
mod effort;
mod production;

use loggia_core::event::Event;
use loggia_core::id::{AccountId, PartnerUserId};
use loggia_core::visibility::{DocumentId, scope};
use loggia_core::world::World;

pub(crate) type Touched = Vec<(PartnerUserId, DocumentId)>;

/// Adds the documents whose content or existence `event` may change, seen from `world`.
///
/// Asked twice, with the world before the event and with the world after it: what vanishes is found
/// in the first, what appears in the second. More than what changes is harmless, less is a wrong
/// view; the differential tests hold it against rendering from scratch.
pub fn affected(world: &World, event: &Event, touched: &mut Touched) {
    match event {
        Event::Access(event) => access::affected(world, event, touched),
        Event::Production(event) => production::affected(world, event, touched),
        Event::Delivery(event) => delivery::affected(world, event, touched),
        Event::Effort(event) => effort::affected(world, event, touched),
    }
}

fn everybody(world: &World, touched: &mut Touched) {
    for user in world.access.partner_users() {
        all_of(world, user.id, touched);
    }
}

fn all_of_account(world: &World, account: AccountId, touched: &mut Touched) {
    let Ok(account) = world.access.account(account) else { return };
    for user in &account.users {
        all_of(world, *user, touched);
    }
}

fn all_of(world: &World, partner: PartnerUserId, touched: &mut Touched) {
    touched.extend(scope(world, partner).into_iter().map(|id| (partner, id)));
}
