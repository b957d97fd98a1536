use std::sync::Arc;

use loggia_core::commit::Commit;
use loggia_core::world::World;

use super::shared::Shared;
use crate::log::Head;

/// A durable block on its way to the projector. The answers to its commands wait for it: they are
/// sent when it is acknowledged, or dropped.
pub struct Durable {
    /// What happened, in order; it follows the block handed on before it without a gap.
    pub commits: Arc<[Commit]>,
    /// Where the log stands with it.
    pub head: Head,
    /// The world with it.
    pub world: Arc<World>,
    pub(super) shared: Arc<Shared>,
}

impl Durable {
    /// Sends the answers that wait for it.
    pub fn acknowledge(self) {
        drop(self);
    }
}

impl Drop for Durable {
    fn drop(&mut self) {
        self.shared.acknowledge(self.head.seq);
    }
}
