//! A real SMTP server, as a process of its own: aiosmtpd, in the Python that `.ci/setup` prepares.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::skipped::skipped;

/// The Python with the packages of `.ci/requirements.txt`: `LOGGIA_PYTHON`, or the one below
/// `target`. With `CI=true` its absence is a failure, elsewhere the test says that it was skipped.
pub fn python() -> Option<PathBuf> {
    let named = std::env::var_os("LOGGIA_PYTHON").map(PathBuf::from);
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/python/bin/python");
    let found = named.or(Some(ours)).filter(|python| python.exists());
    if found.is_none() {
        let ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!ci, "the Python of the tests is missing: run .ci/setup");
        skipped("the Python of the tests is missing: run .ci/setup");
    }
    found
}

/// A certificate for `localhost` and `127.0.0.1`, which is its own authority.
pub struct Certificate {
    /// The file that a client trusts.
    pub ca: PathBuf,
    key: PathBuf,
}

impl Certificate {
    /// Makes one in `dir`, for the names given.
    pub fn make(dir: &Path, stem: &str, names: &[&str]) -> Self {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let made = rcgen::generate_simple_self_signed(names).expect("a certificate");
        let path = |ends: &str| dir.join(format!("{stem}.{ends}"));
        let (ca, key) = (path("pem"), path("key"));
        std::fs::write(&ca, made.cert.pem()).expect("the certificate is written");
        std::fs::write(&key, made.signing_key.serialize_pem()).expect("the key is written");
        Self { ca, key }
    }
}

/// The user that the server lets in.
pub const USER: &str = "loggia";

/// That user's password.
pub const PASSWORD: &str = "pass-of-loggia";

/// An SMTP server on 127.0.0.1. Dropped, it ends and is waited for.
pub struct MailServer {
    child: Child,
    /// It ends when this is closed: also when the test is killed.
    stdin: Option<ChildStdin>,
    /// Where it listens.
    pub port: u16,
    into: PathBuf,
}

impl MailServer {
    /// Starts one that notes what happens in `dir`. See `mail_server.py` for the arguments.
    pub fn start(python: &Path, dir: &Path, cert: &Certificate, arguments: &[&str]) -> Self {
        let into = dir.join("mails.jsonl");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/mail_server.py");
        let mut child = Command::new(python)
            .arg(script)
            .arg("--into")
            .arg(&into)
            .arg("--cert")
            .arg(&cert.ca)
            .arg("--key")
            .arg(&cert.key)
            .args(["--user", USER, "--password", PASSWORD])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Python starts");
        let stdin = child.stdin.take();
        let mut line = String::new();
        let stdout = child.stdout.take().expect("its standard output");
        BufReader::new(stdout).read_line(&mut line).expect("its first line");
        let port = line.trim().parse().expect("the port that it listens on");
        Self { child, stdin, port, into }
    }

    /// What happened, as JSON: the commands of mails and logins, and the mails taken.
    pub fn notes(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(&self.into).unwrap_or_default();
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }

    /// The mails taken.
    pub fn mails(&self) -> Vec<Value> {
        self.notes().into_iter().filter(|note| note["what"] == "mail").collect()
    }

    /// Waits until so many mails are taken.
    pub async fn taken(&self, count: usize) -> Vec<Value> {
        let until = Instant::now() + Duration::from_secs(30);
        while self.mails().len() < count {
            assert!(
                Instant::now() < until,
                "{} of {count} mails: {:?}",
                self.mails().len(),
                self.notes()
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.mails()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        drop(self.stdin.take());
        let _ = self.child.wait();
    }
}
