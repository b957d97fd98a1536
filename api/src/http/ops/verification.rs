use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use loggia_core::world::{Seq, World};
use loggia_store::{LogError, LogReader, Verified};

use crate::app::{Files, FilesFound};

/// Reading the whole log and all attached files again, with a counter to look at and a way to stop.
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
    Whole(Verified, FilesFound),
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

    /// Blocking and long. After the log the attached files, as many as were attached by the time it
    /// was read: `world` tells the newest one.
    pub(super) fn run(
        &self,
        log: &dyn LogReader,
        world: impl FnOnce() -> Arc<World>,
        files: Option<&Files>,
    ) {
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
                self.with_files(whole, &world(), files)
            }
            Err(LogError::Interrupted { .. } | LogError::Closed) => Found::Stopped,
            Err(error) => {
                tracing::error!(%error, "the log is not whole");
                Found::Wrong(error.to_string())
            }
        };
        self.found.get_or_init(|| found);
    }

    fn with_files(&self, whole: Verified, world: &World, files: Option<&Files>) -> Found {
        let Some(files) = files else { return Found::Whole(whole, FilesFound::default()) };
        let contents: BTreeMap<_, _> = world.delivery.contents().collect();
        let verified =
            files.verify(&contents, &mut || match self.cancelled.load(Ordering::Relaxed) {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            });
        match verified {
            Ok(Some(found)) if found.damaged_count == 0 => Found::Whole(whole, found),
            Ok(Some(FilesFound { damaged, damaged_count, .. })) => {
                let named =
                    damaged.iter().map(|(file, why)| format!("`attachments/{file}`: {why}"));
                let named: Vec<String> = named.collect();
                let told = named.join("; ");
                Found::Wrong(format!(
                    "the log is whole; {damaged_count} attached file(s) are not: {told}"
                ))
            }
            Ok(None) => Found::Stopped,
            Err(error) => Found::Wrong(format!("the attached files cannot be read: {error}")),
        }
    }

    pub(super) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Says that it failed, if it has not ended: whoever ran it cannot.
    pub(super) fn give_up(&self, why: &str) {
        self.found.get_or_init(|| Found::Wrong(why.to_owned()));
    }

    pub(super) fn progress(&self) -> (u64, u64) {
        let done = self.done.load(Ordering::Relaxed);
        (done, self.total.0.max(done))
    }

    pub(super) fn found(&self) -> Option<Found> {
        self.found.get().cloned()
    }
}
