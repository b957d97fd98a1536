use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use loggia_core::access::UserId;
use loggia_core::delivery::{About, Audience, MediaType, may_attach};
use loggia_core::scalar::{FILE_BYTES_MAX, FileName};
use serde::de::DeserializeOwned;
use serde_json::json;

use super::unavailable;
use crate::app::{App, Arrived, Files, IdempotencyKey, NotTaken};
use crate::http::{Caller, Problem, ProblemKind, settled};
use crate::turns::Turn;

/// Longest part that is no file.
const PART_BYTES_MAX: usize = 256;

/// What was sent: durable, and without its name yet.
pub(super) struct Upload {
    pub(super) about: About,
    pub(super) audience: Audience,
    pub(super) name: FileName,
    pub(super) media_type: MediaType,
    pub(super) arrived: Arrived,
    pub(super) turn: Turn,
}

/// Reads the form. Whether the file may be attached at all is asked before its first byte is taken:
/// who may not gets the answer of the command, and nothing is written. Not so where the request has a
/// name: then it may be the repeat of one that was answered, and that answer holds whatever has become
/// of the record since. The bytes that are taken in for nothing are bounded by the turns.
pub(super) async fn receive(
    app: &App,
    user: UserId,
    (caller, key): (&Caller, Option<&IdempotencyKey>),
    mut form: Multipart,
) -> Result<Upload, Problem> {
    let (mut about, mut audience) = (None, None);
    while let Some(field) = form.next_field().await.map_err(|error| broken(&error))? {
        match field.name().unwrap_or_default() {
            "about" if about.is_none() => {
                let told = text(field).await?;
                about = Some(serde_json::from_str::<About>(&told).map_err(|_| {
                    bad("`about` is JSON such as `{\"task\":\"01234567-89ab-7cde-8f01-23456789abcd\"}`")
                })?);
            }
            "audience" if audience.is_none() => {
                let told = text(field).await?;
                audience = Some(
                    named::<Audience>(told.trim())
                        .ok_or_else(|| bad("`audience` is `internal` or `shared`"))?,
                );
            }
            "file" => {
                let about = about.ok_or_else(|| bad("the part `about` comes before `file`"))?;
                let audience = audience.unwrap_or_default();
                settled(app, caller.side()).await?;
                if key.is_none() {
                    may_attach(&app.world(), caller.actor(), about, audience)
                        .map_err(|refusal| Problem::refused(&refusal, caller.side()))?;
                }
                let (name, media_type) = called(&field)?;
                let files = app.files().ok_or_else(unavailable)?;
                let busy = || Problem::new(ProblemKind::TooManyTransfers).retry_after(1);
                let turn = files.to_send(user).ok_or_else(busy)?;
                let arrived = taken(files, field, media_type).await?;
                if form.next_field().await.map_err(|error| broken(&error))?.is_some() {
                    return Err(bad("`file` is the last part"));
                }
                return Ok(Upload { about, audience, name, media_type, arrived, turn });
            }
            known @ ("about" | "audience") => return Err(bad(format!("`{known}` is there twice"))),
            other => {
                let shown: String = other.chars().take(64).collect();
                return Err(bad(format!("there is no part `{shown}`")));
            }
        }
    }
    Err(bad("the part `file` is missing"))
}

fn named<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(json!(word)).ok()
}

/// What the file is called, and what it says that it is.
fn called(field: &Field<'_>) -> Result<(FileName, MediaType), Problem> {
    let name = field.file_name().ok_or_else(|| bad("`file` has no name"))?;
    let name = FileName::new(name).map_err(|error| bad(error.to_string()))?;
    let media_type = MediaType::of(&name).ok_or_else(|| {
        let endings = MediaType::ALL.iter().flat_map(|of| of.endings());
        let endings: Vec<_> = endings.collect();
        Problem::new(ProblemKind::FileTypeNotAllowed).with("endings", json!(endings))
    })?;
    let declared = field.content_type().unwrap_or_default();
    let essence = declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match is_called(media_type, &essence) {
        true => Ok((name, media_type)),
        false => Err(Problem::new(ProblemKind::FileContentDoesNotFit)),
    }
}

/// Whether files of a type are sent as `essence`, by programs that know it and those that do not.
fn is_called(media_type: MediaType, essence: &str) -> bool {
    let also: &[&str] = match media_type {
        MediaType::Csv => &["text/plain", "application/csv", "application/vnd.ms-excel"],
        MediaType::Jpeg => &["image/jpg"],
        MediaType::Pdf | MediaType::Png | MediaType::Text | MediaType::Xlsx | MediaType::Docx => {
            &[]
        }
    };
    matches!(essence, "" | "application/octet-stream")
        || essence == media_type.mime()
        || also.contains(&essence)
}

/// Takes the bytes as they come; what is refused or breaks off leaves nothing behind.
async fn taken(
    files: &Files,
    mut field: Field<'_>,
    media_type: MediaType,
) -> Result<Arrived, Problem> {
    let mut incoming = files.receive().await.map_err(|error| not_taken(&error.into()))?;
    while let Some(chunk) = field.chunk().await.map_err(|error| broken(&error))? {
        incoming.take(&chunk).await.map_err(|error| not_taken(&error))?;
    }
    incoming.finish(media_type).await.map_err(|error| not_taken(&error))
}

fn not_taken(why: &NotTaken) -> Problem {
    match why {
        NotTaken::TooLarge => too_large(),
        NotTaken::Empty => bad("the file is empty"),
        NotTaken::OfAnotherType => Problem::new(ProblemKind::FileContentDoesNotFit),
        NotTaken::Disk(error) => {
            tracing::error!(%error, "a file cannot be taken in");
            unavailable()
        }
    }
}

async fn text(mut field: Field<'_>) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| broken(&error))? {
        if bytes.len().saturating_add(chunk.len()) > PART_BYTES_MAX {
            return Err(bad("a part beside the file is too long"));
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| bad("a part beside the file is not UTF-8"))
}

fn bad(told: impl Into<std::borrow::Cow<'static, str>>) -> Problem {
    Problem::new(ProblemKind::BadUpload).told(told)
}

fn too_large() -> Problem {
    Problem::new(ProblemKind::BodyTooLarge).with("bytes_max", json!(FILE_BYTES_MAX))
}

fn broken(error: &MultipartError) -> Problem {
    match error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        true => too_large(),
        false => bad("the form did not arrive whole"),
    }
}
