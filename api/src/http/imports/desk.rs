use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant as Moment;

use loggia_core::id::StaffUserId;
use loggia_core::scalar::Instant;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::{Problem, ProblemKind};

/// Imports at the same time; one more is told to try again.
pub const IMPORTS_PARALLEL_MAX: usize = 2;

/// Imports that are remembered; the oldest that have ended are forgotten first.
pub const IMPORTS_KEPT_MAX: usize = 32;

const BUSY_RETRY_SECONDS: u32 = 5;

/// Where an import stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Stage {
    /// The file is on its way.
    Receiving,
    /// Rows are read and checked.
    Reading,
    /// The rows are decided on a copy of the world.
    Rehearsing,
    /// The rows are taken, batch by batch.
    Taking,
    /// It has ended; the rows that were not taken were there already, or it was a dry run.
    Done,
    /// It was stopped; what is in stays in.
    Stopped,
    /// Nothing of the file was taken, or not everything: see `code`.
    Failed,
}

/// An import.
pub(super) struct Entry {
    id: Uuid,
    by: StaffUserId,
    began: Instant,
    since: Moment,
    done: AtomicUsize,
    total: AtomicUsize,
    stopped: AtomicBool,
    end: Mutex<End>,
}

struct End {
    stage: Stage,
    code: Option<&'static str>,
}

impl Entry {
    fn end_of(&self) -> MutexGuard<'_, End> {
        self.end.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn enter(&self, stage: Stage, total: usize) {
        self.end_of().stage = stage;
        self.progress(0, total);
    }

    pub(super) fn progress(&self, done: usize, total: usize) {
        self.done.store(done, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }

    /// Asks it to stop.
    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    pub(super) fn end(&self, stopped: bool) {
        self.end_of().stage = if stopped { Stage::Stopped } else { Stage::Done };
    }

    pub(super) fn fail(&self, problem: &Problem) {
        *self.end_of() = End { stage: Stage::Failed, code: Some(problem.kind().code()) };
    }

    fn is_over(&self) -> bool {
        match self.end_of().stage {
            Stage::Receiving | Stage::Reading | Stage::Rehearsing | Stage::Taking => false,
            Stage::Done | Stage::Stopped | Stage::Failed => true,
        }
    }

    pub(super) fn body(&self) -> ImportBody {
        let End { stage, code } = *self.end_of();
        let done = self.done.load(Ordering::Relaxed);
        let total = self.total.load(Ordering::Relaxed);
        let millis = usize::try_from(self.since.elapsed().as_millis()).unwrap_or(usize::MAX).max(1);
        let (id, by, began) = (self.id, self.by, self.began);
        let per_second = done.saturating_mul(1_000) / millis;
        ImportBody { id, by, began, stage, code, done, total, per_second }
    }
}

/// Where an import stands.
#[derive(Serialize, ToSchema)]
pub(super) struct ImportBody {
    /// Which.
    id: Uuid,
    /// Who asked for it.
    by: StaffUserId,
    /// When.
    began: Instant,
    /// Where it stands.
    stage: Stage,
    /// The code of the problem that ended it.
    code: Option<&'static str>,
    /// Rows done in this stage.
    done: usize,
    /// Rows to do in this stage; an estimate while the file is read.
    total: usize,
    /// Rows a second since the import began.
    per_second: usize,
}

/// Takes imports, a few at a time.
pub(super) struct Desk(Mutex<VecDeque<Arc<Entry>>>);

impl Desk {
    pub(super) fn new() -> Self {
        Self(Mutex::default())
    }

    fn held(&self) -> MutexGuard<'_, VecDeque<Arc<Entry>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes an import on. It is open until its [`Ticket`] goes.
    pub(super) fn admit(
        &self,
        id: Uuid,
        by: StaffUserId,
        began: Instant,
    ) -> Result<Ticket, Problem> {
        let mut held = self.held();
        let running = held.iter().filter(|entry| !entry.is_over());
        if running.clone().any(|entry| entry.id == id) {
            return Err(Problem::new(ProblemKind::ImportRunning));
        }
        if running.count() >= IMPORTS_PARALLEL_MAX {
            return Err(Problem::new(ProblemKind::Overloaded).retry_after(BUSY_RETRY_SECONDS));
        }
        held.retain(|entry| entry.id != id);
        while held.len() >= IMPORTS_KEPT_MAX {
            let Some(ended) = held.iter().position(|entry| entry.is_over()) else { break };
            held.remove(ended);
        }
        let entry = Arc::new(Entry {
            id,
            by,
            began,
            since: Moment::now(),
            done: AtomicUsize::new(0),
            total: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
            end: Mutex::new(End { stage: Stage::Receiving, code: None }),
        });
        held.push_back(entry.clone());
        Ok(Ticket(entry))
    }

    pub(super) fn find(&self, id: Uuid) -> Option<Arc<Entry>> {
        self.held().iter().find(|entry| entry.id == id).cloned()
    }
}

/// The right to run an import. However it goes - a panic, a client that hangs up while the file is
/// on its way - the import is over with it.
pub(super) struct Ticket(Arc<Entry>);

impl std::ops::Deref for Ticket {
    type Target = Arc<Entry>;

    fn deref(&self) -> &Arc<Entry> {
        &self.0
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        if !self.0.is_over() {
            self.0.fail(&Problem::new(ProblemKind::BadUpload));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_imports_run_and_one_that_is_dropped_makes_room() {
        let (desk, by, now) = (Desk::new(), StaffUserId(Uuid::nil()), Instant::from_micros(0));
        let admit = |n| desk.admit(Uuid::from_u128(n), by, now);
        let first = admit(1).unwrap();
        assert_eq!(admit(1).map(drop).unwrap_err().kind(), ProblemKind::ImportRunning);
        let _second = admit(2).unwrap();
        assert_eq!(admit(3).map(drop).unwrap_err().kind(), ProblemKind::Overloaded);
        drop(first);
        assert_eq!(desk.find(Uuid::from_u128(1)).unwrap().body().stage, Stage::Failed);
        assert!(admit(1).is_ok());
    }
}
