use std::sync::Arc;

use imbl::shared_ptr::DefaultSharedPtr;
use imbl::{GenericHashMap, GenericHashSet, OrdMap};
use serde::{Deserialize, Serialize};

use super::event::{
    FeedbackGiven, OrderItemCreated, ProcessAdded, ProductionOrderCreated, ResourceCreated,
    WorkReported, WorkStepAdded,
};
use super::{
    External, FeedbackAction, Finality, ImportKey, OrderItem, Process, ProductionOrder, Progress,
    Report, ReportKind, Resource, Rework, Status, WorkStep,
};
use crate::event::Event;
use crate::id::{OrderItemId, ProcessId, ProductionOrderId, RecordId, ResourceId, WorkStepId};
use crate::refusal::{RecordKind, Refusal};
use crate::scalar::{Instant, Minutes, Name, Quantity, Slot};
use crate::world::{Revision, Stamp};

/// What feedback is given on. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A work step.
    WorkStep(WorkStepId),
    /// A process.
    Process(ProcessId),
}

impl From<Subject> for RecordId {
    fn from(subject: Subject) -> Self {
        match subject {
            Subject::WorkStep(id) => id.into(),
            Subject::Process(id) => id.into(),
        }
    }
}

impl From<WorkStepId> for Subject {
    fn from(id: WorkStepId) -> Self {
        Self::WorkStep(id)
    }
}

impl From<ProcessId> for Subject {
    fn from(id: ProcessId) -> Self {
        Self::Process(id)
    }
}

type Map<K, V> = GenericHashMap<K, V, ahash::RandomState, DefaultSharedPtr>;

