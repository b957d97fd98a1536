//! A block in one piece, as it stands in a journal, and the search for such records in a file that
//! was written over many times.

use loggia_core::world::Seq;

use super::block::{PIECE_KEY_BYTES, Stored, parse, piece_key, read_key};
use super::{Flaw, frame};

/// How far ahead of the log a record may claim to be and still be looked at. Most of what is no
/// record is told by this, without its checksum.
const AHEAD_MAX: u64 = 1 << 32;

/// The record of a block: its key, then a frame around all of it.
pub(crate) fn record(first: Seq, payload: &[u8]) -> Vec<u8> {
    let key = piece_key(first, 0);
    let mut record = Vec::with_capacity(PIECE_KEY_BYTES + frame::FRAME_BYTES + payload.len());
    record.extend(key);
    frame::seal_into(&mut record, &key, &[payload]);
    record
}

/// A block as it was found, with its bytes.
pub(crate) struct Record<'a> {
    pub(crate) block: Stored<'a>,
    pub(crate) payload: &'a [u8],
}

/// The blocks in a file of the journal that end after `after`.
///
/// Whatever is no whole record is passed over, byte by byte: the end of one that a power cut tore,
/// what an earlier turn left, and damage. Who reads sees by the gap whether something is missing in
/// between. A whole record that a later version wrote is an error, at its first commit.
pub(crate) fn records(file: &[u8], after: Seq) -> Result<Vec<Record<'_>>, (Seq, Flaw)> {
    let mut found = Vec::new();
    let mut rest = file;
    while let Some((_, next)) = rest.split_first() {
        rest = match read(rest, after)? {
            None => next,
            Some((record, behind)) => {
                if record.block.last() > after {
                    found.push(record);
                }
                behind
            }
        };
    }
    Ok(found)
}

type Read<'a> = Option<(Record<'a>, &'a [u8])>;

/// The record at the beginning of `bytes`, and what is behind it.
fn read(bytes: &[u8], after: Seq) -> Result<Read<'_>, (Seq, Flaw)> {
    let Some((key, first, framed, behind)) = framed(bytes, after) else { return Ok(None) };
    let block = frame::open(key, framed).and_then(|payload| {
        let block = parse(first, payload)?;
        Ok(Record { block, payload })
    });
    match block {
        Ok(record) => Ok(Some((record, behind))),
        Err(Flaw::Damage(_)) => Ok(None),
        Err(flaw @ Flaw::TooNew(_)) => Err((first, flaw)),
    }
}

type Framed<'a> = (&'a [u8], Seq, &'a [u8], &'a [u8]);

/// What would be the key, the first commit and the frame, if a record began here, and the rest.
fn framed(bytes: &[u8], after: Seq) -> Option<Framed<'_>> {
    let (key, rest) = bytes.split_at_checked(PIECE_KEY_BYTES)?;
    let (first, index) = read_key(key)?;
    if index != 0 || first.0.saturating_sub(after.0) > AHEAD_MAX {
        return None;
    }
    let (framed, behind) = rest.split_at_checked(frame::framed_len(rest)?)?;
    Some((key, first, framed, behind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::block;
    use crate::conformance::block as sample;
    use crate::hash::Hash;
    use crate::log::Head;

    fn of(first: u64) -> Vec<u8> {
        let after = Head { seq: Seq(first - 1), ..Head::empty() };
        record(Seq(first), &block::encode(&sample(after, &[1, 1]), Hash([5; 32])))
    }

    fn found(file: &[u8], after: u64) -> Vec<u64> {
        let found = records(file, Seq(after)).unwrap();
        found.iter().map(|record| record.block.first.0).collect()
    }

    #[test]
    fn records_are_found_between_what_is_none() {
        let torn = &of(5)[..40];
        // Records of an earlier turn stand behind those of this one.
        let file = [&of(11)[..], torn, &of(13), &[0; 300], &of(3), &of(7)].concat();
        assert_eq!(found(&file, 10), vec![11, 13]);
        assert_eq!(found(&file, 7), vec![11, 13, 7], "it ends with commit 8");
        assert_eq!(found(&file[1..], 10), vec![13]);
        assert!(found(&[], 0).is_empty());
    }

    #[test]
    fn no_cut_and_no_flipped_bit_makes_another_record() {
        let whole = of(1);
        for at in 0..whole.len() {
            assert!(found(&whole[..at], 0).is_empty(), "cut at {at}");
            let mut flipped = whole.clone();
            flipped[at] ^= 1 << (at % 8);
            assert!(found(&flipped, 0).is_empty(), "byte {at}");
        }
    }

    #[test]
    fn a_record_of_a_later_version_is_named() {
        let mut later = PIECE_KEY_BYTES;
        let mut file = of(9);
        let key: [u8; PIECE_KEY_BYTES] = file[..later].try_into().unwrap();
        file[later] = frame::FORMAT + 1;
        later += frame::FRAME_BYTES;
        let sum = crc32c::crc32c_append(crc32c::crc32c(&[frame::FORMAT + 1]), &key);
        let sum = crc32c::crc32c_append(sum, &file[later..]);
        file[later - 4..later].copy_from_slice(&sum.to_le_bytes());
        let refused = records(&file, Seq(8)).err();
        assert_eq!(refused, Some((Seq(9), Flaw::TooNew(frame::FORMAT + 1))));
    }
}
