//! Setting passwords.
//!
//! What the log knows of a password is that it was set: links that would set another one end by it,
//! before the new one holds. Between that commit and the password nobody may get lost, so both run
//! to their end even when whoever asked has hung up.

use loggia_core::access::{RecordPasswordSet, UserId};
use loggia_core::actor::{Actor, Origin};

use super::credentials::{Hashed, LoginFailed, Verified};
use super::{App, AppError, Ask, Password, Queue, Session};

impl App {
    /// Gives a user a password and ends all sessions, tokens and links.
    pub async fn set_password(&self, user: UserId, password: Password) -> Result<(), AppError> {
        let hashed =
            self.0.credentials.hash(password, self.names_around(user), Queue::Known).await?;
        let app = self.clone();
        to_its_end(async move {
            app.record_password_set(user).await?;
            app.put_password(user, hashed).await
        })
        .await
    }

    /// The same, in place of a password that was verified; refused if another was set meanwhile. The
    /// session that asks goes on.
    pub async fn replace_password(
        &self,
        session: &Session,
        password: Password,
        verified: Verified,
    ) -> Result<Result<(), LoginFailed>, AppError> {
        let (app, session, user) = (self.clone(), *session, session.user);
        let hashed =
            self.0.credentials.hash(password, self.names_around(user), Queue::Known).await?;
        to_its_end(async move {
            // No link ends for somebody whose password is another by now.
            if app.0.credentials.while_current(&verified, || ()).is_err() {
                return Ok(Err(LoginFailed));
            }
            app.record_password_set(user).await?;
            let here = app.clone();
            let end = move || here.0.sessions.end_all(user, Some(&session));
            Ok(app.0.credentials.put(user, hashed, Some(verified), end).await?)
        })
        .await
    }

    /// Lets a password hold that was hashed, and ends all sessions and tokens.
    pub(super) async fn put_password(&self, user: UserId, hashed: Hashed) -> Result<(), AppError> {
        let app = self.clone();
        let end = move || app.0.sessions.end_all(user, None);
        // Without one that it replaces, nothing can have come in between.
        let _ = self.0.credentials.put(user, hashed, None, end).await?;
        Ok(())
    }

    /// Staff gets no links.
    async fn record_password_set(&self, user: UserId) -> Result<(), AppError> {
        let UserId::Partner(partner_user) = user else { return Ok(()) };
        let ask = Ask::new(Actor::Server, Origin::default(), RecordPasswordSet { partner_user });
        let asked = self.ask_and_wait(ask).await;
        asked.map(drop).map_err(|error| AppError::NotTaken(error.to_string()))
    }

    /// What everybody around a user knows, and tries first.
    pub(super) fn names_around(&self, user: UserId) -> Vec<String> {
        let world = self.world();
        let (user_name, display_name) = match user {
            UserId::Staff(id) => {
                let user = world.access.staff_user(id).ok();
                user.map(|user| (user.user_name.clone(), user.display_name.clone())).unzip()
            }
            UserId::Partner(id) => {
                let user = world.access.partner_user(id).ok();
                user.map(|user| (user.user_name.clone(), user.display_name.clone())).unzip()
            }
        };
        let workspace = world.access.workspace().map(|workspace| workspace.name.to_string());
        let names = [user_name, display_name].into_iter().flatten();
        names.map(|name| name.reveal().to_string()).chain(workspace).collect()
    }
}

/// Does something to its end, whether anybody waits for it or not.
pub(super) async fn to_its_end<T: Send + 'static, E: From<AppError> + Send + 'static>(
    work: impl Future<Output = Result<T, E>> + Send + 'static,
) -> Result<T, E> {
    let ended = tokio::spawn(work).await;
    ended.unwrap_or_else(|error| Err(AppError::Thread(error.to_string()).into()))
}
