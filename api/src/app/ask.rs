//! Asking for a command.

use std::time::Duration;

use loggia_core::actor::{Actor, Origin};
use loggia_core::command::Command;
use loggia_core::commit::{CommandDigest, CommandId};
use loggia_core::scalar::{Name, Personal};
use loggia_store::{Accepted, Precondition, Rejection, Submission};
use sha2::{Digest, Sha256};

use super::{App, secret_file};

/// How long a command may take before its answer is "ask again": the disk or the projector is slow.
pub const COMMAND_WAIT_MS_MAX: u64 = 10_000;

/// Longest `Idempotency-Key`.
pub const IDEMPOTENCY_KEY_CHARS_MAX: usize = 200;

/// A command, and what goes with it.
pub struct Ask {
    /// Who asks.
    pub actor: Actor,
    /// From where.
    pub origin: Origin,
    /// What for.
    pub command: Command,
    /// The name of the request: a repeat gets the first answer.
    pub key: Option<IdempotencyKey>,
    /// Why.
    pub reason: Option<Personal<Name>>,
    /// What must hold just before.
    pub precondition: Option<Precondition>,
}

impl Ask {
    /// A command and nothing else.
    pub fn new(actor: Actor, origin: Origin, command: impl Into<Command>) -> Self {
        let command = command.into();
        Self { actor, origin, command, key: None, reason: None, precondition: None }
    }
}

/// The name that a client gives to a request: 1 to 200 visible ASCII characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey(String);

/// The text cannot name a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an idempotency key has 1 to {IDEMPOTENCY_KEY_CHARS_MAX} visible ASCII characters")]
pub struct NotAKey;

impl IdempotencyKey {
    /// Accepts 1 to [`IDEMPOTENCY_KEY_CHARS_MAX`] visible ASCII characters.
    pub fn new(text: &str) -> Result<Self, NotAKey> {
        let fits = (1..=IDEMPOTENCY_KEY_CHARS_MAX).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_graphic());
        if fits { Ok(Self(text.to_owned())) } else { Err(NotAKey) }
    }

    /// The name of the `nth` of several commands in one request.
    #[must_use]
    pub fn nth(&self, nth: usize) -> Self {
        // A blank stands in no key that a client gives.
        Self(format!("{} {nth}", self.0))
    }

    /// Keys of different actors never meet.
    fn id(&self, actor: Actor) -> CommandId {
        let (side, id) = match actor {
            Actor::Installer => (0, None),
            Actor::Clock => (1, None),
            Actor::Staff(id) => (2, Some(id.0)),
            Actor::Partner(id) => (3, Some(id.0)),
            Actor::Server => (4, None),
        };
        let mut hash = Sha256::new();
        hash.update([side]);
        hash.update(id.unwrap_or_default().as_bytes());
        hash.update(&self.0);
        CommandId::by_client(first_16(hash))
    }
}

/// Why a command has no answer, or not the one that was wished for.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// It was not accepted.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// It is on its way; the same key gets the answer.
    #[error("the answer takes longer than {COMMAND_WAIT_MS_MAX} ms; ask again with the same key")]
    StillWorking,
    /// It could not be named.
    #[error("no randomness from the operating system: {0}")]
    NoRandomness(String),
}

impl App {
    /// Asks for a command. The answer comes when what follows is durable and in the views.
    pub async fn ask(&self, ask: Ask) -> Result<Accepted, AskError> {
        let bound = Duration::from_millis(COMMAND_WAIT_MS_MAX);
        let answer = tokio::time::timeout(bound, self.ask_and_wait(ask)).await;
        answer.unwrap_or(Err(AskError::StillWorking))
    }

    /// The same for as long as it takes: for whatever must follow once it is so.
    pub(super) async fn ask_and_wait(&self, ask: Ask) -> Result<Accepted, AskError> {
        let Ask { actor, origin, command, key, reason, precondition } = ask;
        let id = match key {
            Some(key) => key.id(actor),
            None => CommandId::by_server(
                secret_file::random().map_err(|error| AskError::NoRandomness(error.to_string()))?,
            ),
        };
        let digest = digest(&command);
        let on_behalf_of = None;
        let submission =
            Submission { actor, on_behalf_of, origin, id, digest, command, reason, precondition };
        let accepted = self.writer().submit(submission).await?;
        if self.world().access.mails().next().is_some() {
            self.0.mail_waits.notify_one();
        }
        Ok(accepted)
    }
}

/// What a command says, whatever blanks and order of fields it was sent with.
fn digest(command: &Command) -> CommandDigest {
    let mut hash = Sha256::new();
    hash.update(command.kind().kebab());
    hash.update([0]);
    // Commands are plain structs with text keys: serde_json cannot refuse them.
    hash.update(serde_json::to_vec(command).unwrap_or_default());
    CommandDigest(first_16(hash))
}

fn first_16(hash: Sha256) -> [u8; 16] {
    let mut first = [0; 16];
    first.iter_mut().zip(hash.finalize()).for_each(|(to, from)| *to = from);
    first
}

#[cfg(test)]
mod tests {
    use loggia_core::id::{PartnerUserId, StaffUserId};

    use super::*;

    #[test]
    fn a_key_is_visible_ascii_and_bounded() {
        assert!(IdempotencyKey::new(&"k".repeat(200)).is_ok());
        for bad in ["", "a b", "ä", &"k".repeat(201), "a\n"] {
            assert_eq!(IdempotencyKey::new(bad), Err(NotAKey), "{bad:?}");
        }
    }

    #[test]
    fn the_same_key_of_two_users_names_two_requests() {
        let key = IdempotencyKey::new("k").unwrap();
        let id = uuid::Uuid::from_u128(1);
        let staff = key.id(Actor::Staff(StaffUserId(id)));
        assert_ne!(staff, key.id(Actor::Partner(PartnerUserId(id))));
        assert_eq!(staff, key.id(Actor::Staff(StaffUserId(id))));
    }
}
