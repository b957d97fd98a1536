//! The server on a real socket and a real disk: it stops, lets go of the log, and goes on.

use std::path::Path;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::*;
use crate::app::Arrival;
use crate::http::{ServeOptions, TrustedProxies, serve, serve_with};

fn workspace() -> OpenWorkspace {
    OpenWorkspace {
        name: named("Works"),
        zone: TimeZone::utc(),
        administrator: Personal::new(named("root")),
    }
}

fn open(dir: &Path) -> Result<App, crate::app::AppError> {
    App::open(dir, AppOptions::default(), &mut |_| {})
}

async fn shut(app: App) {
    tokio::task::spawn_blocking(move || app.shutdown()).await.unwrap().unwrap();
}

#[tokio::test]
async fn a_workspace_is_made_once_opened_again_and_locked_meanwhile() {
    let dir = tempfile::tempdir().unwrap();
    assert!(open(&dir.path().join("none")).is_err());
    let make = || {
        let password = Password::new(PASSWORD).unwrap();
        App::create(dir.path(), AppOptions::default(), workspace(), password)
    };
    let app = make().await.unwrap();
    assert!(open(dir.path()).is_err(), "it is locked");
    shut(app).await;
    assert!(make().await.is_err(), "it exists");
    let mut read = 0;
    let app = App::open(dir.path(), AppOptions::default(), &mut |_| read += 1).unwrap();
    assert_eq!(read, 1);
    let root = named("root");
    assert!(app.log_in(Some(&root), Password::tried(PASSWORD), Arrival::default()).await.is_ok());
    assert!(app.log_in(Some(&root), Password::tried("other"), Arrival::default()).await.is_err());
    shut(app).await;
}

#[tokio::test]
async fn a_partner_finds_the_same_bytes_and_revisions_after_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let password = Password::new(PASSWORD).unwrap();
    let app = App::create(dir.path(), AppOptions::default(), workspace(), password).await.unwrap();
    let start = |app: App| {
        let router = router(app.clone());
        let root = app.world().access.user_by_name(&named("root")).unwrap();
        let root = app.mint_local_session(root).unwrap().unwrap().as_str().to_owned();
        Server { app, clock: ManualClock::new(Instant::from_micros(MORNING)), router, root }
    };
    let server = start(app);
    let laser = server.does("create-resource", json!({ "name": "Laser" })).await;
    let (ada, token) = server.partner("ada", &laser).await;
    let before = server.get(&token, "/v1/portal").await.good().told();
    server.close().await;
    let forgotten = dir.path().join("views.checkpoint");
    assert!(forgotten.exists());
    let server = start(open(dir.path()).unwrap());
    let token = server.partner_token(&ada);
    assert_eq!(server.get(&token, "/v1/portal").await.told(), before);
    server.close().await;
    // Derived: it may be lost, or be of another time.
    std::fs::write(&forgotten, b"damaged").unwrap();
    let server = start(open(dir.path()).unwrap());
    let token = server.partner_token(&ada);
    assert_eq!(server.get(&token, "/v1/portal").await.told(), before);
    server.close().await;
}

#[tokio::test]
async fn a_stop_ends_streams_and_serving() {
    let plant = Plant::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let app = plant.server.app.clone();
    let serving = tokio::spawn(serve(app, listener, async move {
        let _ = stopped.await;
    }));
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!(
        "GET /v1/portal/changes HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n\r\n",
        plant.ada
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut read = Vec::new();
    while !String::from_utf8_lossy(&read).contains("event: hello") {
        let mut part = [0; 1_024];
        let length = stream.read(&mut part).await.unwrap();
        assert_ne!(length, 0);
        read.extend_from_slice(&part[..length]);
    }
    stop.send(()).unwrap();
    serving.await.unwrap().unwrap();
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).await.unwrap();
    plant.server.close().await;
}

#[tokio::test]
async fn who_does_not_finish_the_head_of_a_request_gives_the_connection_back() {
    use std::time::Duration;

    let server = Server::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let options = ServeOptions {
        header_read: Duration::from_millis(200),
        trusted_proxies: TrustedProxies::new(vec![TrustedProxies::network("127.0.0.1").unwrap()]),
    };
    let app = server.app.clone();
    let serving = tokio::spawn(serve_with(app, listener, options, async move {
        let _ = stopped.await;
    }));
    let mut slow = TcpStream::connect(address).await.unwrap();
    slow.write_all(b"GET /livez HTTP/1.1\r\nhost: x\r\nx-never").await.unwrap();
    let mut read = Vec::new();
    let ended = tokio::time::timeout(Duration::from_secs(20), slow.read_to_end(&mut read));
    // Closed or reset: both give the place back.
    assert!(ended.await.is_ok(), "the connection is still open");
    // Whom a trusted proxy names is whom the owner is told of.
    let mut proxy = TcpStream::connect(address).await.unwrap();
    let body = json!({ "user": "root", "password": PASSWORD }).to_string();
    let request = format!(
        "POST /v1/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
         x-forwarded-for: 1.1.1.1, 203.0.113.9\r\nconnection: close\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    proxy.write_all(request.as_bytes()).await.unwrap();
    let mut read = Vec::new();
    proxy.read_to_end(&mut read).await.unwrap();
    assert!(read.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&read));
    let sessions = server.get(&server.root, "/v1/sessions").await.good().json();
    assert_eq!(sessions["sessions"][1]["address"], "203.0.113.9", "{sessions}");
    stop.send(()).unwrap();
    serving.await.unwrap().unwrap();
    server.close().await;
}
