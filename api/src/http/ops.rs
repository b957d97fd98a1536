//! For whoever keeps the server running: where it stands, rebuilding the views, verifying the log.
//!
//! Long work is a [`job`]: started by `POST`, looked at by `GET`, stopped by `DELETE`; a rebuild may be
//! paused and resumed. It goes on while the server serves, one of each kind at a time.

mod job;
mod mails;
mod status;
mod verification;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Weak};

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use loggia_projections::{Rebuild, RebuildState};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub use job::JOBS_KEPT_MAX;

use super::path::PathId;
use super::problem::ProblemBody;
use super::{Problem, ProblemKind};
use crate::app::{App, Closing};
use job::{Job, JobBody, JobKind, Jobs, Work};
use status::StatusBody;
use verification::Verification;

/// The routes of this module.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(status))
        .routes(routes!(mails::mails))
        .routes(routes!(start_rebuild))
        .routes(routes!(rebuild, cancel_rebuild))
        .routes(routes!(pause_rebuild))
        .routes(routes!(resume_rebuild))
        .routes(routes!(start_verify))
        .routes(routes!(verify, cancel_verify))
        .layer(Extension(Arc::new(Jobs::default())))
}

/// Where the log and the views stand, and what is running.
#[utoipa::path(get, path = "/v1/ops/status", tag = "operations", responses(
    (status = 200, description = "as of now", body = StatusBody),
    (status = 403, description = "`role_missing`", body = ProblemBody,
        content_type = "application/problem+json"),
))]
async fn status(
    State(app): State<App>,
    Extension(jobs): Extension<Arc<Jobs>>,
) -> Result<Json<StatusBody>, Problem> {
    Ok(Json(status::read(&app, &jobs)))
}

/// Build all views anew from the log, beside those that serve; they change over when they are proven
/// equal to the fold of the log.
#[utoipa::path(post, path = "/v1/ops/rebuild", tag = "operations", responses(
    (status = 202, description = "started; look at `Location`", body = JobBody),
    (status = 409, description = "`rebuild_running`, with its id as `job`", body = ProblemBody,
        content_type = "application/problem+json"),
))]
async fn start_rebuild(
    State(app): State<App>,
    Extension(jobs): Extension<Arc<Jobs>>,
) -> Result<Response, Problem> {
    let job = jobs.begin(JobKind::Rebuild, app.now(), Work::Rebuild(Rebuild::default()))?;
    spawn(&app, &job, |app, job| {
        let Work::Rebuild(rebuild) = &job.work else { return };
        match rebuild.run(app.projections(), app.commits().as_ref()) {
            RebuildState::Promoted(_) => {
                // Without it the next start reads longer, nothing else.
                if let Err(error) = app.keep_views() {
                    tracing::warn!(%error, "no checkpoint of the rebuilt views");
                }
            }
            RebuildState::Failed(why) => tracing::error!(why, "a rebuild failed"),
            RebuildState::Cancelled => tracing::info!("a rebuild was stopped, nothing has changed"),
            RebuildState::Folding | RebuildState::Checking => {}
        }
    })?;
    Ok(started(&job))
}

/// Where a rebuild stands.
#[utoipa::path(get, path = "/v1/ops/rebuild/{id}", tag = "operations",
    params(("id" = Uuid, Path, description = "as the start answered")),
    responses(
        (status = 200, description = "as of now", body = JobBody),
        (status = 404, description = "`not_found`", body = ProblemBody,
            content_type = "application/problem+json"),
    ))]
async fn rebuild(
    Extension(jobs): Extension<Arc<Jobs>>,
    PathId(id): PathId,
) -> Result<Json<JobBody>, Problem> {
    look(&jobs, JobKind::Rebuild, id)
}

/// Stop a rebuild. The views that serve stay, nothing of the new ones is left behind.
#[utoipa::path(delete, path = "/v1/ops/rebuild/{id}", tag = "operations",
    params(("id" = Uuid, Path, description = "as the start answered")),
    responses(
        (status = 202, description = "it stops at the next commit", body = JobBody),
        (status = 404, description = "`not_found`", body = ProblemBody,
            content_type = "application/problem+json"),
    ))]
async fn cancel_rebuild(
    Extension(jobs): Extension<Arc<Jobs>>,
    PathId(id): PathId,
) -> Result<Response, Problem> {
    stop(&jobs, JobKind::Rebuild, id)
}

/// Hold a rebuild: it leaves the processor to others and keeps what it has built. After a day that
/// nobody resumes it, or when the server stops, it is stopped.
#[utoipa::path(post, path = "/v1/ops/rebuild/{id}/pause", tag = "operations",
    params(("id" = Uuid, Path, description = "as the start answered")),
    responses(
        (status = 202, description = "it waits after the commit in hand, or does so already; one that \
            is taking over ends all the same", body = JobBody),
        (status = 404, description = "`not_found`", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 409, description = "`rebuild_ended`", body = ProblemBody,
            content_type = "application/problem+json"),
    ))]
async fn pause_rebuild(
    Extension(jobs): Extension<Arc<Jobs>>,
    PathId(id): PathId,
) -> Result<Response, Problem> {
    while_it_lasts(&jobs, id, Rebuild::pause)
}

