//! Readers of attached files: how many, how slow, and for how long they may.

use std::path::Path;
use std::time::Duration;

use axum::body::BodyDataStream;
use tokio_stream::StreamExt;

use super::reports::Site;
use super::*;
use crate::app::DOWNLOADS_PER_USER_MAX;
use crate::http::attachments::PIECE_SECONDS_MAX;

/// More than the pieces that wait for a slow reader, together.
const FILE_BYTES: usize = 1 << 20;

/// A site on a disk, and the address of the bytes of a file of its project.
async fn site(dir: &Path) -> (Site, String) {
    let workspace = OpenWorkspace {
        name: named("Works"),
        zone: TimeZone::utc(),
        administrator: Personal::new(named("root")),
    };
    let password = Password::new(PASSWORD).unwrap();
    let app = App::create(dir, AppOptions::default(), workspace, password).await.unwrap();
    let router = router(app.clone());
    let root = app.world().access.user_by_name(&named("root")).unwrap();
    let root = app.mint_local_session(root).unwrap().unwrap().as_str().to_owned();
    let clock = ManualClock::new(Instant::from_micros(MORNING));
    let site = Site::on(Server { app, clock, router, root }, 0).await;
    attach(&site, &vec![b'x'; FILE_BYTES]).await.good();
    let path = format!("/v1/portal/projects/{}/attachments", site.project);
    let rows = site.server.get(&site.bo, &path).await.good().json();
    let id = rows["rows"][0]["id"].as_str().unwrap().to_owned();
    (site, format!("/v1/portal/attachments/{id}/content"))
}

async fn attach(site: &Site, bytes: &[u8]) -> Answer {
    let about = json!({ "project": site.project });
    let part = |name: &str, more: &str| {
        format!("--frame\r\ncontent-disposition: form-data; name=\"{name}\"{more}\r\n\r\n")
    };
    let head = format!("{}{about}\r\n{}", part("about", ""), part("file", "; filename=\"a.txt\""));
    let body = [head.as_bytes(), bytes, b"\r\n--frame--\r\n"].concat();
    let request = Request::builder()
        .method("POST")
        .uri("/v1/commands/attach-file")
        .header(header::AUTHORIZATION, format!("Bearer {}", site.server.root))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=frame");
    site.server.send(request.body(Body::from(body)).unwrap()).await
}

/// An answer of which nothing has been read yet.
async fn begun(site: &Site, path: &str) -> BodyDataStream {
    let request = Request::builder()
        .uri(path)
        .header(header::AUTHORIZATION, format!("Bearer {}", site.bo))
        .body(Body::empty());
    let response = site.server.router.clone().oneshot(request.unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    response.into_body().into_data_stream()
}

/// How much of an answer comes, and whether it breaks off.
async fn read(mut pieces: BodyDataStream) -> (usize, bool) {
    let mut bytes = 0;
    while let Some(piece) = pieces.next().await {
        match piece {
            Ok(piece) => bytes += piece.len(),
            Err(_) => return (bytes, true),
        }
    }
    (bytes, false)
}

#[tokio::test]
async fn whoever_stops_reading_gives_his_turn_back() {
    let dir = tempfile::tempdir().unwrap();
    let (site, path) = site(dir.path()).await;
    let mut begun_ones = Vec::new();
    for _ in 0..DOWNLOADS_PER_USER_MAX {
        begun_ones.push(begun(&site, &path).await);
    }
    let refused = site.server.get(&site.bo, &path).await;
    refused.is(429, "too_many_transfers");
    assert_eq!(refused.header("retry-after"), "1");
    // Who reads on gets all of it, and another may come.
    assert_eq!(read(begun_ones.pop().unwrap()).await, (FILE_BYTES, false));
    begun_ones.push(begun(&site, &path).await);
    site.server.get(&site.bo, &path).await.is(429, "too_many_transfers");
    tokio::time::pause();
    tokio::time::sleep(Duration::from_secs(PIECE_SECONDS_MAX + 1)).await;
    tokio::time::resume();
    for response in begun_ones {
        let (bytes, broken) = read(response).await;
        assert!(broken && bytes < FILE_BYTES, "{bytes}");
    }
    assert_eq!(read(begun(&site, &path).await).await, (FILE_BYTES, false));
    site.server.close().await;
}

#[tokio::test]
async fn whoever_is_not_let_in_any_more_is_sent_no_more() {
    let dir = tempfile::tempdir().unwrap();
    let (mut site, path) = site(dir.path()).await;
    let mut response = begun(&site, &path).await;
    assert!(response.next().await.unwrap().is_ok());
    let ended = site.server.ask(&site.bo, "DELETE", "/v1/session", &[], None).await;
    ended.good();
    let (bytes, broken) = read(response).await;
    assert!(broken && bytes < FILE_BYTES / 2, "{bytes}");

    site.bo = site.server.partner_token(&site.bo_id);
    let response = begun(&site, &path).await;
    site.server.does("deactivate-partner-user", json!({ "partner_user": site.bo_id })).await;
    let (bytes, broken) = read(response).await;
    assert!(broken && bytes < FILE_BYTES / 2, "{bytes}");
    site.server.close().await;
}
