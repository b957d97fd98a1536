//! What everybody has of his own: sessions, and tokens for programs.
//!
//! Nobody can name what is another's: such an id answers as one that does not exist.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use loggia_core::scalar::{Instant, Name, Personal};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::path::PathId;
use super::problem::ProblemBody;
use super::{Body, Problem, ProblemKind};
use crate::app::{
    App, Ended, Held, Session, SessionId, SessionKind, TOKEN_DAYS_MAX, TOKENS_PER_USER_MAX,
    TokenError,
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(sessions))
        .routes(routes!(end_session))
        .routes(routes!(tokens, make_token))
        .routes(routes!(end_token))
}

/// One's own sessions and tokens, the oldest first.
#[derive(Serialize, ToSchema)]
struct SessionsBody {
    sessions: Vec<SessionEntry>,
}

/// One's own tokens, the oldest first.
#[derive(Serialize, ToSchema)]
struct TokensBody {
    tokens: Vec<SessionEntry>,
}

/// A session or a token.
#[derive(Serialize, ToSchema)]
struct SessionEntry {
    /// Names it; opens nothing.
    id: SessionId,
    /// How it began.
    kind: SessionKind,
    /// What its owner calls a token; sessions have no name.
    name: Option<Name>,
    /// When it began.
    made: Instant,
    /// The hour in which it was used last; `null` if not since the server started.
    used: Option<Instant>,
    /// When it ends by itself.
    expires: Instant,
    /// The network address from which a session began.
    address: Option<String>,
    /// The program with which a session began, as it called itself.
    client: Option<String>,
    /// Whether it is the one that asks.
    current: bool,
}

impl SessionEntry {
    fn of(held: &Held, asking: &Session) -> Self {
        let text = |name: &Option<Personal<Name>>| name.as_ref().map(|n| n.reveal().to_string());
        Self {
            id: held.session.id,
            kind: held.session.kind,
            name: held.name.clone(),
            made: held.made,
            used: held.used(),
            expires: held.session.expires,
            address: text(&held.from.address),
            client: text(&held.from.client),
            current: held.session.id == asking.id,
        }
    }
}

fn entries(held: &[Arc<Held>], asking: &Session) -> Vec<SessionEntry> {
    held.iter().map(|held| SessionEntry::of(held, asking)).collect()
}

/// One's own sessions and tokens.
#[utoipa::path(get, path = "/v1/sessions", tag = "session", responses(
    (status = 200, description = "the oldest first", body = SessionsBody),
    (status = "4XX", description = "`no_session`",
        body = ProblemBody, content_type = "application/problem+json"),
))]
async fn sessions(State(app): State<App>, asking: Session) -> Json<SessionsBody> {
    Json(SessionsBody { sessions: entries(&app.sessions_of(asking.user), &asking) })
}

/// End one of one's own sessions or tokens, at once.
#[utoipa::path(delete, path = "/v1/sessions/{id}", tag = "session",
    params(("id" = SessionId, Path, description = "as the list tells it")),
    responses(
        (status = 204, description = "it is worth nothing any more"),
        (status = "4XX", description = "`no_session`, `not_found`, `bad_id`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
async fn end_session(
    State(app): State<App>,
    asking: Session,
    PathId(id): PathId,
) -> Result<StatusCode, Problem> {
    end(&app, &asking, SessionId(id), None).await
}

/// One's own tokens.
#[utoipa::path(get, path = "/v1/tokens", tag = "session", responses(
    (status = 200, description = "the oldest first", body = TokensBody),
    (status = "4XX", description = "`no_session`",
        body = ProblemBody, content_type = "application/problem+json"),
))]
async fn tokens(State(app): State<App>, asking: Session) -> Json<TokensBody> {
    let mut held = app.sessions_of(asking.user);
    held.retain(|held| held.session.kind == SessionKind::Token);
    Json(TokensBody { tokens: entries(&held, &asking) })
}

/// A token to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MakeToken {
    /// What its owner calls it, such as the program that is to use it.
    name: Name,
    /// When it ends by itself: a minute from now at the earliest, and within 366 days.
    expires: Instant,
}

/// A new token.
#[derive(Serialize, ToSchema)]
struct MadeToken {
    /// Names it in the list.
    id: SessionId,
    /// What its owner calls it.
    name: Name,
    /// To be sent as `Authorization: Bearer ...`. Shown this once.
    token: String,
    /// When it began.
    made: Instant,
    /// When it ends by itself.
    expires: Instant,
}

/// Make a token for a program: it may do what its owner may, but neither make tokens nor set
/// passwords. It outlives restarts, and dies with its owner and with the password.
#[utoipa::path(post, path = "/v1/tokens", tag = "session", request_body = MakeToken,
    responses(
        (status = 201, description = "made; keep it, it is not shown again", body = MadeToken),
        (status = "4XX", description = "`no_session`, `password_session_needed`, `bad_expiry`, \
            `too_many_tokens`, `bad_json`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
async fn make_token(
    State(app): State<App>,
    asking: Session,
    Body(body): Body<MakeToken>,
) -> Result<(StatusCode, Json<MadeToken>), Problem> {
    let MakeToken { name, expires } = body;
    let made = app.make_token(&asking, name.clone(), expires).await;
    let (token, held) = made.map_err(|error| not_made(&error))?;
    let Held { session, made, .. } = &*held;
    let token = token.as_str().to_owned();
    let body = MadeToken { id: session.id, name, token, made: *made, expires: session.expires };
    Ok((StatusCode::CREATED, Json(body)))
}

/// End one of one's own tokens, at once.
#[utoipa::path(delete, path = "/v1/tokens/{id}", tag = "session",
    params(("id" = SessionId, Path, description = "as the list tells it")),
    responses(
        (status = 204, description = "it is worth nothing any more"),
        (status = "4XX", description = "`no_session`, `not_found`, `bad_id`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
async fn end_token(
    State(app): State<App>,
    asking: Session,
    PathId(id): PathId,
) -> Result<StatusCode, Problem> {
    end(&app, &asking, SessionId(id), Some(SessionKind::Token)).await
}

/// Ends what is of whoever asks.
pub(super) async fn end(
    app: &App,
    asking: &Session,
    id: SessionId,
    kind: Option<SessionKind>,
) -> Result<StatusCode, Problem> {
    let ended = app.end(asking.user, id, kind).await.map_err(|error| {
        tracing::error!(%error, "a token cannot be ended");
        Problem::new(ProblemKind::Unavailable)
    })?;
    match ended {
        Ended::Yes => Ok(StatusCode::NO_CONTENT),
        Ended::NotThere => Err(Problem::not_found()),
    }
}

fn not_made(error: &TokenError) -> Problem {
    match error {
        TokenError::ByToken => Problem::new(ProblemKind::PasswordSessionNeeded),
        TokenError::Term => {
            Problem::new(ProblemKind::BadExpiry).with("days_max", json!(TOKEN_DAYS_MAX))
        }
        TokenError::TooMany => {
            Problem::new(ProblemKind::TooManyTokens).with("tokens_max", json!(TOKENS_PER_USER_MAX))
        }
        TokenError::Ended => Problem::new(ProblemKind::NoSession),
        TokenError::Broken(error) => {
            tracing::error!(%error, "a token cannot be made");
            Problem::new(ProblemKind::Unavailable)
        }
    }
}
