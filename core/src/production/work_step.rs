use serde::{Deserialize, Serialize};

use super::Progress;
use super::event::WorkStepAdded;
use crate::id::{ProductionOrderId, ResourceId, WorkStepId};
use crate::scalar::{Minutes, Name, Quantity, Slot};
use crate::world::{Context, Decision, Revision, Seq, World, happened};

/// An operation of a production order on a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkStep {
    /// Which.
    pub id: WorkStepId,
    /// Of which order.
    pub order: ProductionOrderId,
    /// Its place in the order.
    pub sequence: u32,
    /// What is done.
    pub name: Name,
    /// On what it is planned.
    pub resource: ResourceId,
    /// The commit that put it on that resource.
    pub placed: Seq,
    /// When it is planned.
    pub slot: Option<Slot>,
    /// Planned set-up.
    pub set_up: Minutes,
    /// Planned processing.
    pub processing: Minutes,
    /// How much is to be done.
    pub quantity: Quantity,
    /// What was really done.
    pub progress: Progress,
    /// Raised by every change.
    pub revision: Revision,
}

/// Add an operation to a production order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AddWorkStep {
    /// To which order.
    pub order: ProductionOrderId,
    /// Its place: steps of an order follow each other in this order.
    pub sequence: u32,
    /// What is done.
    pub name: Name,
    /// On what it is planned.
    pub resource: ResourceId,
    /// How much is to be done; the order's quantity where nothing is said.
    #[serde(default)]
    pub quantity: Option<Quantity>,
    /// Planned set-up.
    #[serde(default)]
    pub set_up: Minutes,
    /// Planned processing.
    #[serde(default)]
    pub processing: Minutes,
}

pub(crate) fn add_work_step(world: &World, cx: &Context<'_>, command: &AddWorkStep) -> Decision {
    let AddWorkStep { order, sequence, name, resource, quantity, set_up, processing } =
        command.clone();
    world.production.resource(resource)?;
    let quantity = quantity.unwrap_or(world.production.order(order)?.quantity);
    let id = WorkStepId::fresh(cx.ids);
    let added = WorkStepAdded { id, order, sequence, name, resource, quantity, set_up, processing };
    happened(added)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{RecordKind, Refusal};
    use crate::spec::story::{LASER, O, OVEN, S, on, order, resource, step};
    use crate::spec::{given, name};

    #[test]
    fn a_work_step_is_for_the_quantity_of_its_order_unless_said_otherwise() {
        let mut plant = given([resource(LASER), order(O)]);
        let event = WorkStepAdded {
            id: S,
            order: O,
            sequence: 20,
            name: name("step 1"),
            resource: LASER,
            quantity: Quantity::units(10),
            set_up: Minutes(5),
            processing: Minutes(50),
        };
        assert_eq!(plant.when(step(S, on(LASER).at(20))), [event.into()]);
        let less = AddWorkStep {
            order: O,
            sequence: 30,
            name: name("half"),
            resource: LASER,
            quantity: Some(Quantity::units(5)),
            set_up: Minutes(0),
            processing: Minutes(0),
        };
        plant.when(less);
        let half = plant.world.production.step(plant.last()).expect("it was added");
        assert_eq!(half.quantity, Quantity::units(5));
        assert_eq!((half.slot, &half.progress), (None, &Progress::NONE));
    }

    #[test]
    fn a_work_step_belongs_to_a_known_order_on_a_known_resource() {
        let mut plant = given([resource(LASER)]);
        let no_order = Refusal::Unknown(RecordKind::ProductionOrder, O.into());
        let no_resource = Refusal::Unknown(RecordKind::Resource, OVEN.into());
        plant.refuses(step(S, on(LASER)), &no_order);
        plant.when(order(O));
        plant.refuses(step(S, on(OVEN)), &no_resource);
    }
}
