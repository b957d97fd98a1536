use std::sync::Arc;

use loggia_core::visibility::{Document, DocumentId, Place};
use sha2::{Digest as _, Sha256};

/// A digest that adds up: the digest of a portal is the wrapping sum of the digests of its rows, so
/// it is kept up to date row by row. It guards against our own mistakes, not against an attacker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Digest(u128);

impl Digest {
    fn of(id: DocumentId, json: &[u8]) -> Self {
        let mut hash = Sha256::new();
        hash.update(format!("{id:?}"));
        hash.update(json);
        let mut low = [0; 16];
        low.iter_mut().zip(hash.finalize()).for_each(|(to, from)| *to = from);
        Self(u128::from_le_bytes(low))
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.0 = self.0.wrapping_add(other.0);
    }

    pub(crate) fn take(&mut self, other: Self) {
        self.0 = self.0.wrapping_sub(other.0);
    }
}

/// A document as it is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it stands in its list.
    pub place: Place,
    /// Its bytes; none while the portal is cold (see [`crate::VIEW_BYTES_MAX`]).
    pub json: Option<Arc<[u8]>>,
    /// The digest of its id and bytes.
    pub digest: Digest,
}

impl Row {
    /// Renders `document` to its bytes.
    pub(crate) fn render(id: DocumentId, document: &Document) -> Self {
        // Documents are plain structs with text keys: serde_json cannot refuse them.
        let json = serde_json::to_vec(document).unwrap_or_default();
        let digest = Digest::of(id, &json);
        Self { place: document.place(), json: Some(json.into()), digest }
    }

    pub(crate) fn bytes(&self) -> usize {
        self.json.as_ref().map_or(0, |json| json.len())
    }
}
