use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use imbl::{OrdMap, OrdSet};
use loggia_core::access::Module;
use loggia_core::id::PartnerUserId;
use loggia_core::production::Subject;
use loggia_core::visibility::{
    DocumentId, Form, Head, Place, View, columns, document, modules, scope,
};
use loggia_core::world::World;

use crate::feed::Change;
use crate::row::{Digest, Row};

/// The rows of one view, by id and in the order of the list.
#[derive(Clone, Debug, Default)]
struct Rows {
    revision: u64,
    by_id: OrdMap<DocumentId, Row>,
    in_order: OrdSet<(Place, DocumentId)>,
}

/// The fields of one list, in the order in which to show them, and in which form each is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Heads {
    names: Arc<[&'static str]>,
    forms: Arc<[Form]>,
}

impl Heads {
    fn of(heads: &[Head]) -> Self {
        let names = heads.iter().map(|head| head.field).collect();
        Self { names, forms: heads.iter().map(|head| head.form).collect() }
    }
}

/// The fields of each view.
#[derive(Debug, PartialEq, Eq)]
struct FieldNames {
    views: Vec<(View, Heads)>,
    process_feedback: Heads,
}

impl FieldNames {
    fn of(world: &World, partner: PartnerUserId) -> Self {
        let user = world.access.partner_user(partner).ok();
        let heads = |view, subject| {
            let heads = user.map(|user| columns(world, user, view, subject));
            Heads::of(heads.as_deref().unwrap_or_default())
        };
        let nil = Subject::Process(loggia_core::id::ProcessId(Default::default()));
        Self {
            views: View::ALL.iter().map(|view| (*view, heads(*view, None))).collect(),
            process_feedback: heads(View::Feedback, Some(nil)),
        }
    }

    /// The views whose names are not those of `other`. Another form alone is told by the rows.
    fn differing(&self, other: &Self) -> impl Iterator<Item = View> {
        View::ALL.into_iter().filter(|view| {
            let of_processes = *view == View::Feedback;
            self.get(*view, None).names != other.get(*view, None).names
                || of_processes && self.process_feedback.names != other.process_feedback.names
        })
    }

    fn get(&self, view: View, subject: Option<Subject>) -> Heads {
        if let (View::Feedback, Some(Subject::Process(_))) = (view, subject) {
            return self.process_feedback.clone();
        }
        let found = self.views.iter().find(|(named, _)| *named == view);
        found.map(|(_, heads)| heads.clone()).unwrap_or_default()
    }
}

/// Everything that one partner user can read, at one moment.
#[derive(Clone, Debug)]
pub struct PortalState {
    revision: u64,
    digest: Digest,
    bytes: usize,
    cold: bool,
    fields: Arc<FieldNames>,
    portal: Rows,
    work_steps: Rows,
    processes: Rows,
    orders: Rows,
    order_items: Rows,
    feedback: Rows,
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
        self.rows.by_id.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.by_id.is_empty()
    }

    /// The rows in the order of the list.
    pub fn rows(&self) -> impl Iterator<Item = (DocumentId, &Row)> {
        let ids = self.rows.in_order.iter().map(|(_, id)| *id);
        ids.filter_map(|id| self.rows.by_id.get(&id).map(|row| (id, row)))
    }

    /// The rows after a place in the list.
    pub fn rows_after(
        &self,
        after: (Place, DocumentId),
    ) -> impl Iterator<Item = (DocumentId, &Row)> {
        let range = (std::ops::Bound::Excluded(after), std::ops::Bound::Unbounded);
        let ids = self.rows.in_order.range(range).map(|(_, id)| *id);
        ids.filter_map(|id| self.rows.by_id.get(&id).map(|row| (id, row)))
    }

    /// One row; none where the record is hidden or missing.
    pub fn row(&self, id: DocumentId) -> Option<&Row> {
        self.rows.by_id.get(&id)
    }

    /// The reports on one work step or process, by number.
    pub fn reports_on(&self, subject: Subject) -> impl Iterator<Item = (DocumentId, &Row)> {
        let range = DocumentId::Report(subject, 0)..=DocumentId::Report(subject, u32::MAX);
        self.rows.by_id.range(range).map(|(id, row)| (*id, row))
    }
}

