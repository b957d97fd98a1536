//! Who is logged in.
//!
//! A token is 32 random bytes that only its owner knows: here only its SHA-256 is kept, in memory,
//! so a restart ends all sessions. A session dies with its user in the same moment: it remembers the
//! commit that let the partner user in, and holds only while that commit is the one that does.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use loggia_core::access::UserId;
use loggia_core::scalar::{Instant, Name};
use loggia_core::world::{Seq, World};
use sha2::{Digest, Sha256};
use tokio::sync::watch;

use super::{App, AppError, CredentialsError, LoginFailed, Password, Verified, secret_file};

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
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(token)")
    }
}

/// The SHA-256 of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key([u8; 32]);

impl Key {
    fn of(token: &str) -> Self {
        Self(Sha256::digest(token).into())
    }
}

/// Somebody who is logged in.
#[derive(Clone, Copy, Debug)]
pub struct Session {
    /// Who.
    pub user: UserId,
    /// Until when.
    pub expires: Instant,
    key: Key,
    /// The commit that let the user in; a later one is another admission.
    admitted: Option<Seq>,
    /// Counts up; the oldest goes first.
    number: u64,
}

/// All sessions.
pub struct Sessions {
    open: RwLock<Open>,
    ended: watch::Sender<u64>,
}

#[derive(Default)]
struct Open {
    by_key: HashMap<Key, Session>,
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

    fn begin(
        &self,
        user: UserId,
        admitted: Option<Seq>,
        now: Instant,
    ) -> Result<(Token, Session), AppError> {
        let secret: [u8; 32] = secret_file::random()?;
        let token = Token(BASE64_URL_SAFE_NO_PAD.encode(secret));
        let key = Key::of(&token.0);
        let expires = now.plus_minutes(i64::from(SESSION_HOURS_MAX) * 60);
        let mut open = self.write();
        open.made = open.made.saturating_add(1);
        let session = Session { user, expires, key, admitted, number: open.made };
        open.make_room(user, now);
        open.by_key.insert(key, session);
        open.by_user.entry(user).or_default().push(key);
        Ok((token, session))
    }

    /// Ends one session.
    pub fn end(&self, session: &Session) {
        self.write().remove(session.key, session.user);
        self.tell();
    }

    /// Ends all sessions of a user.
    pub fn end_all(&self, user: UserId) {
        let mut open = self.write();
        for key in open.by_user.remove(&user).unwrap_or_default() {
            open.by_key.remove(&key);
        }
        drop(open);
        self.tell();
    }

    fn tell(&self) {
        self.ended.send_modify(|count| *count = count.wrapping_add(1));
    }
}

impl Open {
    fn make_room(&mut self, user: UserId, now: Instant) {
        let keys = self.by_user.get(&user).cloned().unwrap_or_default();
        let mut held: Vec<Session> =
            keys.iter().filter_map(|key| self.by_key.get(key).copied()).collect();
        held.sort_unstable_by_key(|session| session.number);
        let over = (held.len() + 1).saturating_sub(SESSIONS_PER_USER_MAX);
        for (at, session) in held.into_iter().enumerate() {
            if at < over || session.expires <= now {
                self.remove(session.key, user);
            }
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

/// Whether a user may come in, and by which commit; none where not.
fn admission(world: &World, user: UserId, now: Instant) -> Option<Option<Seq>> {
    match user {
        UserId::Staff(id) => world.access.staff_user(id).ok().map(|_| None),
        // Not from the end of the term on, whether its event is there already or not.
        UserId::Partner(id) => world.access.partner_user(id).ok()?.admitted_at(now).map(Some),
    }
}

/// Why somebody is not logged in.
#[derive(Debug)]
pub enum LoginError {
    /// User or password is wrong, or the user may not come in.
    Failed,
    /// Nothing could be checked.
    Broken(CredentialsError),
}

impl App {
    /// Checks a password and begins a session.
    pub async fn log_in(
        &self,
        user_name: Option<&Name>,
        password: Password,
    ) -> Result<(Token, Session), LoginError> {
        let user = user_name.and_then(|name| self.world().access.user_by_name(name));
        let checked = self.0.credentials.check(user, password).await.map_err(LoginError::Broken)?;
        // Asked after the slow work: who was shut out meanwhile stays out.
        let world = self.world();
        let admitted =
            user.and_then(|user| admission(&world, user, self.now()).map(|seq| (user, seq)));
        let (Ok(verified), Some((user, admitted))) = (checked, admitted) else {
            return Err(LoginError::Failed);
        };
        let begin = || self.0.sessions.begin(user, admitted, self.now());
        let begun = self.0.credentials.while_current(&verified, begin);
        begun
            .map_err(|LoginFailed| LoginError::Failed)?
            .map_err(|error| LoginError::Broken(CredentialsError::Hash(error.to_string())))
    }

    /// Checks the password of somebody who is logged in.
    pub async fn confirm(&self, user: UserId, password: Password) -> Result<Verified, LoginError> {
        let checked = self.0.credentials.check(Some(user), password).await;
        checked.map_err(LoginError::Broken)?.map_err(|LoginFailed| LoginError::Failed)
    }

    /// Begins a session without a password: for the command line on the same machine, which can
    /// read the data folder anyway. None if the user may not come in.
    pub fn mint_local_session(&self, user: UserId) -> Result<Option<Token>, AppError> {
        let Some(admitted) = admission(&self.world(), user, self.now()) else { return Ok(None) };
        self.0.sessions.begin(user, admitted, self.now()).map(|(token, _)| Some(token))
    }

    /// The session of a token, if it holds.
    pub fn session(&self, token: &str) -> Option<Session> {
        let session = self.0.sessions.read().by_key.get(&Key::of(token)).copied()?;
        self.holds(&session).then_some(session)
    }

    /// Whether a session still holds: it was not ended, it has not expired, its user is in.
    pub fn holds(&self, session: &Session) -> bool {
        session.expires > self.now()
            && self.0.sessions.read().by_key.contains_key(&session.key)
            && admission(&self.published().world, session.user, self.now())
                == Some(session.admitted)
    }
}

#[cfg(test)]
mod tests {
    use loggia_core::id::StaffUserId;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn one_session_too_many_ends_the_oldest() {
        let sessions = Sessions::new();
        let user = UserId::Staff(StaffUserId(Uuid::nil()));
        let now = Instant::from_micros(0);
        let all: Vec<_> = (0..=SESSIONS_PER_USER_MAX)
            .map(|_| sessions.begin(user, None, now).unwrap().1)
            .collect();
        let open = sessions.read();
        let held = |session: &Session| open.by_key.contains_key(&session.key);
        assert!(!held(&all[0]));
        assert!(all[1..].iter().all(held));
        assert_eq!(open.by_user[&user].len(), SESSIONS_PER_USER_MAX);
    }

    #[test]
    fn what_is_ended_is_gone_and_leaves_nothing_behind() {
        let sessions = Sessions::new();
        let user = UserId::Staff(StaffUserId(Uuid::nil()));
        let (token, session) = sessions.begin(user, None, Instant::from_micros(0)).unwrap();
        assert_eq!(token.as_str().len(), 43);
        sessions.end(&session);
        assert!(sessions.read().by_key.is_empty() && sessions.read().by_user.is_empty());
        sessions.begin(user, None, Instant::from_micros(0)).unwrap();
        sessions.end_all(user);
        assert!(sessions.read().by_key.is_empty() && sessions.read().by_user.is_empty());
    }
}
