use serde::Serialize;

use super::rights::Rights;
use super::row::row;
use super::{Lens, Shown};
use crate::access::Field::RaidItem as F;
use crate::access::{ParticipantView, PartnerUser, RaidField};
use crate::delivery::{
    Assumption, Audience, Dependency, Issue, Priority, RaidBrief, RaidDetails, RaidItem, RaidKind,
    RaidStatus, Risk, Validation,
};
use crate::id::{MilestoneId, ProjectId, RaidItemId, TaskId};
use crate::scalar::{Date, Grade, Instant, Name, Personal, Text};
use crate::world::World;

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident($id:ident))+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub Vec<$id>);
    )+};
}

lists! {
    /// Tasks, of those that are visible.
    Tasks(TaskId)
    /// Milestones, of those that are visible.
    Milestones(MilestoneId)
    /// RAID items, of those that are visible.
    RaidItems(RaidItemId)
}

row! {
    /// A RAID item as a partner sees it. A field that is hidden is absent; what its kind does not have
    /// is `null`.
    RaidItemRow {
        /// Which.
        id: RaidItemId,
        /// Of which project.
        project_id: ProjectId,
        /// Which of the four it is.
        kind: RaidKind,
        /// For whom it is meant.
        audience: Audience,
        /// Whether it is oneself who deals with it or raised it.
        mine: bool,
    } shown {
        /// What it is about.
        title: Name,
        /// More about it.
        description: Option<Text>,
        /// Where it stands.
        status: RaidStatus,
        /// Who deals with it; `null` where nobody does, or nobody whose name is told.
        owner: Option<Personal<Name>>,
        /// Who raised it; `null` where that name is not told.
        raised_by: Option<Personal<Name>>,
        /// When it was raised.
        raised_at: Instant,
        /// By when it is to be dealt with.
        due: Option<Date>,
        /// When it was closed, while it is.
        closed_at: Option<Instant>,
        /// How bad it is or would be: of risks and issues.
        impact: Option<Grade>,
        /// How likely it is: of risks.
        likelihood: Option<Grade>,
        /// Impact times likelihood: of risks.
        severity: Option<u32>,
        /// What is done against it: of risks.
        mitigation: Option<Text>,
        /// What is done if it happens: of risks.
        contingency: Option<Text>,
        /// Whether it occurred: of risks.
        occurred: Option<bool>,
        /// Whether it turned out to be so: of assumptions.
        validated: Option<Validation>,
        /// How much haste there is: of issues.
        priority: Option<Priority>,
        /// What is done about it: of issues.
        action_plan: Option<Text>,
        /// On whom it depends: of dependencies.
        depends_on: Option<Name>,
        /// By when it is needed: of dependencies.
        needed_by: Option<Date>,
        /// The tasks that it concerns, of those that are visible.
        tasks: Tasks,
        /// The milestones that it concerns, of those that are visible.
        milestones: Milestones,
        /// The items with which it belongs together, of those that are visible.
        items: RaidItems,
    }
}

/// What the four kinds have, with nothing where a kind does not have it.
#[derive(Default)]
struct Told {
    impact: Option<Grade>,
    likelihood: Option<Grade>,
    mitigation: Option<Text>,
    contingency: Option<Text>,
    validated: Option<Validation>,
    priority: Option<Priority>,
    action_plan: Option<Text>,
    depends_on: Option<Name>,
    needed_by: Option<Date>,
}

impl Told {
    fn of(details: RaidDetails) -> Self {
        let nothing = Self::default();
        match details {
            RaidDetails::Risk(Risk { impact, likelihood, mitigation, contingency }) => {
                let (impact, likelihood) = (Some(impact), Some(likelihood));
                Self { impact, likelihood, mitigation, contingency, ..nothing }
            }
            RaidDetails::Assumption(Assumption { validated }) => {
                Self { validated: Some(validated), ..nothing }
            }
            RaidDetails::Issue(Issue { impact, priority, action_plan }) => {
                Self { impact: Some(impact), priority: Some(priority), action_plan, ..nothing }
            }
            RaidDetails::Dependency(Dependency { depends_on, needed_by }) => {
                Self { depends_on: Some(depends_on), needed_by, ..nothing }
            }
        }
    }
}

pub(super) fn render(world: &World, user: &PartnerUser, id: RaidItemId) -> Option<RaidItemRow> {
    let item = world.delivery.raid_item(id).ok()?;
    let rights = Rights::of(world, user, item.project)?;
    if !rights.sees_raid_item(item) {
        return None;
    }
    let RaidItem {
        id,
        project,
        brief: RaidBrief { title, description, details, owner, due, audience },
        status,
        by,
        at,
        told: _,
        closed,
        occurred,
        tasks,
        milestones,
        items,
        revision: _,
    } = item;
    let delivery = &world.delivery;
    let lens = Lens::on(world, user);
    let names = rights.widest().participant_view != ParticipantView::No;
    let name = |field, name| super::project::opened(names, || lens.show(F(field), name));
    let task = |id: &&TaskId| delivery.task(**id).is_ok_and(|task| rights.sees_task(task));
    let milestone = |id: &&MilestoneId| {
        delivery.milestone(**id).is_ok_and(|milestone| rights.sees_milestone(milestone))
    };
    let other =
        |id: &&RaidItemId| delivery.raid_item(**id).is_ok_and(|item| rights.sees_raid_item(item));
    let (kind, severity) = (details.kind(), details.severity());
    let told = Told::of(details.clone());
    Some(RaidItemRow {
        id: *id,
        project_id: *project,
        kind,
        audience: *audience,
        mine: rights.owns_raid_item(item),
        title: lens.show(F(RaidField::Title), title.clone()),
        description: lens.show(F(RaidField::Description), description.clone()),
        status: lens.show(F(RaidField::Status), *status),
        owner: name(RaidField::Owner, owner.and_then(|owner| rights.called(owner, None))),
        raised_by: name(RaidField::RaisedBy, by.and_then(|by| rights.author(by))),
        raised_at: lens.show(F(RaidField::RaisedAt), *at),
        due: lens.show(F(RaidField::Due), *due),
        closed_at: lens.show(F(RaidField::ClosedAt), *closed),
        impact: lens.show(F(RaidField::Impact), told.impact),
        likelihood: lens.show(F(RaidField::Likelihood), told.likelihood),
        severity: lens.show(F(RaidField::Severity), severity),
        mitigation: lens.show(F(RaidField::Mitigation), told.mitigation),
        contingency: lens.show(F(RaidField::Contingency), told.contingency),
        occurred: lens
            .show(F(RaidField::Occurred), (kind == RaidKind::Risk).then_some(occurred.is_some())),
        validated: lens.show(F(RaidField::Validated), told.validated),
        priority: lens.show(F(RaidField::Priority), told.priority),
        action_plan: lens.show(F(RaidField::ActionPlan), told.action_plan),
        depends_on: lens.show(F(RaidField::DependsOn), told.depends_on),
        needed_by: lens.show(F(RaidField::NeededBy), told.needed_by),
        tasks: lens.show(F(RaidField::Tasks), Tasks(tasks.iter().filter(task).copied().collect())),
        milestones: lens.show(
            F(RaidField::Milestones),
            Milestones(milestones.iter().filter(milestone).copied().collect()),
        ),
        items: lens
            .show(F(RaidField::Items), RaidItems(items.iter().filter(other).copied().collect())),
    })
}
