//! What *what if* tells is what happens then: on random histories, for every command and partner.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;

use loggia_core::id::{FreshIds, PartnerUserId};
use loggia_core::visibility::{DocumentId, View};
use loggia_core::world::{Context, Seq, Stamp, World};
use loggia_projections::{PartnerDiff, PortalState, WhatIf};
use loggia_tests::moves::any_move;
use loggia_tests::story::{Ask, Story, Teller};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use uuid::Uuid;

/// Histories; each asks before every move.
const HISTORIES: u32 = 200;

/// Moves of a history.
const MOVES_MAX: usize = 60;

type Rows = BTreeMap<DocumentId, Arc<[u8]>>;

/// All rows of everybody, from scratch.
fn rows(world: &World) -> BTreeMap<PartnerUserId, Rows> {
    let of = |partner| {
        let state = PortalState::from_scratch(world, partner);
        let snapshots = View::ALL.into_iter().map(|view| state.view(view, None));
        let rows = snapshots.flat_map(|snapshot| {
            let rows = snapshot.rows().map(|(id, row)| (id, row.json.clone().unwrap()));
            rows.collect::<Vec<_>>()
        });
        rows.collect()
    };
    world.access.partner_users().map(|user| (user.id, of(user.id))).collect()
}

/// Gained, lost and changed rows by partner; those who would be made have no id that lasts.
type Sums = BTreeMap<Option<PartnerUserId>, [usize; 3]>;

fn there(world: &World, partner: PartnerUserId) -> Option<PartnerUserId> {
    world.access.partner_user(partner).is_ok().then_some(partner)
}

fn happened(world: &World, after: &World) -> Sums {
    let (before, after, nothing) = (rows(world), rows(after), Rows::new());
    let sums = after.iter().map(|(partner, is)| {
        let was = before.get(partner).unwrap_or(&nothing);
        let gained = is.keys().filter(|id| !was.contains_key(id)).count();
        let lost = was.keys().filter(|id| !is.contains_key(id)).count();
        let changed = was.iter().filter(|(id, row)| is.get(id).is_some_and(|is| is != *row));
        (there(world, *partner), [gained, lost, changed.count()])
    });
    sums.filter(|(_, sums)| *sums != [0; 3]).collect()
}

/// What is foretold of a command; nothing of one that is refused.
fn foretold(story: &Story, asked: &Ask) -> Option<Sums> {
    let mut drawn = 0;
    let mut supply = || {
        drawn += 1;
        Uuid::from_u128(u128::MAX - drawn)
    };
    let ids = FreshIds::new(&mut supply);
    let cx = Context { now: story.now, actor: asked.actor, ids: &ids };
    let seq = Seq(story.commits.len() as u64 + 1);
    let mut question = WhatIf::on(&story.world, Stamp { seq, at: story.now });
    question.try_out(&cx, &asked.command).ok()?;
    let sums = question.told().into_iter().map(|diff| {
        let PartnerDiff { partner, gained, lost, changed, fields: _ } = diff;
        (there(&story.world, partner), [gained.total, lost.total, changed.total])
    });
    Some(sums.filter(|(_, sums)| *sums != [0; 3]).collect())
}

#[test]
fn what_is_foretold_happens() {
    let config = Config {
        cases: HISTORIES * loggia_tests::soak(),
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let (asked_for, told_of) = (Cell::new(0_u32), Cell::new(0_u32));
    let histories = prop::collection::vec(any_move(), 1..MOVES_MAX);
    let held = runner.run(&histories, |moves| {
        let mut story = Story::begin();
        for next in &moves {
            let Some(asked) = story.asks(Teller::Own, next) else {
                story.play(Teller::Own, next);
                continue;
            };
            let (before, told) = (story.world.clone(), foretold(&story, &asked));
            let done = story.ask(Teller::Own, &asked);
            prop_assert_eq!(told.is_some(), done.is_ok(), "{:?}", asked.command);
            let Some(told) = told else { continue };
            asked_for.set(asked_for.get() + 1);
            told_of.set(told_of.get() + u32::from(!told.is_empty()));
            prop_assert_eq!(&told, &happened(&before, &story.world), "{:?}", asked.command);
        }
        Ok(())
    });
    held.unwrap();
    let (asked_for, told_of) = (asked_for.get(), told_of.get());
    // Neither questions without an answer nor an empty one for each.
    assert!(told_of > 100 && asked_for > told_of, "{told_of} of {asked_for}");
}
