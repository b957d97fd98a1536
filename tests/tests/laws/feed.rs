//! Who comes back to the change stream is told what is, not what was.

use loggia_core::access::{ListName, UnlinkResource};
use loggia_core::actor::Actor;
use loggia_core::id::StaffUserId;
use loggia_projections::{Generation, Limits, Projections, Told};
use loggia_tests::moves::{Move, Turned};
use loggia_tests::story::{Ask, Story, Teller};

fn missed(live: &Projections, story: &Story, after: u64) -> String {
    match live.subscribe(story.own.partners[0], Some(after)).unwrap().missed {
        Some(Told::Change(_, text)) => text.to_string(),
        Some(Told::Resync(_)) => "resync".to_owned(),
        None => String::new(),
    }
}

/// A partner who has read everything so far, and the revision at which that was.
fn reader() -> (Story, Projections, u64) {
    let story = Story::begin();
    let live = Projections::new(Generation::default(), Limits::default());
    live.project(&story.commits);
    let revision = live.read(story.own.partners[0], |state| state.revision()).unwrap();
    (story, live, revision)
}

fn follow(story: &Story, live: &Projections) {
    live.project(&story.commits);
}

#[test]
fn a_row_that_came_and_went_is_told_by_its_id_alone() {
    let (mut story, live, read) = reader();
    let (partner, resource) = (story.own.partners[0], story.own.resources[1]);
    story.play(Teller::Own, &Move::Link(0, 1, None, None));
    follow(&story, &live);
    assert!(missed(&live, &story, read).contains("\"row\""), "it is told while it is there");
    let unlink = UnlinkResource { partner_user: partner, resource };
    let staff = Actor::Staff(StaffUserId(Default::default()));
    story.ask(Teller::Own, &Ask { actor: staff, command: unlink.into() }).unwrap();
    follow(&story, &live);
    let told = missed(&live, &story, read);
    let step =
        story.own.steps.iter().find(|id| {
            story.world.production.step(**id).is_ok_and(|step| step.resource == resource)
        });
    let step = step.unwrap().to_string();
    assert!(told.contains(&format!("\"gone\":\"{step}\"")), "{told}");
    assert!(!told.contains(&format!("\"id\":\"{step}\"")), "no row of it is told: {told}");
}

#[test]
fn a_column_that_was_hidden_since_is_not_told_from_memory() {
    let (mut story, live, read) = reader();
    story.play(Teller::Own, &Move::Schedule(0, 30, 2));
    follow(&story, &live);
    assert!(missed(&live, &story, read).contains("\"planned_start\":\"2026"));
    story.play(Teller::Own, &Move::Columns(ListName::WorkSteps, 1, Turned::No));
    follow(&story, &live);
    let told = missed(&live, &story, read);
    assert!(!told.contains("planned_start\":\"2026"), "{told}");
    assert!(told.contains("read_again"), "{told}");
}
