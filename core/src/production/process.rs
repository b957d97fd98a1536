use serde::{Deserialize, Serialize};

use super::Progress;
use super::event::ProcessAdded;
use crate::event::Event;
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
    happened(Event::ProcessAdded(ProcessAdded { id, order, sequence, name, resource, quantity }))
}
