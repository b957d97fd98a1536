//! Taking production logs in, lists of people to be invited, project plans, timesheets and expenses.
//!
//! A file is read and checked as a whole. Rows of logs, plans, timesheets and expenses are then decided
//! on a copy of the world: a dry run ends there with exact counts. Only then the batches are asked
//! for, one after the other, each under a name that follows from the import and from what it says: a
//! retry goes on where it stopped, and rows that were taken before are passed over. Of a list of people
//! each row stands for itself.

mod desk;
mod effort;
mod partners;
mod plan;
mod rehearsal;
mod report;
mod run;
mod take;
mod upload;

use std::sync::Arc;

use axum::extract::multipart::MultipartRejection;
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
use crate::import::{ExpenseOptions, TimeOptions};
use desk::{Desk, ImportBody, Ticket};
use effort::{Effort, EffortReport};
use partners::PartnersReport;
use plan::PlanReport;
use report::ImportReport;
use run::{Importer, Order};
use upload::{FileCount, Upload};

/// The routes of this module.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(import_production))
        .routes(routes!(import_partners))
        .routes(routes!(import_plan))
        .routes(routes!(import_timesheets))
        .routes(routes!(import_expenses))
        .routes(routes!(look, stop))
        .layer(DefaultBodyLimit::max(UPLOAD_BYTES_MAX))
        .layer(Extension(Arc::new(Desk::new())))
}

/// A production log and what it means.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the shape of the form, for the OpenAPI document")]
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
    form: Result<Multipart, MultipartRejection>,
) -> Result<Json<ImportReport>, Problem> {
    let import = name_of(&headers)?;
    let ticket = desk.admit(import, staff.id(), app.now())?;
    let by = Importer { actor: staff.actor(), origin: client.origin(), import };
    let order = Order { upload: received(&ticket, form, FileCount::One, &["mapping"]).await?, by };
    let entry = Arc::clone(&ticket);
    let work = async move { run::run(&app, &entry, order).await };
    to_its_end(ticket, work, ImportReport::is_stopped).await
}

/// A list of people to be invited.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the shape of the form, for the OpenAPI document")]
struct PartnersForm {
    /// The list: CSV or XLSX, with a header.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// The encoding of a CSV file, such as `windows-1252`; UTF-8 where none is given.
    encoding: Option<String>,
    /// `true`: tell who would be invited, and invite nobody.
    dry_run: Option<String>,
}

