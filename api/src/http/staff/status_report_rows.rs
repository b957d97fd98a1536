//! Status reports, as staff reads them.

use loggia_core::delivery::{
    Audience, Author, Dimensions, Health, Sentiment, StatusReport, StatusReportBrief,
    StatusReportState,
};
use loggia_core::id::{ProjectId, StatusReportId};
use loggia_core::scalar::{Date, Instant, Text};
use loggia_core::world::Revision;
use serde::Serialize;
use utoipa::ToSchema;

use super::delivery_rows::entry;

entry! {
    /// How a project went in a period.
    StatusReportEntry 19 {
        id: StatusReportId,
        project: ProjectId,
        state: StatusReportState,
        from: Date,
        to: Date,
        scope: Health,
        schedule: Health,
        budget: Health,
        resources: Health,
        summary: Text,
        achievements: Option<Text>,
        next_steps: Option<Text>,
        sentiment: Option<Sentiment>,
        audience: Audience,
        author: Option<Author>,
        submitted_at: Option<Instant>,
        published_at: Option<Instant>,
        /// Why it came back the last time.
        return_reason: Option<Text>,
        revision: Revision,
    }
}

impl StatusReportEntry {
    pub(super) fn of(report: &StatusReport) -> Self {
        let StatusReport {
            id,
            project,
            brief,
            by,
            state,
            stands: _,
            told: _,
            submitted,
            published,
            returned,
            revision,
        } = report.clone();
        let StatusReportBrief {
            from,
            to,
            health: Dimensions { scope, schedule, budget, resources },
            summary,
            achievements,
            next_steps,
            sentiment,
            audience,
        } = brief;
        Self {
            id,
            project,
            state,
            from,
            to,
            scope,
            schedule,
            budget,
            resources,
            summary,
            achievements,
            next_steps,
            sentiment,
            audience,
            author: by,
            submitted_at: submitted,
            published_at: published,
            return_reason: returned,
            revision,
        }
    }
}
