//! Logging in and out, and who is logged in.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use loggia_core::access::{Branding, Colour, Language, Module, TimeZone, UserId};
use loggia_core::actor::Role;
use loggia_core::id::RecordId;
use loggia_core::scalar::{Instant, Name, Personal};
use loggia_core::visibility::PortalRow;
use loggia_core::world::World;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::body::SecretBody;
use super::caller::{COOKIE, DEVICE_COOKIE, Without, comes_from_here, device, session_of};
use super::problem::ProblemBody;
use super::{Client, Problem, ProblemKind, own};
use crate::app::{
    App, Arrival, CredentialsError, DEVICE_DAYS_MAX, Knock, LoginError, Password,
    SESSION_HOURS_MAX, Session,
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(log_in, log_out, look))
}

/// Who wants to log in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LogIn {
    /// The user name, without regard to case.
    user: String,
    /// The password.
    #[schema(format = Password)]
    password: String,
}

/// A session.
#[derive(Serialize, ToSchema)]
struct LoggedIn {
    /// To be sent as `Authorization: Bearer ...`; browsers have it in a cookie.
    token: String,
    /// When the session ends by itself.
    expires: Instant,
    /// Who logged in.
    user: RecordId,
    /// Which part of the API is there.
    side: SideName,
}

/// Which part of the API is there.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum SideName {
    /// Everything but the portal.
    Staff,
    /// The portal.
    Partner,
}

/// Log in. Answers with a bearer token for programs and a cookie for browsers.
#[utoipa::path(post, path = "/v1/session", tag = "session", security(()),
    request_body = LogIn,
    responses(
        (status = 200, description = "logged in", body = LoggedIn),
        (status = "4XX", description = "`login_failed`, `too_many_logins`, `bad_json`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
async fn log_in(
    State(app): State<App>,
    client: Client,
    headers: HeaderMap,
    SecretBody(body): SecretBody<LogIn>,
) -> Result<Response, Problem> {
    if !comes_from_here(&headers, Without::Accept) {
        return Err(Problem::new(ProblemKind::BadOrigin));
    }
    let name = Name::new(&body.user).ok();
    // What cannot be a user name takes the same way as one that nobody has.
    let account = name.as_ref().map(Name::folded).unwrap_or_default();
    let device = device(&app, &headers, &account);
    let knock = Knock { account: &account, address: client.address, device };
    let attempt = app.throttle().attempt(&knock, app.now()).map_err(|throttled| {
        Problem::new(ProblemKind::TooManyLogins).retry_after(throttled.seconds)
    })?;
    let arrival = Arrival { from: client.origin(), queue: attempt.queue() };
    let logged_in = app.log_in(name.as_ref(), Password::tried(&body.password), arrival).await;
    let (token, session) = logged_in.map_err(|error| {
        if let LoginError::Broken(_) = error {
            // A busy server must not shut out whoever comes in vain.
            app.throttle().take_back(&attempt);
        }
        login_problem(&error)
    })?;
    app.throttle().succeeded(&attempt);
    let (user, side) = match session.user {
        UserId::Staff(id) => (id.into(), SideName::Staff),
        UserId::Partner(id) => (id.into(), SideName::Partner),
    };
    let seconds = u64::from(SESSION_HOURS_MAX) * 3_600;
    let mut cookies = vec![(header::SET_COOKIE, cookie(COOKIE, token.as_str(), seconds)?)];
    if device.is_none() {
        let seconds = u64::from(DEVICE_DAYS_MAX) * 24 * 3_600;
        let sealed = app.devices().remember(&account, app.now()).map_err(|error| {
            tracing::error!(%error, "a browser cannot be remembered");
            Problem::new(ProblemKind::Unavailable)
        })?;
        cookies.push((header::SET_COOKIE, cookie(DEVICE_COOKIE, &sealed, seconds)?));
    }
    let token = token.as_str().to_owned();
    let body = Json(LoggedIn { token, expires: session.expires, user, side });
    Ok((AppendHeaders(cookies), body).into_response())
}

/// Seconds after which a hash is likely to be free.
const BUSY_RETRY_SECONDS: u32 = 1;

pub(super) fn login_problem(error: &LoginError) -> Problem {
    match error {
        LoginError::Failed => Problem::new(ProblemKind::LoginFailed),
        LoginError::Broken(CredentialsError::Busy) => {
            Problem::new(ProblemKind::Overloaded).retry_after(BUSY_RETRY_SECONDS)
        }
        LoginError::Broken(
            error @ (CredentialsError::Unfit(_)
            | CredentialsError::Hash(_)
            | CredentialsError::Damaged(_)
            | CredentialsError::Keep(_)),
        ) => {
            tracing::error!(%error, "passwords cannot be checked");
            Problem::new(ProblemKind::Unavailable)
        }
    }
}

/// Log out: the token and the cookie are worth nothing any more.
#[utoipa::path(delete, path = "/v1/session", tag = "session",
    responses(
        (status = 204, description = "logged out"),
        (status = "4XX", description = "`no_session`, `bad_origin`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
async fn log_out(State(app): State<App>, session: Session) -> Result<Response, Problem> {
    own::end(&app, &session, session.id, None).await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie(COOKIE, "", 0)?)]).into_response())
}

