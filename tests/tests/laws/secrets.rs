//! What a field hides changes nothing of what a partner gets: two tellings of a story that differ
//! only in a value that is hidden, masked, or within the same week or band, give the same rows,
//! places, revisions and change stream (law 7).

use loggia_tests::moves::{Button, Move, On, any_move};
use loggia_tests::story::{Story, Teller};
use loggia_tests::twist::{Secret, Telling, Twist};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::noninterference::told;

/// Pairs of tellings of each of the two tests below, for each secret and way to keep it.
const PAIRS: u32 = 40;

fn tell(twist: Twist, own: &[Move]) -> Story {
    let mut story = Story::begin_with(Some(twist));
    for next in own {
        story.play(Teller::Own, next);
    }
    if twist.secret == Secret::Status && twist.telling == Telling::Twisted {
        for at in 0..4 {
            story.play(Teller::Own, &Move::Feedback(None, On::Step(at), Button::Start));
            story.play(Teller::Own, &Move::Feedback(None, On::Process(at), Button::Start));
        }
    }
    story
}

fn run(seed: u8) {
    for secret in Secret::ALL {
        for kept in Twist::ways(secret) {
            let cases = PAIRS * loggia_tests::soak();
            let config = Config { cases, failure_persistence: None, ..Config::default() };
            let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
            let mut runner = TestRunner::new_with_rng(config, rng);
            let moves = proptest::collection::vec(any_move(), 1..40);
            let holds = |own: Vec<Move>| {
                let [straight, twisted] = [Telling::Straight, Telling::Twisted]
                    .map(|telling| tell(Twist { secret, kept, telling }, &own));
                prop_assert_eq!(told(&straight), told(&twisted), "{:?} {:?}", secret, kept);
                Ok(())
            };
            runner.run(&moves, holds).unwrap();
        }
    }
}

#[test]
fn what_a_field_hides_changes_nothing_of_what_a_partner_gets_one() {
    run(31);
}

#[test]
fn what_a_field_hides_changes_nothing_of_what_a_partner_gets_two() {
    run(32);
}

/// The two tellings are two: who may read everything reads the difference.
#[test]
fn who_may_read_a_secret_reads_which_of_the_two_stories_is_told() {
    use loggia_core::access::FieldAccess;
    use loggia_core::delivery::Audience;
    use loggia_tests::project_moves::{At, HeaderMove, TaskMove as M};
    // The story begins with nine tasks: the one that is added is the tenth.
    let moves = [
        Move::Schedule(0, 4, 2),
        Move::ScheduleProcess(0, 4),
        Move::Report(On::Step(0), 5, 1),
        Move::Report(On::Process(0), 5, 1),
        HeaderMove::Status(0, 1).into(),
        M::Task(At::Home, None, 0, None, 0, Audience::Shared).into(),
        M::Follow(9, vec![2], 0, 1).into(),
        M::Progress(None, 2, 3).into(),
        M::ChangeTask(None, 2, 4).into(),
    ];
    for secret in Secret::ALL {
        let [straight, twisted] = [Telling::Straight, Telling::Twisted]
            .map(|telling| tell(Twist { secret, kept: FieldAccess::Read, telling }, &moves));
        assert_ne!(told(&straight), told(&twisted), "{secret:?}");
    }
}
