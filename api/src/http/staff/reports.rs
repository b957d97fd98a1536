//! The addresses of reports: lists like all others, with pages, filters, order and CSV, made for each
//! request of the world as it is.

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use loggia_core::id::ProjectId;
use loggia_core::reports::{self, Days, Weeks};
use loggia_core::scalar::Date;
use loggia_core::visibility::Place;
use loggia_core::world::World;
use serde::Serialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::record::json;
use super::report_rows::{
    ExpensesEntry, HoursEntry, RaidEntry, SentimentEntry, SlippageEntry, TimeToValueEntry,
    UtilisationEntry,
};
use super::routes::page;
use super::table::Table;
use crate::app::App;
use crate::http::listing::{Asked, ListParams, Page};
use crate::http::path::id;
use crate::http::problem::ProblemBody;
use crate::http::{Problem, Side, settled};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(utilisation_report))
        .routes(routes!(hours_report))
        .routes(routes!(expenses_report))
        .routes(routes!(raid_report))
        .routes(routes!(milestones_report))
        .routes(routes!(time_to_value_report))
        .routes(routes!(sentiment_report))
}

/// What a report is about.
struct About<'a> {
    world: &'a World,
    project: Option<ProjectId>,
}

/// Takes the parameters of a report out of the address; the rest is about the list that it is. A
/// project that is not there is not found.
async fn report<T>(
    app: &App,
    uri: &Uri,
    headers: &HeaderMap,
    span: impl FnOnce(&mut Asked) -> Result<T, Problem>,
    table: impl FnOnce(About<'_>, T) -> Table,
) -> Result<Response, Problem> {
    let mut asked = Asked::from_uri(uri)?;
    let of = asked.take("project")?;
    let project = of.as_deref().map(id).transpose().map_err(|_| Problem::bad_query("project"))?;
    let project = project.map(ProjectId);
    // A cursor belongs to the whole report that was asked for.
    let mut whose = format!("staff {} {project:?}", uri.path());
    for end in ["from", "until"] {
        let found = asked.clone().take(end)?;
        whose.push_str(&format!(" {}", found.unwrap_or_default()));
    }
    let span = span(&mut asked)?;
    settled(app, Side::Staff).await?;
    let world = app.world();
    if let Some(project) = project {
        world.delivery.project(project).map_err(|_| Problem::not_found())?;
    }
    let rows = table(About { world: &world, project }, span);
    page(app, &rows, asked, whose, headers)
}

/// `from` and `until`, each if it is said.
fn days(asked: &mut Asked) -> Result<Days, Problem> {
    let [from, until] = ends(asked)?;
    Days::new(from, until).ok_or_else(|| Problem::bad_query("until"))
}

/// `from` and `until`, which must be said.
fn weeks(asked: &mut Asked) -> Result<Weeks, Problem> {
    let [from, until] = ends(asked)?;
    let from = from.ok_or_else(|| Problem::bad_query("from"))?;
    let until = until.ok_or_else(|| Problem::bad_query("until"))?;
    Weeks::new(from, until)
        .map_err(|not| Problem::bad_query("until").told(format!("{from} to {until}: {not}")))
}

/// No days: it is about what stands now.
#[expect(clippy::unnecessary_wraps, reason = "one of the ways to read an address")]
fn now(_: &mut Asked) -> Result<(), Problem> {
    Ok(())
}

fn ends(asked: &mut Asked) -> Result<[Option<Date>; 2], Problem> {
    let mut end = |name: &str| {
        let text = asked.take(name)?;
        let day = text.as_deref().map(str::parse::<Date>).transpose();
        day.map_err(|_| Problem::bad_query(name))
    };
    Ok([end("from")?, end("until")?])
}

fn row(place: &str, id: Uuid, entry: &impl Serialize) -> (Place, Uuid, Vec<u8>) {
    (Place::by(place, 0), id, json(entry))
}

fn called(world: &World, project: ProjectId) -> &str {
    world.delivery.project(project).map_or("", |project| project.brief.name.as_str())
}

macro_rules! reports {
    ($(
        $(#[$doc:meta])*
        $name:ident $path:literal $entry:ident $span:ident ($($param:tt)*)
        $table:expr;
    )+) => {$(
        $(#[$doc])*
        #[utoipa::path(get, path = $path, tag = "staff",
            params(
                ("project" = Option<ProjectId>, Query, description = "of this project alone"),
                $($param)*
                ListParams,
            ),
            responses(
                (status = 200, description = "a page", body = Page<$entry>),
                (status = "4XX",
                    description = "`no_session`, `role_missing`, `not_found`, `bad_query`",
                    body = ProblemBody, content_type = "application/problem+json"),
            ))]
        async fn $name(
            State(app): State<App>,
            uri: Uri,
            headers: HeaderMap,
        ) -> Result<Response, Problem> {
            report(&app, &uri, &headers, $span, $table).await
        }
    )+};
}

reports! {
    /// How busy people are, week by week: booked and worked against what they can work.
    utilisation_report "/v1/staff/reports/utilisation" UtilisationEntry weeks (
        ("from" = Date, Query, description = "a day of the first week"),
        ("until" = Date, Query, description = "a day of the last week; 53 weeks at most"),
    )
    |About { world, project }, weeks| {
        let rows = reports::utilisation(world, project, weeks).into_iter();
        Table::new(&UtilisationEntry::COLUMNS, rows.map(|found| {
            let (week, person) = (found.week.to_string(), found.person.0);
            row(&week, person, &UtilisationEntry::of(world, found))
        }))
    };

    /// Hours planned and logged, by project and phase.
    hours_report "/v1/staff/reports/hours" HoursEntry now ()
    |About { world, project }, ()| {
        let rows = reports::hours(world, project).into_iter().zip(0_u32..);
        Table::new(&HoursEntry::COLUMNS, rows.map(|(found, at)| {
            let place = Place::by(called(world, found.project), at);
            let id = found.phase.map_or(found.project.0, |phase| phase.0);
            (place, id, json(&HoursEntry::of(world, found)))
        }))
    };

    /// Expenses by project and status, summed in each currency.
    expenses_report "/v1/staff/reports/expenses" ExpensesEntry days (
        ("from" = Option<Date>, Query, description = "spent on this day or later"),
        ("until" = Option<Date>, Query, description = "spent on this day or earlier"),
    )
    |About { world, project }, days| {
        let rows = reports::expenses(world, project, days).into_iter().zip(0_u32..);
        Table::new(&ExpensesEntry::COLUMNS, rows.map(|(found, at)| {
            let (place, id) = (Place::by(called(world, found.project), at), found.project.0);
            (place, id, json(&ExpensesEntry::of(world, days, found)))
        }))
    };

    /// Risks, assumptions, issues and dependencies, counted by project, kind, status and severity.
    raid_report "/v1/staff/reports/raid" RaidEntry now ()
    |About { world, project }, ()| {
        let rows = reports::raid(world, project).into_iter().zip(0_u32..);
        Table::new(&RaidEntry::COLUMNS, rows.map(|(found, at)| {
            let (place, id) = (Place::by(called(world, found.project), at), found.project.0);
            (place, id, json(&RaidEntry::of(world, found)))
        }))
    };

    /// How many days milestones slipped against what was promised.
    milestones_report "/v1/staff/reports/milestones" SlippageEntry days (
        ("from" = Option<Date>, Query, description = "promised for this day or later"),
        ("until" = Option<Date>, Query, description = "promised for this day or earlier"),
    )
    |About { world, project }, days| {
        let rows = reports::milestones(world, project, days).into_iter();
        Table::new(&SlippageEntry::COLUMNS, rows.map(|found| {
            let project = called(world, found.milestone.project);
            row(project, found.milestone.id.0, &SlippageEntry::of(&found))
        }))
    };

    /// How long it took from the start of projects to the first milestone of value, compared between
    /// direct, partner-led and joint delivery.
    time_to_value_report "/v1/staff/reports/time-to-value" TimeToValueEntry days (
        ("from" = Option<Date>, Query, description = "projects that start on this day or later"),
        ("until" = Option<Date>, Query, description = "projects that start on this day or earlier"),
    )
    |About { world, project }, days| {
        let rows = reports::time_to_value(world, project, days);
        Table::new(&TimeToValueEntry::COLUMNS, rows.iter().zip(0_u32..).map(|(found, at)| {
            (Place::by("", at), Uuid::nil(), json(&TimeToValueEntry::of(world, found)))
        }))
    };

    /// How content customers were over time, by project, as published status reports say.
    sentiment_report "/v1/staff/reports/sentiment" SentimentEntry days (
        ("from" = Option<Date>, Query, description = "of periods that end on this day or later"),
        ("until" = Option<Date>, Query, description = "of periods that end on this day or earlier"),
    )
    |About { world, project }, days| {
        let rows = reports::sentiment(world, project, days).into_iter();
        Table::new(&SentimentEntry::COLUMNS, rows.map(|found| {
            let place = format!("{} {}", called(world, found.project), found.to);
            row(&place, found.report.0, &SentimentEntry::of(world, found))
        }))
    };
}
