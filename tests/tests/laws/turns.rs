//! The histories of the other laws hold letters of every kind and every way that they end, and every
//! kind of event of projects, of time and of money.

use std::collections::BTreeMap;

use loggia_core::event::{DeliveryEvent, EffortEvent, Event};
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

/// All kinds of events of a context: a new one does not compile until it stands here, and fails the
/// test until some move makes it happen.
macro_rules! every {
    ($names:ident $known:ident $of:ident { $($kind:ident)+ }) => {
        const $names: &[&str] = &[$(stringify!($kind)),+];

        fn $known(event: &$of) {
            match event {
                $($of::$kind(_) => {})+
            }
        }
    };
}

every! { OF_PROJECTS is_of_projects DeliveryEvent {
    ProjectCreated
    ProjectChanged
    ProjectStatusSet
    ProjectHealthSet
    GoLiveSet
    PhaseAdded
    PhaseChanged
    ParticipantAdded
    ParticipantChanged
    ParticipantRemoved
    MilestoneAdded
    MilestoneChanged
    MilestoneRemoved
    TaskAdded
    TaskChanged
    TaskStatusSet
    TaskAssigned
    TaskLinked
    TaskRemoved
    TaskMoved
    PlanItemImported
    RaidItemRaised
    RaidItemChanged
    RaidStatusSet
    RaidItemLinked
    RiskOccurred
    StatusReportWritten
    StatusReportChanged
    StatusReportSubmitted
    StatusReportRecalled
    StatusReportReturned
    StatusReportPublished
    CommentAdded
    CommentChanged
    CommentRemoved
    AttachmentAdded
    AttachmentRemoved
    StatusReportAudienceSet
} }

every! { OF_EFFORT is_of_effort EffortEvent {
    PersonCreated
    PersonChanged
    PersonStaffed
    TimesheetOpened
    TimeLogged
    TimesheetSubmitted
    TimesheetRecalled
    TimesheetLinesApproved
    TimesheetApproved
    TimesheetRejected
    TimesheetReopened
    ApprovalPathSet
    PeriodLockSet
    ExpenseAdded
    ExpenseChanged
    ExpenseRemoved
    ExpenseSubmitted
    ExpenseRecalled
    ExpenseApproved
    ExpenseRejected
    ExpensePaid
    SkillsSet
    AvailabilitySet
    PersonBooked
    BookingChanged
    BookingCancelled
    EffortImported
} }

/// What of projects, time and money no story begins with; it begins with all the rest, so that no law
/// depends on luck to meet it.
const NOT_AT_THE_BEGINNING: [&str; 24] = [
    "ProjectChanged",
    "ProjectStatusSet",
    "PhaseChanged",
    "ParticipantChanged",
    "ParticipantRemoved",
    "MilestoneChanged",
    "MilestoneRemoved",
    "TaskChanged",
    "TaskStatusSet",
    "TaskRemoved",
    "RaidItemChanged",
    "StatusReportChanged",
    "StatusReportRecalled",
    "CommentRemoved",
    "AttachmentRemoved",
    "StatusReportAudienceSet",
    "PersonStaffed",
    "TimesheetRecalled",
    "TimesheetReopened",
    "PeriodLockSet",
    "ExpenseChanged",
    "ExpenseRemoved",
    "ExpenseRecalled",
    "BookingCancelled",
];

/// How often each kind of event is told after the first `from` commits.
fn told(story: &Story, from: usize, told: &mut BTreeMap<&'static str, u32>) {
    for event in story.commits[from..].iter().flat_map(|commit| &commit.events) {
        match event {
            Event::Delivery(event) => is_of_projects(event),
            Event::Effort(event) => is_of_effort(event),
            Event::Access(_) | Event::Production(_) => {}
        }
        *told.entry(event.name()).or_default() += 1;
    }
}

#[test]
fn a_story_begins_with_something_of_everything() {
    let mut found = BTreeMap::new();
    told(&Story::begin(), 0, &mut found);
    let all = OF_PROJECTS.iter().chain(OF_EFFORT);
    let missing: Vec<_> = all.copied().filter(|name| !found.contains_key(name)).collect();
    assert_eq!(missing, NOT_AT_THE_BEGINNING);
}

#[test]
fn random_histories_hold_every_turn_that_things_take() {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[61; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let histories = proptest::collection::vec(any_move(), 200);
    let mut found = BTreeMap::new();
    for _ in 0..HISTORIES {
        let moves = histories.new_tree(&mut runner).unwrap().current();
        let mut story = Story::begin();
        let begun = story.commits.len();
        moves.iter().for_each(|next| story.play(Teller::Own, next));
        told(&story, begun, &mut found);
    }
    println!("{found:?}");
    let all = LETTERS.iter().chain(OF_PROJECTS).chain(OF_EFFORT);
    let missing: Vec<_> = all.filter(|name| !found.contains_key(*name)).collect();
    assert!(missing.is_empty(), "no history holds {missing:?}");
}
