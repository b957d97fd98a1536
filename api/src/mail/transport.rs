//! The way out: an SMTP server, or a folder where none is configured.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::letter::Mail;
use super::smtp::Smtp;
use crate::app::secret_file;

/// What takes mails. The courier works over this port; tests put their own behind it.
pub trait Carrier: Send + Sync + 'static {
    /// Takes one mail, or says why not.
    fn carry(&self, mail: &Mail) -> impl Future<Output = Result<(), Failure>> + Send;
}

/// Why a mail was not taken, and what follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No mail can be sent at the moment: the server, its certificate or our login is at fault, and
    /// nothing was said of this mail yet.
    NoWay(Trouble),
    /// This mail was not taken now, and may be later.
    Later(Trouble),
    /// This mail will never be taken.
    Never(Trouble),
}

/// What went wrong. Its code is stable, and tells nothing about whom the mail was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The server cannot be reached, or went away.
    Unreachable,
    /// It took too long.
    TimedOut,
    /// No encrypted connection came about: the certificate, most likely.
    Tls,
    /// The server offers no STARTTLS, and nothing is sent in clear.
    NoStarttls,
    /// The server did not take our login.
    Authentication,
    /// The server does not speak SMTP as it should.
    Protocol,
    /// The server said no, with this reply code.
    Reply(u16),
    /// The letter has no valid address.
    BadAddress,
    /// The address has characters that the server does not take.
    AddressNotAscii,
    /// The folder for mails cannot be written.
    Folder,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = match self {
            Self::Unreachable => "unreachable",
            Self::TimedOut => "timed_out",
            Self::Tls => "tls",
            Self::NoStarttls => "no_starttls",
            Self::Authentication => "authentication",
            Self::Protocol => "protocol",
            Self::Reply(code) => return write!(f, "reply_{code}"),
            Self::BadAddress => "bad_address",
            Self::AddressNotAscii => "address_not_ascii",
            Self::Folder => "folder",
        };
        f.write_str(code)
    }
}

/// Where mails go.
#[derive(Clone, Debug)]
pub enum MailTransport {
    /// To an SMTP server.
    Smtp(Arc<Smtp>),
    /// Into a folder.
    Folder(MailFolder),
}

impl Carrier for MailTransport {
    async fn carry(&self, mail: &Mail) -> Result<(), Failure> {
        match self {
            Self::Smtp(smtp) => smtp.carry(mail).await,
            Self::Folder(folder) => folder.carry(mail).await,
        }
    }
}

/// A folder that takes mails as `.eml` files, each named by its id. Whoever reads them can use the
/// links in them: the folder and its files are for this user alone. Nothing is ever removed.
#[derive(Clone, Debug)]
pub struct MailFolder(PathBuf);

impl MailFolder {
    /// The folder at `path`, which is made with the first mail.
    pub fn at(path: PathBuf) -> Self {
        Self(path)
    }

    async fn carry(&self, mail: &Mail) -> Result<(), Failure> {
        let (folder, name) = (self.0.clone(), format!("{}.eml", mail.id()));
        let bytes = mail.message().formatted();
        let written = tokio::task::spawn_blocking(move || {
            make_private(&folder).map_err(|error| error.to_string())?;
            secret_file::replace(&folder.join(name), &bytes).map_err(|error| error.to_string())
        });
        match written.await {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(why)) => tracing::warn!(%why, "a mail could not be written"),
            Err(_) => tracing::warn!("a mail could not be written: the thread panicked"),
        }
        Err(Failure::NoWay(Trouble::Folder))
    }
}

#[cfg(unix)]
fn make_private(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    match fs::DirBuilder::new().mode(0o700).create(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => return Err(error),
        Ok(()) | Err(_) => {}
    }
    // It may have been there with other rights.
    fs::set_permissions(path, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn make_private(path: &Path) -> std::io::Result<()> {
    fs::create_dir_all(path)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::mail::letter::samples::{head, invitation};

    #[tokio::test]
    async fn without_a_server_a_mail_is_a_file_that_only_its_owner_reads() {
        let dir = tempfile::tempdir().unwrap();
        let at = dir.path().join("mail");
        let folder = MailTransport::Folder(MailFolder::at(at.clone()));
        let mail = invitation().render(&head()).unwrap();
        for _ in ["once", "and once more, after a crash"] {
            folder.carry(&mail).await.unwrap();
        }
        let files: Vec<_> = fs::read_dir(&at).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(files, [at.join("0190a6c4-7d4e-7aaa-8aaa-0123456789ab.eml")]);
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&at), mode(&files[0])), (0o700, 0o600));
        let text = fs::read_to_string(&files[0]).unwrap();
        assert!(text.contains("To: \"Nora Sonntag\" <nora@partner.example>"), "{text}");
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_written_is_no_fault_of_the_mail() {
        let dir = tempfile::tempdir().unwrap();
        let folder = MailFolder::at(dir.path().join("no folder/mail"));
        let mail = invitation().render(&head()).unwrap();
        assert_eq!(folder.carry(&mail).await, Err(Failure::NoWay(Trouble::Folder)));
    }
}
