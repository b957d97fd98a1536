use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use arc_swap::ArcSwap;
use loggia_core::commit::Commit;
use loggia_core::id::{PartnerUserId, RecordId};
use loggia_core::world::Seq;
use tokio::sync::watch;

use crate::feed::{Feed, Subscription};
use crate::generation::{Generation, Portals};
use crate::portal::Portal;
use crate::state::PortalState;

/// Bytes of rows held in memory, unless the operator says otherwise: 2 GiB. Beyond it the portals
/// that were not read for longest go cold; the next read of one renders it again.
pub const VIEW_BYTES_MAX: usize = 2 << 30;

/// Commits between two looks at the memory held.
const CHILL_CHECK_COMMITS: u64 = 1_024;

/// How much the projections may hold.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of rows in memory.
    pub view_bytes_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { view_bytes_max: VIEW_BYTES_MAX }
    }
}

/// The generation that serves, and whoever follows it. Cheap to clone.
#[derive(Clone)]
pub struct Projections(Arc<Inner>);

struct Inner {
    live: Mutex<Generation>,
    serving: ArcSwap<Portals>,
    feeds: RwLock<HashMap<PartnerUserId, Arc<Feed>>>,
    position: watch::Sender<Seq>,
    reads: AtomicU64,
    limits: Limits,
}

impl Projections {
    /// Serves `generation`.
    pub fn new(generation: Generation, limits: Limits) -> Self {
        let serving = ArcSwap::new(generation.portals.clone());
        let position = watch::Sender::new(generation.seq);
        let live = Mutex::new(generation);
        // Portals that nobody has read yet stand at 0.
        let (feeds, reads) = (RwLock::default(), AtomicU64::new(1));
        let projections = Self(Arc::new(Inner { live, serving, feeds, position, reads, limits }));
        // A start renders all of them.
        projections.chill(&projections.lock());
        projections
    }

    /// Brings the portals up to date with durable commits, in their order. One caller at a time.
    pub fn project(&self, commits: &[Commit]) {
        let mut live = self.lock();
        for commit in commits {
            // What was projected before (a commit is told twice after a lost answer) changes nothing.
            if commit.stamp.seq <= live.seq {
                continue;
            }
            let portals = Arc::as_ptr(&live.portals);
            let updates = live.advance(commit);
            if Arc::as_ptr(&live.portals) != portals {
                self.0.serving.store(live.portals.clone());
            }
            for update in updates {
                self.feed(update.partner, update.change.revision.saturating_sub(1))
                    .tell(&update.change);
            }
            if commit.stamp.seq.0.is_multiple_of(CHILL_CHECK_COMMITS) {
                self.chill(&live);
            }
        }
        self.0.position.send_replace(live.seq);
    }

    /// The last commit that the portals show.
    pub fn position(&self) -> Seq {
        *self.0.position.borrow()
    }

    /// Follows the position.
    pub fn positions(&self) -> watch::Receiver<Seq> {
        self.0.position.subscribe()
    }

    /// Reads a partner's portal at one moment; none if there is no such partner user. Take what is
    /// needed out and go: the projector waits meanwhile.
    pub fn read<T>(&self, partner: PartnerUserId, read: impl Fn(&PortalState) -> T) -> Option<T> {
        let portal = self.0.serving.load().get(&partner).cloned()?;
        portal.touch(self.0.reads.fetch_add(1, Ordering::Relaxed));
        let warm = |state: &PortalState| (!state.is_cold()).then(|| read(state));
        if let Some(found) = portal.look(warm) {
            return Some(found);
        }
        // Nobody changes or chills the portal while the live generation is held.
        let live = self.lock();
        let portal = live.portals.get(&partner)?;
        portal.warm(&live.world, partner);
        let found = portal.look(read);
        // What came back takes the place of what was read longer ago.
        self.chill(&live);
        Some(found)
    }

    /// The partner users that have a portal.
    pub fn partners(&self) -> Vec<PartnerUserId> {
        self.0.serving.load().keys().copied().collect()
    }

    /// Follows a partner's changes from after `after`, or from now.
    pub fn subscribe(&self, partner: PartnerUserId, after: Option<u64>) -> Option<Subscription> {
        self.read(partner, |state| {
            let row = |id| state.row(id).and_then(|row| row.json.clone());
            self.feed(partner, state.revision()).subscribe(after, row)
        })
    }

    /// The commits in whose events a record stands, oldest first.
    pub fn history(&self, record: RecordId) -> Vec<Seq> {
        self.live(|live| live.history(record).to_vec())
    }

    /// Bytes of the rows in memory.
    pub fn bytes(&self) -> usize {
        self.0.serving.load().values().map(|portal| portal.look(PortalState::bytes)).sum()
    }

    /// Looks at the generation that is kept up to date; the projector waits meanwhile.
    pub fn live<T>(&self, look: impl FnOnce(&Generation) -> T) -> T {
        look(&self.lock())
    }

    pub(crate) fn lock(&self) -> std::sync::MutexGuard<'_, Generation> {
        self.0.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Serves another generation that stands at the same commit; the two change places. Followers of
    /// portals that are not the same are told to read again.
    pub(crate) fn promote(
        &self,
        live: &mut Generation,
        new: &mut Generation,
    ) -> Vec<PartnerUserId> {
        let same = |partner: &PartnerUserId, portal: &Portal| {
            live.portal(*partner).is_some_and(|held| {
                held.revisions() == portal.revisions()
                    && held.look(PortalState::digest) == portal.look(PortalState::digest)
            })
        };
        let portals = new.portals.iter();
        let differing: Vec<PartnerUserId> = portals
            .filter(|(partner, portal)| !same(partner, portal))
            .map(|(partner, _)| *partner)
            .collect();
        std::mem::swap(live, new);
        self.0.serving.store(live.portals.clone());
        self.chill(live);
        for partner in &differing {
            let revision = live.portal(*partner).map_or(0, |portal| portal.revisions().0);
            self.feed(*partner, revision).reset(revision);
        }
        differing
    }

    fn feed(&self, partner: PartnerUserId, floor: u64) -> Arc<Feed> {
        let feeds = self.0.feeds.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(feed) = feeds.get(&partner) {
            return feed.clone();
        }
        drop(feeds);
        let mut feeds = self.0.feeds.write().unwrap_or_else(PoisonError::into_inner);
        feeds.entry(partner).or_insert_with(|| Arc::new(Feed::new(floor))).clone()
    }

    /// Lets portals go cold, those first that were not read for longest, until the rest is within
    /// the bound. One that is larger by itself is cold after every read.
    fn chill(&self, live: &Generation) {
        let mut held = live.bytes();
        if held <= self.0.limits.view_bytes_max {
            return;
        }
        let warm = |portal: &&Arc<Portal>| !portal.look(PortalState::is_cold);
        let mut portals: Vec<&Arc<Portal>> = live.portals.values().filter(warm).collect();
        portals.sort_by_key(|portal| portal.last_read());
        for portal in portals {
            if held <= self.0.limits.view_bytes_max {
                break;
            }
            held -= portal.look(PortalState::bytes);
            portal.chill();
        }
    }
}