/// Everything about the plan and what was reported on it.
///
/// Entities lie behind an [`Arc`], so that a write after a clone copies one entity and a few small
/// nodes, not the neighbours of the entity.
#[derive(Clone, Debug, Default)]
pub struct Production {
    resources: OrdMap<ResourceId, Arc<Resource>>,
    resources_by_name: OrdMap<Name, ResourceId>,
    items: Map<OrderItemId, Arc<OrderItem>>,
    items_by_number: Map<Name, OrderItemId>,
    orders: Map<ProductionOrderId, Arc<ProductionOrder>>,
    orders_by_number: Map<Name, ProductionOrderId>,
    steps: Map<WorkStepId, Arc<WorkStep>>,
    processes: Map<ProcessId, Arc<Process>>,
    reports: OrdMap<(Subject, u32), Arc<Report>>,
    imported: GenericHashSet<ImportKey, ahash::RandomState, DefaultSharedPtr>,
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
        let found = self.steps.get(&id).map(Arc::as_ref);
        found.ok_or(Refusal::Unknown(RecordKind::WorkStep, id.into()))
    }

    /// The process, or a refusal that names the id.
    pub fn process(&self, id: ProcessId) -> Result<&Process, Refusal> {
        let found = self.processes.get(&id).map(Arc::as_ref);
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
        self.reports.get(&(subject, number)).map(Arc::as_ref)
    }

    /// All resources, by id.
    pub fn resources(&self) -> impl Iterator<Item = &Resource> {
        self.resources.values().map(Arc::as_ref)
    }

    /// All order items, in no order.
    pub fn order_items(&self) -> impl Iterator<Item = &OrderItem> {
        self.items.values().map(Arc::as_ref)
    }

    /// All production orders, in no order.
    pub fn orders(&self) -> impl Iterator<Item = &ProductionOrder> {
        self.orders.values().map(Arc::as_ref)
    }

    /// All work steps, in no order.
    pub fn steps(&self) -> impl Iterator<Item = &WorkStep> {
        self.steps.values().map(Arc::as_ref)
    }

    /// All processes, in no order.
    pub fn processes(&self) -> impl Iterator<Item = &Process> {
        self.processes.values().map(Arc::as_ref)
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

    /// The part of [`crate::world::World::apply`] that concerns production.
    pub(crate) fn apply(&mut self, stamp: Stamp, event: &Event) {
        match event {
            Event::ResourceCreated(created) => self.create_resource(stamp, created),
            Event::ResourceRenamed(e) => {
                if let Ok(old) = self.resource(e.id).map(|resource| resource.name.clone()) {
                    self.resources_by_name.remove(&old);
                }
                self.resources_by_name.insert(e.name.clone(), e.id);
                self.change_resource(e.id, |resource| resource.name = e.name.clone());
            }
            Event::ResourceMarkedExternal(e) => {
                self.change_resource(e.id, |r| r.external = External::Yes(stamp.seq));
            }
            Event::ResourceMarkedInternal(e) => {
                self.change_resource(e.id, |r| r.external = External::No(stamp.seq));
            }
            Event::FrozenZoneSet(e) => self.change_resource(e.id, |r| r.frozen_zone = e.length),
            Event::OrderItemCreated(created) => self.create_item(created),
            Event::ProductionOrderCreated(created) => self.create_order(created),
            Event::WorkStepAdded(added) => self.add_step(stamp, added),
            Event::ProcessAdded(added) => self.add_process(stamp, added),
            Event::WorkStepScheduled(e) => self.place(stamp, e.step, None, Some(e.slot)),
            Event::WorkStepRescheduled(e) => {
                self.place(stamp, e.step, Some(e.resource), Some(e.slot));
            }
            Event::WorkStepUnscheduled(e) => self.place(stamp, e.step, None, None),
            Event::ProcessScheduled(e) => {
                if let Some(process) = self.processes.get_mut(&e.process).map(Arc::make_mut) {
                    process.slot = Some(e.slot);
                    scheduled(&mut process.progress);
                    process.revision.raise();
                }
            }
            Event::FeedbackGiven(given) => self.feedback(given),
            Event::WorkReported(reported) => self.report_work(reported),
            Event::WorkspaceOpened(_)
            | Event::StaffUserCreated(_)
            | Event::StaffRolesSet(_)
            | Event::PartnerUserCreated(_)
            | Event::PartnerUserDeactivated(_)
            | Event::PartnerUserReactivated(_)
            | Event::ProcessFeedbackAllowed(_)
            | Event::ProcessFeedbackWithdrawn(_)
            | Event::ModuleLicenceAssigned(_)
            | Event::ModuleLicenceRevoked(_)
            | Event::ResourceLinked(_)
            | Event::ResourceUnlinked(_)
            | Event::ResourceLinkBegan(_)
            | Event::ResourceLinkEnded(_)
            | Event::ColumnsSet(_)
            | Event::AccountCreated(_)
            | Event::AccountChanged(_)
            | Event::AccountClosed(_)
            | Event::AccountReopened(_)
            | Event::AccountDeleted(_)
            | Event::ContactAdded(_)
            | Event::ContactChanged(_)
            | Event::ContactRemoved(_)
            | Event::ContactEnabled(_)
            | Event::FieldAccessSet(_)
            | Event::AccountColumnsSet(_) => {}
        }
    }

    fn create_resource(&mut self, stamp: Stamp, created: &ResourceCreated) {
        let ResourceCreated { id, name, kind, group, parallel } = created.clone();
        self.resources_by_name.insert(name.clone(), id);
        let resource = Resource {
            id,
            name,
            kind,
            group,
            parallel,
            external: External::No(stamp.seq),
            frozen_zone: Minutes(0),
            steps: Default::default(),
            processes: Default::default(),
            plan: Default::default(),
            longest_micros: 0,
            revision: Revision::FIRST,
        };
        self.resources.insert(id, Arc::new(resource));
    }

    fn change_resource(&mut self, id: ResourceId, change: impl FnOnce(&mut Resource)) {
        if let Some(resource) = self.resources.get_mut(&id).map(Arc::make_mut) {
            change(resource);
            resource.revision.raise();
        }
    }

    fn create_item(&mut self, created: &OrderItemCreated) {
        let OrderItemCreated { id, number, customer_project, article, quantity, due } =
            created.clone();
        self.items_by_number.insert(number.clone(), id);
        let (orders, revision) = (Vec::new(), Revision::FIRST);
        let item =
            OrderItem { id, number, customer_project, article, quantity, due, orders, revision };
        self.items.insert(id, Arc::new(item));
    }

    fn create_order(&mut self, created: &ProductionOrderCreated) {
        let ProductionOrderCreated { id, number, order_item, article, quantity } = created.clone();
        self.orders_by_number.insert(number.clone(), id);
        if let Some(item) = order_item.and_then(|item| self.items.get_mut(&item)) {
            let item = Arc::make_mut(item);
            item.orders.push(id);
            item.revision.raise();
        }
        let (steps, processes, revision) = (Vec::new(), Vec::new(), Revision::FIRST);
        let order = ProductionOrder {
            id,
            number,
            order_item,
            article,
            quantity,
            steps,
            processes,
            revision,
        };
        self.orders.insert(id, Arc::new(order));
    }

    fn add_step(&mut self, stamp: Stamp, added: &WorkStepAdded) {
        let WorkStepAdded { id, order, sequence, name, resource, quantity, set_up, processing } =
            added.clone();
        if let Some(order) = self.orders.get_mut(&order).map(Arc::make_mut) {
            order.steps.push(id);
            order.revision.raise();
        }
        if let Some(resource) = self.resources.get_mut(&resource).map(Arc::make_mut) {
            resource.steps.insert(id);
        }
        let step = WorkStep {
            id,
            order,
            sequence,
            name,
            resource,
            placed: stamp.seq,
            slot: None,
            set_up,
            processing,
            quantity,
            progress: Progress::NONE,
            revision: Revision::FIRST,
        };
        self.steps.insert(id, Arc::new(step));
    }

    fn add_process(&mut self, stamp: Stamp, added: &ProcessAdded) {
        let ProcessAdded { id, order, sequence, name, resource, quantity } = added.clone();
        if let Some(order) = self.orders.get_mut(&order).map(Arc::make_mut) {
            order.processes.push(id);
            order.revision.raise();
        }
        if let Some(resource) = resource.and_then(|id| self.resources.get_mut(&id)) {
            Arc::make_mut(resource).processes.insert(id);
        }
        let process = Process {
            id,
            order,
            sequence,
            name,
            resource,
            added: stamp.seq,
            slot: None,
            quantity,
            progress: Progress::NONE,
            revision: Revision::FIRST,
        };
        self.processes.insert(id, Arc::new(process));
    }

    /// Puts a step on a resource (its own where none is given) at a slot, or takes its slot.
    fn place(&mut self, stamp: Stamp, id: WorkStepId, to: Option<ResourceId>, slot: Option<Slot>) {
        let Some(step) = self.steps.get_mut(&id).map(Arc::make_mut) else { return };
        let (from, old) = (step.resource, step.slot);
        let to = to.unwrap_or(from);
        step.slot = slot;
        step.revision.raise();
        match slot {
            Some(_) => scheduled(&mut step.progress),
            None => step.progress.status = Status::NotScheduled,
        }
        if to != from {
            step.resource = to;
            step.placed = stamp.seq;
        }
        if let Some(resource) = self.resources.get_mut(&from).map(Arc::make_mut) {
            if let Some(old) = old {
                resource.plan.remove(&(old.start, id));
            }
            if to != from {
                resource.steps.remove(&id);
            }
        }
        if let Some(resource) = self.resources.get_mut(&to).map(Arc::make_mut) {
            if let Some(slot) = slot {
                resource.plan.insert((slot.start, id), slot.end);
                let length = slot.end.micros().saturating_sub(slot.start.micros());
                resource.longest_micros = resource.longest_micros.max(length);
            }
            if to != from {
                resource.steps.insert(id);
            }
        }
    }

    fn change_progress(&mut self, subject: Subject, change: impl FnOnce(&mut Progress)) {
        match subject {
            Subject::WorkStep(id) => {
                if let Some(step) = self.steps.get_mut(&id).map(Arc::make_mut) {
                    change(&mut step.progress);
                    step.revision.raise();
                }
            }
            Subject::Process(id) => {
                if let Some(process) = self.processes.get_mut(&id).map(Arc::make_mut) {
                    change(&mut process.progress);
                    process.revision.raise();
                }
            }
        }
    }

    /// A stretch of work that ends, and a quantity, become a report; a start and a resumption only
    /// begin a stretch.
    fn feedback(&mut self, given: &FeedbackGiven) {
        let FeedbackGiven { subject, at, action } = *given;
        let mut made = None;
        self.change_progress(subject, |progress| {
            let report = closes(action, progress.running_since, at);
            progress.last_feedback = Some(at);
            match action {
                FeedbackAction::Start | FeedbackAction::Resume => {
                    progress.status = Status::Started;
                    progress.running_since = Some(at);
                    progress.actual_start.get_or_insert(at);
                }
                FeedbackAction::Pause => progress.status = Status::Paused,
                FeedbackAction::Interrupt { reason: _ } => progress.status = Status::Interrupted,
                FeedbackAction::Finish => progress.status = Status::Completed,
                FeedbackAction::ReportQuantity { good: _, scrap: _ } => {
                    progress.running_since = progress.running_since.map(|_| at);
                }
            }
            if progress.status != Status::Started {
                progress.running_since = None;
            }
            made = report.map(|report| {
                progress.count(&report);
                (progress.reports, report)
            });
        });
        if let Some((number, report)) = made {
            self.reports.insert((subject, number), Arc::new(report));
        }
    }

    fn report_work(&mut self, reported: &WorkReported) {
        let WorkReported { subject, report, finality, key } = reported;
        if let Some(key) = key {
            self.imported.insert(*key);
        }
        let mut number = 0;
        self.change_progress(*subject, |progress| {
            progress.count(report);
            number = progress.reports;
            progress.status = after_report(progress.status, report.kind, *finality);
            if progress.status != Status::Started {
                progress.running_since = None;
            }
        });
        if number > 0 {
            self.reports.insert((*subject, number), Arc::new(report.clone()));
        }
    }
}

