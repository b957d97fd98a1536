//! How mails are configured, and what is checked before the first is sent.

use std::fmt;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lettre::message::Mailbox;

use super::letter::{Letterhead, address};
use super::smtp::Smtp;
use super::transport::{MailFolder, MailTransport};
use super::{Post, PublicUrl};

/// The folder for mails inside the data folder, where no server is configured.
pub const MAIL_FOLDER: &str = "mail";

/// Longest file with a password.
pub const PASSWORD_FILE_BYTES_MAX: u64 = 4 * 1024;

/// How mails leave.
#[derive(Clone, Debug)]
pub struct MailOptions {
    /// Where the links in mails lead.
    pub public_url: PublicUrl,
    /// From whom mails come.
    pub from: Mailbox,
    /// Where answers go, if not there.
    pub reply_to: Option<Mailbox>,
    /// The server; without one, mails go into a folder.
    pub smtp: Option<SmtpOptions>,
}

/// An SMTP server.
#[derive(Clone, Debug)]
pub struct SmtpOptions {
    /// Its name, which its certificate must bear.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is encrypted.
    pub tls: SmtpTls,
    /// Who we are to it; nobody where it takes mails from this machine.
    pub login: Option<SmtpLogin>,
    /// A file with the certificates to trust, in place of the system's.
    pub ca: Option<PathBuf>,
}

/// How a connection to an SMTP server is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum SmtpTls {
    /// From the first byte (RFC 8314); port 465
    Implicit,
    /// After STARTTLS, which the server has to offer; port 587
    Starttls,
    /// Not at all; only to this machine; port 25
    None,
}

impl SmtpTls {
    /// The port that goes with it.
    pub fn port(self) -> u16 {
        match self {
            Self::Implicit => 465,
            Self::Starttls => 587,
            Self::None => 25,
        }
    }
}

/// Who we are to an SMTP server.
#[derive(Clone, Debug)]
pub struct SmtpLogin {
    /// The user.
    pub user: String,
    /// The password.
    pub password: Secret,
}

/// A password of ours; it never prints.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Keeps `text` from being printed.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The first line of a file.
    pub fn from_file(path: &Path) -> Result<Self, MailError> {
        let cannot = |why: String| MailError::PasswordFile { path: path.to_owned(), why };
        let text = read_bounded(path, PASSWORD_FILE_BYTES_MAX).map_err(cannot)?;
        match text.lines().next().filter(|line| !line.is_empty()) {
            Some(line) => Ok(Self::new(line)),
            None => Err(cannot("its first line is empty".to_owned())),
        }
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

/// Why mails cannot be set up. Told at the start, before anything is served.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// Mails would go over a network in clear.
    #[error("mails to `{0}` would be sent in clear; use `--smtp-tls implicit` or `starttls`")]
    InClear(String),
    /// Mails cannot come from there.
    #[error("`--mail-from` is no address of a mailbox, such as `Loggia <loggia@example.com>`")]
    From,
    /// The password cannot be read.
    #[error("the password of the SMTP server cannot be read from `{path}`: {why}")]
    PasswordFile {
        /// Where it was looked for.
        path: PathBuf,
        /// What went wrong.
        why: String,
    },
    /// The certificates cannot be read.
    #[error("the certificates of the SMTP server cannot be read from `{path}`: {why}")]
    Ca {
        /// Where they were looked for.
        path: PathBuf,
        /// What went wrong.
        why: String,
    },
    /// No encryption can be set up.
    #[error("no encrypted connection to the SMTP server can be set up: {0}")]
    Tls(String),
}

