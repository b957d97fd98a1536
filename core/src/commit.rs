//! What one accepted command leaves in the log.

use crate::actor::{Actor, Origin};
use crate::command::CommandKind;
use crate::event::Event;
use crate::id::StaffUserId;
use crate::scalar::{Name, Personal};
use crate::world::{Stamp, World};

/// The name of a request, unique for its actor: a repeat gets the first answer. It tells itself
/// whether anybody can repeat it, in the bits where a UUID tells its version (RFC 9562), so the log
/// tells it, too.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommandId(pub [u8; 16]);

/// Who named a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Namer {
    /// The client, who may ask again under the same name.
    Client,
    /// The server, at random: nobody can repeat the name.
    Server,
}

impl CommandId {
    /// The name that a client gave, as 16 bytes of its digest. Made a UUID of version 8.
    pub fn by_client(digest: [u8; 16]) -> Self {
        Self(uuid::Builder::from_custom_bytes(digest).into_uuid().into_bytes())
    }

    /// A name for what the client did not name. Made a UUID of version 4.
    pub fn by_server(random: [u8; 16]) -> Self {
        Self(uuid::Builder::from_random_bytes(random).into_uuid().into_bytes())
    }

    /// Who named it.
    pub fn namer(self) -> Namer {
        let id = uuid::Uuid::from_bytes(self.0);
        match id.get_variant() == uuid::Variant::RFC4122 && id.get_version_num() == 4 {
            true => Namer::Server,
            false => Namer::Client,
        }
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_who_gave_it() {
        for bytes in [[0; 16], [0x4f; 16], [0x80; 16], [0xff; 16]] {
            assert_eq!(CommandId::by_client(bytes).namer(), Namer::Client);
            assert_eq!(CommandId::by_server(bytes).namer(), Namer::Server);
        }
    }
}
