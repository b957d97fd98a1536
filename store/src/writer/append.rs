use std::sync::Arc;
use std::time::Duration;

use loggia_core::commit::Commit;
use loggia_core::world::{Seq, World};

use super::decide::{Batch, Entry};
use super::thread::Thread;
use super::{Durable, Published};
use crate::error::{AppendError, LogError};
use crate::log::{Block, Head};

/// How often a batch is decided again because others append to the same log.
const DECIDE_ATTEMPTS_MAX: usize = 16;

/// How often a block is appended again because the answer was lost.
const APPEND_ATTEMPTS_MAX: usize = 5;

/// Pause before a lost append is tried again, times the attempt.
const APPEND_PAUSE_MS: u64 = 20;

/// What became of a block.
enum Landed {
    /// It is durable.
    Ours(Head),
    /// It is durable, which was found out by reading; it is published already.
    Found,
    /// Others came first; what they did is published, and the block can never land.
    Theirs,
    /// Nobody can say.
    Nowhere(LogError),
}

impl Thread {
    /// Makes the batch durable, publishes the world, hands the block on, answers.
    pub(super) fn commit(&mut self, mut batch: Batch) {
        for _ in 0..DECIDE_ATTEMPTS_MAX {
            if batch.draft.is_empty() {
                for (name, receipt) in batch.draft.named {
                    self.means.receipts.put(name.0, name.1, receipt);
                }
                return self.answer(batch.entries);
            }
            let (block, world, named) = batch.draft.into_block();
            match self.land(&block) {
                Landed::Ours(head) => {
                    for (name, receipt) in named {
                        self.means.receipts.put(name.0, name.1, receipt);
                    }
                    let commits = block.commits.into_iter().map(|c| c.into_commit()).collect();
                    return self.hand_on(commits, head, Arc::new(world), batch.entries);
                }
                Landed::Found => return self.answer(batch.entries),
                Landed::Theirs => {
                    let published = self.published();
                    match Batch::decide_again(batch.entries, &published, &mut self.means) {
                        Ok(again) => batch = again,
                        Err((entries, error)) => return self.fail(&error, entries),
                    }
                }
                Landed::Nowhere(error) => return self.fail(&error, batch.entries),
            }
        }
        self.reject(batch.entries, "others keep appending to the same log");
    }

    /// Appends until it is known what became of the block.
    fn land(&mut self, block: &Block) -> Landed {
        let mut lost = None;
        for attempt in 1..=APPEND_ATTEMPTS_MAX {
            let began = std::time::Instant::now();
            match self.log.append(block) {
                Ok(head) => {
                    metrics::histogram!("loggia_append_seconds").record(began.elapsed());
                    metrics::counter!("loggia_blocks_total").increment(1);
                    let commits = u64::try_from(block.commits.len()).unwrap_or(u64::MAX);
                    metrics::counter!("loggia_commits_total").increment(commits);
                    return Landed::Ours(head);
                }
                Err(AppendError::Conflict { .. }) => {
                    return match self.follow(block.after.seq) {
                        // Without a lost append, none of what is there can be ours.
                        Ok(first) if lost.is_some() && is_first(block, &first) => Landed::Found,
                        Ok(_) => Landed::Theirs,
                        Err(error) => Landed::Nowhere(error),
                    };
                }
                Err(AppendError::Unknown(error)) => {
                    tracing::warn!(%error, attempt, "the answer to an append was lost");
                    lost = Some(error);
                    let pause = APPEND_PAUSE_MS.saturating_mul(attempt.try_into().unwrap_or(1));
                    std::thread::sleep(Duration::from_millis(pause));
                }
                Err(AppendError::Failed(error)) => return Landed::Nowhere(error),
            }
        }
        Landed::Nowhere(lost.unwrap_or(LogError::Closed))
    }

    /// Publishes and hands on what the log has after `after`, whoever wrote it.
    fn follow(&mut self, after: Seq) -> Result<Arc<[Commit]>, LogError> {
        let reader = self.log.reader();
        let head = reader.head();
        let mut commits = Vec::new();
        for batch in reader.read(after) {
            commits.extend(batch?.into_iter().filter(|commit| commit.stamp.seq <= head.seq));
        }
        if commits.last().map(|commit| commit.stamp.seq) != Some(head.seq) {
            return Err(LogError::Broken { after, why: "the log conflicts but has nothing new" });
        }
        let mut world = World::clone(&self.published().world);
        for commit in &commits {
            commit.apply_to(&mut world);
            self.means.receipts.remember(commit);
        }
        let commits: Arc<[Commit]> = commits.into();
        self.hand_on(commits.clone(), head, Arc::new(world), Vec::new());
        Ok(commits)
    }

    /// The world is published before anybody hears of it.
    fn hand_on(&self, commits: Arc<[Commit]>, head: Head, world: Arc<World>, entries: Vec<Entry>) {
        self.shared.publish(Published { world: world.clone(), head });
        self.answer(entries);
        let durable = Durable { commits, head, world, shared: self.shared.clone() };
        // Without a projector the block is acknowledged by being dropped.
        drop(self.durable.send(durable));
    }
}

fn is_first(block: &Block, commits: &[Commit]) -> bool {
    block.commits.len() <= commits.len()
        && block
            .commits
            .iter()
            .map(|sealed| sealed.commit())
            .eq(commits.iter().take(block.commits.len()))
}
