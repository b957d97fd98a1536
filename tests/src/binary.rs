//! The real binary, as a process of its own.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::ask::Client;

/// The password of the administrator of every test server.
pub const PASSWORD: &str = "a long enough password";

/// A `loggia serve` on a free port. Dropped, it is killed and waited for.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub base: String,
}

/// Where this build has put the binary.
pub fn path() -> PathBuf {
    let mut path = std::env::current_exe().expect("the test's own path");
    path.pop();
    if path.ends_with("deps") {
        path.pop();
    }
    path.push("loggia");
    assert!(path.exists(), "{} is missing: `cargo build` first", path.display());
    path
}

/// Makes a workspace with the administrator `root`.
pub fn init(dir: &Path) {
    let mut child = Command::new(path())
        .args(["init", "--name", "Works", "--zone", "UTC", "--administrator", "root", "--data"])
        .arg(dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("the binary starts");
    let mut stdin = child.stdin.take().expect("its standard input");
    writeln!(stdin, "{PASSWORD}").expect("it reads the password");
    drop(stdin);
    assert!(child.wait().expect("it ends").success());
}

impl Server {
    /// Serves a workspace that exists.
    pub fn start(dir: &Path) -> Self {
        Self::spawn("serve", dir)
    }

    /// The plant of `loggia demo`, made and served; and the passwords of its users.
    pub fn demo(dir: &Path) -> (Self, BTreeMap<String, String>) {
        let server = Self::spawn("demo", dir);
        let logins = std::fs::read_to_string(dir.join("demo-logins.txt")).expect("the logins");
        let logins = logins.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
            let mut fields = line.split('\t');
            Some((fields.next()?.to_owned(), fields.next()?.to_owned()))
        });
        (server, logins.collect())
    }

    fn spawn(command: &str, dir: &Path) -> Self {
        let mut child = Command::new(path())
            .args([command, "--listen", "127.0.0.1:0", "--data"])
            .arg(dir)
            .env("LOGGIA_LOG", "warn")
            .stdout(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let stdout = child.stdout.take().expect("its standard output");
        let base = BufReader::new(stdout)
            .lines()
            .map_while(Result::ok)
            .find_map(|line| line.split("http://").nth(1).map(|rest| format!("http://{rest}")))
            .expect("the address it listens at");
        let base = base.split_whitespace().next().unwrap_or_default().to_owned();
        Self { child, base }
    }

    /// A workspace of its own, served.
    pub fn fresh(dir: &Path) -> Self {
        init(dir);
        Self::start(dir)
    }

    /// The administrator.
    pub fn root(&self) -> Client {
        Client::logged_in(&self.base, "root", PASSWORD)
    }

    /// Kills it without a warning, as `kill -9` does.
    pub fn kill(mut self) {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it ends");
    }

    /// Asks it to end, and waits until it has.
    pub fn stop(mut self) {
        let told = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status();
        assert!(told.expect("kill").success());
        self.child.wait().expect("it ends");
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
