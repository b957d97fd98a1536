//! Incremental = from scratch = rebuilt = as-of, at every commit, for every partner (law 6).

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use loggia_core::commit::Commit;
use loggia_core::id::PartnerUserId;
use loggia_core::visibility::View;
use loggia_core::world::Seq;
use loggia_projections::{
    Boot, Commits, Digest, Generation, Limits, Moment, PortalState, Projections, Rebuild,
    RebuildState,
};
use loggia_tests::moves::{Move, any_move};
use loggia_tests::story::{Story, Teller};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Histories of each of the four tests below.
const HISTORIES: u32 = 500;

/// Moves of a history.
const MOVES_MAX: usize = 200;

struct Kept(Vec<Commit>);

impl Commits for Kept {
    fn after(
        &self,
        after: Seq,
    ) -> Box<dyn Iterator<Item = Result<Vec<Commit>, String>> + Send + '_> {
        let rest = self.0.iter().skip(usize::try_from(after.0).unwrap());
        Box::new(rest.map(|commit| Ok(vec![commit.clone()])))
    }
}

/// Everything that a partner can read, byte for byte.
fn bytes_of(state: &PortalState) -> Vec<(String, Option<Arc<[u8]>>)> {
    let mut all = Vec::new();
    for view in View::ALL {
        let snapshot = state.view(view, None);
        let heads: Vec<_> = snapshot.columns.iter().map(|c| (*c, snapshot.form(c))).collect();
        all.push((format!("{view}: {heads:?}"), None));
        all.extend(snapshot.rows().map(|(id, row)| (format!("{id:?}"), row.json.clone())));
    }
    all
}

type Seen = Vec<(PartnerUserId, u64, Digest)>;

fn seen(generation: &Generation, story: &Story) -> Seen {
    let partners = story.own.partners.iter();
    let looks = partners.filter_map(|partner| {
        let portal = generation.portal(*partner)?;
        Some(portal.look(|state| (*partner, state.revision(), state.digest())))
    });
    looks.collect()
}

fn holds(moves: &[Move]) -> Result<(), TestCaseError> {
    let mut story = Story::begin();
    for next in moves {
        story.play(Teller::Own, next);
    }
    // Live: one commit after the other, remembering what was served after each.
    let live = Projections::new(Generation::default(), Limits::default());
    let mut served: Vec<Seen> = Vec::new();
    for commit in &story.commits {
        live.project(std::slice::from_ref(commit));
        served.push(live.live(|generation| seen(generation, &story)));
    }
    let log = Kept(story.commits.clone());
    let head = Seq(log.0.len() as u64);
    // As of every commit, which is from scratch at that commit.
    for (at, seen) in served.iter().enumerate() {
        let seq = Seq(at as u64 + 1);
        let past = live.as_of(&log, Moment::Seq(seq)).unwrap();
        prop_assert_eq!(past.seq, seq);
        for (partner, _, digest) in seen {
            prop_assert_eq!(past.portal(*partner).digest(), *digest, "as of {}", seq);
        }
    }
    // At the end, byte for byte: live and from scratch.
    for partner in &story.own.partners {
        let now = live.read(*partner, bytes_of).unwrap();
        prop_assert_eq!(&now, &bytes_of(&PortalState::from_scratch(&story.world, *partner)));
    }
    // Rebuilt beside it, and promoted: nothing differs, revisions included.
    let end = Rebuild::default().run(&live, &log);
    prop_assert_eq!(end, RebuildState::Promoted(Vec::new()));
    prop_assert_eq!(
        live.live(|generation| seen(generation, &story)),
        served.last().cloned().unwrap()
    );
    // Started again from a checkpoint taken half-way.
    let half = head.0 / 2;
    let mut to_half = Generation::default();
    for commit in log.0.iter().take(usize::try_from(half).unwrap()) {
        to_half.advance(commit);
    }
    let mut boot = Boot::new((half > 0).then(|| to_half.checkpoint()));
    log.0.iter().for_each(|commit| boot.take(commit));
    let started = boot.finish();
    prop_assert!(started.is_some(), "the checkpoint did not fit the log");
    prop_assert_eq!(started.map(|g| seen(&g, &story)), served.last().cloned());
    Ok(())
}

