use loggia_core::actor::{Actor, Origin};
use loggia_core::command::Command;
use loggia_core::commit::{CommandDigest, CommandId};
use loggia_core::id::StaffUserId;
use loggia_core::scalar::{Name, Personal};
use loggia_core::world::World;

/// What must hold in the world just before the command is decided. It is asked again when the
/// command must be decided again, so it may not have effects.
pub type Precondition = Box<dyn Fn(&World) -> bool + Send>;

/// A command on its way to the writer.
pub struct Submission {
    /// Who asks.
    pub actor: Actor,
    /// For whom, when a staff user acts as somebody else.
    pub on_behalf_of: Option<StaffUserId>,
    /// From where.
    pub origin: Origin,
    /// The name of the request, unique for its actor. Only one that a client gave has a receipt.
    pub id: CommandId,
    /// The digest of what it says.
    pub digest: CommandDigest,
    /// What it says.
    pub command: Command,
    /// Why, if a reason is given.
    pub reason: Option<Personal<Name>>,
    /// What must hold for it.
    pub precondition: Option<Precondition>,
}
