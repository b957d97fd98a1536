use std::collections::HashMap;

use loggia_core::actor::{Actor, Origin};
use loggia_core::command::CommandKind;
use loggia_core::commit::{CommandDigest, CommandId, Commit};
use loggia_core::scalar::Instant;
use loggia_core::world::{Seq, Stamp, World};

use super::{Published, WriterOptions};
use crate::entropy::Entropy;
use crate::error::LogError;
use crate::log::{Block, Head};
use crate::receipts::Receipt;
use crate::sealed::SealedCommit;

/// A block that is being decided, on a copy of the world. Until it is durable nobody sees any of it.
pub(super) struct Draft {
    after: Head,
    /// The world with what was drafted so far.
    pub(super) world: World,
    at: Instant,
    commits: Vec<SealedCommit>,
    bytes: usize,
    /// Answers given in this draft; they become receipts with it.
    pub(super) named: HashMap<(Actor, CommandId), Receipt>,
}

/// Whether everything due found room.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum CaughtUp {
    /// Nothing is due any more.
    Yes,
    /// The block is full; more is due.
    BlockFull,
}

impl Draft {
    pub(super) fn on(published: &Published) -> Self {
        Self {
            after: published.head,
            world: World::clone(&published.world),
            at: published.head.at,
            commits: Vec::new(),
            bytes: 0,
            named: HashMap::new(),
        }
    }

    /// The last commit, durable or drafted.
    pub(super) fn last(&self) -> Seq {
        self.commits.last().map_or(self.after.seq, |sealed| sealed.commit().stamp.seq)
    }

    /// The instant of a decision at `now`: time never runs backwards, whatever the clock does.
    pub(super) fn instant(&self, now: Instant) -> Instant {
        if self.last() == Seq(0) { now } else { now.max(self.at) }
    }

    pub(super) fn has_room(&self, options: &WriterOptions) -> bool {
        self.commits.len() < options.block_commits_max && self.bytes < options.block_bytes_max
    }

    pub(super) fn is_empty(&self) -> bool {
        self.commits.is_empty()
    }

    /// Drafts a commit and lets it be so in the drafted world. Its stamp is made here.
    pub(super) fn push(
        &mut self,
        mut commit: Commit,
        entropy: &mut Entropy,
    ) -> Result<Stamp, LogError> {
        let stamp = Stamp { seq: self.last().next(), at: self.instant(commit.stamp.at) };
        commit.stamp = stamp;
        let salt = entropy.draw();
        entropy.check()?;
        let sealed = SealedCommit::seal(commit, salt)?;
        sealed.commit().apply_to(&mut self.world);
        self.bytes = self.bytes.saturating_add(sealed.stored_len());
        self.at = stamp.at;
        self.commits.push(sealed);
        Ok(stamp)
    }

    /// Drafts what time has brought about by `now`, each at its instant, before anything later.
    pub(super) fn catch_up(
        &mut self,
        now: Instant,
        room: Option<&WriterOptions>,
        entropy: &mut Entropy,
    ) -> Result<CaughtUp, LogError> {
        let mut before = None;
        while let Some(due) = self.world.due(now) {
            if room.is_some_and(|options| !self.has_room(options)) {
                return Ok(CaughtUp::BlockFull);
            }
            if before.as_ref() == Some(&due) {
                return Err(LogError::Encode(format!("`{}` stays due for ever", due.1.name())));
            }
            before = Some(due.clone());
            let (at, event) = due;
            let command_id = CommandId(entropy.draw());
            let commit = Commit {
                stamp: Stamp { seq: Seq(0), at },
                actor: Actor::Clock,
                on_behalf_of: None,
                origin: Origin::default(),
                command_id,
                command_digest: CommandDigest([0; 16]),
                command: CommandKind::Clock,
                reason: None,
                events: vec![event],
            };
            self.push(commit, entropy)?;
        }
        Ok(CaughtUp::Yes)
    }

    /// The block to append, and what is left: the world with it and the answers given in it.
    pub(super) fn into_block(self) -> (Block, World, HashMap<(Actor, CommandId), Receipt>) {
        let Self { after, world, at: _, commits, bytes: _, named } = self;
        (Block { after, commits }, world, named)
    }
}
