//! From draft to submitted to published, and back.

use serde::{Deserialize, Serialize};

use super::{Audience, StatusReport, StatusReportState};
use crate::access::{Allowed, UserId};
use crate::actor::Actor;
use crate::delivery::event::{
    StatusReportAudienceSet, StatusReportPublished, StatusReportRecalled, StatusReportReturned,
    StatusReportSubmitted,
};
use crate::event::Event;
use crate::id::StatusReportId;
use crate::refusal::Refusal;
use crate::scalar::Text;
use crate::visibility::{self, Rights};
use crate::world::{Context, Decision, World, happened, unchanged};

/// Hand a draft in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SubmitStatusReport {
    /// Which.
    pub report: StatusReportId,
}

/// Take one's own report back, to go on writing, while it is not published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecallStatusReport {
    /// Which.
    pub report: StatusReportId,
}

/// Give a report back to its author.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReturnStatusReport {
    /// Which.
    pub report: StatusReportId,
    /// Why.
    pub reason: Text,
}

/// Show a report to everybody whom it concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PublishStatusReport {
    /// Which.
    pub report: StatusReportId,
}

/// Say for whom a report is meant, whoever wrote it and wherever it stands: what was published for the
/// wrong people is not for them any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetStatusReportAudience {
    /// Which.
    pub report: StatusReportId,
    /// For whom it is meant from now on.
    pub audience: Audience,
}

pub(crate) fn submit_status_report(
    world: &World,
    cx: &Context<'_>,
    command: &SubmitStatusReport,
) -> Decision {
    let id = command.report;
    let report = of_author(world, cx, id)?;
    from_state(report, StatusReportState::Draft, "submitting", StatusReportSubmitted { id })
}

pub(crate) fn recall_status_report(
    world: &World,
    cx: &Context<'_>,
    command: &RecallStatusReport,
) -> Decision {
    let id = command.report;
    let report = of_author(world, cx, id)?;
    from_state(report, StatusReportState::Submitted, "recalling", StatusReportRecalled { id })
}

pub(crate) fn return_status_report(
    world: &World,
    _: &Context<'_>,
    command: &ReturnStatusReport,
) -> Decision {
    let ReturnStatusReport { report: id, reason } = command.clone();
    let report = world.delivery.status_report(id)?;
    let returned = StatusReportReturned { id, reason };
    from_state(report, StatusReportState::Submitted, "returning", returned)
}

pub(crate) fn publish_status_report(
    world: &World,
    _: &Context<'_>,
    command: &PublishStatusReport,
) -> Decision {
    let id = command.report;
    let report = world.delivery.status_report(id)?;
    from_state(report, StatusReportState::Submitted, "publishing", StatusReportPublished { id })
}

pub(crate) fn set_status_report_audience(
    world: &World,
    _: &Context<'_>,
    command: &SetStatusReportAudience,
) -> Decision {
    let SetStatusReportAudience { report: id, audience } = *command;
    match world.delivery.status_report(id)?.brief.audience == audience {
        true => unchanged(),
        false => happened(StatusReportAudienceSet { id, audience }),
    }
}

fn from_state(
    report: &StatusReport,
    from: StatusReportState,
    what: &'static str,
    event: impl Into<Event>,
) -> Decision {
    match report.state == from {
        true => happened(event),
        false => Err(Refusal::StatusReportOutOfTurn(report.id.into(), report.state, what)),
    }
}

/// The report, for whoever stands for its words: a partner for what he wrote himself, as long as his
/// level lets him report; staff for what staff wrote.
pub(super) fn of_author<'a>(
    world: &'a World,
    cx: &Context<'_>,
    id: StatusReportId,
) -> Result<&'a StatusReport, Refusal> {
    if let Actor::Partner(partner) = cx.actor {
        let (rights, report) = Rights::on_status_report(world, partner, id)?;
        let may = rights.widest().status_report_submit == Allowed::Yes;
        visibility::permits(may && rights.wrote(report))?;
        return Ok(report);
    }
    let report = world.delivery.status_report(id)?;
    match report.by.map(|by| by.user) {
        Some(UserId::Partner(_)) => Err(Refusal::NotTheAuthor(id.into())),
        Some(UserId::Staff(_)) | None => Ok(report),
    }
}
