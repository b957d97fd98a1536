//! Where the writer's two threads meet. One decides into the *open* batch; the other takes that
//! batch when the log is free, and appends it while the next is being decided on the world with it.
//!
//! So at most two blocks are not durable: one is being appended, one is open. The open one always
//! goes on from the other: when that one lands, from the published world; when it does not, the open
//! one is decided again or rejected, and never reaches the log as it was.
//!
//! There are two locks. Whoever decides has the papers until nothing waits any more; the [`Slot`],
//! through which a batch goes over, is held for a moment only, so what was offered early is fetched
//! while he decides on. Only he takes the slot while he has the papers; the other takes the papers
//! while he has the slot, but only as long as the slot says that nobody decides.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use loggia_core::commit::Commit;
use loggia_core::scalar::Instant;

use super::decide::{Batch, Means};
use super::draft::CaughtUp;
use super::entry::{Entry, reject};
use super::handover::{Decider, Handover, LogIs, Room, Slot};
use super::{Published, WriterOptions};
use crate::error::LogError;

/// The desk.
pub(super) struct Desk {
    papers: Mutex<Papers>,
    handover: Handover,
}

/// What lies on it.
pub(super) struct Papers {
    means: Means,
    open: Batch,
    /// As of when it is decided: what was due by then is drafted.
    now: Instant,
    /// How many waited for the batch that was taken last.
    last_entries: usize,
    options: WriterOptions,
    /// Why nothing is accepted any more.
    broken: Option<String>,
}

impl Desk {
    pub(super) fn new(means: Means, published: &Published, options: WriterOptions) -> Self {
        let papers = Papers {
            means,
            open: Batch::on(published.into()),
            now: published.head.at,
            last_entries: 0,
            options,
            broken: None,
        };
        Self { papers: papers.into(), handover: Handover::new() }
    }

    fn papers(&self) -> MutexGuard<'_, Papers> {
        self.papers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The papers, for whoever decides. He gives them back with [`Self::get_up`].
    pub(super) fn sit_down(&self) -> MutexGuard<'_, Papers> {
        self.handover.slot().decider = Decider::AtPapers;
        self.papers()
    }

    /// He has decided what there was: offers it. Gives him a world that can be freed.
    pub(super) fn get_up(&self, mut papers: MutexGuard<'_, Papers>) -> Option<Arc<Published>> {
        let mut slot = self.handover.slot();
        self.offer(&mut slot, &mut papers);
        slot.decider = Decider::Away;
        slot.outlived.take()
    }

    fn offer(&self, slot: &mut Slot, papers: &mut Papers) {
        if matches!(slot.log, LogIs::Free) && !papers.open.is_idle() {
            slot.log = LogIs::Offered(Box::new(papers.close()));
            self.handover.changed();
        }
    }

    /// Offers the open batch if a log that is free should not wait any longer: half of those who
    /// waited the last time wait again. All who ask again and again would otherwise come to share
    /// one block, and the disk and the processor would wait for each other by turns.
    pub(super) fn offer_early(&self, papers: &mut Papers) {
        if papers.open.entries.len() >= papers.last_entries / 2 {
            self.offer(&mut self.handover.slot(), papers);
        }
    }

    /// Waits until the open batch was taken or has changed, if there is no room in it. Nobody has
    /// the papers meanwhile.
    pub(super) fn wait_for_room<'a>(
        &'a self,
        mut papers: MutexGuard<'a, Papers>,
    ) -> MutexGuard<'a, Papers> {
        let mut slot = self.handover.slot();
        self.offer(&mut slot, &mut papers);
        if papers.has_room() {
            return papers;
        }
        (slot.decider, slot.room) = (Decider::Away, Room::Awaited);
        drop(papers);
        let mut slot = self.handover.wait_while(slot, |slot| slot.room == Room::Awaited);
        slot.decider = Decider::AtPapers;
        drop(slot);
        self.papers()
    }

    /// The batch to append next, once there is one; none at the end. Whoever comes for it has no
    /// other: the block before it has landed.
    ///
    /// He leaves a world that is `outlived` behind: freeing one takes a while, and whoever decides
    /// has the time, while the log waits for nobody.
    pub(super) fn next(&self, outlived: Option<Arc<Published>>) -> Option<Batch> {
        let mut slot = self.handover.slot();
        slot.outlived = outlived;
        if slot.decider == Decider::Away {
            // He cannot sit down meanwhile; at most he is about to let go of them.
            let mut papers = self.papers();
            if !papers.open.is_idle() {
                slot.room = Room::MayBe;
                self.handover.changed();
                return Some(papers.close());
            }
        }
        slot.log = LogIs::Free;
        let free = |slot: &Slot| matches!(slot.log, LogIs::Free) && !slot.stopped;
        let mut slot = self.handover.wait_while(slot, free);
        match std::mem::replace(&mut slot.log, LogIs::Busy) {
            LogIs::Offered(batch) => Some(*batch),
            LogIs::Free | LogIs::Busy => None,
        }
    }

    /// Decides `entries` again, whose block did not land, on what is published now, and then the
    /// open batch on them. Gives the former back.
    pub(super) fn decide_again(
        &self,
        entries: Vec<Entry>,
        published: &Published,
    ) -> Result<Batch, (Vec<Entry>, LogError)> {
        let mut papers = self.papers();
        let Papers { means, open, .. } = &mut *papers;
        means.appending.clear();
        let mut batch = Batch { entries, ..Batch::on(published.into()) };
        let decided = batch.decide_again(published.into(), means).and_then(|()| {
            means.appending = std::mem::take(&mut batch.draft.named);
            open.decide_again(batch.draft.next_base(), means)
        });
        drop(papers);
        self.handover.room_may_be();
        match decided {
            Ok(()) => Ok(batch),
            Err(error) => Err((batch.entries, error)),
        }
    }

    /// Remembers the answers to commits that others appended.
    pub(super) fn remember(&self, commits: &[Commit]) {
        let mut papers = self.papers();
        commits.iter().for_each(|commit| papers.means.receipts.remember(commit));
    }

    /// Nothing is accepted any more, and nothing that is open.
    pub(super) fn fail(&self, error: &LogError) {
        let mut papers = self.papers();
        papers.means.appending.clear();
        papers.fail(error);
        drop(papers);
        self.handover.room_may_be();
    }

    /// Whoever decides has gone; what is open is still appended.
    pub(super) fn stop(&self) {
        drop(self.get_up(self.sit_down()));
        self.handover.slot().stopped = true;
        self.handover.changed();
    }

    /// Whoever appends has gone. Who still waits finds his answer dropped.
    pub(super) fn abandon(&self) {
        let mut papers = self.papers();
        papers.broken.get_or_insert_with(|| "the thread that appends has ended".to_owned());
        let forgotten = papers.forget_open();
        drop(papers);
        let offered = std::mem::replace(&mut self.handover.slot().log, LogIs::Busy);
        self.handover.room_may_be();
        drop((forgotten, offered));
    }

    /// When time brings something about next that is not drafted yet.
    pub(super) fn next_due(&self) -> Option<Instant> {
        self.papers().next_due()
    }
}

