use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use loggia_core::world::Seq;
use signed_note::{Note, NoteError, Signer, StandardSigner, StandardVerifier, VerifierList};

use crate::error::LogError;
use crate::hash::Hash;
use crate::log::Head;

/// What a checkpoint says: the first `size` commits have this root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Signed {
    pub(crate) size: Seq,
    pub(crate) root: Hash,
}

impl From<Head> for Signed {
    fn from(Head { seq: size, at: _, root }: Head) -> Self {
        Self { size, root }
    }
}

/// Why a text is no checkpoint of this log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoteFlaw {
    /// It does not read like one, or its signature is wrong.
    Damaged(&'static str),
    /// Another key signed it.
    OtherKey,
}

/// Signs checkpoints and reads them again: C2SP signed notes of the form `tlog-checkpoint`, which
/// anybody who has the public key can verify without Loggia.
pub(crate) struct Notary {
    signer: StandardSigner,
    verifier: StandardVerifier,
}

impl Notary {
    pub(super) fn new(signer: StandardSigner, verifier: StandardVerifier) -> Self {
        Self { signer, verifier }
    }

    /// The first line of every checkpoint: which log it is.
    fn origin(&self) -> &str {
        self.signer.name()
    }

    pub(crate) fn sign(&self, signed: Signed) -> Result<Vec<u8>, LogError> {
        let Signed { size, root } = signed;
        let text = format!("{}\n{size}\n{}\n", self.origin(), BASE64_STANDARD.encode(root.0));
        let failed = |error: NoteError| LogError::Encode(error.to_string());
        let mut note = Note::new(text.as_bytes(), &[]).map_err(failed)?;
        note.add_sigs(&[&self.signer]).map_err(failed)?;
        Ok(note.to_bytes())
    }

    pub(crate) fn read(&self, bytes: &[u8]) -> Result<Signed, NoteFlaw> {
        let note =
            Note::from_bytes(bytes).map_err(|_| NoteFlaw::Damaged("it is no signed note"))?;
        let known = VerifierList::new(vec![Box::new(self.verifier.clone())]);
        note.verify(&known).map_err(|error| match error {
            NoteError::UnverifiedNote => NoteFlaw::OtherKey,
            NoteError::MalformedNote
            | NoteError::InvalidSigner
            | NoteError::InvalidSignature { .. }
            | NoteError::MismatchedVerifier
            | NoteError::VerificationError(_)
            | NoteError::SignatureError(_) => NoteFlaw::Damaged("its signature is wrong"),
        })?;
        self.parse(note.text()).ok_or(NoteFlaw::Damaged("it does not say size and root"))
    }

    fn parse(&self, text: &[u8]) -> Option<Signed> {
        let mut lines = std::str::from_utf8(text).ok()?.lines();
        let origin = lines.next()?;
        let size = lines.next()?.parse().ok()?;
        let root = BASE64_STANDARD.decode(lines.next()?).ok()?.try_into().ok()?;
        (origin == self.origin()).then_some(Signed { size: Seq(size), root: Hash(root) })
    }
}

#[cfg(test)]
mod tests {
    use super::super::key;
    use super::*;

    const SIGNED: Signed = Signed { size: Seq(20_852_163), root: Hash([7; 32]) };

    #[test]
    fn a_checkpoint_is_a_signed_note_of_three_lines() {
        let (text, notary) = key::make("loggia/test", [3; 32]).unwrap();
        let note = String::from_utf8(notary.sign(SIGNED).unwrap()).unwrap();
        let lines: Vec<&str> = note.lines().collect();
        assert_eq!(lines[..2], ["loggia/test", "20852163"]);
        assert_eq!(lines[2], "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=");
        assert!(lines[4].starts_with("— loggia/test "));
        assert_eq!(notary.read(note.as_bytes()), Ok(SIGNED));
        assert!(text.public.starts_with("loggia/test+"));
    }

    #[test]
    fn a_changed_checkpoint_is_damaged_and_a_strange_one_is_of_another_key() {
        let (_, notary) = key::make("loggia/test", [3; 32]).unwrap();
        let (_, other) = key::make("loggia/test", [4; 32]).unwrap();
        let note = notary.sign(SIGNED).unwrap();
        assert_eq!(other.read(&note), Err(NoteFlaw::OtherKey));
        for at in 0..note.len() {
            let mut changed = note.clone();
            changed[at] ^= 1;
            // A note has no place where a change does not matter.
            assert!(notary.read(&changed).is_err(), "byte {at}");
        }
    }
}
