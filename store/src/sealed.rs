use loggia_core::commit::Commit;

use crate::codec;
use crate::error::LogError;
use crate::hash::Hash;
use crate::merkle;

/// Random bytes before every leaf: who has the tree cannot guess what is in it.
pub const SALT_BYTES: usize = 16;

/// A commit as it is stored, beside what it says.
///
/// It is made by [`SealedCommit::seal`] only, so the bytes are always those of the commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedCommit {
    commit: Commit,
    salt: [u8; SALT_BYTES],
    bytes: Vec<u8>,
    leaf: Hash,
}

impl SealedCommit {
    /// Encodes and hashes `commit`; refused above [`codec::COMMIT_BYTES_MAX`].
    pub fn seal(commit: Commit, salt: [u8; SALT_BYTES]) -> Result<Self, LogError> {
        let bytes = codec::encode_commit(&commit)?;
        let leaf = merkle::leaf(&salt, &bytes);
        Ok(Self { commit, salt, bytes, leaf })
    }

    /// What it says.
    pub fn commit(&self) -> &Commit {
        &self.commit
    }

    /// Without its stored form.
    pub fn into_commit(self) -> Commit {
        self.commit
    }

    pub(crate) fn salt(&self) -> &[u8; SALT_BYTES] {
        &self.salt
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How much it takes in a block.
    pub fn stored_len(&self) -> usize {
        codec::COMMIT_OVERHEAD_BYTES.saturating_add(self.bytes.len())
    }

    pub(crate) fn leaf(&self) -> Hash {
        self.leaf
    }
}
