//! Bytes on disk. The only place that knows bincode.
//!
//! From the outside in: a *value* of sled is one [`frame`] (format, length, checksum); its body is a
//! piece of a *block*, cut so that no value is larger than sled stores safely ([`block`]), while a
//! journal has a block in one piece, as a *record* ([`record`]); a block
//! is a header and its commits; a commit is a salt and the bincode of a wire struct ([`commit`]), in
//! which every event has a place of its own for ever ([`wire`]).
//!
//! **When a shape must change.** Add the new shape as a new variant at the end of `wire_events!`;
//! the old payload moves to a module of its own, its variant stays where it is, and the conversion
//! to [`loggia_core::event::Event`] raises the old shape to the next, one step each. Only when the
//! frame, the block header or the commit header itself must change, a new format byte is due:
//! [`frame::FORMAT`] goes up by one, `block::parse` gets a branch for the old. `golden.txt` holds
//! the bytes of every shape that was ever written; a test fails when one of them changes.

pub(crate) mod block;
mod commit;
pub(crate) mod frame;
#[cfg(test)]
mod golden;
pub(crate) mod record;
#[cfg(any(test, feature = "conformance"))]
pub(crate) mod samples;
mod wire;

pub use block::{BLOCK_COMMITS_MAX, VALUE_BYTES_MAX};
pub use commit::COMMIT_BYTES_MAX;

pub(crate) use block::COMMIT_OVERHEAD_BYTES;
pub(crate) use commit::encode as encode_commit;

use loggia_core::world::Seq;

use crate::error::LogError;

/// Why stored bytes cannot be read, before it is known where they lay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// They are not what was written.
    Damage(&'static str),
    /// A later version wrote them.
    TooNew(u8),
}

impl Flaw {
    /// With its place.
    pub(crate) fn at(self, seq: Seq) -> LogError {
        match self {
            Self::Damage(why) => LogError::Damaged { seq, why },
            Self::TooNew(found) => LogError::FormatTooNew { seq, found, known: frame::FORMAT },
        }
    }
}
