use std::sync::Arc;
use std::sync::mpsc::SyncSender;
use std::time::Duration;

use loggia_core::commit::Commit;
use loggia_core::world::{Seq, World};

use super::decide::Batch;
use super::desk::Desk;
use super::entry::{Entry, answer, reject};
use super::shared::Shared;
use super::thread::Job;
use super::{Durable, Published};
use crate::error::{AppendError, LogError};
use crate::log::{Block, Head, Log};

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

/// The one that appends.
pub(super) struct Appender {
    pub(super) log: Box<dyn Log>,
    pub(super) seat: Seat,
    pub(super) shared: Arc<Shared>,
    pub(super) durable: SyncSender<Durable>,
    /// To wake the one that decides.
    pub(super) jobs: SyncSender<Job>,
    /// What was published before.
    pub(super) outlived: Option<Arc<Published>>,
}

/// A place at the desk; it is seen when it is empty.
pub(super) struct Seat(pub(super) Arc<Desk>);

impl Drop for Seat {
    fn drop(&mut self) {
        self.0.abandon();
    }
}

impl Appender {
    pub(super) fn run(mut self) -> Box<dyn Log> {
        let mut outlived = None;
        while let Some(batch) = self.seat.0.next(outlived) {
            self.commit(batch);
            outlived = self.outlived.take();
        }
        self.log
    }

    /// Makes the batch durable, publishes the world, hands the block on, answers.
    fn commit(&mut self, mut batch: Batch) {
        for _ in 0..DECIDE_ATTEMPTS_MAX {
            let Batch { draft, entries } = batch;
            let (commits, world) = draft.into_commits();
            if commits.is_empty() {
                return answer(entries, &self.shared);
            }
            // It was decided on what is published by now: either the block before it landed, or it
            // was decided again since.
            let block = Block { after: self.published().head, commits };
            match self.land(&block) {
                Landed::Ours(head) => {
                    let commits = block.commits.into_iter().map(|c| c.into_commit()).collect();
                    return self.hand_on(commits, head, Arc::new(world), entries);
                }
                Landed::Found => {
                    answer(entries, &self.shared);
                    // Others may have come after it.
                    return self.go_on_from_published();
                }
                Landed::Theirs => match self.decide_again(entries) {
                    Some(again) => batch = again,
                    None => return,
                },
                Landed::Nowhere(error) => return self.fail(&error, entries),
            }
        }
        reject(batch.entries, "others keep appending to the same log");
        self.go_on_from_published();
    }

    /// Decides these and the open batch again; none when that failed.
    fn decide_again(&self, entries: Vec<Entry>) -> Option<Batch> {
        let decided = self.seat.0.decide_again(entries, &self.published());
        // With a full queue it is awake.
        let _ = self.jobs.try_send(Job::Look);
        decided.map_err(|(entries, error)| self.fail(&error, entries)).ok()
    }

    /// The open batch was decided on a block of which nothing is left to append.
    fn go_on_from_published(&self) {
        let _nothing = self.decide_again(Vec::new());
    }

    /// Neither these nor what is open nor anything later is accepted: all of it was decided on a
    /// block that may not be there.
    fn fail(&self, error: &LogError, entries: Vec<Entry>) {
        self.seat.0.fail(error);
        reject(entries, &error.to_string());
    }

    fn published(&self) -> Arc<Published> {
        self.shared.published.load_full()
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
        commits.iter().for_each(|commit| commit.apply_to(&mut world));
        self.seat.0.remember(&commits);
        let commits: Arc<[Commit]> = commits.into();
        self.hand_on(commits.clone(), head, Arc::new(world), Vec::new());
        Ok(commits)
    }

    /// The world is published before anybody hears of it.
    fn hand_on(
        &mut self,
        commits: Arc<[Commit]>,
        head: Head,
        world: Arc<World>,
        entries: Vec<Entry>,
    ) {
        self.outlived = Some(self.shared.publish(Published { world: world.clone(), head }));
        answer(entries, &self.shared);
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
