use std::fs::File;
use std::sync::Arc;

use super::journal::Journal;
use super::reader::SledReader;
use super::signer::Signer;
use super::store::Shared;
use crate::checkpoint::CheckpointFile;
use crate::codec::block;
use crate::error::{AppendError, LogError};
use crate::hash::Hash;
use crate::log::{Block, Head, Log, LogReader};
use crate::merkle::Frontier;

/// The log on disk. One process at a time; it blocks while it waits for the disk.
pub struct SledLog {
    shared: Arc<Shared>,
    tree: Frontier,
    journal: Journal,
    signer: Signer,
    /// Why it takes nothing any more.
    poisoned: Option<String>,
    /// Given up when closed.
    lock: Option<File>,
}

impl SledLog {
    pub(super) fn new(
        shared: Arc<Shared>,
        tree: Frontier,
        journal: Journal,
        signer: Signer,
        lock: File,
    ) -> Self {
        Self { shared, tree, journal, signer, poisoned: None, lock: Some(lock) }
    }

    /// The journal first: what sled has must be there whatever becomes of sled's file.
    fn write(&mut self, block: &Block, root: Hash) -> Result<(), LogError> {
        let (first, payload) = (block.after.seq.next(), block::encode(block, root));
        self.journal.write(first, &payload)?;
        self.shared.with("appending", |store| store.put(first, &payload))
    }

    fn poison(&mut self, error: &LogError) {
        tracing::error!(%error, "the log takes no more commits until it is opened again");
        self.poisoned.get_or_insert_with(|| error.to_string());
    }

    fn shut(&mut self) -> Result<(), LogError> {
        let Some(lock) = self.lock.take() else { return Ok(()) };
        let (checkpoint, journal) = (self.signer.end(), self.journal.end());
        let closed = match &self.poisoned {
            None => journal.and_then(|()| self.settle(checkpoint)),
            // What is in the journal is found at the next start.
            Some(_) => Ok(()),
        };
        let dropped = self.shared.close();
        drop(lock);
        closed.and(dropped)
    }

    /// Leaves a log that needs no journal, and both checkpoints of its head.
    fn settle(&mut self, checkpoint: Option<CheckpointFile>) -> Result<(), LogError> {
        let Shared { layout, notary, .. } = self.shared.as_ref();
        self.shared.settle()?;
        let checkpoint = checkpoint.map_or_else(|| CheckpointFile::open(&layout.checkpoint), Ok);
        checkpoint.and_then(|mut file| file.settle(notary, self.shared.head().into()))?;
        self.journal.clear()
    }
}

impl Log for SledLog {
    fn head(&self) -> Head {
        self.shared.head()
    }

    fn append(&mut self, block: &Block) -> Result<Head, AppendError> {
        if let Some(flaw) = self.signer.flaw() {
            self.poison(&flaw);
        }
        if let Some(first) = self.poisoned.clone() {
            return Err(AppendError::Failed(LogError::Poisoned { first }));
        }
        let head = self.shared.head();
        if block.after != head {
            return Err(AppendError::Conflict { head });
        }
        let Some(last) = block.commits.last().filter(|_| block.is_sound()) else {
            return Err(AppendError::Failed(LogError::Unsound));
        };
        let mut tree = self.tree.clone();
        block.commits.iter().for_each(|sealed| tree.push(sealed.leaf()));
        let stamp = last.commit().stamp;
        let head = Head { seq: stamp.seq, at: stamp.at, root: tree.root() };
        // After a failure nobody knows what the disk has: a second sync that succeeds would prove
        // nothing, for the operating system forgets pages that it could not write.
        self.write(block, head.root).map_err(|error| {
            self.poison(&error);
            AppendError::Failed(error)
        })?;
        self.tree = tree;
        self.shared.set_head(head);
        self.signer.sign(head.into());
        Ok(head)
    }

    fn reader(&self) -> Arc<dyn LogReader> {
        Arc::new(SledReader::new(self.shared.clone()))
    }

    fn close(&mut self) -> Result<(), LogError> {
        self.shut()
    }
}

impl Drop for SledLog {
    fn drop(&mut self) {
        if let Err(error) = self.shut() {
            tracing::error!(%error, "the log did not close cleanly");
        }
    }
}