/// Far less than one portal takes.
const TIGHT_BYTES: usize = 300;

/// Histories whose portals take more than that: in the others everybody was deactivated.
static LARGE: AtomicU32 = AtomicU32::new(0);

type Read = (u64, Vec<(View, u64)>, Digest, Vec<(String, Option<Arc<[u8]>>)>);

fn all_that_is_read(live: &Projections, partner: PartnerUserId) -> Option<Read> {
    live.read(partner, |state| {
        let views = View::ALL.into_iter().map(|view| (view, state.view(view, None).revision));
        (state.revision(), views.collect(), state.digest(), bytes_of(state))
    })
}

fn cold_portals_hold(moves: &[Move]) -> Result<(), TestCaseError> {
    let mut story = Story::begin();
    for next in moves {
        story.play(Teller::Own, next);
    }
    let tight = Limits { view_bytes_max: TIGHT_BYTES };
    let wide = Projections::new(Generation::default(), Limits::default());
    let live = Projections::new(Generation::default(), tight);
    let mut whole = Generation::default();
    // Commit by commit, each read by another partner, so that most portals are cold meanwhile.
    let readers = story.own.partners.iter().cycle();
    for (commit, reader) in story.commits.iter().zip(readers) {
        whole.advance(commit);
        wide.project(std::slice::from_ref(commit));
        live.project(std::slice::from_ref(commit));
        prop_assert_eq!(all_that_is_read(&live, *reader), all_that_is_read(&wide, *reader));
    }
    LARGE.fetch_add(u32::from(wide.bytes() > TIGHT_BYTES), Ordering::Relaxed);
    // Started with all of it, read, rebuilt, and read again: within the bound from the first moment.
    let started = Projections::new(whole, tight);
    let log = Kept(story.commits.clone());
    for _ in 0..2 {
        prop_assert!(started.bytes() <= TIGHT_BYTES, "{} bytes", started.bytes());
        for partner in &story.own.partners {
            let read = all_that_is_read(&started, *partner);
            prop_assert_eq!(&read, &all_that_is_read(&wide, *partner));
            prop_assert!(started.bytes() <= TIGHT_BYTES, "{} bytes", started.bytes());
        }
        let end = Rebuild::default().run(&started, &log);
        prop_assert_eq!(end, RebuildState::Promoted(Vec::new()));
    }
    Ok(())
}

fn run(seed: u8) {
    run_with(seed, HISTORIES, holds);
}

fn run_with(seed: u8, histories: u32, holds: fn(&[Move]) -> Result<(), TestCaseError>) {
    let cases = histories * loggia_tests::soak();
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let histories = proptest::collection::vec(any_move(), 1..=MOVES_MAX);
    runner.run(&histories, |moves| holds(&moves)).unwrap();
}

// Four tests, so that they run side by side.

#[test]
fn incremental_is_from_scratch_is_rebuilt_is_as_of_one() {
    run(1);
}

#[test]
fn incremental_is_from_scratch_is_rebuilt_is_as_of_two() {
    run(2);
}

#[test]
fn incremental_is_from_scratch_is_rebuilt_is_as_of_three() {
    run(3);
}

#[test]
fn incremental_is_from_scratch_is_rebuilt_is_as_of_four() {
    run(4);
}

#[test]
fn a_portal_that_went_cold_is_read_as_if_it_had_not() {
    run_with(5, HISTORIES / 5, cold_portals_hold);
    let large = LARGE.load(Ordering::Relaxed);
    assert!(large > HISTORIES / 10, "only {large} histories had anything to make cold");
}
