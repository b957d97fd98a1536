//! The thread that brings the views up to date with what is durable.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;
use std::thread::{Builder, JoinHandle};

use loggia_core::world::Seq;
use loggia_projections::{Checkpoints, Generation, Projections};
use loggia_store::Durable;

use super::AppError;

/// Commits between two checkpoints of the views: what a start has to render again at most.
pub const CHECKPOINT_COMMITS: u64 = 4_096;

pub(super) struct Projector {
    pub(super) projections: Projections,
    pub(super) checkpoints: Option<Box<dyn Checkpoints>>,
    pub(super) failed: Arc<AtomicBool>,
}

impl Projector {
    /// Starts the thread. It ends, with a last checkpoint, when the writer has ended.
    pub(super) fn start(self, blocks: Receiver<Durable>) -> Result<JoinHandle<()>, AppError> {
        let thread = Builder::new().name("projector".into()).spawn(move || self.run(&blocks));
        thread.map_err(|error| AppError::Thread(error.to_string()))
    }

    fn run(self, blocks: &Receiver<Durable>) {
        // Whether the last run kept one that is whole is not known here, so this one keeps its own.
        let mut kept = Seq(0);
        for durable in blocks {
            let seq = durable.head.seq;
            {
                // Declared after `durable`, so that it rings before a dropped block is acknowledged.
                let mut alarm = Alarm { failed: self.failed.clone(), ended_well: false };
                self.projections.project(&durable.commits);
                alarm.ended_well = true;
            }
            durable.acknowledge();
            metrics::gauge!("loggia_projected_seq").set(seq_as_f64(seq));
            if seq.0.saturating_sub(kept.0) >= CHECKPOINT_COMMITS {
                self.keep();
                kept = seq;
            }
        }
        if self.projections.position() != kept {
            self.keep();
        }
    }

    fn keep(&self) {
        let Some(checkpoints) = &self.checkpoints else { return };
        let bytes = self.projections.live(Generation::checkpoint).to_bytes();
        if let Err(error) = checkpoints.save(bytes) {
            // The next start is longer, nothing else.
            tracing::warn!(error, "no checkpoint of the views");
        }
    }
}

/// Metrics are floating point; positions stay exact up to 2^53.
#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53 commits")]
fn seq_as_f64(seq: Seq) -> f64 {
    seq.0 as f64
}

/// A projector that panics must not leave old views being served as if they were new.
struct Alarm {
    failed: Arc<AtomicBool>,
    ended_well: bool,
}

impl Drop for Alarm {
    fn drop(&mut self) {
        if !self.ended_well {
            self.failed.store(true, Ordering::SeqCst);
            tracing::error!("the projector has ended; nothing is served until a restart");
        }
    }
}
