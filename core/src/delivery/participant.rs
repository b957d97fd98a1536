use serde::{Deserialize, Serialize};

use super::event::{ParticipantAdded, ParticipantChanged, ParticipantRemoved};
use crate::access::Allowed;
use crate::actor::Actor;
use crate::id::{AccessLevelId, ParticipantId, PersonId, PhaseId};
use crate::refusal::{RecordKind, Refusal};
use crate::scalar::{Change, Name};
use crate::visibility::{self, Rights};
use crate::world::{Context, Decision, Revision, Seq, World, happened, unchanged};

/// How somebody takes part in a phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// Which.
    pub id: ParticipantId,
    /// In which phase.
    pub phase: PhaseId,
    /// Who.
    pub person: PersonId,
    /// As what; compared without case where it decides the level.
    pub role: Option<Name>,
    /// His own access level.
    pub level: Option<AccessLevelId>,
    /// The commit by which he takes part.
    pub since: Seq,
    /// The commit that said role and level.
    pub told: Seq,
    /// Raised by every change.
    pub revision: Revision,
}

/// Let somebody take part in a phase.
///
/// Source: partner-workspace.txt, "Add a Partner to a Project".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AddParticipant {
    /// In which phase.
    pub phase: PhaseId,
    /// Who.
    pub person: PersonId,
    /// As what; as what the person usually does where nothing is said.
    #[serde(default)]
    pub role: Option<Name>,
    /// With which access level of his own; the default where none is said.
    #[serde(default)]
    pub access_level: Option<AccessLevelId>,
}

/// Change as what and with which level somebody takes part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeParticipant {
    /// Which.
    pub participant: ParticipantId,
    /// As what.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Name>))]
    pub role: Change<Option<Name>>,
    /// With which access level of his own; `null` for the default.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<AccessLevelId>))]
    pub access_level: Change<Option<AccessLevelId>>,
}

/// Let somebody take part no more. Who takes part in no phase loses the project with all that is in
/// it; tasks stay assigned, for whoever comes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RemoveParticipant {
    /// Which.
    pub participant: ParticipantId,
}

/// Partners bring in and send away people of their own firm, with the level that follows; to them
/// nobody else is there.
pub(crate) fn add_participant(
    world: &World,
    cx: &Context<'_>,
    command: &AddParticipant,
) -> Decision {
    let AddParticipant { phase, person, role, access_level: level } = command.clone();
    if let Actor::Partner(partner) = cx.actor {
        let (rights, phase) = Rights::on_phase(world, partner, phase)?;
        // Asked first: whoever may not bring in anybody must not learn that a stranger takes part.
        if !rights.may_bring(person, phase.id) {
            return Err(Refusal::Unknown(RecordKind::Person, person.into()));
        }
        visibility::permits(manages(&rights, phase.id) && level.is_none() && role.is_none())?;
    }
    let phase = world.delivery.phase(phase)?;
    let person = world.effort.person(person)?;
    level.map(|level| world.access.levels().get(level)).transpose()?;
    if phase.participants.contains_key(&person.id) {
        return Err(Refusal::AlreadyParticipant(person.id.into()));
    }
    if !person.schedulable {
        return Err(Refusal::PersonIsNotSchedulable(person.id.into()));
    }
    let role = role.or_else(|| person.role.clone());
    let id = ParticipantId::fresh(cx.ids);
    happened(ParticipantAdded { id, phase: phase.id, person: person.id, role, level })
}

pub(crate) fn change_participant(
    world: &World,
    _: &Context<'_>,
    command: &ChangeParticipant,
) -> Decision {
    let ChangeParticipant { participant: id, role, access_level } = command.clone();
    let held = world.delivery.participant(id)?;
    let (role, level) = (role.over(held.role.clone()), access_level.over(held.level));
    if (&role, level) == (&held.role, held.level) {
        return unchanged();
    }
    level.map(|level| world.access.levels().get(level)).transpose()?;
    happened(ParticipantChanged { id, role, level })
}

pub(crate) fn remove_participant(
    world: &World,
    cx: &Context<'_>,
    command: &RemoveParticipant,
) -> Decision {
    let id = command.participant;
    if let Actor::Partner(partner) = cx.actor {
        let (rights, held) = Rights::on_participant(world, partner, id)?;
        let own = rights.may_bring(held.person, held.phase);
        visibility::permits(own && manages(&rights, held.phase))?;
    }
    happened(ParticipantRemoved { id: world.delivery.participant(id)?.id })
}

fn manages(rights: &Rights<'_>, phase: PhaseId) -> bool {
    rights.in_phase(phase).participant_manage == Allowed::Yes
}

#[cfg(test)]
mod spec;
