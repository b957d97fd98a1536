use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::Published;
use super::decide::Batch;

/// Where a batch goes over from those who decide to the one who appends.
pub(super) struct Handover {
    slot: Mutex<Slot>,
    changed: Condvar,
}

/// What both see at once.
pub(super) struct Slot {
    pub(super) log: LogIs,
    pub(super) room: Room,
    /// Nothing will be decided any more.
    pub(super) stopped: bool,
    /// A world that nobody sees any more.
    pub(super) outlived: Option<Arc<Published>>,
}

/// What the one who appends is doing.
pub(super) enum LogIs {
    /// He appends the batch before the open one.
    Busy,
    /// He waits for a batch.
    Free,
    /// A batch lies ready for him.
    Offered(Box<Batch>),
}

/// Whether the thread that decides waits for room in the open batch.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// It need not, or should look again.
    MayBe,
    /// It waits for it.
    Awaited,
}

impl Handover {
    pub(super) fn new() -> Self {
        let slot = Slot { log: LogIs::Busy, room: Room::MayBe, stopped: false, outlived: None };
        Self { slot: slot.into(), changed: Condvar::new() }
    }

    pub(super) fn slot(&self) -> MutexGuard<'_, Slot> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes whoever waits.
    pub(super) fn changed(&self) {
        self.changed.notify_all();
    }

    pub(super) fn wait_while<'a>(
        &self,
        slot: MutexGuard<'a, Slot>,
        holds: impl Fn(&Slot) -> bool,
    ) -> MutexGuard<'a, Slot> {
        let waited = self.changed.wait_while(slot, |slot| holds(slot));
        waited.unwrap_or_else(PoisonError::into_inner)
    }

    /// The open batch has changed: whoever waits for room should look again.
    pub(super) fn room_may_be(&self) {
        self.slot().room = Room::MayBe;
        self.changed();
    }
}