impl MailOptions {
    /// Reads the files that are named; connects to nothing and makes nothing yet. `dir` is the data
    /// folder.
    pub fn open(self, dir: &Path) -> Result<Post, MailError> {
        let Self { public_url, mut from, reply_to, smtp } = self;
        from.email = address(from.email.as_ref()).map_err(|_| MailError::From)?;
        let transport = match smtp {
            Some(smtp) => {
                if public_url.is_in_clear() {
                    tracing::warn!(
                        "links in mails lead to an address without TLS: whoever listens on the way \
                         can use them"
                    );
                }
                MailTransport::Smtp(Arc::new(Smtp::new(smtp, from.email.domain())?))
            }
            None => {
                let folder = dir.join(MAIL_FOLDER);
                tracing::warn!(
                    "no SMTP server is configured: mails are written to `{}` and sent to nobody; \
                     `--smtp-host` names a server",
                    folder.display()
                );
                MailTransport::Folder(MailFolder::at(folder))
            }
        };
        Ok(Post::new(transport, Letterhead { from, reply_to }, public_url))
    }
}

/// A text file of at most `most` bytes.
pub(super) fn read_bounded(path: &Path, most: u64) -> Result<String, String> {
    let file = std::fs::File::open(path).map_err(|error| error.to_string())?;
    let mut text = String::new();
    let read = file.take(most.saturating_add(1)).read_to_string(&mut text);
    let length = read.map_err(|error| error.to_string())?;
    match u64::try_from(length).is_ok_and(|length| length <= most) {
        true => Ok(text),
        false => Err(format!("it is longer than {most} bytes")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn smtp(host: &str, tls: SmtpTls) -> SmtpOptions {
        let login = SmtpLogin { user: "loggia".into(), password: Secret::new("pass-of-loggia") };
        SmtpOptions { host: host.into(), port: tls.port(), tls, login: Some(login), ca: None }
    }

    fn options(smtp: Option<SmtpOptions>) -> MailOptions {
        let public_url = "https://x.example".parse().unwrap();
        let from = "Loggia <loggia@x.example>".parse().unwrap();
        MailOptions { public_url, from, reply_to: None, smtp }
    }

    #[test]
    fn nothing_is_sent_in_clear_but_to_this_machine() {
        let dir = tempfile::tempdir().unwrap();
        for (host, works) in [
            ("127.0.0.1", true),
            ("::1", true),
            ("localhost", true),
            ("mail.example", false),
            ("localhost.evil.example", false),
            ("127.0.0.1.evil.example", false),
        ] {
            let opened = options(Some(smtp(host, SmtpTls::None))).open(dir.path());
            assert_eq!(opened.is_ok(), works, "{host}");
        }
    }

    #[test]
    fn a_password_is_the_first_line_of_its_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("password");
        assert!(Secret::from_file(&path).is_err());
        for (text, password) in [("pw\n", Some("pw")), ("a b\r\nc", Some("a b")), ("\n", None)] {
            std::fs::write(&path, text).unwrap();
            let read = Secret::from_file(&path).ok().map(Secret::into_text);
            assert_eq!(read.as_deref(), password);
        }
        std::fs::write(&path, "x".repeat(5_000)).unwrap();
        assert!(Secret::from_file(&path).is_err());
    }

    #[test]
    fn a_file_that_holds_no_certificate_is_refused_at_the_start() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("ca.pem");
        let smtp = SmtpOptions { ca: Some(path.clone()), ..smtp("x.example", SmtpTls::Starttls) };
        let opened = |smtp: &SmtpOptions| options(Some(smtp.clone())).open(dir.path());
        assert!(matches!(opened(&smtp), Err(MailError::Ca { .. })));
        std::fs::write(&path, "no certificate").unwrap();
        assert!(matches!(opened(&smtp), Err(MailError::Ca { .. })));
    }

    #[test]
    fn no_password_prints() {
        let dir = tempfile::tempdir().unwrap();
        let options = options(Some(smtp("mail.example", SmtpTls::Implicit)));
        let printed = format!("{options:?} {:?}", options.clone().open(dir.path()).unwrap());
        assert!(!printed.contains("pass-of-loggia"), "{printed}");
    }
}
