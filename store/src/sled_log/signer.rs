//! Signs checkpoints on a thread of its own: nobody waits for a signature. Only the newest head is
//! signed; those that come while one is being signed, and in the pause after it, are left out, but for
//! the last of them.
//!
//! A head is durable before it is handed over, so the checkpoint is never ahead of the log. It is
//! behind by what was appended since the last one was begun, and opening accepts a log
//! that is longer. Closing waits for the thread and then settles the last head.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::store::Shared;
use crate::checkpoint::{CheckpointFile, Signed};
use crate::error::{LogError, io_error};

/// How long a checkpoint may be known to the operating system only. After a power cut the log may
/// be longer than its checkpoint by what was appended in this time.
const CHECKPOINT_SYNC_MS: u64 = 1_000;

/// How long after a checkpoint the next one is signed at the earliest: a signature for each of some
/// thousand blocks a second would take a tenth of a core. After a kill the log may be longer than its
/// checkpoint by what was appended in this time.
const PAUSE_MS: u64 = 10;

/// The thread, for the log that appends.
pub(super) struct Signer {
    slot: Arc<Slot>,
    thread: Option<JoinHandle<CheckpointFile>>,
}

#[derive(Default)]
struct Slot {
    wanted: Mutex<Wanted>,
    changed: Condvar,
}

#[derive(Default)]
struct Wanted {
    newest: Option<Signed>,
    /// The thread looks by itself, after the pause: waking it for each block would cost each of them.
    pauses: bool,
    ended: bool,
    /// What was found that the log may not go on with.
    flaw: Option<LogError>,
}

impl Signer {
    pub(super) fn start(shared: Arc<Shared>, file: CheckpointFile) -> Result<Self, LogError> {
        let slot = Arc::new(Slot::default());
        let path = shared.layout.checkpoint.clone();
        let signing = Signing { slot: slot.clone(), shared, file, synced: Instant::now() };
        let thread = std::thread::Builder::new().name("checkpoints".into());
        let thread = thread.spawn(move || signing.run());
        let thread = Some(thread.map_err(io_error("starting the thread that signs", &path))?);
        Ok(Self { slot, thread })
    }

    /// Has a durable head signed, soon.
    pub(super) fn sign(&self, signed: Signed) {
        let mut wanted = self.slot.wanted();
        wanted.newest = Some(signed);
        if !wanted.pauses {
            drop(wanted);
            self.slot.changed.notify_one();
        }
    }

    /// What was found since the last time.
    pub(super) fn flaw(&self) -> Option<LogError> {
        self.slot.wanted().flaw.take()
    }

    /// Waits for what is being signed, and gives the file back; none when the thread is gone.
    pub(super) fn end(&mut self) -> Option<CheckpointFile> {
        let thread = self.thread.take()?;
        self.slot.wanted().ended = true;
        self.slot.changed.notify_one();
        thread.join().ok()
    }
}

impl Slot {
    fn wanted(&self) -> MutexGuard<'_, Wanted> {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a while, or for the end.
    fn pause(&self) {
        let pause = Duration::from_millis(PAUSE_MS);
        let mut wanted = self.wanted();
        wanted.pauses = true;
        let waited = self.changed.wait_timeout_while(wanted, pause, |wanted| !wanted.ended);
        let (mut wanted, _) = waited.unwrap_or_else(PoisonError::into_inner);
        wanted.pauses = false;
    }

    /// The newest head that was not signed; none at the end.
    fn next(&self) -> Option<Signed> {
        let idle = |wanted: &mut Wanted| wanted.newest.is_none() && !wanted.ended;
        let wanted = self.changed.wait_while(self.wanted(), idle);
        wanted.unwrap_or_else(PoisonError::into_inner).newest.take()
    }
}

struct Signing {
    slot: Arc<Slot>,
    shared: Arc<Shared>,
    file: CheckpointFile,
    synced: Instant,
}

impl Signing {
    fn run(mut self) -> CheckpointFile {
        while let Some(signed) = self.slot.next() {
            self.sign(signed);
            self.slot.pause();
        }
        self.file
    }

    /// The block is durable; that its checkpoint fails is not worth failing the log for. The next
    /// one covers it.
    fn sign(&mut self, signed: Signed) {
        if let Err(error) = self.file.write(&self.shared.notary, signed) {
            tracing::error!(%error, "the checkpoint could not be written");
        } else if self.synced.elapsed() >= Duration::from_millis(CHECKPOINT_SYNC_MS) {
            self.synced = Instant::now();
            if let Err(error) = self.file.sync() {
                tracing::error!(%error, "the checkpoint could not be synced");
            }
            if let Err(error) = self.shared.layout.without_blobs() {
                self.slot.wanted().flaw = Some(error);
            }
        }
    }
}
