//! What the writer's thread, its handles and the projector share.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwap;
use loggia_core::scalar::Instant;
use loggia_core::world::{Seq, World};
use tokio::sync::oneshot;

use super::{Accepted, Rejection};
use crate::log::Head;

/// The world as of the last durable block.
#[derive(Clone, Debug)]
pub struct Published {
    /// The world.
    pub world: Arc<World>,
    /// The head that it is the fold of.
    pub head: Head,
}

/// Nothing is due, ever.
const NEVER: i64 = i64::MAX;

/// When the world brings something about by itself next.
pub(super) fn due_micros(world: &World) -> i64 {
    world.access.next_due().map_or(NEVER, |(at, _)| at.micros())
}

/// An answer that waits until a commit is projected.
pub(super) enum Waiting {
    /// To a command.
    Command(oneshot::Sender<Result<Accepted, Rejection>>, Accepted),
    /// To somebody who wants everything due to be settled.
    Settled(oneshot::Sender<Result<Seq, Rejection>>, Seq),
}

impl Waiting {
    fn send(self) {
        // Whoever went away does not want the answer any more.
        match self {
            Self::Command(to, accepted) => drop(to.send(Ok(accepted))),
            Self::Settled(to, seq) => drop(to.send(Ok(seq))),
        }
    }
}

pub(super) struct Shared {
    pub(super) published: ArcSwap<Published>,
    /// The earliest due instant of any world from the last acknowledged to the published one: before
    /// it, everything due is projected.
    due: AtomicI64,
    /// The last acknowledged commit.
    done: AtomicU64,
    acks: Mutex<Acks>,
}

struct Acks {
    done: Seq,
    done_due: i64,
    /// The heads that were handed on but not acknowledged, and what is due after each.
    pending: VecDeque<(Seq, i64)>,
    waiting: BTreeMap<Seq, Vec<Waiting>>,
}

impl Shared {
    pub(super) fn new(published: Published) -> Self {
        let due = due_micros(&published.world);
        let (pending, waiting) = Default::default();
        let acks = Acks { done: published.head.seq, done_due: due, pending, waiting };
        let done = AtomicU64::new(published.head.seq.0);
        let published = ArcSwap::from_pointee(published);
        Self { published, due: due.into(), done, acks: acks.into() }
    }

    fn acks(&self) -> MutexGuard<'_, Acks> {
        self.acks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets everybody see a durable world; what waits for it is answered once it is acknowledged.
    /// Gives back the one before it.
    pub(super) fn publish(&self, published: Published) -> Arc<Published> {
        let due = due_micros(&published.world);
        let mut acks = self.acks();
        acks.pending.push_back((published.head.seq, due));
        self.due.store(acks.earliest_due(), Ordering::SeqCst);
        self.published.swap(Arc::new(published))
    }

    /// Answers once `seq` is acknowledged: now, if it is.
    pub(super) fn answer_after(&self, seq: Seq, waiting: Waiting) {
        let mut acks = self.acks();
        if acks.done >= seq {
            drop(acks);
            waiting.send();
        } else {
            acks.waiting.entry(seq).or_default().push(waiting);
        }
    }

    /// Everything up to `seq` is projected.
    pub(super) fn acknowledge(&self, seq: Seq) {
        let mut acks = self.acks();
        while let Some((_, due)) = acks.pending.front().copied().filter(|(head, _)| *head <= seq) {
            acks.pending.pop_front();
            acks.done_due = due;
        }
        acks.done = acks.done.max(seq);
        self.done.store(acks.done.0, Ordering::SeqCst);
        self.due.store(acks.earliest_due(), Ordering::SeqCst);
        let later = acks.waiting.split_off(&seq.next());
        let answered = std::mem::replace(&mut acks.waiting, later);
        drop(acks);
        answered.into_values().flatten().for_each(Waiting::send);
    }

    /// Up to here everything is projected.
    pub(super) fn done(&self) -> Seq {
        Seq(self.done.load(Ordering::SeqCst))
    }

    /// Before this instant, everything due is projected already.
    pub(super) fn next_due(&self) -> Option<Instant> {
        let due = self.due.load(Ordering::SeqCst);
        (due != NEVER).then(|| Instant::from_micros(due))
    }
}

impl Acks {
    fn earliest_due(&self) -> i64 {
        self.pending.iter().map(|(_, due)| *due).fold(self.done_due, i64::min)
    }
}
