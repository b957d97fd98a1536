use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tower::ServiceExt as _;

use super::{TrustedProxies, router};
use crate::app::{App, Closing};

/// Connections at the same time; one more waits in the operating system's queue.
pub const CONNECTIONS_MAX: usize = 4_096;

/// How long answers that have begun may take after the server was asked to stop.
pub const SHUTDOWN_SECONDS_MAX: u64 = 10;

/// How long the head of a request may take, from the end of the one before: who says nothing, or
/// says it slowly on purpose, gives the connection back.
pub const HEADER_READ_SECONDS_MAX: u64 = 30;

/// How a server listens.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// Who is believed when telling for whom a request is passed on.
    pub trusted_proxies: TrustedProxies,
    /// How long the head of a request may take.
    pub header_read: Duration,
}

impl Default for ServeOptions {
    fn default() -> Self {
        Self {
            trusted_proxies: TrustedProxies::default(),
            header_read: Duration::from_secs(HEADER_READ_SECONDS_MAX),
        }
    }
}

/// [`serve_with`], as it is without options.
pub async fn serve(
    app: App,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    serve_with(app, listener, ServeOptions::default(), shutdown).await
}

/// Serves until `shutdown` ends; then streams end, and answers that have begun are finished. The
/// caller then calls [`App::shutdown`].
pub async fn serve_with(
    app: App,
    listener: TcpListener,
    options: ServeOptions,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let ServeOptions { trusted_proxies, header_read } = options;
    let mut closing = app.closing();
    let upkeep = tokio::spawn(keep_metrics_small(app.clone()));
    let router = router(app.clone());
    let trusted_proxies = Arc::new(trusted_proxies);
    let mut bounded = Bounded { listener, free: Arc::new(Semaphore::new(CONNECTIONS_MAX)) };
    let mut connections = JoinSet::new();
    let mut shutdown = pin!(shutdown);
    loop {
        tokio::select! {
            () = &mut shutdown => break,
            () = closed(&mut closing) => break,
            (stream, peer, place) = bounded.accept() => {
                let trusted = trusted_proxies.clone();
                let head = Head { peer: Peer(peer), trusted, within: header_read };
                let serving = connection(stream, head, router.clone(), app.closing());
                connections.spawn(async move {
                    serving.await;
                    drop(place);
                });
            }
            Some(_) = connections.join_next() => {}
        }
    }
    // Who connects from now on is refused at once.
    drop(bounded);
    app.close_streams();
    let finished = async { while connections.join_next().await.is_some() {} };
    let most = Duration::from_secs(SHUTDOWN_SECONDS_MAX);
    if tokio::time::timeout(most, finished).await.is_err() {
        tracing::warn!("answers that took too long were cut off");
    }
    upkeep.abort();
    Ok(())
}

async fn closed(closing: &mut watch::Receiver<Closing>) {
    // An error means that the app is gone, which is as good as closing.
    let _ = closing.wait_for(|closing| *closing == Closing::Yes).await;
}

/// Histograms keep single values until they are summed up.
async fn keep_metrics_small(app: App) {
    const UPKEEP_SECONDS: u64 = 5;
    let mut ticks = tokio::time::interval(Duration::from_secs(UPKEEP_SECONDS));
    loop {
        ticks.tick().await;
        app.metrics().run_upkeep();
    }
}

/// The other end of a connection.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer(pub(super) SocketAddr);

/// What is known of a connection before anything is read from it.
struct Head {
    peer: Peer,
    /// Who is believed when telling for whom a request is passed on.
    trusted: Arc<TrustedProxies>,
    within: Duration,
}

/// Answers what comes over one connection, until it or the server ends.
async fn connection(
    stream: TcpStream,
    head: Head,
    router: Router,
    mut closing: watch::Receiver<Closing>,
) {
    let Head { peer, trusted, within } = head;
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        request.extensions_mut().insert(trusted.clone());
        router.clone().oneshot(request)
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(within);
    let mut serving = pin!(http.serve_connection(TokioIo::new(stream), service));
    let ended = tokio::select! {
        ended = serving.as_mut() => ended,
        () = closed(&mut closing) => {
            serving.as_mut().graceful_shutdown();
            serving.await
        }
    };
    if let Err(error) = ended {
        // Clients hang up, and send what is no HTTP.
        tracing::debug!(%error, "a connection broke off");
    }
}

/// Accepts only while there is room.
struct Bounded {
    listener: TcpListener,
    free: Arc<Semaphore>,
}

impl Bounded {
    async fn accept(&mut self) -> (TcpStream, SocketAddr, Option<OwnedSemaphorePermit>) {
        // Never closed, so there is always a place to come.
        let place = self.free.clone().acquire_owned().await.ok();
        let (stream, address) = Listener::accept(&mut self.listener).await;
        // Answers are written whole; waiting for more would only delay them.
        let _ = stream.set_nodelay(true);
        (stream, address, place)
    }
}
