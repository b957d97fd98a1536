//! What portal handlers have to work with.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use loggia_core::id::PartnerUserId;
use loggia_projections::{PortalState, Projections, Subscription};

use super::ready::ReadyPages;
use crate::app::App;
use crate::http::listing::Sealer;
use crate::http::stream::STREAMS_PER_USER_MAX;
use crate::http::{CONNECTIONS_MAX, Problem, ProblemKind, Side, Viewer, settled};
use crate::turns::Turns;

/// The revision of the partner's portal that an answer shows: where to follow the changes from.
const REVISION: HeaderName = HeaderName::from_static("loggia-revision");

/// What all requests to the portal share.
pub(in crate::http) struct Means {
    pub(super) ready: ReadyPages,
    pub(super) streams: Turns,
    pub(super) sealer: Sealer,
}

impl Means {
    pub(in crate::http) fn of(app: &App) -> Self {
        Self {
            ready: ReadyPages::new(),
            streams: Turns::new(STREAMS_PER_USER_MAX, CONNECTIONS_MAX),
            sealer: Sealer::new(app.cursor_key()),
        }
    }
}

/// One partner's portal, up to date with everything that was due when the request came (law 5).
pub(super) struct Portal {
    viewer: Viewer,
    projections: Projections,
    pub(super) means: Arc<Means>,
}

impl Portal {
    pub(super) fn partner(&self) -> PartnerUserId {
        self.viewer.partner()
    }

    /// Looks at the rows. A portal that closed meanwhile is a session that ended.
    pub(super) fn look<T>(&self, look: impl Fn(&PortalState) -> T) -> Result<T, Problem> {
        let open = |state: &PortalState| state.is_open().then(|| look(state));
        let found = self.projections.read(self.partner(), open).flatten();
        found.ok_or_else(|| Problem::new(ProblemKind::NoSession))
    }

    /// Follows the changes.
    pub(super) fn subscribe(&self, after: Option<u64>) -> Result<Subscription, Problem> {
        let found = self.projections.subscribe(self.partner(), after);
        found.ok_or_else(|| Problem::new(ProblemKind::NoSession))
    }
}

impl FromRequestParts<App> for Portal {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let viewer = Viewer::from_request_parts(parts, app).await?;
        let means = parts.extensions.get::<Arc<Means>>().cloned();
        let means = means.ok_or_else(|| Problem::new(ProblemKind::Internal))?;
        settled(app, Side::Partner).await?;
        Ok(Self { viewer, projections: app.projections().clone(), means })
    }
}

/// An answer and the revision that it shows.
pub(super) struct At(pub(super) u64, pub(super) Response);

impl IntoResponse for At {
    fn into_response(self) -> Response {
        let Self(revision, mut response) = self;
        response.headers_mut().insert(REVISION, HeaderValue::from(revision));
        response
    }
}
