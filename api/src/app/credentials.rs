//! Who has which password and which tokens, and who was here when: not in the log, which is never
//! changed, but in a file of its own.
//!
//! A write waits for the disk, so it runs on a thread that may: one at a time, in the order in which
//! they were asked for, each to its end. What is known in memory is locked for moments only, so that
//! no login waits for the disk of another.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use loggia_core::access::UserId;
use loggia_core::scalar::Instant;
use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;
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
    /// User id to the last login. Versions 1 and 2 had none.
    #[serde(default)]
    visits: BTreeMap<Uuid, Instant>,
}

const VERSION: u32 = 3;

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
    /// Whose turn it is to write. Fair: first come, first served.
    turn: Arc<tokio::sync::Mutex<()>>,
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
    pub(super) fn open(path: PathBuf) -> Result<Arc<Self>, AppError> {
        let kept = match secret_file::read(&path)? {
            None => Kept::new(),
            Some(bytes) => {
                Kept::read(&bytes).ok_or_else(|| CredentialsError::Damaged(path.clone()))?
            }
        };
        Self::with(Some(path), kept)
    }

    pub(super) fn in_memory() -> Result<Arc<Self>, AppError> {
        Self::with(None, Kept::new())
    }

    fn with(path: Option<PathBuf>, kept: Kept) -> Result<Arc<Self>, AppError> {
        let dummy = dummy()?;
        let (kept, turn) = (Mutex::new(kept), Arc::default());
        Ok(Arc::new(Self { path, kept, turn, hasher: Hasher::new(), dummy }))
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
        self: &Arc<Self>,
        user: UserId,
        password: Password,
        names: Vec<String>,
        replaces: Option<Verified>,
        then: impl FnOnce() + Send + 'static,
    ) -> Result<Result<(), LoginFailed>, CredentialsError> {
        let hashed = self.hash(password, names, Queue::Known).await?;
        self.put(user, hashed, replaces, then).await
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
    pub(super) async fn put(
        self: &Arc<Self>,
        user: UserId,
        Hashed(hash): Hashed,
        replaces: Option<Verified>,
        then: impl FnOnce() + Send + 'static,
    ) -> Result<Result<(), LoginFailed>, CredentialsError> {
        self.in_turn(move |credentials| {
            let now = credentials.kept().users.get(&uuid_of(user)).cloned();
            if replaces.is_some_and(|old| now != Some(old.hash)) {
                return Ok(Err(LoginFailed));
            }
            let change = |kept: &mut Kept| {
                kept.users.insert(uuid_of(user), hash);
                kept.tokens.retain(|_, token| token.user() != user);
            };
            credentials.change(change, then).map(Ok)
        })
        .await
    }

    /// All tokens, dead ones too.
    pub(super) fn tokens(&self) -> Vec<(Key, KeptToken)> {
        let kept = self.kept();
        let tokens = kept.tokens.iter();
        tokens.filter_map(|(hex, token)| Some((Key::from_hex(hex)?, token.clone()))).collect()
    }

    /// Keeps a token, if the session that makes it still holds; those that are not `alive` go. No
    /// password is set between the question and what follows.
    pub(super) async fn keep_token(
        self: &Arc<Self>,
        (key, token): (Key, KeptToken),
        alive: impl Fn(&KeptToken) -> bool + Send + 'static,
        session_holds: impl FnOnce() -> bool + Send + 'static,
        then: impl FnOnce() + Send + 'static,
    ) -> Result<(), TokenError> {
        let kept = self.in_turn(move |credentials| {
            if !session_holds() {
                return Ok(Err(TokenError::Ended));
            }
            let all = credentials.kept().tokens.clone();
            let of_user = all.values().filter(|held| held.user() == token.user());
            if of_user.filter(|held| alive(held)).count() >= TOKENS_PER_USER_MAX {
                return Ok(Err(TokenError::TooMany));
            }
            let change = |kept: &mut Kept| {
                kept.tokens.retain(|_, held| alive(held));
                kept.tokens.insert(key.hex(), token);
            };
            credentials.change(change, then).map(Ok)
        });
        kept.await?
    }

    /// When a user logged in last.
    pub(super) fn last_visit(&self, user: UserId) -> Option<Instant> {
        self.kept().visits.get(&uuid_of(user)).copied()
    }

    /// Keeps when a user logged in.
    pub(super) async fn visited(
        self: &Arc<Self>,
        user: UserId,
        at: Instant,
    ) -> Result<(), CredentialsError> {
        let visit = move |kept: &mut Kept| {
            kept.visits.insert(uuid_of(user), at);
        };
        self.in_turn(move |credentials| credentials.change(visit, || ())).await
    }

    /// Forgets a token.
    pub(super) async fn forget_token(
        self: &Arc<Self>,
        key: Key,
        then: impl FnOnce() + Send + 'static,
    ) -> Result<(), CredentialsError> {
        let forget = move |kept: &mut Kept| drop(kept.tokens.remove(&key.hex()));
        self.in_turn(move |credentials| credentials.change(forget, then)).await
    }

    /// Does what writes the file when its turn comes, on a thread that may wait for the disk. Whoever
    /// gives up before has asked for nothing; from then on it runs to its end.
    async fn in_turn<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, CredentialsError> + Send + 'static,
    ) -> Result<T, CredentialsError> {
        let turn = self.turn.clone().lock_owned().await;
        let credentials = self.clone();
        let done = spawn_blocking(move || {
            let done = work(&credentials);
            drop(turn);
            done
        });
        done.await.unwrap_or_else(|error| Err(CredentialsError::Keep(error.to_string())))
    }

    /// Changes what is kept, on disk and in memory, and does what follows before anybody looks at
    /// it. What is not kept on disk does not hold in memory either. Only in one's turn.
    fn change(
        &self,
        change: impl FnOnce(&mut Kept),
        then: impl FnOnce(),
    ) -> Result<(), CredentialsError> {
        let mut changed = self.kept().clone();
        change(&mut changed);
        self.save(&changed)?;
        let mut kept = self.kept();
        *kept = changed;
        then();
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
mod tests;
