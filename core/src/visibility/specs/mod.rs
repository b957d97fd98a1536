//! Who sees what, told as rules: one file for each theme.

mod chance;
mod colleagues;
mod columns;
mod delivery;
mod explain;
mod fields;
mod matrix;
mod order_items;
mod orders;
mod portal;
mod processes;
mod reports;
mod secrets;
mod standing;
mod work_steps;

use serde_json::Value;

use super::DocumentId;
use crate::access::Module;
use crate::id::PartnerUserId;
use crate::production::Subject;
use crate::scalar::Slot;
use crate::spec::story::{
    ITEM, LASER, O, OVEN, P, PARTNER, S, S_2, external, item, licensed, linked, on, order_for,
    partner, process, processes_allowed, resource, scheduled, step,
};
use crate::spec::{Plant, given, hours};

/// What nobody outside sees as yet: an order of an item with a step on the laser, one on the oven,
/// and a process; and a partner with a look at planning objects.
fn plant() -> Plant {
    given([
        resource(LASER),
        resource(OVEN),
        item(ITEM),
        order_for(O, ITEM),
        step(S, on(LASER)),
        step(S_2, on(OVEN).at(20)),
        process(P),
        partner(PARTNER),
        licensed(PARTNER, Module::PlanningObjects),
    ])
}

/// The partner sees the laser and the processes around it; both steps have a slot.
fn coating() -> Plant {
    let mut plant = plant();
    for told in [
        scheduled(S, first()),
        scheduled(S_2, second()),
        external(LASER),
        linked(PARTNER, LASER),
        processes_allowed(PARTNER),
    ] {
        plant.when(told);
    }
    plant
}

/// The slot of the step on the laser.
fn first() -> Slot {
    hours(1, 3)
}

/// The slot of the step on the oven.
fn second() -> Slot {
    hours(4, 7)
}

/// The document as the partner reads it; `null` where there is none.
fn read(plant: &Plant, partner: PartnerUserId, id: impl Into<DocumentId>) -> Value {
    plant
        .shows(partner, id)
        .map_or(Value::Null, |document| serde_json::to_value(document).expect("documents are JSON"))
}

/// The names of the fields that the head of a list tells [`PARTNER`].
fn heads(plant: &Plant, view: super::View, subject: Option<Subject>) -> Vec<&'static str> {
    let user = plant.world.access.partner_user(PARTNER).expect("created");
    let heads = super::columns(&plant.world, user, view, subject.map(super::Under::from));
    heads.into_iter().map(|head| head.field).collect()
}
