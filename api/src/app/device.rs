//! Browsers in which somebody logged in before: what lets a user in while strangers try his name.
//!
//! After a login the browser keeps a sealed cookie that is good for one user name
//! ([OWASP: Device Cookies](https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies)).
//! It opens nothing: whoever shows it still needs the password, but is counted apart from everybody
//! else. Nothing of it is kept here.

use aes_gcm_siv::aead::{Aead, KeyInit, Payload};
use aes_gcm_siv::{Aes256GcmSiv, Nonce};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use loggia_core::scalar::Instant;
use sha2::{Digest, Sha256};

use super::{AppError, secret_file};

/// How long a browser is remembered.
pub const DEVICE_DAYS_MAX: u32 = 366;

const MINUTES_PER_DAY: i64 = 24 * 60;

/// Longest text that is looked at.
const SEALED_CHARS_MAX: usize = 200;

const ID_BYTES: usize = 16;

/// A browser that is known for one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Device([u8; ID_BYTES]);

/// Seals and opens what browsers keep.
pub struct Devices(Aes256GcmSiv);

impl Devices {
    /// Under a key of its own, made of the workspace's.
    pub(super) fn new(key: &[u8; 32]) -> Self {
        let mut hash = Sha256::new();
        hash.update(b"loggia device\0");
        hash.update(key);
        Self(Aes256GcmSiv::new(&hash.finalize()))
    }

    /// What a browser keeps from now on. `account` is the user name, folded.
    pub fn remember(&self, account: &str, now: Instant) -> Result<String, AppError> {
        let id: [u8; ID_BYTES] = secret_file::random()?;
        let mut message = id.to_vec();
        message.extend(now.micros().to_be_bytes());
        let payload = Payload { msg: &message, aad: account.as_bytes() };
        // Every message is random, so the nonce need not be.
        let sealed = self.0.encrypt(&Nonce::default(), payload);
        let sealed = sealed.map_err(|error| AppError::NoRandomness(error.to_string()))?;
        Ok(BASE64_URL_SAFE_NO_PAD.encode(sealed))
    }

    /// The browser, if it is known for this account.
    pub fn known(&self, text: &str, account: &str, now: Instant) -> Option<Device> {
        let sealed = (text.len() <= SEALED_CHARS_MAX).then_some(text)?;
        let sealed = BASE64_URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let payload = Payload { msg: &sealed, aad: account.as_bytes() };
        let message = self.0.decrypt(&Nonce::default(), payload).ok()?;
        let (id, made) = message.split_at_checked(ID_BYTES)?;
        let made = Instant::from_micros(i64::from_be_bytes(made.try_into().ok()?));
        let ends = made.plus_minutes(i64::from(DEVICE_DAYS_MAX) * MINUTES_PER_DAY);
        (ends > now).then_some(Device(id.try_into().ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_known_for_its_user_and_its_time_only() {
        let now = Instant::from_micros(0);
        let devices = Devices::new(&[7; 32]);
        let sealed = devices.remember("ada", now).unwrap();
        assert!(devices.known(&sealed, "ada", now).is_some());
        assert_ne!(sealed, devices.remember("ada", now).unwrap());
        assert_eq!(devices.known(&sealed, "bob", now), None);
        assert_eq!(Devices::new(&[8; 32]).known(&sealed, "ada", now), None);
        assert_eq!(devices.known(&sealed[1..], "ada", now), None);
        let late = now.plus_minutes(i64::from(DEVICE_DAYS_MAX) * MINUTES_PER_DAY);
        assert_eq!(devices.known(&sealed, "ada", late), None);
    }
}
