//! Where those who decide and the one who appends meet. The former decide into the *open* batch, one at
//! a time; the latter takes that batch when the log is free, and appends it while the next is being
//! decided on the world with it.
//!
//! Whoever asks decides for himself if the papers lie there: to wake the writer's thread for it takes
//! longer than most decisions. Where somebody else has them, where there is no room, where something is
//! due, it is left to that thread, for whoever asks must not wait; and so is what comes after it, until
//! nothing waits there: what one asks after the other is decided in this order.
//!
//! So at most two blocks are not durable: one is being appended, one is open. The open one always
//! goes on from the other: when that one lands, from the published world; when it does not, the open
//! one is decided again or rejected, and never reaches the log as it was.
//!
//! There are two locks. Whoever decides, or only looks, has the papers until he is through
//! ([`Sitting`]); the [`Slot`], through which a batch goes over, is held for a moment only, so what was
//! offered early is fetched while he decides on. He takes the slot while he has the papers, and lets go
//! of the papers before the slot; the one who appends, who comes with the slot, takes papers that lie
//! there and waits for nobody's. So either he finds them, or whoever has them finds a log that is free.

use std::ops::{Deref, DerefMut};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

use loggia_core::commit::Commit;
use loggia_core::scalar::Instant;

use super::decide::{Batch, Means};
use super::draft::CaughtUp;
use super::entry::{Asked, Entry, reject, undecidable};
use super::handover::{Handover, LogIs, Room, Slot};
use super::{Published, WriterOptions};
use crate::error::LogError;

/// The desk.
pub(super) struct Desk {
    papers: Mutex<Papers>,
    /// How many were left to the thread and are not decided yet.
    left: AtomicUsize,
    handover: Handover,
}

