use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ed25519_dalek::SigningKey;
use signed_note::{StandardSigner, StandardVerifier, key_id, new_ed25519_verifier_key};

use super::Notary;
use crate::entropy::Entropy;
use crate::error::{LogError, io_error};

/// The algorithm of a key in its text form: Ed25519.
const ED25519: u8 = 1;

/// A key as text, in the form of Go's `sumdb/note`.
pub(super) struct KeyText {
    pub(super) secret: String,
    pub(super) public: String,
}

/// The key of the log: read, or made where there is none and there may be none yet.
pub(crate) fn load_or_make(
    secret: &Path,
    public: &Path,
    may_make: impl FnOnce() -> Result<(), LogError>,
) -> Result<Notary, LogError> {
    let (text, notary) = match fs::read_to_string(secret) {
        Ok(text) => read(text.trim_end()).ok_or_else(|| broken(secret, "damaged"))?,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            may_make()?;
            let mut entropy = Entropy::new();
            let name = format!("loggia/{:016x}", u64::from_be_bytes(entropy.draw()));
            let made = make(&name, entropy.draw()).ok_or_else(|| broken(secret, "unusable"))?;
            entropy.check()?;
            replace(secret, &made.0.secret)?;
            made
        }
        Err(error) if error.kind() == ErrorKind::InvalidData => {
            return Err(broken(secret, "damaged"));
        }
        Err(error) => return Err(io_error("reading", secret)(error)),
    };
    // The public key is there for others; it follows from the secret one.
    let public_is = fs::read_to_string(public).unwrap_or_default();
    if public_is.trim_end() != text.public {
        replace(public, &text.public)?;
    }
    Ok(notary)
}

fn broken(path: &Path, why: &'static str) -> LogError {
    LogError::Key { path: path.to_owned(), why }
}

pub(super) fn make(name: &str, seed: [u8; 32]) -> Option<(KeyText, Notary)> {
    let public = SigningKey::from_bytes(&seed).verifying_key();
    let tagged = |key: &[u8]| [&[ED25519], key].concat();
    let id = key_id(name, &tagged(public.as_bytes()));
    let secret = format!("PRIVATE+KEY+{name}+{id:08x}+{}", BASE64_STANDARD.encode(tagged(&seed)));
    let public = new_ed25519_verifier_key(name, &public);
    let signer = StandardSigner::new(&secret).ok()?;
    let verifier = StandardVerifier::new(&public).ok()?;
    Some((KeyText { secret, public }, Notary::new(signer, verifier)))
}

/// Whole or not at all: the id in the text is a digest of the public key.
fn read(text: &str) -> Option<(KeyText, Notary)> {
    // From the left: base64 has a plus of its own.
    let (name, rest) = text.strip_prefix("PRIVATE+KEY+")?.split_once('+')?;
    let (_id, seed) = rest.split_once('+')?;
    let seed = BASE64_STANDARD.decode(seed).ok()?;
    let (_, seed) = seed.split_first()?;
    let made = make(name, seed.try_into().ok()?)?;
    (made.0.secret == text).then_some(made)
}

/// Writes a small file whole or not at all, readable by this user only.
fn replace(path: &Path, text: &str) -> Result<(), LogError> {
    let draft = path.with_extension("new");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft).map_err(io_error("creating", &draft))?;
    let written = file.write_all(format!("{text}\n").as_bytes()).and_then(|()| file.sync_all());
    written.map_err(io_error("writing", &draft))?;
    fs::rename(&draft, path).map_err(io_error("renaming", &draft))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_only_its_owner_can_read_it() {
        let dir = tempfile::tempdir().unwrap();
        let (secret, public) = (dir.path().join("secret"), dir.path().join("public"));
        load_or_make(&secret, &public, || Ok(())).unwrap();
        let (first, shown) = (fs::read(&secret).unwrap(), fs::read(&public).unwrap());
        fs::write(&public, "something else").unwrap();
        load_or_make(&secret, &public, || Err(LogError::Closed)).unwrap();
        assert_eq!(fs::read(&secret).unwrap(), first);
        assert_eq!(fs::read(&public).unwrap(), shown);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&secret).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn every_key_reads_back() {
        for n in 0..=255 {
            let (text, _) = make("loggia/test", [n; 32]).unwrap();
            assert_eq!(read(&text.secret).unwrap().0.secret, text.secret);
        }
    }

    #[test]
    fn a_changed_key_is_refused() {
        let (text, _) = make("loggia/test", [9; 32]).unwrap();
        for at in 0..text.secret.len() {
            let mut bytes = text.secret.clone().into_bytes();
            bytes[at] ^= 1;
            let changed = String::from_utf8(bytes).unwrap();
            assert!(read(&changed).is_none(), "byte {at}");
        }
    }
}
