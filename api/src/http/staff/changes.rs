//! That something changed: pages of staff then look again.

use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use axum::response::sse::Event;
use loggia_core::world::Seq;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::{App, Session};
use crate::http::problem::ProblemBody;
use crate::http::stream::{STREAMS_PER_USER_MAX, Source, stream};
use crate::http::{CONNECTIONS_MAX, Problem, ProblemKind};
use crate::turns::Turns;

/// However much happens, staff is told so at most once in so many milliseconds: each time, whatever is
/// open is read again.
pub const STAFF_CHANGES_MILLIS: u64 = 2_000;

pub(super) fn routes() -> OpenApiRouter<App> {
    let streams = Arc::new(Turns::new(STREAMS_PER_USER_MAX, CONNECTIONS_MAX));
    OpenApiRouter::new().routes(routes!(staff_changes)).layer(Extension(streams))
}

/// One event of the stream of staff.
#[derive(ToSchema)]
#[expect(dead_code, reason = "events for the OpenAPI document; they are written as text")]
struct StaffStreamEvent {
    /// What happened.
    event: StaffStreamEventName,
    /// JSON: an object with nothing in it.
    #[schema(content_media_type = "application/json")]
    data: String,
}

/// What an event of the stream of staff says.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "names for the OpenAPI document; they are written as text")]
enum StaffStreamEventName {
    /// The stream has begun.
    Hello,
    /// Something changed since the event before.
    Changed,
}

/// Follow whether anything changed. The first event is `hello`; `changed` says that something did
/// since the event before it, not what: whoever is told reads again what he looks at.
#[utoipa::path(get, path = "/v1/staff/changes", tag = "staff",
    responses(
        (status = 200, description = "a stream of events, each like this", body = StaffStreamEvent,
            content_type = "text/event-stream"),
        (status = "4XX", description = "`no_session`, `role_missing`, `too_many_streams`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
async fn staff_changes(
    State(app): State<App>,
    Extension(streams): Extension<Arc<Turns>>,
    session: Session,
) -> Result<Response, Problem> {
    let turn = streams.enter(session.user);
    let turn = turn.ok_or_else(|| Problem::new(ProblemKind::TooManyStreams))?;
    let source = Position { at: app.projections().positions(), next: Instant::now(), moved: false };
    Ok(stream(app, session, turn, source))
}

/// Follows how far the views are.
struct Position {
    at: watch::Receiver<Seq>,
    /// Not before this.
    next: Instant,
    /// Since the event before.
    moved: bool,
}

impl Source for Position {
    fn first(&mut self) -> Vec<Event> {
        vec![Event::default().event("hello").data("{}")]
    }

    async fn next(&mut self) -> Option<Event> {
        if !self.moved {
            self.at.changed().await.ok()?;
            self.moved = true;
        }
        sleep_until(self.next).await;
        // What moved until now is told by this event.
        self.at.mark_unchanged();
        self.moved = false;
        self.next = Instant::now() + Duration::from_millis(STAFF_CHANGES_MILLIS);
        Some(Event::default().event("changed").data("{}"))
    }
}
