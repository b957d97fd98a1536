use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::Arc;

use loggia_core::world::Seq;

use super::settler::Settler;
use crate::codec::record::record;
use crate::error::{LogError, io_error};
use crate::sled_log::store::Shared;

/// A file of the journal that has so many bytes is full.
///
/// It bounds what sled holds that is not synced: twice as much. sled writes over a segment once what
/// replaces it lies a whole segment of 8 MiB behind; that is synced by then (ADR 14).
pub(super) const FILE_BYTES_MAX: u64 = 1024 * 1024;

/// A file with so many bytes holds a block larger than others: nothing is written before sled's file
/// has it, too.
const LARGE_BYTES: u64 = 2 * FILE_BYTES_MAX;

/// The journal, for the one that appends.
pub(in crate::sled_log) struct Journal {
    /// The one that is written to.
    current: OpenFile,
    /// The one that was full before; sled may still be getting durable what is in it.
    other: OpenFile,
    bytes: u64,
    shared: Arc<Shared>,
    settler: Settler,
}

struct OpenFile {
    path: PathBuf,
    file: File,
}

impl Journal {
    /// Opens both files, or makes them. Whatever is in them must lie in sled, and be durable there.
    pub(in crate::sled_log) fn open(shared: Arc<Shared>) -> Result<Self, LogError> {
        let [current, other] = shared.layout.journal.clone().map(|path| {
            let options = File::options().write(true).create(true).truncate(false).open(&path);
            options.map_err(io_error("opening", &path)).map(|file| OpenFile { path, file })
        });
        let (current, other) = (current?, other?);
        let settler = Settler::start(shared.clone())?;
        Ok(Self { current, other, bytes: 0, shared, settler })
    }

    /// Writes a block and returns once it survives a power cut.
    pub(in crate::sled_log) fn write(
        &mut self,
        first: Seq,
        payload: &[u8],
    ) -> Result<(), LogError> {
        if self.bytes >= FILE_BYTES_MAX {
            self.turn()?;
        }
        let record = record(first, payload);
        let OpenFile { path, file } = &mut self.current;
        file.write_all(&record).map_err(io_error("writing", path))?;
        self.shared.barrier.pass(file, path)?;
        self.bytes = self.bytes.saturating_add(u64::try_from(record.len()).unwrap_or(u64::MAX));
        Ok(())
    }

    /// Goes over to the other file once sled's has what is in it, and has it get what is in this one.
    fn turn(&mut self) -> Result<(), LogError> {
        self.settler.settle_on()?;
        if self.bytes >= LARGE_BYTES {
            self.settler.wait()?;
        }
        std::mem::swap(&mut self.current, &mut self.other);
        let OpenFile { path, file } = &mut self.current;
        file.seek(SeekFrom::Start(0)).map_err(io_error("writing", path))?;
        self.bytes = 0;
        Ok(())
    }

    /// Nothing more will be written; what was asked of sled's file is done.
    pub(in crate::sled_log) fn end(&mut self) -> Result<(), LogError> {
        self.settler.end()
    }

    /// Empties both files: sled's has all of it.
    pub(in crate::sled_log) fn clear(&mut self) -> Result<(), LogError> {
        [&self.current, &self.other].into_iter().try_for_each(|OpenFile { path, file }| {
            let cleared = file.set_len(0).and_then(|()| file.sync_data());
            cleared.map_err(io_error("emptying", path))
        })
    }
}
