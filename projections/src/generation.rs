use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use loggia_core::commit::Commit;
use loggia_core::event::Event;
use loggia_core::id::{PartnerUserId, RecordId};
use loggia_core::scalar::Instant;
use loggia_core::world::{Seq, World};

use crate::affected;
use crate::checkpoint::{Checkpoint, PortalCheckpoint};
use crate::feed::Change;
use crate::portal::{Names, Portal, PortalState};
use crate::timeline::Timeline;

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
    pub(crate) timeline: Timeline,
    history: HashMap<RecordId, Vec<Seq>, ahash::RandomState>,
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
        Self {
            seq: Seq(0),
            at: Instant::from_micros(0),
            world: World::default(),
            portals: Arc::default(),
            timeline: Timeline::new(),
            history: HashMap::default(),
        }
    }
}

impl Generation {
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
        for event in &commit.events {
            for record in event.records().into_iter().flatten() {
                let seqs = self.history.entry(record).or_default();
                if seqs.last() != Some(&commit.stamp.seq) {
                    seqs.push(commit.stamp.seq);
                }
            }
        }
        self.timeline.pass(self.seq, self.at, &self.world);
    }

    fn make_portal(&mut self, event: &Event) {
        if let Event::PartnerUserCreated(created) = event {
            let portal = Arc::new(Portal::new(&self.world, created.id));
            Arc::make_mut(&mut self.portals).insert(created.id, portal);
        }
    }

    /// Renders every portal from scratch at the checkpoint's position and gives it the revisions
    /// that it had. Tells the partners whose rows are not those of the checkpoint: none, unless the
    /// code or the checkpoint is wrong.
    pub fn render_all(&mut self, checkpoint: &Checkpoint) -> Vec<PartnerUserId> {
        let mut differing = Vec::new();
        let mut portals = Portals::new();
        for partner in self.portals.keys() {
            let portal = Portal::with(PortalState::from_scratch(&self.world, *partner));
            let held = checkpoint.portals.iter().find(|held| held.partner == *partner);
            match held {
                Some(held) if held.digest == portal.look(PortalState::digest) => {
                    portal.set_revisions(held.revision, &held.views);
                }
                Some(_) | None => differing.push(*partner),
            }
            portals.insert(*partner, Arc::new(portal));
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

    /// Compares every portal with rendering it from scratch; tells the partners for whom the two
    /// differ.
    pub fn check(&self, mut goes_on: impl FnMut() -> bool) -> Option<Vec<PartnerUserId>> {
        let mut differing = Vec::new();
        for (partner, portal) in self.portals.iter() {
            if !goes_on() {
                return None;
            }
            let scratch = PortalState::from_scratch(&self.world, *partner);
            if scratch.digest() != portal.look(PortalState::digest) {
                differing.push(*partner);
            }
        }
        Some(differing)
    }

    /// The portal of a partner user, if there is such a user.
    pub fn portal(&self, partner: PartnerUserId) -> Option<&Portal> {
        self.portals.get(&partner).map(Arc::as_ref)
    }

    /// The commits in whose events a record stands, oldest first.
    pub fn history(&self, record: RecordId) -> &[Seq] {
        self.history.get(&record).map(Vec::as_slice).unwrap_or_default()
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
        Event::ColumnsSet(_)
            | Event::AccountColumnsSet(_)
            | Event::FieldAccessSet(_)
            | Event::AccountChanged(_)
            | Event::ContactEnabled(_)
    )
}
