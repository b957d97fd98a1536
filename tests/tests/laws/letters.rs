//! The histories of the other laws hold letters of every kind, and every way that they end.

use std::collections::BTreeSet;

use loggia_core::event::Event;
use loggia_tests::moves::any_move;
use loggia_tests::story::{Story, Teller};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// So many histories hold each kind of event several times.
const HISTORIES: usize = 400;

const LETTERS: [&str; 14] = [
    "PortalPublished",
    "PortalUnpublished",
    "InvitationHeld",
    "InvitationSent",
    "InvitationRevoked",
    "InvitationAccepted",
    "PasswordResetSent",
    "PasswordResetUsed",
    "PasswordResetEnded",
    "PasswordSet",
    "ContactChanged",
    "MailSent",
    "MailGivenUp",
    "MailQueuedAgain",
];

#[test]
fn random_histories_hold_every_turn_that_a_letter_takes() {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[61; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let histories = proptest::collection::vec(any_move(), 200);
    let mut told = BTreeSet::new();
    for _ in 0..HISTORIES {
        let moves = histories.new_tree(&mut runner).unwrap().current();
        let mut story = Story::begin();
        moves.iter().for_each(|next| story.play(Teller::Own, next));
        told.extend(story.commits.iter().flat_map(|commit| &commit.events).map(Event::name));
    }
    let missing: Vec<_> = LETTERS.iter().filter(|name| !told.contains(*name)).collect();
    assert!(missing.is_empty(), "no history holds {missing:?}");
}
