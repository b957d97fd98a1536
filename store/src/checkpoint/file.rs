use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::{Notary, NoteFlaw, Signed};
use crate::error::{LogError, io_error};

/// A checkpoint takes about 250 bytes; the rest of its slot is empty lines.
const SLOT_BYTES: usize = 1024;

/// Two slots, written by turns: a torn write leaves the other one.
const SLOTS: usize = 2;

/// The checkpoint on disk.
pub(crate) struct CheckpointFile {
    path: PathBuf,
    file: File,
    next: usize,
}

impl CheckpointFile {
    /// The newest checkpoint of the file; none where there is no file.
    pub(crate) fn read(path: &Path, notary: &Notary) -> Result<Option<Signed>, LogError> {
        let mut bytes = Vec::new();
        let most = u64::try_from(SLOTS.saturating_mul(SLOT_BYTES)).unwrap_or(u64::MAX);
        match File::open(path) {
            Ok(file) => {
                file.take(most).read_to_end(&mut bytes).map_err(io_error("reading", path))?
            }
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(io_error("opening", path)(error)),
        };
        let slots: Vec<_> = bytes.chunks(SLOT_BYTES).map(|slot| notary.read(trim(slot))).collect();
        let newest = slots.iter().filter_map(|slot| slot.ok()).max_by_key(|signed| signed.size);
        if newest.is_some() {
            return Ok(newest);
        }
        let path = path.to_owned();
        if slots.contains(&Err(NoteFlaw::OtherKey)) {
            return Err(LogError::KeyMismatch { path });
        }
        let why = slots.iter().find_map(|slot| match slot {
            Err(NoteFlaw::Damaged(why)) => Some(*why),
            Err(NoteFlaw::OtherKey) | Ok(_) => None,
        });
        Err(LogError::CheckpointDamaged { path, why: why.unwrap_or("it is empty") })
    }

    /// Opens the file to write, and makes it where there is none.
    pub(crate) fn open(path: &Path) -> Result<Self, LogError> {
        let mut options = OpenOptions::new();
        let file = options.write(true).create(true).truncate(false).open(path);
        let file = file.map_err(io_error("opening", path))?;
        Ok(Self { path: path.to_owned(), file, next: 0 })
    }

    /// Writes a checkpoint over the older of the two.
    pub(crate) fn write(&mut self, notary: &Notary, signed: Signed) -> Result<(), LogError> {
        let mut slot = notary.sign(signed)?;
        slot.resize(SLOT_BYTES, b'\n');
        let at = u64::try_from(self.next.saturating_mul(SLOT_BYTES)).unwrap_or(0);
        let written = self.file.seek(SeekFrom::Start(at)).and_then(|_| self.file.write_all(&slot));
        written.map_err(io_error("writing", &self.path))?;
        self.next = self.next.saturating_add(1) % SLOTS;
        Ok(())
    }

    /// Writes a checkpoint into both slots and waits until the disk has it.
    pub(crate) fn settle(&mut self, notary: &Notary, signed: Signed) -> Result<(), LogError> {
        for _ in 0..SLOTS {
            self.write(notary, signed)?;
            self.sync()?;
        }
        Ok(())
    }

    pub(crate) fn sync(&self) -> Result<(), LogError> {
        self.file.sync_data().map_err(io_error("syncing", &self.path))
    }
}

/// The note without the empty lines that fill its slot.
fn trim(slot: &[u8]) -> &[u8] {
    let filled = slot.iter().rev().take_while(|byte| **byte == b'\n').count();
    let end = slot.len().saturating_sub(filled).saturating_add(1);
    slot.get(..end).unwrap_or(slot)
}

#[cfg(test)]
mod tests {
    use super::super::key;
    use super::*;
    use crate::hash::Hash;
    use loggia_core::world::Seq;

    fn signed(size: u64) -> Signed {
        Signed { size: Seq(size), root: Hash([size as u8; 32]) }
    }

    #[test]
    fn a_torn_write_leaves_the_checkpoint_before() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("checkpoint");
        let (_, notary) = key::make("loggia/test", [1; 32]).unwrap();
        assert_eq!(CheckpointFile::read(&path, &notary).unwrap(), None);
        let mut file = CheckpointFile::open(&path).unwrap();
        file.write(&notary, signed(1)).unwrap();
        file.write(&notary, signed(2)).unwrap();
        file.write(&notary, signed(3)).unwrap();
        assert_eq!(CheckpointFile::read(&path, &notary).unwrap(), Some(signed(3)));
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[40] = 0;
        std::fs::write(&path, &bytes).unwrap();
        assert_eq!(CheckpointFile::read(&path, &notary).unwrap(), Some(signed(2)));
        std::fs::write(&path, &bytes[..SLOT_BYTES]).unwrap();
        let refused = CheckpointFile::read(&path, &notary);
        assert!(matches!(refused, Err(LogError::CheckpointDamaged { .. })), "{refused:?}");
    }
}
