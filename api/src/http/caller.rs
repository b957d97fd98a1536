//! Who asks: the side door through which every request under `/v1` comes.
//!
//! Without a session everything answers alike, known or not. With one, the part of the API that is
//! not for this side answers exactly as an address that does not exist, whatever the method. The
//! handlers then get a [`Staff`] or a [`Viewer`], which cannot be made in any other way.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use loggia_core::access::{Access, UserId};
use loggia_core::actor::{Actor, Origin, Role};
use loggia_core::command::CommandKind;
use loggia_core::id::{PartnerUserId, StaffUserId};
use loggia_core::permit::may_ask;
use loggia_core::scalar::{NAME_CHARS_MAX, Name, Personal};

use super::serve::Peer;
use super::{Problem, ProblemKind, Side, TrustedProxies, links};
use crate::app::{App, Device, Session, SessionKind};

/// The cookie of browsers. The prefix makes them refuse it from anywhere but this host.
pub(super) const COOKIE: &str = "__Host-loggia";

/// The cookie by which a browser is known in which somebody logged in before.
pub(super) const DEVICE_COOKIE: &str = "__Host-loggia-device";

/// Lets in who has a session, to what is there for that side.
pub(super) fn side_door(app: &App, mut request: Request) -> Result<Request, Problem> {
    let path = request.uri().path();
    if !is_below(path, "/v1") || is_open(request.method(), path) {
        return Ok(request);
    }
    let Some((session, means)) = session_of(app, request.headers()) else {
        return Err(Problem::new(ProblemKind::NoSession));
    };
    if means == Means::Cookie
        && !request.method().is_safe()
        && !comes_from_here(request.headers(), Without::Refuse)
    {
        return Err(Problem::new(ProblemKind::BadOrigin));
    }
    if !is_there_for(&app.world().access, session.user, path) {
        return Err(Problem::not_found());
    }
    request.extensions_mut().insert(session);
    Ok(request)
}

pub(super) fn is_below(path: &str, root: &str) -> bool {
    path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What is there without a session: to get one, and to ask whether there is one.
fn is_open(method: &Method, path: &str) -> bool {
    let session = path == "/v1/session" && (method == Method::POST || method == Method::GET);
    session || (method == Method::POST && links::PATHS.contains(&path))
}

/// What is there for whom; everything else is an address that does not exist.
fn is_there_for(access: &Access, user: UserId, path: &str) -> bool {
    let of_partners = is_below(path, "/v1/portal");
    match user {
        UserId::Staff(_) => !of_partners,
        UserId::Partner(id) => {
            of_partners
                || path == "/v1/session"
                || is_below(path, "/v1/sessions")
                || is_below(path, "/v1/tokens")
                || is_command_for(access, id, path)
                || path == format!("/v1/users/{id}/password")
        }
    }
}

/// The commands that are there for a partner user; the writer asks once more.
fn is_command_for(access: &Access, id: PartnerUserId, path: &str) -> bool {
    let kebab = path.strip_prefix("/v1/commands/");
    // Several in one request are for whom one of them is.
    let kebab = kebab.map(|kebab| kebab.strip_suffix("/batch").unwrap_or(kebab));
    let mut kinds = CommandKind::ASKED.iter().copied();
    let kind = kebab.and_then(|kebab| kinds.find(|kind| kind.kebab() == kebab));
    kind.is_some_and(|kind| may_ask(access, Actor::Partner(id), kind).is_ok())
}

/// How a session was shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Means {
    /// In a header.
    Bearer,
    /// By a browser, whoever made it ask.
    Cookie,
}

pub(super) fn session_of(app: &App, headers: &HeaderMap) -> Option<(Session, Means)> {
    if let Some(header) = headers.get(header::AUTHORIZATION) {
        let (scheme, token) = header.to_str().ok()?.split_once(' ')?;
        let session = app.session(token.trim()).filter(|_| scheme.eq_ignore_ascii_case("bearer"));
        return session.map(|session| (session, Means::Bearer));
    }
    // Tokens are for programs; a browser that shows one got it from somebody else.
    let session = app.session(cookie(headers, COOKIE)?);
    let session = session.filter(|session| session.kind == SessionKind::Session);
    session.map(|session| (session, Means::Cookie))
}

fn cookie<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|value| value.split(';')).filter_map(|p| p.split_once('='));
    pairs.find(|(name, _)| name.trim() == wanted).map(|(_, value)| value.trim())
}

/// The browser, if it is known for this account.
pub(super) fn device(app: &App, headers: &HeaderMap, account: &str) -> Option<Device> {
    app.devices().known(cookie(headers, DEVICE_COOKIE)?, account, app.now())
}

/// What to make of a request that does not say from where it comes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Without {
    /// Programs do not say; browsers do.
    Accept,
    /// A browser would have said.
    Refuse,
}

/// Whether a page of this very host sent the request.
pub(super) fn comes_from_here(headers: &HeaderMap, without: Without) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return without == Without::Accept };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let origin = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
    origin.zip(host).is_some_and(|((_, from), host)| from.eq_ignore_ascii_case(host))
}

/// Somebody of the host company. What the roles allow is asked in [`permits`](super::permits).
#[derive(Clone, Debug)]
pub struct Staff {
    id: StaffUserId,
    roles: BTreeSet<Role>,
}

impl Staff {
    /// Who.
    pub fn id(&self) -> StaffUserId {
        self.id
    }

