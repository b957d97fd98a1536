//! To whom the command line talks: a server that runs, or one of its own over a data folder.

use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory as _};
use loggia_core::access::UserId;
use loggia_core::actor::Role;
use loggia_core::scalar::Name;
use loggia_store::LogError;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::client::Client;
use super::error::CliError;
use super::progress::Bar;
use super::secret;
use crate::app::{App, AppError, AppOptions, Password};
use crate::http::serve;
use crate::mail::Post;

/// Where the workspace is.
#[derive(Debug, Args)]
#[command(next_help_heading = "Where the workspace is")]
pub(super) struct Place {
    /// The address of a running server, such as http://127.0.0.1:8420
    #[arg(long, value_name = "URL", global = true, conflicts_with = "data")]
    server: Option<String>,
    /// The data folder of a workspace that no server is using
    #[arg(long, value_name = "DIR", global = true)]
    data: Option<PathBuf>,
    /// Log in at the server as this user; the password is read from standard input. Without it, the
    /// token in the environment variable LOGGIA_TOKEN is used
    #[arg(long, value_name = "NAME", global = true)]
    user: Option<String>,
    /// Print JSON, as the server answers
    #[arg(long, global = true)]
    pub(super) json: bool,
}

/// A client, and the server behind it if it is our own.
pub(super) struct Connection {
    pub(super) client: Client,
    own: Option<OwnServer>,
}

impl Place {
    /// Connects; over a data folder this opens the log.
    pub(super) fn connect(&self) -> Result<Connection, CliError> {
        match (&self.server, &self.data) {
            (Some(server), _) => {
                let client = self.log_in(Client::new(server)?)?;
                Ok(Connection { client, own: None })
            }
            (None, Some(data)) => {
                let (own, client) = OwnServer::start(data)?;
                Ok(Connection { client, own: Some(own) })
            }
            (None, None) => {
                let told = "name the workspace: `--server URL` of a running one, or `--data DIR`";
                super::Cli::command().error(ErrorKind::MissingRequiredArgument, told).exit()
            }
        }
    }

    fn log_in(&self, client: Client) -> Result<Client, CliError> {
        if let Some(user) = &self.user {
            return client.log_in(user, &secret::given(user)?);
        }
        match std::env::var("LOGGIA_TOKEN") {
            Ok(token) if !token.trim().is_empty() => Ok(client.with_token(&token)),
            Ok(_) | Err(_) => Err(CliError::said(
                "who are you? set LOGGIA_TOKEN to a token of POST /v1/session, or use --user NAME \
                 with the password on standard input",
            )),
        }
    }
}

impl Connection {
    /// Sets anybody's password over an own data folder, the first administrator's included, who
    /// otherwise has to know the old one: whoever can read the folder can do this anyway, and must
    /// be able to when nobody can log in any more. None at a server: ask that.
    pub(super) fn set_password(
        &self,
        user: &str,
        password: Password,
    ) -> Option<Result<(), CliError>> {
        let own = self.own.as_ref()?;
        let name = Name::new(user).ok();
        let found = name.and_then(|name| own.app.world().access.user_by_name(&name));
        let Some(found) = found else {
            return Some(Err(CliError::said(format!("there is no user `{user}`"))));
        };
        let set = own.runtime.block_on(own.app.set_password(found, password));
        Some(set.map_err(CliError::from))
    }

    /// Lets go of the data folder, if it was opened.
    pub(super) fn close(mut self) -> Result<(), CliError> {
        match self.own.take() {
            Some(own) => own.stop(),
            None => Ok(()),
        }
    }
}

/// The same server as ever, on a port of this machine that nobody knows, for this command only.
struct OwnServer {
    app: App,
    runtime: tokio::runtime::Handle,
    stop: oneshot::Sender<()>,
    thread: JoinHandle<Result<(), CliError>>,
}

impl OwnServer {
    fn start(data: &Path) -> Result<(Self, Client), CliError> {
        let app = open(data, None)?;
        let runtime = tokio::runtime::Runtime::new()?;
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let client = Client::new(&format!("http://{}", listener.local_addr()?))?;
        let client = client.with_token(&administrator_token(&app)?);
        let (stop, stopped) = oneshot::channel::<()>();
        let (handle, serving) = (runtime.handle().clone(), app.clone());
        let thread = std::thread::Builder::new().name("server".into()).spawn(move || {
            let served = runtime.block_on(serve(serving.clone(), listener, async {
                // Dropped or sent, it is the end.
                let _ = stopped.await;
            }));
            serving.shutdown()?;
            Ok(served?)
        })?;
        Ok((Self { app, runtime: handle, stop, thread }, client))
    }

    fn stop(self) -> Result<(), CliError> {
        let Self { app, runtime: _, stop, thread } = self;
        drop((app, stop));
        let ended = thread.join();
        ended.unwrap_or_else(|_| Err(CliError::said("the server inside this command panicked")))
    }
}

/// A log that is read in a moment needs no bar.
const BAR_COMMITS_MIN: u64 = 20_000;

const BAR_STEP_COMMITS: u64 = 1_000;

/// Opens a data folder, with a bar while a long log is read.
pub(super) fn open(data: &Path, mail: Option<Post>) -> Result<App, CliError> {
    let total = commits_signed(data).unwrap_or(0);
    let bar = (total >= BAR_COMMITS_MIN).then(|| Bar::new("opening", "commits", total));
    let options = AppOptions { mail, ..AppOptions::default() };
    let opened = App::open(data, options, &mut |seq| {
        // Drawing costs more than reading: not for every commit.
        if let Some(bar) = bar.as_ref().filter(|_| seq.0.is_multiple_of(BAR_STEP_COMMITS)) {
            bar.at(seq.0, total);
        }
    });
    if let Some(bar) = bar {
        bar.clear();
    }
    opened.map_err(|error| {
        if !matches!(error, AppError::Log(LogError::Locked { .. })) {
            return error.into();
        }
        CliError::said(format!(
            "`{}` is in use, most likely by a running server; talk to that with \
             `--server http://ADDRESS` (and LOGGIA_TOKEN or --user), or stop it first",
            data.display()
        ))
    })
}

/// How many commits the signed checkpoint tells of: only for the bar, so nothing is verified here.
fn commits_signed(data: &Path) -> Option<u64> {
    let bytes = std::fs::read(data.join("checkpoint")).ok()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    text.lines().filter_map(|line| line.trim().parse().ok()).max()
}

/// Whoever can read the data folder can do everything in it anyway: as its first administrator.
fn administrator_token(app: &App) -> Result<String, CliError> {
    let world = app.world();
    let mut staff = world.access.staff_users();
    let first = staff.find(|user| user.roles.contains(&Role::Administrator));
    let first = first.ok_or_else(|| CliError::said("the workspace has no administrator"))?;
    let token = app.mint_local_session(UserId::Staff(first.id))?;
    let token = token.ok_or_else(|| CliError::said("the administrator may not come in"))?;
    Ok(token.as_str().to_owned())
}
