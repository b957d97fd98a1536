use serde::{Deserialize, Serialize};

use super::pass::of_author;
use crate::access::{Allowed, Circle, Field, StatusReportField};
use crate::actor::Actor;
use crate::delivery::event::{StatusReportChanged, StatusReportWritten};
use crate::delivery::project::in_order;
use crate::delivery::{
    Audience, Author, Dimensions, Health, Sentiment, StatusReportBrief, StatusReportState,
};
use crate::id::{ProjectId, StatusReportId};
use crate::refusal::Refusal;
use crate::scalar::{Change, Date, Text};
use crate::visibility::{self, Rights};
use crate::world::{Context, Decision, World, happened, unchanged};

/// Begin a report on how a project went in a period; it is a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WriteStatusReport {
    /// Of which project.
    pub project: ProjectId,
    /// The first day that it is about.
    pub from: Date,
    /// The last day that it is about.
    pub to: Date,
    /// How the scope is.
    pub scope: Health,
    /// How the schedule is.
    pub schedule: Health,
    /// How the budget is.
    pub budget: Health,
    /// How the resources are.
    pub resources: Health,
    /// The whole in short.
    pub summary: Text,
    /// What was achieved.
    #[serde(default)]
    pub achievements: Option<Text>,
    /// What comes next.
    #[serde(default)]
    pub next_steps: Option<Text>,
    /// How content the customer is.
    #[serde(default)]
    pub sentiment: Option<Sentiment>,
    /// For whom it is meant once it is published; partners as well where nothing is said.
    #[serde(default)]
    pub audience: Audience,
}

/// Change what a draft says; what is not named stays, `null` takes away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeStatusReport {
    /// Which.
    pub report: StatusReportId,
    /// The first day that it is about.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Date))]
    pub from: Change<Date>,
    /// The last day that it is about.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Date))]
    pub to: Change<Date>,
    /// How the scope is.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Health))]
    pub scope: Change<Health>,
    /// How the schedule is.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Health))]
    pub schedule: Change<Health>,
    /// How the budget is.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Health))]
    pub budget: Change<Health>,
    /// How the resources are.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Health))]
    pub resources: Change<Health>,
    /// The whole in short.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Text))]
    pub summary: Change<Text>,
    /// What was achieved.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Text>))]
    pub achievements: Change<Option<Text>>,
    /// What comes next.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Text>))]
    pub next_steps: Change<Option<Text>>,
    /// How content the customer is.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Sentiment>))]
    pub sentiment: Change<Option<Sentiment>>,
    /// For whom it is meant once it is published.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Audience))]
    pub audience: Change<Audience>,
}

impl ChangeStatusReport {
    /// A change of `report` that leaves everything as it is, to be filled.
    pub fn of(report: StatusReportId) -> Self {
        Self {
            report,
            from: Change::Keep,
            to: Change::Keep,
            scope: Change::Keep,
            schedule: Change::Keep,
            budget: Change::Keep,
            resources: Change::Keep,
            summary: Change::Keep,
            achievements: Change::Keep,
            next_steps: Change::Keep,
            sentiment: Change::Keep,
            audience: Change::Keep,
        }
    }
}

/// What a partner writes is shared, and his level shows him reports at all: else he would not see
/// what he wrote.
pub(crate) fn write_status_report(
    world: &World,
    cx: &Context<'_>,
    command: &WriteStatusReport,
) -> Decision {
    let WriteStatusReport {
        project,
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
    } = command.clone();
    if let Actor::Partner(partner) = cx.actor {
        let level = Rights::on(world, partner, project)?.widest();
        let may =
            level.status_report_submit == Allowed::Yes && level.status_report_view != Circle::None;
        visibility::permits(may && audience == Audience::Shared)?;
    }
    world.delivery.project(project)?;
    in_order(Some(from), Some(to))?;
    let health = Dimensions { scope, schedule, budget, resources };
    let brief = StatusReportBrief {
        from,
        to,
        health,
        summary,
        achievements,
        next_steps,
        sentiment,
        audience,
    };
    let (id, by) = (StatusReportId::fresh(cx.ids), Author::of(world, cx.actor));
    happened(StatusReportWritten { id, project, brief, by })
}

/// Drafts only, and by whoever wrote them: what is handed in is recalled or returned first.
pub(crate) fn change_status_report(
    world: &World,
    cx: &Context<'_>,
    command: &ChangeStatusReport,
) -> Decision {
    let ChangeStatusReport {
        report: id,
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
    } = command.clone();
    let report = of_author(world, cx, id)?;
    if let Actor::Partner(partner) = cx.actor {
        visibility::permits(audience.is_keep())?;
        Rights::on(world, partner, report.project)?.edits(
            [
                (StatusReportField::PeriodStart, from.is_keep()),
                (StatusReportField::PeriodEnd, to.is_keep()),
                (StatusReportField::Scope, scope.is_keep()),
                (StatusReportField::Schedule, schedule.is_keep()),
                (StatusReportField::Budget, budget.is_keep()),
                (StatusReportField::Resources, resources.is_keep()),
                (StatusReportField::Summary, summary.is_keep()),
                (StatusReportField::Achievements, achievements.is_keep()),
                (StatusReportField::NextSteps, next_steps.is_keep()),
                (StatusReportField::Sentiment, sentiment.is_keep()),
                (StatusReportField::SentimentComment, sentiment.is_keep()),
            ]
            .map(|(field, keep)| (Field::StatusReport(field), keep)),
        )?;
    }
    match report.state {
        StatusReportState::Draft => {}
        StatusReportState::Submitted | StatusReportState::Published => {
            return Err(Refusal::StatusReportOutOfTurn(id.into(), report.state, "changing"));
        }
    }
    let held = &report.brief;
    let brief = StatusReportBrief {
        from: from.over(held.from),
        to: to.over(held.to),
        health: Dimensions {
            scope: scope.over(held.health.scope),
            schedule: schedule.over(held.health.schedule),
            budget: budget.over(held.health.budget),
            resources: resources.over(held.health.resources),
        },
        summary: summary.over(held.summary.clone()),
        achievements: achievements.over(held.achievements.clone()),
        next_steps: next_steps.over(held.next_steps.clone()),
        sentiment: sentiment.over(held.sentiment.clone()),
        audience: audience.over(held.audience),
    };
    if brief == *held {
        return unchanged();
    }
    in_order(Some(brief.from), Some(brief.to))?;
    happened(StatusReportChanged { id, brief })
}
