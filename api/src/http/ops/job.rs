use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant as Moment};

use loggia_core::id::PartnerUserId;
use loggia_core::scalar::Instant;
use loggia_core::world::Seq;
use loggia_projections::{Rebuild, RebuildState};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::verification::{Found, Verification};
use crate::http::{Problem, ProblemKind};

/// Jobs that are remembered; the oldest that have ended are forgotten first.
pub const JOBS_KEPT_MAX: usize = 32;

/// What sort of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum JobKind {
    /// Building all views anew.
    Rebuild,
    /// Reading the whole log again.
    Verify,
}

impl JobKind {
    pub(super) fn kebab(self) -> &'static str {
        match self {
            Self::Rebuild => "rebuild",
            Self::Verify => "verify",
        }
    }

    fn running(self) -> ProblemKind {
        match self {
            Self::Rebuild => ProblemKind::RebuildRunning,
            Self::Verify => ProblemKind::VerifyRunning,
        }
    }
}

/// The work itself.
pub(super) enum Work {
    Rebuild(Rebuild),
    Verify(Verification),
}

/// A piece of long work.
pub(super) struct Job {
    pub(super) id: Uuid,
    pub(super) kind: JobKind,
    pub(super) work: Work,
    began: Instant,
    since: Moment,
    took: OnceLock<Duration>,
}

impl Job {
    /// Asks it to stop.
    pub(super) fn cancel(&self) {
        match &self.work {
            Work::Rebuild(rebuild) => rebuild.cancel(),
            Work::Verify(verification) => verification.cancel(),
        }
    }

    /// It does nothing any more.
    pub(super) fn end(&self) {
        self.took.get_or_init(|| self.worked());
    }

    /// How long it has worked so far: its pauses do not count.
    fn worked(&self) -> Duration {
        let now = Moment::now();
        let paused = match &self.work {
            Work::Rebuild(rebuild) => rebuild.paused_until(now),
            Work::Verify(_) => Duration::ZERO,
        };
        now.saturating_duration_since(self.since).saturating_sub(paused)
    }

    /// It was given up by whoever did it, and has failed unless it had ended.
    pub(super) fn give_up(&self, why: &str) {
        match &self.work {
            Work::Rebuild(rebuild) => rebuild.give_up(why),
            Work::Verify(verification) => verification.give_up(why),
        }
    }

    fn is_over(&self) -> bool {
        self.took.get().is_some()
    }

    /// Where it stands.
    pub(super) fn body(&self) -> JobBody {
        let (done, total) = match &self.work {
            Work::Rebuild(rebuild) => rebuild.progress(),
            Work::Verify(verification) => verification.progress(),
        };
        let body = JobBody {
            id: self.id,
            kind: self.kind,
            state: JobState::Running,
            done,
            total,
            per_second: None,
            seconds_left: None,
            began: self.began,
            took_ms: None,
            differing: None,
            verified: None,
            problem: None,
        };
        let body = match &self.work {
            Work::Rebuild(rebuild) => body.rebuilt(rebuild),
            Work::Verify(verification) => body.verified(verification.found()),
        };
        // Whoever looks may be there before the one who works says that it has ended.
        if body.state.is_over() {
            self.end();
        }
        body.timed(self.took.get().copied(), self.worked())
    }
}

struct Pace {
    per_second: Option<u64>,
    seconds_left: Option<u64>,
}

impl Pace {
    fn of(done: u64, total: u64, took: Duration) -> Self {
        let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX).max(1);
        let per_second = (done > 0).then(|| done.saturating_mul(1_000) / millis);
        let left = total.saturating_sub(done);
        let seconds_left = (done > 0).then(|| left.saturating_mul(millis) / done / 1_000);
        Self { per_second, seconds_left }
    }
}

/// Where a piece of long work stands.
#[derive(Serialize, ToSchema)]
pub(super) struct JobBody {
    /// Which.
    id: Uuid,
    /// What sort of work.
    kind: JobKind,
    /// Where it stands.
    pub(super) state: JobState,
    /// Commits done.
    done: u64,
    /// Commits to do.
    total: u64,
    /// Commits a second so far, pauses not counted.
    per_second: Option<u64>,
    /// Seconds left at that pace.
    seconds_left: Option<u64>,
    /// When it began.
    began: Instant,
    /// How long it took, pauses not counted; absent while it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    took_ms: Option<u64>,
    /// The partner users whose rebuilt portal is not what was served before; none is right.
    #[serde(skip_serializing_if = "Option::is_none")]
    differing: Option<Vec<PartnerUserId>>,
    /// What a verification found to be whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    verified: Option<VerifiedBody>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
}

