//! RAID: the risks, assumptions, issues and dependencies of a project.
//!
//! Source: partner-workspace.txt, RAID; DOMAIN.md 4.

mod change;
mod link;
mod raise;
mod status;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Audience, Author};
use crate::access::RaidField;
use crate::id::{MilestoneId, PersonId, ProjectId, RaidItemId, TaskId};
use crate::scalar::{Date, Grade, Instant, Name, Text};
use crate::world::{Revision, Seq};

pub use change::ChangeRaidItem;
pub use link::{LinkRaidItem, RAID_LINKS_MAX};
pub use raise::{RaiseIssueFromRisk, RaiseRaidItem};
pub use status::SetRaidStatus;

pub(crate) use change::change_raid_item;
pub(crate) use link::link_raid_item;
pub(crate) use raise::{raise_issue_from_risk, raise_raid_item};
pub(crate) use status::set_raid_status;

/// Which of the four a RAID item is; it stays that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RaidKind {
    /// What might happen.
    Risk,
    /// What is taken to be so.
    Assumption,
    /// What has happened.
    Issue,
    /// What somebody else has to give.
    Dependency,
}

impl RaidKind {
    /// Whether an item of this kind has a field; what all kinds have, it has.
    pub fn has(self, field: RaidField) -> bool {
        match field {
            RaidField::Likelihood
            | RaidField::Severity
            | RaidField::Mitigation
            | RaidField::Contingency
            | RaidField::Occurred => self == Self::Risk,
            RaidField::Validated => self == Self::Assumption,
            RaidField::Impact => self == Self::Risk || self == Self::Issue,
            RaidField::Priority | RaidField::ActionPlan => self == Self::Issue,
            RaidField::DependsOn | RaidField::NeededBy => self == Self::Dependency,
            RaidField::Title
            | RaidField::Description
            | RaidField::Status
            | RaidField::Owner
            | RaidField::RaisedBy
            | RaidField::RaisedAt
            | RaidField::Due
            | RaidField::ClosedAt
            | RaidField::Tasks
            | RaidField::Milestones
            | RaidField::Items => true,
        }
    }
}

/// What might happen. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Risk {
    /// How bad it would be.
    pub impact: Grade,
    /// How likely it is.
    pub likelihood: Grade,
    /// What is done against it.
    #[serde(default)]
    pub mitigation: Option<Text>,
    /// What is done if it happens.
    #[serde(default)]
    pub contingency: Option<Text>,
}

/// Whether an assumption turned out to be so. Stored: append only.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Validation {
    /// Nobody knows.
    #[default]
    NotYet,
    /// It is so.
    Yes,
    /// It is not.
    No,
}

/// What is taken to be so. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Assumption {
    /// Whether it turned out to be so.
    #[serde(default)]
    pub validated: Validation,
}

/// How much haste there is. Stored: append only.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// It can wait.
    Low,
    /// As usual.
    #[default]
    Medium,
    /// Soon.
    High,
    /// Before everything else.
    Urgent,
}

/// What has happened. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Issue {
    /// How bad it is.
    pub impact: Grade,
    /// How much haste there is.
    #[serde(default)]
    pub priority: Priority,
    /// What is done about it.
    #[serde(default)]
    pub action_plan: Option<Text>,
}

/// What somebody else has to give. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Dependency {
    /// On whom it depends.
    pub depends_on: Name,
    /// By when it is needed.
    #[serde(default)]
    pub needed_by: Option<Date>,
}

/// What only one of the kinds has. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RaidDetails {
    /// Of a risk.
    Risk(Risk),
    /// Of an assumption.
    Assumption(Assumption),
    /// Of an issue.
    Issue(Issue),
    /// Of a dependency.
    Dependency(Dependency),
}

impl RaidDetails {
    /// Whose they are.
    pub fn kind(&self) -> RaidKind {
        match self {
            Self::Risk(_) => RaidKind::Risk,
            Self::Assumption(_) => RaidKind::Assumption,
            Self::Issue(_) => RaidKind::Issue,
            Self::Dependency(_) => RaidKind::Dependency,
        }
    }

    /// How much a risk weighs: impact times likelihood, 1 to 25.
    pub fn severity(&self) -> Option<u32> {
        match self {
            Self::Risk(risk) => {
                Some(u32::from(risk.impact.number()) * u32::from(risk.likelihood.number()))
            }
            Self::Assumption(_) | Self::Issue(_) | Self::Dependency(_) => None,
        }
    }
}

/// Where a RAID item stands. Stored: append only.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RaidStatus {
    /// Nobody has begun to deal with it.
    #[default]
    Open,
    /// Somebody deals with it.
    InProgress,
    /// It is dealt with.
    Closed,
}

/// What is said about a RAID item. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RaidBrief {
    /// What it is about.
    pub title: Name,
    /// More about it.
    pub description: Option<Text>,
    /// What only its kind has.
    pub details: RaidDetails,
    /// Who deals with it.
    pub owner: Option<PersonId>,
    /// By when it is to be dealt with.
    pub due: Option<Date>,
    /// For whom it is meant.
    pub audience: Audience,
}

/// A risk, assumption, issue or dependency of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RaidItem {
    /// Which.
    pub id: RaidItemId,
    /// Of which project.
    pub project: ProjectId,
    /// What is said about it.
    pub brief: RaidBrief,
    /// Where it stands.
    pub status: RaidStatus,
    /// Who raised it.
    pub by: Option<Author>,
    /// When it was raised.
    pub at: Instant,
    /// The commit that said for whom it is meant.
    pub told: Seq,
    /// When it was closed, while it is.
    pub closed: Option<Instant>,
    /// The issue that a risk became.
    pub occurred: Option<RaidItemId>,
    /// The tasks that it concerns.
    pub tasks: BTreeSet<TaskId>,
    /// The milestones that it concerns.
    pub milestones: BTreeSet<MilestoneId>,
    /// The other items with which it belongs together: each of them names this one, too.
    pub items: BTreeSet<RaidItemId>,
    /// Raised by every change.
    pub revision: Revision,
}

#[cfg(test)]
mod spec;
