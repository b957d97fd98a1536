use std::fs::File;
use std::path::Path;

use crate::error::{LogError, io_error};

/// What makes that which was written to a file survive a power cut.
pub(super) trait Barrier: Send + Sync {
    /// Returns once it does.
    fn pass(&self, file: &File, path: &Path) -> Result<(), LogError>;
}

/// Has the disk have it.
pub(super) struct SyncData;

impl Barrier for SyncData {
    fn pass(&self, file: &File, path: &Path) -> Result<(), LogError> {
        file.sync_data().map_err(io_error("syncing", path))
    }
}
