//! How a log can fail. Each message names the place, what was found there, and what to do.

use std::io;
use std::path::{Path, PathBuf};

use loggia_core::world::Seq;

use crate::hash::Hash;
use crate::log::Head;

/// Why a block was not appended, or may not have been.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// Somebody else has appended; nothing of the block was written.
    #[error("the log has moved on to commit {}", .head.seq)]
    Conflict {
        /// Where the log stands.
        head: Head,
    },
    /// The answer was lost: the block may be written, now or later.
    #[error("whether the block was written is unknown: {0}")]
    Unknown(#[source] LogError),
    /// The log cannot be trusted to take anything until it is opened again.
    #[error("the log failed: {0}")]
    Failed(#[source] LogError),
}

/// What is wrong with a log.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The operating system refused.
    #[error("{doing} `{path}`: {source}; check the disk, its space and the rights of this user")]
    Io {
        /// What was tried, such as `reading`.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// A log has one process.
    #[error("`{path}` is in use by another process; stop it, or choose another data folder")]
    Locked {
        /// The lock file.
        path: PathBuf,
    },
    /// The store below says no.
    #[error("sled, {doing}: {message}; {RESTORE}")]
    Sled {
        /// What was tried.
        doing: &'static str,
        /// What sled says.
        message: String,
    },
    /// The store below met something that it cannot handle; with sled that is how damage shows.
    #[error("sled panicked, {doing}: {message}; the files of the log are damaged; {RESTORE}")]
    SledPanicked {
        /// What was tried.
        doing: &'static str,
        /// What the panic said.
        message: String,
    },
    /// Commits are missing at the end.
    #[error(
        "the log ends at commit {found}, but its signed checkpoint says {expected}: commits are \
         missing; {RESTORE}"
    )]
    Truncated {
        /// The size that was signed.
        expected: Seq,
        /// The last commit that is there.
        found: Seq,
    },
    /// The commits are not those that were signed.
    #[error(
        "the first {at} commits have the root {found}, but the signed checkpoint says {expected}: \
         something was changed; {RESTORE}"
    )]
    Different {
        /// The size that was signed.
        at: Seq,
        /// The root that was signed.
        expected: Hash,
        /// The root of what is there.
        found: Hash,
    },
    /// A block does not continue the one before it.
    #[error("the block after commit {after} does not continue it: {why}; {RESTORE}")]
    Broken {
        /// The last commit before it.
        after: Seq,
        /// What does not fit.
        why: &'static str,
    },
    /// A stored record is not what was written.
    #[error("the record at commit {seq} is damaged: {why}; {RESTORE}")]
    Damaged {
        /// The first commit of the record.
        seq: Seq,
        /// What does not fit.
        why: &'static str,
    },
    /// A record that a later version wrote.
    #[error(
        "the record at commit {seq} has the format {found}, this version reads up to {known}; use \
         a newer version of loggia"
    )]
    FormatTooNew {
        /// The first commit of the record.
        seq: Seq,
        /// Its format.
        found: u8,
        /// The newest format known here.
        known: u8,
    },
    /// The file of the checkpoint has none that can be read.
    #[error("`{path}` has no readable checkpoint: {why}; {RESTORE}")]
    CheckpointDamaged {
        /// The file.
        path: PathBuf,
        /// What does not fit.
        why: &'static str,
    },
    /// There are commits but nothing that says how many there must be.
    #[error(
        "`{path}` is missing, though the log has commits: nothing shows that it is whole; put the \
         file back, or accept the log as it is by opening it with `MissingCheckpoint::Accept`"
    )]
    CheckpointMissing {
        /// The file.
        path: PathBuf,
    },
    /// The checkpoint or the key belongs to another log.
    #[error(
        "`{path}` was not signed with the key of this log; put the checkpoint and the key of the \
         same log side by side"
    )]
    KeyMismatch {
        /// The checkpoint.
        path: PathBuf,
    },
    /// The key cannot be used.
    #[error("the signing key `{path}` is {why}; put the file back from a copy")]
    Key {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: &'static str,
    },
    /// Large pages went to files that sled never syncs; nothing in them survives a power cut.
    #[error(
        "`{path}` holds {files} file(s), but the log may not use blobs: they are not power-safe; \
         this log was not written by loggia"
    )]
    Blobs {
        /// The folder.
        path: PathBuf,
        /// How many.
        files: usize,
    },
    /// A commit has a bound.
    #[error("a commit of {bytes} bytes is larger than {max}; split the command")]
    CommitTooLarge {
        /// Its encoded size.
        bytes: usize,
        /// The largest allowed.
        max: usize,
    },
    /// A block that contradicts itself is never written.
    #[error("a block must have commits, and they must follow its head without a gap")]
    Unsound,
    /// A commit could not be encoded.
    #[error("a commit could not be encoded: {0}")]
    Encode(String),
    /// An earlier failure left it open whether the disk has what it was given.
    #[error("the log failed before ({first}); restart to see what is durable")]
    Poisoned {
        /// The first failure.
        first: String,
    },
    /// It was closed.
    #[error("the log is closed")]
    Closed,
    /// Whoever asked broke the verification off.
    #[error("the verification was broken off at commit {at}")]
    Interrupted {
        /// The last commit that was verified.
        at: Seq,
    },
    /// The operating system has no randomness.
    #[error("no randomness from the operating system: {0}")]
    Randomness(String),
}

const RESTORE: &str = "keep a copy of the data folder as it is and restore the log from a backup";

/// For `map_err`: names what was done with which file.
pub(crate) fn io_error(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> LogError {
    let path = path.to_owned();
    move |source| LogError::Io { doing, path, source }
}
