//! Who is logged in, and with which programs.
//!
//! A session or token is 32 random bytes that only its owner knows: here only the SHA-256 is kept.
//! Sessions live in memory, so a restart ends them; tokens come back from the credentials file. Both
//! die with their user in the same moment: they remember the commit that let the partner user in,
//! and hold only while that commit is the one that does.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use loggia_core::access::UserId;
use loggia_core::actor::Origin;
use loggia_core::scalar::{Instant, Name};
use loggia_core::world::Seq;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio::sync::watch;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{AppError, secret_file};

/// How long a session lasts.
pub const SESSION_HOURS_MAX: u32 = 12;

/// Sessions of one user; one more ends the oldest.
pub const SESSIONS_PER_USER_MAX: usize = 20;

/// What a client shows to be known again.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// The text that the client sends. Never log it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// 256 random bits behind `prefix`, which tells people and scanners what they have found.
    pub(super) fn random(prefix: &str) -> Result<Self, AppError> {
        let secret: [u8; 32] = secret_file::random()?;
        Ok(Self(format!("{prefix}{}", BASE64_URL_SAFE_NO_PAD.encode(secret))))
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(token)")
    }
}

/// The SHA-256 of a token.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key([u8; 32]);

impl Key {
    pub(super) fn of(token: &str) -> Self {
        Self(Sha256::digest(token).into())
    }

    pub(super) fn hex(self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    pub(super) fn from_hex(text: &str) -> Option<Self> {
        let mut key = [0; 32];
        for (at, byte) in key.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok()?;
        }
        (text.len() == 64).then_some(Self(key))
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(key)")
    }
}

/// Names a session or token to its owner. It opens nothing.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(transparent)]
pub struct SessionId(pub Uuid);

impl SessionId {
    pub(super) fn random() -> Result<Self, AppError> {
        let bytes = secret_file::random()?;
        Ok(Self(uuid::Builder::from_random_bytes(bytes).into_uuid()))
    }
}

/// How it began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// With a password.
    Session,
    /// A token for a program: it neither makes tokens nor sets passwords.
    Token,
}

/// Somebody who is logged in.
#[derive(Clone, Copy, Debug)]
pub struct Session {
    /// Which.
    pub id: SessionId,
    /// Who.
    pub user: UserId,
    /// How it began.
    pub kind: SessionKind,
    /// Until when.
    pub expires: Instant,
    /// When the user was here before this session began; none the first time, and for tokens.
    pub before: Option<Instant>,
    pub(super) key: Key,
    /// The commit that let the user in; a later one is another admission.
    pub(super) admitted: Option<Seq>,
    /// Counts up; the oldest goes first.
    number: u64,
}

/// A session or token, and what its owner is told of it.
#[derive(Debug)]
pub struct Held {
    /// The session.
    pub session: Session,
    /// What the owner calls a token.
    pub name: Option<Name>,
    /// When it began.
    pub made: Instant,
    /// From where a session began.
    pub from: Origin,
    /// The hour in which it was used last, in microseconds; the smallest number: not since the start.
    used: AtomicI64,
}

impl Held {
    /// The hour in which it was used last; none if not since the server started.
    pub fn used(&self) -> Option<Instant> {
        let micros = self.used.load(Ordering::Relaxed);
        (micros != NEVER).then(|| Instant::from_micros(micros))
    }

    fn use_at(&self, now: Instant) {
        let micros = now.micros();
        let hour = micros.saturating_sub(micros.rem_euclid(MICROS_PER_HOUR));
        if self.used.load(Ordering::Relaxed) != hour {
            self.used.store(hour, Ordering::Relaxed);
        }
    }
}

const NEVER: i64 = i64::MIN;

const MICROS_PER_HOUR: i64 = 3_600_000_000;

/// What a new session or token is made of.
pub(super) struct Beginning {
    pub(super) id: SessionId,
    pub(super) user: UserId,
    pub(super) kind: SessionKind,
    pub(super) key: Key,
    pub(super) admitted: Option<Seq>,
    pub(super) name: Option<Name>,
    pub(super) from: Origin,
    pub(super) made: Instant,
    pub(super) expires: Instant,
    pub(super) before: Option<Instant>,
}

/// That somebody comes in.
pub(super) struct Visit {
    pub(super) at: Instant,
    pub(super) from: Origin,
    pub(super) before: Option<Instant>,
}

/// All sessions and tokens.
pub struct Sessions {
    open: RwLock<Open>,
    ended: watch::Sender<u64>,
}

#[derive(Default)]
struct Open {
    by_key: HashMap<Key, Arc<Held>>,
    by_user: HashMap<UserId, Vec<Key>>,
    made: u64,
}

