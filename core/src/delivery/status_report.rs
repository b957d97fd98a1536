//! Status reports: how a project went in a period, told by whoever delivers it.
//!
//! Source: partner-workspace.txt, status reports; DOMAIN.md 4.

mod pass;
mod write;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Audience, Author, Health};
use crate::id::{ProjectId, StatusReportId};
use crate::scalar::{Date, Grade, Instant, Text};
use crate::world::{Revision, Seq};

pub use pass::{
    PublishStatusReport, RecallStatusReport, ReturnStatusReport, SetStatusReportAudience,
    SubmitStatusReport,
};
pub use write::{ChangeStatusReport, WriteStatusReport};

pub(crate) use pass::{
    publish_status_report, recall_status_report, return_status_report, set_status_report_audience,
    submit_status_report,
};
pub(crate) use write::{change_status_report, write_status_report};

/// Where a status report stands. Stored: append only.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StatusReportState {
    /// Being written; for its author and the host company.
    #[default]
    Draft,
    /// Handed in; for the same.
    Submitted,
    /// For everybody whom it concerns, and final.
    Published,
}

impl fmt::Display for StatusReportState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Published => "published",
        })
    }
}

/// How a project is, dimension by dimension. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dimensions {
    /// What is delivered.
    pub scope: Health,
    /// When.
    pub schedule: Health,
    /// For how much.
    pub budget: Health,
    /// By whom.
    pub resources: Health,
}

/// How content the customer is. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Sentiment {
    /// From 1, not at all, to 5, entirely.
    pub grade: Grade,
    /// How one knows.
    #[serde(default)]
    pub comment: Option<Text>,
}

/// What a status report says. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusReportBrief {
    /// The first day that it is about.
    pub from: Date,
    /// The last day that it is about.
    pub to: Date,
    /// How the project is.
    pub health: Dimensions,
    /// The whole in short.
    pub summary: Text,
    /// What was achieved.
    pub achievements: Option<Text>,
    /// What comes next.
    pub next_steps: Option<Text>,
    /// How content the customer is.
    pub sentiment: Option<Sentiment>,
    /// For whom it is meant once it is published.
    pub audience: Audience,
}

/// How a project went in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusReport {
    /// Which.
    pub id: StatusReportId,
    /// Of which project.
    pub project: ProjectId,
    /// What it says.
    pub brief: StatusReportBrief,
    /// Who wrote it.
    pub by: Option<Author>,
    /// Where it stands.
    pub state: StatusReportState,
    /// The commit that said where it stands.
    pub stands: Seq,
    /// The commit that said for whom it is meant.
    pub told: Seq,
    /// When it was submitted, unless it came back.
    pub submitted: Option<Instant>,
    /// When it was published.
    pub published: Option<Instant>,
    /// Why it came back the last time, until it is submitted again.
    pub returned: Option<Text>,
    /// Raised by every change.
    pub revision: Revision,
}

#[cfg(test)]
mod spec;
