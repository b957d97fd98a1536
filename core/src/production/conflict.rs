use serde::{Deserialize, Serialize};

use super::{Production, Resource, WorkStep};
use crate::id::{ResourceId, WorkStepId};
use crate::scalar::{Instant, Slot};

/// What speaks against a slot. The planner may confirm it. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Conflict {
    /// The resource would work on more steps at once than it can; this is one of the others.
    Overlap {
        /// The step that is there already.
        with: WorkStepId,
    },
    /// A step that comes before it in the order would not be over.
    BeforePredecessor {
        /// The earlier step of the order.
        step: WorkStepId,
    },
    /// A step that comes after it in the order would already have begun.
    AfterSuccessor {
        /// The later step of the order.
        step: WorkStepId,
    },
    /// The step would move into or out of the part of the plan that is frozen.
    FrozenZone {
        /// Whose plan is frozen.
        resource: ResourceId,
    },
}

impl Production {
    /// All that speaks against planning `step` on `resource` at `slot`, in a fixed order.
    pub fn conflicts(
        &self,
        step: &WorkStep,
        resource: &Resource,
        slot: Slot,
        now: Instant,
    ) -> Vec<Conflict> {
        let mut found = resource.overloaded_by(step.id, slot);
        found.extend(self.out_of_sequence(step, slot));
        found.extend(self.frozen(step, resource, slot, now));
        found.sort_unstable();
        found.dedup();
        found
    }

    fn out_of_sequence<'a>(
        &'a self,
        step: &'a WorkStep,
        slot: Slot,
    ) -> impl Iterator<Item = Conflict> + 'a {
        let siblings = self.order(step.order).into_iter().flat_map(|order| &order.steps);
        siblings.filter_map(|id| self.step(*id).ok()).filter_map(move |other| {
            let theirs = other.slot?;
            match other.sequence.cmp(&step.sequence) {
                std::cmp::Ordering::Less if theirs.end > slot.start => {
                    Some(Conflict::BeforePredecessor { step: other.id })
                }
                std::cmp::Ordering::Greater if theirs.start < slot.end => {
                    Some(Conflict::AfterSuccessor { step: other.id })
                }
                std::cmp::Ordering::Less
                | std::cmp::Ordering::Greater
                | std::cmp::Ordering::Equal => None,
            }
        })
    }

    /// A move touches the plan at both its ends: where the step was, and where it goes.
    fn frozen(
        &self,
        step: &WorkStep,
        resource: &Resource,
        slot: Slot,
        now: Instant,
    ) -> Vec<Conflict> {
        let freezes = |resource: &Resource, start: Instant| {
            let edge = now.plus_minutes(i64::from(resource.frozen_zone.0));
            (resource.frozen_zone.0 > 0 && start < edge)
                .then_some(Conflict::FrozenZone { resource: resource.id })
        };
        let from = step.slot.zip(self.resource(step.resource).ok());
        let leaves = from.and_then(|(old, resource)| freezes(resource, old.start));
        leaves.into_iter().chain(freezes(resource, slot.start)).collect()
    }
}

impl Resource {
    /// The steps that, together with one at `slot`, would be more than the resource works on at
    /// once, at some moment of the slot.
    fn overloaded_by(&self, step: WorkStepId, slot: Slot) -> Vec<Conflict> {
        let earliest =
            Instant::from_micros(slot.start.micros().saturating_sub(self.longest_micros));
        let first = (earliest, WorkStepId(uuid::Uuid::nil()));
        let after = (slot.end, WorkStepId(uuid::Uuid::nil()));
        let others: Vec<(Slot, WorkStepId)> = self
            .plan
            .range(first..after)
            .map(|((start, id), end)| (Slot { start: *start, end: *end }, *id))
            .filter(|(theirs, id)| *id != step && theirs.overlaps(slot))
            .collect();
        // The load only rises where a slot starts: at the start of this one, or of another in it.
        let busy_at = |at: Instant| {
            let there =
                move |(theirs, _): &&(Slot, WorkStepId)| theirs.start <= at && at < theirs.end;
            others.iter().filter(there)
        };
        let moments = others.iter().map(|(theirs, _)| theirs.start.max(slot.start));
        std::iter::once(slot.start)
            .chain(moments)
            .filter(|at| busy_at(*at).count() >= usize::from(self.parallel))
            .flat_map(|at| busy_at(at).map(|(_, id)| Conflict::Overlap { with: *id }))
            .collect()
    }
}

#[cfg(test)]
mod spec;
