use std::collections::BTreeMap;

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
    /// The second file, of an import that may have one.
    pub(super) joined: Option<Vec<u8>>,
    /// What the other parts say, by their names.
    texts: BTreeMap<&'static str, String>,
    pub(super) run: Run,
}

impl Upload {
    /// What a part says that must be there.
    pub(super) fn needed(&self, part: &'static str) -> Result<&str, Problem> {
        self.given(part).ok_or_else(|| bad(format!("the part `{part}` is missing")))
    }

    /// What a part says, if it is there.
    pub(super) fn given(&self, part: &'static str) -> Option<&str> {
        self.texts.get(part).map(String::as_str)
    }

    #[cfg(test)]
    pub(super) fn with(bytes: &[u8], part: &'static str, text: &str, run: Run) -> Self {
        let texts = BTreeMap::from([(part, text.to_owned())]);
        Self { bytes: bytes.to_vec(), file_name: None, joined: None, texts, run }
    }
}

/// Whether something is to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Run {
    Dry,
    Real,
}

/// How many files an import has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileCount {
    One,
    /// A second one, `joined`, may go with it.
    OneOrTwo,
}

/// Reads the form: the file or files, `dry_run`, and `parts` of text. Every part is bounded while it
/// comes in, and all of them together.
pub(super) async fn receive(
    mut form: Multipart,
    files: FileCount,
    parts: &[&'static str],
) -> Result<Upload, Problem> {
    let (mut file, mut joined, mut run) = (None, None, None);
    let mut texts = BTreeMap::new();
    while let Some(field) = form.next_field().await.map_err(|error| broken(&error))? {
        let name = field.name().unwrap_or_default();
        if let Some(part) = parts.iter().copied().find(|part| *part == name) {
            let told = text(bounded(field, MAPPING_BYTES_MAX).await?, part)?;
            if texts.insert(part, told).is_some() {
                return Err(twice(part));
            }
            continue;
        }
        match name {
            "file" if file.is_none() => {
                let name = field.file_name().map(str::to_owned);
                file = Some((bounded(field, FILE_BYTES_MAX).await?, name));
            }
            "joined" if files == FileCount::OneOrTwo && joined.is_none() => {
                joined = Some(bounded(field, FILE_BYTES_MAX).await?);
            }
            "joined" if files == FileCount::OneOrTwo => return Err(twice("joined")),
            "dry_run" if run.is_none() => {
                let flag = text(bounded(field, FLAG_BYTES_MAX).await?, "dry_run")?;
                run = Some(match flag.trim() {
                    "true" => Run::Dry,
                    "false" | "" => Run::Real,
                    _ => return Err(bad("`dry_run` is `true` or `false`")),
                });
            }
            known @ ("file" | "dry_run") => return Err(twice(known)),
            other => {
                let shown: String = other.chars().take(64).collect();
                return Err(bad(format!("there is no part `{shown}`")));
            }
        }
    }
    let (bytes, file_name) = file.ok_or_else(|| bad("the part `file` is missing"))?;
    Ok(Upload { bytes, file_name, joined, texts, run: run.unwrap_or(Run::Real) })
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

fn twice(part: &str) -> Problem {
    bad(format!("`{part}` is there twice"))
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
