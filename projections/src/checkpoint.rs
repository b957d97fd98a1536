use loggia_core::commit::Commit;
use loggia_core::id::PartnerUserId;
use loggia_core::visibility::View;
use loggia_core::world::Seq;
use serde::{Deserialize, Serialize};

use crate::generation::Generation;
use crate::row::Digest;

/// What a start needs besides the log: how often each portal had changed by then. The rows are not
/// in it: rendering them from the world is faster than reading them back, and cannot be stale. The
/// digests prove that what is rendered is what was served.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// The version of the code that made the views.
    pub version: u32,
    /// The last commit in it.
    pub seq: Seq,
    pub(crate) portals: Vec<PortalCheckpoint>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PortalCheckpoint {
    pub(crate) partner: PartnerUserId,
    pub(crate) revision: u64,
    #[serde(with = "view_names")]
    pub(crate) views: Vec<(View, u64)>,
    pub(crate) digest: Digest,
}

/// Where checkpoints are kept. Losing one costs a longer start, nothing else.
pub trait Checkpoints: Send + Sync {
    /// The last one saved, if it is whole.
    fn load(&self) -> Option<Vec<u8>>;
    /// Replaces it.
    fn save(&self, bytes: Vec<u8>) -> Result<(), String>;
}

impl Checkpoint {
    /// Reads what [`Self::to_bytes`] wrote; none if it is damaged or of other code.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let read: Self = serde_json::from_slice(bytes).ok()?;
        (read.version == crate::VERSION).then_some(read)
    }

    /// The bytes to keep.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }
}

/// A start: takes the commits of the log one by one and ends with a generation that stands where
/// the last one stood.
pub struct Boot {
    generation: Generation,
    checkpoint: Option<Checkpoint>,
    trusted: bool,
}

impl Boot {
    /// Starts from a checkpoint, or from the first commit where there is none.
    pub fn new(checkpoint: Option<Checkpoint>) -> Self {
        Self { generation: Generation::default(), checkpoint, trusted: true }
    }

    /// Takes the next commit in.
    pub fn take(&mut self, commit: &Commit) {
        let Some(checkpoint) = &self.checkpoint else {
            self.generation.advance(commit);
            return;
        };
        self.generation.skip(commit);
        if self.generation.seq == checkpoint.seq {
            self.trusted = self.generation.render_all(checkpoint).is_empty();
            self.checkpoint = None;
        }
    }

    /// The generation; none when the checkpoint did not fit the log: then the revisions have to be
    /// counted again, by taking all commits once more without one.
    pub fn finish(self) -> Option<Generation> {
        (self.trusted && self.checkpoint.is_none()).then_some(self.generation)
    }
}

mod view_names {
    use loggia_core::visibility::View;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

    pub(super) fn serialize<S: Serializer>(
        views: &[(View, u64)],
        to: S,
    ) -> Result<S::Ok, S::Error> {
        views.iter().map(|(view, n)| (view.kebab(), *n)).collect::<Vec<_>>().serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<(View, u64)>, D::Error> {
        let named = Vec::<(String, u64)>::deserialize(from)?;
        let read = named.into_iter().map(|(name, n)| Ok((name.parse()?, n)));
        read.collect::<Result<_, loggia_core::visibility::NotADocument>>()
            .map_err(de::Error::custom)
    }
}