/// What was found to be whole.
#[derive(Serialize, ToSchema)]
pub(super) struct VerifiedBody {
    /// The last commit.
    seq: Seq,
    /// The Merkle root over all commits (RFC 6962), in hexadecimal.
    root: String,
    /// The size of the log in the signed checkpoint that was found in it.
    checkpoint_seq: Option<Seq>,
    /// The root in that checkpoint.
    checkpoint_root: Option<String>,
    /// Attached contents that are as they were attached: all of them.
    files: u64,
    /// Their bytes together.
    file_bytes: u64,
    /// Files beside the log that no attachment has any more, or ever had.
    files_unattached: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum JobState {
    /// Commits are being read.
    Running,
    /// The rebuilt views are being compared with rendering them from scratch.
    Checking,
    /// A rebuild that somebody holds; it keeps what it has built.
    Paused,
    /// It ended well.
    Done,
    /// It was stopped; nothing has changed.
    Cancelled,
    /// It failed; nothing has changed.
    Failed,
}

impl JobBody {
    fn rebuilt(self, rebuild: &Rebuild) -> Self {
        // Before the state: one that has ended is not called paused.
        let is_paused = rebuild.is_paused();
        match rebuild.state() {
            RebuildState::Folding | RebuildState::Checking if is_paused => {
                Self { state: JobState::Paused, ..self }
            }
            RebuildState::Folding => self,
            RebuildState::Checking => Self { state: JobState::Checking, ..self },
            RebuildState::Promoted(differing) => {
                Self { state: JobState::Done, differing: Some(differing), ..self }
            }
            RebuildState::Cancelled => Self { state: JobState::Cancelled, ..self },
            RebuildState::Failed(why) => {
                Self { state: JobState::Failed, problem: Some(why), ..self }
            }
        }
    }

    fn verified(self, found: Option<Found>) -> Self {
        match found {
            None => self,
            Some(Found::Whole(whole, files)) => {
                let (checkpoint_seq, root) = whole.checkpoint.unzip();
                let verified = VerifiedBody {
                    seq: whole.head.seq,
                    root: whole.head.root.to_string(),
                    checkpoint_seq,
                    checkpoint_root: root.map(|root| root.to_string()),
                    files: files.whole,
                    file_bytes: files.bytes,
                    files_unattached: files.unattached,
                };
                Self { state: JobState::Done, verified: Some(verified), ..self }
            }
            Some(Found::Stopped) => Self { state: JobState::Cancelled, ..self },
            Some(Found::Wrong(why)) => Self { state: JobState::Failed, problem: Some(why), ..self },
        }
    }

    /// With its pace; with how long it took, if it has ended, or has worked so far.
    fn timed(self, took: Option<Duration>, so_far: Duration) -> Self {
        let pace = Pace::of(self.done, self.total, took.unwrap_or(so_far));
        Self {
            per_second: pace.per_second,
            seconds_left: pace.seconds_left.filter(|_| took.is_none()),
            took_ms: took.map(|took| u64::try_from(took.as_millis()).unwrap_or(u64::MAX)),
            ..self
        }
    }
}

impl JobState {
    pub(super) fn is_over(self) -> bool {
        match self {
            Self::Running | Self::Checking | Self::Paused => false,
            Self::Done | Self::Cancelled | Self::Failed => true,
        }
    }
}

/// The pieces of long work, the newest last.
#[derive(Default)]
pub(super) struct Jobs(Mutex<VecDeque<Arc<Job>>>);

impl Jobs {
    fn held(&self) -> MutexGuard<'_, VecDeque<Arc<Job>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers a new job; refused while another of its kind runs.
    pub(super) fn begin(
        &self,
        kind: JobKind,
        began: Instant,
        work: Work,
    ) -> Result<Arc<Job>, Problem> {
        let mut held = self.held();
        if let Some(running) = held.iter().find(|job| job.kind == kind && !job.is_over()) {
            return Err(Problem::new(kind.running()).with("job", json!(running.id)));
        }
        while held.len() >= JOBS_KEPT_MAX {
            // At most one of each kind runs, so most of them have ended.
            let Some(ended) = held.iter().position(|job| job.is_over()) else { break };
            held.remove(ended);
        }
        let (since, took) = (Moment::now(), OnceLock::new());
        let job = Arc::new(Job { id: Uuid::now_v7(), kind, work, began, since, took });
        held.push_back(job.clone());
        Ok(job)
    }

