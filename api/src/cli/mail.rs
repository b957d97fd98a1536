use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;

use super::error::CliError;
use crate::mail::{
    MailError, MailOptions, Mailbox, Post, PublicUrl, Secret, SmtpLogin, SmtpOptions, SmtpTls,
};

/// The environment variable that may hold the password; never an argument, which others can see.
const PASSWORD: &str = "LOGGIA_SMTP_PASSWORD";

/// From whom mails come that only go into a folder.
const NOBODY: &str = "Loggia <loggia@localhost>";

/// How mails leave.
#[derive(Debug, Args)]
#[command(next_help_heading = "Mail")]
pub(super) struct MailArgs {
    /// The address at which people reach this server; links in mails lead there
    #[arg(long, value_name = "URL", env = "LOGGIA_PUBLIC_URL", hide_env_values = true)]
    public_url: Option<PublicUrl>,
    /// The SMTP server; without one, mails are written into the folder `mail` of the data folder
    #[arg(long, value_name = "HOST", env = "LOGGIA_SMTP_HOST", hide_env_values = true)]
    #[arg(requires_all = ["public_url", "mail_from"])]
    smtp_host: Option<String>,
    /// Its port [default: 465, 587 with starttls, 25 with none]
    #[arg(long, value_name = "PORT", env = "LOGGIA_SMTP_PORT", hide_env_values = true)]
    #[arg(requires = "smtp_host")]
    smtp_port: Option<u16>,
    /// How the connection to it is encrypted
    #[arg(long, value_name = "HOW", env = "LOGGIA_SMTP_TLS", hide_env_values = true)]
    #[arg(value_enum, default_value_t = SmtpTls::Implicit)]
    smtp_tls: SmtpTls,
    /// The user to log in as. The password is in LOGGIA_SMTP_PASSWORD or in --smtp-password-file
    #[arg(long, value_name = "USER", env = "LOGGIA_SMTP_USER", hide_env_values = true)]
    #[arg(requires = "smtp_host")]
    smtp_user: Option<String>,
    /// A file whose first line is the password
    #[arg(long, value_name = "FILE", env = "LOGGIA_SMTP_PASSWORD_FILE", hide_env_values = true)]
    #[arg(requires = "smtp_user")]
    smtp_password_file: Option<PathBuf>,
    /// A PEM file with the certificates to trust in place of the system's
    #[arg(long, value_name = "FILE", env = "LOGGIA_SMTP_CA", hide_env_values = true)]
    #[arg(requires = "smtp_host")]
    smtp_ca: Option<PathBuf>,
    /// From whom mails come, such as 'Loggia <loggia@example.com>'
    #[arg(long, value_name = "MAILBOX", env = "LOGGIA_MAIL_FROM", hide_env_values = true)]
    mail_from: Option<Mailbox>,
    /// Where answers to mails go, if not there
    #[arg(long, value_name = "MAILBOX", env = "LOGGIA_MAIL_REPLY_TO", hide_env_values = true)]
    mail_reply_to: Option<Mailbox>,
}

impl MailArgs {
    /// The way out for mails. `listening` is the address for links where no public one is said.
    pub(super) fn open(self, data: &Path, listening: SocketAddr) -> Result<Post, CliError> {
        let Self {
            public_url,
            smtp_host,
            smtp_port,
            smtp_tls,
            smtp_user,
            smtp_password_file,
            smtp_ca,
            mail_from,
            mail_reply_to,
        } = self;
        let login = smtp_user.map(|user| login(user, smtp_password_file.as_deref())).transpose()?;
        let smtp = smtp_host.map(|host| SmtpOptions {
            host,
            port: smtp_port.unwrap_or(smtp_tls.port()),
            tls: smtp_tls,
            login,
            ca: smtp_ca,
        });
        let options = MailOptions { smtp, reply_to: mail_reply_to, ..folder_only(listening)? };
        let options = MailOptions {
            public_url: public_url.unwrap_or(options.public_url),
            from: mail_from.unwrap_or(options.from),
            ..options
        };
        Ok(options.open(data)?)
    }
}

/// Mails into a folder, with links to the address that is listened on.
pub(super) fn folder_only(listening: SocketAddr) -> Result<MailOptions, CliError> {
    let public_url = format!("http://{listening}").parse();
    let public_url = public_url.map_err(|error| CliError::said(format!("{error}")))?;
    let from = NOBODY.parse().map_err(|error| CliError::said(format!("`{NOBODY}`: {error}")))?;
    Ok(MailOptions { public_url, from, reply_to: None, smtp: None })
}

fn login(user: String, file: Option<&Path>) -> Result<SmtpLogin, CliError> {
    let password = match (file, std::env::var(PASSWORD)) {
        (Some(file), _) => Secret::from_file(file)?,
        (None, Ok(password)) if !password.is_empty() => Secret::new(password),
        (None, Ok(_) | Err(_)) => {
            return Err(CliError::said(format!(
                "the password of `{user}` at the SMTP server is missing: put it into {PASSWORD} or \
                 name a file with --smtp-password-file"
            )));
        }
    };
    Ok(SmtpLogin { user, password })
}

impl From<MailError> for CliError {
    fn from(error: MailError) -> Self {
        Self::said(error.to_string())
    }
}
