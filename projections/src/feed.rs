use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use loggia_core::production::Subject;
use loggia_core::visibility::{DocumentId, View};
use serde_json::{Value, json};
use tokio::sync::broadcast;

/// Rows that one change tells of one by one; beyond, the follower is told to read the lists again.
pub const CHANGE_ROWS_MAX: usize = 500;

/// Changes that a follower may have missed and still catches up on.
pub const RING_CHANGES_MAX: usize = 256;

/// Documents that the changes of one ring may name.
pub const RING_DOCUMENTS_MAX: usize = 16_384;

/// What one commit changed in one partner's portal.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// The portal's revision with this change; dense, from 1.
    pub revision: u64,
    rows: Vec<(DocumentId, Option<Arc<[u8]>>)>,
    again: BTreeSet<View>,
}

impl Change {
    pub(crate) fn add(&mut self, id: DocumentId, json: Option<Arc<[u8]>>) {
        self.rows.push((id, json));
    }

    pub(crate) fn read_again(&mut self, view: View) {
        self.again.insert(view);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.again.is_empty()
    }

    pub(crate) fn views(&self) -> impl Iterator<Item = View> {
        let changed = |view: &View| {
            self.again.contains(view) || self.rows.iter().any(|(id, _)| id.view() == *view)
        };
        View::ALL.into_iter().filter(changed)
    }

    /// What a follower reads: rows put, tombstones of rows withdrawn (the id and nothing else), or
    /// that the lists are to be read again.
    pub fn to_json(&self) -> Arc<str> {
        let told = self.again.is_empty() && self.rows.len() <= CHANGE_ROWS_MAX;
        let value = if told {
            let changes: Vec<Value> =
                self.rows.iter().map(|(id, json)| told_row(*id, json)).collect();
            json!({ "revision": self.revision, "changes": changes })
        } else {
            json!({ "revision": self.revision, "read_again": self.views().collect::<Vec<_>>() })
        };
        value.to_string().into()
    }
}

fn told_row(id: DocumentId, json: &Option<Arc<[u8]>>) -> Value {
    match json {
        Some(json) => {
            let row: Value = serde_json::from_slice(json).unwrap_or_default();
            json!({ "view": id.view(), "row": row })
        }
        None => json!({ "view": id.view(), "gone": tombstone(id) }),
    }
}

pub(crate) fn tombstone(id: DocumentId) -> Value {
    match id {
        DocumentId::Portal => Value::Null,
        DocumentId::WorkStep(id) => json!(id),
        DocumentId::Process(id) => json!(id),
        DocumentId::Order(id) => json!(id),
        DocumentId::OrderItem(id) => json!(id),
        DocumentId::Colleague(id) => json!(id),
        DocumentId::Project(id) => json!(id),
        DocumentId::Phase(id) => json!(id),
        DocumentId::Milestone(id) => json!(id),
        DocumentId::Task(id) => json!(id),
        DocumentId::Participant(id) => json!(id),
        DocumentId::RaidItem(id) => json!(id),
        DocumentId::StatusReport(id) => json!(id),
        DocumentId::Timesheet(id) | DocumentId::TimesheetApproval(id) => json!(id),
        DocumentId::Expense(id) | DocumentId::ExpenseApproval(id) => json!(id),
        DocumentId::Profile(id) => json!(id),
        DocumentId::Booking(id) => json!(id),
        DocumentId::Comment(id) => json!(id),
        DocumentId::Attachment(id) => json!(id),
        DocumentId::Health(project, number) => json!({ "project": project, "number": number }),
        DocumentId::Report(Subject::WorkStep(id), number) => {
            json!({ "work_step": id, "number": number })
        }
        DocumentId::Report(Subject::Process(id), number) => {
            json!({ "process": id, "number": number })
        }
    }
}

/// A change as it is sent: its revision and its text.
#[derive(Clone, Debug)]
pub enum Told {
    /// This happened.
    Change(u64, Arc<str>),
    /// The follower's position is not known any more: read everything again, then follow from here.
    Resync(u64),
}

/// The changes of one partner's portal, for whoever follows.
///
/// What was missed is remembered by name only. A follower who comes back gets the documents named
/// since, **as they are now**: what was withdrawn or hidden meanwhile is not told again from memory.
#[derive(Debug)]
pub struct Feed {
    ring: Mutex<Ring>,
    live: broadcast::Sender<Told>,
}

#[derive(Debug)]
struct Ring {
    /// The revision before the oldest change in the ring.
    floor: u64,
    changes: VecDeque<Remembered>,
    documents: usize,
}

#[derive(Debug)]
struct Remembered {
    revision: u64,
    documents: Box<[DocumentId]>,
    again: BTreeSet<View>,
}

/// What was missed, and what is to come.
pub struct Subscription {
    /// What the follower has missed, at most one change or a resync.
    pub missed: Option<Told>,
    /// What comes; a follower that lags is told by the channel and must be sent a resync.
    pub live: broadcast::Receiver<Told>,
    /// The revision at which the follower stands once it has read what it missed.
    pub revision: u64,
}

impl Feed {
    pub(crate) fn new(floor: u64) -> Self {
        let ring = Ring { floor, changes: VecDeque::new(), documents: 0 };
        Self { ring: Mutex::new(ring), live: broadcast::channel(RING_CHANGES_MAX).0 }
    }

    fn ring(&self) -> std::sync::MutexGuard<'_, Ring> {
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn tell(&self, change: &Change) {
        let mut ring = self.ring();
        let documents: Box<[DocumentId]> = change.rows.iter().map(|(id, _)| *id).collect();
        ring.documents += documents.len();
        let (revision, again) = (change.revision, change.again.clone());
        ring.changes.push_back(Remembered { revision, documents, again });
        while ring.changes.len() > RING_CHANGES_MAX || ring.documents > RING_DOCUMENTS_MAX {
            let Some(oldest) = ring.changes.pop_front() else { break };
            ring.floor = oldest.revision;
            ring.documents -= oldest.documents.len();
        }
        // Nobody listening is no error.
        let _ = self.live.send(Told::Change(change.revision, change.to_json()));
    }

    /// Everything that followers know is void.
    pub(crate) fn reset(&self, revision: u64) {
        let mut ring = self.ring();
        *ring = Ring { floor: revision, changes: VecDeque::new(), documents: 0 };
        let _ = self.live.send(Told::Resync(revision));
    }

    /// Follows from after `after`, or from now; `row` gives a document as it is now. A position that
    /// the ring does not reach back to, or that was never given out, is answered by a resync, never
    /// by a silent gap.
    pub(crate) fn subscribe(
        &self,
        after: Option<u64>,
        row: impl Fn(DocumentId) -> Option<Arc<[u8]>>,
    ) -> Subscription {
        let ring = self.ring();
        let revision = ring.changes.back().map_or(ring.floor, |newest| newest.revision);
        let missed = match after {
            None => None,
            Some(after) if after == revision => None,
            Some(after) if after < ring.floor || after > revision => Some(Told::Resync(revision)),
            Some(after) => {
                let mut change = Change { revision, ..Change::default() };
                let mut named = BTreeSet::new();
                for missed in ring.changes.iter().filter(|missed| missed.revision > after) {
                    named.extend(missed.documents.iter().copied());
                    change.again.extend(missed.again.iter().copied());
                }
                change.rows = named.into_iter().map(|id| (id, row(id))).collect();
                Some(Told::Change(revision, change.to_json()))
            }
        };
        Subscription { missed, live: self.live.subscribe(), revision }
    }
}