impl PortalState {
    fn empty(world: &World, partner: PartnerUserId) -> Self {
        Self {
            revision: 0,
            digest: Digest::default(),
            bytes: 0,
            cold: false,
            fields: Arc::new(FieldNames::of(world, partner)),
            portal: Rows::default(),
            work_steps: Rows::default(),
            processes: Rows::default(),
            orders: Rows::default(),
            order_items: Rows::default(),
            feedback: Rows::default(),
        }
    }

    /// Renders everything anew from the world: the yardstick of the incremental way, the way to the
    /// past, and the way back from cold. The revisions are zero.
    pub fn from_scratch(world: &World, partner: PartnerUserId) -> Self {
        let mut state = Self::empty(world, partner);
        for id in scope(world, partner) {
            if let Some(document) = document(world, partner, id) {
                state.put(id, Row::render(id, &document));
            }
        }
        state
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
        !self.portal.by_id.is_empty()
    }

    /// A view as it stands; `subject` chooses the field names of feedback.
    pub fn view(&self, view: View, subject: Option<Subject>) -> ViewSnapshot {
        let rows = self.rows(view).clone();
        let Heads { names: columns, forms } = self.fields.get(view, subject);
        ViewSnapshot { revision: rows.revision, columns, forms, rows }
    }

    /// One row; none where the record is hidden or missing.
    pub fn row(&self, id: DocumentId) -> Option<&Row> {
        self.rows(id.view()).by_id.get(&id)
    }

    /// Number of rows in each view, the portal itself aside.
    pub fn counts(&self) -> impl Iterator<Item = (View, usize)> {
        View::ALL.into_iter().map(|view| (view, self.rows(view).by_id.len()))
    }

    fn rows(&self, view: View) -> &Rows {
        match view {
            View::Portal => &self.portal,
            View::WorkSteps => &self.work_steps,
            View::Processes => &self.processes,
            View::Orders => &self.orders,
            View::OrderItems => &self.order_items,
            View::Feedback => &self.feedback,
        }
    }

    fn rows_mut(&mut self, view: View) -> &mut Rows {
        match view {
            View::Portal => &mut self.portal,
            View::WorkSteps => &mut self.work_steps,
            View::Processes => &mut self.processes,
            View::Orders => &mut self.orders,
            View::OrderItems => &mut self.order_items,
            View::Feedback => &mut self.feedback,
        }
    }

    /// Puts a row; tells whether its bytes are new.
    fn put(&mut self, id: DocumentId, mut row: Row) -> Changed {
        if self.cold {
            row.json = None;
        }
        let (digest, bytes, place) = (row.digest, row.bytes(), row.place.clone());
        let rows = self.rows_mut(id.view());
        let same = |held: &Row| held.digest == digest && held.json.is_some() == row.json.is_some();
        if rows.by_id.get(&id).is_some_and(same) {
            return Changed::No;
        }
        let old = rows.by_id.insert(id, row);
        match &old {
            Some(held) if held.place == place => {}
            Some(held) => {
                rows.in_order.remove(&(held.place.clone(), id));
                rows.in_order.insert((place, id));
            }
            None => {
                rows.in_order.insert((place, id));
            }
        }
        if let Some(old) = &old {
            self.digest.take(old.digest);
            self.bytes -= old.bytes();
        }
        self.digest.add(digest);
        self.bytes += bytes;
        match old {
            Some(old) if old.digest == digest => Changed::No,
            Some(_) | None => Changed::Yes,
        }
    }

    fn drop_row(&mut self, id: DocumentId) -> Changed {
        let rows = self.rows_mut(id.view());
        let Some(old) = rows.by_id.remove(&id) else { return Changed::No };
        rows.in_order.remove(&(old.place.clone(), id));
        self.digest.take(old.digest);
        self.bytes -= old.bytes();
        Changed::Yes
    }

    fn chill(&mut self) {
        for view in View::ALL {
            let rows = self.rows_mut(view);
            let cold = |(id, row): (&DocumentId, &Row)| (*id, Row { json: None, ..row.clone() });
            rows.by_id = rows.by_id.iter().map(cold).collect();
        }
        self.bytes = 0;
        self.cold = true;
    }
}

