//! Setting passwords.

use axum::extract::State;
use axum::http::StatusCode;
use loggia_core::access::UserId;
use loggia_core::id::{PartnerUserId, RecordId, StaffUserId};
use loggia_core::permit::Query;
use loggia_core::world::World;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::body::SecretBody;
use super::path::PathId;
use super::problem::ProblemBody;
use super::session::login_problem;
use super::{Caller, Problem, ProblemKind, permits};
use crate::app::{
    App, AppError, CredentialsError, LoginError, LoginFailed, NotAPassword, Password, Session,
    SessionKind, Verified,
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(set_password))
}

/// A new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SetPassword {
    /// 12 to 128 characters.
    #[schema(format = Password, min_length = 12, max_length = 128)]
    password: String,
    /// The password so far; needed for one's own, ignored for others'.
    #[schema(format = Password)]
    #[serde(default)]
    current_password: Option<String>,
}

/// Set a password: one's own, or, as an administrator, anybody's. All sessions, tokens
/// and links of that user end, but the session in which somebody sets his own. A token cannot do it.
#[utoipa::path(put, path = "/v1/users/{id}/password", tag = "session",
    params(("id" = RecordId, Path, description = "a staff or partner user")),
    request_body = SetPassword,
    responses(
        (status = 204, description = "set"),
        (status = "4XX", description = "`weak_password`, `password_too_common`, `wrong_password`, \
            `too_many_logins`, `password_session_needed`, `role_missing`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
async fn set_password(
    State(app): State<App>,
    caller: Caller,
    session: Session,
    PathId(id): PathId,
    SecretBody(body): SecretBody<SetPassword>,
) -> Result<StatusCode, Problem> {
    let SetPassword { password, current_password } = body;
    let own = match &caller {
        Caller::Staff(staff) => staff.id().0 == id,
        Caller::Partner(viewer) if viewer.partner().0 == id => true,
        Caller::Partner(_) => return Err(Problem::not_found()),
    };
    if !own {
        permits::may(&app, session.user, Query::SetPasswords)?;
    }
    if session.kind == SessionKind::Token {
        return Err(Problem::new(ProblemKind::PasswordSessionNeeded));
    }
    let password = Password::new(&password).map_err(unfit)?;
    let set = if own {
        let current = Password::tried(current_password.as_deref().unwrap_or_default());
        let verified = confirmed(&app, &session, current).await?;
        app.replace_password(&session, password, verified).await
    } else {
        let user = user_of(&app.world(), id).ok_or_else(Problem::not_found)?;
        app.set_password(user, password).await.map(Ok)
    };
    let set = set.map_err(|error| not_set(&error))?;
    set.map_err(|LoginFailed| Problem::new(ProblemKind::WrongPassword))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whoever found an open session must not find the password by trying.
async fn confirmed(app: &App, session: &Session, current: Password) -> Result<Verified, Problem> {
    let attempt = app.throttle().attempt_again(session.id, app.now()).map_err(|throttled| {
        Problem::new(ProblemKind::TooManyLogins).retry_after(throttled.seconds)
    })?;
    let verified = app.confirm(session.user, current).await.map_err(|error| match error {
        LoginError::Failed => Problem::new(ProblemKind::WrongPassword),
        broken @ LoginError::Broken(_) => {
            app.throttle().take_back(&attempt);
            login_problem(&broken)
        }
    })?;
    app.throttle().succeeded(&attempt);
    Ok(verified)
}

/// Why a password was not set.
pub(super) fn not_set(error: &AppError) -> Problem {
    if let AppError::Credentials(CredentialsError::Unfit(why)) = error {
        return unfit(*why);
    }
    if let AppError::Credentials(CredentialsError::Busy) = error {
        return login_problem(&LoginError::Broken(CredentialsError::Busy));
    }
    tracing::error!(%error, "a password cannot be set");
    Problem::new(ProblemKind::Unavailable)
}

pub(super) fn unfit(why: NotAPassword) -> Problem {
    let kind = match why {
        NotAPassword::Length => ProblemKind::WeakPassword,
        NotAPassword::TooCommon | NotAPassword::Name => ProblemKind::PasswordTooCommon,
    };
    Problem::new(kind).told(why.to_string())
}

fn user_of(world: &World, id: Uuid) -> Option<UserId> {
    let staff = world.access.staff_user(StaffUserId(id)).ok().map(|user| UserId::Staff(user.id));
    let partner = || world.access.partner_user(PartnerUserId(id)).ok();
    staff.or_else(|| partner().map(|user| UserId::Partner(user.id)))
}
