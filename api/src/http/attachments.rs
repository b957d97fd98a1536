//! Files: taken in with the command that attaches them, and given out to whom their row is shown.
//!
//! A file is asked for with its bytes, never by its hash alone: whoever knows the hash of somebody
//! else's file would else get the file.

mod content;
mod upload;

use axum::Json;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::response::{IntoResponse, Response};
use loggia_core::access::UserId;
use loggia_core::command::{Command, CommandKind};
use loggia_core::delivery::{AttachFile, Audience, FileBrief};
use loggia_core::permit::may_ask;
use loggia_core::scalar::FILE_BYTES_MAX;
use loggia_store::{Accepted, Rejection};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

#[cfg(test)]
pub(super) use content::PIECE_SECONDS_MAX;
pub(super) use content::{Asked, content};

use super::commands::{Done, DoneForPartner, done};
use super::headers::CommandHeaders;
use super::problem::ProblemBody;
use super::{Caller, Client, Problem, ProblemKind};
use crate::app::{App, Ask, AskError, Files, Kept};
use upload::Upload;

/// Largest request: a file, what goes with it, and the frame around them.
const REQUEST_BYTES_MAX: usize = FILE_BYTES_MAX as usize + 64 * 1024;

/// The routes of this module.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(attach_file))
        .layer(DefaultBodyLimit::max(REQUEST_BYTES_MAX))
        .routes(routes!(content::staff_attachment_content))
}

/// A file, and what it is about.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the shape of the form, for the OpenAPI document")]
struct AttachForm {
    /// To what it is attached, as JSON: `{"task":"..."}`, or `project`, `milestone`, `raid_item`,
    /// `status_report`, `expense`.
    about: String,
    /// For whom it is meant; partners as well where nothing is said.
    audience: Option<Audience>,
    /// The file, with its name; the last part.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Attach a file to a record of a project. PDF, PNG, JPEG, plain text, CSV, XLSX and DOCX are taken,
/// up to 25 MiB; the content must be what the name says. `file` is the last part of the form.
#[utoipa::path(post, path = "/v1/commands/attach-file", tag = "commands",
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "the name of the request: a repeat gets the first answer"),
        ("Loggia-Reason" = Option<String>, Header, description = "why, in UTF-8; kept in the log"),
    ),
    request_body(content = AttachForm, content_type = "multipart/form-data"),
    responses(
        (status = 200, description = "accepted, durable, and in the views; partner users get `DoneForPartner`",
            content((Done = "application/json"), (DoneForPartner = "application/json"))),
        (status = "4XX", description = "refused; nothing changed: `bad_upload`, `body_too_large`, \
            `file_type_not_allowed`, `file_content_does_not_fit`, `too_many_transfers`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
async fn attach_file(
    State(app): State<App>,
    caller: Caller,
    client: Client,
    headers: CommandHeaders,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Problem> {
    let CommandHeaders { key, reason, if_match } = headers;
    if if_match.is_some() {
        return Err(Problem::new(ProblemKind::BadIfMatch));
    }
    let (actor, side) = (caller.actor(), caller.side());
    // Before anything is taken in.
    may_ask(&app.world().access, actor, CommandKind::AttachFile)
        .map_err(|denied| Problem::denied(denied, side))?;
    let form =
        form.map_err(|error| Problem::new(ProblemKind::BadUpload).told(error.body_text()))?;
    let user = UserId::of(actor).ok_or_else(|| Problem::new(ProblemKind::NoSession))?;
    let upload = upload::receive(&app, user, (&caller, key.as_ref()), form).await?;
    let Upload { about, audience, name, media_type, arrived, turn } = upload;
    let origin = client.origin();
    let work = async move {
        let files = app.files().cloned().ok_or_else(unavailable)?;
        let kept = keep(&files, arrived).await?;
        let file = FileBrief { name, media_type, size: kept.size, sha256: kept.content };
        let command = Command::from(AttachFile { about, file, audience });
        let ask = Ask { actor, origin, command, key, reason, precondition: None };
        let asked = app.ask(ask).await;
        if is_settled(&asked) {
            let world = app.clone();
            let ended = tokio::task::spawn_blocking(move || kept.end(|| world.world())).await;
            ended.map_err(|_| Problem::new(ProblemKind::Internal))?;
        }
        drop(turn);
        let answer = asked.map(|accepted| Json(done(&app, &caller, accepted)).into_response());
        answer.map_err(|error| Problem::asked(&error, side))
    };
    // It goes on to its end when the client goes away: a file that is kept is attached or removed.
    tokio::spawn(work).await.map_err(|error| {
        tracing::error!(%error, "attaching a file ended with a panic");
        Problem::new(ProblemKind::Internal)
    })?
}

async fn keep(files: &Files, arrived: crate::app::Arrived) -> Result<Kept, Problem> {
    let files = files.clone();
    let kept = tokio::task::spawn_blocking(move || files.keep(arrived)).await;
    let kept = kept.map_err(|_| Problem::new(ProblemKind::Internal))?;
    kept.map_err(|error| {
        tracing::error!(%error, "an attached file cannot be kept");
        unavailable()
    })
}

/// Whether the command happened, or never will.
fn is_settled(asked: &Result<Accepted, AskError>) -> bool {
    match asked {
        Ok(_) => true,
        Err(AskError::Rejected(rejection)) => match rejection {
            Rejection::Refused(_)
            | Rejection::Denied(_)
            | Rejection::Stale
            | Rejection::KeyReused
            | Rejection::Overloaded => true,
            // It may be written all the same.
            Rejection::Unavailable(_) | Rejection::Stopped => false,
        },
        Err(AskError::StillWorking) => false,
        Err(AskError::NoRandomness(_)) => true,
    }
}

fn unavailable() -> Problem {
    Problem::new(ProblemKind::Unavailable)
}
