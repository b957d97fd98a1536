use std::path::PathBuf;

use clap::Args;
use loggia_core::access::{OpenWorkspace, TimeZone};
use loggia_core::scalar::{Name, Personal};

use super::Done;
use super::error::CliError;
use super::say::say;
use super::secret::New;
use crate::app::{App, AppOptions};

/// Make a data folder with an empty workspace and its first administrator.
///
/// The password is read from standard input if something is piped in; else one is invented and
/// printed once.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  loggia init --data plant --name 'Our plant' --zone Europe/Vienna --administrator ada
  pass show loggia | loggia init --data plant --name 'Our plant' --zone UTC --administrator ada")]
pub(super) struct Init {
    /// The folder to make; it must not hold a workspace yet
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// What partners read at the top of their portal
    #[arg(long, value_name = "NAME", value_parser = name)]
    name: Name,
    /// The time zone in which plans are made, such as Europe/Vienna
    #[arg(long, value_name = "ZONE", value_parser = zone)]
    zone: TimeZone,
    /// The user name of the first administrator
    #[arg(long, value_name = "USER", value_parser = name)]
    administrator: Name,
}

impl Init {
    pub(super) fn run(self) -> Done {
        let Self { data, name, zone, administrator } = self;
        let new = New::take()?;
        let user = administrator.clone();
        let workspace = OpenWorkspace { name, zone, administrator: Personal::new(administrator) };
        let password = new.password()?;
        let runtime = tokio::runtime::Runtime::new()?;
        let made = App::create(&data, AppOptions::default(), workspace, password);
        runtime.block_on(made)?.shutdown()?;
        say(format!("made `{}`", data.display()));
        if let Some(told) = new.to_tell(user.as_str()) {
            say(told);
        }
        say(format!("serve it with: loggia serve --data {}", data.display()));
        Ok(())
    }
}

pub(super) fn name(text: &str) -> Result<Name, String> {
    Name::new(text).map_err(|error| error.to_string())
}

pub(super) fn zone(text: &str) -> Result<TimeZone, String> {
    TimeZone::new(text).map_err(|error| error.to_string())
}

impl From<loggia_core::scalar::NotAName> for CliError {
    fn from(error: loggia_core::scalar::NotAName) -> Self {
        Self::said(error.to_string())
    }
}
