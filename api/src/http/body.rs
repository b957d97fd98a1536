//! JSON in.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Problem, ProblemKind};

/// Largest body of a request with JSON.
pub const BODY_BYTES_MAX: usize = 256 * 1024;

/// A body of JSON. What is wrong with it is told with line, column and path.
pub struct Body<T>(pub T);

/// A body with secrets in it: what is wrong with it is told without any of its text.
pub(super) struct SecretBody<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let bytes = json_bytes(request, state).await?;
        parse(&bytes, Told::WithText).map(Self)
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for SecretBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let bytes = json_bytes(request, state).await?;
        parse(&bytes, Told::WithoutText).map(Self)
    }
}

async fn json_bytes<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    if !is_json(request.headers()) {
        return Err(Problem::new(ProblemKind::WrongContentType));
    }
    Bytes::from_request(request, state).await.map_err(|rejection| unreadable(&rejection))
}

fn unreadable(rejection: &BytesRejection) -> Problem {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        // The connection broke off, or its framing is wrong.
        _ => Problem::new(ProblemKind::BadJson).told("the body did not arrive whole"),
    }
}

fn too_large() -> Problem {
    let problem = Problem::new(ProblemKind::BodyTooLarge);
    problem.with("bytes_max", Value::from(BODY_BYTES_MAX))
}

fn is_json(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok())
    else {
        return false;
    };
    let essence = value.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    WithText,
    WithoutText,
}

fn parse<T: DeserializeOwned>(bytes: &[u8], told: Told) -> Result<T, Problem> {
    // Where something is wrong is only asked when something is: following the path costs as much again.
    if let Ok(parsed) = serde_json::from_slice(bytes) {
        return Ok(parsed);
    }
    let mut from = serde_json::Deserializer::from_slice(bytes);
    let parsed = serde_path_to_error::deserialize(&mut from);
    let parsed = parsed.map_err(|error| {
        let path = error.path().to_string();
        // What is no JSON at all has no path.
        let path = if path == "?" { "." } else { &path };
        bad_json(error.inner(), path, told)
    })?;
    from.end().map_err(|error| bad_json(&error, ".", told))?;
    Ok(parsed)
}

fn bad_json(error: &serde_json::Error, path: &str, told: Told) -> Problem {
    let problem = Problem::new(ProblemKind::BadJson)
        .with("line", json!(error.line()))
        .with("column", json!(error.column()));
    match told {
        Told::WithoutText => problem,
        Told::WithText => problem.with("path", json!(path)).told(shown(error)),
    }
}

/// Messages repeat what was sent; this much of it.
const MESSAGE_CHARS_MAX: usize = 300;

/// As much of a message as is told.
pub(super) fn shown(error: &serde_json::Error) -> String {
    error.to_string().chars().take(MESSAGE_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Login {
        #[expect(dead_code, reason = "only parsed")]
        password: u32,
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let problem = parse::<Login>(b"{\n\"password\": \"abc\"}", Told::WithText).unwrap_err();
        let text = format!("{problem:?}");
        assert!(text.contains("\"line\": Number(2)"), "{text}");
        assert!(text.contains("\"path\": String(\"password\")"), "{text}");
        assert!(parse::<Login>(b"{\"password\":1} x", Told::WithText).is_err());
        assert!(parse::<Login>(b"{\"password\":1,\"x\":1}", Told::WithText).is_err());
    }

    #[test]
    fn secrets_are_not_repeated() {
        let bytes = b"{\"password\": \"hunter2hunter2\"}";
        let problem = parse::<Login>(bytes, Told::WithoutText).unwrap_err();
        assert!(!format!("{problem:?}").contains("hunter2"));
    }
}
