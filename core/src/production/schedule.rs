use serde::{Deserialize, Serialize};

use super::event::{ProcessScheduled, WorkStepRescheduled, WorkStepScheduled, WorkStepUnscheduled};
use super::{Conflict, Status};
use crate::event::Event;
use crate::id::{ProcessId, ResourceId, WorkStepId};
use crate::refusal::Refusal;
use crate::scalar::Slot;
use crate::world::{Context, Decision, World, happened, unchanged};

/// Give a work step its first slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ScheduleWorkStep {
    /// Which.
    pub step: WorkStepId,
    /// When it is to be done.
    pub slot: Slot,
    /// The conflicts that the planner accepts; those of an answer `conflicts` as they stand there.
    #[serde(default)]
    pub confirmed: Vec<Conflict>,
}

/// Move a work step in time, or to another resource, or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RescheduleWorkStep {
    /// Which.
    pub step: WorkStepId,
    /// On what; where it is now when nothing is said.
    #[serde(default)]
    pub resource: Option<ResourceId>,
    /// When.
    pub slot: Slot,
    /// The conflicts that the planner accepts; those of an answer `conflicts` as they stand there.
    #[serde(default)]
    pub confirmed: Vec<Conflict>,
}

/// Take the slot from a work step that nobody has begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UnscheduleWorkStep {
    /// Which.
    pub step: WorkStepId,
}

/// Give a process a slot, its first or another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ScheduleProcess {
    /// Which.
    pub process: ProcessId,
    /// When it is to be done.
    pub slot: Slot,
}

pub(crate) fn schedule_work_step(
    world: &World,
    cx: &Context<'_>,
    command: &ScheduleWorkStep,
) -> Decision {
    let ScheduleWorkStep { step, slot, confirmed } = command;
    let step = world.production.step(*step)?;
    if step.slot.is_some() {
        return Err(Refusal::AlreadyScheduled(step.id.into()));
    }
    let resource = world.production.resource(step.resource)?;
    let conflicts = world.production.conflicts(step, resource, *slot, cx.now);
    let confirmed = all_confirmed(conflicts, confirmed)?;
    happened(Event::WorkStepScheduled(WorkStepScheduled { step: step.id, slot: *slot, confirmed }))
}

pub(crate) fn reschedule_work_step(
    world: &World,
    cx: &Context<'_>,
    command: &RescheduleWorkStep,
) -> Decision {
    let RescheduleWorkStep { step, resource, slot, confirmed } = command;
    let step = world.production.step(*step)?;
    let Some(held) = step.slot else { return Err(Refusal::NotScheduled(step.id.into())) };
    let resource = world.production.resource(resource.unwrap_or(step.resource))?;
    if held == *slot && step.resource == resource.id {
        return unchanged();
    }
    let conflicts = world.production.conflicts(step, resource, *slot, cx.now);
    let confirmed = all_confirmed(conflicts, confirmed)?;
    happened(Event::WorkStepRescheduled(WorkStepRescheduled {
        step: step.id,
        resource: resource.id,
        slot: *slot,
        confirmed,
    }))
}

pub(crate) fn unschedule_work_step(
    world: &World,
    _: &Context<'_>,
    command: &UnscheduleWorkStep,
) -> Decision {
    let step = world.production.step(command.step)?;
    match (step.slot, step.progress.status) {
        (None, _) => unchanged(),
        (Some(_), Status::NotScheduled | Status::Scheduled) => {
            happened(Event::WorkStepUnscheduled(WorkStepUnscheduled { step: step.id }))
        }
        (
            Some(_),
            begun @ (Status::Started | Status::Paused | Status::Interrupted | Status::Completed),
        ) => Err(Refusal::AlreadyBegun(step.id.into(), begun)),
    }
}

pub(crate) fn schedule_process(
    world: &World,
    _: &Context<'_>,
    command: &ScheduleProcess,
) -> Decision {
    let ScheduleProcess { process, slot } = *command;
    if world.production.process(process)?.slot == Some(slot) {
        return unchanged();
    }
    happened(Event::ProcessScheduled(ProcessScheduled { process, slot }))
}

/// A conflict is saved only when it is confirmed; what was confirmed but is none is forgotten.
fn all_confirmed(
    conflicts: Vec<Conflict>,
    confirmed: &[Conflict],
) -> Result<Vec<Conflict>, Refusal> {
    let open: Vec<Conflict> =
        conflicts.iter().filter(|conflict| !confirmed.contains(conflict)).copied().collect();
    if open.is_empty() { Ok(conflicts) } else { Err(Refusal::Conflicts(open)) }
}
