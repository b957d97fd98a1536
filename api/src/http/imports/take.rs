//! Batches of rows, asked for one after the other.

use std::sync::Arc;

use loggia_core::command::Command;
use serde_json::json;
use uuid::Uuid;

use super::desk::{Entry, Stage};
use super::run::{Importer, ask};
use crate::app::App;
use crate::http::{Problem, Side};

/// Rows that are taken together.
pub(super) trait Batch {
    /// What the names of its batches begin with.
    const PREFIX: &'static str;

    /// What is asked for.
    fn command(&self) -> Command;

    /// How many rows it has.
    fn rows(&self) -> usize;

    /// SHA-256 of its content: the same batch of the same import has the same name, and another
    /// content never has.
    fn digest(&self) -> [u8; 32];
}

/// Whether an import came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    Whole,
    Stopped,
}

/// Takes them in order until the last, or until somebody stops it between two of them. Each that was
/// taken is counted.
pub(super) async fn take<B: Batch>(
    app: &App,
    entry: &Arc<Entry>,
    importer: &Importer,
    batches: &[B],
    mut count: impl FnMut(&B),
) -> Result<Ended, Problem> {
    let total = batches.iter().map(Batch::rows).sum();
    entry.enter(Stage::Taking, total);
    let mut done = 0_usize;
    for (at, batch) in batches.iter().enumerate() {
        if entry.is_stopped() {
            return Ok(Ended::Stopped);
        }
        let name = name_of::<B>(importer.import, at, batch);
        ask(app, importer, &name, &batch.command())
            .await
            .map_err(|error| Problem::asked(&error, Side::Staff).with("rows_taken", json!(done)))?;
        done = done.saturating_add(batch.rows());
        entry.progress(done, total);
        count(batch);
    }
    Ok(Ended::Whole)
}

fn name_of<B: Batch>(import: Uuid, at: usize, batch: &B) -> String {
    let content = Uuid::from_slice(batch.digest().get(..16).unwrap_or_default());
    format!("{}-{import}-{at}-{}", B::PREFIX, content.unwrap_or_default())
}

/// As many rows as fit, each time.
pub(super) fn in_batches<T: Clone>(
    rows: &[T],
    weight: impl Fn(&T) -> usize,
    max: usize,
) -> Vec<Vec<T>> {
    let (mut batches, mut batch, mut full) = (Vec::new(), Vec::new(), 0_usize);
    for row in rows {
        let more = weight(row);
        if full.saturating_add(more) > max && !batch.is_empty() {
            batches.push(std::mem::take(&mut batch));
            full = 0;
        }
        full = full.saturating_add(more);
        batch.push(row.clone());
    }
    batches.push(batch);
    batches
}
