use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use loggia_core::actor::Actor;
use loggia_core::command::CommandKind;
use loggia_core::world::Seq;

use super::super::LOOK_MINUTES;
use crate::demo::fixture::Plant;

async fn look(plant: &Plant, path: &str, reason: &str) -> StatusCode {
    let request = Request::get(format!("/v1/audit/views/{path}")).header("loggia-reason", reason);
    plant.send("astrid", request.body(Body::empty()).unwrap()).await.status
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_looks_as_a_partner_stands_in_the_log_and_why() {
    let plant = Plant::new().await;
    let before = plant.seq();
    let seen = plant.get("nora", "/v1/portal").await;
    assert_eq!(look(&plant, "nora/work-steps", "she asked us to").await, StatusCode::OK);
    let commits = plant.app.commits();
    let last = commits.after(Seq(before)).flat_map(Result::unwrap).last().unwrap();
    assert_eq!(last.command, CommandKind::ViewAs);
    assert!(matches!(last.actor, Actor::Staff(id) if id.to_string() == plant.user("astrid")));
    assert_eq!(last.reason.as_ref().unwrap().reveal().as_str(), "she asked us to");
    let told = format!("/v1/audit/history/{}?limit=1", plant.user("nora"));
    let told = plant.get("audrey", &told).await.json();
    assert_eq!(told["commits"][0]["command"], "view-as", "{told}");
    // To her it is as if nobody had looked.
    let again = plant.get("nora", "/v1/portal").await;
    assert_eq!((again.bytes, again.headers["loggia-revision"].clone()), {
        (seen.bytes, seen.headers["loggia-revision"].clone())
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn one_look_is_kept_once_and_a_longer_one_again() {
    let plant = Plant::new().await;
    let mut kept = plant.seq();
    let mut counted = async |path: &str, reason: &str| {
        let status = look(&plant, path, reason).await;
        let new = plant.seq() - kept;
        kept = plant.seq();
        (status, new)
    };
    assert_eq!(counted("nora/work-steps", "one").await, (StatusCode::OK, 1));
    assert_eq!(counted("nora/orders", "one").await, (StatusCode::OK, 0));
    assert_eq!(counted("nora/orders", "another").await, (StatusCode::OK, 1));
    assert_eq!(counted("bruno/orders", "one").await, (StatusCode::OK, 1));
    assert_eq!(counted("nobody/orders", "one").await, (StatusCode::NOT_FOUND, 0));
    assert_eq!(counted("nora/orders", &"long".repeat(80)).await, (StatusCode::BAD_REQUEST, 0));
    plant.clock.advance(Duration::from_secs(LOOK_MINUTES.unsigned_abs() * 60));
    assert_eq!(counted("nora/work-steps", "one").await, (StatusCode::OK, 1));
}
