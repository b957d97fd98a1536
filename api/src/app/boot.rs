//! From the commits of the log to the generation that serves.

use std::sync::Arc;

use loggia_core::commit::Commit;
use loggia_core::world::Seq;
use loggia_projections::{Boot, Checkpoint, Commits, Generation};
use loggia_store::{LogReader, Receipts};

use super::AppError;

/// The log, as projections read it.
pub struct LogCommits(pub Arc<dyn LogReader>);

impl Commits for LogCommits {
    fn after(
        &self,
        after: Seq,
    ) -> Box<dyn Iterator<Item = Result<Vec<Commit>, String>> + Send + '_> {
        Box::new(self.0.read(after).map(|batch| batch.map_err(|error| error.to_string())))
    }
}

/// What is made of the log while it is read.
pub(super) struct Start {
    boot: Boot,
    pub(super) receipts: Receipts,
}

impl Start {
    pub(super) fn from(checkpoint: Option<Checkpoint>) -> Self {
        Self { boot: Boot::new(checkpoint), receipts: Receipts::new() }
    }

    pub(super) fn take(&mut self, commit: &Commit) {
        self.boot.take(commit);
        self.receipts.remember(commit);
    }

    /// The generation at the head of `log`. A checkpoint that did not fit costs a second reading.
    pub(super) fn finish(self, log: &dyn LogReader) -> Result<(Generation, Receipts), AppError> {
        if let Some(generation) = self.boot.finish() {
            return Ok((generation, self.receipts));
        }
        tracing::warn!("the checkpoint of the views does not fit the log; counting them again");
        let mut boot = Boot::new(None);
        for batch in log.read(Seq(0)) {
            batch?.iter().for_each(|commit| boot.take(commit));
        }
        let generation =
            boot.finish().ok_or(AppError::Views("the log gave no whole generation"))?;
        Ok((generation, self.receipts))
    }
}
