use serde::{Deserialize, Serialize};

use super::event::{ProcessScheduled, WorkStepRescheduled, WorkStepScheduled, WorkStepUnscheduled};
use super::{Conflict, Status};
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
    happened(WorkStepScheduled { step: step.id, slot: *slot, confirmed })
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
    if step.progress.status == Status::Completed {
        return Err(Refusal::AlreadyBegun(step.id.into(), Status::Completed));
    }
    let conflicts = world.production.conflicts(step, resource, *slot, cx.now);
    let confirmed = all_confirmed(conflicts, confirmed)?;
    happened(WorkStepRescheduled { step: step.id, resource: resource.id, slot: *slot, confirmed })
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
            happened(WorkStepUnscheduled { step: step.id })
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
    happened(ProcessScheduled { process, slot })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::production::{FeedbackAction, InterruptionReason};
    use crate::refusal::RecordKind;
    use crate::spec::story::{
        LASER, O, OVEN, P, S, S_2, S_3, S_4, feedback, moved, on, order, process,
        process_scheduled, resource, scheduled, step, unscheduled,
    };
    use crate::spec::{Plant, given, hours};

    /// Two resources and four steps of one order that may follow each other as they like.
    fn plant() -> Plant {
        given([
            resource(LASER),
            resource(OVEN),
            order(O),
            step(S, on(LASER)),
            step(S_2, on(LASER)),
            step(S_3, on(OVEN)),
            step(S_4, on(OVEN)),
            process(P),
        ])
    }

    fn confirming(step: WorkStepId, slot: Slot, confirmed: &[Conflict]) -> ScheduleWorkStep {
        ScheduleWorkStep { step, slot, confirmed: confirmed.to_vec() }
    }

    fn status(plant: &Plant, step: WorkStepId) -> Option<Status> {
        plant.world.production.step(step).ok().map(|step| step.progress.status)
    }

    #[test]
    fn a_step_gets_its_first_slot_once() {
        let mut plant = plant();
        let (slot, confirmed) = (hours(1, 3), Vec::new());
        let event = WorkStepScheduled { step: S, slot, confirmed };
        assert_eq!(plant.when(scheduled(S, slot)), [event.into()]);
        assert_eq!(status(&plant, S), Some(Status::Scheduled));
        plant.refuses(scheduled(S, hours(5, 6)), &Refusal::AlreadyScheduled(S.into()));
        plant.refuses(scheduled(S, slot), &Refusal::AlreadyScheduled(S.into()));
    }

    #[test]
    fn a_step_without_a_slot_is_not_rescheduled() {
        plant().refuses(moved(S, LASER, hours(1, 2)), &Refusal::NotScheduled(S.into()));
    }

    #[test]
    fn a_step_moves_in_time_and_stays_where_it_is_when_nothing_is_said() {
        let mut plant = plant();
        plant.when(scheduled(S, hours(1, 3)));
        let later =
            RescheduleWorkStep { step: S, resource: None, slot: hours(2, 4), confirmed: vec![] };
        let (slot, confirmed) = (hours(2, 4), Vec::new());
        let event = WorkStepRescheduled { step: S, resource: LASER, slot, confirmed };
        assert_eq!(plant.when(later.clone()), [event.into()]);
        assert_eq!(plant.when(later), []);
        assert_eq!(plant.when(moved(S, LASER, hours(2, 4))), []);
    }

    #[test]
    fn a_step_moves_to_another_resource_and_leaves_its_place_free() {
        let mut plant = plant();
        plant.when(scheduled(S, hours(1, 3)));
        plant.when(moved(S, OVEN, hours(1, 3)));
        let steps = |id| {
            let resource = plant.world.production.resource(id).ok();
            resource.map(|resource| resource.steps.iter().copied().collect::<Vec<_>>())
        };
        assert_eq!(steps(LASER), Some(vec![S_2]));
        assert_eq!(steps(OVEN), Some(vec![S, S_3, S_4]));
        plant.when(scheduled(S_2, hours(1, 3)));
        let overlap = Refusal::Conflicts(vec![Conflict::Overlap { with: S }]);
        plant.refuses(scheduled(S_3, hours(2, 4)), &overlap);
    }

    #[test]
    fn a_step_that_nobody_began_loses_its_slot() {
        let mut plant = plant();
        assert_eq!(plant.when(unscheduled(S)), []);
        plant.when(scheduled(S, hours(1, 3)));
        assert_eq!(plant.when(unscheduled(S)), [WorkStepUnscheduled { step: S }.into()]);
        assert_eq!(status(&plant, S), Some(Status::NotScheduled));
        plant.when(scheduled(S_2, hours(1, 3)));
        assert_eq!(plant.when(unscheduled(S)), []);
    }

    #[test]
    fn a_step_that_somebody_began_keeps_its_slot() {
        let reason = InterruptionReason::Other;
        let begun = [
            (vec![FeedbackAction::Start], Status::Started),
            (vec![FeedbackAction::Start, FeedbackAction::Pause], Status::Paused),
            (
                vec![FeedbackAction::Start, FeedbackAction::Interrupt { reason }],
                Status::Interrupted,
            ),
            (vec![FeedbackAction::Start, FeedbackAction::Finish], Status::Completed),
        ];
        for (buttons, status) in begun {
            let mut plant = plant();
            plant.when(scheduled(S, hours(1, 3)));
            for button in buttons {
                plant.when(feedback(S, button));
            }
            plant.refuses(unscheduled(S), &Refusal::AlreadyBegun(S.into(), status));
        }
    }

    #[test]
    fn a_completed_step_stays_where_it_was_done() {
        let mut plant = plant();
        plant.when(scheduled(S, hours(1, 3)));
        plant.when(feedback(S, FeedbackAction::Start));
        plant.when(feedback(S, FeedbackAction::Finish));
        let why = Refusal::AlreadyBegun(S.into(), Status::Completed);
        plant.refuses(moved(S, OVEN, hours(5, 6)), &why);
        plant.refuses(moved(S, LASER, hours(5, 6)), &why);
        assert_eq!(plant.when(moved(S, LASER, hours(1, 3))), [], "where it is already");
    }

    #[test]
    fn a_step_that_was_begun_without_a_slot_may_get_one_and_stays_begun() {
        let mut plant = plant();
        plant.when(feedback(S, FeedbackAction::Start));
        assert_eq!(plant.when(unscheduled(S)), []);
        plant.when(scheduled(S, hours(1, 3)));
        plant.when(moved(S, OVEN, hours(1, 3)));
        assert_eq!(status(&plant, S), Some(Status::Started));
    }

    #[test]
    fn unconfirmed_conflicts_are_refused_with_exactly_those() {
        let mut plant = plant();
        plant.when(scheduled(S, hours(1, 3)));
        plant.when(confirming(S_2, hours(2, 4), &[Conflict::Overlap { with: S }]));
        plant.when(scheduled(S_3, hours(1, 3)));
        let both = [Conflict::Overlap { with: S }, Conflict::Overlap { with: S_2 }];
        let move_it = |confirmed: &[Conflict]| RescheduleWorkStep {
            step: S_3,
            resource: Some(LASER),
            slot: hours(1, 4),
            confirmed: confirmed.to_vec(),
        };
        plant.refuses(move_it(&[]), &Refusal::Conflicts(both.to_vec()));
        plant.refuses(move_it(&both[..1]), &Refusal::Conflicts(both[1..].to_vec()));
        plant.refuses(move_it(&both[1..]), &Refusal::Conflicts(both[..1].to_vec()));
        let event = WorkStepRescheduled {
            step: S_3,
            resource: LASER,
            slot: hours(1, 4),
            confirmed: both.to_vec(),
        };
        assert_eq!(plant.when(move_it(&[both[1], both[0]])), [event.into()]);
    }

    #[test]
    fn what_was_confirmed_but_is_no_conflict_is_forgotten() {
        let mut plant = plant();
        let stale = [Conflict::Overlap { with: S_2 }, Conflict::FrozenZone { resource: LASER }];
        let event = WorkStepScheduled { step: S, slot: hours(1, 3), confirmed: Vec::new() };
        assert_eq!(plant.when(confirming(S, hours(1, 3), &stale)), [event.into()]);
        let one = [Conflict::Overlap { with: S }];
        let event = WorkStepScheduled { step: S_2, slot: hours(2, 3), confirmed: one.to_vec() };
        let more = [one[0], stale[0], stale[1]];
        assert_eq!(plant.when(confirming(S_2, hours(2, 3), &more)), [event.into()]);
    }

    #[test]
    fn a_process_gets_any_slot_at_any_time() {
        let mut plant = plant();
        for slot in [hours(1, 3), hours(2, 4)] {
            let event = ProcessScheduled { process: P, slot };
            assert_eq!(plant.when(process_scheduled(P, slot)), [event.into()]);
            assert_eq!(plant.when(process_scheduled(P, slot)), []);
            let process = plant.world.production.process(P).expect("it was added");
            assert_eq!(process.progress.status, Status::Scheduled);
        }
        plant.when(feedback(P, FeedbackAction::Start));
        plant.when(process_scheduled(P, hours(3, 5)));
        let process = plant.world.production.process(P).expect("it was added");
        assert_eq!(process.progress.status, Status::Started);
    }

    #[test]
    fn only_what_is_known_is_planned_and_only_on_what_is_known() {
        let unknown = Refusal::Unknown(RecordKind::WorkStep, S.into());
        let mut nothing = given([]);
        nothing.refuses(scheduled(S, hours(1, 2)), &unknown);
        nothing.refuses(moved(S, LASER, hours(1, 2)), &unknown);
        nothing.refuses(unscheduled(S), &unknown);
        let no_process = Refusal::Unknown(RecordKind::Process, P.into());
        nothing.refuses(process_scheduled(P, hours(1, 2)), &no_process);
        let mut plant = plant();
        plant.when(scheduled(S, hours(1, 3)));
        let nowhere = Refusal::Unknown(RecordKind::Resource, crate::spec::story::SAW.into());
        plant.refuses(moved(S, crate::spec::story::SAW, hours(1, 2)), &nowhere);
    }

    #[test]
    fn a_slot_does_not_end_before_it_starts() {
        let backwards = hours(3, 1);
        assert!(Slot::new(backwards.start, backwards.end).is_err());
        let text = serde_json::to_string(&backwards).unwrap_or_default();
        assert!(serde_json::from_str::<Slot>(&text).is_err(), "{text}");
        let instant = hours(1, 1);
        assert_eq!(Slot::new(instant.start, instant.end), Ok(instant));
    }
}
