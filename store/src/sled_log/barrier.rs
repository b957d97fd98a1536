use std::fs::File;

use super::guard::sled_error;
use super::layout::Layout;
use crate::error::{LogError, io_error};

/// What makes that which was written survive a power cut.
pub(super) trait Barrier: Send {
    /// Returns once it does.
    fn pass(&mut self, db: &sled::Db, file: &File, layout: &Layout) -> Result<(), LogError>;
}

/// sled's `flush` hands its buffers to the operating system, but on Linux it only calls
/// `sync_file_range`, which promises nothing; `sync_data` on the same file makes the disk have it.
pub(super) struct FlushAndSync;

impl Barrier for FlushAndSync {
    fn pass(&mut self, db: &sled::Db, file: &File, layout: &Layout) -> Result<(), LogError> {
        db.flush().map_err(sled_error("flushing"))?;
        file.sync_data().map_err(io_error("syncing", &layout.db))
    }
}