/// Invite the people of a list. Every row is tried: the answer says what became of each. Whoever is
/// there already is passed over, so the same list twice changes nothing. `Idempotency-Key` (a UUID)
/// names the import, so that it can be looked at meanwhile.
#[utoipa::path(post, path = "/v1/imports/partners", tag = "imports",
    params(("Idempotency-Key" = Option<Uuid>, Header, description = "the name of the import")),
    request_body(content = PartnersForm, content_type = "multipart/form-data"),
    responses(
        (status = 200, description = "who was invited, or would be", body = PartnersReport),
        (status = 422, description = "`import_refused` with `findings`",
            body = ProblemBody, content_type = "application/problem+json"),
        (status = "4XX", description = "`bad_upload`, `body_too_large`, `import_running`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
async fn import_partners(
    State(app): State<App>,
    Extension(desk): Extension<Arc<Desk>>,
    staff: Staff,
    client: Client,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Json<PartnersReport>, Problem> {
    let import = name_of(&headers)?;
    let ticket = desk.admit(import, staff.id(), app.now())?;
    let by = Importer { actor: staff.actor(), origin: client.origin(), import };
    let order = Order { upload: received(&ticket, form, FileCount::One, &["encoding"]).await?, by };
    let entry = Arc::clone(&ticket);
    let work = async move { partners::run(&app, &entry, order).await };
    to_its_end(ticket, work, PartnersReport::is_stopped).await
}

/// A project plan, and what it does not say itself.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the shape of the form, for the OpenAPI document")]
struct PlanForm {
    /// The plan, as Microsoft Project saves it in XML.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// The IANA zone of the times in the plan, such as `Europe/Vienna`.
    zone: String,
    /// The name of the project that it is of; the one that it names, made where it is not there yet,
    /// where none is given.
    project: Option<String>,
    /// TOML or JSON that maps names of resources to the ids of the persons that they are.
    persons: Option<String>,
    /// `true`: tell what would be made and changed, and do nothing.
    dry_run: Option<String>,
}

/// Import a project plan. What it says becomes a project with phases, tasks, links and persons; the
/// next file of the same plan changes what differs, the same file nothing. What vanished from it is
/// told and stays. `Idempotency-Key` (a UUID) names the import, so that it can be looked at
/// meanwhile.
#[utoipa::path(post, path = "/v1/imports/plan", tag = "imports",
    params(("Idempotency-Key" = Option<Uuid>, Header, description = "the name of the import")),
    request_body(content = PlanForm, content_type = "multipart/form-data"),
    responses(
        (status = 200, description = "what was made and changed, or would be", body = PlanReport),
        (status = 422, description = "`import_refused` with `findings`, `bad_mapping`",
            body = ProblemBody, content_type = "application/problem+json"),
        (status = "4XX", description = "`bad_upload`, `body_too_large`, `import_running`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
async fn import_plan(
    State(app): State<App>,
    Extension(desk): Extension<Arc<Desk>>,
    staff: Staff,
    client: Client,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Json<PlanReport>, Problem> {
    let import = name_of(&headers)?;
    let ticket = desk.admit(import, staff.id(), app.now())?;
    let by = Importer { actor: staff.actor(), origin: client.origin(), import };
    let order = Order { upload: received(&ticket, form, FileCount::One, &plan::PARTS).await?, by };
    let entry = Arc::clone(&ticket);
    let work = async move { plan::run(&app, &entry, order).await };
    to_its_end(ticket, work, PlanReport::is_stopped).await
}

/// Timesheets or expenses, and what they mean.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the shape of the form, for the OpenAPI document")]
struct EffortForm {
    /// The file: XLSX or CSV.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// A second file, whose rows go on where those of the first end, if the mapping joins one.
    #[schema(value_type = Option<String>, format = Binary)]
    joined: Option<Vec<u8>>,
    /// A mapping in TOML, or the name of one that comes with Loggia: `sip` of timesheets,
    /// `p6-expenses` of expenses.
    mapping: String,
    /// `true`: tell what would be made, and make nothing.
    dry_run: Option<String>,
}

/// Import timesheets as history. A file that cannot be read or taken right is refused whole, with row
/// and column of each problem; the same file twice adds nothing. `Idempotency-Key` (a UUID) names the
/// import, so that it can be looked at meanwhile.
#[utoipa::path(post, path = "/v1/imports/timesheets", tag = "imports",
    params(("Idempotency-Key" = Option<Uuid>, Header, description = "the name of the import")),
    request_body(content = EffortForm, content_type = "multipart/form-data"),
    responses(
        (status = 200, description = "what was made, or would be", body = EffortReport),
        (status = 422, description = "`import_refused` with `findings`, `bad_mapping`",
            body = ProblemBody, content_type = "application/problem+json"),
        (status = "4XX", description = "`bad_upload`, `body_too_large`, `import_running`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
async fn import_timesheets(
    State(app): State<App>,
    Extension(desk): Extension<Arc<Desk>>,
    staff: Staff,
    client: Client,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Json<EffortReport>, Problem> {
    import_effort::<TimeOptions>(app, desk, staff, client, headers, form).await
}

/// Import expenses as history. A file that cannot be read or taken right is refused whole, with row
/// and column of each problem; the same file twice adds nothing. `Idempotency-Key` (a UUID) names the
/// import, so that it can be looked at meanwhile.
#[utoipa::path(post, path = "/v1/imports/expenses", tag = "imports",
    params(("Idempotency-Key" = Option<Uuid>, Header, description = "the name of the import")),
    request_body(content = EffortForm, content_type = "multipart/form-data"),
    responses(
        (status = 200, description = "what was made, or would be", body = EffortReport),
        (status = 422, description = "`import_refused` with `findings`, `bad_mapping`",
            body = ProblemBody, content_type = "application/problem+json"),
        (status = "4XX", description = "`bad_upload`, `body_too_large`, `import_running`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
async fn import_expenses(
    State(app): State<App>,
    Extension(desk): Extension<Arc<Desk>>,
    staff: Staff,
    client: Client,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Json<EffortReport>, Problem> {
    import_effort::<ExpenseOptions>(app, desk, staff, client, headers, form).await
}

async fn import_effort<E: Effort>(
    app: App,
    desk: Arc<Desk>,
    staff: Staff,
    client: Client,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Json<EffortReport>, Problem> {
    let import = name_of(&headers)?;
    let ticket = desk.admit(import, staff.id(), app.now())?;
    let by = Importer { actor: staff.actor(), origin: client.origin(), import };
    let upload = received(&ticket, form, FileCount::OneOrTwo, &effort::PARTS).await?;
    let (entry, order) = (Arc::clone(&ticket), Order { upload, by });
    let work = async move { effort::run::<E>(&app, &entry, order).await };
    to_its_end(ticket, work, EffortReport::is_stopped).await
}

async fn received(
    ticket: &Ticket,
    form: Result<Multipart, MultipartRejection>,
    files: FileCount,
    parts: &[&'static str],
) -> Result<Upload, Problem> {
    let broken =
        |error: MultipartRejection| Problem::new(ProblemKind::BadUpload).told(error.body_text());
    let form = form.map_err(broken)?;
    upload::receive(form, files, parts).await.inspect_err(|problem| ticket.fail(problem))
}

/// Runs an import in a task of its own: it goes on to the next stop when the client goes away.
async fn to_its_end<R: Send + 'static>(
    ticket: Ticket,
    work: impl Future<Output = Result<R, Problem>> + Send + 'static,
    is_stopped: fn(&R) -> bool,
) -> Result<Json<R>, Problem> {
    let work = tokio::spawn(async move {
        let done = work.await;
        match &done {
            Ok(report) => ticket.end(is_stopped(report)),
            Err(problem) => ticket.fail(problem),
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
