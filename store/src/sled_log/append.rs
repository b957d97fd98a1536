use std::fs::File;
use std::sync::Arc;

use super::barrier::Barrier;
use super::derived::Derived;
use super::guard::sled_error;
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
    barrier: Box<dyn Barrier>,
    signer: Signer,
    /// An own handle of sled's file, to sync it.
    db_file: File,
    /// Why it takes nothing any more.
    poisoned: Option<String>,
    /// Given up when closed.
    lock: Option<File>,
}

impl SledLog {
    pub(super) fn new(
        shared: Arc<Shared>,
        tree: Frontier,
        barrier: Box<dyn Barrier>,
        signer: Signer,
        db_file: File,
        lock: File,
    ) -> Self {
        Self { shared, tree, barrier, signer, db_file, poisoned: None, lock: Some(lock) }
    }

    /// A store for what is derived from the log, in the same files.
    pub fn derived(&self) -> Derived {
        Derived::new(self.shared.clone())
    }

    fn write(&mut self, block: &Block, root: Hash) -> Result<(), LogError> {
        let mut pieces = block::encode(block, root);
        let (barrier, file) = (&mut self.barrier, &self.db_file);
        self.shared.with("appending", |store| {
            // A batch writes and flushes a manifest of its own first; one value is atomic without.
            match pieces.pop() {
                Some((key, value)) if pieces.is_empty() => {
                    store.log.insert(key, value).map_err(sled_error("appending"))?;
                }
                last => {
                    let mut batch = sled::Batch::default();
                    for (key, value) in pieces.into_iter().chain(last) {
                        batch.insert(&key, value);
                    }
                    store.log.apply_batch(batch).map_err(sled_error("appending"))?;
                }
            }
            barrier.pass(&store.db, file, &self.shared.layout)
        })
    }

    fn poison(&mut self, error: &LogError) {
        tracing::error!(%error, "the log takes no more commits until it is opened again");
        self.poisoned.get_or_insert_with(|| error.to_string());
    }

    fn shut(&mut self) -> Result<(), LogError> {
        let Some(lock) = self.lock.take() else { return Ok(()) };
        let checkpoint = self.signer.end();
        let mut closed = Ok(());
        if self.poisoned.is_none() {
            let (barrier, file) = (&mut self.barrier, &self.db_file);
            let layout = &self.shared.layout;
            closed = self.shared.with("closing", |store| barrier.pass(&store.db, file, layout));
            if closed.is_ok() {
                let checkpoint =
                    checkpoint.map_or_else(|| CheckpointFile::open(&layout.checkpoint), Ok);
                closed = checkpoint.and_then(|mut checkpoint| {
                    checkpoint.settle(&self.shared.notary, self.shared.head().into())
                });
            }
        }
        let dropped = self.shared.close();
        drop(lock);
        closed.and(dropped)
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
