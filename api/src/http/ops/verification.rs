use std::ops::ControlFlow;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use loggia_core::world::Seq;
use loggia_store::{LogError, LogReader, Verified};

/// Reading the whole log again, with a counter to look at and a way to stop.
pub(super) struct Verification {
    done: AtomicU64,
    total: Seq,
    cancelled: AtomicBool,
    found: OnceLock<Found>,
}

/// What came of it.
#[derive(Clone, Debug)]
pub(super) enum Found {
    /// Everything is as it was written.
    Whole(Verified),
    /// Somebody stopped it.
    Stopped,
    /// Something is not.
    Wrong(String),
}

impl Verification {
    /// Of a log that ends there.
    pub(super) fn of(total: Seq) -> Self {
        Self {
            done: AtomicU64::new(0),
            total,
            cancelled: AtomicBool::new(false),
            found: OnceLock::new(),
        }
    }

    /// Blocking and long.
    pub(super) fn run(&self, log: &dyn LogReader) {
        let verified = log.verify(&mut |seq| {
            self.done.store(seq.0, Ordering::Relaxed);
            match self.cancelled.load(Ordering::Relaxed) {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        });
        let found = match verified {
            Ok(whole) => {
                self.done.store(whole.head.seq.0, Ordering::Relaxed);
                Found::Whole(whole)
            }
            Err(LogError::Interrupted { .. } | LogError::Closed) => Found::Stopped,
            Err(error) => {
                tracing::error!(%error, "the log is not whole");
                Found::Wrong(error.to_string())
            }
        };
        self.found.get_or_init(|| found);
    }

    pub(super) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    pub(super) fn progress(&self) -> (u64, u64) {
        let done = self.done.load(Ordering::Relaxed);
        (done, self.total.0.max(done))
    }

    pub(super) fn found(&self) -> Option<Found> {
        self.found.get().cloned()
    }
}
