use std::sync::Arc;

use imbl::{OrdMap, OrdSet};

use super::reports::Worked;
use super::{
    ImportKey, OrderItem, Process, ProductionOrder, Progress, Report, Resource, Subject, WorkStep,
};
use crate::id::{OrderItemId, ProcessId, ProductionOrderId, ResourceId, WorkStepId};
use crate::refusal::{RecordKind, Refusal};
use crate::scalar::Name;

/// Everything about the plan and what was reported on it.
///
/// Entities lie behind an [`Arc`], so that a write after a clone copies one entity and a few small
/// nodes, not the neighbours of the entity. Ids begin with the time and numbers mostly count up, so in
/// maps in order what is made together lies together: a block copies the path to it once.
#[derive(Clone, Debug, Default)]
pub struct Production {
    pub(super) resources: OrdMap<ResourceId, Arc<Resource>>,
    pub(super) resources_by_name: OrdMap<Name, ResourceId>,
    pub(super) items: OrdMap<OrderItemId, Arc<OrderItem>>,
    pub(super) items_by_number: OrdMap<Name, OrderItemId>,
    pub(super) orders: OrdMap<ProductionOrderId, Arc<ProductionOrder>>,
    pub(super) orders_by_number: OrdMap<Name, ProductionOrderId>,
    pub(super) steps: OrdMap<WorkStepId, Arc<Worked<WorkStep>>>,
    pub(super) processes: OrdMap<ProcessId, Arc<Worked<Process>>>,
    pub(super) imported: OrdSet<ImportKey>,
}

impl Production {
    /// The resource, or a refusal that names the id.
    pub fn resource(&self, id: ResourceId) -> Result<&Resource, Refusal> {
        let found = self.resources.get(&id).map(Arc::as_ref);
        found.ok_or(Refusal::Unknown(RecordKind::Resource, id.into()))
    }

    /// The order item, or a refusal that names the id.
    pub fn order_item(&self, id: OrderItemId) -> Result<&OrderItem, Refusal> {
        let found = self.items.get(&id).map(Arc::as_ref);
        found.ok_or(Refusal::Unknown(RecordKind::OrderItem, id.into()))
    }

    /// The production order, or a refusal that names the id.
    pub fn order(&self, id: ProductionOrderId) -> Result<&ProductionOrder, Refusal> {
        let found = self.orders.get(&id).map(Arc::as_ref);
        found.ok_or(Refusal::Unknown(RecordKind::ProductionOrder, id.into()))
    }

    /// The work step, or a refusal that names the id.
    pub fn step(&self, id: WorkStepId) -> Result<&WorkStep, Refusal> {
        let found = self.steps.get(&id).map(|step| &step.of);
        found.ok_or(Refusal::Unknown(RecordKind::WorkStep, id.into()))
    }

    /// The process, or a refusal that names the id.
    pub fn process(&self, id: ProcessId) -> Result<&Process, Refusal> {
        let found = self.processes.get(&id).map(|process| &process.of);
        found.ok_or(Refusal::Unknown(RecordKind::Process, id.into()))
    }

    /// What was done on `subject`.
    pub fn progress(&self, subject: Subject) -> Result<&Progress, Refusal> {
        match subject {
            Subject::WorkStep(id) => self.step(id).map(|step| &step.progress),
            Subject::Process(id) => self.process(id).map(|process| &process.progress),
        }
    }

    /// The report numbered `number` (from 1) on `subject`.
    pub fn report(&self, subject: Subject, number: u32) -> Option<&Report> {
        let reports = match subject {
            Subject::WorkStep(id) => self.steps.get(&id).map(|step| &step.reports),
            Subject::Process(id) => self.processes.get(&id).map(|process| &process.reports),
        };
        reports?.get(number)
    }

    /// All resources, by id.
    pub fn resources(&self) -> impl Iterator<Item = &Resource> {
        self.resources.values().map(Arc::as_ref)
    }

    /// All order items, by id.
    pub fn order_items(&self) -> impl Iterator<Item = &OrderItem> {
        self.items.values().map(Arc::as_ref)
    }

    /// All production orders, by id.
    pub fn orders(&self) -> impl Iterator<Item = &ProductionOrder> {
        self.orders.values().map(Arc::as_ref)
    }

    /// All work steps, by id.
    pub fn steps(&self) -> impl Iterator<Item = &WorkStep> {
        self.steps.values().map(|step| &step.of)
    }

    /// All processes, by id.
    pub fn processes(&self) -> impl Iterator<Item = &Process> {
        self.processes.values().map(|process| &process.of)
    }

    /// The resource of this name, to the letter.
    pub fn resource_by_name(&self, name: &Name) -> Option<ResourceId> {
        self.resources_by_name.get(name).copied()
    }

    /// The production order of this number.
    pub fn order_by_number(&self, number: &Name) -> Option<ProductionOrderId> {
        self.orders_by_number.get(number).copied()
    }

    /// The order item of this number.
    pub fn order_item_by_number(&self, number: &Name) -> Option<OrderItemId> {
        self.items_by_number.get(number).copied()
    }

    /// Whether the row was taken before.
    pub fn imported(&self, key: ImportKey) -> bool {
        self.imported.contains(&key)
    }

    pub(super) fn resource_name_is_free(&self, name: &Name) -> Result<(), Refusal> {
        match self.resource_by_name(name) {
            Some(_) => Err(Refusal::ResourceNameTaken(name.clone())),
            None => Ok(()),
        }
    }
}
