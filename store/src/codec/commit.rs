//! One commit as bincode.

use bincode::config::{Configuration, Limit, LittleEndian, Varint};
use loggia_core::actor::{Actor, Origin};
use loggia_core::commit::{CommandDigest, CommandId, Commit};
use loggia_core::event::Event;
use loggia_core::id::StaffUserId;
use loggia_core::scalar::{Instant, Name, Personal};
use loggia_core::world::{Seq, Stamp};
use serde::{Deserialize, Serialize, Serializer};

use super::Flaw;
use super::wire::{WireEvent, WireEventRef, WireKind};
use crate::error::LogError;

/// Largest commit.
pub const COMMIT_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Without a limit, ten bytes that claim a huge vector abort the process.
const CONFIG: Configuration<LittleEndian, Varint, Limit<COMMIT_BYTES_MAX>> =
    bincode::config::standard().with_limit::<COMMIT_BYTES_MAX>();

/// The place of a commit is not in it: it follows from the block and the commits before.
#[derive(Serialize)]
struct WireCommitRef<'a> {
    at: Instant,
    actor: Actor,
    on_behalf_of: Option<StaffUserId>,
    origin: &'a Origin,
    command_id: [u8; 16],
    command_digest: [u8; 16],
    command: WireKind,
    reason: Option<&'a Personal<Name>>,
    events: Events<'a>,
}

/// The same, to read.
#[derive(Deserialize)]
struct WireCommit {
    at: Instant,
    actor: Actor,
    on_behalf_of: Option<StaffUserId>,
    origin: Origin,
    command_id: [u8; 16],
    command_digest: [u8; 16],
    command: WireKind,
    reason: Option<Personal<Name>>,
    events: Vec<WireEvent>,
}

struct Events<'a>(&'a [Event]);

impl Serialize for Events<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.0.iter().map(WireEventRef::from))
    }
}

/// The stored form of `commit`, without its place; refused above [`COMMIT_BYTES_MAX`].
pub(crate) fn encode(commit: &Commit) -> Result<Vec<u8>, LogError> {
    let Commit {
        stamp: Stamp { seq: _, at },
        actor,
        on_behalf_of,
        origin,
        command_id: CommandId(command_id),
        command_digest: CommandDigest(command_digest),
        command,
        reason,
        events,
    } = commit;
    let wire = WireCommitRef {
        at: *at,
        actor: *actor,
        on_behalf_of: *on_behalf_of,
        origin,
        command_id: *command_id,
        command_digest: *command_digest,
        command: (*command).into(),
        reason: reason.as_ref(),
        events: Events(events),
    };
    let bytes = bincode::serde::encode_to_vec(&wire, CONFIG)
        .map_err(|error| LogError::Encode(error.to_string()))?;
    match bytes.len() <= COMMIT_BYTES_MAX {
        true => Ok(bytes),
        false => Err(LogError::CommitTooLarge { bytes: bytes.len(), max: COMMIT_BYTES_MAX }),
    }
}

/// The commit at `seq` out of its stored form; nothing may follow it.
pub(crate) fn decode(seq: Seq, bytes: &[u8]) -> Result<Commit, Flaw> {
    let (wire, used): (WireCommit, usize) = bincode::serde::borrow_decode_from_slice(bytes, CONFIG)
        .map_err(|_| Flaw::Damage("a commit does not decode"))?;
    if used != bytes.len() {
        return Err(Flaw::Damage("something follows a commit"));
    }
    if wire.events.is_empty() {
        return Err(Flaw::Damage("a commit has no events"));
    }
    Ok(Commit {
        stamp: Stamp { seq, at: wire.at },
        actor: wire.actor,
        on_behalf_of: wire.on_behalf_of,
        origin: wire.origin,
        command_id: CommandId(wire.command_id),
        command_digest: CommandDigest(wire.command_digest),
        command: wire.command.into(),
        reason: wire.reason,
        events: wire.events.into_iter().map(Event::from).collect(),
    })
}
