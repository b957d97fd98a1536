use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use loggia_core::id::PartnerUserId;
use loggia_core::visibility::{DocumentId, View, document};
use loggia_core::world::World;

use crate::feed::Change;
use crate::fields::{FieldNames, Names, shows};
use crate::row::Draft;
use crate::state::PortalState;

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
        // Rendered beside the readers: they wait for pointers, not for work. Nobody else writes.
        let mut draft = Draft::new();
        let changed: Vec<_> = self.look(|state| {
            let compared = ids.filter_map(|id| match document(world, partner, id) {
                Some(found) => {
                    draft.other_than(state.row(id), id, &found).map(|row| (id, Some(row)))
                }
                None => state.row(id).map(|_| (id, None)),
            });
            compared.collect()
        });
        let fields = match names {
            Names::MayHaveChanged => Some(Arc::new(FieldNames::of(world, partner))),
            Names::Same if changed.is_empty() => return None,
            Names::Same => None,
        };
        self.change(|state| {
            let mut change = Change::default();
            for (id, row) in changed {
                change.add(id, row.as_ref().and_then(|row| row.json.clone()));
                match row {
                    Some(row) => state.put(id, row),
                    None => state.drop_row(id),
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
        self.change(|state| state.warm(&fresh));
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
