//! Batches of rows, asked for one after the other.

use std::sync::Arc;

use loggia_core::command::Command;
use serde_json::json;
use sha2::{Digest as _, Sha256};
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
        let command = batch.command();
        let name = name_of(B::PREFIX, importer.import, at, &command);
        ask(app, importer, &name, &command)
            .await
            .map_err(|error| Problem::asked(&error, Side::Staff).with("rows_taken", json!(done)))?;
        done = done.saturating_add(batch.rows());
        entry.progress(done, total);
        count(batch);
    }
    Ok(Ended::Whole)
}

/// What a part of an import is called: the same part of the same import is the same request, and
/// another content never is.
pub(super) fn name_of(prefix: &str, import: Uuid, at: usize, command: &Command) -> String {
    // Plain structs with text keys: serde_json cannot refuse them.
    let hash = Sha256::digest(serde_json::to_vec(command).unwrap_or_default());
    let content = Uuid::from_slice(hash.get(..16).unwrap_or_default());
    format!("{prefix}-{import}-{at}-{}", content.unwrap_or_default())
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