fn scheduled(progress: &mut Progress) {
    if progress.status == Status::NotScheduled {
        progress.status = Status::Scheduled;
    }
}

/// What a report means for the status. Completed work stays completed: a late report only counts.
fn after_report(status: Status, kind: ReportKind, finality: Finality) -> Status {
    match (status, finality, kind) {
        (Status::Completed, _, _) | (_, Finality::Final, _) => Status::Completed,
        (_, Finality::Partial, ReportKind::Breakdown) => Status::Interrupted,
        (_, Finality::Partial, ReportKind::SetUp | ReportKind::Production) => Status::Started,
    }
}

/// The report that a button makes: of the stretch that it ends, or of a quantity.
fn closes(action: FeedbackAction, since: Option<Instant>, at: Instant) -> Option<Report> {
    let (good, scrap) = match action {
        FeedbackAction::ReportQuantity { good, scrap } => (good, scrap),
        FeedbackAction::Start | FeedbackAction::Resume => return None,
        FeedbackAction::Pause
        | FeedbackAction::Interrupt { reason: _ }
        | FeedbackAction::Finish => {
            since?;
            (Quantity::ZERO, Quantity::ZERO)
        }
    };
    Some(Report {
        kind: ReportKind::Production,
        start: since.unwrap_or(at),
        end: at,
        good,
        scrap,
        held: Quantity::ZERO,
        rework: Rework::No,
        worker: None,
    })
}
