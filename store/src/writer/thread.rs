use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};

use loggia_core::scalar::Instant;
use loggia_core::world::Seq;
use tokio::sync::oneshot;

use super::decide::{Batch, Entry, Means, undecidable};
use super::draft::CaughtUp;
use super::shared::{Shared, Waiting};
use super::{Accepted, Durable, Published, Rejection, Submission, WriterOptions};
use crate::clock::Clock;
use crate::entropy::Entropy;
use crate::error::LogError;
use crate::log::Log;
use crate::receipts::Receipts;

/// What handles ask of the thread.
pub(super) enum Job {
    /// Decide this.
    Submit(Box<Submission>, oneshot::Sender<Result<Accepted, Rejection>>),
    /// Append everything due by then.
    Settle(Instant, oneshot::Sender<Result<Seq, Rejection>>),
    /// End, after everything that was asked before.
    Stop,
}

/// The one that appends.
pub(super) struct Thread {
    pub(super) log: Box<dyn Log>,
    pub(super) means: Means,
    pub(super) shared: Arc<Shared>,
    pub(super) durable: SyncSender<Durable>,
    options: WriterOptions,
    jobs: Receiver<Job>,
    /// Why nothing is accepted any more.
    broken: Option<String>,
}

enum Wake {
    Job(Job),
    /// Something is due.
    Due,
}

impl Thread {
    pub(super) fn new(
        log: Box<dyn Log>,
        receipts: Receipts,
        clock: Arc<dyn Clock>,
        options: WriterOptions,
        shared: Arc<Shared>,
        jobs: Receiver<Job>,
        durable: SyncSender<Durable>,
    ) -> Self {
        let means = Means { clock, entropy: Entropy::new(), receipts };
        Self { log, means, shared, durable, options, jobs, broken: None }
    }

    pub(super) fn run(mut self) -> Box<dyn Log> {
        loop {
            let mut next = match self.wait() {
                Wake::Due => None,
                Wake::Job(Job::Stop) => return self.log,
                Wake::Job(job) => Some(job),
            };
            let mut batch = self.start();
            let mut stop = false;
            while let Some(job) = next.take() {
                match job {
                    Job::Stop => stop = true,
                    Job::Submit(submission, to) => {
                        // What he is told if it is never decided.
                        let verdict = Err(undecidable());
                        batch = self.take(batch, Entry::Command { submission, to, verdict });
                    }
                    Job::Settle(now, to) => {
                        batch = self.take(batch, Entry::Settle { now, to, seq: Seq(0) });
                    }
                }
                if !stop && batch.draft.has_room(&self.options) && self.few(&batch) {
                    next = self.jobs.try_recv().ok();
                }
            }
            self.commit(batch);
            if stop {
                return self.log;
            }
        }
    }

    /// Refusals take no room in a block, but they wait for it: so many may wait.
    fn few(&self, batch: &Batch) -> bool {
        batch.entries.len() < self.options.queue_max
    }

    fn wait(&self) -> Wake {
        loop {
            let published = self.shared.published.load();
            let due = published.world.access.next_due().filter(|_| self.broken.is_none());
            let Some((due, _)) = due else {
                return Wake::Job(self.jobs.recv().unwrap_or(Job::Stop));
            };
            if let Ok(job) = self.jobs.try_recv() {
                return Wake::Job(job);
            }
            if self.means.clock.now() >= due {
                return Wake::Due;
            }
            match self.jobs.recv_timeout(self.means.clock.sleep_towards(due)) {
                Ok(job) => return Wake::Job(job),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Wake::Job(Job::Stop),
            }
        }
    }

    pub(super) fn published(&self) -> Arc<Published> {
        self.shared.published.load_full()
    }

    /// A new batch; what is due is drafted already, full blocks of it are appended.
    fn start(&mut self) -> Batch {
        let mut batch = Batch::on(&self.published());
        while self.broken.is_none() {
            let now = batch.draft.instant(self.means.clock.now());
            match batch.draft.catch_up(now, Some(&self.options), &mut self.means.entropy) {
                Ok(CaughtUp::Yes) => break,
                Ok(CaughtUp::BlockFull) => {
                    self.commit(batch);
                    batch = Batch::on(&self.published());
                }
                Err(error) => self.fail(&error, Vec::new()),
            }
        }
        batch
    }

    fn take(&mut self, batch: Batch, entry: Entry) -> Batch {
        if let Some(why) = self.broken.clone() {
            self.reject(vec![entry], &why);
            return batch;
        }
        let published = self.published();
        batch.take(entry, &published, &mut self.means).unwrap_or_else(|(entries, error)| {
            self.fail(&error, entries);
            Batch::on(&published)
        })
    }

    /// Nothing is accepted any more.
    pub(super) fn fail(&mut self, error: &LogError, entries: Vec<Entry>) {
        tracing::error!(%error, "the writer accepts no more commands until a restart");
        let why = error.to_string();
        self.reject(entries, &why);
        self.broken.get_or_insert(why);
    }

    /// Tells all of them that their commands were not accepted, as far as is known.
    pub(super) fn reject(&self, entries: Vec<Entry>, why: &str) {
        let unavailable = || Rejection::Unavailable(why.to_owned());
        for entry in entries {
            match entry {
                Entry::Command { to, .. } => drop(to.send(Err(unavailable()))),
                Entry::Settle { to, .. } => drop(to.send(Err(unavailable()))),
                Entry::Undecidable { to } => drop(to.send(Err(undecidable()))),
            }
        }
    }

    /// Tells all of them their verdicts: rejections now, the rest once it is acknowledged.
    pub(super) fn answer(&self, entries: Vec<Entry>) {
        for entry in entries {
            match entry {
                Entry::Command { to, verdict: Ok(accepted), .. } => {
                    self.shared.answer_after(accepted.seq, Waiting::Command(to, accepted));
                }
                Entry::Command { to, verdict: Err(rejection), .. } => drop(to.send(Err(rejection))),
                Entry::Settle { to, seq, .. } => {
                    self.shared.answer_after(seq, Waiting::Settled(to, seq));
                }
                Entry::Undecidable { to } => drop(to.send(Err(undecidable()))),
            }
        }
    }
}
