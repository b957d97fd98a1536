use serde::Serialize;

use super::rights::Rights;
use crate::access::{ParticipantView, PartnerUser};
use crate::delivery::Participant;
use crate::id::{ParticipantId, PhaseId, ProjectId};
use crate::scalar::{Name, Personal};
use crate::world::World;

/// Somebody who takes part in a phase that a partner sees. What the access level does not open is
/// absent.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ParticipantRow {
    /// Which.
    pub id: ParticipantId,
    /// In which project.
    pub project_id: ProjectId,
    /// In which phase.
    pub phase_id: PhaseId,
    /// What the participant is called.
    pub name: Personal<Name>,
    /// As what; `null` where nothing is said.
    pub role: Option<Name>,
    /// Of which firm; there where the access level shows everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub firm: Option<Name>,
    /// Whether it is oneself.
    pub myself: bool,
}

/// A participant is visible where the phase is, and his name is told.
pub(super) fn render(
    world: &World,
    user: &PartnerUser,
    id: ParticipantId,
) -> Option<ParticipantRow> {
    let participant = world.delivery.participant(id).ok()?;
    let project = world.delivery.phase(participant.phase).ok()?.project;
    let rights = Rights::of(world, user, project)?;
    let Participant { id, phase, person, role, level: _, since: _, told: _, revision: _ } =
        participant;
    if !rights.sees_phase(*phase) {
        return None;
    }
    let name = rights.called(*person, Some(*phase))?;
    let all = rights.in_phase(*phase).participant_view == ParticipantView::All;
    let of = &world.effort.person(*person).ok()?.of;
    let firm = rights.firm(of).filter(|_| all).and_then(|id| world.access.account(id).ok());
    Some(ParticipantRow {
        id: *id,
        project_id: project,
        phase_id: *phase,
        name,
        role: role.clone(),
        firm: firm.map(|firm| firm.name.clone()),
        myself: *person == rights.person(),
    })
}
