//! A rebuild of a million events with two hundred partners, check and promotion included.

use loggia_projections::{Boot, Limits, Projections, Rebuild, RebuildState};

use crate::big_plant::{self, EVENTS, PARTNERS, Read};
use crate::figure::{Figure, say, seconds};

/// It takes long; three rounds tell enough.
const ROUNDS: usize = 3;

pub fn run() {
    let dir = tempfile::tempdir().expect("a folder");
    let log = big_plant::fill(dir.path(), EVENTS);
    let read = Read(log.reader());
    let mut boot = Boot::new(None);
    for n in 0..EVENTS {
        boot.take(&big_plant::commit(n));
    }
    let projections = Projections::new(boot.finish().expect("a generation"), Limits::default());
    let rows: usize = (0..PARTNERS)
        .filter_map(|n| {
            projections.read(big_plant::partner(n), |state| {
                state.counts().map(|(_, rows)| rows).sum::<usize>()
            })
        })
        .sum();
    println!(
        "{EVENTS} events, {PARTNERS} partners, {rows} rows, {} MiB of them",
        projections.bytes() >> 20
    );
    let rounds = (0..ROUNDS).map(|_| {
        let (took, end) = seconds(|| Rebuild::default().run(&projections, &read));
        assert_eq!(end, RebuildState::Promoted(Vec::new()));
        took
    });
    say("rebuild, check and promotion", "s", Figure::of(rounds.collect()));
}
