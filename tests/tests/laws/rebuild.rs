//! A rebuild may be held and let go on: it ends with what it would have ended with, and nobody who is
//! served waits for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use loggia_core::commit::Commit;
use loggia_core::world::Seq;
use loggia_projections::{
    Commits, Digest, Generation, Limits, PortalState, Projections, Rebuild, RebuildState,
};
use loggia_tests::moves::Move;
use loggia_tests::story::{Story, Teller};

/// Long enough for a rebuild of this size to end several times.
const A_WHILE: Duration = Duration::from_millis(300);

const PATIENCE: Duration = Duration::from_secs(60);

/// A log that tells when somebody reads on from it, how often that was, and each commit read.
struct Watched<W> {
    commits: Vec<Commit>,
    times: AtomicUsize,
    read: W,
}

impl<W: Fn(usize, Seq) + Send + Sync> Commits for Watched<W> {
    fn after(
        &self,
        after: Seq,
    ) -> Box<dyn Iterator<Item = Result<Vec<Commit>, String>> + Send + '_> {
        let time = self.times.fetch_add(1, Ordering::Relaxed) + 1;
        let rest = self.commits.iter().skip(usize::try_from(after.0).unwrap());
        Box::new(rest.map(move |commit| {
            (self.read)(time, commit.stamp.seq);
            Ok(vec![commit.clone()])
        }))
    }
}

struct Case {
    story: Story,
    live: Arc<Projections>,
    rebuild: Arc<Rebuild>,
}

impl Case {
    /// A history, of which all but the last `unknown` commits are served.
    fn with(unknown: usize) -> Self {
        let mut story = Story::begin();
        for n in 0..20 {
            story.play(Teller::Own, &Move::Schedule(n % 3, 30 + n, 2));
        }
        let live = Arc::new(Projections::new(Generation::default(), Limits::default()));
        live.project(&story.commits[..story.commits.len() - unknown]);
        Self { story, live, rebuild: Arc::new(Rebuild::default()) }
    }

    fn head(&self) -> u64 {
        self.story.commits.len() as u64
    }

    /// Runs the rebuild on a thread of its own, which tells its end.
    fn run(&self, read: impl Fn(usize, Seq) + Send + Sync + 'static) -> Receiver<RebuildState> {
        let log = Watched { commits: self.story.commits.clone(), times: AtomicUsize::new(0), read };
        let (live, rebuild) = (self.live.clone(), self.rebuild.clone());
        let (ended, end) = channel();
        thread::spawn(move || ended.send(rebuild.run(&live, &log)));
        end
    }

    /// Runs it, and pauses it when it reads a commit for the first time.
    fn run_until_paused_at(&self, at: Seq) -> Receiver<RebuildState> {
        let (rebuild, (paused, is_paused)) = (self.rebuild.clone(), channel());
        let end = self.run(move |time, seq| {
            if (time, seq) == (1, at) {
                rebuild.pause();
                paused.send(()).unwrap();
            }
        });
        is_paused.recv_timeout(PATIENCE).unwrap();
        end
    }

    fn served(&self) -> Vec<Option<(u64, Digest)>> {
        let look = |state: &PortalState| (state.revision(), state.digest());
        self.story.own.partners.iter().map(|partner| self.live.read(*partner, look)).collect()
    }

    fn is_what_the_log_says(&self) {
        for partner in &self.story.own.partners {
            let served = self.live.read(*partner, PortalState::digest);
            let scratch = PortalState::from_scratch(&self.story.world, *partner);
            assert_eq!(served, Some(scratch.digest()));
        }
    }
}

#[test]
fn a_paused_rebuild_waits_while_the_old_views_serve_and_catches_up_with_what_came_meanwhile() {
    let case = Case::with(10);
    let known = case.head() - 10;
    let end = case.run_until_paused_at(Seq(5));
    assert!(end.recv_timeout(A_WHILE).is_err(), "it waits");
    assert!(case.rebuild.is_paused());
    let (done, total) = case.rebuild.progress();
    assert!(done < known && total == known, "{done} of {total}");
    // Who is served does not wait.
    case.live.project(&case.story.commits);
    case.is_what_the_log_says();
    let served = case.served();
    assert_eq!(case.rebuild.progress().0, done, "it still waits");
    case.rebuild.resume();
    assert_eq!(end.recv_timeout(PATIENCE), Ok(RebuildState::Promoted(Vec::new())));
    assert_eq!(case.rebuild.progress().0, case.head());
    assert_eq!(case.served(), served);
    assert!(case.rebuild.paused_until(Instant::now()) >= A_WHILE && !case.rebuild.is_paused());
}

#[test]
fn a_paused_rebuild_that_is_stopped_leaves_nothing_behind() {
    let case = Case::with(0);
    let served = case.served();
    let end = case.run_until_paused_at(Seq(5));
    assert!(end.recv_timeout(A_WHILE).is_err(), "it waits");
    case.rebuild.cancel();
    assert_eq!(end.recv_timeout(PATIENCE), Ok(RebuildState::Cancelled));
    assert_eq!(case.served(), served);
}

/// While a generation takes over, no view advances: a pause that comes then is too late.
#[test]
fn a_rebuild_that_takes_over_does_not_wait() {
    let case = Case::with(2);
    let (live, rebuild, commits) =
        (case.live.clone(), case.rebuild.clone(), case.story.commits.clone());
    let known = case.head() - 2;
    let end = case.run(move |time, seq| match (time, seq.0) {
        // A commit comes whenever it has caught up, twice: one is left when it takes over.
        (1, seq) if seq == known => live.project(&commits[..=usize::try_from(known).unwrap()]),
        (2, _) => live.project(&commits),
        (3, _) => rebuild.pause(),
        _ => {}
    });
    assert_eq!(end.recv_timeout(PATIENCE), Ok(RebuildState::Promoted(Vec::new())));
    assert!(!case.rebuild.is_paused(), "the pause came while it took over");
    case.is_what_the_log_says();
}
