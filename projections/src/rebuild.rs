use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use loggia_core::commit::Commit;
use loggia_core::id::PartnerUserId;
use loggia_core::world::Seq;

use crate::brake::Brake;
use crate::build::build;
use crate::projections::Projections;

/// Commits that may be missing when the new generation takes over: few, as the projector waits.
const HANDOVER_COMMITS_MAX: u64 = 256;

/// The log, as projections read it.
pub trait Commits: Send + Sync {
    /// The commits after `after`, in order, in batches.
    fn after(
        &self,
        after: Seq,
    ) -> Box<dyn Iterator<Item = Result<Vec<Commit>, String>> + Send + '_>;
}

/// Where a rebuild stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RebuildState {
    /// Commits are being taken in.
    Folding,
    /// Every portal is being compared with rendering it from scratch.
    Checking,
    /// The new generation serves. Portals that are not what was served before are named.
    Promoted(Vec<PartnerUserId>),
    /// It was stopped; the old generation serves, nothing is left behind.
    Cancelled,
    /// It failed; the old generation serves, nothing is left behind.
    Failed(String),
}

/// A generation being built beside the one that serves.
#[derive(Debug)]
pub struct Rebuild {
    done: AtomicU64,
    total: AtomicU64,
    brake: Brake,
    state: Mutex<RebuildState>,
}

impl Default for Rebuild {
    fn default() -> Self {
        Self {
            done: AtomicU64::new(0),
            total: AtomicU64::new(0),
            brake: Brake::default(),
            state: Mutex::new(RebuildState::Folding),
        }
    }
}

impl Rebuild {
    /// Commits taken in, and commits in the log.
    pub fn progress(&self) -> (u64, u64) {
        (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }

    /// Where it stands.
    pub fn state(&self) -> RebuildState {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Stops it at the next commit, paused or not.
    pub fn cancel(&self) {
        self.brake.stop();
    }

    /// Holds it at the next commit or, while it checks, portal: it keeps what it has built, and the
    /// old generation serves. One that is taking over is not held. After
    /// [`PAUSE_MAX`](crate::PAUSE_MAX) it is stopped.
    pub fn pause(&self) {
        self.brake.pause();
    }

    /// Lets it go on where it was paused.
    pub fn resume(&self) {
        self.brake.resume();
    }

    /// Whether it is paused.
    pub fn is_paused(&self) -> bool {
        self.brake.is_paused()
    }

    /// How long it was paused until `now`, all pauses together.
    pub fn paused_until(&self, now: Instant) -> Duration {
        self.brake.paused_until(now)
    }

    /// Says that it failed, if it has not ended: whoever ran it cannot.
    pub fn give_up(&self, why: &str) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*state, RebuildState::Folding | RebuildState::Checking) {
            *state = RebuildState::Failed(why.to_owned());
        }
    }

    fn enter(&self, state: RebuildState) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }

    /// Builds a generation from the first commit, checks it against rendering from scratch, and lets
    /// it serve. Blocking and long: give it a thread of its own. The old generation serves meanwhile.
    pub fn run(&self, projections: &Projections, log: &dyn Commits) -> RebuildState {
        let end = match self.build(projections, log) {
            Ok(Some(differing)) => RebuildState::Promoted(differing),
            Ok(None) => RebuildState::Cancelled,
            Err(problem) => RebuildState::Failed(problem),
        };
        self.enter(end.clone());
        end
    }

    fn build(
        &self,
        projections: &Projections,
        log: &dyn Commits,
    ) -> Result<Option<Vec<PartnerUserId>>, String> {
        let goes_on = || self.brake.goes_on();
        let built = build(&self.done, goes_on, |shares| {
            let mut seq = Seq(0);
            self.close_in(projections, log, &mut seq, |commits| shares.take(commits))
        })?;
        let Some(mut new) = built else { return Ok(None) };
        self.enter(RebuildState::Checking);
        match new.check(goes_on) {
            Some(differing) if differing.is_empty() => {}
            Some(differing) => {
                let count = differing.len();
                return Err(format!("{count} portals differ from rendering them from scratch"));
            }
            None => return Ok(None),
        }
        let mut seq = new.seq;
        let mut advance = |commits: Vec<Commit>| {
            for commit in &commits {
                new.advance(commit);
                self.done.store(new.seq.0, Ordering::Relaxed);
            }
        };
        // Views do not advance as long as they are held, so nobody may pause from there on.
        loop {
            self.close_in(projections, log, &mut seq, &mut advance)?;
            if self.brake.settle() {
                break;
            }
        }
        let mut live = projections.lock();
        let is_wanted = || !self.brake.is_stopped();
        self.read(log, &mut seq, live.seq, is_wanted, &mut advance)?;
        if !is_wanted() {
            return Ok(None);
        }
        let differing = projections.promote(&mut live, &mut new);
        // What served until now takes its time to go; nobody has to wait for that.
        drop(live);
        Ok(Some(differing))
    }

    /// Reads on from `seq` until few commits are missing: the log may grow meanwhile.
    fn close_in(
        &self,
        projections: &Projections,
        log: &dyn Commits,
        seq: &mut Seq,
        mut take: impl FnMut(Vec<Commit>),
    ) -> Result<(), String> {
        loop {
            let head = projections.position();
            self.total.store(head.0, Ordering::Relaxed);
            self.read(log, seq, head, || self.brake.goes_on(), &mut take)?;
            let goes_on = self.brake.goes_on();
            let missing = projections.position().0.saturating_sub(seq.0);
            if missing <= HANDOVER_COMMITS_MAX || !goes_on {
                return Ok(());
            }
        }
    }

    /// Reads the commits after `seq` up to `head`, or until it is stopped.
    fn read(
        &self,
        log: &dyn Commits,
        seq: &mut Seq,
        head: Seq,
        goes_on: impl Fn() -> bool,
        mut take: impl FnMut(Vec<Commit>),
    ) -> Result<(), String> {
        if *seq >= head {
            return Ok(());
        }
        for batch in log.after(*seq) {
            let mut commits = batch?;
            commits.retain(|commit| commit.stamp.seq <= head);
            if let Some(last) = commits.last() {
                *seq = last.stamp.seq;
                take(commits);
            }
            if *seq == head || !goes_on() {
                return Ok(());
            }
        }
        Err(format!("the log ends at `{seq}`, before `{head}`"))
    }
}
