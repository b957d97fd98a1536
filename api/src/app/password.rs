//! Passwords, and the work of hashing them: slow on purpose, so bounded.

mod rules;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;

use super::{CredentialsError, secret_file};

/// Shortest password, in characters.
pub const PASSWORD_CHARS_MIN: usize = 12;

/// Longest password, in characters.
pub const PASSWORD_CHARS_MAX: usize = 128;

/// Hashes computed at the same time; each needs [`ARGON2_MEMORY_KIB`].
pub const ARGON2_PARALLEL_MAX: usize = 2;

/// Logins of strangers that wait for a hash; one more is told to try again.
pub const ARGON2_WAITERS_MAX: usize = 64;

/// Places beyond those, for whoever logged in before with the same device or is logged in already:
/// a flood of strangers does not keep them out.
pub const ARGON2_WAITERS_KNOWN_MAX: usize = 16;

/// Memory of one hash. This and the two below: OWASP Password Storage Cheat Sheet, argon2id.
const ARGON2_MEMORY_KIB: u32 = 19_456;

/// Passes over that memory.
const ARGON2_PASSES: u32 = 2;

/// Threads of one hash.
const ARGON2_LANES: u32 = 1;

const SALT_BYTES: usize = 16;

/// A password on its way to be hashed. It never appears in logs, traces or errors.
#[derive(Clone)]
pub struct Password(String);

/// The text cannot be a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAPassword {
    /// It is too short or too long.
    #[error("a password has {PASSWORD_CHARS_MIN} to {PASSWORD_CHARS_MAX} characters")]
    Length,
    /// It is one of those that everybody tries first.
    #[error("the password is one of those that are tried first; use a few unrelated words")]
    TooCommon,
    /// It is a name that everybody knows.
    #[error("the password is the name of the user or the workspace")]
    Name,
}

/// Where a login waits for its turn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Queue {
    /// With everybody who only says who he is.
    #[default]
    Stranger,
    /// With those who have shown something that strangers do not have.
    Known,
}

impl Queue {
    fn waiters_max(self) -> usize {
        match self {
            Self::Stranger => ARGON2_WAITERS_MAX,
            Self::Known => ARGON2_WAITERS_MAX + ARGON2_WAITERS_KNOWN_MAX,
        }
    }
}

impl Password {
    /// Accepts [`PASSWORD_CHARS_MIN`] to [`PASSWORD_CHARS_MAX`] characters.
    pub fn new(text: &str) -> Result<Self, NotAPassword> {
        let chars = text.chars().count();
        let fits = (PASSWORD_CHARS_MIN..=PASSWORD_CHARS_MAX).contains(&chars);
        if fits { Ok(Self(text.to_owned())) } else { Err(NotAPassword::Length) }
    }

    /// The same, and refuses what is tried first. The user's own names are asked about when it is
    /// set.
    pub fn chosen(text: &str) -> Result<Self, NotAPassword> {
        let password = Self::new(text)?;
        password.judge(&[])?;
        Ok(password)
    }

    /// Refuses what is tried first, and `names`. Blocking: up to some 70 ms.
    pub(super) fn judge(&self, names: &[String]) -> Result<(), NotAPassword> {
        rules::judge(&self.0, names)
    }

    /// What somebody tries to log in with. A text that is no password of anybody costs the same work
    /// as one that is, so it is cut instead of refused.
    pub fn tried(text: &str) -> Self {
        Self(text.chars().take(PASSWORD_CHARS_MAX + 1).collect())
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(password)")
    }
}

/// Whether a password is the one of a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Matches {
    Yes,
    No,
}

/// Computes hashes, a few at a time.
#[derive(Clone)]
pub(super) struct Hasher {
    running: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
}

impl Hasher {
    pub(super) fn new() -> Self {
        Self { running: Arc::new(Semaphore::new(ARGON2_PARALLEL_MAX)), waiting: Arc::default() }
    }

    /// Of a new password, if it fits.
    pub(super) async fn hash(
        &self,
        password: Password,
        names: Vec<String>,
        queue: Queue,
    ) -> Result<String, CredentialsError> {
        let permit = self.permit(queue).await?;
        let work = move || {
            let _permit = permit;
            password.judge(&names)?;
            hash(&password)
        };
        spawn_blocking(work).await.map_err(|error| CredentialsError::Hash(error.to_string()))?
    }