impl Sessions {
    pub(super) fn new() -> Self {
        Self { open: RwLock::default(), ended: watch::Sender::new(0) }
    }

    fn read(&self) -> RwLockReadGuard<'_, Open> {
        self.open.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Open> {
        self.open.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells whenever some session was ended by hand, so that its streams end at once.
    pub fn ended(&self) -> watch::Receiver<u64> {
        self.ended.subscribe()
    }

    /// Begins a session with a password, or none: see `App::mint_local_session`.
    pub(super) fn begin(
        &self,
        user: UserId,
        admitted: Option<Seq>,
        Visit { at, from, before }: Visit,
    ) -> Result<(Token, Session), AppError> {
        let token = Token::random("")?;
        let session = self.add(Beginning {
            id: SessionId::random()?,
            user,
            kind: SessionKind::Session,
            key: Key::of(&token.0),
            admitted,
            name: None,
            from,
            made: at,
            expires: at.plus_minutes(i64::from(SESSION_HOURS_MAX) * 60),
            before,
        });
        Ok((token, session))
    }

    pub(super) fn add(&self, beginning: Beginning) -> Session {
        let Beginning { id, user, kind, key, admitted, name, from, made, expires, before } =
            beginning;
        let mut open = self.write();
        open.made = open.made.saturating_add(1);
        let session = Session { id, user, kind, expires, before, key, admitted, number: open.made };
        open.make_room(&session, made);
        let used = AtomicI64::new(NEVER);
        open.by_key.insert(key, Arc::new(Held { session, name, made, from, used }));
        open.by_user.entry(user).or_default().push(key);
        session
    }

    /// What is known under a token, whether it still holds or not.
    pub(super) fn find(&self, key: Key, now: Instant) -> Option<Session> {
        let held = self.read().by_key.get(&key).cloned()?;
        held.use_at(now);
        Some(held.session)
    }

    /// The hour in which a user was last here with a password, as far as is known here.
    pub(super) fn last_used(&self, user: UserId) -> Option<Instant> {
        let sessions = self.of(user).into_iter();
        let with_password = sessions.filter(|held| held.session.kind == SessionKind::Session);
        with_password.filter_map(|held| held.used()).max()
    }

    pub(super) fn is_open(&self, session: &Session) -> bool {
        self.read().by_key.contains_key(&session.key)
    }

    /// All of a user, the oldest first.
    pub(super) fn of(&self, user: UserId) -> Vec<Arc<Held>> {
        let open = self.read();
        let keys = open.by_user.get(&user).into_iter().flatten();
        let mut held: Vec<Arc<Held>> =
            keys.filter_map(|key| open.by_key.get(key).cloned()).collect();
        held.sort_unstable_by_key(|held| (held.made, held.session.number));
        held
    }

    /// Ends one session.
    pub(super) fn end(&self, session: &Session) {
        self.write().remove(session.key, session.user);
        self.tell();
    }

    /// Ends all sessions and tokens of a user, but the one that is `spared`.
    pub(super) fn end_all(&self, user: UserId, spared: Option<&Session>) {
        let mut open = self.write();
        for key in open.by_user.get(&user).cloned().unwrap_or_default() {
            if spared.is_none_or(|spared| spared.key != key) {
                open.remove(key, user);
            }
        }
        drop(open);
        self.tell();
    }

    fn tell(&self) {
        self.ended.send_modify(|count| *count = count.wrapping_add(1));
    }
}

impl Open {
    /// Forgets what has ended of a user, and the oldest sessions where one more would be too many.
    /// Tokens are counted where they are kept.
    fn make_room(&mut self, more: &Session, now: Instant) {
        let keys = self.by_user.get(&more.user).cloned().unwrap_or_default();
        let held = keys.iter().filter_map(|key| self.by_key.get(key).map(|held| held.session));
        let (over, mut held): (Vec<Session>, Vec<Session>) =
            held.partition(|session| session.expires <= now);
        held.retain(|session| session.kind == SessionKind::Session);
        held.sort_unstable_by_key(|session| session.number);
        let too_many = match more.kind {
            SessionKind::Session => (held.len() + 1).saturating_sub(SESSIONS_PER_USER_MAX),
            SessionKind::Token => 0,
        };
        for session in over.iter().chain(held.iter().take(too_many)) {
            self.remove(session.key, more.user);
        }
    }

    fn remove(&mut self, key: Key, user: UserId) {
        self.by_key.remove(&key);
        if let Some(keys) = self.by_user.get_mut(&user) {
            keys.retain(|held| *held != key);
            if keys.is_empty() {
                self.by_user.remove(&user);
            }
        }
    }
}

#[cfg(test)]
mod tests;
