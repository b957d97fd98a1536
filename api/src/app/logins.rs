//! Coming in and going out.

use loggia_core::access::UserId;
use loggia_core::actor::Origin;
use loggia_core::scalar::{Instant, Name};
use loggia_core::world::{Seq, World};

use super::sessions::{Key, Session, SessionId, SessionKind, Token, Visit};
use super::{App, AppError, CredentialsError, LoginFailed, Password, Queue, Verified};

/// Whether a user may come in, and by which commit; none where not.
pub(super) fn admission(world: &World, user: UserId, now: Instant) -> Option<Option<Seq>> {
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

/// From where somebody wants to come in, and how far ahead of strangers.
#[derive(Clone, Debug, Default)]
pub struct Arrival {
    /// What the owner is told of the session.
    pub from: Origin,
    /// Where the login waits for its turn.
    pub queue: Queue,
}

/// Whether there was something to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It is over.
    Yes,
    /// It is not this user's, or there is none.
    NotThere,
}

impl App {
    /// Checks a password and begins a session.
    pub async fn log_in(
        &self,
        user_name: Option<&Name>,
        password: Password,
        arrival: Arrival,
    ) -> Result<(Token, Session), LoginError> {
        let Arrival { from, queue } = arrival;
        let user = user_name.and_then(|name| self.world().access.user_by_name(name));
        let checked = self.0.credentials.check(user, password, queue).await;
        let checked = checked.map_err(LoginError::Broken)?;
        // Asked after the slow work: who was shut out meanwhile stays out.
        let world = self.world();
        let admitted =
            user.and_then(|user| admission(&world, user, self.now()).map(|seq| (user, seq)));
        let (Ok(verified), Some((user, admitted))) = (checked, admitted) else {
            return Err(LoginError::Failed);
        };
        let (at, before) = (self.now(), self.last_visit(user));
        let begin = || self.0.sessions.begin(user, admitted, Visit { at, from, before });
        let begun = self.0.credentials.while_current(&verified, begin);
        let begun = begun
            .map_err(|LoginFailed| LoginError::Failed)?
            .map_err(|error| LoginError::Broken(CredentialsError::Hash(error.to_string())))?;
        // Nobody waits for the disk to come in, and one visit that is forgotten is no loss.
        let credentials = self.0.credentials.clone();
        tokio::spawn(async move {
            if let Err(error) = credentials.visited(user, at).await {
                tracing::warn!(%error, "a visit is not kept");
            }
        });
        Ok(begun)
    }

    /// When a user was last here: by the last session that is known, else by the last login.
    fn last_visit(&self, user: UserId) -> Option<Instant> {
        self.0.sessions.last_used(user).max(self.0.credentials.last_visit(user))
    }

    /// Checks the password of somebody who is logged in.
    pub async fn confirm(&self, user: UserId, password: Password) -> Result<Verified, LoginError> {
        let checked = self.0.credentials.check(Some(user), password, Queue::Known).await;
        checked.map_err(LoginError::Broken)?.map_err(|LoginFailed| LoginError::Failed)
    }

    /// Begins a session without a password: for the command line on the same machine, which can
    /// read the data folder anyway. None if the user may not come in.
    pub fn mint_local_session(&self, user: UserId) -> Result<Option<Token>, AppError> {
        let Some(admitted) = admission(&self.world(), user, self.now()) else { return Ok(None) };
        let visit = Visit { at: self.now(), from: Origin::default(), before: None };
        let begun = self.0.sessions.begin(user, admitted, visit);
        begun.map(|(token, _)| Some(token))
    }

    /// The session of a token, if it holds.
    pub fn session(&self, token: &str) -> Option<Session> {
        let session = self.0.sessions.find(Key::of(token), self.now())?;
        self.holds(&session).then_some(session)
    }

    /// Whether a session still holds: it was not ended, it has not expired, its user is in.
    pub fn holds(&self, session: &Session) -> bool {
        session.expires > self.now()
            && self.0.sessions.is_open(session)
            && admission(&self.published().world, session.user, self.now())
                == Some(session.admitted)
    }

    /// Ends one session or token of a user; of one kind only, if that is said. A token is over when
    /// that is on disk.
    pub async fn end(
        &self,
        user: UserId,
        id: SessionId,
        kind: Option<SessionKind>,
    ) -> Result<Ended, CredentialsError> {
        let all = self.0.sessions.of(user);
        let wanted = |session: &Session| {
            session.id == id && kind.is_none_or(|kind| kind == session.kind) && self.holds(session)
        };
        let Some(held) = all.iter().find(|held| wanted(&held.session)) else {
            return Ok(Ended::NotThere);
        };
        match held.session.kind {
            SessionKind::Session => self.0.sessions.end(&held.session),
            SessionKind::Token => {
                let (app, ended) = (self.clone(), held.session);
                let end = move || app.0.sessions.end(&ended);
                self.0.credentials.forget_token(held.session.key, end).await?;
            }
        }
        Ok(Ended::Yes)
    }
}
