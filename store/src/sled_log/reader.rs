use std::ops::ControlFlow;
use std::sync::Arc;

use loggia_core::commit::Commit;
use loggia_core::world::Seq;

use super::pass::{Cursor, Pass};
use super::store::Shared;
use crate::checkpoint::CheckpointFile;
use crate::error::LogError;
use crate::log::{Commits, Head, LogReader, Verified};

/// A batch ends with the block that reaches this many commits.
const BATCH_COMMITS: usize = 256;

/// Blocks that are verified between two calls of `progress`.
const PROGRESS_BLOCKS: usize = 64;

/// Reads the log while it is open.
pub(super) struct SledReader(Arc<Shared>);

impl SledReader {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self(shared)
    }
}

impl LogReader for SledReader {
    fn head(&self) -> Head {
        self.0.head()
    }

    fn read(&self, after: Seq) -> Commits<'_> {
        let until = self.0.head().seq;
        let batches =
            Batches { shared: &self.0, after, until, cursor: None, ended: after >= until };
        Box::new(batches)
    }

    fn verify(
        &self,
        progress: &mut dyn FnMut(Seq) -> ControlFlow<()>,
    ) -> Result<Verified, LogError> {
        let Shared { layout, notary, .. } = self.0.as_ref();
        // The checkpoint first: it is never ahead of the head that is asked after it.
        let signed = CheckpointFile::read(&layout.checkpoint, notary)?;
        let Some(signed) = signed else {
            return Err(LogError::CheckpointMissing { path: layout.checkpoint.clone() });
        };
        let mut pass = self.0.with("verifying", |store| Pass::new(&store.log, Some(signed)))?;
        let until = self.0.head();
        let mut blocks = 0usize;
        let mut commits = Vec::new();
        while pass.head().seq < until.seq {
            commits.clear();
            let at = self.0.with("verifying", |_| pass.block(&mut commits))?;
            blocks = blocks.saturating_add(1);
            if at.is_none() {
                break;
            }
            if blocks.is_multiple_of(PROGRESS_BLOCKS) && progress(pass.head().seq).is_break() {
                return Err(LogError::Interrupted { at: pass.head().seq });
            }
        }
        let (_, head) = pass.finish()?;
        if head != until {
            let (expected, found) = (until.seq, head.seq);
            return Err(match found < expected {
                true => LogError::Truncated { expected, found },
                false => LogError::Different { at: found, expected: until.root, found: head.root },
            });
        }
        // A caller that shows progress sees it reach the end.
        let _ = progress(head.seq);
        Ok(Verified { head, checkpoint: Some((signed.size, signed.root)) })
    }
}

/// Reads on from where it is. It holds the store only while it reads a batch, so that a log can be
/// closed under it.
struct Batches<'a> {
    shared: &'a Shared,
    after: Seq,
    until: Seq,
    cursor: Option<Cursor>,
    ended: bool,
}

impl Iterator for Batches<'_> {
    type Item = Result<Vec<Commit>, LogError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let shared = self.shared;
        let batch = shared.with("reading", |store| self.batch(&store.log));
        self.ended |= batch.is_err();
        Some(batch)
    }
}

impl Batches<'_> {
    fn batch(&mut self, log: &sled::Tree) -> Result<Vec<Commit>, LogError> {
        let cursor = match &mut self.cursor {
            Some(cursor) => cursor,
            none => none.insert(Cursor::at_block_of(log, self.after.next())?),
        };
        let mut values = cursor.values(log);
        let mut batch = Vec::new();
        while batch.len() < BATCH_COMMITS && cursor.next() <= self.until {
            let Some(stored) = cursor.block(&mut values)? else {
                let found = Seq(cursor.next().0.saturating_sub(1));
                return Err(LogError::Truncated { expected: self.until, found });
            };
            for commit in stored.commits() {
                let commit = commit.map_err(|flaw| flaw.at(stored.first))?;
                if commit.seq > self.after {
                    batch.push(commit.decode().map_err(|flaw| flaw.at(commit.seq))?);
                }
            }
        }
        self.ended = cursor.next() > self.until;
        Ok(batch)
    }
}
