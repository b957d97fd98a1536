//! Starting the real binary on a million events: until it is ready, and the memory it then holds.

use std::time::Instant;

use loggia_tests::ask::Client;
use loggia_tests::binary::{self, Server};

use crate::big_plant::Plant;
use crate::figure::{Figure, resident, say};

const ROUNDS: usize = 3;

pub fn run(plant: &Plant) {
    drop(plant.log());
    let dir = plant.dir();
    println!("{} MiB on disk", size(dir) >> 20);
    // The first start has no checkpoint of the views and counts their revisions.
    let mut first = None;
    let mut later = Vec::new();
    let mut memory = Vec::new();
    for round in 0..=ROUNDS {
        let start = Instant::now();
        let server = Server::start(dir);
        while Client::nobody(&server.base).get("/readyz").status != 200 {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        let took = start.elapsed().as_secs_f64();
        let held = resident(server.id());
        println!("start {round} of {ROUNDS}: {took:.1} s, {held:.0} MiB");
        match first {
            None => first = Some(took),
            Some(_) => {
                later.push(took);
                memory.push(held);
            }
        }
        server.stop();
    }
    say(
        "first start, without a checkpoint of the views",
        "s",
        Figure::of(first.into_iter().collect()),
    );
    say("later starts", "s", Figure::of(later));
    say("memory held when ready", "MiB", Figure::of(memory));
    let _ = binary::path();
}

fn size(below: &std::path::Path) -> u64 {
    let entries = std::fs::read_dir(below).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(found) if found.is_dir() => size(&entry.path()),
            Ok(found) => found.len(),
            Err(_) => 0,
        })
        .sum()
}
