//! A running Loggia: the log, its writer, the projections, and who is logged in.
//!
//! Everything lies in one data folder; files with secrets have the mode 0600.
//!
//! | file | what | when it is lost |
//! | --- | --- | --- |
//! | `log/`, `lock`, `checkpoint`, `checkpoint.key`, `checkpoint.pub` | the log: see `loggia-store` | restore it from a backup |
//! | `credentials.json` | user id to argon2id hash of the password, and to the last login; SHA-256 of each token | passwords must be set and tokens made again |
//! | `cursor.key` | seals the cursors of lists | a new one is made; open cursors end |
//! | `link.key` | seals the tokens of links in mails | a new one is made; links sent so far end |
//! | `attachments/` | the bytes of attached files, by SHA-256: see [`Files`] | restore it from a backup; until then downloads say so |
//! | `views.checkpoint` | revisions and digests of the views | derived: the next start is longer |
//!
//! A command goes [`App::ask`] → writer → log → [`projector`] → answer. Reads go to
//! [`App::projections`] after [`App::settle`], so that nothing is served from before an end that has
//! passed (law 5).

mod ask;
mod boot;
mod credentials;
mod device;
mod error;
mod files;
mod letters;
mod logins;
mod measure;
mod open;
mod options;
mod password;
mod projector;
pub(crate) mod secret_file;
mod sessions;
mod set_password;
mod throttle;
mod tokens;
mod views_file;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use loggia_core::id::AttachmentId;
use loggia_core::scalar::{ContentHash, FileSize, Instant};
use loggia_core::world::{Seq, World};
use loggia_projections::{Commits, Projections};
use loggia_store::{Clock, LogReader, Published, Rejection, Writer, WriterThread};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::watch;

pub use ask::{
    Ask, AskError, COMMAND_WAIT_MS_MAX, IDEMPOTENCY_KEY_CHARS_MAX, IdempotencyKey, NotAKey,
};
pub use boot::LogCommits;
pub use credentials::{CredentialsError, LoginFailed, Verified};
pub use device::{DEVICE_DAYS_MAX, Device, Devices};
pub use error::AppError;
pub use files::{
    Arrived, DAMAGED_NAMED_MAX, DOWNLOADS_MAX, DOWNLOADS_PER_USER_MAX, Damage, Download, Files,
    FilesFound, Incoming, Kept, NotTaken, UPLOADS_MAX, UPLOADS_PER_USER_MAX,
};
pub use letters::{FollowError, Letters, RESETS_WAITING_MAX, ResetDesk, Sending};
pub use logins::{Arrival, Ended, LoginError};
pub use options::{AppOptions, NEWS_ROUND_MILLIS};
pub use password::{
    ARGON2_PARALLEL_MAX, ARGON2_WAITERS_KNOWN_MAX, ARGON2_WAITERS_MAX, NotAPassword,
    PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN, Password, Queue,
};
pub use sessions::{
    Held, SESSION_HOURS_MAX, SESSIONS_PER_USER_MAX, Session, SessionId, SessionKind, Sessions,
    Token,
};
pub use throttle::{
    Attempt, Knock, LOGIN_FAILURES_MAX, LOGIN_FAILURES_PER_ACCOUNT_MAX,
    LOGIN_FAILURES_PER_ADDRESS_MAX, LOGIN_FAILURES_UNDER_ATTACK_MAX, LOGIN_WINDOW_MINUTES,
    Throttle, Throttled,
};
pub use tokens::{TOKEN_DAYS_MAX, TOKENS_PER_USER_MAX, TokenError};

use credentials::Credentials;
use letters::LinkKey;

use crate::mail::Post;

/// A running Loggia. Cheap to clone; clones are the same one.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    writer: Writer,
    projections: Projections,
    log: Arc<dyn LogReader>,
    credentials: Arc<Credentials>,
    sessions: Sessions,
    throttle: Throttle,
    devices: Devices,
    clock: Arc<dyn Clock>,
    cursor_key: [u8; 32],
    link_key: LinkKey,
    reset_desk: ResetDesk,
    /// Told whenever a mail may have been queued.
    mail_waits: tokio::sync::Notify,
    metrics: PrometheusHandle,
    dir: Option<std::path::PathBuf>,
    files: Option<Files>,
    mail: Option<Post>,
    news_round: Duration,
    /// Set when the projector has ended before its time: what is served may be old.
    projector_failed: Arc<AtomicBool>,
    closing: watch::Sender<Closing>,
    running: Mutex<Option<Running>>,
}

