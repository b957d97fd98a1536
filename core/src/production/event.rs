//! What can have happened in production.

use serde::{Deserialize, Serialize};

use super::{Conflict, FeedbackAction, Finality, ImportKey, Report, ResourceKind, Subject};
use crate::id::{OrderItemId, ProcessId, ProductionOrderId, ResourceId, WorkStepId};
use crate::scalar::{Instant, Minutes, Name, Quantity, Slot};

/// There is something to plan work on. It is internal until marked otherwise. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResourceCreated {
    /// The new resource.
    pub id: ResourceId,
    /// Unique in the workspace, to the letter.
    pub name: Name,
    /// What sort of thing it is.
    pub kind: ResourceKind,
    /// Resources of a group stand in for each other.
    pub group: Option<Name>,
    /// How many steps it works on at once.
    pub parallel: u16,
}

/// A resource has another name. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResourceRenamed {
    /// Which.
    pub id: ResourceId,
    /// Its name from now on.
    pub name: Name,
}

/// Linked partners see the work steps on the resource. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResourceMarkedExternal {
    /// Which.
    pub id: ResourceId,
}

/// Nobody outside sees the work steps on the resource. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResourceMarkedInternal {
    /// Which.
    pub id: ResourceId,
}

/// Changes on a resource nearer than this conflict with its frozen zone. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenZoneSet {
    /// Which.
    pub id: ResourceId,
    /// From now, how far ahead; none for nothing frozen.
    pub length: Minutes,
}

/// A customer wants something. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderItemCreated {
    /// The new item.
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
}

/// Something is to be made. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductionOrderCreated {
    /// The new order.
    pub id: ProductionOrderId,
    /// Unique in the workspace.
    pub number: Name,
    /// For which order item.
    pub order_item: Option<OrderItemId>,
    /// What is made.
    pub article: Name,
    /// How much of it.
    pub quantity: Quantity,
}

/// An order has an operation more. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkStepAdded {
    /// The new step.
    pub id: WorkStepId,
    /// Of which order.
    pub order: ProductionOrderId,
    /// Its place: steps of an order follow each other in this order.
    pub sequence: u32,
    /// What is done.
    pub name: Name,
    /// On what it is planned.
    pub resource: ResourceId,
    /// How much is to be done.
    pub quantity: Quantity,
    /// Planned set-up.
    pub set_up: Minutes,
    /// Planned processing.
    pub processing: Minutes,
}

/// An order has something to do that is no operation. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcessAdded {
    /// The new process.
    pub id: ProcessId,
    /// Of which order.
    pub order: ProductionOrderId,
    /// Its place among the order's processes.
    pub sequence: u32,
    /// What is done.
    pub name: Name,
    /// Where it is done, if that is known. Links to it open nothing: only work steps do.
    pub resource: Option<ResourceId>,
    /// How much is to be done.
    pub quantity: Quantity,
}

/// A step got its first slot. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkStepScheduled {
    /// Which.
    pub step: WorkStepId,
    /// When it is planned.
    pub slot: Slot,
    /// The conflicts that the planner accepted.
    pub confirmed: Vec<Conflict>,
}

/// A step moved in time or to another resource. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkStepRescheduled {
    /// Which.
    pub step: WorkStepId,
    /// On what it is planned from now on.
    pub resource: ResourceId,
    /// When it is planned from now on.
    pub slot: Slot,
    /// The conflicts that the planner accepted.
    pub confirmed: Vec<Conflict>,
}

/// A step lost its slot. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkStepUnscheduled {
    /// Which.
    pub step: WorkStepId,
}

/// A process got a slot, its first or another. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcessScheduled {
    /// Which.
    pub process: ProcessId,
    /// When it is planned.
    pub slot: Slot,
}

/// Somebody pressed a button of the workbench. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedbackGiven {
    /// On what.
    pub subject: Subject,
    /// When it was so in the plant; at latest the time of the commit.
    pub at: Instant,
    /// Which button.
    pub action: FeedbackAction,
}

/// A piece of work was reported after it was done. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkReported {
    /// On what.
    pub subject: Subject,
    /// What was done.
    pub report: Report,
    /// Whether the work is finished with it.
    pub finality: Finality,
    /// The row of the file that it came from; the same row is never taken twice.
    pub key: Option<ImportKey>,
}
