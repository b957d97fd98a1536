//! What lies outside a partner's scope changes nothing of what the partner gets (law 7): here for
//! rows, revisions, the change stream and his mails; `server` holds it for every byte over HTTP.

use loggia_core::access::{Mail, MailState, Module, PartnerType};
use loggia_core::id::PartnerUserId;
use loggia_core::visibility::View;
use loggia_projections::{Generation, Limits, PortalState, Projections, Told};
use loggia_tests::firm_moves::{FirmMove, any_delegate_move};
use loggia_tests::moves::{Move, any_move};
use loggia_tests::project_moves::Reach;
use loggia_tests::story::{Story, Teller};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Pairs of each of the two tests below.
const PAIRS: u32 = 2_500;

pub fn told(story: &Story) -> Vec<String> {
    let live = Projections::new(Generation::default(), Limits::default());
    let mut all = Vec::new();
    // Followed from the moment that there is somebody to follow, commit by commit.
    let mut followed = Vec::new();
    for commit in &story.commits {
        live.project(std::slice::from_ref(commit));
        for partner in &story.own.partners {
            let new = followed.iter().all(|(follower, _)| follower != partner);
            if let Some(subscription) = new.then(|| live.subscribe(*partner, None)).flatten() {
                followed.push((*partner, subscription.live));
            }
        }
        for (follower, live) in &mut followed {
            while let Ok(told) = live.try_recv() {
                all.push((*follower, format!("live {told:?}")));
            }
        }
    }
    all.sort_by_key(|(follower, _)| *follower);
    let mut all: Vec<String> = all.into_iter().map(|(_, told)| told).collect();
    for partner in &story.own.partners {
        let rows = |state: &PortalState| {
            let mut rows = vec![format!("revision {}", state.revision())];
            for view in View::ALL {
                let snapshot = state.view(view, None);
                rows.push(format!("{view} {} {:?}", snapshot.revision, snapshot.columns));
                rows.extend(snapshot.rows().map(|(id, row)| format!("{id:?} {:?}", row.json)));
            }
            rows
        };
        all.extend(live.read(*partner, rows).unwrap());
        all.extend(letters(story, *partner));
        if let Some(missed) = live.subscribe(*partner, Some(0)).unwrap().missed {
            all.push(match missed {
                Told::Change(revision, text) => format!("change {revision} {text}"),
                Told::Resync(revision) => format!("resync {revision}"),
            });
        }
    }
    all
}

/// Where a partner's letters stand: the mails that he gets, when, and what their links are good for.
fn letters(story: &Story, partner: PartnerUserId) -> Vec<String> {
    let user = story.world.access.partner_user(partner).unwrap();
    // Not since which commit: that is in no mail.
    let invitation = user.invitation.map(|invitation| invitation.state);
    let mut all = vec![format!("{invitation:?} {:?}", user.reset)];
    all.extend(story.mails_to(user).into_iter().map(|mail| {
        let Mail { id, to, kind, expires, queued, waits_since, state } = mail;
        let state = match state {
            MailState::Queued => None,
            MailState::Dead(why, _) => Some(why),
        };
        format!("{id} {to} {kind:?} {expires:?} {queued} {waits_since} {state:?}")
    }));
    all
}

/// A foreign move, and before which own move it comes.
fn intrusions(reach: Reach) -> impl Strategy<Value = Vec<(u8, Move)>> {
    let harmless = any_move().prop_filter("what is noticed is no stranger's", move |next| {
        next.is_a_strangers(reach) && !is_of_pools(next)
    });
    proptest::collection::vec((any::<u8>(), harmless), 1..40)
}

/// Pools are everybody's: what staff may still give depends on all that was given. A partner
/// administrator must not notice them: see the last test.
fn is_of_pools(next: &Move) -> bool {
    matches!(next, Move::Firm(FirmMove::Pool(..)))
}

fn holds(prelude: &[Move], own: &[Move], foreign: &[(u8, Move)]) -> Result<(), TestCaseError> {
    let mut alone = Story::begin();
    let mut disturbed = Story::begin();
    disturbed.partner_of_firm(Teller::Foreign, "eve", PartnerType::Supplier);
    disturbed.partner(Teller::Foreign, "mal");
    for _ in 0..2 {
        disturbed.play(Teller::Foreign, &Move::Resource);
        disturbed.play(Teller::Foreign, &Move::Order(None));
    }
    prelude.iter().for_each(|next| {
        alone.play(Teller::Own, next);
        disturbed.play(Teller::Own, next);
    });
    disturbed.firm(Teller::Foreign);
    disturbed.project(Teller::Foreign);
    for (at, next) in own.iter().enumerate() {
        for (_, intrusion) in
            foreign.iter().filter(|(when, _)| usize::from(*when) % own.len() == at)
        {
            disturbed.play(Teller::Foreign, intrusion);
        }
        alone.play(Teller::Own, next);
        disturbed.play(Teller::Own, next);
    }
    prop_assert!(disturbed.commits.len() > alone.commits.len());
    prop_assert_eq!(told(&alone), told(&disturbed));
    Ok(())
}

fn run(seed: u8, reach: Reach) {
    let cases = PAIRS * loggia_tests::soak();
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let own = any_move().prop_filter("pools are everybody's", |next| !is_of_pools(next));
    let own = own.prop_filter_map("depends on strangers", move |next| next.reaching(reach));
    let pairs = (proptest::collection::vec(own, 1..40), intrusions(reach));
    runner.run(&pairs, |(own, foreign)| holds(&[], &own, &foreign)).unwrap();
}

/// The account of the story that has a partner administrator.
const ADMINISTERED: u8 = 2;

/// What staff has set up: a firm with a cap and a policy, and pools with little room besides.
fn capped() -> Vec<Move> {
    let pools = [None, Some(Module::Planning)].map(|kind| FirmMove::Pool(kind, Some(14)));
    let firm = [FirmMove::Cap(ADMINISTERED, Some(6)), FirmMove::Policy(ADMINISTERED, 0b100)];
    firm.into_iter().chain(pools).map(Move::Firm).collect()
}

#[test]
fn a_partner_administrator_never_notices_that_strangers_fill_the_pools() {
    let config = Config {
        cases: PAIRS * loggia_tests::soak(),
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[13; 32]);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let strangers = any_move()
        .prop_filter("what is noticed is no stranger's", |next| next.is_a_strangers(Reach::All));
    let foreign = proptest::collection::vec((any::<u8>(), strangers), 1..40);
    let own = proptest::collection::vec(any_delegate_move().prop_map(Move::Firm), 1..20);
    runner.run(&(own, foreign), |(own, foreign)| holds(&capped(), &own, &foreign)).unwrap();
}

#[test]
fn strangers_in_the_same_project_change_nothing_of_what_a_partner_gets() {
    run(11, Reach::Assigned);
}

#[test]
fn strangers_change_nothing_of_what_a_partner_gets_whatever_his_level() {
    run(12, Reach::All);
}