impl Papers {
    /// Whether the open batch takes one more. Refusals take no room in a block, but they wait for
    /// it: so many may wait. Where nothing is accepted there is always room to be refused.
    pub(super) fn has_room(&self) -> bool {
        let few = self.open.entries.len() < self.options.queue_max;
        self.broken.is_some() || (few && self.open.draft.has_room(&self.options))
    }

    /// Closes the open batch, to be appended, and opens another on the world with it. The log is
    /// free for it, so the one before has landed.
    fn close(&mut self) -> Batch {
        self.means.keep_receipts();
        let next = Batch::on(self.open.draft.next_base());
        let mut batch = std::mem::replace(&mut self.open, next);
        self.last_entries = batch.entries.len();
        self.means.appending = std::mem::take(&mut batch.draft.named);
        batch
    }

    /// Decides one more into the open batch.
    pub(super) fn take(&mut self, entry: Entry) {
        if let Some(why) = &self.broken {
            return reject(vec![entry], why);
        }
        if let Err(error) = self.open.take(entry, &mut self.means) {
            self.fail(&error);
        }
    }

    /// As of when the next is decided.
    pub(super) fn now(&self) -> Instant {
        self.now
    }

    /// Drafts what is due by now, or by an instant that somebody else has read from the clock, as
    /// far as there is room.
    pub(super) fn catch_up(&mut self, by: Option<Instant>) -> CaughtUp {
        if self.broken.is_some() {
            return CaughtUp::Yes;
        }
        let (draft, means) = (&mut self.open.draft, &mut self.means);
        let clock = means.clock.now();
        self.now = draft.instant(by.map_or(clock, |by| clock.max(by)));
        let caught_up = draft.catch_up(self.now, Some(&self.options), &mut means.entropy);
        caught_up.unwrap_or_else(|error| {
            self.fail(&error);
            CaughtUp::Yes
        })
    }

    fn next_due(&self) -> Option<Instant> {
        let due = self.open.draft.world.access.next_due().filter(|_| self.broken.is_none());
        due.map(|(at, _)| at)
    }

    fn fail(&mut self, error: &LogError) {
        tracing::error!(%error, "the writer accepts no more commands until a restart");
        let why = error.to_string();
        reject(self.forget_open(), &why);
        self.broken.get_or_insert(why);
    }

    /// Nothing of the open batch will be appended; gives back who waits for it.
    fn forget_open(&mut self) -> Vec<Entry> {
        let closed = Batch::on(self.open.draft.base().clone());
        std::mem::replace(&mut self.open, closed).entries
    }
}
