//! A status report on the tower.

use super::delivery::TOWER;
use super::makes;
use super::raid::{grade, text};
use crate::delivery::{
    Audience, Health, PublishStatusReport, RecallStatusReport, ReturnStatusReport, Sentiment,
    SetStatusReportAudience, SubmitStatusReport, WriteStatusReport,
};
use crate::id::StatusReportId;
use crate::spec::{Told, day, nth};

/// The report on a week of March.
pub const MARCH: StatusReportId = StatusReportId(nth(28_001));

/// The report is begun, for these.
pub fn reported(id: StatusReportId, audience: Audience) -> Told {
    let command = WriteStatusReport {
        project: TOWER,
        from: day("2026-03-02"),
        to: day("2026-03-06"),
        scope: Health::Green,
        schedule: Health::Amber,
        budget: Health::Red,
        resources: Health::Green,
        summary: text("late"),
        achievements: Some(text("drawn")),
        next_steps: Some(text("dig")),
        sentiment: Some(Sentiment { grade: grade(4), comment: Some(text("said so")) }),
        audience,
    };
    makes(id.0, command)
}

/// The report is handed in.
pub fn submitted(report: StatusReportId) -> Told {
    SubmitStatusReport { report }.into()
}

/// The report is taken back.
pub fn recalled(report: StatusReportId) -> Told {
    RecallStatusReport { report }.into()
}

/// The report is given back.
pub fn returned(report: StatusReportId) -> Told {
    ReturnStatusReport { report, reason: text("too short") }.into()
}

/// The report is published.
pub fn published(report: StatusReportId) -> Told {
    PublishStatusReport { report }.into()
}

/// The report is meant for these.
pub fn report_told(report: StatusReportId, audience: Audience) -> Told {
    SetStatusReportAudience { report, audience }.into()
}