    /// The roles held.
    pub fn roles(&self) -> &BTreeSet<Role> {
        &self.roles
    }

    /// As an actor.
    pub fn actor(&self) -> Actor {
        Actor::Staff(self.id)
    }

    fn of(app: &App, id: StaffUserId) -> Result<Self, Problem> {
        let world = app.world();
        let user = world.access.staff_user(id);
        let user = user.map_err(|_| Problem::new(ProblemKind::NoSession))?;
        Ok(Self { id, roles: user.roles.clone() })
    }
}

/// A partner user at the portal. Only a partner's session makes one, and portal handlers take
/// nothing else to read with.
#[derive(Clone, Copy, Debug)]
pub struct Viewer {
    partner: PartnerUserId,
}

impl Viewer {
    /// Who looks.
    pub fn partner(self) -> PartnerUserId {
        self.partner
    }

    /// As an actor.
    pub fn actor(self) -> Actor {
        Actor::Partner(self.partner)
    }
}

/// Whoever is logged in.
#[derive(Clone, Debug)]
pub enum Caller {
    /// Somebody of the host company.
    Staff(Staff),
    /// Somebody outside.
    Partner(Viewer),
}

impl Caller {
    /// As an actor.
    pub fn actor(&self) -> Actor {
        match self {
            Self::Staff(staff) => staff.actor(),
            Self::Partner(viewer) => viewer.actor(),
        }
    }

    /// On which side.
    pub fn side(&self) -> Side {
        match self {
            Self::Staff(_) => Side::Staff,
            Self::Partner(_) => Side::Partner,
        }
    }
}

impl FromRequestParts<App> for Session {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let session = parts.extensions.get::<Self>().copied();
        session.ok_or_else(|| Problem::new(ProblemKind::NoSession))
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match Session::from_request_parts(parts, app).await?.user {
            UserId::Staff(id) => Staff::of(app, id).map(Self::Staff),
            UserId::Partner(partner) => Ok(Self::Partner(Viewer { partner })),
        }
    }
}

impl FromRequestParts<App> for Staff {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match Session::from_request_parts(parts, app).await?.user {
            UserId::Staff(id) => Self::of(app, id),
            UserId::Partner(_) => Err(Problem::not_found()),
        }
    }
}

impl FromRequestParts<App> for Viewer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match Session::from_request_parts(parts, app).await?.user {
            UserId::Staff(_) => Err(Problem::not_found()),
            UserId::Partner(partner) => Ok(Self { partner }),
        }
    }
}

/// From where a request comes.
#[derive(Clone, Debug)]
pub struct Client {
    /// The other end of the connection, or whom a trusted proxy names.
    pub address: Option<IpAddr>,
    user_agent: Option<String>,
}

impl Client {
    /// As the log keeps it.
    pub fn origin(&self) -> Origin {
        let name = |text: &str| Name::new(text).ok().map(Personal::new);
        Origin {
            address: self.address.and_then(|address| name(&address.to_string())),
            client: self.user_agent.as_deref().and_then(name),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let info = parts.extensions.get::<ConnectInfo<Peer>>();
        let trusted = parts.extensions.get::<Arc<TrustedProxies>>();
        let address = info.map(|ConnectInfo(Peer(peer))| match trusted {
            Some(trusted) => trusted.client(peer.ip(), &parts.headers),
            None => peer.ip().to_canonical(),
        });
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Ok(Self {
            address,
            user_agent: agent.map(|agent| agent.chars().take(NAME_CHARS_MAX).collect()),
        })
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_partner_finds_the_portal_and_a_staff_user_everything_else() {
        let partner = UserId::Partner(PartnerUserId(Uuid::nil()));
        let staff = UserId::Staff(StaffUserId(Uuid::nil()));
        let access = Access::default();
        for (path, for_partner, for_staff) in [
            ("/v1/portal", true, false),
            ("/v1/portal/work-steps/x", true, false),
            ("/v1/portalx", false, true),
            ("/v1/session", true, true),
            ("/v1/sessions", true, true),
            ("/v1/sessions/x", true, true),
            ("/v1/tokens", true, true),
            ("/v1/tokensx", false, true),
            ("/v1/commands/report-feedback", true, true),
            ("/v1/commands/link-resource", false, true),
            ("/v1/commands/invite-colleague", false, true),
            ("/v1/users/00000000-0000-0000-0000-000000000000/password", true, true),
            ("/v1/users/00000000-0000-0000-0000-000000000001/password", false, true),
            ("/v1/staff/me", false, true),
            ("/v1/audit/views", false, true),
            ("/v1", false, true),
        ] {
            assert_eq!(is_there_for(&access, partner, path), for_partner, "{path}");
            assert_eq!(is_there_for(&access, staff, path), for_staff, "{path}");
        }
    }

    #[test]
    fn an_origin_must_be_this_host_with_its_port() {
        let headers = |origin: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, "loggia.example:8443".parse().unwrap());
            origin.map(|origin| headers.insert(header::ORIGIN, origin.parse().unwrap()));
            headers
        };
        let here = |origin| comes_from_here(&headers(origin), Without::Refuse);
        assert!(here(Some("https://loggia.example:8443")));
        assert!(!here(Some("https://loggia.example")));
        assert!(!here(Some("https://evil.example")));
        assert!(!here(Some("null")));
        assert!(!here(None));
        assert!(comes_from_here(&headers(None), Without::Accept));
    }
}
