//! Setting passwords.

use axum::extract::State;
use axum::http::StatusCode;
use loggia_core::access::UserId;
use loggia_core::actor::Role;
use loggia_core::id::{PartnerUserId, RecordId, StaffUserId};
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
use super::{Caller, Client, Problem, ProblemKind};
use crate::app::{App, LoginError, LoginFailed, Password};

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

/// Set a password: one's own, or, as an administrator, anybody's. All sessions of that user end.
#[utoipa::path(put, path = "/v1/users/{id}/password", tag = "session",
    params(("id" = RecordId, Path, description = "a staff or partner user")),
    request_body = SetPassword,
    responses(
        (status = 204, description = "set; log in again"),
        (status = "4XX", description = "`weak_password`, `wrong_password`, `role_missing`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
async fn set_password(
    State(app): State<App>,
    caller: Caller,
    client: Client,
    PathId(id): PathId,
    SecretBody(body): SecretBody<SetPassword>,
) -> Result<StatusCode, Problem> {
    let SetPassword { password, current_password } = body;
    let (own, user) = match &caller {
        Caller::Staff(staff) if staff.id().0 == id => (true, UserId::Staff(staff.id())),
        Caller::Staff(staff) => {
            staff.needs(&[Role::Administrator])?;
            (false, user_of(&app.world(), id).ok_or_else(Problem::not_found)?)
        }
        Caller::Partner(viewer) if viewer.partner().0 == id => {
            (true, UserId::Partner(viewer.partner()))
        }
        Caller::Partner(_) => return Err(Problem::not_found()),
    };
    let password = Password::new(&password)
        .map_err(|error| Problem::new(ProblemKind::WeakPassword).told(error.to_string()))?;
    let verified = if own {
        let current = Password::tried(current_password.as_deref().unwrap_or_default());
        // Whoever found an open session must not find the password by trying.
        let account = id.to_string();
        app.throttle().attempt(&account, client.address, app.now()).map_err(|throttled| {
            Problem::new(ProblemKind::TooManyLogins).retry_after(throttled.seconds)
        })?;
        let verified = app.confirm(user, current).await.map_err(|error| match error {
            LoginError::Failed => Problem::new(ProblemKind::WrongPassword),
            broken @ LoginError::Broken(_) => login_problem(&broken),
        })?;
        app.throttle().succeeded(&account, client.address);
        Some(verified)
    } else {
        None
    };
    let set = match &verified {
        Some(verified) => app.replace_password(user, password, verified).await,
        None => app.set_password(user, password).await.map(Ok),
    };
    let set = set.map_err(|error| {
        tracing::error!(%error, "a password cannot be set");
        Problem::new(ProblemKind::Unavailable)
    })?;
    set.map_err(|LoginFailed| Problem::new(ProblemKind::WrongPassword))?;
    Ok(StatusCode::NO_CONTENT)
}

fn user_of(world: &World, id: Uuid) -> Option<UserId> {
    let staff = world.access.staff_user(StaffUserId(id)).ok().map(|user| UserId::Staff(user.id));
    let partner = || world.access.partner_user(PartnerUserId(id)).ok();
    staff.or_else(|| partner().map(|user| UserId::Partner(user.id)))
}
