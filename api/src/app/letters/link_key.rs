use aes_gcm_siv::aead::{Aead, Payload};
use aes_gcm_siv::{Aes256GcmSiv, KeyInit, Nonce};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use loggia_core::access::MailKind;
use loggia_core::id::MailId;
use uuid::Uuid;

/// Longest token that is looked at: an id and the seal's tag, in base64.
const TOKEN_CHARS_MAX: usize = 64;

/// Makes and reads the tokens in links. SIV: equal tokens without a nonce to keep.
pub(in crate::app) struct LinkKey(Aes256GcmSiv);

impl LinkKey {
    pub(in crate::app) fn new(key: &[u8; 32]) -> Self {
        Self(Aes256GcmSiv::new(key.into()))
    }

    /// The token of a mail's link; none for a mail without one, and if sealing fails, which sixteen
    /// bytes never do.
    pub(in crate::app) fn token(&self, kind: MailKind, mail: MailId) -> Option<String> {
        let payload = Payload { msg: mail.0.as_bytes(), aad: purpose(kind)? };
        let sealed = self.0.encrypt(&Nonce::default(), payload).ok()?;
        Some(BASE64_URL_SAFE_NO_PAD.encode(sealed))
    }

    /// The mail that a token was made for; none for any other text.
    pub(in crate::app) fn read(&self, kind: MailKind, token: &str) -> Option<MailId> {
        let sealed = (token.len() <= TOKEN_CHARS_MAX).then_some(token)?;
        let sealed = BASE64_URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let payload = Payload { msg: &sealed, aad: purpose(kind)? };
        let id = self.0.decrypt(&Nonce::default(), payload).ok()?;
        Uuid::from_slice(&id).ok().map(MailId)
    }
}

/// A token is good for one thing.
fn purpose(kind: MailKind) -> Option<&'static [u8]> {
    match kind {
        MailKind::Invitation => Some(b"loggia invitation"),
        MailKind::PasswordReset => Some(b"loggia password reset"),
        MailKind::PasswordChanged => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_for_one_mail_one_purpose_and_one_workspace() {
        let key = LinkKey::new(&[7; 32]);
        let mail = MailId(Uuid::from_u128(1));
        let token = key.token(MailKind::Invitation, mail).unwrap();
        assert_eq!(key.read(MailKind::Invitation, &token), Some(mail));
        assert_eq!(key.token(MailKind::Invitation, mail).unwrap(), token, "the same for every try");
        assert_eq!(key.read(MailKind::PasswordReset, &token), None);
        assert_eq!(LinkKey::new(&[8; 32]).read(MailKind::Invitation, &token), None);
        for at in 0..token.len() {
            let mut changed = token.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert_eq!(key.read(MailKind::Invitation, &changed), None, "{at}");
        }
        for other in ["", "x", &"A".repeat(1_000)] {
            assert_eq!(key.read(MailKind::Invitation, other), None);
        }
    }
}
