//! Who has which password and which tokens: not in the log, which is never changed, but in a file of
//! its own.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use loggia_core::access::UserId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::password::{Hasher, Matches};
use super::sessions::Key;
use super::tokens::KeptToken;
use super::{
    AppError, NotAPassword, Password, Queue, TOKENS_PER_USER_MAX, TokenError, password, secret_file,
};

/// Why passwords cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CredentialsError {
    /// So many wait already.
    #[error("too many logins at once; try again")]
    Busy,
    /// The new password does not fit.
    #[error(transparent)]
    Unfit(#[from] NotAPassword),
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
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    version: u32,
    /// User id to PHC string.
    users: BTreeMap<Uuid, String>,
    /// SHA-256 of its text, in hexadecimal, to token. Version 1 had none.
    #[serde(default)]
    tokens: BTreeMap<String, KeptToken>,
}

const VERSION: u32 = 2;

/// The oldest version that is still read; what is written has [`VERSION`].
const VERSION_MIN: u32 = 1;

impl Kept {
    fn new() -> Self {
        Self { version: VERSION, ..Self::default() }
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let kept = serde_json::from_slice::<Self>(bytes).ok()?;
        let is_known = (VERSION_MIN..=VERSION).contains(&kept.version);
        let are_keys = kept.tokens.keys().all(|key| Key::from_hex(key).is_some());
        (is_known && are_keys).then_some(Self { version: VERSION, ..kept })
    }
}

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
            None => Kept::new(),
            Some(bytes) => {
                Kept::read(&bytes).ok_or_else(|| CredentialsError::Damaged(path.clone()))?
            }
        };
        Self::with(Some(path), kept)
    }

    pub(super) fn in_memory() -> Result<Self, AppError> {
        Self::with(None, Kept::new())
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
        queue: Queue,
    ) -> Result<Result<Verified, LoginFailed>, CredentialsError> {
        let hash = user.and_then(|user| self.kept().users.get(&uuid_of(user)).cloned());
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.dummy.to_owned());
        let matches = self.hasher.verify(password, hash.clone(), queue).await?;
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

    /// Hashes a password and puts it at once.
    #[cfg(test)]
    async fn set(
        &self,
        user: UserId,
        password: Password,
        names: Vec<String>,
        replaces: Option<&Verified>,
        then: impl FnOnce(),
    ) -> Result<Result<(), LoginFailed>, CredentialsError> {
        let hashed = self.hash(password, names, Queue::Known).await?;
        self.put(user, hashed, replaces, then)
    }

    /// The hash of a password that is to be put later. `names` are what it must not be.
    pub(super) async fn hash(
        &self,
        password: Password,
        names: Vec<String>,
        queue: Queue,
    ) -> Result<Hashed, CredentialsError> {
        self.hasher.hash(password, names, queue).await.map(Hashed)
    }

    /// Gives a user the password of which this is the hash, forgets the user's tokens in the same
    /// write, and then does what follows before anybody can begin anything with the old ones.
    pub(super) fn put(
        &self,
        user: UserId,
        Hashed(hash): Hashed,
        replaces: Option<&Verified>,
        then: impl FnOnce(),
    ) -> Result<Result<(), LoginFailed>, CredentialsError> {
        let mut kept = self.kept();
        let now = kept.users.get(&uuid_of(user));
        if replaces.is_some_and(|old| now != Some(&old.hash)) {
            return Ok(Err(LoginFailed));
        }
        self.change(&mut kept, |kept| {
            kept.users.insert(uuid_of(user), hash);
            kept.tokens.retain(|_, token| token.user() != user);
        })?;
        then();
        Ok(Ok(()))
    }

    /// All tokens, dead ones too.
    pub(super) fn tokens(&self) -> Vec<(Key, KeptToken)> {
        let kept = self.kept();
        let tokens = kept.tokens.iter();
        tokens.filter_map(|(hex, token)| Some((Key::from_hex(hex)?, token.clone()))).collect()
    }

    /// Keeps a token, if the session that makes it still holds; those that are not `alive` go. No
    /// password is set between the question and what follows.
    pub(super) fn keep_token(
        &self,
        (key, token): (Key, KeptToken),
        alive: impl Fn(&KeptToken) -> bool,
        session_holds: impl FnOnce() -> bool,
        then: impl FnOnce(),
    ) -> Result<(), TokenError> {
        let mut kept = self.kept();
        if !session_holds() {
            return Err(TokenError::Ended);
        }
        let of_user = kept.tokens.values().filter(|held| held.user() == token.user());
        if of_user.filter(|held| alive(held)).count() >= TOKENS_PER_USER_MAX {
            return Err(TokenError::TooMany);
        }
        let change = |kept: &mut Kept| {
            kept.tokens.retain(|_, held| alive(held));
            kept.tokens.insert(key.hex(), token);
        };
        self.change(&mut kept, change)?;
        then();
        Ok(())
    }

    /// Forgets a token.
    pub(super) fn forget_token(
        &self,
        key: Key,
        then: impl FnOnce(),
    ) -> Result<(), CredentialsError> {
        let mut kept = self.kept();
        self.change(&mut kept, |kept| drop(kept.tokens.remove(&key.hex())))?;
        then();
        Ok(())
    }

    /// Changes what is kept, on disk and in memory. What is not kept on disk does not hold in memory
    /// either.
    fn change(
        &self,
        kept: &mut Kept,
        change: impl FnOnce(&mut Kept),
    ) -> Result<(), CredentialsError> {
        let mut changed = kept.clone();
        change(&mut changed);
        self.save(&changed)?;
        *kept = changed;
        Ok(())
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
        first
            .set(ada, password("correct horse battery"), vec![], None, || ())
            .await
            .unwrap()
            .unwrap();
        let again = Credentials::open(path.clone()).unwrap();
        let right =
            again.check(Some(ada), password("correct horse battery"), Queue::Known).await.unwrap();
        assert!(right.is_ok());
        let wrong =
            again.check(Some(ada), password("correct horse batterY"), Queue::Known).await.unwrap();
        assert!(wrong.is_err());
        let nobody = again.check(None, password("correct horse battery"), Queue::Stranger).await;
        assert!(nobody.unwrap().is_err());
        assert!(!std::fs::read_to_string(&path).unwrap().contains("horse"));
    }

    #[test]
    fn a_damaged_file_is_refused_and_not_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("credentials.json");
        let key = "7".repeat(63);
        let short = format!("{{\"version\":2,\"users\":{{}},\"tokens\":{{\"{key}\":7}}}}");
        for bad in ["{", "{\"version\":3,\"users\":{}}", &short] {
            std::fs::write(&path, bad).unwrap();
            assert!(Credentials::open(path.clone()).is_err(), "{bad}");
            assert_eq!(std::fs::read_to_string(&path).unwrap(), bad);
        }
    }

    #[test]
    fn a_file_from_before_there_were_tokens_is_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("credentials.json");
        let user = Uuid::from_u128(7);
        std::fs::write(&path, format!("{{\"version\":1,\"users\":{{\"{user}\":\"x\"}}}}")).unwrap();
        let credentials = Credentials::open(path).unwrap();
        assert_eq!(credentials.kept().users[&user], "x");
        assert_eq!(credentials.kept().version, VERSION);
        assert!(credentials.tokens().is_empty());
    }

    #[tokio::test]
    async fn a_password_that_was_replaced_meanwhile_opens_and_replaces_nothing() {
        let credentials = Credentials::in_memory().unwrap();
        let ada = UserId::Partner(loggia_core::id::PartnerUserId(Uuid::from_u128(7)));
        let set = |text: &str| credentials.set(ada, password(text), vec![], None, || ());
        set("correct horse battery").await.unwrap().unwrap();
        let old =
            credentials.check(Some(ada), password("correct horse battery"), Queue::Known).await;
        let old = old.unwrap().unwrap();
        set("another long password").await.unwrap().unwrap();
        assert!(credentials.while_current(&old, || ()).is_err());
        let intruder = password("the intruder's own");
        let late = credentials.set(ada, intruder, vec![], Some(&old), || ()).await;
        assert!(late.unwrap().is_err());
        let new = password("another long password");
        let new = credentials.check(Some(ada), new, Queue::Known).await;
        assert!(new.unwrap().is_ok(), "the administrator's password holds");
    }
}
