use std::io;

use loggia_core::scalar::{ContentHash, FileSize};
use sha2::{Digest, Sha256};
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use super::{BUFFER_BYTES, Files};

/// What is wrong with the bytes of an attachment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// The file is gone.
    #[error("it is missing")]
    Missing,
    /// Other bytes than were attached.
    #[error("its bytes are not those that were attached")]
    Differs,
    /// The disk does not give it.
    #[error("it cannot be read: {0}")]
    Unreadable(String),
}

impl From<io::Error> for Damage {
    fn from(error: io::Error) -> Self {
        match error.kind() == io::ErrorKind::NotFound {
            true => Self::Missing,
            false => Self::Unreadable(error.to_string()),
        }
    }
}

/// The bytes of an attachment on their way out, proven to be the right ones before the first leaves.
pub struct Download {
    file: File,
    content: ContentHash,
    left: u64,
    hash: Sha256,
}

impl Files {
    /// Opens a content after all of it was compared with its hash.
    pub async fn download(&self, content: ContentHash, size: FileSize) -> Result<Download, Damage> {
        let mut download = Download {
            file: File::open(self.path(content)).await?,
            content,
            left: size.bytes(),
            hash: Sha256::new(),
        };
        if download.file.metadata().await?.len() != size.bytes() {
            return Err(Damage::Differs);
        }
        while download.next().await?.is_some() {}
        download.file.rewind().await?;
        Ok(Download { left: size.bytes(), hash: Sha256::new(), ..download })
    }
}

impl Download {
    /// The next bytes. The last ones come only if all of them were the right ones.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Damage> {
        if self.left == 0 {
            return Ok(None);
        }
        let mut chunk = Vec::with_capacity(BUFFER_BYTES);
        let most = self.left.min(u64::try_from(BUFFER_BYTES).unwrap_or(u64::MAX));
        (&mut self.file).take(most).read_to_end(&mut chunk).await?;
        self.hash.update(&chunk);
        self.left -= u64::try_from(chunk.len()).unwrap_or(self.left).min(self.left);
        let ended_early = chunk.is_empty();
        let wrong =
            self.left == 0 && ContentHash::new(self.hash.clone().finalize().into()) != self.content;
        match ended_early || wrong {
            true => Err(Damage::Differs),
            false => Ok(Some(chunk)),
        }
    }
}
