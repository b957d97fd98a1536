//! A view is a pure function of the log and of the code's version (law 6): whoever changes what is
//! told says so by another version, or views of the old code would be served as those of the new.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use loggia_core::visibility::View;
use loggia_projections::{PortalState, VERSION};
use loggia_tests::firm_moves::FirmMove;
use loggia_tests::moves::{Button, Move, On};
use loggia_tests::story::{Story, Teller};

/// What the partners of one story were told, and by which version.
const TOLD: &str = include_str!("version.txt");

/// A story with something in each view.
fn story() -> Story {
    let mut story = Story::begin();
    for next in [
        Move::Schedule(0, 1, 4),
        Move::Feedback(None, On::Step(0), Button::Start),
        Move::Report(On::Step(0), 3, 0),
        Move::Firm(FirmMove::Name(0)),
    ] {
        story.play(Teller::Own, &next);
    }
    story
}

#[test]
fn whoever_changes_what_is_told_raises_the_version() {
    let story = story();
    let mut found = format!("version {VERSION}\n");
    let mut told = BTreeSet::new();
    for (nth, partner) in story.own.partners.iter().enumerate() {
        let state = PortalState::from_scratch(&story.world, *partner);
        let views = View::ALL.into_iter().map(|view| (view, state.view(view, None).len()));
        let rows: Vec<_> = views.filter(|(_, rows)| *rows > 0).collect();
        told.extend(rows.iter().map(|(view, _)| *view));
        let rows: usize = rows.iter().map(|(_, rows)| rows).sum();
        writeln!(found, "partner {nth}: {rows} rows, {:?}", state.digest()).expect("a text");
    }
    let untold: Vec<_> = View::ALL.into_iter().filter(|view| !told.contains(view)).collect();
    assert_eq!(untold, [], "the story tells nothing of these");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/laws/version.txt");
        std::fs::write(golden, &found).expect("the golden file");
        return;
    }
    assert_eq!(
        found, TOLD,
        "partners are told something else: raise VERSION of `loggia-projections`, unless that was \
         done since the last release, and set UPDATE_GOLDEN=1 once"
    );
}
