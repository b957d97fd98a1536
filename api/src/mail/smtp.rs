//! One mail, one conversation with an SMTP server.
//!
//! It is spoken stage by stage, because what a trouble means depends on where it comes. Until we are
//! logged in nothing was said of any mail: it holds for all of them. From `MAIL FROM` on it is about
//! this one, whatever it is, so that no mail can hold up the others.

use std::error::Error as _;
use std::fmt;
use std::io;
use std::time::Duration;

use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{
    AsyncSmtpConnection, Certificate, CertificateStore, TlsParameters,
};
use lettre::transport::smtp::commands::{Data, Mail as MailFrom, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use lettre::transport::smtp::{self, response};

use super::letter::Mail;
use super::options::{MailError, SmtpOptions, SmtpTls};
use super::transport::{Failure, Trouble};

/// How long one address of the server may take to be reached.
pub const CONNECT_SECONDS_MAX: u64 = 10;

/// How long it may take until mails may be sent: connected, encrypted, logged in.
pub const LOGIN_SECONDS_MAX: u64 = 60;

/// How long the server may take for sender, recipient and the word to begin.
pub const ENVELOPE_SECONDS_MAX: u64 = 60;

/// How long it may take to send the text and to hear that it was taken (RFC 5321, 4.5.3.2.6). Who
/// gives up sooner sends the same mail again to a server that was only slow.
pub const ANSWER_MINUTES_MAX: u64 = 10;

/// How long we wait for a goodbye. The mail is the server's by then.
pub const QUIT_SECONDS_MAX: u64 = 2;

/// Longest certificate file.
pub const CA_BYTES_MAX: u64 = 1024 * 1024;

/// An SMTP server, and how to talk to it.
pub struct Smtp {
    host: String,
    port: u16,
    hello: ClientId,
    tls: Tls,
    login: Option<Credentials>,
    patience: Patience,
}

/// How long each stage may take.
struct Patience {
    login: Duration,
    envelope: Duration,
    answer: Duration,
}

const PATIENCE: Patience = Patience {
    login: Duration::from_secs(LOGIN_SECONDS_MAX),
    envelope: Duration::from_secs(ENVELOPE_SECONDS_MAX),
    answer: Duration::from_secs(ANSWER_MINUTES_MAX * 60),
};

enum Tls {
    Starttls(TlsParameters),
    Implicit(TlsParameters),
    None,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Smtp({}:{})", self.host, self.port)
    }
}

impl Smtp {
    /// Reads the certificates; connects to nothing yet. `hello` is the name we introduce ourselves by.
    pub fn new(options: SmtpOptions, hello: &str) -> Result<Self, MailError> {
        let SmtpOptions { host, port, tls, login, ca } = options;
        let parameters = || {
            let builder = TlsParameters::builder(host.clone());
            let builder = match &ca {
                Some(path) => builder
                    .certificate_store(CertificateStore::None)
                    .add_root_certificate(certificates(path)?),
                None => builder,
            };
            builder.build().map_err(|error| MailError::Tls(error.to_string()))
        };
        let tls = match tls {
            SmtpTls::Implicit => Tls::Implicit(parameters()?),
            SmtpTls::Starttls => Tls::Starttls(parameters()?),
            SmtpTls::None if super::is_loopback(&host) => Tls::None,
            SmtpTls::None => return Err(MailError::InClear(host)),
        };
        let login = login.map(|login| Credentials::new(login.user, login.password.into_text()));
        let hello = ClientId::Domain(hello.to_owned());
        Ok(Self { host, port, hello, tls, login, patience: PATIENCE })
    }

    pub(super) async fn carry(&self, mail: &Mail) -> Result<(), Failure> {
        let Patience { login, envelope, answer } = self.patience;
        let connected = tokio::time::timeout(login, self.connection()).await;
        let connected = connected.unwrap_or(Err(Trouble::TimedOut));
        let mut connection = connected.map_err(Failure::NoWay)?;

        let offered = tokio::time::timeout(envelope, offer(&mut connection, mail)).await;
        offered.unwrap_or(Err(Failure::Later(Trouble::TimedOut)))?;

        let bytes = mail.message().formatted();
        let taken = tokio::time::timeout(answer, connection.message(&bytes)).await;
        match taken {
            Ok(taken) => taken.map_err(about_mail)?,
            Err(_) => return Err(Failure::Later(Trouble::TimedOut)),
        };
        // Whatever becomes of the goodbye: the mail has been taken.
        let _ =
            tokio::time::timeout(Duration::from_secs(QUIT_SECONDS_MAX), connection.quit()).await;
        Ok(())
    }