/// When time brings something about next, after a decision.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Due {
    /// Sooner than before: the thread that waits for it waits too long.
    Sooner,
    /// Not sooner.
    NoSooner,
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
    /// Nothing more is decided.
    is_closed: bool,
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
            is_closed: false,
            broken: None,
        };
        Self { papers: papers.into(), left: AtomicUsize::new(0), handover: Handover::new() }
    }

    /// The papers, for the one who appends: while he has them the log is not free, so there is nothing to
    /// offer. Everybody else has a [`Sitting`].
    fn papers(&self) -> MutexGuard<'_, Papers> {
        self.papers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The papers, if nobody has them.
    fn papers_there(&self) -> Option<MutexGuard<'_, Papers>> {
        match self.papers.try_lock() {
            Ok(papers) => Some(papers),
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    /// The papers, for the thread that decides.
    pub(super) fn sit_down(&self) -> Sitting<'_> {
        Sitting::of(self, self.papers())
    }

    /// Decides at once, on the thread of whoever asks; gives it back where that would have to wait.
    pub(super) fn decide_at_once(&self, command: Asked) -> Result<Due, Asked> {
        let Some(papers) = self.papers_there() else { return Err(command) };
        let mut papers = Sitting::of(self, papers);
        let is_first = self.left.load(Ordering::SeqCst) == 0;
        if !is_first || papers.is_closed || !papers.has_room() || papers.is_behind() {
            return Err(command);
        }
        let before = papers.next_due();
        papers.take_command(command);
        let is_sooner = papers.next_due().is_some_and(|due| before.is_none_or(|old| due < old));
        Ok(if is_sooner { Due::Sooner } else { Due::NoSooner })
    }

    /// One more is left to the thread.
    pub(super) fn leave(&self) {
        self.left.fetch_add(1, Ordering::SeqCst);
    }

    /// One of those is decided, or could not be left. Whoever has decided it has the papers still.
    pub(super) fn is_done(&self) {
        self.left.fetch_sub(1, Ordering::SeqCst);
    }

    fn offer(&self, slot: &mut Slot, papers: &mut Papers) {
        if matches!(slot.log, LogIs::Free) && !papers.open.is_idle() {
            slot.log = LogIs::Offered(Box::new(papers.close()));
            slot.room = Room::MayBe;
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
    pub(super) fn wait_for_room<'a>(&'a self, papers: Sitting<'a>) -> Sitting<'a> {
        self.handover.slot().room = Room::Awaited;
        drop(papers);
        let slot = self.handover.slot();
        drop(self.handover.wait_while(slot, |slot| slot.room == Room::Awaited));
        self.sit_down()
    }

    /// The batch to append next, once there is one; none at the end. Whoever comes for it has no
    /// other: the block before it has landed.
    ///
    /// He leaves a world that is `outlived` behind: freeing one takes a while, and whoever decides has
    /// the time, while the log waits for nobody.
    pub(super) fn next(&self, outlived: Option<Arc<Published>>) -> Option<Batch> {
        // Freed at the end: nobody should wait for the slot meanwhile.
        let _freed;
        let mut slot = self.handover.slot();
        _freed = std::mem::replace(&mut slot.outlived, outlived);
        if let Some(mut papers) = self.papers_there().filter(|papers| !papers.open.is_idle()) {
            slot.room = Room::MayBe;
            self.handover.changed();
            return Some(papers.close());
        }
        slot.log = LogIs::Free;
        let free = |slot: &Slot| matches!(slot.log, LogIs::Free) && !slot.stopped;
        let mut slot = self.handover.wait_while(slot, free);
        match std::mem::replace(&mut slot.log, LogIs::Busy) {
            LogIs::Offered(batch) => Some(*batch),
            LogIs::Free | LogIs::Busy => {
                // The end: nobody decides any more, but somebody who looked may have had the papers.
                drop(slot);
                let mut papers = self.papers();
                (!papers.open.is_idle()).then(|| papers.close())
            }
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

    /// The thread that decides has gone, and nobody decides any more; what is open is still appended.
    pub(super) fn stop(&self) {
        self.sit_down().is_closed = true;
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
        self.sit_down().next_due()
    }

    /// Whether the log waits for a batch.
    #[cfg(test)]
    pub(super) fn log_is_free(&self) -> bool {
        matches!(self.handover.slot().log, LogIs::Free)
    }
}

/// Somebody who has the papers. When he gets up, he offers the open batch to a log that is free:
/// whoever came to append meanwhile found the papers taken, and waits for it. The fields are let go of
/// in their order: the papers before the slot, and a world that nobody sees any more, which takes a
/// while to be freed, at the end.
pub(super) struct Sitting<'a> {
    papers: MutexGuard<'a, Papers>,
    slot: Option<MutexGuard<'a, Slot>>,
    outlived: Option<Arc<Published>>,
    desk: &'a Desk,
}

impl<'a> Sitting<'a> {
    fn of(desk: &'a Desk, papers: MutexGuard<'a, Papers>) -> Self {
        Self { papers, slot: None, outlived: None, desk }
    }
}

impl Deref for Sitting<'_> {
    type Target = Papers;

    fn deref(&self) -> &Papers {
        &self.papers
    }
}

impl DerefMut for Sitting<'_> {
    fn deref_mut(&mut self) -> &mut Papers {
        &mut self.papers
    }
}

impl Drop for Sitting<'_> {
    fn drop(&mut self) {
        let mut slot = self.desk.handover.slot();
        self.desk.offer(&mut slot, &mut self.papers);
        self.outlived = slot.outlived.take();
        self.slot = Some(slot);
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

    /// Decides a command as of now.
    pub(super) fn take_command(&mut self, Asked { submission, to }: Asked) {
        // What he is told if it is never decided.
        let (now, verdict) = (self.now, Err(undecidable()));
        self.take(Entry::Command { now, submission, to, verdict });
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
        let options = Some(&self.options);
        let catch_up = || draft.catch_up(self.now, options, &mut means.entropy);
        // A draft that may be half changed is forgotten.
        let caught_up = catch_unwind(AssertUnwindSafe(catch_up))
            .unwrap_or_else(|_| Err(LogError::Encode("time panicked".into())));
        caught_up.unwrap_or_else(|error| {
            self.fail(&error);
            CaughtUp::Yes
        })
    }

    /// Whether something is due before the next is decided.
    fn is_behind(&mut self) -> bool {
        let draft = &self.open.draft;
        self.now = draft.instant(self.means.clock.now());
        self.broken.is_none() && draft.world.due(self.now).is_some()
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
