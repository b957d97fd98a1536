use loggia_core::actor::Actor;
use loggia_core::command::Command;
use loggia_core::event::{Event, ProductionEvent};
use loggia_core::id::FreshIds;
use loggia_core::scalar::Instant;
use loggia_core::world::{Context, Decision, Stamp, World};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What rows of a production log make.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct Made {
    /// Production orders.
    pub(super) production_orders: usize,
    /// Resources.
    pub(super) resources: usize,
    /// Work steps.
    pub(super) work_steps: usize,
    /// Processes.
    pub(super) processes: usize,
    /// Reports: one for each row that is new.
    pub(super) reports: usize,
}

impl Made {
    pub(super) fn add(&mut self, other: Self) {
        let Self { production_orders, resources, work_steps, processes, reports } = other;
        self.production_orders = self.production_orders.saturating_add(production_orders);
        self.resources = self.resources.saturating_add(resources);
        self.work_steps = self.work_steps.saturating_add(work_steps);
        self.processes = self.processes.saturating_add(processes);
        self.reports = self.reports.saturating_add(reports);
    }

    pub(super) fn of(events: &[Event]) -> Self {
        let count = |is: fn(&Event) -> bool| events.iter().filter(|event| is(event)).count();
        Self {
            production_orders: count(|event| {
                matches!(event, Event::Production(ProductionEvent::ProductionOrderCreated(_)))
            }),
            resources: count(|event| {
                matches!(event, Event::Production(ProductionEvent::ResourceCreated(_)))
            }),
            work_steps: count(|event| {
                matches!(event, Event::Production(ProductionEvent::WorkStepAdded(_)))
            }),
            processes: count(|event| {
                matches!(event, Event::Production(ProductionEvent::ProcessAdded(_)))
            }),
            reports: count(|event| {
                matches!(event, Event::Production(ProductionEvent::WorkReported(_)))
            }),
        }
    }
}

/// Decides commands one after the other on a copy of the world. Nothing else happens.
pub(super) struct Rehearsal {
    world: World,
    stamp: Stamp,
    actor: Actor,
}

impl Rehearsal {
    pub(super) fn on(world: World, actor: Actor, now: Instant) -> Self {
        let stamp = Stamp { seq: Default::default(), at: now };
        Self { world, stamp, actor }
    }

    /// What has been so until now, with all that was taken.
    pub(super) fn world(&self) -> &World {
        &self.world
    }

    /// What would happen; it happens on the copy.
    pub(super) fn take(&mut self, command: &Command) -> Decision {
        self.decide(|world, cx| world.decide(cx, command))
    }

    /// The same of whatever decides.
    pub(super) fn decide(
        &mut self,
        decide: impl FnOnce(&World, &Context<'_>) -> Decision,
    ) -> Decision {
        let mut supply = Uuid::now_v7;
        let ids = FreshIds::new(&mut supply);
        let cx = Context { now: self.stamp.at, actor: self.actor, ids: &ids };
        let events = decide(&self.world, &cx)?;
        for event in &events {
            self.world.apply(self.stamp, event);
        }
        Ok(events)
    }
}
