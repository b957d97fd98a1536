use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};

use loggia_core::scalar::Instant;
use loggia_core::world::Seq;
use tokio::sync::oneshot;

use super::Rejection;
use super::desk::{Desk, Sitting};
use super::draft::CaughtUp;
use super::entry::{Asked, Entry};
use crate::clock::Clock;

/// What is asked of the thread that decides.
pub(super) enum Job {
    /// Decide this.
    Submit(Asked),
    /// Append everything due by then.
    Settle(Instant, oneshot::Sender<Result<Seq, Rejection>>),
    /// The open batch was decided again: something else may be due next.
    Look,
    /// End, after everything that was asked before.
    Stop,
}

/// The one that decides what others leave to it, and what is due when nobody asks.
pub(super) struct Thread {
    pub(super) desk: Arc<Desk>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) jobs: Receiver<Job>,
}

enum Wake {
    Job(Job),
    /// Something is due.
    Due,
}

#[derive(PartialEq, Eq)]
enum Then {
    GoOn,
    Stop,
}

impl Thread {
    pub(super) fn run(self) {
        loop {
            let first = match self.wait() {
                Wake::Due => None,
                Wake::Job(job) => Some(job),
            };
            if self.decide(first) == Then::Stop {
                return;
            }
        }
    }

    /// Decides what waits into the open batch, until nothing waits or the batch is full, and offers
    /// it; what is due comes first.
    fn decide(&self, first: Option<Job>) -> Then {
        let mut papers = self.caught_up(self.desk.sit_down(), None);
        let (mut next, mut then) = (first, Then::GoOn);
        while let Some(job) = next {
            match job {
                Job::Stop => {
                    then = Then::Stop;
                    break;
                }
                Job::Look => {}
                Job::Submit(command) => {
                    papers = self.caught_up(papers, None);
                    papers.take_command(command);
                    self.desk.is_done();
                }
                Job::Settle(by, to) => {
                    papers = self.caught_up(papers, Some(by));
                    let now = papers.now();
                    papers.take(Entry::Settle { now, to, seq: Seq(0) });
                    self.desk.is_done();
                }
            }
            self.desk.offer_early(&mut papers);
            next = papers.has_room().then(|| self.jobs.try_recv().ok()).flatten();
        }
        then
    }

    /// Drafts what is due by now, or by `by`, in as many blocks as it takes. Room for one more
    /// commit is left: time goes on while others are decided, and thousands of links may end with a
    /// day.
    fn caught_up<'a>(&'a self, mut papers: Sitting<'a>, by: Option<Instant>) -> Sitting<'a> {
        loop {
            if !papers.has_room() {
                papers = self.desk.wait_for_room(papers);
            }
            if papers.catch_up(by) == CaughtUp::Yes && papers.has_room() {
                return papers;
            }
        }
    }

    fn wait(&self) -> Wake {
        loop {
            let due = self.desk.next_due();
            let Some(due) = due else {
                return Wake::Job(self.jobs.recv().unwrap_or(Job::Stop));
            };
            if let Ok(job) = self.jobs.try_recv() {
                return Wake::Job(job);
            }
            if self.clock.now() >= due {
                return Wake::Due;
            }
            match self.jobs.recv_timeout(self.clock.sleep_towards(due)) {
                Ok(job) => return Wake::Job(job),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Wake::Job(Job::Stop),
            }
        }
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        self.desk.stop();
    }
}
