use serde::{Deserialize, Serialize};

use crate::access::{Allowed, Circle, Field, RaidField};
use crate::actor::Actor;
use crate::delivery::event::{RaidItemLinked, RaidItemRaised, RiskOccurred};
use crate::delivery::{
    Audience, Author, Issue, Priority, RaidBrief, RaidDetails, RaidItem, RaidStatus,
};
use crate::id::{PersonId, ProjectId, RaidItemId};
use crate::refusal::{RecordKind, Refusal};
use crate::scalar::{Date, Grade, Name, Text};
use crate::visibility::{self, Rights};
use crate::world::{Context, Decision, World, happened};

/// Raise a risk, assumption, issue or dependency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RaiseRaidItem {
    /// In which project.
    pub project: ProjectId,
    /// What it is about.
    pub title: Name,
    /// More about it.
    #[serde(default)]
    pub description: Option<Text>,
    /// Which of the four it is, with what only that kind has.
    pub details: RaidDetails,
    /// Who deals with it.
    #[serde(default)]
    pub owner: Option<PersonId>,
    /// By when it is to be dealt with.
    #[serde(default)]
    pub due: Option<Date>,
    /// For whom it is meant; partners as well where nothing is said.
    #[serde(default)]
    pub audience: Audience,
}

/// A risk has occurred: raise the issue that it became, and close the risk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RaiseIssueFromRisk {
    /// Which risk.
    pub risk: RaidItemId,
    /// What the issue is about; what the risk was about where nothing is said.
    #[serde(default)]
    pub title: Option<Name>,
    /// More about it.
    #[serde(default)]
    pub description: Option<Text>,
    /// How bad it is; as bad as feared where nothing is said.
    #[serde(default)]
    pub impact: Option<Grade>,
    /// How much haste there is.
    #[serde(default)]
    pub priority: Priority,
    /// What is done about it.
    #[serde(default)]
    pub action_plan: Option<Text>,
    /// Who deals with it; who dealt with the risk where nothing is said.
    #[serde(default)]
    pub owner: Option<PersonId>,
    /// By when it is to be dealt with.
    #[serde(default)]
    pub due: Option<Date>,
}

/// What a partner raises is shared, and he sees RAID items at all: else he would not see what he
/// raised.
pub(crate) fn raise_raid_item(
    world: &World,
    cx: &Context<'_>,
    command: &RaiseRaidItem,
) -> Decision {
    let RaiseRaidItem { project, title, description, details, owner, due, audience } =
        command.clone();
    if let Actor::Partner(partner) = cx.actor {
        let rights = Rights::on(world, partner, project)?;
        visibility::permits(may_raise(&rights) && audience == Audience::Shared)?;
        nobody_else_owns(&rights, owner)?;
    }
    world.delivery.project(project)?;
    owner.map(|owner| world.effort.person(owner)).transpose()?;
    let brief = RaidBrief { title, description, details, owner, due, audience };
    let by = Author::of(world, cx.actor);
    happened(RaidItemRaised { id: RaidItemId::fresh(cx.ids), project, brief, by })
}

/// The issue is for whomever the risk was for. Partners need to be let raise items, and close this
/// risk.
pub(crate) fn raise_issue_from_risk(
    world: &World,
    cx: &Context<'_>,
    command: &RaiseIssueFromRisk,
) -> Decision {
    let RaiseIssueFromRisk { risk, title, description, impact, priority, action_plan, owner, due } =
        command.clone();
    if let Actor::Partner(partner) = cx.actor {
        let (rights, risk) = Rights::on_raid_item(world, partner, risk)?;
        visibility::permits(may_raise(&rights) && rights.edits_raid_item(risk))?;
        rights.edits([(Field::RaidItem(RaidField::Status), false)])?;
        is_told_what_became_of(&rights, risk)?;
        nobody_else_owns(&rights, owner)?;
    }
    let risk = world.delivery.raid_item(risk)?;
    let feared = occurs(risk)?;
    owner.map(|owner| world.effort.person(owner)).transpose()?;
    let impact = impact.unwrap_or(feared);
    let brief = RaidBrief {
        title: title.unwrap_or_else(|| risk.brief.title.clone()),
        description,
        details: RaidDetails::Issue(Issue { impact, priority, action_plan }),
        owner: owner.or(risk.brief.owner),
        due,
        audience: risk.brief.audience,
    };
    let (id, by) = (RaidItemId::fresh(cx.ids), Author::of(world, cx.actor));
    let (tasks, milestones) = (risk.tasks.clone(), risk.milestones.clone());
    Ok(vec![
        RaidItemRaised { id, project: risk.project, brief, by }.into(),
        RaidItemLinked { id, tasks, milestones, items: [risk.id].into() }.into(),
        RiskOccurred { id: risk.id, issue: id }.into(),
    ])
}

/// Whether a closed risk occurred decides what may be done with it. Whoever is not told that does
/// nothing with a closed risk: else he would find it out.
pub(super) fn is_told_what_became_of(rights: &Rights<'_>, item: &RaidItem) -> Result<(), Refusal> {
    let may_have_occurred = item.brief.details.kind().has(RaidField::Occurred)
        && match item.status {
            RaidStatus::Closed => true,
            RaidStatus::Open | RaidStatus::InProgress => false,
        };
    match may_have_occurred && !rights.tells(Field::RaidItem(RaidField::Occurred)) {
        true => Err(Refusal::FieldNotEditable),
        false => Ok(()),
    }
}

/// How bad it was feared to be, where it is a risk that can still occur.
fn occurs(risk: &RaidItem) -> Result<Grade, Refusal> {
    let feared = match &risk.brief.details {
        RaidDetails::Risk(feared) => feared.impact,
        RaidDetails::Assumption(_) | RaidDetails::Issue(_) | RaidDetails::Dependency(_) => {
            return Err(Refusal::NoRisk(risk.id.into()));
        }
    };
    if risk.occurred.is_some() {
        return Err(Refusal::RiskHasOccurred(risk.id.into()));
    }
    match risk.status {
        RaidStatus::Open | RaidStatus::InProgress => Ok(feared),
        RaidStatus::Closed => Err(Refusal::RaidItemIsClosed(risk.id.into())),
    }
}

fn may_raise(rights: &Rights<'_>) -> bool {
    let level = rights.widest();
    level.raid_create == Allowed::Yes && level.raid_view != Circle::None
}

/// Partners name owners of their own firm or of the host company; to them nobody else is there.
pub(super) fn nobody_else_owns(
    rights: &Rights<'_>,
    owner: Option<PersonId>,
) -> Result<(), Refusal> {
    match owner.filter(|owner| !rights.may_name(*owner)) {
        Some(stranger) => Err(Refusal::Unknown(RecordKind::Person, stranger.into())),
        None => Ok(()),
    }
}