/// What a browser asks first: how the host looks, and who is signed in, if anybody is.
#[derive(Serialize, ToSchema)]
struct SessionView {
    /// How the host company presents itself, also to those who are not signed in.
    branding: BrandingView,
    /// Who is signed in.
    who: Option<Who>,
}

/// How the host company presents itself.
#[derive(Serialize, ToSchema)]
struct BrandingView {
    /// Its name.
    name: Name,
    /// The colour of buttons and links, if it chose one.
    colour: Option<Colour>,
    /// Its logo as a `data:` address, if it chose one.
    logo: Option<String>,
}

/// Who is signed in.
#[derive(Serialize, ToSchema)]
struct Who {
    /// Which part of the API is there.
    side: SideName,
    /// The user.
    id: RecordId,
    /// Under which name this user logs in.
    user_name: Personal<Name>,
    /// How pages greet.
    display_name: Personal<Name>,
    /// The roles of staff; none for partners.
    roles: Vec<Role>,
    /// The modules of a partner; none for staff.
    modules: Vec<Module>,
    /// Whether a partner administers the account.
    partner_administrator: bool,
    /// The language that a partner was invited in.
    language: Option<Language>,
    /// The zone in which a partner reads times.
    time_zone: Option<TimeZone>,
    /// The plant's time zone: the one in which plans are made.
    workspace_zone: Option<TimeZone>,
    /// When this user was here before this session: by the hour, or the last login.
    last_visit: Option<Instant>,
}

/// What the host is called before its workspace is open.
const UNOPENED: &str = "Loggia";

/// Who is signed in, and how the host looks. There without a session, too: a browser asks this before
/// it knows whether it has one, and nothing went wrong when it has none.
#[utoipa::path(get, path = "/v1/session", tag = "session", operation_id = "session", security(()),
    responses((status = 200, description = "who, if anybody", body = SessionView)))]
async fn look(State(app): State<App>, headers: HeaderMap) -> Result<Json<SessionView>, Problem> {
    let world = app.world();
    let name = world.access.workspace().map(|workspace| workspace.name.clone());
    let name = name.map_or_else(|| Name::new(UNOPENED), Ok);
    let name = name.map_err(|_| Problem::new(ProblemKind::Internal))?;
    let Branding { colour, logo } = world.access.branding().clone();
    let logo = logo.map(|logo| logo.data_url());
    let session = session_of(&app, &headers).map(|(session, _)| session);
    let who = session.and_then(|session| who(&world, &session));
    Ok(Json(SessionView { branding: BrandingView { name, colour, logo }, who }))
}

fn who(world: &World, session: &Session) -> Option<Who> {
    let last_visit = session.before;
    match session.user {
        UserId::Staff(id) => {
            let user = world.access.staff_user(id).ok()?;
            Some(Who {
                side: SideName::Staff,
                id: id.into(),
                user_name: user.user_name.clone(),
                display_name: user.display_name.clone(),
                roles: user.roles.iter().copied().collect(),
                modules: Vec::new(),
                partner_administrator: false,
                language: None,
                time_zone: None,
                workspace_zone: world.access.workspace().map(|workspace| workspace.zone.clone()),
                last_visit,
            })
        }
        UserId::Partner(id) => {
            let row = PortalRow::of(world, id)?;
            Some(Who {
                side: SideName::Partner,
                id: id.into(),
                user_name: row.user_name,
                display_name: row.display_name,
                roles: Vec::new(),
                modules: row.modules,
                partner_administrator: row.partner_administrator,
                language: Some(row.language),
                time_zone: Some(row.time_zone),
                workspace_zone: row.workspace_zone,
                last_visit,
            })
        }
    }
}

fn cookie(name: &str, value: &str, seconds: u64) -> Result<HeaderValue, Problem> {
    let text = format!("{name}={value}; Secure; HttpOnly; SameSite=Lax; Path=/; Max-Age={seconds}");
    HeaderValue::try_from(text).map_err(|_| Problem::new(ProblemKind::Internal))
}
