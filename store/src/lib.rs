//! The log of Loggia, and the one writer that appends to it.
//!
//! [`Writer`] turns submissions into commits, many to a block; a [`Log`] makes a block durable; only
//! then the new world is published and the block handed on to be projected. [`SledLog`] keeps the
//! log on disk, [`MemoryLog`] for tests. What is stored is decided in [`codec`] alone.

mod checkpoint;
mod clock;
pub mod codec;
#[cfg(any(test, feature = "conformance"))]
pub mod conformance;
mod entropy;
mod error;
mod hash;
mod log;
mod memory;
mod merkle;
mod receipts;
mod sealed;
mod sled_log;
mod writer;

pub use clock::{Clock, ManualClock, SystemClock};
pub use error::{AppendError, LogError};
pub use hash::Hash;
pub use log::{Block, Commits, Head, Log, LogReader, Verified};
pub use memory::MemoryLog;
pub use receipts::{RECEIPT_HOURS_MAX, RECEIPTS_PER_PARTNER_MAX, RECEIPTS_PER_STAFF_MAX, Receipts};
pub use sealed::{SALT_BYTES, SealedCommit};
pub use sled_log::{MissingCheckpoint, OpenOptions, SledLog};
pub use writer::{
    ACCEPTED_RECORDS_MAX, Accepted, Durable, Outcome, Precondition, Published, Rejection, Replayed,
    Submission, Writer, WriterOptions, WriterThread,
};
