use std::path::{Path, PathBuf};

use loggia_core::refusal::Refusal;
use loggia_store::LogError;

use super::{CredentialsError, NotAPassword};

/// Why a Loggia cannot be opened, made or closed.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The log cannot be used.
    #[error(transparent)]
    Log(#[from] LogError),
    /// A file besides the log cannot be used.
    #[error("{doing} `{path}`: {why}; check the disk and the rights of this user")]
    File {
        /// What was tried, such as `reading`.
        doing: &'static str,
        /// Which.
        path: PathBuf,
        /// What went wrong.
        why: String,
    },
    /// The passwords cannot be used.
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
    /// The password of the first administrator does not fit.
    #[error(transparent)]
    Password(#[from] NotAPassword),
    /// There is a workspace already.
    #[error("`{0}` holds a workspace already; use it, or choose another data folder")]
    Exists(PathBuf),
    /// There is none yet.
    #[error("`{0}` holds no workspace yet; make one with `loggia init`")]
    Missing(PathBuf),
    /// The workspace could not be opened.
    #[error("the workspace was refused: {0}")]
    Refused(Refusal),
    /// The first command was not taken.
    #[error("the first command was not taken: {0}")]
    NotTaken(String),
    /// The views could not be built.
    #[error("the views could not be built: {0}")]
    Views(&'static str),
    /// The operating system gives no randomness.
    #[error("no randomness from the operating system: {0}")]
    NoRandomness(String),
    /// A thread could not be started.
    #[error("a thread could not be started: {0}")]
    Thread(String),
    /// The writer's thread panicked.
    #[error("the writer ended with a panic; what it answered is durable, restart to go on")]
    WriterLost,
    /// The projector's thread panicked.
    #[error("the projector ended with a panic; the log is whole, restart to build the views anew")]
    ProjectorLost,
}

impl AppError {
    pub(super) fn file(doing: &'static str, path: &Path, why: impl ToString) -> Self {
        Self::File { doing, path: path.to_owned(), why: why.to_string() }
    }
}
