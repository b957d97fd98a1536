use std::collections::VecDeque;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use loggia_core::delivery::MediaType;
use loggia_core::scalar::{ContentHash, FILE_BYTES_MAX, FileSize};
use sha2::{Digest, Sha256};
use tokio::fs::{File, OpenOptions};
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

use super::{BUFFER_BYTES, Files, INCOMING};

/// Why a file is not taken.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    /// More than [`FILE_BYTES_MAX`].
    #[error("it has more than {FILE_BYTES_MAX} bytes")]
    TooLarge,
    /// Nothing is in it.
    #[error("it is empty")]
    Empty,
    /// It is not what its name says.
    #[error("its content is not of the type that its name tells")]
    OfAnotherType,
    /// The disk does not take it.
    #[error(transparent)]
    Disk(#[from] io::Error),
}

/// A file that is coming: on disk, with a bounded part of it in memory.
pub struct Incoming {
    file: File,
    left: Leftover,
    hash: Sha256,
    bytes: u64,
    /// The first [`BUFFER_BYTES`].
    head: Vec<u8>,
    /// The last [`BUFFER_BYTES`].
    tail: VecDeque<u8>,
    /// Whether there were controls that no text has.
    controls: bool,
}

/// The file by its passing name; removed when dropped before it has another.
struct Leftover(PathBuf);

impl Drop for Leftover {
    fn drop(&mut self) {
        // Where it has its name by now there is nothing to remove; the next start sees to the rest.
        let _ = fs::remove_file(&self.0);
    }
}

impl Files {
    /// Begins to take a file in.
    pub async fn receive(&self) -> io::Result<Incoming> {
        let path = self.0.dir.join(INCOMING).join(Uuid::new_v4().simple().to_string());
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        options.mode(0o600);
        let file = options.open(&path).await?;
        Ok(Incoming {
            file,
            left: Leftover(path),
            hash: Sha256::new(),
            bytes: 0,
            head: Vec::new(),
            tail: VecDeque::new(),
            controls: false,
        })
    }
}

impl Incoming {
    /// Takes the next bytes.
    pub async fn take(&mut self, chunk: &[u8]) -> Result<(), NotTaken> {
        self.bytes = self.bytes.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
        if self.bytes > FILE_BYTES_MAX.into() {
            return Err(NotTaken::TooLarge);
        }
        self.hash.update(chunk);
        let room = BUFFER_BYTES.saturating_sub(self.head.len());
        self.head.extend(chunk.iter().take(room));
        let last = chunk.len().saturating_sub(BUFFER_BYTES);
        self.tail.extend(chunk.iter().skip(last));
        let over = self.tail.len().saturating_sub(BUFFER_BYTES);
        self.tail.drain(..over);
        self.controls |= chunk.iter().any(|byte| is_no_text(*byte));
        Ok(self.file.write_all(chunk).await?)
    }

    /// How much of it is in memory.
    #[cfg(test)]
    pub(super) fn held_bytes(&self) -> usize {
        self.head.len() + self.tail.len()
    }

    /// It has come whole, and is durable when this answers.
    pub async fn finish(mut self, declared: MediaType) -> Result<Arrived, NotTaken> {
        let size = FileSize::new(self.bytes).map_err(|_| NotTaken::Empty)?;
        if !self.is(declared) {
            return Err(NotTaken::OfAnotherType);
        }
        self.file.flush().await?;
        self.file.sync_all().await?;
        let content = ContentHash::new(self.hash.finalize().into());
        Ok(Arrived { left: self.left, content, size })
    }

    /// Whether the content is of a type, as far as its bytes tell.
    fn is(&mut self, declared: MediaType) -> bool {
        let found = infer::get(&self.head).map(|found| found.mime_type());
        // Which part comes first is up to the program that wrote the archive; the directory at its end
        // names them all.
        let archive = |part: &[u8]| self.head.starts_with(b"PK\x03\x04") && names(&self.tail, part);
        match declared {
            MediaType::Pdf | MediaType::Png | MediaType::Jpeg => found == Some(declared.mime()),
            MediaType::Xlsx => archive(b"xl/workbook."),
            MediaType::Docx => archive(b"word/document"),
            MediaType::Text | MediaType::Csv => {
                let other = [MediaType::Pdf, MediaType::Png, MediaType::Jpeg].map(MediaType::mime);
                let page =
                    found.is_some_and(|found| found == "text/html" || other.contains(&found));
                !self.controls && !page
            }
        }
    }
}

/// Controls that stand in no text, whatever its encoding of 8 bits: all but tabs, ends of lines and
/// pages, and the escapes of some old encodings.
fn is_no_text(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)
}

fn names(tail: &VecDeque<u8>, part: &[u8]) -> bool {
    let (one, other) = tail.as_slices();
    let tail = [one, other].concat();
    tail.windows(part.len()).any(|window| window == part)
}

/// A file that has come whole and is durable, without its name yet.
pub struct Arrived {
    left: Leftover,
    pub(super) content: ContentHash,
    pub(super) size: FileSize,
}

impl Arrived {
    pub(super) fn rename(&self, to: &Path) -> io::Result<()> {
        fs::rename(&self.left.0, to)
    }
}