    pub(super) fn find(&self, kind: JobKind, id: Uuid) -> Option<Arc<Job>> {
        self.held().iter().find(|job| job.kind == kind && job.id == id).cloned()
    }

    /// All that are remembered, the newest first.
    pub(super) fn bodies(&self) -> Vec<JobBody> {
        self.held().iter().rev().map(|job| job.body()).collect()
    }
}

#[cfg(test)]
mod tests {
    use loggia_projections::{Generation, Limits, Projections};

    use super::*;
    use crate::http::ops::tests::Empty;

    fn verification() -> Work {
        Work::Verify(Verification::of(Seq(10)))
    }

    #[test]
    fn one_job_of_a_kind_runs_at_a_time() {
        let (jobs, now) = (Jobs::default(), Instant::from_micros(0));
        let first = jobs.begin(JobKind::Verify, now, verification()).unwrap();
        let second = jobs.begin(JobKind::Verify, now, verification()).map(drop).unwrap_err();
        assert_eq!(second.kind(), ProblemKind::VerifyRunning);
        assert!(jobs.begin(JobKind::Rebuild, now, Work::Rebuild(Rebuild::default())).is_ok());
        first.end();
        assert!(jobs.begin(JobKind::Verify, now, verification()).is_ok());
    }

    #[test]
    fn the_oldest_ended_jobs_are_forgotten_and_a_running_one_never() {
        let (jobs, now) = (Jobs::default(), Instant::from_micros(0));
        let running = jobs.begin(JobKind::Rebuild, now, Work::Rebuild(Rebuild::default())).unwrap();
        for _ in 0..JOBS_KEPT_MAX * 2 {
            jobs.begin(JobKind::Verify, now, verification()).unwrap().end();
        }
        assert_eq!(jobs.held().len(), JOBS_KEPT_MAX);
        assert!(jobs.find(JobKind::Rebuild, running.id).is_some());
    }

    #[test]
    fn what_has_ended_tells_how_long_it_took_to_whoever_looks_first() {
        let (jobs, work) = (Jobs::default(), Work::Rebuild(Rebuild::default()));
        let job = jobs.begin(JobKind::Rebuild, Instant::from_micros(0), work).unwrap();
        assert_eq!((job.body().state, job.body().took_ms), (JobState::Running, None));
        let Work::Rebuild(rebuild) = &job.work else { panic!("another kind of work") };
        rebuild.run(&Projections::new(Generation::default(), Limits::default()), &Empty);
        let body = job.body();
        assert_eq!((body.state, body.seconds_left), (JobState::Done, None));
        assert!(body.took_ms.is_some(), "nobody has said yet that it ended");
    }

    #[test]
    fn pauses_do_not_count_as_work() {
        let (jobs, work) = (Jobs::default(), Work::Rebuild(Rebuild::default()));
        let job = jobs.begin(JobKind::Rebuild, Instant::from_micros(0), work).unwrap();
        let Work::Rebuild(rebuild) = &job.work else { panic!("another kind of work") };
        rebuild.pause();
        let before = job.worked();
        std::thread::sleep(Duration::from_millis(50));
        assert_eq!(job.worked(), before, "the clock of the work stands");
        assert_eq!(job.body().state, JobState::Paused);
        assert!(jobs.begin(JobKind::Rebuild, Instant::from_micros(0), verification()).is_err());
    }

    #[test]
    fn the_time_left_follows_from_the_pace() {
        let pace = Pace::of(200, 1_000, Duration::from_secs(2));
        assert_eq!((pace.per_second, pace.seconds_left), (Some(100), Some(8)));
        let nothing_yet = Pace::of(0, 1_000, Duration::from_secs(2));
        assert_eq!((nothing_yet.per_second, nothing_yet.seconds_left), (None, None));
    }
}
