//! Taking production logs in.
//!
//! The whole file is read and checked, then decided on a copy of the world: a dry run ends there
//! with exact counts. Only then the batches are asked for, one after the other, each under a name
//! that follows from the import and from what it says: a retry goes on where it stopped, and rows
//! that were taken before are passed over.

mod desk;
mod rehearsal;
mod report;
mod run;
mod upload;

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub use desk::{IMPORTS_KEPT_MAX, IMPORTS_PARALLEL_MAX};
pub use upload::UPLOAD_BYTES_MAX;

use super::headers::IDEMPOTENCY_KEY;
use super::path::{PathId, id};
use super::problem::ProblemBody;
use super::{Client, Problem, ProblemKind, Staff};
use crate::app::App;
use desk::{Desk, ImportBody};
use report::ImportReport;
use run::Order;

/// The routes of this module.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(import_production))
        .routes(routes!(look, stop))
        .layer(DefaultBodyLimit::max(UPLOAD_BYTES_MAX))
        .layer(Extension(Arc::new(Desk::new())))
}

/// A production log and what it means.
#[derive(ToSchema)]
#[allow(dead_code, reason = "the shape of the form, for the OpenAPI document")]
struct ImportForm {
    /// The file: XLSX or CSV.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// A mapping in TOML, or the name of one that comes with Loggia: `plant`, `plant-csv`.
    mapping: String,
    /// `true`: tell what would be made, and make nothing.
    dry_run: Option<String>,
}

/// Import a production log. A file that cannot be read right is refused whole; the same file twice
/// adds nothing. `Idempotency-Key` (a UUID) names the import, so that it can be looked at meanwhile.
#[utoipa::path(post, path = "/v1/imports/production", tag = "imports",
    params(("Idempotency-Key" = Option<Uuid>, Header, description = "the name of the import")),
    request_body(content = ImportForm, content_type = "multipart/form-data"),
    responses(
        (status = 200, description = "what was made, or would be", body = ImportReport),
        (status = 422, description = "`import_refused` with `findings`, `bad_mapping`",
            body = ProblemBody, content_type = "application/problem+json"),
        (status = "4XX", description = "`bad_upload`, `body_too_large`, `import_running`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
async fn import_production(
    State(app): State<App>,
    Extension(desk): Extension<Arc<Desk>>,
    staff: Staff,
    client: Client,
    headers: HeaderMap,
    form: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Result<Json<ImportReport>, Problem> {
    let import = name_of(&headers)?;
    let entry = desk.admit(import, staff.id(), app.now())?;
    let form =
        form.map_err(|error| Problem::new(ProblemKind::BadUpload).told(error.body_text()))?;
    let upload = upload::receive(form).await.inspect_err(|problem| entry.fail(problem))?;
    let order = Order { upload, actor: staff.actor(), origin: client.origin(), import };
    // A task of its own: it goes on to the next stop when the client goes away.
    let work = tokio::spawn(async move {
        let done = run::run(&app, &entry, order).await;
        match &done {
            Ok(report) => entry.end(report),
            Err(problem) => entry.fail(problem),
        }
        done
    });
    let done = work.await.map_err(|error| {
        tracing::error!(%error, "an import ended with a panic");
        Problem::new(ProblemKind::Internal)
    })?;
    done.map(Json)
}

/// Where an import stands.
#[utoipa::path(get, path = "/v1/imports/{id}", tag = "imports",
    params(("id" = Uuid, Path, description = "the `Idempotency-Key` of the import")),
    responses(
        (status = 200, description = "as of now", body = ImportBody),
        (status = 404, description = "`not_found`", body = ProblemBody,
            content_type = "application/problem+json"),
    ))]
async fn look(
    Extension(desk): Extension<Arc<Desk>>,
    PathId(id): PathId,
) -> Result<Json<ImportBody>, Problem> {
    desk.find(id).map(|entry| Json(entry.body())).ok_or_else(Problem::not_found)
}

/// Stop an import after the batch that is being taken. What is in stays in; importing the file again
/// goes on from there.
#[utoipa::path(delete, path = "/v1/imports/{id}", tag = "imports",
    params(("id" = Uuid, Path, description = "the `Idempotency-Key` of the import")),
    responses(
        (status = 202, description = "it stops after this batch", body = ImportBody),
        (status = 404, description = "`not_found`", body = ProblemBody,
            content_type = "application/problem+json"),
    ))]
async fn stop(
    Extension(desk): Extension<Arc<Desk>>,
    PathId(id): PathId,
) -> Result<Response, Problem> {
    let entry = desk.find(id).ok_or_else(Problem::not_found)?;
    entry.stop();
    let location = [(header::LOCATION, format!("/v1/imports/{id}"))];
    Ok((StatusCode::ACCEPTED, location, Json(entry.body())).into_response())
}

fn name_of(headers: &HeaderMap) -> Result<Uuid, Problem> {
    let Some(key) = headers.get(IDEMPOTENCY_KEY) else { return Ok(Uuid::now_v7()) };
    let named = key.to_str().ok().and_then(|text| id(text.trim()).ok());
    named.ok_or_else(|| {
        let told = "the key of an import is a UUID, as it is part of the import's address";
        Problem::new(ProblemKind::BadIdempotencyKey).told(told)
    })
}

#[cfg(test)]
mod tests;
