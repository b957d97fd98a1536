//! A server inside the test, so that the test may hold its clock. It is asked over a real socket.

use std::sync::Arc;

use loggia_api::app::{App, AppOptions, Ask, Password};
use loggia_api::http;
use loggia_core::access::{OpenWorkspace, TimeZone};
use loggia_core::actor::{Actor, Origin};
use loggia_core::command::Command;
use loggia_core::commit::Commit;
use loggia_core::id::RecordId;
use loggia_core::scalar::{Instant, Personal};
use loggia_core::spec::name;
use loggia_store::{Block, Log as _, ManualClock, MemoryLog, SealedCommit};
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use crate::ask::Client;
use crate::binary::PASSWORD;
use crate::story::Story;

/// A server with a clock that stands still until it is moved.
pub struct Inside {
    /// The clock.
    pub clock: ManualClock,
    /// What it serves.
    pub app: App,
    /// Where it listens.
    pub base: String,
    runtime: Option<Runtime>,
    stop: Option<oneshot::Sender<()>>,
}

impl Inside {
    /// A workspace in memory, with the administrator `root`, opened at `now`.
    pub fn at(now: Instant) -> Self {
        let runtime = Runtime::new().expect("a runtime");
        let clock = ManualClock::new(now);
        let options = AppOptions { clock: Arc::new(clock.clone()), ..AppOptions::default() };
        let workspace = OpenWorkspace {
            name: name("Works"),
            zone: TimeZone::utc(),
            administrator: Personal::new(name("root")),
        };
        let password = Password::new(PASSWORD).expect("a password");
        let app = runtime
            .block_on(App::in_memory(options, workspace, password))
            .expect("a workspace in memory");
        Self::serving(runtime, clock, app)
    }

    /// A server that stands where a story has led to.
    pub fn at_the_end_of(story: &Story) -> Self {
        let runtime = Runtime::new().expect("a runtime");
        let clock = ManualClock::new(story.now);
        let mut log = MemoryLog::new();
        for part in story.commits.chunks(64) {
            let seal = |commit: &Commit| SealedCommit::seal(commit.clone(), [9; 16]);
            let commits = part.iter().map(seal).collect::<Result<_, _>>().expect("it is sealed");
            let block = Block { after: log.head(), commits };
            log.append(&block).expect("it is appended");
        }
        let options = AppOptions { clock: Arc::new(clock.clone()), ..AppOptions::default() };
        let app = runtime.block_on(async { App::over(Box::new(log), [5; 32], options) });
        Self::serving(runtime, clock, app.expect("an app over the log"))
    }

    fn serving(runtime: Runtime, clock: ManualClock, app: App) -> Self {
        let listener =
            runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("its address"));
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = app.clone();
        runtime.spawn(async move {
            let until = async move {
                // Dropped or told: both mean the end.
                let _ = stopped.await;
            };
            http::serve(serving, listener, until).await.expect("it serves");
        });
        Self { clock, app, base, runtime: Some(runtime), stop: Some(stop) }
    }

    /// The administrator, with a fresh session: sessions end with the time of the clock.
    pub fn root(&self) -> Client {
        self.user("root")
    }

    /// Any user, without the work of a login.
    pub fn user(&self, user_name: &str) -> Client {
        let user = self.app.world().access.user_by_name(&name(user_name)).expect("a user");
        let token = self.app.mint_local_session(user).expect("random bytes").expect("a session");
        Client::with_token(&self.base, token.as_str())
    }
}

impl Inside {
    /// Asks for what is not asked for over HTTP without more, and gives the id of what it made.
    pub fn made(&self, actor: Actor, command: impl Into<Command>) -> RecordId {
        let runtime = self.runtime.as_ref().expect("it serves");
        let ask = Ask::new(actor, Origin::default(), command);
        let accepted = runtime.block_on(self.app.ask(ask)).expect("it is accepted");
        accepted.records.first().copied().expect("something new")
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
