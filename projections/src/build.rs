use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use loggia_core::commit::Commit;

use crate::generation::Generation;
use crate::threads;

/// Batches of commits that wait for the slowest share.
const QUEUE_BATCHES_MAX: usize = 16;

/// Commits as all shares read them.
type Batch = Arc<Vec<Commit>>;

/// Hands commits to the shares of a generation that is being built.
pub(crate) struct Shares(Vec<SyncSender<Batch>>);

impl Shares {
    /// Has a batch taken in by every share.
    pub(crate) fn take(&self, commits: Vec<Commit>) {
        let batch = Arc::new(commits);
        for share in &self.0 {
            // A share that has gone was stopped or has panicked: `build` tells which.
            let _ = share.send(batch.clone());
        }
    }
}

/// Builds a generation commit by commit, on as many threads as are of use: each holds a share of
/// the portals and a world of its own, `feed` reads the log for all of them. The result is that of
/// one thread, as what a partner sees depends on nothing but the log.
///
/// `done` counts the commits taken in. None once `goes_on` says no.
pub(crate) fn build(
    done: &AtomicU64,
    goes_on: impl Fn() -> bool + Sync,
    feed: impl FnOnce(&Shares) -> Result<(), String> + Send,
) -> Result<Option<Generation>, String> {
    let (goes_on, count) = (&goes_on, threads::count());
    let queues = (0..count).map(|_| sync_channel(QUEUE_BATCHES_MAX));
    let (shares, mut batches): (Vec<_>, VecDeque<_>) = queues.unzip();
    let own = batches.pop_front();
    thread::scope(|scope| {
        let feeding = scope.spawn(move || feed(&Shares(shares)));
        let others: Vec<_> = (1..)
            .zip(batches)
            .map(|(nth, batches)| {
                scope.spawn(move || follow(Generation::share(nth, count), batches, None, goes_on))
            })
            .collect();
        let first = |batches| follow(Generation::share(0, count), batches, Some(done), goes_on);
        let mut built = vec![own.and_then(first)];
        for other in others {
            built.push(other.join().map_err(|_| "a share was given up after a panic")?);
        }
        feeding.join().map_err(|_| "reading the log was given up after a panic")??;
        Ok(built.into_iter().collect::<Option<Vec<_>>>().and_then(Generation::whole))
    })
}

fn follow(
    mut share: Generation,
    batches: Receiver<Batch>,
    done: Option<&AtomicU64>,
    goes_on: impl Fn() -> bool,
) -> Option<Generation> {
    for batch in batches {
        for commit in batch.iter() {
            if !goes_on() {
                return None;
            }
            share.advance(commit);
        }
        if let Some(done) = done {
            done.store(share.seq.0, Ordering::Relaxed);
        }
    }
    goes_on().then_some(share)
}
