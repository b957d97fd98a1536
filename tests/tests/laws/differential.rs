//! Incremental = from scratch = rebuilt = as-of, at every commit, for every partner (law 6).

use std::sync::Arc;

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

fn run(seed: u8) {
    let cases = HISTORIES * loggia_tests::soak();
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
