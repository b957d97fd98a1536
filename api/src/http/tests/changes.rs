//! The change stream.

use std::pin::Pin;
use std::time::Duration;

use axum::body::BodyDataStream;
use loggia_projections::VERSION;
use tokio_stream::StreamExt;

use super::*;
use crate::http::staff::STAFF_CHANGES_MILLIS;

struct Stream {
    body: Pin<Box<BodyDataStream>>,
    read: String,
}

/// An event: its name, its id, its data.
type Told = (String, String, Value);

impl Stream {
    /// The next event; none at the end.
    async fn next(&mut self) -> Option<Told> {
        loop {
            if let Some((event, rest)) = self.read.split_once("\n\n") {
                let field = |name: &str| {
                    let found = event.lines().find_map(|line| line.strip_prefix(name));
                    found.unwrap_or_default().trim().to_owned()
                };
                let told = (field("event:"), field("id:"), field("data:"));
                self.read = rest.to_owned();
                if told.0.is_empty() {
                    continue;
                }
                return Some((told.0, told.1, serde_json::from_str(&told.2).unwrap()));
            }
            let bytes = tokio::time::timeout(Duration::from_secs(10), self.body.next());
            let bytes = bytes.await.expect("an event in time")?.ok()?;
            self.read.push_str(std::str::from_utf8(&bytes).unwrap());
        }
    }
}

async fn follow(plant: &Plant, after: Option<&str>) -> Stream {
    follow_as(plant, &plant.ada, "/v1/portal/changes", after).await
}

async fn follow_as(plant: &Plant, token: &str, path: &str, after: Option<&str>) -> Stream {
    let mut request =
        Request::builder().uri(path).header(header::AUTHORIZATION, format!("Bearer {token}"));
    if let Some(after) = after {
        request = request.header("last-event-id", after);
    }
    let request = request.body(Body::empty()).unwrap();
    let response = plant.server.router.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    assert_eq!(response.headers()["cache-control"], "private, no-store");
    Stream { body: Box::pin(response.into_body().into_data_stream()), read: String::new() }
}

async fn feedback(plant: &Plant, action: &str) {
    let body = json!({ "subject": { "work_step": plant.steps[0] }, "action": action });
    plant.server.post(&plant.ada, "/v1/commands/report-feedback", body).await.good();
}

#[tokio::test]
async fn changes_are_told_as_they_happen_and_only_ones_own() {
    let plant = Plant::new().await;
    let mut stream = follow(&plant, None).await;
    let (event, id, data) = stream.next().await.unwrap();
    assert_eq!(event, "hello");
    let revision = data["revision"].as_u64().unwrap();
    assert_eq!(id, format!("{VERSION}.{revision}"));
    let other = json!({ "subject": { "work_step": plant.hidden }, "action": "start" });
    plant.server.post(&plant.bob, "/v1/commands/report-feedback", other).await.good();
    feedback(&plant, "start").await;
    let (event, id, data) = stream.next().await.unwrap();
    assert_eq!((event.as_str(), data["revision"].as_u64()), ("change", Some(revision + 1)));
    assert_eq!(id, format!("{VERSION}.{}", revision + 1));
    let unlink = json!({ "partner_user": plant.ada_id, "resource": plant.laser });
    plant.server.does("unlink-resource", unlink).await;
    let (_, _, data) = stream.next().await.unwrap();
    let gone =
        data["changes"].as_array().unwrap().iter().filter(|change| change.get("gone").is_some());
    assert_eq!(gone.count(), 5, "{data}");
    plant.server.close().await;
    assert_eq!(stream.next().await, None);
}

#[tokio::test]
async fn a_broken_stream_goes_on_where_it_broke_off() {
    let plant = Plant::new().await;
    let mut stream = follow(&plant, None).await;
    let (_, position, _) = stream.next().await.unwrap();
    drop(stream);
    feedback(&plant, "start").await;
    feedback(&plant, "pause").await;
    let mut stream = follow(&plant, Some(&position)).await;
    let (event, id, data) = stream.next().await.unwrap();
    assert_eq!((event.as_str(), &id), ("hello", &position));
    let now = data["revision"].as_u64().unwrap();
    // Both in one, as things are now.
    let (event, _, data) = stream.next().await.unwrap();
    assert_eq!((event.as_str(), data["revision"].as_u64()), ("change", Some(now)));
    assert!(data.to_string().contains("\"paused\""), "{data}");
    plant.server.close().await;
}

#[tokio::test]
async fn a_position_that_nobody_gave_out_is_answered_by_a_resync() {
    let plant = Plant::new().await;
    for position in ["999999.1", "garbage", &format!("{VERSION}.999999")] {
        let mut stream = follow(&plant, Some(position)).await;
        assert_eq!(stream.next().await.unwrap().0, "hello");
        let (event, id, data) = stream.next().await.unwrap();
        assert_eq!(event, "resync", "{position}");
        assert_eq!(id, format!("{VERSION}.{}", data["revision"]));
    }
    plant.server.close().await;
}

#[tokio::test]
async fn a_stream_ends_with_the_user_and_with_the_session_and_tells_nothing_more() {
    let plant = Plant::new().await;
    let mut stream = follow(&plant, None).await;
    stream.next().await.unwrap();
    plant.server.ask(&plant.ada, "DELETE", "/v1/session", &[], None).await.good();
    assert_eq!(stream.next().await, None);

    let plant = Plant { ada: plant.server.partner_token(&plant.ada_id), ..plant };
    let mut stream = follow(&plant, None).await;
    stream.next().await.unwrap();
    let ada = json!({ "partner_user": plant.ada_id });
    plant.server.does("deactivate-partner-user", ada).await;
    assert_eq!(stream.next().await, None);
    plant.server.close().await;
}

#[tokio::test]
async fn streams_are_bounded_for_each_user() {
    let plant = Plant::new().await;
    let mut streams = Vec::new();
    for _ in 0..8 {
        streams.push(follow(&plant, None).await);
    }
    plant.ada_reads("/v1/portal/changes").await.is(429, "too_many_streams");
    drop(streams);
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    follow(&plant, None).await;
    plant.server.close().await;
}

#[tokio::test]
async fn staff_is_told_that_something_changed_and_not_what() {
    let plant = Plant::new().await;
    let mut stream = follow_as(&plant, &plant.server.root, "/v1/staff/changes", None).await;
    let nothing = |event: &str| Some((event.to_owned(), String::new(), json!({})));
    assert_eq!(stream.next().await, nothing("hello"));
    feedback(&plant, "start").await;
    assert_eq!(stream.next().await, nothing("changed"));
    // What comes close together is told together, and not before its time.
    let told = std::time::Instant::now();
    let link = json!({ "partner_user": plant.ada_id, "resource": plant.laser });
    plant.server.does("unlink-resource", link.clone()).await;
    plant.server.does("link-resource", link).await;
    assert_eq!(stream.next().await, nothing("changed"));
    assert!(told.elapsed() > Duration::from_millis(STAFF_CHANGES_MILLIS / 2));
    let more = tokio::time::timeout(Duration::from_millis(STAFF_CHANGES_MILLIS), stream.next());
    assert!(more.await.is_err(), "nothing happened since");
    plant.ada_reads("/v1/staff/changes").await.is(404, "not_found");
    drop(stream);
    plant.server.close().await;
}
