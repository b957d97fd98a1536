//! The web portal: files that were embedded by the build script, and the page that loads them.

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::headers::has_already;
use super::{Problem, ProblemKind};

/// One embedded file.
struct Asset {
    path: &'static str,
    tag: &'static str,
    plain: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/portal.rs"));

/// The page that every address leads to which is no file and no part of the API.
const PAGE: &str = "index.html";

/// Stands in the page where the nonce of its styles goes.
const NONCE_PLACE: &str = "__NONCE__";

/// Random bytes of a nonce; the content security policy asks for 16 at least.
const NONCE_BYTES: usize = 16;

/// Addresses below these are never pages of the portal.
const NO_PAGES: [&str; 4] = ["v1", "docs", "problems", "metrics"];

/// Everything that is no part of the API: a file of the portal, or its page.
///
/// What partners may see is asked by the page, over the API; the page and its files are the same for
/// everybody.
pub(super) async fn portal(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    let first = path.split('/').next().unwrap_or_default();
    if NO_PAGES.contains(&first) {
        return Problem::not_found().into_response();
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Problem::new(ProblemKind::MethodNotAllowed).into_response();
    }
    match asset(path) {
        Some(found) if found.path != PAGE => found.answer(request.headers()),
        Some(_) => page(),
        // A file that is not there must not be the page: an old tab would read it as a script.
        None if path.rsplit('/').next().is_some_and(|name| name.contains('.')) => {
            Problem::not_found().into_response()
        }
        None => page(),
    }
}

fn asset(path: &str) -> Option<&'static Asset> {
    FILES.binary_search_by(|file| file.path.cmp(path)).ok().and_then(|at| FILES.get(at))
}

impl Asset {
    /// The file, as short as the browser takes it.
    fn answer(&self, headers: &HeaderMap) -> Response {
        // Names of files in `assets/` hold a digest of their content.
        let cached = match self.path.starts_with("assets/") {
            true => "public, max-age=31536000, immutable",
            false => "no-cache",
        };
        let told = [
            (header::ETAG, self.tag),
            (header::CACHE_CONTROL, cached),
            (header::VARY, "accept-encoding"),
        ];
        if has_already(headers, self.tag) {
            return (StatusCode::NOT_MODIFIED, told).into_response();
        }
        let (bytes, encoding) = self.encoded(headers);
        let mut response = (told, Bytes::from_static(bytes)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.media_type()));
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }

    fn encoded(&self, headers: &HeaderMap) -> (&'static [u8], Option<&'static str>) {
        let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
        let accepts = |name: &str| {
            let mut codings = accepted.unwrap_or_default().split(',').map(str::trim);
            codings.any(|coding| coding == name || coding.starts_with(&format!("{name};")))
        };
        match (self.brotli, self.gzip) {
            (Some(bytes), _) if accepts("br") => (bytes, Some("br")),
            (_, Some(bytes)) if accepts("gzip") => (bytes, Some("gzip")),
            (_, _) => (self.plain, None),
        }
    }

    fn media_type(&self) -> &'static str {
        match self.path.rsplit('.').next().unwrap_or_default() {
            "html" => "text/html; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "css" => "text/css; charset=utf-8",
            "json" => "application/json",
            "svg" => "image/svg+xml",
            "png" => "image/png",
            _ => "application/octet-stream",
        }
    }
}

/// The page, with a nonce of its own for the styles that its components write.
fn page() -> Response {
    let mut random = [0_u8; NONCE_BYTES];
    if getrandom::fill(&mut random).is_err() {
        return Problem::new(ProblemKind::Internal).into_response();
    }
    let nonce: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
    let text = asset(PAGE).map(|file| String::from_utf8_lossy(file.plain)).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'"
    );
    let headers: [(HeaderName, &str); 3] = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
    ];
    let mut response = (headers, Body::from(text.replace(NONCE_PLACE, &nonce))).into_response();
    match HeaderValue::try_from(policy) {
        Ok(policy) => response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy),
        Err(_) => return Problem::new(ProblemKind::Internal).into_response(),
    };
    response
}
