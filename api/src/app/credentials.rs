//! Who has which password: not in the log, which is never changed, but in a file of its own.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use loggia_core::access::UserId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::password::{Hasher, Matches};
use super::{AppError, Password, password, secret_file};

/// Why passwords cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CredentialsError {
    /// So many wait already.
    #[error("too many logins at once; try again")]
    Busy,
    /// Hashing failed.
    #[error("hashing a password failed: {0}")]
    Hash(String),
    /// The file is not what was written.
    #[error("`{0}` cannot be read; put it back from a copy, or remove it and set passwords anew")]
    Damaged(PathBuf),
    /// The file cannot be written.
    #[error("passwords cannot be kept: {0}")]
    Keep(String),
}

/// User or password is wrong; which of them is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoginFailed;

/// The file, as it stands on disk.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    version: u32,
    /// User id to PHC string.
    users: BTreeMap<Uuid, String>,
}

const VERSION: u32 = 1;

pub(super) struct Credentials {
    path: Option<PathBuf>,
    kept: Mutex<Kept>,
    hasher: Hasher,
    /// Verified for users that do not exist, so that they take the same time.
    dummy: &'static str,
}

/// A password that was right when it was checked. It never prints.
pub struct Verified {
    user: UserId,
    hash: String,
}

impl std::fmt::Debug for Verified {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(verified)")
    }
}

/// A password that was hashed and is nobody's yet.
pub(super) struct Hashed(String);

impl Credentials {
    pub(super) fn open(path: PathBuf) -> Result<Self, AppError> {
        let kept = match secret_file::read(&path)? {
            None => Kept { version: VERSION, users: BTreeMap::new() },
            Some(bytes) => serde_json::from_slice::<Kept>(&bytes)
                .ok()
                .filter(|kept| kept.version == VERSION)
                .ok_or_else(|| CredentialsError::Damaged(path.clone()))?,
        };
        Self::with(Some(path), kept)
    }

    pub(super) fn in_memory() -> Result<Self, AppError> {
        Self::with(None, Kept { version: VERSION, users: BTreeMap::new() })
    }

    fn with(path: Option<PathBuf>, kept: Kept) -> Result<Self, AppError> {
        let dummy = dummy()?;
        Ok(Self { path, kept: Mutex::new(kept), hasher: Hasher::new(), dummy })
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Checks a password. Somebody unknown (`None`) and somebody without a password take the same
    /// work and get the same answer.
    pub(super) async fn check(
        &self,
        user: Option<UserId>,
        password: Password,
    ) -> Result<Result<Verified, LoginFailed>, CredentialsError> {
        let hash = user.and_then(|user| self.kept().users.get(&uuid_of(user)).cloned());
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.dummy.to_owned());
        let matches = self.hasher.verify(password, hash.clone()).await?;
        Ok(match user.filter(|_| matches == Matches::Yes && known) {
            Some(user) => Ok(Verified { user, hash }),
            None => Err(LoginFailed),
        })
    }

    /// Does something while the password that was verified is still the user's: checking one takes
    /// long enough for somebody to set another meanwhile.
    pub(super) fn while_current<T>(
        &self,
        verified: &Verified,
        then: impl FnOnce() -> T,
    ) -> Result<T, LoginFailed> {
        let kept = self.kept();
        match kept.users.get(&uuid_of(verified.user)) == Some(&verified.hash) {
            true => Ok(then()),
            false => Err(LoginFailed),
        }
    }

    pub(super) async fn set(
        &self,
        user: UserId,
        password: Password,
        replaces: Option<&Verified>,
    ) -> Result<Result<(), LoginFailed>, CredentialsError> {
        let hash = self.hasher.hash(password).await?;
        let mut kept = self.kept();
        let now = kept.users.get(&uuid_of(user));
        if replaces.is_some_and(|old| now != Some(&old.hash)) {
            return Ok(Err(LoginFailed));
        }
        self.replace(&mut kept, user, hash).map(Ok)
    }

