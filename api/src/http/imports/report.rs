use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::rehearsal::Made;
use super::upload::Run;
use crate::import::{Finding, FindingCode, ReadImport};

/// What an import made, or would make.
#[derive(Serialize, ToSchema)]
pub(super) struct ImportReport {
    /// The import.
    import: Uuid,
    /// Whether nothing was made.
    dry_run: bool,
    /// Whether it was stopped before its end; importing the file again goes on.
    stopped: bool,
    /// Rows of the file, those dropped and the blank ones aside.
    rows: usize,
    /// Rows that were taken, or would be.
    added: usize,
    /// Rows that an earlier import has taken.
    already_there: usize,
    /// Rows that the mapping told to drop, as they repeat others.
    dropped: usize,
    /// Rows in which nothing stands.
    blank: usize,
    /// What was made of them, or would be.
    made: Made,
    /// What a person should look at.
    warnings: Vec<Finding>,
    /// How many there are of each code, listed or not.
    #[schema(value_type = BTreeMap<String, usize>)]
    warnings_total: BTreeMap<FindingCode, usize>,
}

impl ImportReport {
    pub(super) fn new(import: Uuid, run: Run, read: ReadImport) -> Self {
        let ReadImport { rows, warnings, warnings_total, rows_dropped, rows_blank } = read;
        Self {
            import,
            dry_run: run == Run::Dry,
            stopped: false,
            rows: rows.len(),
            added: 0,
            already_there: 0,
            dropped: rows_dropped,
            blank: rows_blank,
            made: Made::default(),
            warnings,
            warnings_total,
        }
    }

    /// Counts a batch in.
    pub(super) fn count(&mut self, rows: usize, made: Made) {
        self.added = self.added.saturating_add(made.reports);
        self.already_there = self.already_there.saturating_add(rows.saturating_sub(made.reports));
        self.made.add(made);
    }

    pub(super) fn stopped(self) -> Self {
        Self { stopped: true, ..self }
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped
    }

    pub(super) fn added(&self) -> usize {
        self.added
    }
}
