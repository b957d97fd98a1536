//! Asking a server over a real socket.

use std::io::{BufRead as _, BufReader};
use std::time::Duration;

use serde_json::{Value, json};
use ureq::Agent;
use ureq::http::{HeaderMap, Request};

/// Largest answer that a test reads.
const ANSWER_BYTES_MAX: u64 = 256 << 20;

/// How long a test follows a stream.
const STREAM_WAIT: Duration = Duration::from_secs(60);

/// An answer, whatever its status.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as JSON; null if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The code of a problem.
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// Everything that a partner could compare: all but the request's own id and the date.
    pub fn told(&self) -> (u16, Vec<(String, String)>, Vec<u8>) {
        let mut headers: Vec<(String, String)> = self
            .headers
            .iter()
            .filter(|(name, _)| !matches!(name.as_str(), "date" | "x-request-id"))
            .map(|(name, value)| (name.to_string(), format!("{value:?}")))
            .collect();
        headers.sort();
        (self.status, headers, self.body.clone())
    }

    /// The answer, which must be a good one.
    #[track_caller]
    pub fn good(self) -> Self {
        let text = String::from_utf8_lossy(&self.body);
        assert!((200..300).contains(&self.status), "{}: {text}", self.status);
        self
    }
}

/// Somebody who asks.
#[derive(Clone)]
pub struct Client {
    base: String,
    token: Option<String>,
    agent: Agent,
}

impl Client {
    /// Nobody in particular, at the server that listens at `base` (`http://127.0.0.1:1234`).
    pub fn nobody(base: &str) -> Self {
        let config = Agent::config_builder().http_status_as_error(false).max_idle_connections(4);
        Self { base: base.to_owned(), token: None, agent: config.build().into() }
    }

    /// Somebody who has logged in.
    #[track_caller]
    pub fn logged_in(base: &str, user: &str, password: &str) -> Self {
        let mut client = Self::nobody(base);
        let answer = client.post("/v1/session", &json!({ "user": user, "password": password }));
        let token = answer.good().json()["token"].as_str().expect("a token").to_owned();
        client.token = Some(token);
        client
    }

    /// Somebody who holds a token.
    pub fn with_token(base: &str, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..Self::nobody(base) }
    }

    /// The same, on a new connection: who refuses without reading the body closes the old one.
    pub fn anew(&self) -> Self {
        Self { token: self.token.clone(), ..Self::nobody(&self.base) }
    }

    /// Where the server listens.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The token, if logged in.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// Asks with a method, headers and a body; an error is one of the connection.
    pub fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&[u8]>,
    ) -> Result<Answer, ureq::Error> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.base));
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = match body {
            Some(body) => self.agent.run(request.body(body)?)?,
            None => self.agent.run(request.body(())?)?,
        };
        let (parts, mut body) = answer.into_parts();
        let body = body.with_config().limit(ANSWER_BYTES_MAX).read_to_vec()?;
        Ok(Answer { status: parts.status.as_u16(), headers: parts.headers, body })
    }

    /// GET.
    #[track_caller]
    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], None).expect("an answer")
    }

    /// The lines of an answer that does not end, as they come.
    #[track_caller]
    pub fn lines(&self, path: &str) -> impl Iterator<Item = String> {
        let config = Agent::config_builder().timeout_global(Some(STREAM_WAIT));
        let request = Request::builder().uri(format!("{}{path}", self.base));
        let token = self.token.as_deref().unwrap_or_default();
        let request = request.header("authorization", format!("Bearer {token}"));
        let answer = Agent::from(config.build()).run(request.body(()).expect("a request"));
        let body = answer.expect("an answer").into_body().into_reader();
        BufReader::new(body).lines().map_while(Result::ok)
    }

    /// POST of JSON.
    #[track_caller]
    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, &[], body).expect("an answer")
    }

    /// Any method with JSON and headers.
    pub fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &Value,
    ) -> Result<Answer, ureq::Error> {
        let headers: Vec<_> =
            headers.iter().copied().chain([("content-type", "application/json")]).collect();
        self.ask(method, path, &headers, Some(body.to_string().as_bytes()))
    }

    /// A command that must be accepted; its answer.
    #[track_caller]
    pub fn command(&self, name: &str, body: &Value) -> Value {
        self.post(&format!("/v1/commands/{name}"), body).good().json()
    }

    /// The first record that an accepted command made or changed.
    #[track_caller]
    pub fn made(&self, name: &str, body: &Value) -> String {
        self.command(name, body)["records"][0].as_str().expect("a record").to_owned()
    }

    /// An import of a production log.
    #[track_caller]
    pub fn import(&self, file_name: &str, file: &[u8], mapping: &str, dry_run: DryRun) -> Answer {
        self.upload("/v1/imports/production", file_name, file, &[("mapping", mapping)], dry_run)
    }

    /// An import of any file, with other parts of the form.
    #[track_caller]
    pub fn upload(
        &self,
        path: &str,
        file_name: &str,
        file: &[u8],
        parts: &[(&str, &str)],
        dry_run: DryRun,
    ) -> Answer {
        self.upload_all(path, &[("file", file_name, file)], parts, dry_run)
    }

    /// An import of several files: the part, the name and the bytes of each.
    #[track_caller]
    pub fn upload_all(
        &self,
        path: &str,
        files: &[(&str, &str, &[u8])],
        parts: &[(&str, &str)],
        dry_run: DryRun,
    ) -> Answer {
        let boundary = "loggia-test-boundary-7f3a";
        let mut body = Vec::new();
        for (name, value) in parts.iter().copied().chain([("dry_run", dry_run.text())]) {
            body.extend(
                format!(
                    "--{boundary}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                )
                .into_bytes(),
            );
        }
        for (part, file_name, file) in files {
            body.extend(
                format!(
                    "--{boundary}\r\ncontent-disposition: form-data; name=\"{part}\"; \
                     filename=\"{file_name}\"\r\ncontent-type: application/octet-stream\r\n\r\n"
                )
                .into_bytes(),
            );
            body.extend(*file);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{boundary}--\r\n").into_bytes());
        let kind = format!("multipart/form-data; boundary={boundary}");
        self.ask("POST", path, &[("content-type", &kind)], Some(&body)).expect("an answer")
    }

    /// All rows of a list, page by page.
    #[track_caller]
    pub fn rows(&self, path: &str) -> Vec<Value> {
        let mut rows = Vec::new();
        let mut next = None::<String>;
        loop {
            let join = if path.contains('?') { '&' } else { '?' };
            let page = match &next {
                Some(cursor) => self.get(&format!("{path}{join}limit=500&cursor={cursor}")),
                None => self.get(&format!("{path}{join}limit=500")),
            };
            let page = page.good().json();
            rows.extend(page["rows"].as_array().expect("rows").iter().cloned());
            match page["next"].as_str() {
                Some(cursor) => next = Some(cursor.to_owned()),
                None => return rows,
            }
        }
    }
}

/// Whether an import only tells what it would do.
#[derive(Clone, Copy)]
pub enum DryRun {
    /// It only tells.
    Yes,
    /// It does.
    No,
}

impl DryRun {
    fn text(self) -> &'static str {
        match self {
            Self::Yes => "true",
            Self::No => "false",
        }
    }
}
