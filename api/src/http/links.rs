//! Links in mails: invitations that are accepted, passwords that are chosen anew.
//!
//! Nobody here has a session. What is answered tells nothing about anybody: a reset is "handed in"
//! whatever was typed, in the same time; a link that leads nowhere answers alike, whatever the reason.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use loggia_core::access::MailKind;
use loggia_core::scalar::NAME_CHARS_MAX;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::body::SecretBody;
use super::caller::{Without, comes_from_here};
use super::passwords::{not_set, unfit};
use super::problem::ProblemBody;
use super::{Client, Problem, ProblemKind, Side};
use crate::app::{App, FollowError, Password};

/// Addresses that are there without a session.
pub(super) const PATHS: [&str; 3] =
    ["/v1/invitations/accept", "/v1/password-resets", "/v1/password-resets/use"];

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(accept_invitation))
        .routes(routes!(ask_for_reset))
        .routes(routes!(use_reset))
}

/// A link that somebody follows.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Follow {
    /// What stands behind `#` in the link.
    #[schema(format = Password)]
    token: String,
    /// The password to log in with from now on; 12 to 128 characters.
    #[schema(format = Password, min_length = 12, max_length = 128)]
    password: String,
}

/// Who forgot his password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Forgot {
    /// The user name, or the e-mail address.
    user: String,
}

/// Accept an invitation and choose a password; then log in.
#[utoipa::path(post, path = "/v1/invitations/accept", tag = "session", security(()),
    request_body = Follow,
    responses(
        (status = 204, description = "accepted; log in"),
        (status = "4XX", description = "`link_does_not_work`, `weak_password`, `password_too_common`, `bad_json`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
async fn accept_invitation(
    State(app): State<App>,
    client: Client,
    headers: HeaderMap,
    SecretBody(body): SecretBody<Follow>,
) -> Result<StatusCode, Problem> {
    follow(&app, &client, &headers, MailKind::Invitation, body).await
}

/// Ask for a link to choose another password. The answer is the same whoever is meant.
#[utoipa::path(post, path = "/v1/password-resets", tag = "session", security(()),
    request_body = Forgot,
    responses(
        (status = 202, description = "handed in: if there is such a user, a mail is on its way"),
        (status = "4XX", description = "`bad_json`, `bad_origin`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
async fn ask_for_reset(
    State(app): State<App>,
    client: Client,
    headers: HeaderMap,
    SecretBody(body): SecretBody<Forgot>,
) -> Result<StatusCode, Problem> {
    comes_from_here(&headers, Without::Accept)
        .then_some(())
        .ok_or_else(|| Problem::new(ProblemKind::BadOrigin))?;
    // Whoever asks too often hears the same, and is not heard.
    if !app.throttle().wish(client.address, app.now()) {
        return Ok(StatusCode::ACCEPTED);
    }
    let user = body.user.chars().take(NAME_CHARS_MAX.saturating_mul(2)).collect();
    app.reset_desk().hand_in(user, client.origin());
    Ok(StatusCode::ACCEPTED)
}

/// Choose another password by a link; all sessions of that user end.
#[utoipa::path(post, path = "/v1/password-resets/use", tag = "session", security(()),
    request_body = Follow,
    responses(
        (status = 204, description = "set; log in"),
        (status = "4XX", description = "`link_does_not_work`, `weak_password`, `bad_json`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
async fn use_reset(
    State(app): State<App>,
    client: Client,
    headers: HeaderMap,
    SecretBody(body): SecretBody<Follow>,
) -> Result<StatusCode, Problem> {
    follow(&app, &client, &headers, MailKind::PasswordReset, body).await
}

async fn follow(
    app: &App,
    client: &Client,
    headers: &HeaderMap,
    kind: MailKind,
    body: Follow,
) -> Result<StatusCode, Problem> {
    if !comes_from_here(headers, Without::Accept) {
        return Err(Problem::new(ProblemKind::BadOrigin));
    }
    let Follow { token, password } = body;
    // A link that leads nowhere is told before anything about the password.
    app.holder_of_link(kind, &token).ok_or_else(|| Problem::new(ProblemKind::LinkDoesNotWork))?;
    let password = Password::new(&password).map_err(unfit)?;
    app.follow_link(kind, &token, password, client.origin()).await.map_err(
        |error| match error {
            FollowError::LinkDoesNotWork => Problem::new(ProblemKind::LinkDoesNotWork),
            FollowError::NotSet(error) => not_set(&error),
            FollowError::Asked(error) => Problem::asked(&error, Side::Partner),
        },
    )?;
    Ok(StatusCode::NO_CONTENT)
}
