use super::project::opened;
use super::rights::Rights;
use super::row::row;
use super::{Lens, Shown};
use crate::access::Field::StatusReport as F;
use crate::access::{ParticipantView, PartnerUser, StatusReportField};
use crate::delivery::{
    Audience, Dimensions, Health, StatusReport, StatusReportBrief, StatusReportState,
};
use crate::id::{ProjectId, StatusReportId};
use crate::scalar::{Date, Grade, Instant, Name, Personal, Text};
use crate::world::World;

row! {
    /// A status report as a partner sees it. A field that is hidden is absent.
    StatusReportRow {
        /// Which.
        id: StatusReportId,
        /// Of which project.
        project_id: ProjectId,
        /// Where it stands.
        state: StatusReportState,
        /// For whom it is meant.
        audience: Audience,
        /// Whether it is oneself who wrote it.
        mine: bool,
    } shown {
        /// The first day that it is about.
        period_start: Date,
        /// The last day that it is about.
        period_end: Date,
        /// How the scope is.
        scope: Health,
        /// How the schedule is.
        schedule: Health,
        /// How the budget is.
        budget: Health,
        /// How the resources are.
        resources: Health,
        /// The whole in short.
        summary: Text,
        /// What was achieved.
        achievements: Option<Text>,
        /// What comes next.
        next_steps: Option<Text>,
        /// How content the customer is, from 1 to 5.
        sentiment: Option<Grade>,
        /// How one knows.
        sentiment_comment: Option<Text>,
        /// Who wrote it; `null` where that name is not told.
        author: Option<Personal<Name>>,
        /// When it was submitted.
        submitted_at: Option<Instant>,
        /// When it was published.
        published_at: Option<Instant>,
        /// Why it came back.
        return_reason: Option<Text>,
    }
}

pub(super) fn render(
    world: &World,
    user: &PartnerUser,
    id: StatusReportId,
) -> Option<StatusReportRow> {
    let report = world.delivery.status_report(id).ok()?;
    let rights = Rights::of(world, user, report.project)?;
    if !rights.sees_status_report(report) {
        return None;
    }
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
        revision: _,
    } = report;
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
    let lens = Lens::on(world, user);
    let names = rights.widest().participant_view != ParticipantView::No;
    let author = by.and_then(|by| rights.author(by));
    let grade = sentiment.as_ref().map(|sentiment| sentiment.grade);
    let comment = sentiment.as_ref().and_then(|sentiment| sentiment.comment.clone());
    Some(StatusReportRow {
        id: *id,
        project_id: *project,
        state: *state,
        audience: *audience,
        mine: rights.wrote(report),
        period_start: lens.show(F(StatusReportField::PeriodStart), *from),
        period_end: lens.show(F(StatusReportField::PeriodEnd), *to),
        scope: lens.show(F(StatusReportField::Scope), *scope),
        schedule: lens.show(F(StatusReportField::Schedule), *schedule),
        budget: lens.show(F(StatusReportField::Budget), *budget),
        resources: lens.show(F(StatusReportField::Resources), *resources),
        summary: lens.show(F(StatusReportField::Summary), summary.clone()),
        achievements: lens.show(F(StatusReportField::Achievements), achievements.clone()),
        next_steps: lens.show(F(StatusReportField::NextSteps), next_steps.clone()),
        sentiment: lens.show(F(StatusReportField::Sentiment), grade),
        sentiment_comment: lens.show(F(StatusReportField::SentimentComment), comment),
        author: opened(names, || lens.show(F(StatusReportField::Author), author)),
        submitted_at: lens.show(F(StatusReportField::SubmittedAt), *submitted),
        published_at: lens.show(F(StatusReportField::PublishedAt), *published),
        return_reason: lens.show(F(StatusReportField::ReturnReason), returned.clone()),
    })
}
