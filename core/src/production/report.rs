use serde::{Deserialize, Serialize};

use super::Subject;
use super::event::WorkReported;
use crate::event::Event;
use crate::refusal::Refusal;
use crate::scalar::{Instant, Minutes, Name, Personal, Quantity};
use crate::world::{Context, Decision, World, happened};

/// What sort of work a report is about. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    /// Preparing the resource.
    SetUp,
    /// The work itself.
    Production,
    /// The resource broke down: interrupts.
    Breakdown,
}

/// Whether work was done again because it was not good. Stored: append only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Rework {
    /// Done for the first time.
    #[default]
    No,
    /// Done again.
    Yes,
}

/// Whether more is to come. Stored: append only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Finality {
    /// More may come.
    #[default]
    Partial,
    /// The step or process is completed with it.
    Final,
}

/// The identity of a row in an imported file: which content, and the how manyth of that content.
/// It is made from fields that partners do not see, so it never leaves. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ImportKey(pub [u8; 16]);

/// A piece of work that was done. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Report {
    /// What sort of work.
    pub kind: ReportKind,
    /// When it began.
    pub start: Instant,
    /// When it ended; not before the start.
    pub end: Instant,
    /// How much came out well.
    pub good: Quantity,
    /// How much was scrapped.
    pub scrap: Quantity,
    /// How much was put aside until a material review.
    pub held: Quantity,
    /// Whether it was done again.
    pub rework: Rework,
    /// Who did it; never shown outside.
    pub worker: Option<Personal<Name>>,
}

impl Report {
    /// How long it took, rounded down.
    pub fn minutes(&self) -> Minutes {
        Minutes::between(self.start, self.end)
    }
}

/// Report work after it was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReportWork {
    /// On what.
    pub subject: Subject,
    /// What sort of work.
    pub kind: ReportKind,
    /// When it began.
    pub start: Instant,
    /// When it ended; not before the start, not in the future.
    pub end: Instant,
    /// How much came out well.
    #[serde(default)]
    pub good: Quantity,
    /// How much was scrapped.
    #[serde(default)]
    pub scrap: Quantity,
    /// How much was put aside until a material review.
    #[serde(default)]
    pub held: Quantity,
    /// Whether it was done again.
    #[serde(default)]
    pub rework: Rework,
    /// Who did it; never shown outside.
    #[serde(default)]
    pub worker: Option<Personal<Name>>,
    /// Whether the work is finished with it.
    #[serde(default)]
    pub finality: Finality,
}

pub(crate) fn report_work(world: &World, cx: &Context<'_>, command: &ReportWork) -> Decision {
    let ReportWork { subject, kind, start, end, good, scrap, held, rework, worker, finality } =
        command.clone();
    world.production.progress(subject)?;
    if end < start {
        return Err(Refusal::ReportBackwards);
    }
    if end > cx.now {
        return Err(Refusal::FeedbackOutOfTime(end));
    }
    let report = Report { kind, start, end, good, scrap, held, rework, worker };
    happened(Event::WorkReported(WorkReported { subject, report, finality, key: None }))
}
