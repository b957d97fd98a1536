//! What lies around all routes, from the outside in.
//!
//! Each `Router::layer` puts what it has into a box that is copied for each request, with all boxes in
//! it; so there are two stacks, each put around as one.

use std::any::Any;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, HttpBody as _, to_bytes};
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Router};
use tower::ServiceBuilder;
use tower::util::{MapRequestLayer, MapResponseLayer};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::trace::TraceLayer;

use super::caller::side_door;
use super::permits::refusal;
use super::{BODY_BYTES_MAX, Problem, ProblemKind, portal};
use crate::app::App;

/// How long a request may take until its answer begins. Streams are not cut: theirs begins at once.
pub const REQUEST_SECONDS_MAX: u64 = 30;

/// The same for imports, audits and operations, which read files and logs, and for files that come
/// over slow lines.
pub const LONG_REQUEST_SECONDS_MAX: u64 = 600;

/// Under these, requests may be long.
const LONG: [&str; 4] = ["/v1/imports/", "/v1/audit/", "/v1/ops/", "/v1/commands/attach-file"];

/// Bodies of so many bytes are read before anybody looks at the request.
///
/// Who refuses a request without reading it has to close the connection, and the client, still
/// sending, may lose the answer.
pub const BODY_AHEAD_BYTES_MAX: usize = 64 * 1024;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Headers that every answer has unless it has its own.
const ALWAYS: [(HeaderName, &str); 4] = [
    (header::CACHE_CONTROL, "private, no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
];

/// The side door stands around the router, not in it: a router adds `Allow` to the answers of its
/// routes, and that would tell that there is one.
pub(super) fn around(routes: Router<App>, app: &App) -> Router {
    let means = Arc::new(portal::Means::of(app));
    let route = ServiceBuilder::new()
        .layer(from_fn_with_state(app.clone(), on_the_route))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(Extension(means));
    let everything = ServiceBuilder::new()
        .layer(MapRequestLayer::new(own_request_id))
        .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(MapResponseLayer::new(always))
        .layer(CompressionLayer::new().gzip(true).zstd(true))
        .layer(CatchPanicLayer::custom(caught))
        .layer(from_fn_with_state(app.clone(), at_the_door));
    let routes = routes.layer(route).with_state(app.clone());
    Router::new().fallback_service(routes).layer(everything)
}

fn always<B>(mut response: Response<B>) -> Response<B> {
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Neither query strings nor headers: they hold names and tokens.
fn span(request: &Request) -> tracing::Span {
    let id = request.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok());
    tracing::info_span!(
        "request",
        method = %request.method(),
        path = request.uri().path(),
        id = id.unwrap_or_default(),
    )
}

/// A request id of the client goes into logs and answers only if it looks like one.
fn own_request_id<B>(mut request: Request<B>) -> Request<B> {
    const CHARS_MAX: usize = 64;
    let fits = |id: &HeaderValue| {
        let dull = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
        (1..=CHARS_MAX).contains(&id.len()) && id.as_bytes().iter().all(dull)
    };
    if !request.headers().get(REQUEST_ID).is_some_and(fits) {
        request.headers_mut().remove(REQUEST_ID);
    }
    request
}

async fn read_ahead(request: Request) -> Result<Request, Problem> {
    let (parts, body) = request.into_parts();
    let length = body.size_hint().exact().and_then(|length| usize::try_from(length).ok());
    let body = match length {
        Some(1..=BODY_AHEAD_BYTES_MAX) => match to_bytes(body, BODY_AHEAD_BYTES_MAX).await {
            Ok(bytes) => Body::from(bytes),
            Err(_) => {
                let told = "the body did not arrive whole";
                return Err(Problem::new(ProblemKind::BadJson).told(told));
            }
        },
        Some(_) | None => body,
    };
    Ok(Request::from_parts(parts, body))
}

/// Reads ahead, lets in who may come in, and answers in time.
async fn at_the_door(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_long = LONG.iter().any(|prefix| request.uri().path().starts_with(prefix));
    let seconds = if is_long { LONG_REQUEST_SECONDS_MAX } else { REQUEST_SECONDS_MAX };
    let answer = async {
        match read_ahead(request).await.and_then(|request| side_door(&app, request)) {
            Ok(request) => next.run(request).await,
            Err(problem) => problem.into_response(),
        }
    };
    match tokio::time::timeout(Duration::from_secs(seconds), answer).await {
        Ok(response) => response,
        Err(_) => Problem::new(ProblemKind::Timeout).retry_after(1).into_response(),
    }
}

/// What a panic says stays inside.
fn caught(_: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("a handler panicked");
    Problem::new(ProblemKind::Internal).into_response()
}

/// Refuses who may not ask for what the route gives, and measures how long that or the answer takes:
/// by route, not by address, for there are few routes and many addresses.
async fn on_the_route(State(app): State<App>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let route = route.unwrap_or("none").to_owned();
    let began = Instant::now();
    let response = match refusal(&app, &request) {
        None => next.run(request).await,
        Some(problem) => problem.into_response(),
    };
    let status = response.status().as_u16().to_string();
    metrics::counter!("loggia_http_requests_total", "route" => route.clone(), "status" => status)
        .increment(1);
    metrics::histogram!("loggia_http_request_seconds", "route" => route)
        .record(began.elapsed().as_secs_f64());
    response
}
