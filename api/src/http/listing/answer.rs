use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use crate::http::headers::has_already;

/// Bytes of a digest that make a tag: nobody finds two bodies with the same 128 bits by chance.
const TAG_BYTES: usize = 16;

/// Where the next part of a CSV file begins: the value for `cursor`.
const NEXT: HeaderName = HeaderName::from_static("loggia-next");

/// As what a list is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum Format {
    /// `{"columns":[...],"rows":[...],"next":...}`.
    Json,
    /// One line for each row.
    Csv,
}

impl Format {
    /// The value of the parameter `format`.
    pub fn named(text: &str) -> Option<Self> {
        match text {
            "json" => Some(Self::Json),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }

    /// What the reader accepts; JSON unless CSV is asked for by name.
    pub fn accepted(headers: &HeaderMap) -> Self {
        let accept = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
        let mut kinds = accept
            .flat_map(|value| value.split(','))
            .map(|kind| kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
        let first = kinds.find(|kind| kind == "text/csv" || kind == "application/json");
        if first.as_deref() == Some("text/csv") { Self::Csv } else { Self::Json }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv; charset=utf-8; header=present",
        }
    }
}

/// The strong tag of a body: a digest of its bytes, with quotes.
pub fn content_tag(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let short = digest.get(..TAG_BYTES).unwrap_or(&digest);
    format!("\"{}\"", BASE64_URL_SAFE_NO_PAD.encode(short))
}

/// A list or an item, ready to be sent.
#[derive(Clone, Debug)]
pub struct ListBody {
    /// Its bytes.
    pub bytes: Bytes,
    /// Its strong tag.
    pub tag: String,
    format: Format,
    next: Option<String>,
}

impl ListBody {
    pub(super) fn new(bytes: Bytes, format: Format, next: Option<String>) -> Self {
        Self { tag: content_tag(&bytes), bytes, format, next }
    }

    /// One document of JSON.
    pub fn item(bytes: Bytes) -> Self {
        Self::new(bytes, Format::Json, None)
    }

    /// With a tag that comes from elsewhere, such as a revision.
    #[must_use]
    pub fn tagged(self, tag: String) -> Self {
        Self { tag, ..self }
    }

    /// The answer: the body, or 304 where the reader has it already.
    pub fn answer(&self, asked: &HeaderMap) -> Response {
        let mut response = match has_already(asked, &self.tag) {
            true => StatusCode::NOT_MODIFIED.into_response(),
            false => {
                let kind = [(header::CONTENT_TYPE, self.format.media_type())];
                (kind, self.bytes.clone()).into_response()
            }
        };
        let headers = response.headers_mut();
        headers.insert(header::VARY, HeaderValue::from_static("accept"));
        if let Ok(tag) = HeaderValue::from_str(&self.tag) {
            headers.insert(header::ETAG, tag);
        }
        // In JSON it stands in the body.
        if let (Format::Csv, Some(next)) = (self.format, &self.next)
            && let Ok(next) = HeaderValue::from_str(next)
        {
            headers.insert(NEXT, next);
        }
        response
    }
}
