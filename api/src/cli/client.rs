//! The command line as a client of the server.

use serde_json::Value;
use ureq::http::{Method, Response};
use ureq::unversioned::multipart::Form;
use ureq::{Agent, Body};

use super::error::CliError;

/// Largest answer that is read: a page of a list, a report with its findings.
const ANSWER_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Rows of a page that is asked for.
const PAGE_ROWS: usize = 500;

/// Pages of a list that are read at most.
const PAGES_MAX: usize = 100;

/// Talks to one server, as one user.
#[derive(Clone)]
pub(super) struct Client {
    agent: Agent,
    base: String,
    token: Option<String>,
}

/// An answer that is no problem.
pub(super) struct Answer {
    pub(super) bytes: Vec<u8>,
    headers: ureq::http::HeaderMap,
}

impl Answer {
    /// As JSON; nothing where there is no body.
    pub(super) fn json(&self) -> Result<Value, CliError> {
        if self.bytes.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_slice(&self.bytes)
            .map_err(|error| CliError::said(format!("the server's answer is no JSON: {error}")))
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

impl Client {
    /// Nobody yet: see [`Client::log_in`].
    pub(super) fn new(base: &str) -> Result<Self, CliError> {
        let base = base.trim_end_matches('/').to_owned();
        if !base.starts_with("http://") {
            return Err(CliError::said(format!(
                "`{base}` is no address such as `http://127.0.0.1:8420`; for `https://`, let a \
                 tunnel or proxy on this machine speak TLS"
            )));
        }
        let config = Agent::config_builder().http_status_as_error(false);
        let config = config.user_agent(concat!("loggia-cli/", env!("CARGO_PKG_VERSION")));
        Ok(Self { agent: config.build().into(), base, token: None })
    }

    /// As the owner of a token.
    pub(super) fn with_token(self, token: &str) -> Self {
        Self { token: Some(token.trim().to_owned()), ..self }
    }

    /// Logs in, and is that user from then on.
    pub(super) fn log_in(self, user: &str, password: &str) -> Result<Self, CliError> {
        let body = serde_json::json!({ "user": user, "password": password });
        let session = self.post("/v1/session", &body)?;
        let token = session.get("token").and_then(Value::as_str);
        let token = token.ok_or_else(|| CliError::said("the server gave no token"))?.to_owned();
        Ok(self.with_token(&token))
    }

    pub(super) fn get(&self, path: &str) -> Result<Value, CliError> {
        self.send(Method::GET, path, None)?.json()
    }

    /// All rows of a list, page by page.
    pub(super) fn rows(&self, path: &str) -> Result<Vec<Value>, CliError> {
        let mut rows = Vec::new();
        let mut cursor = None;
        for _ in 0..PAGES_MAX {
            let query = query([("limit", Some(PAGE_ROWS.to_string())), ("cursor", cursor)]);
            let page = self.get(&format!("{path}{query}"))?;
            rows.extend(page.get("rows").and_then(Value::as_array).into_iter().flatten().cloned());
            cursor = page.get("next").and_then(Value::as_str).map(str::to_owned);
            if cursor.is_none() {
                return Ok(rows);
            }
        }
        Err(CliError::said(format!("the list has more than {} rows", PAGES_MAX * PAGE_ROWS)))
    }

    /// The answer as it came.
    pub(super) fn fetch(&self, path: &str) -> Result<Answer, CliError> {
        self.send(Method::GET, path, None)
    }

    pub(super) fn post(&self, path: &str, body: &Value) -> Result<Value, CliError> {
        self.send(Method::POST, path, Some(body))?.json()
    }

    pub(super) fn put(&self, path: &str, body: &Value) -> Result<Value, CliError> {
        self.send(Method::PUT, path, Some(body))?.json()
    }

    pub(super) fn delete(&self, path: &str) -> Result<Value, CliError> {
        self.send(Method::DELETE, path, None)?.json()
    }

    /// Sends a form under the name `key`.
    pub(super) fn post_form(
        &self,
        path: &str,
        key: &str,
        form: Form<'_>,
    ) -> Result<Value, CliError> {
        let request = self.agent.post(self.address(path)).header("idempotency-key", key);
        let request = match &self.token {
            Some(token) => request.header("authorization", format!("Bearer {token}")),
            None => request,
        };
        self.read(request.send(form))?.json()
    }

    fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Answer, CliError> {
        let mut request = ureq::http::Request::builder().method(method).uri(self.address(path));
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let unsendable = |error: ureq::http::Error| CliError::said(error.to_string());
        let sent = match body {
            Some(body) => {
                let request = request.header("content-type", "application/json");
                self.agent.run(request.body(body.to_string()).map_err(unsendable)?)
            }
            None => self.agent.run(request.body(()).map_err(unsendable)?),
        };
        self.read(sent)
    }

    fn address(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    fn read(&self, sent: Result<Response<Body>, ureq::Error>) -> Result<Answer, CliError> {
        let mut response = sent.map_err(|error| {
            CliError::said(format!("no answer from {}: {error}; is it running?", self.base))
        })?;
        let body = response.body_mut().with_config().limit(ANSWER_BYTES_MAX).read_to_vec();
        let bytes =
            body.map_err(|error| CliError::said(format!("the answer broke off: {error}")))?;
        let (status, headers) = (response.status(), response.headers().clone());
        if status.is_success() {
            return Ok(Answer { bytes, headers });
        }
        match serde_json::from_slice::<Value>(&bytes) {
            Ok(problem) if problem.get("code").is_some() => Err(CliError::Problem(problem)),
            Ok(_) | Err(_) => Err(CliError::said(format!(
                "{} answered {status}, but not as loggia does; is the address right?",
                self.base
            ))),
        }
    }
}

/// A text as one part of an address.
pub(super) fn part(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

/// A query of those parameters that are given.
pub(super) fn query<'a>(parameters: impl IntoIterator<Item = (&'a str, Option<String>)>) -> String {
    let given = parameters.into_iter().filter_map(|(name, value)| Some((name, value?)));
    let pairs: Vec<String> =
        given.map(|(name, value)| format!("{name}={}", part(&value))).collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_an_address_is_escaped() {
        assert_eq!(part("a b/ä"), "a%20b%2F%C3%A4");
        let at = Some("2026-01-02T03:04:05+01:00".to_owned());
        let all = query([("at", at), ("seq", None), ("limit", Some("3".to_owned()))]);
        assert_eq!(all, "?at=2026-01-02T03%3A04%3A05%2B01%3A00&limit=3");
        assert_eq!(query([("seq", None)]), "");
    }

    #[test]
    fn only_addresses_that_can_be_talked_to_are_taken() {
        assert!(Client::new("http://127.0.0.1:8420/").is_ok());
        assert!(Client::new("https://loggia.example").is_err());
        assert!(Client::new("127.0.0.1:8420").is_err());
    }
}
