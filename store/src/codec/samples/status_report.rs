use loggia_core::delivery::event::*;
use loggia_core::delivery::{Audience, Dimensions, Health, Sentiment, StatusReportBrief};
use loggia_core::event::Event;
use loggia_core::id::{ProjectId, StatusReportId};

use super::raid::{grade, partner, staff, text};
use super::{day, id};

fn brief(audience: Audience) -> StatusReportBrief {
    StatusReportBrief {
        from: day("2012-01-30"),
        to: day("2012-02-03"),
        health: Dimensions {
            scope: Health::Green,
            schedule: Health::Amber,
            budget: Health::Red,
            resources: Health::Green,
        },
        summary: text("late"),
        achievements: Some(text("drawn")),
        next_steps: Some(text("dig")),
        sentiment: Some(Sentiment { grade: grade(4), comment: Some(text("said so")) }),
        audience,
    }
}

/// Of status reports.
pub(super) fn events() -> Vec<Event> {
    let (id, project) = (StatusReportId(id(52)), ProjectId(id(40)));
    let bare = StatusReportBrief {
        achievements: None,
        next_steps: None,
        sentiment: None,
        ..brief(Audience::Shared)
    };
    let shared = brief(Audience::Shared);
    vec![
        StatusReportWritten { id, project, brief: shared, by: Some(partner()) }.into(),
        StatusReportWritten { id, project, brief: brief(Audience::Internal), by: Some(staff()) }
            .into(),
        StatusReportChanged { id, brief: bare }.into(),
        StatusReportSubmitted { id }.into(),
        StatusReportRecalled { id }.into(),
        StatusReportReturned { id, reason: text("too short") }.into(),
        StatusReportPublished { id }.into(),
    ]
}

/// That it is for others, which came later.
pub(super) fn audience() -> Vec<Event> {
    let id = StatusReportId(id(52));
    let set = |audience| StatusReportAudienceSet { id, audience }.into();
    vec![set(Audience::Internal), set(Audience::Shared)]
}
