use serde::{Deserialize, Serialize};

use super::event::{MilestoneAdded, MilestoneChanged, MilestoneRemoved};
use super::remark::{About, gone_with};
use crate::access::{Allowed, Field, MilestoneField};
use crate::actor::Actor;
use crate::id::{MilestoneId, PersonId, PhaseId, ProjectId};
use crate::refusal::Refusal;
use crate::scalar::{Change, Date, Name};
use crate::visibility::{self, Rights};
use crate::world::{Context, Decision, Revision, Seq, World, happened, unchanged};

/// What is said about a milestone. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MilestoneBrief {
    /// What is reached.
    pub name: Name,
    /// When it was promised for.
    pub target: Option<Date>,
    /// When it is expected now.
    pub forecast: Option<Date>,
    /// When it was reached.
    pub actual: Option<Date>,
    /// Whether it brings the customer value: the first one reached ends the time to value.
    pub is_value: bool,
    /// Who answers for it.
    pub owner: Option<PersonId>,
}

/// Something to be reached in a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// Which.
    pub id: MilestoneId,
    /// Of which project.
    pub project: ProjectId,
    /// Of which of its phases; of the project as a whole where none is said.
    pub phase: Option<PhaseId>,
    /// The commit that added it.
    pub added: Seq,
    /// What is said about it.
    pub brief: MilestoneBrief,
    /// Raised by every change.
    pub revision: Revision,
}

/// Say what is to be reached in a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AddMilestone {
    /// In which project.
    pub project: ProjectId,
    /// In which of its phases.
    #[serde(default)]
    pub phase: Option<PhaseId>,
    /// What is reached.
    pub name: Name,
    /// When it is promised for.
    #[serde(default)]
    pub target: Option<Date>,
    /// When it is expected.
    #[serde(default)]
    pub forecast: Option<Date>,
    /// When it was reached.
    #[serde(default)]
    pub actual: Option<Date>,
    /// Whether it brings the customer value.
    #[serde(default)]
    pub is_value: bool,
    /// Who answers for it.
    #[serde(default)]
    pub owner: Option<PersonId>,
}

/// Change what is said about a milestone; what is not named stays, `null` takes away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeMilestone {
    /// Which.
    pub milestone: MilestoneId,
    /// What is reached.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Name))]
    pub name: Change<Name>,
    /// When it is promised for.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Date>))]
    pub target: Change<Option<Date>>,
    /// When it is expected.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Date>))]
    pub forecast: Change<Option<Date>>,
    /// When it was reached.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Date>))]
    pub actual: Change<Option<Date>>,
    /// Whether it brings the customer value.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = bool))]
    pub is_value: Change<bool>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<PersonId>))]
    pub owner: Change<Option<PersonId>>,
}

/// Take a milestone out of its project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RemoveMilestone {
    /// Which.
    pub milestone: MilestoneId,
}

pub(crate) fn add_milestone(world: &World, cx: &Context<'_>, command: &AddMilestone) -> Decision {
    let AddMilestone { project, phase, name, target, forecast, actual, is_value, owner } =
        command.clone();
    world.delivery.project(project)?;
    if let Some(phase) = phase
        && world.delivery.phase(phase)?.project != project
    {
        return Err(Refusal::OfAnotherProject(phase.into()));
    }
    owner.map(|owner| world.effort.person(owner)).transpose()?;
    let brief = MilestoneBrief { name, target, forecast, actual, is_value, owner };
    happened(MilestoneAdded { id: MilestoneId::fresh(cx.ids), project, phase, brief })
}

/// Partners change milestones as far as their level lets them, never who answers for one.
pub(crate) fn change_milestone(
    world: &World,
    cx: &Context<'_>,
    command: &ChangeMilestone,
) -> Decision {
    let ChangeMilestone { milestone: id, name, target, forecast, actual, is_value, owner } =
        command.clone();
    if let Actor::Partner(partner) = cx.actor {
        let (rights, milestone) = Rights::on_milestone(world, partner, id)?;
        let may = rights.around(milestone.phase).milestone_edit == Allowed::Yes;
        visibility::permits(may && owner.is_keep() && is_value.is_keep())?;
        rights.edits(
            [
                (MilestoneField::Name, name.is_keep()),
                (MilestoneField::Target, target.is_keep()),
                (MilestoneField::Forecast, forecast.is_keep()),
                (MilestoneField::Actual, actual.is_keep()),
            ]
            .map(|(field, keep)| (Field::Milestone(field), keep)),
        )?;
    }
    let held = &world.delivery.milestone(id)?.brief;
    let brief = MilestoneBrief {
        name: name.over(held.name.clone()),
        target: target.over(held.target),
        forecast: forecast.over(held.forecast),
        actual: actual.over(held.actual),
        is_value: is_value.over(held.is_value),
        owner: owner.over(held.owner),
    };
    if brief == *held {
        return unchanged();
    }
    brief.owner.map(|owner| world.effort.person(owner)).transpose()?;
    happened(MilestoneChanged { id, brief })
}

pub(crate) fn remove_milestone(
    world: &World,
    _: &Context<'_>,
    command: &RemoveMilestone,
) -> Decision {
    let milestone = world.delivery.milestone(command.milestone)?;
    if world.delivery.project(milestone.project)?.go_live == Some(milestone.id) {
        return Err(Refusal::MilestoneIsGoLive(milestone.id.into()));
    }
    let removed = MilestoneRemoved { id: milestone.id };
    Ok(gone_with(world, About::Milestone(milestone.id), removed))
}
