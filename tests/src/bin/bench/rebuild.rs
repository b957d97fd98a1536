//! A rebuild of a million events with two hundred partners, check and promotion included.

use loggia_projections::{Boot, Limits, Projections, Rebuild, RebuildState};

use crate::big_plant::{self, EVENTS, PARTNERS, Plant, Read};
use crate::figure::{Figure, say, seconds};

/// It takes long; three rounds tell enough.
const ROUNDS: usize = 3;

pub fn run(plant: &Plant) {
    let log = plant.log();
    let read = Read(log.reader());
    let (took, generation) = seconds(|| {
        let mut boot = Boot::new(None);
        for n in 0..EVENTS {
            boot.take(&big_plant::commit(n));
        }
        boot.finish().expect("a generation")
    });
    println!("a generation, commit by commit: {took:.1} s");
    let projections = Projections::new(generation, Limits::default());
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
    let rounds = (1..=ROUNDS).map(|round| {
        let (took, end) = seconds(|| Rebuild::default().run(&projections, &read));
        assert_eq!(end, RebuildState::Promoted(Vec::new()));
        println!("round {round} of {ROUNDS}: {took:.1} s");
        took
    });
    say("rebuild, check and promotion", "s", Figure::of(rounds.collect()));
}
