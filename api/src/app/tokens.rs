//! Tokens for programs: made by a user for himself, named, and with an end.

use std::sync::Arc;

use loggia_core::access::UserId;
use loggia_core::actor::Origin;
use loggia_core::id::{PartnerUserId, StaffUserId};
use loggia_core::scalar::{Instant, Name};
use loggia_core::world::{Seq, World};
use serde::{Deserialize, Serialize};

use super::logins::admission;
use super::sessions::{Beginning, Held, Key, Session, SessionId, SessionKind, Token};
use super::{App, AppError, CredentialsError};

/// How long a token may hold.
pub const TOKEN_DAYS_MAX: u32 = 366;

/// How long a token holds at least: with [`TOKENS_PER_USER_MAX`] it bounds how many are made.
pub const TOKEN_MINUTES_MIN: u32 = 1;

/// Tokens of one user; one more is refused until another is ended.
pub const TOKENS_PER_USER_MAX: usize = 20;

/// What tokens begin with, so that whoever finds one knows what to do about it.
const PREFIX: &str = "loggia_";

const MINUTES_PER_DAY: i64 = 24 * 60;

/// A token as it stands in the credentials file, under the SHA-256 of its text.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeptToken {
    id: SessionId,
    user: KeptUser,
    name: Name,
    made: Instant,
    expires: Instant,
    /// The commit that had let the user in: a user who is let in again has no old tokens.
    admitted: Option<Seq>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum KeptUser {
    Staff(StaffUserId),
    Partner(PartnerUserId),
}

impl KeptToken {
    pub(super) fn user(&self) -> UserId {
        match self.user {
            KeptUser::Staff(id) => UserId::Staff(id),
            KeptUser::Partner(id) => UserId::Partner(id),
        }
    }

    /// Whether it may ever open anything again.
    fn is_alive(&self, world: &World, now: Instant) -> bool {
        self.expires > now && admission(world, self.user(), now) == Some(self.admitted)
    }

    fn beginning(self, key: Key) -> Beginning {
        Beginning {
            before: None,
            id: self.id,
            user: self.user(),
            kind: SessionKind::Token,
            key,
            admitted: self.admitted,
            name: Some(self.name),
            from: Origin::default(),
            made: self.made,
            expires: self.expires,
        }
    }
}

/// Why there is no token.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// A token does not make tokens.
    #[error("only a session that began with a password makes tokens")]
    ByToken,
    /// It would end too soon, or too late.
    #[error(
        "a token holds for at least {TOKEN_MINUTES_MIN} minute and at most {TOKEN_DAYS_MAX} days"
    )]
    Term,
    /// There are so many already.
    #[error("a user has at most {TOKENS_PER_USER_MAX} tokens; end one first")]
    TooMany,
    /// The session ended meanwhile.
    #[error("the session has ended")]
    Ended,
    /// It cannot be made or kept.
    #[error(transparent)]
    Broken(#[from] AppError),
}

impl App {
    /// Makes a token for whoever has the session. Its text is in the answer and nowhere else.
    pub async fn make_token(
        &self,
        session: &Session,
        name: Name,
        expires: Instant,
    ) -> Result<(Token, Arc<Held>), TokenError> {
        if session.kind == SessionKind::Token {
            return Err(TokenError::ByToken);
        }
        let now = self.now();
        let latest = now.plus_minutes(i64::from(TOKEN_DAYS_MAX) * MINUTES_PER_DAY);
        let earliest = now.plus_minutes(i64::from(TOKEN_MINUTES_MIN));
        if expires < earliest || expires > latest {
            return Err(TokenError::Term);
        }
        let (token, id) = (Token::random(PREFIX)?, SessionId::random()?);
        let key = Key::of(token.as_str());
        let user = match session.user {
            UserId::Staff(id) => KeptUser::Staff(id),
            UserId::Partner(id) => KeptUser::Partner(id),
        };
        let admitted = session.admitted;
        let kept = KeptToken { id, user, name, made: now, expires, admitted };
        let world = self.world();
        let alive = move |token: &KeptToken| token.is_alive(&world, now);
        let (app, beginning) = (self.clone(), kept.clone().beginning(key));
        let begin = move || {
            app.0.sessions.add(beginning);
        };
        let (app, asking) = (self.clone(), *session);
        let session_holds = move || app.holds(&asking);
        self.0.credentials.keep_token((key, kept), alive, session_holds, begin).await?;
        let made = self.0.sessions.of(session.user).into_iter().find(|held| held.session.id == id);
        made.map(|held| (token, held)).ok_or(TokenError::Ended)
    }

    /// The sessions and tokens of a user that hold, the oldest first.
    pub fn sessions_of(&self, user: UserId) -> Vec<Arc<Held>> {
        let mut held = self.0.sessions.of(user);
        held.retain(|held| self.holds(&held.session));
        held
    }

    /// Lets the tokens in that outlived the last process.
    pub(super) fn remember_tokens(&self) {
        let (world, now) = (self.world(), self.now());
        for (key, token) in self.0.credentials.tokens() {
            if token.is_alive(&world, now) {
                self.0.sessions.add(token.beginning(key));
            }
        }
    }
}

impl From<CredentialsError> for TokenError {
    fn from(error: CredentialsError) -> Self {
        Self::Broken(error.into())
    }
}
