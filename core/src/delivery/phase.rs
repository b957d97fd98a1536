use imbl::{OrdMap, OrdSet};
use serde::{Deserialize, Serialize};

use super::Participant;
use super::event::{PhaseAdded, PhaseChanged};
use super::project::in_order;
use crate::access::{Field, PhaseField, ProjectField};
use crate::actor::Actor;
use crate::id::{PartnerUserId, PersonId, PhaseId, ProjectId, TaskId};
use crate::refusal::Refusal;
use crate::scalar::{Change, Date, Name};
use crate::visibility::{self, Lens, Rights};
use crate::world::{Context, Decision, Revision, Seq, World, happened, unchanged};

/// What is said about a phase. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseBrief {
    /// What it is called.
    pub name: Name,
    /// Who answers for it, and may approve what is done in it.
    pub owner: Option<PersonId>,
    /// Its first day.
    pub start: Option<Date>,
    /// Its last day.
    pub end: Option<Date>,
}

/// A part of a project in which persons take part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phase {
    /// Which.
    pub id: PhaseId,
    /// Of which project.
    pub project: ProjectId,
    /// The commit that added it.
    pub added: Seq,
    /// What is said about it.
    pub brief: PhaseBrief,
    /// Who takes part.
    pub participants: OrdMap<PersonId, Participant>,
    /// Its tasks and headings.
    pub tasks: OrdSet<TaskId>,
    /// Raised by every change of the phase itself.
    pub revision: Revision,
}

impl Phase {
    /// Refuses a day on which the phase, or its project, has not begun yet or is over. A partner is
    /// held to the dates that he is told: a refusal would tell him the others. Whoever approves sees
    /// what lies outside.
    pub(crate) fn lasts_on(
        &self,
        world: &World,
        partner: Option<PartnerUserId>,
        day: Date,
    ) -> Result<(), Refusal> {
        let project = &world.delivery.project(self.project)?.brief;
        let user = partner.map(|partner| world.access.partner_user(partner)).transpose()?;
        let told = |field| user.is_none_or(|user| Lens::on(world, user).tells(field));
        let starts = [
            (Field::Phase(PhaseField::Start), self.brief.start),
            (Field::Project(ProjectField::Start), project.start),
        ];
        let ends = [
            (Field::Phase(PhaseField::End), self.brief.end),
            (Field::Project(ProjectField::End), project.end),
        ];
        let begun = starts
            .into_iter()
            .all(|(field, start)| start.is_none_or(|start| start <= day || !told(field)));
        let over =
            ends.into_iter().any(|(field, end)| end.is_some_and(|end| end < day && told(field)));
        match begun && !over {
            true => Ok(()),
            false => Err(Refusal::OutsideTheProject(day)),
        }
    }
}

/// Add a phase to a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AddPhase {
    /// To which.
    pub project: ProjectId,
    /// What it is called.
    pub name: Name,
    /// Who answers for it.
    #[serde(default)]
    pub owner: Option<PersonId>,
    /// Its first day.
    #[serde(default)]
    pub start: Option<Date>,
    /// Its last day.
    #[serde(default)]
    pub end: Option<Date>,
}

/// Change what is said about a phase; what is not named stays, `null` takes away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangePhase {
    /// Which.
    pub phase: PhaseId,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Name))]
    pub name: Change<Name>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<PersonId>))]
    pub owner: Change<Option<PersonId>>,
    /// Its first day.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Date>))]
    pub start: Change<Option<Date>>,
    /// Its last day.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Date>))]
    pub end: Change<Option<Date>>,
}

pub(crate) fn add_phase(world: &World, cx: &Context<'_>, command: &AddPhase) -> Decision {
    let AddPhase { project, name, owner, start, end } = command.clone();
    world.delivery.project(project)?;
    owner.map(|owner| world.effort.person(owner)).transpose()?;
    in_order(start, end)?;
    let brief = PhaseBrief { name, owner, start, end };
    happened(PhaseAdded { id: PhaseId::fresh(cx.ids), project, brief })
}

/// Partners change phases as far as their level lets them, never who owns one. Of two days that must
/// be in order none changes where the other is not told: a refusal names both.
pub(crate) fn change_phase(world: &World, cx: &Context<'_>, command: &ChangePhase) -> Decision {
    let ChangePhase { phase: id, name, owner, start, end } = command.clone();
    if let Actor::Partner(partner) = cx.actor {
        let (rights, phase) = Rights::on_phase(world, partner, id)?;
        let own = phase.brief.owner == Some(rights.person());
        let permitted = Rights::reaches(rights.in_phase(phase.id).phase_edit, own);
        visibility::permits(permitted && owner.is_keep())?;
        let keep = start.is_keep() && end.is_keep();
        rights.edits(
            [
                (PhaseField::Name, name.is_keep()),
                (PhaseField::Start, keep),
                (PhaseField::End, keep),
            ]
            .map(|(field, keep)| (Field::Phase(field), keep)),
        )?;
    }
    let held = &world.delivery.phase(id)?.brief;
    let brief = PhaseBrief {
        name: name.over(held.name.clone()),
        owner: owner.over(held.owner),
        start: start.over(held.start),
        end: end.over(held.end),
    };
    if brief == *held {
        return unchanged();
    }
    brief.owner.map(|owner| world.effort.person(owner)).transpose()?;
    in_order(brief.start, brief.end)?;
    happened(PhaseChanged { id, brief })
}
