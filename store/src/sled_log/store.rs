use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread;
use std::time::{Duration, Instant};

use super::guard::{guard, sled_error};
use super::layout::Layout;
use crate::checkpoint::Notary;
use crate::error::LogError;
use crate::log::Head;

/// Pages that sled keeps in memory. The log is read once at start and then mostly appended to.
const CACHE_BYTES: u64 = 32 * 1024 * 1024;

/// Pages larger than a segment allows go to blobs; with 8 MiB none of ours does.
const SEGMENT_BYTES: usize = 8 * 1024 * 1024;

/// How long to wait for sled's own lock: it is released a moment after the last handle is dropped.
const LOCK_WAIT_MS_MAX: u64 = 5_000;

const LOCK_RETRY_MS: u64 = 10;

/// sled with its two trees.
#[derive(Clone)]
pub(super) struct Store {
    pub(super) db: sled::Db,
    /// The blocks.
    pub(super) log: sled::Tree,
    /// What is derived from them.
    pub(super) derived: sled::Tree,
}

impl Store {
    pub(super) fn open(layout: &Layout) -> Result<Self, LogError> {
        let until = Instant::now() + Duration::from_millis(LOCK_WAIT_MS_MAX);
        loop {
            match guard("opening", || Self::open_once(layout)) {
                Err(LogError::Sled { message, .. }) if is_lock(&message) => {
                    if Instant::now() >= until {
                        return Err(LogError::Locked { path: layout.db.clone() });
                    }
                    thread::sleep(Duration::from_millis(LOCK_RETRY_MS));
                }
                opened => return opened,
            }
        }
    }

    fn open_once(layout: &Layout) -> Result<Self, LogError> {
        let config = sled::Config::new()
            .path(&layout.sled)
            .cache_capacity(CACHE_BYTES)
            .segment_size(SEGMENT_BYTES)
            .mode(sled::Mode::HighThroughput)
            .flush_every_ms(None);
        let db = config.open().map_err(sled_error("opening"))?;
        let log = db.open_tree("log").map_err(sled_error("opening the log"))?;
        let derived = db.open_tree("derived").map_err(sled_error("opening derived data"))?;
        Ok(Self { db, log, derived })
    }
}

/// sled has no error of its own for it.
fn is_lock(message: &str) -> bool {
    message.contains("could not acquire lock")
}

/// What the log shares with its readers. Closing takes the store away from all of them, so that
/// nobody keeps the files open.
pub(super) struct Shared {
    pub(super) layout: Layout,
    pub(super) notary: Notary,
    store: RwLock<Option<Store>>,
    head: Mutex<Head>,
}

impl Shared {
    pub(super) fn new(layout: Layout, notary: Notary, store: Store, head: Head) -> Arc<Self> {
        Arc::new(Self { layout, notary, store: RwLock::new(Some(store)), head: Mutex::new(head) })
    }

    /// Works with the store, unless it is closed; panics of sled are errors.
    pub(super) fn with<T>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&Store) -> Result<T, LogError>,
    ) -> Result<T, LogError> {
        let store = self.store.read().unwrap_or_else(PoisonError::into_inner);
        let store = store.as_ref().ok_or(LogError::Closed)?;
        guard(doing, || work(store))
    }

    /// Waits for whoever works with the store, and drops it.
    pub(super) fn close(&self) -> Result<(), LogError> {
        let mut store = self.store.write().unwrap_or_else(PoisonError::into_inner);
        let store = store.take();
        guard("closing", || {
            drop(store);
            Ok(())
        })
    }

    pub(super) fn head(&self) -> Head {
        *self.head.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn set_head(&self, head: Head) {
        *self.head.lock().unwrap_or_else(PoisonError::into_inner) = head;
    }
}
