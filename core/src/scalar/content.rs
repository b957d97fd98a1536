use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Bytes of a SHA-256.
const BYTES: usize = 32;

/// The SHA-256 of some bytes, by which they are known and found. People and programs read and write
/// it as 64 digits of lower-case hexadecimal, the log keeps the bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = String, pattern = r"^[0-9a-f]{64}$"))]
pub struct ContentHash([u8; BYTES]);

/// The text is no SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a SHA-256 has 64 digits of lower-case hexadecimal")]
pub struct NotAContentHash;

impl ContentHash {
    /// Of the digest as it was computed.
    pub const fn new(digest: [u8; BYTES]) -> Self {
        Self(digest)
    }
}

impl FromStr for ContentHash {
    type Err = NotAContentHash;

    fn from_str(text: &str) -> Result<Self, NotAContentHash> {
        let digit = |digit: u8| match digit {
            b'0'..=b'9' => Ok(digit - b'0'),
            b'a'..=b'f' => Ok(digit - b'a' + 10),
            _ => Err(NotAContentHash),
        };
        if text.len() != 2 * BYTES {
            return Err(NotAContentHash);
        }
        let mut digest = [0; BYTES];
        let (pairs, _) = text.as_bytes().as_chunks::<2>();
        for (byte, [high, low]) in digest.iter_mut().zip(pairs) {
            *byte = digit(*high)? * 16 + digit(*low)?;
        }
        Ok(Self(digest))
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for ContentHash {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match to.is_human_readable() {
            true => to.collect_str(self),
            false => self.0.serialize(to),
        }
    }
}

impl<'de> Deserialize<'de> for ContentHash {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match from.is_human_readable() {
            true => String::deserialize(from)?.parse().map_err(de::Error::custom),
            false => <[u8; BYTES]>::deserialize(from).map(Self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_has_one_way_to_be_written() {
        let text = "00ff".repeat(16);
        let hash: ContentHash = text.parse().expect("a hash");
        assert_eq!(hash.to_string(), text);
        for bad in ["", &text[1..], &text.to_uppercase(), &"g".repeat(64), &"é".repeat(32)] {
            assert_eq!(bad.parse::<ContentHash>(), Err(NotAContentHash), "{bad}");
        }
    }
}
