use serde::{Deserialize, Serialize};

use super::event::{GoLiveSet, ProjectChanged, ProjectCreated, ProjectHealthSet, ProjectStatusSet};
use crate::access::{Allowed, Field, ProjectField, ProjectView, UserId};
use crate::actor::Actor;
use crate::id::{AccountId, MilestoneId, PhaseId, ProjectId, StaffUserId};
use crate::refusal::Refusal;
use crate::scalar::{Amount, Change, Currency, Date, Hours, Instant, Money, Name, Text};
use crate::visibility::{self, Rights};
use crate::world::{Context, Decision, Revision, Seq, World, happened, unchanged};

/// Where a project stands. Stored: append only.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProjectStatus {
    /// Not begun.
    #[default]
    Planned,
    /// Being delivered.
    Active,
    /// Resting.
    OnHold,
    /// Delivered.
    Completed,
    /// Given up.
    Cancelled,
}

/// Who delivers a project. Stored: append only.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeliveryKind {
    /// The host company.
    #[default]
    Direct,
    /// A partner.
    PartnerLed,
    /// Both.
    Joint,
}

/// How a project is. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// As planned.
    Green,
    /// At risk.
    Amber,
    /// In trouble.
    Red,
}

/// A judgement of how a project is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HealthEntry {
    /// How it is.
    pub health: Health,
    /// Why.
    pub reason: Option<Text>,
    /// Who judged.
    pub by: Option<UserId>,
    /// When.
    pub at: Instant,
    /// In which commit.
    pub since: Seq,
}

/// What is said about a project. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectBrief {
    /// What it is called; unique without regard to case.
    pub name: Name,
    /// For which customer.
    pub customer: Option<AccountId>,
    /// Who of the host company manages it.
    pub manager: Option<StaffUserId>,
    /// Its first day.
    pub start: Option<Date>,
    /// Its last day.
    pub end: Option<Date>,
    /// Who delivers it.
    pub delivery: DeliveryKind,
    /// In which currency its money is told.
    pub currency: Option<Currency>,
    /// How much time it may take.
    pub budget_hours: Option<Hours>,
    /// How much it may cost, in its currency.
    pub budget: Option<Amount>,
}

/// Work that is delivered together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Which.
    pub id: ProjectId,
    /// What is said about it.
    pub brief: ProjectBrief,
    /// Where it stands.
    pub status: ProjectStatus,
    /// How it was judged, the newest last.
    pub health: Vec<HealthEntry>,
    /// The milestone with which it goes live.
    pub go_live: Option<MilestoneId>,
    /// Its phases, as added.
    pub phases: Vec<PhaseId>,
    /// Its milestones, as added.
    pub milestones: Vec<MilestoneId>,
    /// Raised by every change of the project itself.
    pub revision: Revision,
}

/// Deliver something together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateProject {
    /// What it is called; unique without regard to case.
    pub name: Name,
    /// For which customer.
    #[serde(default)]
    pub customer: Option<AccountId>,
    /// Who of the host company manages it.
    #[serde(default)]
    pub manager: Option<StaffUserId>,
    /// Its first day.
    #[serde(default)]
    pub start: Option<Date>,
    /// Its last day.
    #[serde(default)]
    pub end: Option<Date>,
    /// Who delivers it; the host company where nothing is said.
    #[serde(default)]
    pub delivery: DeliveryKind,
    /// In which currency its money is told.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// How much time it may take.
    #[serde(default)]
    pub budget_hours: Option<Hours>,
    /// How much it may cost, in its currency.
    #[serde(default)]
    pub budget: Option<Amount>,
}

/// Change what is said about a project; what is not named stays, `null` takes away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeProject {
    /// Which.
    pub project: ProjectId,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Name))]
    pub name: Change<Name>,
    /// For which customer.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<AccountId>))]
    pub customer: Change<Option<AccountId>>,
    /// Who of the host company manages it.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<StaffUserId>))]
    pub manager: Change<Option<StaffUserId>>,
    /// Its first day.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Date>))]
    pub start: Change<Option<Date>>,
    /// Its last day.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Date>))]
    pub end: Change<Option<Date>>,
    /// Who delivers it.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = DeliveryKind))]
    pub delivery: Change<DeliveryKind>,
    /// In which currency its money is told.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Currency>))]
    pub currency: Change<Option<Currency>>,
    /// How much time it may take.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Hours>))]
    pub budget_hours: Change<Option<Hours>>,
    /// How much it may cost, in its currency.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Amount>))]
    pub budget: Change<Option<Amount>>,
}

/// Say where a project stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetProjectStatus {
    /// Which.
    pub project: ProjectId,
    /// Where it stands.
    pub status: ProjectStatus,
}

/// Judge how a project is. Amber and red need a reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetProjectHealth {
    /// Which.
    pub project: ProjectId,
    /// How it is.
    pub health: Health,
    /// Why.
    #[serde(default)]
    pub reason: Option<Text>,
}

/// Say with which milestone a project goes live.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetGoLive {
    /// Which project.
    pub project: ProjectId,
    /// With which milestone of it; none where nothing is said.
    #[serde(default)]
    pub milestone: Option<MilestoneId>,
}

pub(crate) fn create_project(world: &World, cx: &Context<'_>, command: &CreateProject) -> Decision {
    let CreateProject {
        name,
        customer,
        manager,
        start,
        end,
        delivery,
        currency,
        budget_hours,
        budget,
    } = command.clone();
    let brief = ProjectBrief {
        name,
        customer,
        manager,
        start,
        end,
        delivery,
        currency,
        budget_hours,
        budget,
    };
    fits(world, None, &brief)?;
    happened(ProjectCreated { id: ProjectId::fresh(cx.ids), brief })
}

