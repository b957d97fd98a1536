use serde::{Deserialize, Serialize};

use super::raise::nobody_else_owns;
use crate::access::{Field, RaidField};
use crate::actor::Actor;
use crate::delivery::event::RaidItemChanged;
use crate::delivery::{
    Assumption, Audience, Dependency, Issue, Priority, RaidBrief, RaidDetails, Risk, Validation,
};
use crate::id::{PersonId, RaidItemId};
use crate::refusal::Refusal;
use crate::scalar::{Change, Date, Grade, Name, Text};
use crate::visibility::{self, Rights};
use crate::world::{Context, Decision, World, happened, unchanged};

/// Change what is said about a RAID item; what is not named stays, `null` takes away. What only
/// another kind has cannot be named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeRaidItem {
    /// Which.
    pub item: RaidItemId,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Name))]
    pub title: Change<Name>,
    /// More about it.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Text>))]
    pub description: Change<Option<Text>>,
    /// Who deals with it.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<PersonId>))]
    pub owner: Change<Option<PersonId>>,
    /// By when it is to be dealt with.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Date>))]
    pub due: Change<Option<Date>>,
    /// For whom it is meant.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Audience))]
    pub audience: Change<Audience>,
    /// How bad it is or would be: of risks and issues.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Grade))]
    pub impact: Change<Grade>,
    /// How likely it is: of risks.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Grade))]
    pub likelihood: Change<Grade>,
    /// What is done against it: of risks.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Text>))]
    pub mitigation: Change<Option<Text>>,
    /// What is done if it happens: of risks.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Text>))]
    pub contingency: Change<Option<Text>>,
    /// Whether it turned out to be so: of assumptions.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Validation))]
    pub validated: Change<Validation>,
    /// How much haste there is: of issues.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Priority))]
    pub priority: Change<Priority>,
    /// What is done about it: of issues.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Text>))]
    pub action_plan: Change<Option<Text>>,
    /// On whom it depends: of dependencies.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Name))]
    pub depends_on: Change<Name>,
    /// By when it is needed: of dependencies.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Date>))]
    pub needed_by: Change<Option<Date>>,
}

impl ChangeRaidItem {
    /// A change of `item` that leaves everything as it is, to be filled.
    pub fn of(item: RaidItemId) -> Self {
        Self {
            item,
            title: Change::Keep,
            description: Change::Keep,
            owner: Change::Keep,
            due: Change::Keep,
            audience: Change::Keep,
            impact: Change::Keep,
            likelihood: Change::Keep,
            mitigation: Change::Keep,
            contingency: Change::Keep,
            validated: Change::Keep,
            priority: Change::Keep,
            action_plan: Change::Keep,
            depends_on: Change::Keep,
            needed_by: Change::Keep,
        }
    }

    /// Each field that it can change, and whether it keeps it; the audience is none of the fields.
    fn fields(&self) -> [(RaidField, bool); 13] {
        [
            (RaidField::Title, self.title.is_keep()),
            (RaidField::Description, self.description.is_keep()),
            (RaidField::Owner, self.owner.is_keep()),
            (RaidField::Due, self.due.is_keep()),
            (RaidField::Impact, self.impact.is_keep()),
            (RaidField::Likelihood, self.likelihood.is_keep()),
            (RaidField::Mitigation, self.mitigation.is_keep()),
            (RaidField::Contingency, self.contingency.is_keep()),
            (RaidField::Validated, self.validated.is_keep()),
            (RaidField::Priority, self.priority.is_keep()),
            (RaidField::ActionPlan, self.action_plan.is_keep()),
            (RaidField::DependsOn, self.depends_on.is_keep()),
            (RaidField::NeededBy, self.needed_by.is_keep()),
        ]
    }
}

/// Partners change items as far as their level lets them, never for whom one is meant, and give none
/// to people of other firms.
pub(crate) fn change_raid_item(
    world: &World,
    cx: &Context<'_>,
    command: &ChangeRaidItem,
) -> Decision {
    let id = command.item;
    if let Actor::Partner(partner) = cx.actor {
        let (rights, item) = Rights::on_raid_item(world, partner, id)?;
        visibility::permits(rights.edits_raid_item(item) && command.audience.is_keep())?;
        rights.edits(command.fields().map(|(field, keep)| (Field::RaidItem(field), keep)))?;
        nobody_else_owns(&rights, command.owner.clone().over(None))?;
    }
    let held = &world.delivery.raid_item(id)?.brief;
    let kind = held.details.kind();
    let foreign = command.fields().into_iter().find(|(field, keep)| !keep && !kind.has(*field));
    if let Some((field, _)) = foreign {
        return Err(Refusal::FieldOfAnotherKind(field));
    }
    let brief = changed(held.clone(), command.clone());
    if brief == *held {
        return unchanged();
    }
    brief.owner.map(|owner| world.effort.person(owner)).transpose()?;
    happened(RaidItemChanged { id, brief })
}

fn changed(held: RaidBrief, change: ChangeRaidItem) -> RaidBrief {
    let details = match held.details {
        RaidDetails::Risk(held) => RaidDetails::Risk(Risk {
            impact: change.impact.over(held.impact),
            likelihood: change.likelihood.over(held.likelihood),
            mitigation: change.mitigation.over(held.mitigation),
            contingency: change.contingency.over(held.contingency),
        }),
        RaidDetails::Assumption(held) => {
            RaidDetails::Assumption(Assumption { validated: change.validated.over(held.validated) })
        }
        RaidDetails::Issue(held) => RaidDetails::Issue(Issue {
            impact: change.impact.over(held.impact),
            priority: change.priority.over(held.priority),
            action_plan: change.action_plan.over(held.action_plan),
        }),
        RaidDetails::Dependency(held) => RaidDetails::Dependency(Dependency {
            depends_on: change.depends_on.over(held.depends_on),
            needed_by: change.needed_by.over(held.needed_by),
        }),
    };
    RaidBrief {
        title: change.title.over(held.title),
        description: change.description.over(held.description),
        details,
        owner: change.owner.over(held.owner),
        due: change.due.over(held.due),
        audience: change.audience.over(held.audience),
    }
}
