//! Streams of events: for as long as the session holds, somebody reads, and the server goes on.

use std::convert::Infallible;
use std::time::Duration;

use axum::http::{HeaderValue, header};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use tokio::sync::mpsc::{self, Sender};
use tokio::sync::watch;
use tokio::time::{Instant, interval_at};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;

use crate::app::{App, Closing, Session};
use crate::turns::Turn;

/// Change streams of one user at the same time.
pub const STREAMS_PER_USER_MAX: usize = 8;

/// Between two comments that keep the connection open, whatever happens (law 7: no rhythm that
/// depends on others).
pub const KEEP_ALIVE_SECONDS: u64 = 15;

/// Events on their way to a slow reader; what is told after them waits at the source.
const BUFFERED_EVENTS_MAX: usize = 16;

/// Where the events of a stream come from.
pub(super) trait Source: Send + 'static {
    /// What is told at once.
    fn first(&mut self) -> Vec<Event>;

    /// What is told next; none when there will be nothing more. Waiting for it may be given up and
    /// begun again: nothing is lost.
    fn next(&mut self) -> impl Future<Output = Option<Event>> + Send;
}

/// The answer that goes on telling. `turn` is held until it ends.
pub(super) fn stream(app: App, session: Session, turn: Turn, source: impl Source) -> Response {
    let (to, events) = mpsc::channel(BUFFERED_EVENTS_MAX);
    let gate = Gate { app, session };
    tokio::spawn(async move {
        tell(gate, source, to).await;
        drop(turn);
    });
    let events = ReceiverStream::new(events).map(Ok::<_, Infallible>);
    let mut response = Sse::new(events).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    // Proxies must not collect it.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}

/// Whether the follower may still be told anything.
struct Gate {
    app: App,
    session: Session,
}

impl Gate {
    fn is_open(&self) -> bool {
        self.app.holds(&self.session)
    }
}

async fn tell(gate: Gate, mut source: impl Source, to: Sender<Event>) {
    for event in source.first() {
        if !gate.is_open() || to.send(event).await.is_err() {
            return;
        }
    }
    let period = Duration::from_secs(KEEP_ALIVE_SECONDS);
    let mut ticks = interval_at(Instant::now() + period, period);
    let mut ended = gate.app.sessions().ended();
    let mut closing = gate.app.closing();
    loop {
        let next = tokio::select! {
            told = source.next() => match told {
                Some(event) => Some(event),
                None => return,
            },
            _ = ticks.tick() => Some(Event::default().comment("")),
            session = ended.changed() => match session {
                Ok(()) => None,
                Err(_) => return,
            },
            () = closed(&mut closing) => return,
            () = to.closed() => return,
        };
        if !gate.is_open() {
            return;
        }
        if let Some(event) = next
            && to.send(event).await.is_err()
        {
            return;
        }
    }
}

/// Ends when the server does.
async fn closed(closing: &mut watch::Receiver<Closing>) {
    // An error means that the app is gone.
    let _ = closing.wait_for(|closing| *closing == Closing::Yes).await;
}
