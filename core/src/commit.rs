//! What one accepted command leaves in the log.

use crate::actor::{Actor, Origin};
use crate::command::CommandKind;
use crate::event::Event;
use crate::id::StaffUserId;
use crate::scalar::{Name, Personal};
use crate::world::{Stamp, World};

/// The name of a request, unique for its actor: a repeat gets the first answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommandId(pub [u8; 16]);

impl std::fmt::Debug for CommandId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        uuid::Uuid::from_bytes(self.0).fmt(f)
    }
}

/// The digest of a command's content: the same id with another content is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommandDigest(pub [u8; 16]);

/// One accepted command: who, when, from where, which, why, and what followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its place and time.
    pub stamp: Stamp,
    /// Who asked.
    pub actor: Actor,
    /// For whom, when a staff user acted as somebody else.
    pub on_behalf_of: Option<StaffUserId>,
    /// From where.
    pub origin: Origin,
    /// Which request it was.
    pub command_id: CommandId,
    /// What the request said.
    pub command_digest: CommandDigest,
    /// Which command it was.
    pub command: CommandKind,
    /// Why, if a reason was given.
    pub reason: Option<Personal<Name>>,
    /// What followed; never empty.
    pub events: Vec<Event>,
}

impl Commit {
    /// Lets all its events be so.
    pub fn apply_to(&self, world: &mut World) {
        for event in &self.events {
            world.apply(self.stamp, event);
        }
    }
}
