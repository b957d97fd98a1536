//! Load over real sockets: connections that stay open, one request after the other on each.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::Request;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// A request, made anew for each number.
pub type Make = Arc<dyn Fn(u64) -> Request<Full<Bytes>> + Send + Sync>;

/// A connection that stays open.
pub async fn connect(address: SocketAddr) -> SendRequest<Full<Bytes>> {
    let stream = TcpStream::connect(address).await.expect("a connection");
    stream.set_nodelay(true).expect("no delay");
    let (sender, connection) = handshake(TokioIo::new(stream)).await.expect("a handshake");
    tokio::spawn(async move {
        // Ends with the sender.
        let _ = connection.await;
    });
    sender
}

/// Requests a second that `address` answers on so many connections.
pub async fn rate(address: SocketAddr, connections: u64, seconds: u64, make: Make) -> f64 {
    let (next, done) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let start = Instant::now();
    let until = start + Duration::from_secs(seconds);
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..connections {
        let (make, next, done) = (make.clone(), next.clone(), done.clone());
        clients.spawn(async move {
            let mut connection = connect(address).await;
            while Instant::now() < until {
                let request = make(next.fetch_add(1, Ordering::Relaxed));
                let answer = connection.send_request(request).await.expect("an answer");
                let status = answer.status();
                let body = answer.into_body().collect().await.expect("a body").to_bytes();
                assert!(status.is_success(), "{status}: {}", String::from_utf8_lossy(&body));
                done.fetch_add(1, Ordering::Relaxed);
            }
        });
    }
    while let Some(client) = clients.join_next().await {
        client.expect("a client");
    }
    done.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64()
}

/// One request on a connection of its own; the answer must be a good one.
pub async fn once(address: SocketAddr, request: Request<Full<Bytes>>) -> Bytes {
    let answer = connect(address).await.send_request(request).await.expect("an answer");
    let status = answer.status();
    let body = answer.into_body().collect().await.expect("a body").to_bytes();
    assert!(status.is_success(), "{status}: {}", String::from_utf8_lossy(&body));
    body
}

/// Serves a router of its own on a free port until the runtime ends.
pub async fn serve(router: axum::Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its address");
    tokio::spawn(async move { axum::serve(listener, router).await.expect("it serves") });
    address
}

/// Numbers that differ from one run to the next.
static RUN: AtomicU64 = AtomicU64::new(0);

/// A number for this round.
pub fn round() -> u64 {
    RUN.fetch_add(1, Ordering::Relaxed)
}