/// What must be joined so that the log is free.
struct Running {
    writer: WriterThread,
    projector: JoinHandle<()>,
}

/// Whether the server goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// It does.
    No,
    /// Streams end, new work is not taken.
    Yes,
}

impl App {
    /// The writer: commands go in here, by way of [`App::ask`].
    pub fn writer(&self) -> &Writer {
        &self.0.writer
    }

    /// The views.
    pub fn projections(&self) -> &Projections {
        &self.0.projections
    }

    /// The log, to read.
    pub fn log(&self) -> &Arc<dyn LogReader> {
        &self.0.log
    }

    /// The log, as projections read it: for rebuilds and for the past.
    pub fn commits(&self) -> Arc<dyn Commits> {
        Arc::new(LogCommits(self.0.log.clone()))
    }

    /// Who is logged in.
    pub fn sessions(&self) -> &Sessions {
        &self.0.sessions
    }

    /// How often logins may fail.
    pub fn throttle(&self) -> &Throttle {
        &self.0.throttle
    }

    /// Browsers in which somebody logged in before.
    pub fn devices(&self) -> &Devices {
        &self.0.devices
    }

    /// The clock.
    pub fn now(&self) -> Instant {
        self.0.clock.now()
    }

    /// The key under which cursors are sealed.
    pub fn cursor_key(&self) -> &[u8; 32] {
        &self.0.cursor_key
    }

    /// The collector behind `/metrics`.
    pub fn metrics(&self) -> &PrometheusHandle {
        &self.0.metrics
    }

    /// The data folder; none in memory.
    pub fn dir(&self) -> Option<&Path> {
        self.0.dir.as_deref()
    }

    /// The attached files; none in memory.
    pub fn files(&self) -> Option<&Files> {
        self.0.files.as_ref()
    }

    /// Which bytes an attachment has: for who was shown it.
    pub fn content(&self, attachment: AttachmentId) -> Option<(ContentHash, FileSize)> {
        let world = self.world();
        let attachment = world.delivery.attachment(attachment).ok()?;
        Some((attachment.file.sha256, attachment.file.size))
    }

    /// How mails leave; none for a command line that serves only itself.
    pub fn mail(&self) -> Option<&Post> {
        self.0.mail.as_ref()
    }

    /// The last durable world and its head. For staff, auditors and decisions about sessions; what
    /// partners read comes from [`App::projections`] alone (law 4).
    pub fn published(&self) -> Arc<Published> {
        self.0.writer.published()
    }

    /// The last durable world.
    pub fn world(&self) -> Arc<World> {
        self.published().world.clone()
    }

    /// How long what is told of changes is held back: see [`AppOptions`].
    pub fn news_round(&self) -> Duration {
        self.0.news_round
    }

    /// Waits until everything due by now is projected (law 5): one atomic load when it is.
    pub async fn settle(&self) -> Result<Seq, Rejection> {
        let settled = self.0.writer.settle(self.now()).await?;
        // Asked last: a projector that ends while we wait lets go of whoever waits for it.
        match self.0.projector_failed.load(Ordering::SeqCst) {
            true => Err(Rejection::Unavailable("the projector has ended".into())),
            false => Ok(settled),
        }
    }

    /// Whether reads and writes can be answered.
    pub fn is_ready(&self) -> bool {
        !self.0.projector_failed.load(Ordering::Relaxed) && *self.closing().borrow() == Closing::No
    }

    /// Follows whether the server goes on.
    pub fn closing(&self) -> watch::Receiver<Closing> {
        self.0.closing.subscribe()
    }

    /// Ends all streams; requests that are being answered go on.
    pub fn close_streams(&self) {
        self.0.closing.send_replace(Closing::Yes);
    }

    /// Takes what waits, ends all threads, keeps a checkpoint of the views and lets go of the log.
    /// Blocking. A second call does nothing.
    pub fn shutdown(self) -> Result<(), AppError> {
        self.close_streams();
        let running = self.0.running.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(Running { writer, projector }) = running else { return Ok(()) };
        let log = writer.stop();
        // It ends with the writer's thread, which held the other end of its queue.
        let projected = projector.join();
        let mut log = log.ok_or(AppError::WriterLost)?;
        log.close()?;
        projected.map_err(|_| AppError::ProjectorLost)
    }
}
