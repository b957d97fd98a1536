//! The archive that a workbook is, measured before anything reads it.

use super::inflated::{NoLength, inflated_len};
use super::limits::{ARCHIVE_ENTRIES_MAX, INFLATED_BYTES_MAX};

/// Why an archive is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unsafe {
    /// Not a plain ZIP archive, or damaged; what is wrong with it.
    Damaged(&'static str),
    /// Its parts become larger than [`INFLATED_BYTES_MAX`].
    TooLarge,
}

/// What every ZIP archive begins with.
pub(super) const ARCHIVE_START: &[u8] = b"PK\x03\x04";

const DIRECTORY_END_BYTES: usize = 22;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
const ENCRYPTED: u16 = 1;

/// How many bytes all parts of the archive hold together once inflated; what the archive states
/// about that is not believed.
///
/// Only the plain form is taken that spreadsheet programs write: one directory at the very end, no
/// comment, no ZIP64, no encryption. Any other reader then finds the same parts in it.
pub(super) fn inflated_bytes(archive: &[u8]) -> Result<u64, Unsafe> {
    let (directory, count) = directory(archive)?;
    if count > ARCHIVE_ENTRIES_MAX {
        return Err(Unsafe::Damaged("it has more parts than any workbook"));
    }
    let (mut rest, mut packed, mut total) = (directory, 0_usize, 0_u64);
    for _ in 0..count {
        let (entry, next) = entry(archive, rest)?;
        rest = next;
        // Parts that overlap would multiply the work of reading them.
        packed = packed.saturating_add(entry.bytes.len());
        if packed > archive.len() {
            return Err(Unsafe::Damaged("its parts overlap"));
        }
        let left = INFLATED_BYTES_MAX.saturating_sub(total);
        total = total.saturating_add(entry.inflated(left)?);
        if total > INFLATED_BYTES_MAX {
            return Err(Unsafe::TooLarge);
        }
    }
    if rest.is_empty() { Ok(total) } else { Err(Unsafe::Damaged("its directory is too long")) }
}

fn directory(archive: &[u8]) -> Result<(&[u8], usize), Unsafe> {
    const NO_END: Unsafe = Unsafe::Damaged("it does not end with the directory of a plain archive");
    let at = archive.len().checked_sub(DIRECTORY_END_BYTES).ok_or(NO_END)?;
    let end = archive.get(at..).filter(|end| end.starts_with(b"PK\x05\x06")).ok_or(NO_END)?;
    let count = number(end, 10, 2).ok_or(NO_END)?;
    let bytes = number(end, 12, 4).ok_or(NO_END)?;
    let offset = number(end, 16, 4).ok_or(NO_END)?;
    let ends_here = offset.checked_add(bytes) == Some(at);
    // Not 65,535 parts: that would mean the larger form of the directory.
    if !ends_here || count == usize::from(u16::MAX) || number(end, 20, 2) != Some(0) {
        return Err(NO_END);
    }
    Ok((archive.get(offset..at).ok_or(NO_END)?, count))
}

struct Entry<'a> {
    method: u16,
    bytes: &'a [u8],
}

/// The first part of `directory`, and the directory after it.
fn entry<'a>(archive: &'a [u8], directory: &'a [u8]) -> Result<(Entry<'a>, &'a [u8]), Unsafe> {
    const BAD: Unsafe = Unsafe::Damaged("its directory is damaged");
    if !directory.starts_with(b"PK\x01\x02") {
        return Err(BAD);
    }
    let field = |at, bytes| number(directory, at, bytes).ok_or(BAD);
    let flags = short(directory, 8).ok_or(BAD)?;
    let method = short(directory, 10).ok_or(BAD)?;
    let (packed, stated) = (field(20, 4)?, field(24, 4)?);
    let at = field(42, 4)?;
    if [packed, stated, at].contains(&LARGER_FORM) {
        return Err(Unsafe::Damaged("it uses ZIP64, which no workbook of this size needs"));
    }
    if flags & ENCRYPTED != 0 {
        return Err(Unsafe::Damaged("it is encrypted; save it without a password"));
    }
    let length = 46 + field(28, 2)? + field(30, 2)? + field(32, 2)?;
    let next = directory.get(length..).ok_or(BAD)?;
    let local = archive.get(at..).filter(|local| local.starts_with(ARCHIVE_START)).ok_or(BAD)?;
    let name = number(local, 26, 2).ok_or(BAD)?;
    let extra = number(local, 28, 2).ok_or(BAD)?;
    let body = local.get(30 + name + extra..).ok_or(BAD)?;
    Ok((Entry { method, bytes: body.get(..packed).ok_or(BAD)? }, next))
}

const LARGER_FORM: usize = 0xffff_ffff;

impl Entry<'_> {
    fn inflated(&self, max: u64) -> Result<u64, Unsafe> {
        match self.method {
            STORED => u64::try_from(self.bytes.len()).map_err(|_| Unsafe::TooLarge),
            DEFLATED => inflated_len(self.bytes, max).map_err(|why| match why {
                NoLength::Damaged => Unsafe::Damaged("one of its parts is damaged"),
                NoLength::TooLong => Unsafe::TooLarge,
            }),
            _ => Err(Unsafe::Damaged("one of its parts is packed in a way that is not known")),
        }
    }
}

/// A little-endian number of `bytes` bytes, at most four.
fn number(from: &[u8], at: usize, bytes: usize) -> Option<usize> {
    let bytes = from.get(at..at.checked_add(bytes)?)?;
    bytes
        .iter()
        .rev()
        .try_fold(0_usize, |number, byte| number.checked_mul(256)?.checked_add(usize::from(*byte)))
}

fn short(from: &[u8], at: usize) -> Option<u16> {
    number(from, at, 2).and_then(|number| u16::try_from(number).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::sample::archive;

    #[test]
    fn parts_are_measured_not_believed() {
        assert_eq!(inflated_bytes(&archive(&[("a", b"hello"), ("b", b"you")])), Ok(8));
    }

    #[test]
    fn an_archive_with_something_behind_it_is_not_plain() {
        let mut bytes = archive(&[("a", b"hello")]);
        bytes.push(0);
        assert!(matches!(inflated_bytes(&bytes), Err(Unsafe::Damaged(_))));
    }

    #[test]
    fn a_cut_archive_is_damaged_wherever_it_is_cut() {
        let bytes = archive(&[("a", b"hello"), ("b", b"you")]);
        for end in 0..bytes.len() {
            assert!(inflated_bytes(&bytes[..end]).is_err(), "{end}");
        }
    }
}
