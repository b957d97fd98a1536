//! One frame around everything that is stored: what was written comes back, or nothing does.
//!
//! `format u8 | length u32 | crc32c u32 | body`, little endian. The checksum also covers the format
//! and the key, so that an intact value under another key is found out too.

use super::Flaw;

/// The newest format, and the one that is written.
pub(crate) const FORMAT: u8 = 1;

/// Bytes of a frame besides its body.
pub(crate) const FRAME_BYTES: usize = 9;

/// Puts a frame around `body`, to be stored under `key`.
pub(crate) fn seal(key: &[u8], body: &[&[u8]]) -> Vec<u8> {
    let length = body.iter().map(|part| part.len()).sum();
    let mut framed = Vec::with_capacity(FRAME_BYTES.saturating_add(length));
    seal_into(&mut framed, key, body);
    framed
}

/// The same, behind what is in `framed` already.
pub(crate) fn seal_into(framed: &mut Vec<u8>, key: &[u8], body: &[&[u8]]) {
    let length: usize = body.iter().map(|part| part.len()).sum();
    framed.push(FORMAT);
    framed.extend(u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes());
    framed.extend(checksum(FORMAT, key, body).to_le_bytes());
    for part in body {
        framed.extend_from_slice(part);
    }
}

/// How long the value is that begins like this, its frame included.
pub(crate) fn framed_len(framed: &[u8]) -> Option<usize> {
    let (_, rest) = framed.split_first()?;
    let (length, _) = rest.split_first_chunk()?;
    usize::try_from(u32::from_le_bytes(*length)).ok()?.checked_add(FRAME_BYTES)
}

/// Takes the frame off a value that was found under `key`.
pub(crate) fn open<'a>(key: &[u8], framed: &'a [u8]) -> Result<&'a [u8], Flaw> {
    const SHORT: Flaw = Flaw::Damage("it is shorter than a frame");
    let (&[format], rest) = framed.split_first_chunk().ok_or(SHORT)?;
    let (length, rest) = rest.split_first_chunk().ok_or(SHORT)?;
    let (sum, body) = rest.split_first_chunk().ok_or(SHORT)?;
    if usize::try_from(u32::from_le_bytes(*length)) != Ok(body.len()) {
        return Err(Flaw::Damage("its length is not the one in its frame"));
    }
    if u32::from_le_bytes(*sum) != checksum(format, key, &[body]) {
        return Err(Flaw::Damage("its checksum does not fit"));
    }
    if format == FORMAT { Ok(body) } else { Err(Flaw::TooNew(format)) }
}

fn checksum(format: u8, key: &[u8], body: &[&[u8]]) -> u32 {
    let sum = crc32c::crc32c_append(crc32c::crc32c(&[format]), key);
    body.iter().fold(sum, |sum, part| crc32c::crc32c_append(sum, part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_opens_under_its_own_key_only() {
        let framed = seal(b"key", &[b"bo", b"dy"]);
        assert_eq!(open(b"key", &framed), Ok(&b"body"[..]));
        assert!(open(b"kez", &framed).is_err());
    }

    #[test]
    fn every_flipped_bit_and_every_lost_byte_is_found() {
        let framed = seal(b"key", &[b"a body of some length"]);
        for at in 0..framed.len() {
            assert!(open(b"key", &framed[..at]).is_err(), "cut at {at}");
            for bit in 0..8 {
                let mut flipped = framed.clone();
                flipped[at] ^= 1 << bit;
                assert!(open(b"key", &flipped).is_err(), "byte {at} bit {bit}");
            }
        }
        assert!(open(b"key", &[framed.as_slice(), b"x"].concat()).is_err());
    }

    #[test]
    fn a_format_of_the_future_is_named_and_not_called_damage() {
        let mut framed = seal(b"key", &[b"body"]);
        framed[0] = FORMAT + 1;
        let sum = checksum(FORMAT + 1, b"key", &[b"body"]);
        framed[5..9].copy_from_slice(&sum.to_le_bytes());
        assert_eq!(open(b"key", &framed), Err(Flaw::TooNew(FORMAT + 1)));
    }
}
