use std::collections::BTreeMap;
use std::sync::Arc;

use loggia_core::commit::Commit;
use loggia_core::event::{AccessEvent, Event};
use loggia_core::id::{PartnerUserId, RecordId};
use loggia_core::scalar::Instant;
use loggia_core::world::{Seq, World};

use crate::affected;
use crate::checkpoint::{Checkpoint, PortalCheckpoint};
use crate::feed::Change;
use crate::fields::Names;
use crate::past::Past;
use crate::portal::Portal;
use crate::state::PortalState;
use crate::threads;

/// The portals of a generation, by partner user.
pub(crate) type Portals = BTreeMap<PartnerUserId, Arc<Portal>>;

/// The fold of the log up to a commit, with every partner's portal.
pub struct Generation {
    /// The last commit in it.
    pub seq: Seq,
    /// When that commit was made.
    pub at: Instant,
    /// What is so.
    pub world: World,
    pub(crate) portals: Arc<Portals>,
    share: Share,
    /// Only the first share keeps it.
    past: Past,
}

/// Which of the portals a generation holds: those of every `of`th partner user. A generation is
/// built in shares, each on a thread and with a world of its own; it serves as a whole.
#[derive(Clone, Copy, Debug)]
struct Share {
    nth: usize,
    of: usize,
    partners: usize,
}

/// What a commit changed for one partner.
pub struct Update {
    /// Whose portal.
    pub partner: PartnerUserId,
    /// What.
    pub change: Change,
}

impl Default for Generation {
    fn default() -> Self {
        Self::share(0, 1)
    }
}

impl Generation {
    /// One of so many shares of an empty generation, the first being 0.
    pub(crate) fn share(nth: usize, of: usize) -> Self {
        Self {
            seq: Seq(0),
            at: Instant::from_micros(0),
            world: World::default(),
            portals: Arc::default(),
            share: Share { nth, of, partners: 0 },
            past: Past::default(),
        }
    }

    /// The whole of all shares at the same commit, the first one first.
    pub(crate) fn whole(shares: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut shares = shares.into_iter();
        let mut whole = shares.next()?;
        let portals = Arc::make_mut(&mut whole.portals);
        for other in shares {
            portals.extend(other.portals.iter().map(|(id, portal)| (*id, portal.clone())));
        }
        whole.share = Share { nth: 0, of: 1, ..whole.share };
        Some(whole)
    }

    /// Takes the next commit in, and brings every portal that it touches up to date.
    pub fn advance(&mut self, commit: &Commit) -> Vec<Update> {
        let mut touched = Vec::new();
        for event in &commit.events {
            affected(&self.world, event, &mut touched);
            self.world.apply(commit.stamp, event);
            affected(&self.world, event, &mut touched);
            self.make_portal(event);
        }
        self.pass(commit);
        if self.share.of > 1 {
            touched.retain(|(partner, _)| self.portals.contains_key(partner));
        }
        touched.sort_unstable();
        touched.dedup();
        let names = match commit.events.iter().any(changes_names) {
            true => Names::MayHaveChanged,
            false => Names::Same,
        };
        let mut updates = Vec::new();
        for group in touched.chunk_by(|(one, _), (other, _)| one == other) {
            let Some((partner, _)) = group.first() else { continue };
            let Some(portal) = self.portals.get(partner) else { continue };
            let ids = group.iter().map(|(_, id)| *id);
            let change = portal.refresh(&self.world, *partner, ids, names);
            updates.extend(change.map(|change| Update { partner: *partner, change }));
        }
        updates
    }

    /// Takes the next commit in without looking at any portal: on the way to a checkpoint, from
    /// which [`Self::render_all`] goes on.
    pub fn skip(&mut self, commit: &Commit) {
        for event in &commit.events {
            self.world.apply(commit.stamp, event);
            self.make_portal(event);
        }
        self.pass(commit);
    }

    fn pass(&mut self, commit: &Commit) {
        (self.seq, self.at) = (commit.stamp.seq, commit.stamp.at);
        if self.share.nth == 0 {
            self.past.pass(commit, &self.world);
        }
    }

