use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use loggia_store::{Clock as _, SystemClock};

use super::connection::open;
use super::error::CliError;
use super::mail::folder_only;
use super::say::{say, tell};
use super::serve::{LISTEN, bind, log_to_stderr, until_told};
use super::{Done, secret};
use crate::demo::{self, DemoError, Logins, LoginsError, Tour};
use crate::http::ServeOptions;

/// The users of the demo.
const USERS: usize = 9;

/// Make and serve a small invented plant, and tell what to try.
///
/// The plant has been run with Loggia for three weeks: two partners, 30 resources, 400 work steps
/// around today. The first time this makes a data folder with logins for every role; after that it
/// goes on with what is there.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  loggia demo
  loggia demo --data /tmp/loggia-demo --listen 127.0.0.1:9000
  rm -r loggia-data/demo     # and the next demo begins anew")]
pub(super) struct Demo {
    /// The folder of the demo
    #[arg(long, value_name = "DIR", default_value = "loggia-data/demo")]
    data: PathBuf,
    /// Address and port to listen on; port 0 takes any that is free
    #[arg(long, value_name = "ADDRESS", default_value = LISTEN)]
    listen: SocketAddr,
}

impl Demo {
    pub(super) fn run(self) -> Done {
        let Self { data, listen } = self;
        log_to_stderr();
        let runtime = tokio::runtime::Runtime::new()?;
        let listener = bind(&runtime, listen)?;
        if !demo::is_there(&data)? {
            tell(format!("making a plant in {} ...", data.display()));
            let passwords = (0..USERS).map(|_| secret::invent()).collect::<Result<_, _>>()?;
            runtime.block_on(demo::build(&data, SystemClock.now(), passwords))?;
        }
        let logins = Logins::read(&data)?;
        let address = listener.local_addr()?;
        let post = folder_only(address)?.open(&data)?;
        let app = open(&data, Some(post))?;
        let (world, now) = (app.world(), app.now());
        let (dir, logins, world) = (data.as_path(), &logins, world.as_ref());
        say(Tour { address, dir, logins, world, now });
        until_told(&runtime, app, listener, ServeOptions::default())
    }
}

impl From<DemoError> for CliError {
    fn from(error: DemoError) -> Self {
        Self::said(error.to_string())
    }
}

impl From<LoginsError> for CliError {
    fn from(error: LoginsError) -> Self {
        Self::said(error.to_string())
    }
}
