use aes_gcm_siv::aead::{Aead, KeyInit, Payload};
use aes_gcm_siv::{Aes256GcmSiv, Nonce};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::Key;
use super::value::Sorted;
use crate::http::Problem;

/// Longest cursor that is looked at.
const CURSOR_CHARS_MAX: usize = 4_096;

/// Seals cursors, so that nobody reads or makes one. The nonce is always the same: GCM-SIV then only
/// tells that two cursors are equal, which the rows tell as well, and the past has the same bytes as
/// the present had.
pub struct Sealer(Aes256GcmSiv);

/// The last row of a page.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Cursor {
    /// Its value in the column that the list is sorted by.
    pub(super) sorted: Option<Sorted>,
    /// Where it stands.
    pub(super) key: Key,
}

impl Sealer {
    /// Under the key of this workspace.
    pub fn new(key: &[u8; 32]) -> Self {
        Self(Aes256GcmSiv::new(key.into()))
    }

    /// `belongs` is whose list, which one, and what was asked: a cursor is good for nothing else.
    pub(super) fn seal(&self, cursor: &Cursor, belongs: &str) -> Option<String> {
        let text = serde_json::to_vec(cursor).ok()?;
        let payload = Payload { msg: &text, aad: belongs.as_bytes() };
        let sealed = self.0.encrypt(&Nonce::default(), payload).ok()?;
        Some(BASE64_URL_SAFE_NO_PAD.encode(sealed))
    }

    pub(super) fn open(&self, text: &str, belongs: &str) -> Result<Cursor, Problem> {
        let open = || {
            let sealed = (text.len() <= CURSOR_CHARS_MAX).then_some(text)?;
            let sealed = BASE64_URL_SAFE_NO_PAD.decode(sealed).ok()?;
            let payload = Payload { msg: &sealed, aad: belongs.as_bytes() };
            let text = self.0.decrypt(&Nonce::default(), payload).ok()?;
            serde_json::from_slice(&text).ok()
        };
        open().ok_or_else(|| Problem::bad_query("cursor"))
    }
}

#[cfg(test)]
mod tests {
    use loggia_core::visibility::Place;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_cursor_is_good_for_its_list_only_and_cannot_be_changed() {
        let sealer = Sealer::new(&[7; 32]);
        let key = Key { place: Place::by("Case 9", 1), id: Uuid::from_u128(1), number: 0 };
        let cursor = Cursor { sorted: Some(Sorted::Number(1)), key };
        let sealed = sealer.seal(&cursor, "ada").unwrap();
        assert_eq!(sealed, sealer.seal(&cursor, "ada").unwrap());
        assert_eq!(sealer.open(&sealed, "ada").unwrap(), cursor);
        assert!(sealer.open(&sealed, "bob").is_err());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            assert!(sealer.open(&String::from_utf8(changed).unwrap(), "ada").is_err(), "{at}");
        }
    }
}
