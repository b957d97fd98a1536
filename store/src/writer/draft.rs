use std::collections::HashMap;

use loggia_core::actor::{Actor, Origin};
use loggia_core::command::CommandKind;
use loggia_core::commit::{CommandDigest, CommandId, Commit};
use loggia_core::scalar::Instant;
use loggia_core::world::{Seq, Stamp, World};

use super::{Published, WriterOptions};
use crate::entropy::Entropy;
use crate::error::LogError;
use crate::receipts::Receipt;
use crate::sealed::SealedCommit;

/// What a draft goes on from: the published world, or that of the draft before it, which is being
/// appended. Its head is not known yet then, only where it will be.
#[derive(Clone)]
pub(super) struct Base {
    world: World,
    seq: Seq,
    at: Instant,
}

impl From<&Published> for Base {
    fn from(published: &Published) -> Self {
        let Published { world, head } = published;
        Self { world: World::clone(world), seq: head.seq, at: head.at }
    }
}

/// Answers by the names of their requests.
pub(super) type Named = HashMap<(Actor, CommandId), Receipt>;

/// A block that is being decided, on a copy of the world. Until it is durable nobody sees any of it.
pub(super) struct Draft {
    base: Base,
    /// The world with what was drafted so far.
    pub(super) world: World,
    at: Instant,
    commits: Vec<SealedCommit>,
    bytes: usize,
    /// Answers given in this draft; they become receipts with it.
    pub(super) named: Named,
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
    pub(super) fn on(base: Base) -> Self {
        let (world, at) = (base.world.clone(), base.at);
        Self { base, world, at, commits: Vec::new(), bytes: 0, named: Named::new() }
    }

    /// What it goes on from.
    pub(super) fn base(&self) -> &Base {
        &self.base
    }

    /// What the draft after it goes on from.
    pub(super) fn next_base(&self) -> Base {
        Base { world: self.world.clone(), seq: self.last(), at: self.at }
    }

    /// The last commit, durable or drafted.
    pub(super) fn last(&self) -> Seq {
        self.commits.last().map_or(self.base.seq, |sealed| sealed.commit().stamp.seq)
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
            let command_id = CommandId::by_server(entropy.draw());
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

    /// The commits to append, and the world with them.
    pub(super) fn into_commits(self) -> (Vec<SealedCommit>, World) {
        let Self { base: _, world, at: _, commits, bytes: _, named: _ } = self;
        (commits, world)
    }
}