    /// The hash of a password that is to be put later.
    pub(super) async fn hash(&self, password: Password) -> Result<Hashed, CredentialsError> {
        self.hasher.hash(password).await.map(Hashed)
    }

    /// Gives a user the password of which this is the hash.
    pub(super) fn put(&self, user: UserId, Hashed(hash): Hashed) -> Result<(), CredentialsError> {
        self.replace(&mut self.kept(), user, hash)
    }

    fn replace(&self, kept: &mut Kept, user: UserId, hash: String) -> Result<(), CredentialsError> {
        let before = kept.users.insert(uuid_of(user), hash);
        let saved = self.save(kept);
        if saved.is_err() {
            // What is not kept does not hold until the next start either.
            match before {
                Some(before) => kept.users.insert(uuid_of(user), before),
                None => kept.users.remove(&uuid_of(user)),
            };
        }
        saved
    }

    fn save(&self, kept: &Kept) -> Result<(), CredentialsError> {
        let Some(path) = &self.path else { return Ok(()) };
        let keep = |why: String| CredentialsError::Keep(why);
        let bytes = serde_json::to_vec_pretty(kept).map_err(|error| keep(error.to_string()))?;
        secret_file::replace(path, &bytes).map_err(|error| keep(error.to_string()))
    }
}

fn uuid_of(user: UserId) -> Uuid {
    match user {
        UserId::Staff(id) => id.0,
        UserId::Partner(id) => id.0,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is checked in place of a password that nobody has, made once: nobody can guess it.
fn dummy() -> Result<&'static str, AppError> {
    static DUMMY: OnceLock<String> = OnceLock::new();
    if let Some(made) = DUMMY.get() {
        return Ok(made);
    }
    let unguessable: [u8; 32] = secret_file::random()?;
    let made = password::hash(&Password::tried(&hex(&unguessable)))?;
    Ok(DUMMY.get_or_init(|| made))
}

#[cfg(test)]
mod tests {
    use loggia_core::id::StaffUserId;

    use super::*;

    fn password(text: &str) -> Password {
        Password::new(text).unwrap()
    }

    #[tokio::test]
    async fn a_password_survives_a_restart_and_its_text_is_nowhere() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("credentials.json");
        let ada = UserId::Staff(StaffUserId(Uuid::from_u128(1)));
        let first = Credentials::open(path.clone()).unwrap();
        first.set(ada, password("correct horse battery"), None).await.unwrap().unwrap();
        let again = Credentials::open(path.clone()).unwrap();
        let right = again.check(Some(ada), password("correct horse battery")).await.unwrap();
        assert!(right.is_ok());
        let wrong = again.check(Some(ada), password("correct horse batterY")).await.unwrap();
        assert!(wrong.is_err());
        assert!(again.check(None, password("correct horse battery")).await.unwrap().is_err());
        assert!(!std::fs::read_to_string(&path).unwrap().contains("horse"));
    }

    #[test]
    fn a_damaged_file_is_refused_and_not_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("credentials.json");
        std::fs::write(&path, "{").unwrap();
        assert!(Credentials::open(path).is_err());
    }

    #[tokio::test]
    async fn a_password_that_was_replaced_meanwhile_opens_and_replaces_nothing() {
        let credentials = Credentials::in_memory().unwrap();
        let ada = UserId::Partner(loggia_core::id::PartnerUserId(Uuid::from_u128(7)));
        let set = |text: &str| credentials.set(ada, password(text), None);
        set("correct horse battery").await.unwrap().unwrap();
        let old = credentials.check(Some(ada), password("correct horse battery")).await;
        let old = old.unwrap().unwrap();
        set("another long password").await.unwrap().unwrap();
        assert!(credentials.while_current(&old, || ()).is_err());
        let late = credentials.set(ada, password("the intruder's own"), Some(&old)).await;
        assert!(late.unwrap().is_err());
        let new = credentials.check(Some(ada), password("another long password")).await;
        assert!(new.unwrap().is_ok(), "the administrator's password holds");
    }
}
