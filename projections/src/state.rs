use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Arc, LazyLock};

use loggia_core::id::{PartnerUserId, RecordId};
use loggia_core::production::Subject;
use loggia_core::visibility::{DocumentId, Form, Place, Under, View, document, scope};
use loggia_core::world::World;

use crate::feed::Change;
use crate::fields::{FieldNames, Heads};
use crate::row::{Digest, Draft, Row};
use crate::rows::Rows;

/// Everything that one partner user can read, at one moment.
#[derive(Clone, Debug)]
pub struct PortalState {
    pub(crate) revision: u64,
    digest: Digest,
    bytes: usize,
    cold: bool,
    pub(crate) fields: Arc<FieldNames>,
    /// Those that ever had a row.
    views: BTreeMap<View, Rows>,
}

/// A list as it stood at one moment: cheap to take, unchanged by what comes after.
#[derive(Clone, Debug)]
pub struct ViewSnapshot {
    /// How often this view of this partner has changed.
    pub revision: u64,
    /// The names of the fields, in the order in which to show them.
    pub columns: Arc<[&'static str]>,
    forms: Arc<[Form]>,
    rows: Rows,
}

impl ViewSnapshot {
    /// In which form the rows tell a field; none where they have no such field.
    pub fn form(&self, field: &str) -> Option<Form> {
        let at = self.columns.iter().position(|name| *name == field)?;
        self.forms.get(at).copied()
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows in the order of the list.
    pub fn rows(&self) -> impl Iterator<Item = (DocumentId, &Row)> {
        self.rows.in_order(Bound::Unbounded)
    }

    /// The rows after a place in the list.
    pub fn rows_after(
        &self,
        after: (Place, DocumentId),
    ) -> impl Iterator<Item = (DocumentId, &Row)> {
        self.rows.in_order(Bound::Excluded(after))
    }

    /// One row; none where the record is hidden or missing.
    pub fn row(&self, id: DocumentId) -> Option<&Row> {
        self.rows.get(id)
    }

    /// What stands under a record, such as a project, in the order of the list.
    pub fn under(&self, record: impl Into<RecordId>) -> impl Iterator<Item = (DocumentId, &Row)> {
        self.rows.under(record.into())
    }

    /// The reports on one work step or process, by number.
    pub fn reports_on(&self, subject: Subject) -> impl Iterator<Item = (DocumentId, &Row)> {
        self.rows.reports_on(subject)
    }
}

impl PortalState {
    pub(crate) fn empty(world: &World, partner: PartnerUserId) -> Self {
        Self {
            revision: 0,
            digest: Digest::default(),
            bytes: 0,
            cold: false,
            fields: Arc::new(FieldNames::of(world, partner)),
            views: BTreeMap::new(),
        }
    }

    /// Renders everything anew from the world: the yardstick of the incremental way, the way to the
    /// past, and the way back from cold. The revisions are zero.
    pub fn from_scratch(world: &World, partner: PartnerUserId) -> Self {
        let mut state = Self::empty(world, partner);
        let rows = all_rows(world, partner);
        for (_, row) in &rows {
            state.digest.add(row.digest);
            state.bytes += row.bytes();
        }
        let mut rest = rows.into_iter().peekable();
        while let Some(view) = rest.peek().map(|(id, _)| id.view()) {
            let of_view = std::iter::from_fn(|| rest.next_if(|(id, _)| id.view() == view));
            *state.rows_mut(view) = Rows::of(of_view.collect());
        }
        state
    }

    /// Whether every row, its place, the sums over them and the names of the fields are what
    /// rendering everything anew gives. The rows must not be cold.
    pub(crate) fn is_from_scratch(&self, world: &World, partner: PartnerUserId) -> bool {
        let rows = all_rows(world, partner);
        let (mut digest, mut bytes) = (Digest::default(), 0);
        for (_, row) in &rows {
            digest.add(row.digest);
            bytes += row.bytes();
        }
        let of = |view| rows.iter().filter(move |(id, _)| id.view() == view);
        View::ALL.into_iter().all(|view| self.rows(view).are(of(view).map(|(id, row)| (*id, row))))
            && (self.digest, self.bytes) == (digest, bytes)
            && *self.fields == FieldNames::of(world, partner)
    }

    /// How often anything in this portal has changed.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The digest of all rows.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Bytes held for the rows' content.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Whether the rows are without their bytes.
    pub(crate) fn is_cold(&self) -> bool {
        self.cold
    }

    /// Whether the partner may come in at all: the portal itself is a row.
    pub fn is_open(&self) -> bool {
        self.rows(View::Portal).len() > 0
    }

    /// A view as it stands; `under` chooses the field names of feedback.
    pub fn view(&self, view: View, under: Option<Under>) -> ViewSnapshot {
        let rows = self.rows(view).clone();
        let Heads { names: columns, forms } = self.fields.get(view, under);
        ViewSnapshot { revision: rows.revision, columns, forms, rows }
    }

    /// One row; none where the record is hidden or missing.
    pub fn row(&self, id: DocumentId) -> Option<&Row> {
        self.rows(id.view()).get(id)
    }

    /// Number of rows in each view, the portal itself aside.
    pub fn counts(&self) -> impl Iterator<Item = (View, usize)> {
        View::ALL.into_iter().map(|view| (view, self.rows(view).len()))
    }

    pub(crate) fn rows(&self, view: View) -> &Rows {
        static NONE: LazyLock<Rows> = LazyLock::new(Rows::default);
        self.views.get(&view).unwrap_or(&NONE)
    }

    pub(crate) fn rows_mut(&mut self, view: View) -> &mut Rows {
        self.views.entry(view).or_default()
    }

    /// Puts a row whose bytes are new.
    pub(crate) fn put(&mut self, id: DocumentId, mut row: Row) {
        if self.cold {
            row.json = None;
        }
        self.digest.add(row.digest);
        self.bytes += row.bytes();
        if let Some(old) = self.rows_mut(id.view()).put(id, row) {
            self.forget(&old);
        }
    }

    /// Drops a row.
    pub(crate) fn drop_row(&mut self, id: DocumentId) {
        if let Some(old) = self.rows_mut(id.view()).remove(id) {
            self.forget(&old);
        }
    }

    fn forget(&mut self, old: &Row) {
        self.digest.take(old.digest);
        self.bytes -= old.bytes();
    }

    /// Gives back the rows' bytes; digests and places stay.
    pub(crate) fn chill(&mut self) {
        for view in View::ALL {
            self.rows_mut(view).chill();
        }
        self.bytes = 0;
        self.cold = true;
    }

    /// Takes the bytes back from `fresh`, which renders the same.
    pub(crate) fn warm(&mut self, fresh: &Self) {
        self.cold = false;
        for view in View::ALL {
            for (id, row) in fresh.rows(view).iter() {
                self.put(id, row.clone());
            }
        }
    }

    /// Counts a change, unless it is none.
    pub(crate) fn raise(&mut self, mut change: Change) -> Option<Change> {
        if change.is_empty() {
            return None;
        }
        self.revision += 1;
        for view in change.views() {
            self.rows_mut(view).revision += 1;
        }
        change.revision = self.revision;
        Some(change)
    }
}

/// Every row that `partner` sees, by id.
fn all_rows(world: &World, partner: PartnerUserId) -> Vec<(DocumentId, Row)> {
    let mut draft = Draft::new();
    let ids = scope(world, partner).into_iter();
    let seen = ids.filter_map(|id| Some((id, document(world, partner, id)?)));
    seen.map(|(id, document)| (id, draft.row(id, &document))).collect()
}
