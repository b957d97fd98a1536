use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use serde_json::Value;

use crate::http::{Problem, ProblemKind};
use crate::import::{FILE_BYTES_MAX, MAPPING_BYTES_MAX};

/// Largest upload: a file, its mapping, and the frame around them.
pub const UPLOAD_BYTES_MAX: usize = FILE_BYTES_MAX + MAPPING_BYTES_MAX + 64 * 1024;

/// Longest value of `dry_run`.
const FLAG_BYTES_MAX: usize = 16;

/// What was sent.
#[derive(Debug)]
pub(super) struct Upload {
    pub(super) bytes: Vec<u8>,
    pub(super) file_name: Option<String>,
    pub(super) mapping: String,
    pub(super) run: Run,
}

/// Whether something is to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Run {
    Dry,
    Real,
}

/// Reads the form; every part is bounded while it comes in.
pub(super) async fn receive(mut form: Multipart) -> Result<Upload, Problem> {
    let (mut file, mut mapping, mut run) = (None, None, None);
    while let Some(field) = form.next_field().await.map_err(|error| broken(&error))? {
        match field.name().unwrap_or_default() {
            "file" if file.is_none() => {
                let name = field.file_name().map(str::to_owned);
                file = Some((bounded(field, FILE_BYTES_MAX).await?, name));
            }
            "mapping" if mapping.is_none() => {
                mapping = Some(text(bounded(field, MAPPING_BYTES_MAX).await?, "mapping")?);
            }
            "dry_run" if run.is_none() => {
                let flag = text(bounded(field, FLAG_BYTES_MAX).await?, "dry_run")?;
                run = Some(match flag.trim() {
                    "true" => Run::Dry,
                    "false" | "" => Run::Real,
                    _ => return Err(bad("`dry_run` is `true` or `false`")),
                });
            }
            known @ ("file" | "mapping" | "dry_run") => {
                return Err(bad(format!("`{known}` is there twice")));
            }
            other => {
                let shown: String = other.chars().take(64).collect();
                return Err(bad(format!("there is no part `{shown}`")));
            }
        }
    }
    let (bytes, file_name) = file.ok_or_else(|| bad("the part `file` is missing"))?;
    let mapping = mapping.ok_or_else(|| bad("the part `mapping` is missing"))?;
    Ok(Upload { bytes, file_name, mapping, run: run.unwrap_or(Run::Real) })
}

async fn bounded(mut field: Field<'_>, max: usize) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| broken(&error))? {
        if bytes.len().saturating_add(chunk.len()) > max {
            return Err(too_large(max));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn text(bytes: Vec<u8>, part: &str) -> Result<String, Problem> {
    String::from_utf8(bytes).map_err(|_| bad(format!("`{part}` is not UTF-8")))
}

fn bad(told: impl Into<std::borrow::Cow<'static, str>>) -> Problem {
    Problem::new(ProblemKind::BadUpload).told(told)
}

fn too_large(max: usize) -> Problem {
    Problem::new(ProblemKind::BodyTooLarge).with("bytes_max", Value::from(max))
}

fn broken(error: &MultipartError) -> Problem {
    match error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        true => too_large(UPLOAD_BYTES_MAX),
        false => bad("the form did not arrive whole"),
    }
}
