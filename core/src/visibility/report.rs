use serde::Serialize;

use super::{Lens, Shown, process, work_step};
use crate::access::{Column, Field, ListName, PartnerUser};
use crate::id::{ProcessId, WorkStepId};
use crate::production::{Report, ReportKind, Rework, Subject};
use crate::scalar::{Instant, Minutes, Quantity};
use crate::world::World;

/// A report as a partner sees it. Each field is shown as its column is on the work step or
/// process; who did the work is never shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReportRow {
    /// The work step, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub work_step: Option<WorkStepId>,
    /// The process, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub process: Option<ProcessId>,
    /// Its number on that work step or process, from 1 without gaps.
    pub number: u32,
    /// What sort of work; goes with the status.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub kind: Option<Shown<ReportKind>>,
    /// When it began.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub start: Option<Shown<Instant>>,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub end: Option<Shown<Instant>>,
    /// How long it took, in whole minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub minutes: Option<Shown<Minutes>>,
    /// Good quantity.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub good: Option<Shown<Quantity>>,
    /// Scrapped quantity.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub scrap: Option<Shown<Quantity>>,
    /// Quantity put aside until a material review.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub held: Option<Shown<Quantity>>,
    /// Whether the work was done again.
    pub rework: Rework,
}

pub(super) fn list_of(subject: Subject) -> ListName {
    match subject {
        Subject::WorkStep(_) => ListName::WorkSteps,
        Subject::Process(_) => ListName::Processes,
    }
}

/// A report is visible if and only if its work step or process is, and the number of reports is told
/// there as it is.
pub(super) fn render(
    world: &World,
    user: &PartnerUser,
    subject: Subject,
    number: u32,
) -> Option<ReportRow> {
    let lens = Lens::on(world, user);
    let field = |column| Field::of(list_of(subject), column);
    if !lens.tells(field(Column::ReportCount)) {
        return None;
    }
    let (work_step, process) = match subject {
        Subject::WorkStep(id) => (Some(work_step::visible(world, user, id)?.id), None),
        Subject::Process(id) => (None, Some(process::visible(world, user, id)?.id)),
    };
    let report = world.production.report(subject, number)?;
    let Report { kind, start, end, good, scrap, held, rework, worker: _ } = report;
    Some(ReportRow {
        work_step,
        process,
        number,
        kind: lens.show(field(Column::Status), *kind),
        start: lens.show(field(Column::ActualStart), *start),
        end: lens.show(field(Column::ActualEnd), *end),
        minutes: lens.show(field(Column::ActualMinutes), report.minutes()),
        good: lens.show(field(Column::DoneQuantity), *good),
        scrap: lens.show(field(Column::ScrapQuantity), *scrap),
        held: lens.show(field(Column::HeldQuantity), *held),
        rework: *rework,
    })
}
