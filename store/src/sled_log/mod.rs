//! The log on disk: sled, as it really behaves (ADR 3).
//!
//! | file | what |
//! | --- | --- |
//! | `lock` | held while the log is open |
//! | `log/` | sled's own files |
//! | `journal.0`, `journal.1` | the newest blocks, until sled's files are synced ([`journal`]) |
//! | `checkpoint` | how many commits there must be, and their root, signed |
//! | `checkpoint.key`, `checkpoint.pub` | the key that signs, and the one that verifies |
//!
//! What is absent: `flush_async` (it hangs from several threads), background flushing (the journal
//! says when), blobs (they are never synced).

mod append;
mod barrier;
#[cfg(test)]
mod cuts;
#[cfg(test)]
mod faults;
mod guard;
mod journal;
mod layout;
mod open;
mod pass;
mod reader;
mod signer;
mod store;
#[cfg(test)]
mod tests;

pub use append::SledLog;
pub use open::{MissingCheckpoint, OpenOptions};
