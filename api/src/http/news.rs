//! What changed in a partner's portal since he was last here, and why he sees a record.
//!
//! The handlers of the portal reach no world. These do, through two questions to the projections that
//! answer for the one partner who asks and tell him nothing that his rows did not.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::Uri;
use axum::{Extension, Json};
use loggia_core::id::RecordId;
use loggia_core::scalar::Instant;
use loggia_core::visibility::{Rule, View};
use loggia_projections::News;
use serde::Serialize;
use serde_json::Value;
use tokio::time;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::bench::{Bench, Places};
use super::listing::Asked;
use super::path::PathId;
use super::problem::ProblemBody;
use super::{Problem, ProblemKind, Side, Viewer, settled};
use crate::app::{App, Session};
use crate::turns::Turns;

/// Answers about changes that are worked on at the same time; each may read a part of the log.
pub const NEWS_PARALLEL_MAX: usize = 1;

/// Such questions of one partner at the same time: nobody takes the places of others.
pub const NEWS_PER_USER_MAX: usize = 2;

/// Such questions that wait; one more is told to try again.
pub const NEWS_WAITING_MAX: usize = 64;

/// Seconds after which an earlier question is likely to have its answer.
const BUSY_RETRY_SECONDS: u32 = 1;

/// How far back is told.
pub const NEWS_DAYS_MAX: u32 = 92;

const PLACES: Places = Places { parallel: NEWS_PARALLEL_MAX, waiting: NEWS_WAITING_MAX };

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(news))
        .routes(routes!(because))
        .layer(Extension(Arc::new(Desk::new())))
}

/// Where questions about changes are worked on.
struct Desk {
    bench: Bench,
    turns: Turns,
}

impl Desk {
    fn new() -> Self {
        let turns = Turns::new(NEWS_PER_USER_MAX, NEWS_PARALLEL_MAX + NEWS_WAITING_MAX);
        Self { bench: Bench::new(PLACES), turns }
    }
}

/// What changed in one's portal.
#[derive(Serialize, ToSchema)]
struct NewsBody {
    /// After this instant: as asked for, or as far back as is told.
    since: Instant,
    /// What came in, with the conditions that hold only since.
    new: Vec<NewBody>,
    /// What is told otherwise.
    changed: Vec<ChangedBody>,
    /// What is not there any more.
    withdrawn: Vec<WithdrawnBody>,
    /// Whether more changed than is told here.
    more: bool,
}

/// A row that came in.
#[derive(Serialize, ToSchema)]
struct NewBody {
    /// In which list.
    view: View,
    /// The row as it is now.
    #[schema(value_type = Object)]
    row: Value,
    /// Which conditions let it in; that which came true last stands last.
    because: Vec<Rule>,
}

/// A row that is told otherwise.
#[derive(Serialize, ToSchema)]
struct ChangedBody {
    /// In which list.
    view: View,
    /// The row as it is now.
    #[schema(value_type = Object)]
    row: Value,
    /// The fields that changed.
    fields: Vec<String>,
}

/// A row that is not there any more.
#[derive(Serialize, ToSchema)]
struct WithdrawnBody {
    /// In which list.
    view: View,
    /// Which, as the change stream names it.
    #[schema(value_type = Value)]
    gone: Value,
}

impl NewsBody {
    fn of(since: Instant, news: News) -> Self {
        let row = |json: &[u8]| serde_json::from_slice(json).unwrap_or_default();
        let News { new, changed, withdrawn, more } = news;
        let new = new.into_iter().map(|new| NewBody {
            view: new.view,
            row: row(&new.row),
            because: new.because,
        });
        let changed = changed.into_iter().map(|changed| ChangedBody {
            view: changed.view,
            row: row(&changed.row),
            fields: changed.fields,
        });
        let withdrawn =
            withdrawn.into_iter().map(|row| WithdrawnBody { view: row.view, gone: row.gone });
        Self {
            since,
            new: new.collect(),
            changed: changed.collect(),
            withdrawn: withdrawn.collect(),
            more,
        }
    }
}

