use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::ops::ControlFlow;

use loggia_core::scalar::{ContentHash, FileSize};
use sha2::{Digest, Sha256};

use super::{BUFFER_BYTES, Damage, Files};

/// Damaged files that are told by name at most.
pub const DAMAGED_NAMED_MAX: usize = 100;

/// What reading all attached files again has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilesFound {
    /// Contents that are as they were attached.
    pub whole: u64,
    /// Their bytes together.
    pub bytes: u64,
    /// Those that are not, the first [`DAMAGED_NAMED_MAX`] of them.
    pub damaged: Vec<(ContentHash, Damage)>,
    /// How many are not.
    pub damaged_count: u64,
    /// Files that no attachment has any more, or ever had.
    pub unattached: u64,
}

impl Files {
    /// Reads all `contents` again and compares them with their hashes; none where it was stopped.
    /// Blocking and long.
    pub fn verify(
        &self,
        contents: &BTreeMap<ContentHash, FileSize>,
        go_on: &mut dyn FnMut() -> ControlFlow<()>,
    ) -> io::Result<Option<FilesFound>> {
        let mut found = FilesFound::default();
        for (content, size) in contents {
            if go_on().is_break() {
                return Ok(None);
            }
            match self.is_whole(*content, *size) {
                Ok(()) => {
                    found.whole += 1;
                    found.bytes = found.bytes.saturating_add(size.bytes());
                }
                Err(damage) => {
                    tracing::error!(file = %content, %damage, "an attached file is damaged");
                    found.damaged_count += 1;
                    if found.damaged.len() < DAMAGED_NAMED_MAX {
                        found.damaged.push((*content, damage));
                    }
                }
            }
        }
        for entry in fs::read_dir(&self.0.dir)? {
            let entry = entry?;
            let named = entry.file_name().to_str().and_then(|name| name.parse().ok());
            let attached = named.is_some_and(|name: ContentHash| contents.contains_key(&name));
            found.unattached += u64::from(entry.file_type()?.is_file() && !attached);
        }
        Ok(Some(found))
    }

    fn is_whole(&self, content: ContentHash, size: FileSize) -> Result<(), Damage> {
        let mut file = File::open(self.path(content))?;
        if file.metadata()?.len() != size.bytes() {
            return Err(Damage::Differs);
        }
        let (mut hash, mut buffer) = (Sha256::new(), vec![0; BUFFER_BYTES]);
        loop {
            let read = file.read(&mut buffer)?;
            match buffer.get(..read) {
                None | Some([]) => break,
                Some(bytes) => hash.update(bytes),
            }
        }
        match ContentHash::new(hash.finalize().into()) == content {
            true => Ok(()),
            false => Err(Damage::Differs),
        }
    }
}
