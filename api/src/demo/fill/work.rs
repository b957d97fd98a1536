use std::collections::HashMap;

use loggia_core::access::LinkResource;
use loggia_core::actor::Actor;
use loggia_core::command::Command;
use loggia_core::id::{OrderItemId, ProcessId, ProductionOrderId, ResourceId, WorkStepId};
use loggia_core::production::{
    AddProcess, AddWorkStep, CreateOrderItem, CreateProductionOrder, CreateResource,
    MarkResourceExternal, ReportFeedback, ReportWork, RescheduleWorkStep, Rework, ScheduleProcess,
    ScheduleWorkStep, Subject,
};
use loggia_core::scalar::{Instant, Name, Personal, Quantity, Slot};
use loggia_store::Writer;

use super::FillError;
use super::people::{People, name};
use super::submit::{Asked, ask, made};
use crate::demo::inventory::{EQUIPMENT, Side, TIES, Tie};
use crate::demo::plan::{Minute, Order, Plan, Span};
use crate::demo::told::{Told, What, Work};

/// The shop floor: what is there, and how far the plan has come about.
pub(super) struct Floor<'a> {
    writer: &'a Writer,
    people: &'a People,
    start: Instant,
    machines: HashMap<&'static str, ResourceId>,
    items: HashMap<usize, OrderItemId>,
    /// The orders entered so far, with the subjects of their steps and processes.
    orders: HashMap<usize, Vec<(Subject, &'static str)>>,
    /// Up to here everything was told.
    told: Minute,
}

impl<'a> Floor<'a> {
    /// Sets up the machines and links some of them to the partners.
    pub(super) async fn furnish(
        writer: &'a Writer,
        people: &'a People,
        start: Instant,
    ) -> Result<Self, FillError> {
        let (items, orders, told) = (HashMap::new(), HashMap::new(), Minute(i64::MIN));
        let machines = HashMap::new();
        let mut floor = Self { writer, people, start, machines, items, orders, told };
        let doing = "create resources";
        let mut asked = Vec::new();
        for machine in &EQUIPMENT {
            let (group, kind, parallel) =
                (Some(name(machine.group)?), machine.kind, machine.parallel);
            let create = CreateResource { name: name(machine.name)?, kind, group, parallel };
            asked.push(Asked::by(people.administrator, create));
        }
        let created = ask(writer, doing, asked).await?;
        for (machine, accepted) in EQUIPMENT.iter().zip(&created) {
            floor.machines.insert(machine.name, ResourceId(made(accepted, doing)?));
        }
        floor.open().await?;
        Ok(floor)
    }

    async fn open(&self) -> Result<(), FillError> {
        let mut asked = Vec::new();
        for machine in EQUIPMENT.iter().filter(|machine| machine.side == Side::Outside) {
            let resource = self.machine(machine.name)?;
            let mark = MarkResourceExternal { resource };
            asked.push(Asked::by(self.people.administrator, mark).because("done by partners"));
        }
        for Tie { firm, machine, from_day, until_day } in TIES {
            let day = |day: Option<i64>| day.map(|day| Minute::day(day).from(self.start));
            let link = LinkResource {
                partner_user: self.people.partner(firm)?,
                resource: self.machine(machine)?,
                from: day(from_day),
                until: day(until_day),
                sponsor: None,
            };
            asked.push(Asked::by(self.people.administrator, link).because("frame contract signed"));
        }
        ask(self.writer, "link resources", asked).await.map(drop)
    }

    /// Enters the order items and orders that are known by `now`, and plans them.
    pub(super) async fn enter(&mut self, plan: &Plan, now: Minute) -> Result<(), FillError> {
        let planner = self.people.planner;
        let mut items = Vec::new();
        for (at, item) in plan.items.iter().enumerate() {
            if item.entered > now || self.items.contains_key(&at) {
                continue;
            }
            let create = CreateOrderItem {
                number: name(&item.number)?,
                customer_project: Some(name(item.project)?),
                article: name(item.article)?,
                quantity: Quantity::units(item.pieces),
                due: Some(item.due.from(self.start)),
            };
            items.push((at, Asked::by(planner, create)));
        }
        let doing = "create order items";
        for (at, id) in self.make(doing, items).await? {
            self.items.insert(at, OrderItemId(id));
        }
        let mut orders = Vec::new();
        for (at, order) in plan.orders.iter().enumerate() {
            if order.entered > now || self.orders.contains_key(&at) {
                continue;
            }
            let create = CreateProductionOrder {
                number: name(&order.number)?,
                order_item: self.items.get(&order.item).copied(),
                article: name(order.article)?,
                quantity: Quantity::units(order.pieces),
            };
            orders.push(((at, order), Asked::by(planner, create)));
        }
        let orders = self.make("create production orders", orders).await?;
        self.break_down(orders).await
    }

