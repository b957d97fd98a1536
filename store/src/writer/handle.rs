use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;

use loggia_core::scalar::Instant;
use loggia_core::world::{Seq, World};
use tokio::sync::oneshot;

use super::append::{Appender, Seat};
use super::decide::Means;
use super::desk::{Desk, Due};
use super::draft::Named;
use super::entry::Asked;
use super::shared::Shared;
use super::thread::{Job, Thread};
use super::{Accepted, Durable, Published, Rejection, Submission};
use crate::clock::Clock;
use crate::codec::BLOCK_COMMITS_MAX;
use crate::entropy::Entropy;
use crate::log::Log;
use crate::receipts::Receipts;

/// The bounds of a writer.
#[derive(Clone, Copy, Debug)]
pub struct WriterOptions {
    /// Submissions that wait to be decided, and as many that were decided and wait for their block; one
    /// more is [`Rejection::Overloaded`] at once.
    pub queue_max: usize,
    /// Blocks that wait to be projected; then the writer waits too.
    pub durable_max: usize,
    /// Commits of a block, at most [`BLOCK_COMMITS_MAX`].
    pub block_commits_max: usize,
    /// A block is closed once it has this many bytes; a single commit may be larger.
    pub block_bytes_max: usize,
}

impl Default for WriterOptions {
    fn default() -> Self {
        Self {
            queue_max: 4096,
            durable_max: 64,
            block_commits_max: BLOCK_COMMITS_MAX,
            block_bytes_max: 1024 * 1024,
        }
    }
}

/// A handle of the writer; clones talk to the same one.
#[derive(Clone)]
pub struct Writer {
    queue: SyncSender<Job>,
    pub(super) desk: Arc<Desk>,
    shared: Arc<Shared>,
}

impl Writer {
    /// Starts the threads that decide and append. `world` and `receipts` are the fold of it up to its head.
    /// Durable blocks come out of the receiver, in order and without a gap.
    pub fn start(
        log: Box<dyn Log>,
        world: World,
        receipts: Receipts,
        clock: Arc<dyn Clock>,
        options: WriterOptions,
    ) -> (Self, Receiver<Durable>, WriterThread) {
        let (queue, jobs) = sync_channel(options.queue_max);
        let (durable, blocks) = sync_channel(options.durable_max);
        let published = Published { world: Arc::new(world), head: log.head() };
        let means = Means {
            clock: clock.clone(),
            entropy: Entropy::new(),
            receipts,
            appending: Named::new(),
        };
        let desk = Arc::new(Desk::new(means, &published, options));
        let shared = Arc::new(Shared::new(published));
        let seat = Seat(desk.clone());
        let (shared_too, wake) = (shared.clone(), queue.clone());
        let appender =
            Appender { log, seat, shared: shared_too, durable, jobs: wake, outlived: None };
        let deciding = Thread { desk: desk.clone(), clock, jobs };
        let thread = |name: &str| std::thread::Builder::new().name(name.into());
        let append = thread("writer-append").spawn(move || appender.run());
        let decide = thread("writer").spawn(move || deciding.run());
        let stop = queue.clone();
        let threads = Some(Threads { decide, append });
        (Self { queue, desk, shared }, blocks, WriterThread { stop, threads })
    }

    /// Submits a command. Answers when it is durable and the block was acknowledged; a rejection as
    /// soon as the world that it was decided on is durable.
    pub async fn submit(&self, submission: Submission) -> Result<Accepted, Rejection> {
        let (to, answer) = oneshot::channel();
        let is_bulk = submission.command.kind().is_bulk();
        let command = Asked { submission: Box::new(submission), to };
        // Who asks for little should not wait for a thread that decides much for somebody else.
        let decided = if is_bulk { Err(command) } else { self.desk.decide_at_once(command) };
        match decided {
            Ok(Due::NoSooner) => {}
            // With a full queue it is awake.
            Ok(Due::Sooner) => drop(self.queue.try_send(Job::Look)),
            Err(command) => self.put(Job::Submit(command))?,
        }
        answer.await.unwrap_or_else(|_| Err(gone()))
    }

    /// The last durable world. No lock: one atomic load.
    pub fn published(&self) -> Arc<Published> {
        self.shared.published.load_full()
    }

    /// Makes sure that everything due by `now` is appended and acknowledged (law 5); at once, with
    /// one atomic load, when it is. The answer is a commit up to which everything is projected.
    pub async fn settle(&self, now: Instant) -> Result<Seq, Rejection> {
        if self.next_due().is_none_or(|due| now < due) {
            return Ok(self.shared.done());
        }
        let (to, answer) = oneshot::channel();
        self.put(Job::Settle(now, to))?;
        answer.await.unwrap_or_else(|_| Err(gone()))
    }

    /// When time brings something about next; before that, everything due is projected.
    pub fn next_due(&self) -> Option<Instant> {
        self.shared.next_due()
    }

    fn put(&self, job: Job) -> Result<(), Rejection> {
        self.desk.leave();
        self.queue.try_send(job).map_err(|error| {
            self.desk.is_done();
            match error {
                TrySendError::Full(_) => Rejection::Overloaded,
                TrySendError::Disconnected(_) => Rejection::Stopped,
            }
        })
    }
}

/// The answer was dropped: the thread ended before it came to the job.
fn gone() -> Rejection {
    Rejection::Stopped
}

/// The writer's threads, for whoever must stop them.
pub struct WriterThread {
    stop: SyncSender<Job>,
    threads: Option<Threads>,
}

struct Threads {
    decide: std::io::Result<JoinHandle<()>>,
    append: std::io::Result<JoinHandle<Box<dyn Log>>>,
}

impl WriterThread {
    /// Decides and appends what waits already, ends the threads and gives the log back. None when
    /// the thread that appends could not be started or panicked.
    ///
    /// The receiver of [`Durable`] must go on receiving meanwhile, or be dropped.
    pub fn stop(mut self) -> Option<Box<dyn Log>> {
        self.end()
    }

    fn end(&mut self) -> Option<Box<dyn Log>> {
        let Threads { decide, append } = self.threads.take()?;
        // An error means that the thread has ended already.
        let _ = self.stop.send(Job::Stop);
        // However the one ended, the other ends after it.
        let _ = decide.map(JoinHandle::join);
        append.ok()?.join().ok()
    }
}

impl Drop for WriterThread {
    fn drop(&mut self) {
        self.end();
    }
}
