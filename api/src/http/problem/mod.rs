//! What went wrong, told as RFC 9457 `application/problem+json`.
//!
//! The kinds stand in [`table`]. A problem for a partner never holds what others have done, and
//! never an id: hidden and missing read the same, to the byte (law 7).

mod rejected;
mod table;

use std::borrow::Cow;

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value};

pub use rejected::Side;
pub use table::ProblemKind;

/// An answer that says what went wrong and what to do about it.
#[derive(Clone, Debug)]
pub struct Problem {
    kind: ProblemKind,
    detail: Cow<'static, str>,
    members: Map<String, Value>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Problem {
    /// A problem about which there is no more to say than its kind.
    pub fn new(kind: ProblemKind) -> Self {
        let detail = Cow::Borrowed(kind.title());
        Self { kind, detail, members: Map::new(), headers: Vec::new() }
    }

    /// The one answer for what is hidden, missing, or not there for whoever asks.
    pub fn not_found() -> Self {
        Self::new(ProblemKind::NotFound)
    }

    /// A parameter of the query that cannot be used. A hidden column and one that never was are told
    /// in the same words.
    pub fn bad_query(parameter: &str) -> Self {
        let shown: String = parameter.chars().take(SHOWN_CHARS_MAX).collect();
        let detail = format!("the parameter `{shown}` is unknown here, or its value does not fit");
        Self::new(ProblemKind::BadQuery).told(detail).with("parameter", shown.into())
    }

    /// With a detail of its own.
    #[must_use]
    pub fn told(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.detail = detail.into();
        self
    }

    /// With one member more.
    #[must_use]
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.members.insert(name.to_owned(), value);
        self
    }

    /// With one header more.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// With `Retry-After`.
    #[must_use]
    pub fn retry_after(self, seconds: u32) -> Self {
        self.header(header::RETRY_AFTER, seconds.into())
    }

    /// In how many seconds to try again, where that is said.
    pub fn seconds_to_wait(&self) -> Option<u32> {
        let said = self.headers.iter().find(|(name, _)| *name == header::RETRY_AFTER);
        said.and_then(|(_, seconds)| seconds.to_str().ok()?.parse().ok())
    }

    /// What it is.
    pub fn kind(&self) -> ProblemKind {
        self.kind
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.kind.status()
    }
}

/// Characters of what was sent that an answer repeats at most.
const SHOWN_CHARS_MAX: usize = 64;

/// The media type of problems.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// A problem as it is sent; `errors` and the like may follow.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody<'a> {
    /// `/problems/{code}`, where the kind is described.
    #[serde(rename = "type")]
    #[schema(value_type = String)]
    pub kind: String,
    /// What it is, in words that are always the same.
    pub title: &'a str,
    /// The status of the answer.
    pub status: u16,
    /// What a program may rely on.
    pub code: &'a str,
    /// What it is this time.
    pub detail: &'a str,
    /// What to do about it.
    pub help: &'a str,
    #[serde(flatten)]
    #[schema(value_type = Object)]
    #[expect(missing_docs, reason = "members that some kinds have, such as `current` or `roles`")]
    pub members: &'a Map<String, Value>,
}

impl Problem {
    /// What is sent, where it is a part of something else.
    pub fn json(&self) -> Value {
        serde_json::to_value(self.body()).unwrap_or_default()
    }

    fn body(&self) -> ProblemBody<'_> {
        let Self { kind, detail, members, headers: _ } = self;
        ProblemBody {
            kind: format!("/problems/{}", kind.code()),
            title: kind.title(),
            status: kind.status().as_u16(),
            code: kind.code(),
            detail,
            help: kind.help(),
            members,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let bytes = serde_json::to_vec(&self.body()).unwrap_or_default();
        let Self { kind, detail: _, members: _, headers } = self;
        let mut response = (kind.status(), [(header::CONTENT_TYPE, PROBLEM_JSON)]).into_response();
        // Always told, whichever layer the answer comes from (law 7).
        response.headers_mut().insert(header::CONTENT_LENGTH, bytes.len().into());
        *response.body_mut() = bytes.into();
        if kind == ProblemKind::NoSession {
            let challenge = HeaderValue::from_static("Bearer");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        response.headers_mut().extend(headers.into_iter().map(|(name, value)| (Some(name), value)));
        response
    }
}