    /// Adds the steps and processes of new orders, and gives them their slots.
    async fn break_down(
        &mut self,
        orders: Vec<((usize, &Order), uuid::Uuid)>,
    ) -> Result<(), FillError> {
        let planner = self.people.planner;
        let (mut steps, mut processes) = (Vec::new(), Vec::new());
        for ((at, order), id) in orders {
            let id = ProductionOrderId(id);
            self.orders.insert(at, Vec::new());
            for step in &order.steps {
                let add = AddWorkStep {
                    order: id,
                    sequence: step.sequence,
                    name: name(step.operation.name)?,
                    resource: self.machine(step.machine)?,
                    quantity: None,
                    set_up: step.operation.set_up,
                    processing: step.operation.processing,
                };
                steps.push(((at, step), Asked::by(planner, add)));
            }
            for process in &order.processes {
                let (sequence, name) = (process.sequence, name(process.name)?);
                let (resource, quantity) = (None, None);
                let add = AddProcess { order: id, sequence, name, resource, quantity };
                processes.push(((at, process), Asked::by(planner, add)));
            }
        }
        let mut slots = Vec::new();
        for ((at, step), id) in self.make("add work steps", steps).await? {
            let id = WorkStepId(id);
            self.orders.entry(at).or_default().push((id.into(), step.machine));
            let confirmed = Vec::new();
            let slot = step.slot.map(|slot| self.slot(slot));
            let schedule = slot.map(|slot| ScheduleWorkStep { step: id, slot, confirmed });
            slots.extend(schedule.map(|schedule| Asked::by(planner, schedule)));
        }
        for ((at, process), id) in self.make("add processes", processes).await? {
            let id = ProcessId(id);
            self.orders.entry(at).or_default().push((id.into(), ""));
            let slot = process.slot.map(|slot| self.slot(slot));
            let schedule = slot.map(|slot| ScheduleProcess { process: id, slot });
            slots.extend(schedule.map(|schedule| Asked::by(planner, schedule)));
        }
        ask(self.writer, "schedule", slots).await.map(drop)
    }

    /// Tells everything that was told up to `now` and not yet.
    pub(super) async fn tell(&mut self, plan: &Plan, now: Minute) -> Result<(), FillError> {
        let mut due: Vec<(&Told, Subject, &'static str)> = Vec::new();
        for (at, order) in plan.orders.iter().enumerate() {
            let Some(subjects) = self.orders.get(&at) else { continue };
            let told = order.steps.iter().map(|step| &step.told);
            let told = told.chain(order.processes.iter().map(|process| &process.told));
            for (told, (subject, machine)) in told.zip(subjects) {
                let fresh = told.iter().filter(|told| told.at > self.told && told.at <= now);
                due.extend(fresh.map(|told| (told, *subject, *machine)));
            }
        }
        due.sort_by_key(|(told, _, _)| told.at);
        let asked = due.into_iter().map(|(told, subject, machine)| {
            let (actor, command) = self.command(told, subject, machine, now)?;
            Ok(Asked::by(actor, command))
        });
        let asked = asked.collect::<Result<_, FillError>>()?;
        self.told = now;
        ask(self.writer, "tell what was done", asked).await.map(drop)
    }

    fn command(
        &self,
        told: &Told,
        subject: Subject,
        machine: &'static str,
        now: Minute,
    ) -> Result<(Actor, Command), FillError> {
        let at = told.at.from(self.start);
        Ok(match told.what {
            What::Button(action) => {
                let press = ReportFeedback { subject, action, at: Some(at) };
                (self.operator_of(machine, now)?, press.into())
            }
            What::Report(Work { kind, span, good, scrap, worker, finality }) => {
                let Slot { start, end } = self.slot(span);
                let worker: Option<Name> = worker.map(name).transpose()?;
                let (held, rework) = (Quantity::ZERO, Rework::No);
                let worker = worker.map(Personal::new);
                let report = ReportWork {
                    subject,
                    kind,
                    start,
                    end,
                    good,
                    scrap,
                    held,
                    rework,
                    worker,
                    finality,
                };
                (self.people.planner, report.into())
            }
            What::Move { machine, slot } => {
                let Subject::WorkStep(step) = subject else {
                    return Err(FillError::Unknown("a move of a process"));
                };
                let resource = Some(self.machine(machine)?);
                let (slot, confirmed) = (self.slot(slot), Vec::new());
                (self.people.planner, RescheduleWorkStep { step, resource, slot, confirmed }.into())
            }
        })
    }

    /// Who stands at a machine: the partner to whom it is linked by now, else the planner.
    fn operator_of(&self, machine: &str, now: Minute) -> Result<Actor, FillError> {
        let outside =
            EQUIPMENT.iter().any(|known| known.name == machine && known.side == Side::Outside);
        let holds = |tie: &&Tie| {
            tie.machine == machine
                && tie.from_day.is_none_or(|day| Minute::day(day) <= now)
                && tie.until_day.is_none_or(|day| now < Minute::day(day))
        };
        match TIES.iter().find(holds).filter(|_| outside) {
            Some(tie) => self.people.partner(tie.firm).map(Actor::Partner),
            None => Ok(self.people.planner),
        }
    }

    fn machine(&self, name: &'static str) -> Result<ResourceId, FillError> {
        self.machines.get(name).copied().ok_or(FillError::Unknown(name))
    }

    fn slot(&self, span: Span) -> Slot {
        Slot { start: span.start.from(self.start), end: span.end.from(self.start) }
    }

    async fn make<K>(
        &self,
        doing: &'static str,
        asked: Vec<(K, Asked)>,
    ) -> Result<Vec<(K, uuid::Uuid)>, FillError> {
        let (keys, asked): (Vec<K>, Vec<Asked>) = asked.into_iter().unzip();
        let accepted = ask(self.writer, doing, asked).await?;
        keys.into_iter().zip(&accepted).map(|(key, one)| Ok((key, made(one, doing)?))).collect()
    }
}
