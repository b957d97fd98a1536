use std::time::Duration;

use axum::body::to_bytes;
use loggia_core::commit::Commit;
use loggia_core::scalar::Instant;
use loggia_core::world::Seq;
use loggia_projections::{Commits, Generation, Limits, Projections};
use serde_json::{Value, json};

use super::job::JobState;
use super::*;
use crate::demo::fixture::Plant;

/// A log without a commit.
pub(super) struct Empty;

impl Commits for Empty {
    fn after(&self, _: Seq) -> Box<dyn Iterator<Item = Result<Vec<Commit>, String>> + Send + '_> {
        Box::new(std::iter::empty())
    }
}

async fn ended(plant: &Plant, path: &str) -> Value {
    for _ in 0..2_000 {
        let job = plant.get("otto", path).await.json();
        if !matches!(job["state"].as_str(), Some("running" | "checking")) {
            return job;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("{path} does not end");
}

async fn start(plant: &Plant, kind: &str) -> Value {
    let started = plant.post("otto", &format!("/v1/ops/{kind}"), &json!({})).await;
    assert_eq!(started.status, StatusCode::ACCEPTED);
    let location = started.headers["location"].to_str().unwrap().to_owned();
    assert_eq!(location, format!("/v1/ops/{kind}/{}", started.json()["id"].as_str().unwrap()));
    ended(plant, &location).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_status_tells_where_log_and_views_stand() {
    let plant = Plant::new().await;
    let status = plant.get("otto", "/v1/ops/status").await.json();
    assert_eq!(status["ready"], true);
    assert_eq!(status["log"]["seq"], plant.seq());
    assert_eq!(status["views"]["lag"], 0);
    assert_eq!(status["views"]["partners"], 4);
    assert_eq!(status["next_due"]["what"], "link_begins");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rebuild_ends_with_the_bytes_that_were_served_before() {
    let plant = Plant::new().await;
    let before = plant.get("nora", "/v1/portal/work-steps").await;
    let job = start(&plant, "rebuild").await;
    assert_eq!((&job["state"], &job["differing"]), (&json!("done"), &json!([])), "{job}");
    assert_eq!(job["done"], plant.seq());
    let after = plant.get("nora", "/v1/portal/work-steps").await;
    assert_eq!(after.bytes, before.bytes);
    assert_eq!(after.headers["etag"], before.headers["etag"]);
    let listed = plant.get("otto", "/v1/ops/status").await.json();
    assert_eq!(listed["jobs"][0]["id"], job["id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_verification_finds_the_root_of_the_log() {
    let plant = Plant::new().await;
    let job = start(&plant, "verify").await;
    assert_eq!(job["state"], "done", "{job}");
    assert_eq!(job["verified"]["root"], plant.app.log().head().root.to_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_found_by_its_own_kind_only_and_an_ended_one_may_be_stopped_again() {
    let plant = Plant::new().await;
    let job = start(&plant, "verify").await;
    let id = job["id"].as_str().unwrap();
    let elsewhere = plant.get("otto", &format!("/v1/ops/rebuild/{id}")).await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
    let stopped = plant.delete("otto", &format!("/v1/ops/verify/{id}")).await;
    assert_eq!((stopped.status, &stopped.json()["state"]), (StatusCode::ACCEPTED, &json!("done")));
    assert_eq!(plant.get("otto", "/v1/ops/verify/7").await.code(), "bad_id");
}

async fn state_of(response: Result<Response, Problem>) -> Value {
    let response = response.unwrap();
    assert_eq!(response.status(), StatusCode::ACCEPTED);
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    serde_json::from_slice::<Value>(&body).unwrap()["state"].clone()
}

#[tokio::test]
async fn a_rebuild_is_paused_and_resumed_as_often_as_one_likes_until_it_has_ended() {
    let jobs = Arc::new(Jobs::default());
    let job = rebuild_job(&jobs);
    let pause = || pause_rebuild(Extension(jobs.clone()), PathId(job.id));
    let resume = || resume_rebuild(Extension(jobs.clone()), PathId(job.id));
    assert_eq!(state_of(resume().await).await, "running", "it was not paused");
    for _ in 0..2 {
        assert_eq!(state_of(pause().await).await, "paused");
        assert_eq!(state_of(pause().await).await, "paused");
        assert_eq!(state_of(resume().await).await, "running");
    }
    let elsewhere = pause_rebuild(Extension(jobs.clone()), PathId(Uuid::nil())).await;
    assert_eq!(elsewhere.unwrap_err().kind(), ProblemKind::NotFound);
    job.cancel();
    let Work::Rebuild(rebuild) = &job.work else { panic!("another kind of work") };
    rebuild.run(&Projections::new(Generation::default(), Limits::default()), &Empty);
    for ended in [pause().await, resume().await] {
        assert_eq!(ended.unwrap_err().kind(), ProblemKind::RebuildEnded);
    }
}

fn rebuild_job(jobs: &Jobs) -> Arc<Job> {
    let work = Work::Rebuild(Rebuild::default());
    jobs.begin(JobKind::Rebuild, Instant::from_micros(0), work).unwrap()
}

/// Waits until it has ended, and tells how.
async fn end_of(job: &Job) -> JobState {
    for _ in 0..2_000 {
        let state = job.body().state;
        if state.is_over() {
            return state;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("it does not end");
}

fn rebuilding(app: &App, job: &Job) {
    let Work::Rebuild(rebuild) = &job.work else { panic!("another kind of work") };
    rebuild.run(app.projections(), app.commits().as_ref());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_rebuild_ends_with_the_server() {
    let plant = Plant::new().await;
    let job = rebuild_job(&Jobs::default());
    let Work::Rebuild(rebuild) = &job.work else { panic!("another kind of work") };
    rebuild.pause();
    spawn(&plant.app, &job, rebuilding).unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(job.body().state, JobState::Paused);
    let app = plant.app.clone();
    tokio::task::spawn_blocking(move || app.shutdown()).await.unwrap().unwrap();
    assert_eq!(end_of(&job).await, JobState::Cancelled);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_panics_has_failed_and_another_may_begin() {
    let (plant, jobs) = (Plant::new().await, Jobs::default());
    let job = rebuild_job(&jobs);
    spawn(&plant.app, &job, |_, _| panic!("on purpose")).unwrap();
    assert_eq!(end_of(&job).await, JobState::Failed);
    let next = rebuild_job(&jobs);
    spawn(&plant.app, &next, rebuilding).unwrap();
    assert_eq!(end_of(&next).await, JobState::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ended_rebuild_is_neither_paused_nor_resumed() {
    let plant = Plant::new().await;
    let job = start(&plant, "rebuild").await;
    let path = format!("/v1/ops/rebuild/{}", job["id"].as_str().unwrap());
    for what in ["pause", "resume"] {
        let refused = plant.post("otto", &format!("{path}/{what}"), &json!({})).await;
        assert_eq!(
            (refused.status, refused.code()),
            (StatusCode::CONFLICT, "rebuild_ended".into())
        );
        let not_his = plant.post("paula", &format!("{path}/{what}"), &json!({})).await;
        assert_eq!(not_his.code(), "role_missing", "{what}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_operators_and_administrators_may() {
    let plant = Plant::new().await;
    for (user, status) in [
        ("otto", StatusCode::OK),
        ("astrid", StatusCode::OK),
        ("paula", StatusCode::FORBIDDEN),
        ("audrey", StatusCode::FORBIDDEN),
        ("nora", StatusCode::NOT_FOUND),
    ] {
        assert_eq!(plant.get(user, "/v1/ops/status").await.status, status, "{user}");
    }
    for kind in ["rebuild", "verify"] {
        let refused = plant.post("paula", &format!("/v1/ops/{kind}"), &json!({})).await;
        assert_eq!(refused.code(), "role_missing", "{kind}");
    }
}
