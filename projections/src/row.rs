use std::sync::Arc;

use loggia_core::production::Subject;
use loggia_core::visibility::{Document, DocumentId, Place};
use sha2::{Digest as _, Sha256};

/// A digest that adds up: the digest of a portal is the wrapping sum of the digests of its rows, so
/// it is kept up to date row by row. It guards against our own mistakes, not against an attacker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Digest(u128);

impl Digest {
    fn of(id: DocumentId, json: &[u8]) -> Self {
        let mut hash = Sha256::new();
        let mut named = |kind: u8, record: &[u8; 16], number: u32| {
            hash.update([kind]);
            hash.update(record);
            hash.update(number.to_le_bytes());
        };
        match id {
            DocumentId::Portal => named(0, &[0; 16], 0),
            DocumentId::WorkStep(id) => named(1, id.0.as_bytes(), 0),
            DocumentId::Process(id) => named(2, id.0.as_bytes(), 0),
            DocumentId::Order(id) => named(3, id.0.as_bytes(), 0),
            DocumentId::OrderItem(id) => named(4, id.0.as_bytes(), 0),
            DocumentId::Report(Subject::WorkStep(id), n) => named(5, id.0.as_bytes(), n),
            DocumentId::Report(Subject::Process(id), n) => named(6, id.0.as_bytes(), n),
            DocumentId::Colleague(id) => named(7, id.0.as_bytes(), 0),
            DocumentId::Project(id) => named(8, id.0.as_bytes(), 0),
            DocumentId::Phase(id) => named(9, id.0.as_bytes(), 0),
            DocumentId::Milestone(id) => named(10, id.0.as_bytes(), 0),
            DocumentId::Task(id) => named(11, id.0.as_bytes(), 0),
            DocumentId::Participant(id) => named(12, id.0.as_bytes(), 0),
            DocumentId::Health(id, n) => named(13, id.0.as_bytes(), n),
            DocumentId::RaidItem(id) => named(14, id.0.as_bytes(), 0),
            DocumentId::StatusReport(id) => named(15, id.0.as_bytes(), 0),
            DocumentId::Comment(id) => named(16, id.0.as_bytes(), 0),
            DocumentId::Attachment(id) => named(17, id.0.as_bytes(), 0),
            DocumentId::Timesheet(id) => named(20, id.0.as_bytes(), 0),
            DocumentId::Expense(id) => named(21, id.0.as_bytes(), 0),
            DocumentId::TimesheetApproval(id) => named(22, id.0.as_bytes(), 0),
            DocumentId::ExpenseApproval(id) => named(23, id.0.as_bytes(), 0),
            DocumentId::Profile(id) => named(24, id.0.as_bytes(), 0),
            DocumentId::Booking(id) => named(25, id.0.as_bytes(), 0),
        }
        hash.update(json);
        let mut low = [0; 16];
        low.iter_mut().zip(hash.finalize()).for_each(|(to, from)| *to = from);
        Self(u128::from_le_bytes(low))
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.0 = self.0.wrapping_add(other.0);
    }

    pub(crate) fn take(&mut self, other: Self) {
        self.0 = self.0.wrapping_sub(other.0);
    }
}

/// A document as it is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it stands in its list.
    pub place: Place,
    /// Its bytes; none while the portal is cold (see [`crate::VIEW_BYTES_MAX`]).
    pub json: Option<Arc<[u8]>>,
    /// The digest of its id and bytes.
    pub digest: Digest,
}

impl Row {
    pub(crate) fn bytes(&self) -> usize {
        self.json.as_ref().map_or(0, |json| json.len())
    }
}

/// Where documents are written out before it is known whether a row changes: most do not, and cost
/// no memory of their own then.
pub(crate) struct Draft(Vec<u8>);

/// Bytes of most rows at most.
const ROW_BYTES: usize = 1_024;

impl Draft {
    pub(crate) fn new() -> Self {
        Self(Vec::with_capacity(ROW_BYTES))
    }

    /// The row of `document`.
    pub(crate) fn row(&mut self, id: DocumentId, document: &Document) -> Row {
        self.write(document);
        self.made(id, document)
    }

    /// The row of `document`, if it is not the one `held`.
    pub(crate) fn other_than(
        &mut self,
        held: Option<&Row>,
        id: DocumentId,
        document: &Document,
    ) -> Option<Row> {
        self.write(document);
        let same = |held: &Row| match &held.json {
            Some(json) => json.as_ref() == self.0.as_slice(),
            None => held.digest == Digest::of(id, &self.0),
        };
        match held.is_some_and(same) {
            true => None,
            false => Some(self.made(id, document)),
        }
    }

    fn write(&mut self, document: &Document) {
        self.0.clear();
        // Documents are plain structs with text keys: serde_json cannot refuse them, nor a vector.
        let written = serde_json::to_writer(&mut self.0, document);
        debug_assert!(written.is_ok(), "{written:?}");
    }

    fn made(&self, id: DocumentId, document: &Document) -> Row {
        let json = self.0.as_slice();
        Row { place: document.place(), json: Some(json.into()), digest: Digest::of(id, json) }
    }
}
