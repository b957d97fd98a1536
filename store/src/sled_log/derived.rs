use std::sync::Arc;

use super::guard::sled_error;
use super::store::{Shared, Store};
use crate::codec::{VALUE_BYTES_MAX, frame};
use crate::error::LogError;

/// Longest key of a derived record.
const KEY_BYTES_MAX: usize = 1024;

/// A store for what is derived from the log. It may lose what was not flushed and it may be thrown
/// away; what it gives back is what was put in, or nothing.
///
/// It closes with its log.
#[derive(Clone)]
pub struct Derived(Arc<Shared>);

impl Derived {
    /// Largest value; larger ones must be split.
    pub const VALUE_BYTES_MAX: usize = VALUE_BYTES_MAX - frame::FRAME_BYTES;

    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self(shared)
    }

    /// The value under `key`; a damaged one is not there.
    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, LogError> {
        let work = |store: &Store| {
            let framed = store.derived.get(key).map_err(sled_error("reading derived data"))?;
            Ok(framed.and_then(|framed| frame::open(key, &framed).ok().map(<[u8]>::to_vec)))
        };
        self.0.with("reading derived data", work)
    }

    /// The keys that begin with `prefix`, in order.
    pub fn keys(&self, prefix: &[u8]) -> Result<Vec<Vec<u8>>, LogError> {
        self.0.with("reading derived data", |store| {
            let keys = store.derived.scan_prefix(prefix).keys();
            let keys = keys.map(|key| key.map(|key| key.to_vec()));
            keys.collect::<Result<_, _>>().map_err(sled_error("reading derived data"))
        })
    }

    /// Puts every `Some` and takes every `None` away, all or nothing. Refused when a key is longer
    /// than 1 KiB or a value longer than [`Derived::VALUE_BYTES_MAX`].
    pub fn put_all(&self, records: Vec<(Vec<u8>, Option<Vec<u8>>)>) -> Result<(), LogError> {
        let mut batch = sled::Batch::default();
        for (key, value) in records {
            let length = value.as_ref().map_or(0, Vec::len);
            if key.len() > KEY_BYTES_MAX || length > Self::VALUE_BYTES_MAX {
                let (key_max, value_max) = (KEY_BYTES_MAX, Self::VALUE_BYTES_MAX);
                return Err(LogError::DerivedTooLarge { key_max, value_max });
            }
            match value {
                Some(value) => batch.insert(key.as_slice(), frame::seal(&key, &[&value])),
                None => batch.remove(key),
            }
        }
        self.0.with("writing derived data", |store| {
            store.derived.apply_batch(batch).map_err(sled_error("writing derived data"))
        })
    }

    /// Throws everything away.
    pub fn clear(&self) -> Result<(), LogError> {
        self.0.with("clearing derived data", |store| {
            store.derived.clear().map_err(sled_error("clearing derived data"))
        })
    }

    /// Hands what was put to the operating system: it survives the process, not a power cut.
    pub fn flush(&self) -> Result<(), LogError> {
        self.0.with("flushing derived data", |store| {
            store.db.flush().map(drop).map_err(sled_error("flushing derived data"))
        })
    }
}
