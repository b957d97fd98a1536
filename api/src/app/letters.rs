//! Links in mails, and what happens when somebody follows one.
//!
//! A mail is queued by an event (law 9); what it says is written when it is sent. The token in its
//! link is the mail's id, sealed under a key of this workspace: nothing about it is kept, neither the
//! token nor a hash of it, and it is the same for every try to send (ADR 10). Whether the link still
//! works is up to the world.

mod courier;
mod desk;
mod link_key;

use loggia_core::access::{AcceptInvitation, MailKind, UsePasswordReset, UserId};
use loggia_core::actor::{Actor, Origin};
use loggia_core::command::Command;
use loggia_core::id::{MailId, PartnerUserId};
use loggia_core::refusal::Refusal;
use loggia_store::Rejection;

use super::set_password::to_its_end;
use super::{App, AppError, Ask, AskError, Password, Queue};

pub use courier::{Letters, Sending};
pub use desk::{RESETS_WAITING_MAX, ResetDesk};
pub(super) use link_key::LinkKey;

/// Why a link led nowhere.
#[derive(Debug)]
pub enum FollowError {
    /// It does not work, or not any more; why is nobody's business.
    LinkDoesNotWork,
    /// The password cannot be hashed or kept.
    NotSet(AppError),
    /// The command got no answer, or another than expected.
    Asked(AskError),
}

impl From<AppError> for FollowError {
    fn from(error: AppError) -> Self {
        Self::NotSet(error)
    }
}

impl App {
    /// The token in the link of a mail. Whoever has it can follow the link: it is for the mail alone.
    pub fn link_token(&self, kind: MailKind, mail: MailId) -> Option<String> {
        self.0.link_key.token(kind, mail)
    }

    /// Whose link it is, while it works.
    pub fn holder_of_link(&self, kind: MailKind, token: &str) -> Option<PartnerUserId> {
        let mail = self.0.link_key.read(kind, token)?;
        let world = self.world();
        let command = following(kind, mail)?;
        // Asked of the world without asking for anything: the password is hashed before.
        let mut no_ids = || uuid::Uuid::nil();
        let ids = loggia_core::id::FreshIds::new(&mut no_ids);
        let cx = loggia_core::world::Context { now: self.now(), actor: Actor::Server, ids: &ids };
        world.decide(&cx, &command).ok().and_then(|_| world.access.by_link(mail))
    }

    /// Follows a link: the password is the user's from now on, and all his sessions end.
    pub async fn follow_link(
        &self,
        kind: MailKind,
        token: &str,
        password: Password,
        origin: Origin,
    ) -> Result<(), FollowError> {
        let mail = self.0.link_key.read(kind, token).ok_or(FollowError::LinkDoesNotWork)?;
        let user = self.holder_of_link(kind, token).ok_or(FollowError::LinkDoesNotWork)?;
        // Before the link is used up: hashing may have to wait, and may be told to come again.
        let user_id = UserId::Partner(user);
        // Whoever has a link is a stranger until it is used up: he waits with the others.
        let names = self.names_around(user_id);
        let hashed = self.0.credentials.hash(password, names, Queue::Stranger).await;
        let hashed = hashed.map_err(AppError::from)?;
        let command = following(kind, mail).ok_or(FollowError::LinkDoesNotWork)?;
        let app = self.clone();
        // A link that was used up must leave a password behind, even if nobody waits for it.
        to_its_end(async move {
            match app.ask_and_wait(Ask::new(Actor::Server, origin, command)).await {
                Ok(_) => Ok(app.put_password(user_id, hashed).await?),
                Err(AskError::Rejected(Rejection::Refused(Refusal::LinkDoesNotWork))) => {
                    Err(FollowError::LinkDoesNotWork)
                }
                Err(error) => Err(FollowError::Asked(error)),
            }
        })
        .await
    }
}

/// What following the link of a mail asks for; nothing where it has none.
fn following(kind: MailKind, mail: MailId) -> Option<Command> {
    match kind {
        MailKind::Invitation => Some(AcceptInvitation { mail }.into()),
        MailKind::PasswordReset => Some(UsePasswordReset { mail }.into()),
        MailKind::PasswordChanged => None,
    }
}
