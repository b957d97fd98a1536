//! For whoever keeps the server running.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use loggia_core::permit::Query;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::caller::session_of;
use super::{Problem, ProblemKind, permits};
use crate::app::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(livez)).routes(routes!(readyz)).routes(routes!(metrics))
}

/// The process answers.
#[utoipa::path(get, path = "/livez", tag = "operations", security(()),
    responses((status = 200, description = "it does", body = String)))]
async fn livez() -> &'static str {
    "ok\n"
}

/// Reads and writes are answered.
#[utoipa::path(get, path = "/readyz", tag = "operations", security(()), responses(
    (status = 200, description = "they are", body = String),
    (status = 503, description = "`unavailable`"),
))]
async fn readyz(State(app): State<App>) -> Result<&'static str, Problem> {
    match app.is_ready() {
        true => Ok("ok\n"),
        false => Err(Problem::new(ProblemKind::Unavailable)),
    }
}

/// Metrics for Prometheus. They tell how much everybody does, so they are there for operators alone
/// (law 7); to everybody else this address does not exist. An address of this machine is no reason:
/// behind a proxy everybody has one.
#[utoipa::path(get, path = "/metrics", tag = "operations", responses(
    (status = 200, description = "in the text format", body = String),
    (status = 404, description = "`not_found`"),
))]
async fn metrics(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    if !is_operator(&app, &headers) {
        return Err(Problem::not_found());
    }
    let text = app.metrics().render();
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    Ok((StatusCode::OK, kind, text).into_response())
}

fn is_operator(app: &App, headers: &HeaderMap) -> bool {
    let session = session_of(app, headers);
    session.is_some_and(|(session, _)| permits::may(app, session.user, Query::Metrics).is_ok())
}