/// Whether a partner holds a module that shows a view at all: a list that is not there for him has
/// not changed for him either.
fn shows(world: &World, partner: PartnerUserId, view: View) -> bool {
    let Ok(user) = world.access.partner_user(partner) else { return false };
    let held = |module: &Module| user.licence(*module).is_some();
    modules(view, None).is_none_or(|modules| modules.iter().any(held))
}

/// Whether a commit may have changed the names of the fields.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    MayHaveChanged,
    Same,
}

#[derive(PartialEq, Eq)]
enum Changed {
    Yes,
    No,
}

/// One partner user's portal: read by many, changed by the projector alone.
#[derive(Debug)]
pub struct Portal {
    state: RwLock<PortalState>,
    read: AtomicU64,
}

impl Portal {
    pub(crate) fn new(world: &World, partner: PartnerUserId) -> Self {
        Self::with(PortalState::empty(world, partner))
    }

    pub(crate) fn with(state: PortalState) -> Self {
        Self { state: RwLock::new(state), read: AtomicU64::new(0) }
    }

    /// Looks at it for a moment; the projector waits meanwhile, so take what is needed and go.
    pub fn look<T>(&self, at: impl FnOnce(&PortalState) -> T) -> T {
        at(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Remembers when it was read, for the choice of what goes cold. `tick` only ever grows.
    pub(crate) fn touch(&self, tick: u64) {
        self.read.store(tick, Ordering::Relaxed);
    }

    pub(crate) fn last_read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    fn change<T>(&self, change: impl FnOnce(&mut PortalState) -> T) -> T {
        change(&mut self.state.write().unwrap_or_else(PoisonError::into_inner))
    }

    /// Renders `ids` again, compares, puts and drops. A commit that changes something raises the
    /// revision by one, however much it changes: revisions are dense. Field names are looked at only
    /// where the commit may have changed them; whoever follows must then read the lists again.
    pub(crate) fn refresh(
        &self,
        world: &World,
        partner: PartnerUserId,
        ids: impl Iterator<Item = DocumentId>,
        names: Names,
    ) -> Option<Change> {
        // Rendered before the lock is taken: readers wait for pointers, not for work.
        let rendered: Vec<(DocumentId, Option<Row>)> = ids
            .map(|id| (id, document(world, partner, id).map(|found| Row::render(id, &found))))
            .collect();
        let fields = match names {
            Names::MayHaveChanged => Some(Arc::new(FieldNames::of(world, partner))),
            Names::Same => None,
        };
        self.change(|state| {
            let mut change = Change::default();
            for (id, row) in rendered {
                let changed = match &row {
                    Some(row) => state.put(id, row.clone()),
                    None => state.drop_row(id),
                };
                if changed == Changed::Yes {
                    change.add(id, row.and_then(|row| row.json));
                }
            }
            if let Some(fields) = fields {
                let told =
                    fields.differing(&state.fields).filter(|view| shows(world, partner, *view));
                told.for_each(|view| change.read_again(view));
                state.fields = fields;
            }
            state.raise(change)
        })
    }

    /// Gives back the rows' bytes; digests and places stay.
    pub(crate) fn chill(&self) {
        self.change(PortalState::chill);
    }

    /// Fetches the bytes back. Nothing changes for a reader.
    pub(crate) fn warm(&self, world: &World, partner: PartnerUserId) {
        let fresh = PortalState::from_scratch(world, partner);
        self.change(|state| {
            state.cold = false;
            for view in View::ALL {
                for (id, row) in fresh.rows(view).by_id.iter() {
                    state.put(*id, row.clone());
                }
            }
        });
    }

    pub(crate) fn revisions(&self) -> (u64, Vec<(View, u64)>) {
        self.look(|state| {
            let views = View::ALL.into_iter().map(|view| (view, state.rows(view).revision));
            (state.revision, views.collect())
        })
    }

    pub(crate) fn set_revisions(&self, revision: u64, views: &[(View, u64)]) {
        self.change(|state| {
            state.revision = revision;
            for (view, revision) in views {
                state.rows_mut(*view).revision = *revision;
            }
        });
    }
}

impl PortalState {
    fn raise(&mut self, mut change: Change) -> Option<Change> {
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
