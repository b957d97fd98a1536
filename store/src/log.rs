//! The port: what any log of commits promises.

use std::ops::ControlFlow;
use std::sync::Arc;

use loggia_core::commit::Commit;
use loggia_core::scalar::Instant;
use loggia_core::world::Seq;

use crate::error::{AppendError, LogError};
use crate::hash::Hash;
use crate::sealed::SealedCommit;

/// Where a log stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Head {
    /// The last commit; 0 while there is none.
    pub seq: Seq,
    /// When it was; the epoch while there is none.
    pub at: Instant,
    /// The root of the Merkle tree over all commits (RFC 6962).
    pub root: Hash,
}

impl Head {
    /// The head of a log without a commit.
    pub fn empty() -> Self {
        Self { seq: Seq(0), at: Instant::from_micros(0), root: Hash::of(&[]) }
    }
}

/// What one group commit makes durable: all of it, or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The head that it continues.
    pub after: Head,
    /// At least one, dense from `after`.
    pub commits: Vec<SealedCommit>,
}

impl Block {
    /// Whether it says of itself what it must: it has commits, they follow each other and the head,
    /// in number and in time.
    pub(crate) fn is_sound(&self) -> bool {
        let mut last = (self.after.seq, self.after.at);
        !self.commits.is_empty()
            && self.commits.iter().all(|sealed| {
                let stamp = sealed.commit().stamp;
                let follows =
                    stamp.seq == last.0.next() && (stamp.at >= last.1 || last.0 == Seq(0));
                last = (stamp.seq, stamp.at);
                follows && !sealed.commit().events.is_empty()
            })
    }
}

/// A log of commits that one writer appends to.
pub trait Log: Send {
    /// The last durable head.
    fn head(&self) -> Head;

    /// Appends on the expected head `block.after` and no other. What returned `Ok` survives kill -9
    /// and power loss (law 8).
    fn append(&mut self, block: &Block) -> Result<Head, AppendError>;

    /// A second way in that only reads; it works from other threads while this one appends.
    fn reader(&self) -> Arc<dyn LogReader>;

    /// Makes everything durable and lets go of the files; afterwards every reader finds it closed.
    fn close(&mut self) -> Result<(), LogError>;
}

/// Batches of commits, in order.
pub type Commits<'a> = Box<dyn Iterator<Item = Result<Vec<Commit>, LogError>> + Send + 'a>;

/// Reads a log.
pub trait LogReader: Send + Sync {
    /// The last durable head.
    fn head(&self) -> Head;

    /// The commits after `after`, in order, in batches, up to the durable head at the time of the
    /// call. A block that does not continue the one before it is an error, never skipped; after an
    /// error nothing follows.
    fn read(&self, after: Seq) -> Commits<'_>;

    /// Reads everything again: frames, checksums, order, the Merkle root against the head and
    /// against the signed checkpoint. Calls `progress` now and then; it may break off, which is
    /// [`LogError::Interrupted`].
    fn verify(
        &self,
        progress: &mut dyn FnMut(Seq) -> ControlFlow<()>,
    ) -> Result<Verified, LogError>;
}

/// What a verification found to be whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Verified {
    /// The head that was recomputed.
    pub head: Head,
    /// The size and root of the signed checkpoint that was found in it; a memory log has none.
    pub checkpoint: Option<(Seq, Hash)>,
}