    pub(super) async fn verify(
        &self,
        password: Password,
        hash: String,
        queue: Queue,
    ) -> Result<Matches, CredentialsError> {
        let permit = self.permit(queue).await?;
        let work = move || {
            // Held by the work itself: a client that goes away does not make room for another hash.
            let _permit = permit;
            verify(&password, &hash)
        };
        spawn_blocking(work).await.map_err(|error| CredentialsError::Hash(error.to_string()))?
    }

    async fn permit(&self, queue: Queue) -> Result<OwnedSemaphorePermit, CredentialsError> {
        let waiting = Waiting::enter(&self.waiting, queue.waiters_max())?;
        let permit = self.running.clone().acquire_owned().await;
        drop(waiting);
        permit.map_err(|_| CredentialsError::Busy)
    }
}

/// Somebody who waits; gone when dropped, however that comes.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn enter(count: &'a AtomicUsize, max: usize) -> Result<Self, CredentialsError> {
        let waiting = Self(count);
        match count.fetch_add(1, Ordering::Relaxed) < max {
            true => Ok(waiting),
            false => Err(CredentialsError::Busy),
        }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn argon2() -> Result<Argon2<'static>, CredentialsError> {
    let params = Params::new(ARGON2_MEMORY_KIB, ARGON2_PASSES, ARGON2_LANES, None);
    let params = params.map_err(|error| CredentialsError::Hash(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The PHC string of a password under a fresh salt. Blocking: some 30 ms.
pub(super) fn hash(password: &Password) -> Result<String, CredentialsError> {
    let failed = |error: argon2::password_hash::Error| CredentialsError::Hash(error.to_string());
    let salt: [u8; SALT_BYTES] =
        secret_file::random().map_err(|error| CredentialsError::Hash(error.to_string()))?;
    let salt = SaltString::encode_b64(&salt).map_err(failed)?;
    let hash = argon2()?.hash_password(password.0.as_bytes(), &salt).map_err(failed)?;
    Ok(hash.to_string())
}

fn verify(password: &Password, hash: &str) -> Result<Matches, CredentialsError> {
    let failed = |error: argon2::password_hash::Error| CredentialsError::Hash(error.to_string());
    let hash = PasswordHash::new(hash).map_err(failed)?;
    match argon2()?.verify_password(password.0.as_bytes(), &hash) {
        Ok(()) => Ok(Matches::Yes),
        Err(argon2::password_hash::Error::Password) => Ok(Matches::No),
        Err(error) => Err(failed(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_has_12_to_128_characters() {
        assert!(Password::new(&"ä".repeat(12)).is_ok());
        assert!(Password::new(&"ä".repeat(128)).is_ok());
        for bad in ["", "elevenchars", &"x".repeat(129)] {
            assert_eq!(Password::new(bad).err(), Some(NotAPassword::Length));
        }
    }

    #[test]
    fn a_hash_is_argon2id_with_the_parameters_of_owasp_and_never_the_same_twice() {
        let password = Password::new("correct horse battery").unwrap();
        let hashed = hash(&password).unwrap();
        assert!(hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hashed}");
        assert_ne!(hashed, hash(&password).unwrap());
        assert_eq!(verify(&password, &hashed).unwrap(), Matches::Yes);
        assert_eq!(verify(&Password::tried("wrong"), &hashed).unwrap(), Matches::No);
    }

    #[test]
    fn waiters_are_bounded_and_leave_when_they_are_dropped() {
        let count = AtomicUsize::new(0);
        let enter = |queue: Queue| Waiting::enter(&count, queue.waiters_max());
        let mut waiting: Vec<_> =
            (0..ARGON2_WAITERS_MAX).map(|_| enter(Queue::Stranger).unwrap()).collect();
        assert!(enter(Queue::Stranger).is_err());
        waiting.extend((0..ARGON2_WAITERS_KNOWN_MAX).map(|_| enter(Queue::Known).unwrap()));
        assert!(enter(Queue::Known).is_err());
        drop(waiting);
        assert_eq!(count.load(Ordering::Relaxed), 0);
    }
}