/// Partners whose level lets them edit a project change when it starts and ends, never its customer,
/// its manager, who delivers it, or its money. Nor its name: a name that is taken would tell them of a
/// project that they do not see. And a day that they are not told must not stand in a refusal.
pub(crate) fn change_project(world: &World, cx: &Context<'_>, command: &ChangeProject) -> Decision {
    let ChangeProject {
        project: id,
        name,
        customer,
        manager,
        start,
        end,
        delivery,
        currency,
        budget_hours,
        budget,
    } = command.clone();
    if let Actor::Partner(partner) = cx.actor {
        let rights = Rights::on(world, partner, id)?;
        let staff_only = name.is_keep()
            && customer.is_keep()
            && manager.is_keep()
            && delivery.is_keep()
            && currency.is_keep()
            && budget_hours.is_keep()
            && budget.is_keep();
        visibility::permits(rights.widest().project_view == ProjectView::Edit && staff_only)?;
        let keep = start.is_keep() && end.is_keep();
        rights.edits(
            [ProjectField::Start, ProjectField::End].map(|field| (Field::Project(field), keep)),
        )?;
    }
    let held = &world.delivery.project(id)?.brief;
    let brief = ProjectBrief {
        name: name.over(held.name.clone()),
        customer: customer.over(held.customer),
        manager: manager.over(held.manager),
        start: start.over(held.start),
        end: end.over(held.end),
        delivery: delivery.over(held.delivery),
        currency: currency.over(held.currency),
        budget_hours: budget_hours.over(held.budget_hours),
        budget: budget.over(held.budget),
    };
    if brief == *held {
        return unchanged();
    }
    fits(world, Some(id), &brief)?;
    happened(ProjectChanged { id, brief })
}

fn fits(world: &World, held_by: Option<ProjectId>, brief: &ProjectBrief) -> Result<(), Refusal> {
    let ProjectBrief {
        name,
        customer,
        manager,
        start,
        end,
        delivery: _,
        currency,
        budget_hours,
        budget,
    } = brief;
    if world.delivery.project_by_name(name).is_some_and(|id| Some(id) != held_by) {
        return Err(Refusal::ProjectNameTaken(name.clone()));
    }
    customer.map(|customer| world.access.account(customer)).transpose()?;
    manager.map(|manager| world.access.staff_user(manager)).transpose()?;
    in_order(*start, *end)?;
    if budget_hours.is_some_and(Hours::is_negative) || budget.is_some_and(Amount::is_negative) {
        return Err(Refusal::BudgetBelowNothing);
    }
    match (budget, currency) {
        (Some(_), None) => Err(Refusal::BudgetWithoutCurrency),
        (Some(budget), Some(currency)) => {
            let money = Money::new(*budget, *currency).map(drop);
            money.map_err(|not| Refusal::TooManyDecimals(not.amount, not.currency))
        }
        (None, _) => Ok(()),
    }
}

/// What ends does not end before it starts.
pub(super) fn in_order(start: Option<Date>, end: Option<Date>) -> Result<(), Refusal> {
    match start.zip(end).filter(|(start, end)| end < start) {
        Some((start, end)) => Err(Refusal::EndsBeforeItStarts(start, end)),
        None => Ok(()),
    }
}

pub(crate) fn set_project_status(
    world: &World,
    _: &Context<'_>,
    command: &SetProjectStatus,
) -> Decision {
    let SetProjectStatus { project: id, status } = *command;
    match world.delivery.project(id)?.status == status {
        true => unchanged(),
        false => happened(ProjectStatusSet { id, status }),
    }
}

pub(crate) fn set_project_health(
    world: &World,
    cx: &Context<'_>,
    command: &SetProjectHealth,
) -> Decision {
    let SetProjectHealth { project: id, health, reason } = command.clone();
    // Whether it is the same must not tell a reason that is hidden.
    let mut hidden = false;
    if let Actor::Partner(partner) = cx.actor {
        let rights = Rights::on(world, partner, id)?;
        visibility::permits(rights.widest().health_set == Allowed::Yes)?;
        rights.edits([(Field::Project(ProjectField::Health), false)])?;
        hidden = !rights.tells(Field::Project(ProjectField::HealthReason));
    }
    let project = world.delivery.project(id)?;
    match health {
        Health::Amber | Health::Red if reason.is_none() => {
            return Err(Refusal::HealthWithoutReason);
        }
        Health::Green | Health::Amber | Health::Red => {}
    }
    let same = |held: &&HealthEntry| !hidden && held.health == health && held.reason == reason;
    if project.health.last().filter(same).is_some() {
        return unchanged();
    }
    happened(ProjectHealthSet { id, health, reason, by: UserId::of(cx.actor) })
}

pub(crate) fn set_go_live(world: &World, _: &Context<'_>, command: &SetGoLive) -> Decision {
    let SetGoLive { project: id, milestone } = *command;
    let project = world.delivery.project(id)?;
    if let Some(milestone) = milestone
        && world.delivery.milestone(milestone)?.project != id
    {
        return Err(Refusal::OfAnotherProject(milestone.into()));
    }
    match project.go_live == milestone {
        true => unchanged(),
        false => happened(GoLiveSet { id, milestone }),
    }
}

#[cfg(test)]
mod spec;
