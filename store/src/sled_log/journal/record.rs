use loggia_core::world::Seq;

use crate::codec::block::{PIECE_KEY_BYTES, Stored, parse, piece_key, read_key};
use crate::codec::frame;

/// How far ahead of the log a record may claim to be and still be looked at. Most of what is no
/// record is told by this, without its checksum.
const AHEAD_MAX: u64 = 1 << 32;

/// A block as it stands in a journal: its key, then a frame around all of it.
pub(super) fn record(first: Seq, payload: &[u8]) -> Vec<u8> {
    let key = piece_key(first, 0);
    let mut record = Vec::with_capacity(PIECE_KEY_BYTES + frame::FRAME_BYTES + payload.len());
    record.extend(key);
    frame::seal_into(&mut record, &key, &[payload]);
    record
}

/// The blocks in a file of the journal that end after `after`, each with its bytes.
///
/// Whatever is no whole record is passed over, byte by byte: the end of one that a power cut tore,
/// what an earlier turn left, and damage. Who reads sees by the gap whether something is missing in
/// between.
pub(super) fn records(file: &[u8], after: Seq) -> Vec<(Stored<'_>, &[u8])> {
    let mut found = Vec::new();
    let mut rest = file;
    while let Some((_, next)) = rest.split_first() {
        rest = match read(rest, after) {
            None => next,
            Some((block, payload, behind)) => {
                if block.last() > after {
                    found.push((block, payload));
                }
                behind
            }
        };
    }
    found
}

/// The record at the beginning of `bytes`, and what is behind it.
fn read(bytes: &[u8], after: Seq) -> Option<(Stored<'_>, &[u8], &[u8])> {
    let (key, framed) = bytes.split_at_checked(PIECE_KEY_BYTES)?;
    let (first, index) = read_key(key)?;
    if index != 0 || first.0.saturating_sub(after.0) > AHEAD_MAX {
        return None;
    }
    let (framed, behind) = framed.split_at_checked(frame::framed_len(framed)?)?;
    let payload = frame::open(key, framed).ok()?;
    Some((parse(first, payload).ok()?, payload, behind))
}
