//! The log read, decoded and folded, against reading and decoding alone.

use loggia_core::world::{Seq, World};

use crate::big_plant::{EVENTS, Plant};
use crate::figure::{Figure, ROUNDS, ratio, say, seconds, turns};

pub fn run(plant: &Plant) {
    let log = plant.log();
    let reader = log.reader();
    let count = EVENTS as f64;
    let commits = || reader.read(Seq(0)).map(|batch| batch.expect("readable"));
    let (ours, floor) = turns(
        || {
            let mut world = World::default();
            let fold = || commits().flatten().for_each(|commit| commit.apply_to(&mut world));
            count / seconds(fold).0
        },
        || count / seconds(|| commits().map(|batch| batch.len()).sum::<usize>()).0,
    );
    ratio("read, decode and fold against read and decode", "events/s", ours, floor);

    let kept: Vec<_> = commits().flatten().collect();
    let folds = (0..ROUNDS).map(|_| {
        let mut world = World::default();
        count / seconds(|| kept.iter().for_each(|commit| commit.apply_to(&mut world))).0
    });
    say("fold alone, on one core", "events/s", Figure::of(folds.collect()));
}
