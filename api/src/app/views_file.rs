//! Where the checkpoint of the views is kept: a file beside the log, as the log is read while it is
//! opened and the checkpoint is needed before that.

use std::path::PathBuf;

use loggia_projections::{Checkpoint, Checkpoints};
use sha2::{Digest, Sha256};

use super::secret_file;

pub(super) struct ViewsFile(pub(super) PathBuf);

impl ViewsFile {
    /// The last checkpoint, if it is whole and of this code.
    pub(super) fn checkpoint(&self) -> Option<Checkpoint> {
        Checkpoint::from_bytes(&self.load()?)
    }
}

impl Checkpoints for ViewsFile {
    fn load(&self) -> Option<Vec<u8>> {
        let kept = secret_file::read(&self.0).ok()??;
        let (digest, bytes) = kept.split_at_checked(DIGEST_BYTES)?;
        (Sha256::digest(bytes).as_slice() == digest).then(|| bytes.to_vec())
    }

    fn save(&self, bytes: Vec<u8>) -> Result<(), String> {
        let mut kept = Sha256::digest(&bytes).to_vec();
        kept.extend(bytes);
        secret_file::replace(&self.0, &kept).map_err(|error| error.to_string())
    }
}

/// SHA-256 of what follows.
const DIGEST_BYTES: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_checkpoint_is_none() {
        let dir = tempfile::tempdir().unwrap();
        let file = ViewsFile(dir.path().join("views.checkpoint"));
        assert_eq!(file.load(), None);
        file.save(b"{}".to_vec()).unwrap();
        assert_eq!(file.load().as_deref(), Some(b"{}".as_slice()));
        let mut bytes = std::fs::read(&file.0).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        std::fs::write(&file.0, bytes).unwrap();
        assert_eq!(file.load(), None);
    }
}
