//! The bytes of attached files: the folder `attachments` beside the log, in which each content lies
//! once, called by its SHA-256.
//!
//! A content is durable before the command that attaches it is decided: it is written to a file of its
//! own in `attachments/incoming`, synced, given its name, and the folder synced. That is done whether
//! or not the same content is there already: the same answer and the same work tell nobody that
//! somebody else has attached it, and a damaged file is made whole. What was attached once is never
//! removed here. What came and was not attached goes as soon as its command is known not to happen;
//! what had not come whole goes at once, or with the next start after a crash. A content whose command
//! was cut off with the server may stay, attached to nothing: verifying counts it.

mod download;
mod incoming;
mod verify;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use loggia_core::access::UserId;
use loggia_core::scalar::{ContentHash, FileSize};
use loggia_core::world::World;

pub use download::{Damage, Download};
pub use incoming::{Arrived, Incoming, NotTaken};
pub use verify::{DAMAGED_NAMED_MAX, FilesFound};

use super::AppError;
use crate::turns::{Turn, Turns};

/// Files that one user sends at the same time.
pub const UPLOADS_PER_USER_MAX: usize = 2;

/// Files that all users together send at the same time.
pub const UPLOADS_MAX: usize = 32;

/// Files that one user reads at the same time.
pub const DOWNLOADS_PER_USER_MAX: usize = 8;

/// Files that all users together read at the same time.
pub const DOWNLOADS_MAX: usize = 256;

/// Bytes that are held of a file at a time while it comes, goes or is verified.
const BUFFER_BYTES: usize = 64 * 1024;

/// Where files that have not come whole yet lie.
const INCOMING: &str = "incoming";

/// The folder of attached files. Cheap to clone.
#[derive(Clone)]
pub struct Files(Arc<Inner>);

struct Inner {
    dir: PathBuf,
    /// Contents about whose commands nothing is known yet, and how many such commands there are.
    pending: Mutex<BTreeMap<ContentHash, usize>>,
    uploads: Turns,
    downloads: Turns,
}

impl Files {
    /// Opens the folder, makes it where it is missing, and removes what had not come whole. Blocking.
    pub(super) fn open(dir: &Path) -> Result<Self, AppError> {
        let incoming = dir.join(INCOMING);
        for folder in [dir, &incoming] {
            make_folder(folder).map_err(|error| AppError::file("making", folder, error))?;
        }
        let left = fs::read_dir(&incoming).and_then(|entries| {
            for entry in entries {
                fs::remove_file(entry?.path())?;
            }
            Ok(())
        });
        left.map_err(|error| AppError::file("clearing", &incoming, error))?;
        let synced = [Some(dir), dir.parent().filter(|folder| !folder.as_os_str().is_empty())];
        for folder in synced.into_iter().flatten() {
            sync(folder).map_err(|error| AppError::file("syncing", folder, error))?;
        }
        Ok(Self(Arc::new(Inner {
            dir: dir.to_owned(),
            pending: Mutex::default(),
            uploads: Turns::new(UPLOADS_PER_USER_MAX, UPLOADS_MAX),
            downloads: Turns::new(DOWNLOADS_PER_USER_MAX, DOWNLOADS_MAX),
        })))
    }

    /// A place to take a file in; none while a user, or all of them, send too many.
    pub(crate) fn to_send(&self, user: UserId) -> Option<Turn> {
        self.0.uploads.enter(user)
    }

    /// A place to give a file out; none while a user, or all of them, read too many.
    pub(crate) fn to_read(&self, user: UserId) -> Option<Turn> {
        self.0.downloads.enter(user)
    }

    fn path(&self, content: ContentHash) -> PathBuf {
        self.0.dir.join(content.to_string())
    }

    fn pending(&self) -> MutexGuard<'_, BTreeMap<ContentHash, usize>> {
        self.0.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives a file that has come its name, durably. Blocking.
    pub fn keep(&self, arrived: Arrived) -> io::Result<Kept> {
        let (content, size) = (arrived.content, arrived.size);
        // Before it has its name: nobody who ends meanwhile may take the content away.
        *self.pending().entry(content).or_default() += 1;
        let kept = Kept { files: self.clone(), content, size };
        match arrived.rename(&self.path(content)).and_then(|()| sync(&self.0.dir)) {
            Ok(()) => Ok(kept),
            Err(error) => {
                kept.settle();
                Err(error)
            }
        }
    }
}

/// A content that has its name, until what became of its command is known. Dropped without a word it
/// stays: the command may still happen.
pub struct Kept {
    files: Files,
    /// Its hash.
    pub content: ContentHash,
    /// Its size.
    pub size: FileSize,
}

impl Kept {
    /// The command happened, or never will: what nobody ever attached goes. `world` tells the newest
    /// world, which holds whatever came of the command. Blocking.
    pub fn end(self, world: impl FnOnce() -> Arc<World>) {
        let mut pending = self.files.pending();
        let others = settle(&mut pending, self.content);
        // Looked at under the lock: whoever brought the same and was done before us is in this world,
        // and might not be in an earlier one.
        if others == 0 && !world().delivery.was_attached(self.content) {
            // While the lock is held nobody else brings the same content.
            if let Err(error) = fs::remove_file(self.files.path(self.content)) {
                tracing::warn!(%error, file = %self.content, "a file that was refused is left");
            }
        }
    }

    fn settle(&self) {
        settle(&mut self.files.pending(), self.content);
    }
}

/// One command less; how many are left.
fn settle(pending: &mut BTreeMap<ContentHash, usize>, content: ContentHash) -> usize {
    let left = pending.get(&content).map_or(0, |count| count.saturating_sub(1));
    match left {
        0 => pending.remove(&content),
        left => pending.insert(content, left),
    };
    left
}

fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(unix)]
fn make_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    // One that was there may have other rights.
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn make_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

#[cfg(test)]
mod tests;
