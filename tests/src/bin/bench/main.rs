//! Every figure beside its floor, in one run, as a ratio: `make bench`.
//!
//! The machines are shared and noisy. Ours and the floor take turns, a few rounds each; what is
//! printed is the median of the rounds with the lowest and the highest. Name parts to run only them:
//! `writes fold rebuild visible reads commands strangers
//! projects restart`.

mod big_plant;
mod commands;
mod figure;
mod fold;
mod load;
mod projects;
mod reads;
mod rebuild;
mod restart;
mod strangers;
mod visible;
mod writes;

use big_plant::Plant;
use mimalloc::MiMalloc;

/// The same as in the binary.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// A part: what it is called, and what it does.
type Part = (&'static str, fn(&Plant));

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let wanted = |part: &str| asked.is_empty() || asked.iter().any(|name| name == part);
    let plant = Plant::default();
    let parts: [Part; 9] = [
        ("writes", |_| writes::run()),
        ("commands", |_| commands::run()),
        ("reads", |_| reads::run()),
        ("strangers", |_| strangers::run()),
        ("visible", |_| visible::run()),
        ("projects", |_| projects::run()),
        ("fold", fold::run),
        ("rebuild", rebuild::run),
        ("restart", restart::run),
    ];
    figure::machine();
    for (name, run) in parts {
        if wanted(name) {
            println!("\n## {name}\n");
            run(&plant);
        }
    }
}
