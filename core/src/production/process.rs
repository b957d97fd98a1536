use serde::{Deserialize, Serialize};

use super::Progress;
use super::event::ProcessAdded;
use crate::id::{ProcessId, ProductionOrderId, ResourceId};
use crate::scalar::{Name, Quantity, Slot};
use crate::world::{Context, Decision, Revision, Seq, World, happened};

/// A part of a production order that is no operation: design, inspection, shipping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    /// Which.
    pub id: ProcessId,
    /// Of which order.
    pub order: ProductionOrderId,
    /// Its place among the order's processes.
    pub sequence: u32,
    /// What is done.
    pub name: Name,
    /// Where it is done, if that is known.
    pub resource: Option<ResourceId>,
    /// The commit that added it.
    pub added: Seq,
    /// When it is planned.
    pub slot: Option<Slot>,
    /// How much is to be done.
    pub quantity: Quantity,
    /// What was really done.
    pub progress: Progress,
    /// Raised by every change.
    pub revision: Revision,
}

/// Add to a production order something to do that is no operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AddProcess {
    /// To which order.
    pub order: ProductionOrderId,
    /// Its place among the order's processes.
    pub sequence: u32,
    /// What is done.
    pub name: Name,
    /// Where it is done, if that is known.
    #[serde(default)]
    pub resource: Option<ResourceId>,
    /// How much is to be done; the order's quantity where nothing is said.
    #[serde(default)]
    pub quantity: Option<Quantity>,
}

pub(crate) fn add_process(world: &World, cx: &Context<'_>, command: &AddProcess) -> Decision {
    let AddProcess { order, sequence, name, resource, quantity } = command.clone();
    if let Some(resource) = resource {
        world.production.resource(resource)?;
    }
    let quantity = quantity.unwrap_or(world.production.order(order)?.quantity);
    let id = ProcessId::fresh(cx.ids);
    happened(ProcessAdded { id, order, sequence, name, resource, quantity })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{RecordKind, Refusal};
    use crate::spec::story::{LASER, O, P, order, process, resource};
    use crate::spec::{given, name};

    fn at(resource: ResourceId) -> AddProcess {
        let (resource, quantity) = (Some(resource), Some(Quantity::units(3)));
        AddProcess { order: O, sequence: 20, name: name("packing"), resource, quantity }
    }

    #[test]
    fn a_process_is_for_the_quantity_of_its_order_unless_said_otherwise() {
        let mut plant = given([resource(LASER), order(O)]);
        let event = ProcessAdded {
            id: P,
            order: O,
            sequence: 10,
            name: name("process 1"),
            resource: None,
            quantity: Quantity::units(10),
        };
        assert_eq!(plant.when(process(P)), [event.into()]);
        plant.when(at(LASER));
        let packing = plant.world.production.process(plant.last()).expect("it was added");
        assert_eq!((packing.resource, packing.quantity), (Some(LASER), Quantity::units(3)));
        assert_eq!((packing.slot, &packing.progress), (None, &Progress::NONE));
    }

    #[test]
    fn a_process_belongs_to_a_known_order_and_is_done_at_a_known_resource_or_nowhere() {
        let mut plant = given([]);
        plant.refuses(process(P), &Refusal::Unknown(RecordKind::ProductionOrder, O.into()));
        plant.when(order(O));
        plant.refuses(at(LASER), &Refusal::Unknown(RecordKind::Resource, LASER.into()));
    }
}
