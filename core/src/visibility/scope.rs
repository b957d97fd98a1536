use super::DocumentId;
use crate::access::PartnerUser;
use crate::id::{PartnerUserId, ProductionOrderId};
use crate::production::{Production, Progress, Subject};
use crate::world::World;

/// Every document that [`super::document`] could possibly render for `partner`: more than what is
/// visible, never less; each once, by id. From-scratch rendering starts here.
pub fn scope(world: &World, partner: PartnerUserId) -> Vec<DocumentId> {
    let Ok(user) = world.access.partner_user(partner) else { return Vec::new() };
    let production = &world.production;
    let mut found = vec![DocumentId::Portal];
    let mut orders = Vec::new();
    for step in linked_steps(production, user) {
        found.push(DocumentId::WorkStep(step.id));
        found.extend(reports(Subject::WorkStep(step.id), &step.progress));
        orders.push(step.order);
    }
    orders.sort_unstable();
    orders.dedup();
    for order in orders {
        found.extend(around(production, order));
    }
    found.extend(colleagues(world, user).map(DocumentId::Colleague));
    // Orders of one item name it each.
    found.sort_unstable();
    found.dedup();
    found
}

/// The users of the account that `user` administers.
fn colleagues(world: &World, user: &PartnerUser) -> impl Iterator<Item = PartnerUserId> {
    let account = user.account.filter(|_| user.administrator.is_some());
    let account = account.and_then(|id| world.access.account(id).ok());
    account.into_iter().flat_map(|account| account.users.iter().copied())
}

fn linked_steps<'a>(
    production: &'a Production,
    user: &'a PartnerUser,
) -> impl Iterator<Item = &'a crate::production::WorkStep> {
    user.links
        .keys()
        .filter_map(|id| production.resource(*id).ok())
        .flat_map(|resource| &resource.steps)
        .filter_map(|id| production.step(*id).ok())
}

/// The order itself, its item, its processes and their reports.
pub fn around(production: &Production, order: ProductionOrderId) -> Vec<DocumentId> {
    let mut found = Vec::new();
    let Ok(order) = production.order(order) else { return found };
    found.push(DocumentId::Order(order.id));
    found.extend(order.order_item.map(DocumentId::OrderItem));
    for process in order.processes.iter().filter_map(|id| production.process(*id).ok()) {
        found.push(DocumentId::Process(process.id));
        found.extend(reports(Subject::Process(process.id), &process.progress));
    }
    found
}

/// The reports on `subject`.
pub fn reports(subject: Subject, progress: &Progress) -> impl Iterator<Item = DocumentId> + use<> {
    (1..=progress.reports).map(move |number| DocumentId::Report(subject, number))
}
