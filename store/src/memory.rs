use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use loggia_core::commit::Commit;
use loggia_core::world::Seq;

use crate::error::{AppendError, LogError};
use crate::hash::Hash;
use crate::log::{Block, Commits, Head, Log, LogReader, Verified};
use crate::merkle::Frontier;

/// Commits that a reader of a memory log gets at a time.
const BATCH_COMMITS: usize = 256;

/// A log that forgets everything with the process. For tests.
///
/// Clones share their commits, so that two writers can get in each other's way.
#[derive(Clone, Debug, Default)]
pub struct MemoryLog(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    head: Head,
    tree: Frontier,
    commits: Vec<(Commit, Hash)>,
    closed: bool,
}

impl Default for State {
    fn default() -> Self {
        let (tree, commits) = Default::default();
        Self { head: Head::empty(), tree, commits, closed: false }
    }
}

impl MemoryLog {
    /// Without a commit.
    pub fn new() -> Self {
        Self::default()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Log for MemoryLog {
    fn head(&self) -> Head {
        self.state().head
    }

    fn append(&mut self, block: &Block) -> Result<Head, AppendError> {
        let mut state = self.state();
        if state.closed {
            return Err(AppendError::Failed(LogError::Closed));
        }
        if block.after != state.head {
            return Err(AppendError::Conflict { head: state.head });
        }
        let Some(last) = block.commits.last().filter(|_| block.is_sound()) else {
            return Err(AppendError::Failed(LogError::Unsound));
        };
        for sealed in &block.commits {
            state.tree.push(sealed.leaf());
            state.commits.push((sealed.commit().clone(), sealed.leaf()));
        }
        let stamp = last.commit().stamp;
        state.head = Head { seq: stamp.seq, at: stamp.at, root: state.tree.root() };
        Ok(state.head)
    }

    fn reader(&self) -> Arc<dyn LogReader> {
        Arc::new(self.clone())
    }

    fn close(&mut self) -> Result<(), LogError> {
        self.state().closed = true;
        Ok(())
    }
}

impl LogReader for MemoryLog {
    fn head(&self) -> Head {
        self.state().head
    }

    fn read(&self, after: Seq) -> Commits<'_> {
        let until = LogReader::head(self).seq;
        let mut after = usize::try_from(after.0).unwrap_or(usize::MAX);
        Box::new(std::iter::from_fn(move || {
            let state = self.state();
            let until = usize::try_from(until.0).unwrap_or(usize::MAX);
            if state.closed && after < until {
                after = until;
                return Some(Err(LogError::Closed));
            }
            let upto = after.saturating_add(BATCH_COMMITS).min(until);
            let batch = state.commits.get(after..upto).filter(|batch| !batch.is_empty())?;
            after = upto;
            Some(Ok(batch.iter().map(|(commit, _)| commit.clone()).collect()))
        }))
    }

    fn verify(
        &self,
        progress: &mut dyn FnMut(Seq) -> ControlFlow<()>,
    ) -> Result<Verified, LogError> {
        let state = self.state();
        let mut tree = Frontier::default();
        for (commit, leaf) in &state.commits {
            tree.push(*leaf);
            let seq = commit.stamp.seq;
            if progress(seq).is_break() {
                return Err(LogError::Interrupted { at: seq });
            }
        }
        let (at, expected, found) = (state.head.seq, state.head.root, tree.root());
        match found == expected {
            true => Ok(Verified { head: state.head, checkpoint: None }),
            false => Err(LogError::Different { at, expected, found }),
        }
    }
}
