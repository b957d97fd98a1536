use std::sync::Arc;

use super::event::{
    FeedbackGiven, OrderItemCreated, ProcessAdded, ProductionOrderCreated, ResourceCreated,
    WorkReported, WorkStepAdded,
};
use super::reports::Worked;
use super::{
    External, FeedbackAction, Finality, OrderItem, Process, Production, ProductionOrder, Progress,
    Report, ReportKind, Resource, Rework, Status, Subject, WorkStep,
};
use crate::event::ProductionEvent;
use crate::id::{ProcessId, ResourceId, WorkStepId};
use crate::scalar::{Instant, Minutes, Quantity, Slot};
use crate::world::{Revision, Stamp};

/// The fold of the log: what an event means for production.
impl Production {
    /// The part of [`crate::world::World::apply`] that concerns production.
    pub(crate) fn apply(&mut self, stamp: Stamp, event: &ProductionEvent) {
        match event {
            ProductionEvent::ResourceCreated(created) => self.create_resource(stamp, created),
            ProductionEvent::ResourceRenamed(e) => {
                if let Ok(old) = self.resource(e.id).map(|resource| resource.name.clone()) {
                    self.resources_by_name.remove(&old);
                }
                self.resources_by_name.insert(e.name.clone(), e.id);
                self.change_resource(e.id, |resource| resource.name = e.name.clone());
            }
            ProductionEvent::ResourceMarkedExternal(e) => {
                self.change_resource(e.id, |r| r.external = External::Yes(stamp.seq));
            }
            ProductionEvent::ResourceMarkedInternal(e) => {
                self.change_resource(e.id, |r| r.external = External::No(stamp.seq));
            }
            ProductionEvent::FrozenZoneSet(e) => {
                self.change_resource(e.id, |r| r.frozen_zone = e.length)
            }
            ProductionEvent::OrderItemCreated(created) => self.create_item(created),
            ProductionEvent::ProductionOrderCreated(created) => self.create_order(created),
            ProductionEvent::WorkStepAdded(added) => self.add_step(stamp, added),
            ProductionEvent::ProcessAdded(added) => self.add_process(stamp, added),
            ProductionEvent::WorkStepScheduled(e) => self.place(stamp, e.step, None, Some(e.slot)),
            ProductionEvent::WorkStepRescheduled(e) => {
                self.place(stamp, e.step, Some(e.resource), Some(e.slot));
            }
            ProductionEvent::WorkStepUnscheduled(e) => self.place(stamp, e.step, None, None),
            ProductionEvent::ProcessScheduled(e) => {
                if let Some(process) = self.process_mut(e.process) {
                    process.slot = Some(e.slot);
                    scheduled(&mut process.progress);
                    process.revision.raise();
                }
            }
            ProductionEvent::FeedbackGiven(given) => self.feedback(given),
            ProductionEvent::WorkReported(reported) => self.report_work(reported),
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
        self.steps.insert(id, Arc::new(step.into()));
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
        self.processes.insert(id, Arc::new(process.into()));
    }

    /// Puts a step on a resource (its own where none is given) at a slot, or takes its slot.
    fn place(&mut self, stamp: Stamp, id: WorkStepId, to: Option<ResourceId>, slot: Option<Slot>) {
        let Some(step) = self.step_mut(id) else { return };
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

    fn step_mut(&mut self, id: WorkStepId) -> Option<&mut WorkStep> {
        self.steps.get_mut(&id).map(|step| &mut Arc::make_mut(step).of)
    }

    fn process_mut(&mut self, id: ProcessId) -> Option<&mut Process> {
        self.processes.get_mut(&id).map(|process| &mut Arc::make_mut(process).of)
    }

    /// Changes what was done on `subject`, and keeps the report that this makes.
    fn work_on(&mut self, subject: Subject, done: impl FnOnce(&mut Progress) -> Option<Report>) {
        match subject {
            Subject::WorkStep(id) => {
                if let Some(Worked { of, reports }) = self.steps.get_mut(&id).map(Arc::make_mut) {
                    reports.extend(done(&mut of.progress));
                    of.revision.raise();
                }
            }
            Subject::Process(id) => {
                if let Some(Worked { of, reports }) = self.processes.get_mut(&id).map(Arc::make_mut)
                {
                    reports.extend(done(&mut of.progress));
                    of.revision.raise();
                }
            }
        }
    }

    /// A stretch of work that ends, and a quantity, become a report; a start and a resumption only
    /// begin a stretch.
    fn feedback(&mut self, given: &FeedbackGiven) {
        let FeedbackGiven { subject, at, action } = *given;
        self.work_on(subject, |progress| {
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
            report.inspect(|report| progress.count(report))
        });
    }

    fn report_work(&mut self, reported: &WorkReported) {
        let WorkReported { subject, report, finality, key } = reported;
        if let Some(key) = key {
            self.imported.insert(*key);
        }
        self.work_on(*subject, |progress| {
            progress.count(report);
            progress.status = after_report(progress.status, report.kind, *finality);
            if progress.status != Status::Started {
                progress.running_since = None;
            }
            Some(report.clone())
        });
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
