//! Moves about time of before, which comes from files.

use loggia_core::command::Command;
use loggia_core::effort::{HoursOf, ImportTime, ImportedSheets, TimeRow};
use loggia_core::scalar::{ImportKey, Personal};
use proptest::prelude::*;

use super::{day, work};
use crate::moves::Pick;
use crate::story::{Story, Teller, pick};
use loggia_core::spec::name;

/// Rows of a file: of whom, in which project, on what, on which day; the same row may come again.
#[derive(Clone, Debug)]
pub struct HistoryMove(pub Option<Pick>, pub Option<Pick>, pub u8);

pub(super) fn any_history_move() -> impl Strategy<Value = HistoryMove> {
    let some = || proptest::option::of(any::<Pick>());
    (some(), some(), any::<u8>()).prop_map(|(p, to, what)| HistoryMove(p, to, what))
}

impl Story {
    pub(super) fn history_command(&self, teller: Teller, next: &HistoryMove) -> Option<Command> {
        let HistoryMove(person, project, what) = next;
        let cast = self.cast(teller);
        // Every other time by names that other rows have, too, so that they are found by name.
        let label = |called: &str| match (what / 2).is_multiple_of(2) {
            true => self.label(teller, called),
            false => name(&format!("{called} {teller:?}")),
        };
        let project = project.and_then(|at| pick(&cast.projects, at));
        let project = project.and_then(|id| self.world.delivery.project(id).ok());
        let phases = project.iter().flat_map(|project| &project.phases).copied();
        // Strangers may have added some to it.
        let phases: Vec<_> = phases.filter(|id| cast.phases.contains(id)).collect();
        let phase = pick(&phases, *what).and_then(|id| self.world.delivery.phase(id).ok());
        let mut key = [*what; 16];
        key[0] = u8::from(teller == Teller::Foreign);
        let row = TimeRow {
            key: ImportKey(key),
            name: Personal::new(label("imported")),
            person: person.and_then(|at| pick(&cast.persons, at)),
            project: project.map_or_else(|| label("of before"), |found| found.brief.name.clone()),
            phase: phase.map_or_else(|| label("phase of before"), |f| f.brief.name.clone()),
            task: what.is_multiple_of(2).then(|| label("task of before")),
            description: None,
            day: day(46 + what % 30),
            hours: work(what % 16 + 1),
            note: None,
        };
        use ImportedSheets::{Approved, Draft, Submitted};
        let sheets = [Draft, Submitted, Approved][usize::from(what % 3)];
        Some(ImportTime { hours_of: HoursOf::Day, sheets, rows: vec![row] }.into())
    }
}