/// Let a paused rebuild go on where it was.
#[utoipa::path(post, path = "/v1/ops/rebuild/{id}/resume", tag = "operations",
    params(("id" = Uuid, Path, description = "as the start answered")),
    responses(
        (status = 202, description = "it goes on, or was not paused", body = JobBody),
        (status = 404, description = "`not_found`", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 409, description = "`rebuild_ended`", body = ProblemBody,
            content_type = "application/problem+json"),
    ))]
async fn resume_rebuild(
    Extension(jobs): Extension<Arc<Jobs>>,
    PathId(id): PathId,
) -> Result<Response, Problem> {
    while_it_lasts(&jobs, id, Rebuild::resume)
}

/// Read the whole log again: checksums, order, and the Merkle root against the signed checkpoint; then
/// all attached files, each against its hash.
#[utoipa::path(post, path = "/v1/ops/verify", tag = "operations", responses(
    (status = 202, description = "started; look at `Location`", body = JobBody),
    (status = 409, description = "`verify_running`, with its id as `job`", body = ProblemBody,
        content_type = "application/problem+json"),
))]
async fn start_verify(
    State(app): State<App>,
    Extension(jobs): Extension<Arc<Jobs>>,
) -> Result<Response, Problem> {
    let work = Work::Verify(Verification::of(app.log().head().seq));
    let job = jobs.begin(JobKind::Verify, app.now(), work)?;
    spawn(&app, &job, |app, job| {
        if let Work::Verify(verification) = &job.work {
            verification.run(app.log().as_ref(), || app.world(), app.files());
        }
    })?;
    Ok(started(&job))
}

/// Where a verification stands, and what it found.
#[utoipa::path(get, path = "/v1/ops/verify/{id}", tag = "operations",
    params(("id" = Uuid, Path, description = "as the start answered")),
    responses(
        (status = 200, description = "as of now", body = JobBody),
        (status = 404, description = "`not_found`", body = ProblemBody,
            content_type = "application/problem+json"),
    ))]
async fn verify(
    Extension(jobs): Extension<Arc<Jobs>>,
    PathId(id): PathId,
) -> Result<Json<JobBody>, Problem> {
    look(&jobs, JobKind::Verify, id)
}

/// Stop a verification. Nothing was changed by it.
#[utoipa::path(delete, path = "/v1/ops/verify/{id}", tag = "operations",
    params(("id" = Uuid, Path, description = "as the start answered")),
    responses(
        (status = 202, description = "it stops at the next block", body = JobBody),
        (status = 404, description = "`not_found`", body = ProblemBody,
            content_type = "application/problem+json"),
    ))]
async fn cancel_verify(
    Extension(jobs): Extension<Arc<Jobs>>,
    PathId(id): PathId,
) -> Result<Response, Problem> {
    stop(&jobs, JobKind::Verify, id)
}

fn look(jobs: &Jobs, kind: JobKind, id: Uuid) -> Result<Json<JobBody>, Problem> {
    jobs.find(kind, id).map(|job| Json(job.body())).ok_or_else(Problem::not_found)
}

fn stop(jobs: &Jobs, kind: JobKind, id: Uuid) -> Result<Response, Problem> {
    let job = jobs.find(kind, id).ok_or_else(Problem::not_found)?;
    job.cancel();
    Ok((StatusCode::ACCEPTED, Json(job.body())).into_response())
}

/// Does something to a rebuild that has not ended.
fn while_it_lasts(jobs: &Jobs, id: Uuid, act: fn(&Rebuild)) -> Result<Response, Problem> {
    let job = jobs.find(JobKind::Rebuild, id).ok_or_else(Problem::not_found)?;
    if job.body().state.is_over() {
        return Err(Problem::new(ProblemKind::RebuildEnded));
    }
    if let Work::Rebuild(rebuild) = &job.work {
        act(rebuild);
    }
    Ok((StatusCode::ACCEPTED, Json(job.body())).into_response())
}

fn started(job: &Job) -> Response {
    let location = format!("/v1/ops/{}/{}", job.kind.kebab(), job.id);
    (StatusCode::ACCEPTED, [(header::LOCATION, location)], Json(job.body())).into_response()
}

/// Gives the work a thread of its own; it is stopped when the server stops.
fn spawn(app: &App, job: &Arc<Job>, work: fn(&App, &Job)) -> Result<(), Problem> {
    let (on, doing) = (app.clone(), job.clone());
    let run = move || {
        if catch_unwind(AssertUnwindSafe(|| work(&on, &doing))).is_err() {
            tracing::error!(kind = doing.kind.kebab(), "a job was given up after a panic");
            doing.give_up("it was given up after a fault inside, of which the server's log tells");
        }
        doing.end();
    };
    let thread = std::thread::Builder::new().name(job.kind.kebab().into()).spawn(run);
    if let Err(error) = thread {
        tracing::error!(%error, "no thread for a job");
        job.end();
        return Err(Problem::new(ProblemKind::Unavailable));
    }
    tokio::spawn(stop_with_the_server(app.clone(), Arc::downgrade(job)));
    Ok(())
}

async fn stop_with_the_server(app: App, job: Weak<Job>) {
    let mut closing = app.closing();
    drop(app);
    // An error means that the app is gone, which is as good as closing.
    let _ = closing.wait_for(|closing| *closing == Closing::Yes).await;
    if let Some(job) = job.upgrade() {
        job.cancel();
    }
}

#[cfg(test)]
mod tests;
