use std::fs::File;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread;
use std::time::{Duration, Instant};

use loggia_core::world::Seq;

use super::barrier::Barrier;
use super::guard::{guard, sled_error};
use super::layout::Layout;
use crate::checkpoint::Notary;
use crate::codec::block;
use crate::error::{LogError, io_error};
use crate::log::Head;

/// Pages that sled keeps in memory. The log is read once at start and then mostly appended to.
const CACHE_BYTES: u64 = 32 * 1024 * 1024;

/// Pages larger than a segment allows go to blobs; with 8 MiB none of ours does.
const SEGMENT_BYTES: usize = 8 * 1024 * 1024;

/// How long to wait for sled's own lock: it is released a moment after the last handle is dropped.
const LOCK_WAIT_MS_MAX: u64 = 5_000;

const LOCK_RETRY_MS: u64 = 10;

/// sled with its tree.
#[derive(Clone)]
pub(super) struct Store {
    pub(super) db: sled::Db,
    /// The blocks.
    pub(super) log: sled::Tree,
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
        Ok(Self { db, log })
    }

    /// Puts a block, all or nothing.
    pub(super) fn put(&self, first: Seq, payload: &[u8]) -> Result<(), LogError> {
        let mut pieces = block::pieces(first, payload);
        // A batch writes and flushes a manifest of its own first; one value is atomic without.
        match pieces.pop() {
            Some((key, value)) if pieces.is_empty() => {
                self.log.insert(key, value).map(drop).map_err(sled_error("appending"))
            }
            last => {
                let mut batch = sled::Batch::default();
                for (key, value) in pieces.into_iter().chain(last) {
                    batch.insert(&key, value);
                }
                self.log.apply_batch(batch).map_err(sled_error("appending"))
            }
        }
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
    /// An own handle of sled's file, to sync it.
    db_file: File,
    pub(super) barrier: Box<dyn Barrier>,
    head: Mutex<Head>,
}

impl Shared {
    pub(super) fn new(
        layout: Layout,
        notary: Notary,
        store: Store,
        barrier: Box<dyn Barrier>,
        head: Head,
    ) -> Result<Arc<Self>, LogError> {
        let db_file = File::open(&layout.db).map_err(io_error("opening", &layout.db))?;
        let store = RwLock::new(Some(store));
        Ok(Arc::new(Self { layout, notary, store, db_file, barrier, head: Mutex::new(head) }))
    }

    /// Makes durable what sled has by now. sled's `flush` hands its buffers to the operating system,
    /// but on Linux it only calls `sync_file_range`, which promises nothing; `sync_data` on the same
    /// file makes the disk have it.
    pub(super) fn settle(&self) -> Result<(), LogError> {
        self.with("flushing", |store| store.db.flush().map(drop).map_err(sled_error("flushing")))?;
        self.barrier.pass(&self.db_file, &self.layout.db)
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
