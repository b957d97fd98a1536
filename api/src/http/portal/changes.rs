//! The change stream: what becomes of the portal, as it happens.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::response::sse::Event;
use loggia_core::access::UserId;
use loggia_projections::{Subscription, Told, VERSION};
use serde_json::json;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use utoipa::ToSchema;

use super::means::Portal;
use crate::app::{App, Session};
use crate::http::problem::ProblemBody;
use crate::http::stream::{Source, stream};
use crate::http::{Problem, ProblemKind};

/// One event of the stream.
#[derive(ToSchema)]
#[expect(dead_code, reason = "events for the OpenAPI document; they are written as text")]
struct StreamEvent {
    /// What happened.
    event: StreamEventName,
    /// Where the follower stands after it: for `Last-Event-ID`.
    id: String,
    /// JSON.
    #[schema(content_media_type = "application/json")]
    data: String,
}

/// What an event of the stream is about.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "names for the OpenAPI document; they are written as text")]
enum StreamEventName {
    /// The stream has begun.
    Hello,
    /// Rows were put, or went.
    Change,
    /// The lists are to be read again.
    Resync,
}

/// Follow the changes of one's own portal. The first event is `hello` with the revision from which
/// on changes are told. `change` holds rows that were put and tombstones of rows that went;
/// `resync` says to read the lists again. With `Last-Event-ID` it goes on where a stream broke off.
#[utoipa::path(get, path = "/v1/portal/changes", tag = "portal",
    params(("Last-Event-ID" = Option<String>, Header, description = "the last id that was read")),
    responses(
        (status = 200, description = "a stream of events, each like this", body = StreamEvent,
            content_type = "text/event-stream"),
        (status = "4XX", description = "`no_session`, `too_many_streams`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(super) async fn changes(
    portal: Portal,
    session: Session,
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let turn = portal.means.streams.enter(UserId::Partner(portal.partner()));
    let turn = turn.ok_or_else(|| Problem::new(ProblemKind::TooManyStreams))?;
    let from = From::read(&headers);
    let subscription = portal.subscribe(from.revision())?;
    Ok(stream(app, session, turn, Follower { portal, from, subscription }))
}

/// Where a follower says it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum From {
    /// It begins.
    Start,
    /// After this revision.
    After(u64),
    /// At nothing that was ever told by this version.
    Nowhere,
}

impl From {
    fn read(headers: &HeaderMap) -> Self {
        let Some(id) = headers.get("last-event-id") else { return Self::Start };
        let parsed = id.to_str().ok().and_then(|id| {
            let (version, revision) = id.trim().split_once('.')?;
            let version: u32 = version.parse().ok()?;
            (version == VERSION).then(|| revision.parse().ok()).flatten()
        });
        parsed.map_or(Self::Nowhere, Self::After)
    }

    fn revision(self) -> Option<u64> {
        match self {
            Self::After(revision) => Some(revision),
            Self::Start | Self::Nowhere => None,
        }
    }
}

/// Somebody who follows his portal.
struct Follower {
    portal: Portal,
    from: From,
    subscription: Subscription,
}

impl Source for Follower {
    fn first(&mut self) -> Vec<Event> {
        let Subscription { missed, live: _, revision } = &mut self.subscription;
        let stands = self.from.revision().unwrap_or(*revision);
        let mut first = vec![hello(stands, *revision)];
        first.extend((self.from == From::Nowhere).then(|| resync(*revision)));
        first.extend(missed.take().map(event));
        first
    }

    async fn next(&mut self) -> Option<Event> {
        let told = self.subscription.live.recv().await;
        heard(told, &self.portal, &mut self.subscription.live)
    }
}

/// Who lags behind what the channel holds reads everything again, and follows from there.
fn heard(
    told: Result<Told, RecvError>,
    portal: &Portal,
    live: &mut Receiver<Told>,
) -> Option<Event> {
    match told {
        Ok(told) => Some(event(told)),
        Err(RecvError::Closed) => None,
        Err(RecvError::Lagged(_)) => {
            let again = portal.subscribe(None).ok()?;
            *live = again.live;
            Some(resync(again.revision))
        }
    }
}

fn event(told: Told) -> Event {
    match told {
        Told::Change(revision, text) => {
            Event::default().event("change").id(id(revision)).data(text.as_ref())
        }
        Told::Resync(revision) => resync(revision),
    }
}

fn hello(stands: u64, revision: u64) -> Event {
    let text = json!({ "revision": revision }).to_string();
    Event::default().event("hello").id(id(stands)).data(text)
}

fn resync(revision: u64) -> Event {
    let text = json!({ "revision": revision }).to_string();
    Event::default().event("resync").id(id(revision)).data(text)
}

/// Another version of the views may tell another story under the same revision.
fn id(revision: u64) -> String {
    format!("{VERSION}.{revision}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_of_this_version_or_nowhere() {
        let read = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("last-event-id", text.parse().unwrap());
            From::read(&headers)
        };
        assert_eq!(From::read(&HeaderMap::new()), From::Start);
        assert_eq!(read(&id(7)), From::After(7));
        for text in ["7", "", "999.7", "1.", "1.x", "1.-1", "1.7.7"] {
            assert_eq!(read(text), From::Nowhere, "{text}");
        }
    }
}