/// What changed in one's portal since an instant, such as the last visit that `GET /v1/session`
/// tells: new rows and why they are there, the fields that changed, the ids of what was withdrawn.
#[utoipa::path(get, path = "/v1/portal/news", tag = "portal",
    params(("since" = Instant, Query, description = "after this, or after 92 days ago where that is later")),
    responses(
        (status = 200, description = "by list", body = NewsBody),
        (status = "4XX", description = "`no_session`, `bad_query`, `too_many_questions`",
            body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "`overloaded`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
async fn news(
    State(app): State<App>,
    Extension(desk): Extension<Arc<Desk>>,
    viewer: Viewer,
    session: Session,
    uri: Uri,
) -> Result<Json<NewsBody>, Problem> {
    let since = since(&uri, app.now())?;
    let _turn = desk.turns.enter(session.user).ok_or_else(|| {
        Problem::new(ProblemKind::TooManyQuestions).retry_after(BUSY_RETRY_SECONDS)
    })?;
    let began = time::Instant::now();
    settled(&app, Side::Partner).await?;
    let round = app.news_round();
    let reader = app.clone();
    let work = move || {
        let found = reader.projections().news(reader.commits().as_ref(), viewer.partner(), since);
        let found = found.map_err(|error| {
            tracing::error!(%error, "the past cannot be read");
            Problem::new(ProblemKind::Unavailable)
        })?;
        // A portal that closed meanwhile is a session that ended.
        let news = found.ok_or_else(|| Problem::new(ProblemKind::NoSession))?;
        Ok(Json(NewsBody::of(since, news)))
    };
    let answer = desk.bench.work(work).await;
    time::sleep_until(end_of_round(began, began.elapsed(), round)).await;
    // It may have waited for its turn until the session had ended.
    match app.holds(&session) {
        true => answer,
        false => Err(Problem::new(ProblemKind::NoSession)),
    }
}

/// The next whole number of rounds after the beginning; at once where there are none.
fn end_of_round(began: time::Instant, passed: Duration, round: Duration) -> time::Instant {
    match passed.as_millis().checked_div(round.as_millis()) {
        Some(rounds) => began + round * u32::try_from(rounds + 1).unwrap_or(u32::MAX),
        None => began,
    }
}

fn since(uri: &Uri, now: Instant) -> Result<Instant, Problem> {
    let mut query = Asked::from_uri(uri)?;
    let text = query.take("since")?.ok_or_else(|| Problem::bad_query("since"))?;
    query.nothing_else()?;
    let since: Instant = text.parse().map_err(|_| Problem::bad_query("since"))?;
    if since > now {
        let told = format!("`{since}` is yet to come; it is `{now}`");
        return Err(Problem::bad_query("since").told(told));
    }
    // Who was away for longer is told of what lies within reach, and from when on.
    Ok(since.max(now.plus_minutes(-i64::from(NEWS_DAYS_MAX) * 24 * 60)))
}

/// Why one sees a record.
#[derive(Serialize, ToSchema)]
struct BecauseBody {
    /// In which list it stands.
    view: View,
    /// The conditions that let one see it; all of them hold.
    because: Vec<Rule>,
}

/// Why one sees a record: the conditions that hold. What one does not see is not there.
#[utoipa::path(get, path = "/v1/portal/why/{id}", tag = "portal",
    params(("id" = RecordId, Path, description = "which")),
    responses(
        (status = 200, description = "the conditions", body = BecauseBody),
        (status = "4XX", description = "`no_session`, `not_found`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
async fn because(
    State(app): State<App>,
    viewer: Viewer,
    PathId(id): PathId,
) -> Result<Json<BecauseBody>, Problem> {
    settled(&app, Side::Partner).await?;
    let found = app.projections().because(viewer.partner(), RecordId(id));
    let (view, because) = found.ok_or_else(Problem::not_found)?;
    Ok(Json(BecauseBody { view, because }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_answer_takes_whole_rounds() {
        let (began, round) = (time::Instant::now(), Duration::from_millis(250));
        let after = |millis| {
            let passed = Duration::from_millis(millis);
            end_of_round(began, passed, round).duration_since(began).as_millis()
        };
        assert_eq!([after(0), after(249), after(250), after(999)], [250, 250, 500, 1_000]);
        let now = end_of_round(began, Duration::from_millis(7), Duration::ZERO);
        assert_eq!(now, began);
    }
}