    /// A connection on which mails may be sent: encrypted and logged in, as configured.
    async fn connection(&self) -> Result<AsyncSmtpConnection, Trouble> {
        let implicit = match &self.tls {
            Tls::Implicit(parameters) => Some(parameters.clone()),
            Tls::Starttls(_) | Tls::None => None,
        };
        let server = (self.host.as_str(), self.port);
        let limit = Some(Duration::from_secs(CONNECT_SECONDS_MAX));
        let connected =
            AsyncSmtpConnection::connect_tokio1(server, limit, &self.hello, implicit, None);
        let mut connection = connected.await.map_err(|error| trouble(&error))?;
        if let Tls::Starttls(parameters) = &self.tls {
            if !connection.can_starttls() {
                return Err(Trouble::NoStarttls);
            }
            let encrypted = connection.starttls(parameters.clone(), &self.hello).await;
            encrypted.map_err(|error| encryption(&error))?;
        }
        if let Some(login) = &self.login {
            let told = connection.auth(DEFAULT_MECHANISMS, login).await;
            told.map_err(|error| authentication(&error))?;
        }
        Ok(connection)
    }
}

/// Says from whom and to whom the mail is, and that its text follows.
async fn offer(connection: &mut AsyncSmtpConnection, mail: &Mail) -> Result<(), Failure> {
    let envelope = mail.message().envelope();
    let ascii = envelope.to().iter().chain(envelope.from()).all(|address| {
        let address: &str = address.as_ref();
        address.is_ascii()
    });
    let mut parameters = Vec::new();
    if !ascii {
        if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            return Err(Failure::Never(Trouble::AddressNotAscii));
        }
        parameters.push(MailParameter::SmtpUtfEight);
    }
    let from = MailFrom::new(envelope.from().cloned(), parameters);
    connection.command(from).await.map_err(about_sender)?;
    for to in envelope.to() {
        connection.command(Rcpt::new(to.clone(), Vec::new())).await.map_err(about_mail)?;
    }
    connection.command(Data).await.map_err(about_mail)?;
    Ok(())
}

fn certificates(path: &std::path::Path) -> Result<Certificate, MailError> {
    let cannot = |why: String| MailError::Ca { path: path.to_owned(), why };
    let text = super::options::read_bounded(path, CA_BYTES_MAX).map_err(cannot)?;
    if !text.contains("-----BEGIN CERTIFICATE-----") {
        return Err(cannot("it holds no PEM certificate".to_owned()));
    }
    Certificate::from_pem(text.as_bytes())
        .map_err(|_| cannot("its certificates cannot be read".to_owned()))
}

/// A server that wants a login says so only here: that is about us.
fn about_sender(error: smtp::Error) -> Failure {
    /// RFC 4954, 6.
    const LOGIN_REQUIRED: u16 = 530;
    match about_mail(error) {
        Failure::Never(Trouble::Reply(LOGIN_REQUIRED)) => {
            Failure::NoWay(Trouble::Reply(LOGIN_REQUIRED))
        }
        failure @ (Failure::NoWay(_) | Failure::Later(_) | Failure::Never(_)) => failure,
    }
}

/// What it means that one mail was not taken. A server that goes away over it does so for this mail:
/// were it no fault of the mail, the next ones would not even be connected.
fn about_mail(error: smtp::Error) -> Failure {
    match trouble(&error) {
        Trouble::Reply(code) if error.is_permanent() => Failure::Never(Trouble::Reply(code)),
        trouble @ (Trouble::Reply(_)
        | Trouble::Unreachable
        | Trouble::TimedOut
        | Trouble::Tls
        | Trouble::NoStarttls
        | Trouble::Authentication
        | Trouble::Protocol
        | Trouble::BadAddress
        | Trouble::AddressNotAscii
        | Trouble::Folder) => Failure::Later(trouble),
    }
}

fn authentication(error: &smtp::Error) -> Trouble {
    // Refused, or no way of logging in that both sides know.
    if error.is_permanent() || error.is_client() { Trouble::Authentication } else { trouble(error) }
}

fn encryption(error: &smtp::Error) -> Trouble {
    match trouble(error) {
        Trouble::Unreachable | Trouble::Protocol => Trouble::Tls,
        other @ (Trouble::TimedOut
        | Trouble::Tls
        | Trouble::NoStarttls
        | Trouble::Authentication
        | Trouble::Reply(_)
        | Trouble::BadAddress
        | Trouble::AddressNotAscii
        | Trouble::Folder) => other,
    }
}

/// The error without its words: a server's answer may repeat the address.
fn trouble(error: &smtp::Error) -> Trouble {
    if let Some(code) = error.status() {
        return Trouble::Reply(number(code));
    }
    if error.is_tls() {
        return Trouble::Tls;
    }
    if error.is_response() || error.is_client() {
        return Trouble::Protocol;
    }
    let mut source = error.source();
    while let Some(cause) = source {
        match cause.downcast_ref::<io::Error>().map(io::Error::kind) {
            Some(io::ErrorKind::TimedOut) => return Trouble::TimedOut,
            // So rustls says that it does not trust the other end.
            Some(io::ErrorKind::InvalidData) => return Trouble::Tls,
            Some(_) | None => source = cause.source(),
        }
    }
    Trouble::Unreachable
}

fn number(code: response::Code) -> u16 {
    code.to_string().parse().unwrap_or(0)
}

#[cfg(test)]
mod tests;