    fn make_portal(&mut self, event: &Event) {
        if let Event::Access(AccessEvent::PartnerUserCreated(created)) = event {
            if self.share.partners % self.share.of == self.share.nth {
                let portal = Arc::new(Portal::new(&self.world, created.id));
                Arc::make_mut(&mut self.portals).insert(created.id, portal);
            }
            self.share.partners += 1;
        }
    }

    /// Renders every portal from scratch at the checkpoint's position and gives it the revisions
    /// that it had. Tells the partners whose rows are not those of the checkpoint: none, unless the
    /// code or the checkpoint is wrong.
    pub fn render_all(&mut self, checkpoint: &Checkpoint) -> Vec<PartnerUserId> {
        let partners: Vec<PartnerUserId> = self.portals.keys().copied().collect();
        let rendered = threads::each(&partners, |partner| {
            Portal::with(PortalState::from_scratch(&self.world, *partner))
        });
        let mut differing = Vec::new();
        let mut portals = Portals::new();
        for (partner, portal) in partners.into_iter().zip(rendered) {
            let held = checkpoint.portals.iter().find(|held| held.partner == partner);
            match held {
                Some(held) if held.digest == portal.look(PortalState::digest) => {
                    portal.set_revisions(held.revision, &held.views);
                }
                Some(_) | None => differing.push(partner),
            }
            portals.insert(partner, Arc::new(portal));
        }
        self.portals = Arc::new(portals);
        differing
    }

    /// What a later start needs to go on from here.
    pub fn checkpoint(&self) -> Checkpoint {
        let portals = self.portals.iter().map(|(partner, portal)| {
            let (revision, views) = portal.revisions();
            let digest = portal.look(PortalState::digest);
            PortalCheckpoint { partner: *partner, revision, views, digest }
        });
        Checkpoint { version: crate::VERSION, seq: self.seq, portals: portals.collect() }
    }

    /// Compares every portal, which commit after commit has brought about, with rendering it from
    /// scratch: the rows byte for byte, their places and what is summed up over them. Tells the
    /// partners for whom the two differ; nothing when `goes_on` says no.
    pub(crate) fn check(&self, goes_on: impl Fn() -> bool + Sync) -> Option<Vec<PartnerUserId>> {
        let portals: Vec<_> = self.portals.iter().collect();
        let same = threads::each(&portals, |(partner, portal)| {
            let same = |state: &PortalState| state.is_from_scratch(&self.world, **partner);
            goes_on().then(|| portal.look(same))
        });
        let checked = portals.into_iter().zip(same);
        let differing = checked.filter_map(|((partner, _), same)| match same {
            Some(true) => None,
            Some(false) => Some(Some(*partner)),
            None => Some(None),
        });
        differing.collect()
    }

    /// The portal of a partner user, if there is such a user.
    pub fn portal(&self, partner: PartnerUserId) -> Option<&Portal> {
        self.portals.get(&partner).map(Arc::as_ref)
    }

    /// The commits in whose events a record stands, oldest first.
    pub fn history(&self, record: RecordId) -> &[Seq] {
        self.past.history(record)
    }

    /// The latest kept copy of the world that fits; the empty world where none does.
    pub(crate) fn before(&self, fits: impl Fn(Seq, Instant) -> bool) -> (Seq, Instant, World) {
        self.past.before(fits)
    }

    /// Bytes of all rows.
    pub fn bytes(&self) -> usize {
        self.portals.values().map(|portal| portal.look(PortalState::bytes)).sum()
    }
}

/// Whether an event may change which fields somebody's lists have, or in which form.
fn changes_names(event: &Event) -> bool {
    matches!(
        event,
        Event::Access(
            AccessEvent::ColumnsSet(_)
                | AccessEvent::AccountColumnsSet(_)
                | AccessEvent::FieldAccessSet(_)
                | AccessEvent::AccountChanged(_)
                | AccessEvent::ContactEnabled(_)
        )
    )
}
