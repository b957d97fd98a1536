use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::error::{LogError, io_error};

/// Where everything of a log lies.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) dir: PathBuf,
    pub(super) lock: PathBuf,
    pub(super) sled: PathBuf,
    /// The one file of sled that holds the log.
    pub(super) db: PathBuf,
    pub(super) blobs: PathBuf,
    /// The two files of the journal.
    pub(super) journal: [PathBuf; 2],
    pub(super) checkpoint: PathBuf,
    pub(super) secret: PathBuf,
    pub(super) public: PathBuf,
}

impl Layout {
    pub(super) fn of(dir: &Path) -> Self {
        let sled = dir.join("log");
        Self {
            dir: dir.to_owned(),
            lock: dir.join("lock"),
            db: sled.join("db"),
            blobs: sled.join("blobs"),
            journal: [dir.join("journal.0"), dir.join("journal.1")],
            sled,
            checkpoint: dir.join("checkpoint"),
            secret: dir.join("checkpoint.key"),
            public: dir.join("checkpoint.pub"),
        }
    }

    /// Makes the folder and locks it for this process, until the file is dropped.
    pub(super) fn lock(&self) -> Result<File, LogError> {
        fs::create_dir_all(&self.dir).map_err(io_error("creating", &self.dir))?;
        let mut options = File::options();
        let file = options.write(true).create(true).truncate(false).open(&self.lock);
        let file = file.map_err(io_error("opening", &self.lock))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(LogError::Locked { path: self.lock.clone() }),
            Err(TryLockError::Error(error)) => Err(io_error("locking", &self.lock)(error)),
        }
    }

    /// Refuses a log with blobs: sled never syncs them.
    pub(super) fn without_blobs(&self) -> Result<(), LogError> {
        let files = fs::read_dir(&self.blobs).map_or(0, Iterator::count);
        let path = self.blobs.clone();
        if files == 0 { Ok(()) } else { Err(LogError::Blobs { path, files }) }
    }

    /// Makes durable what sled is going to find in its file: once it has seen it, it builds on it.
    pub(super) fn sync_db(&self) -> Result<(), LogError> {
        match File::open(&self.db) {
            Ok(file) => file.sync_data().map_err(io_error("syncing", &self.db)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(io_error("opening", &self.db)(error)),
        }
    }

    /// Makes the names of the files themselves durable.
    pub(super) fn sync_folders(&self) -> Result<(), LogError> {
        let parent = self.dir.parent().filter(|parent| !parent.as_os_str().is_empty());
        for folder in [Some(self.sled.as_path()), Some(&self.dir), parent].into_iter().flatten() {
            let synced = File::open(folder).and_then(|folder| folder.sync_all());
            synced.map_err(io_error("syncing", folder))?;
        }
        Ok(())
    }
}
