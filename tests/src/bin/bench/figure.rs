//! Figures and how they are told.

use std::time::Instant;

/// Rounds of each measurement.
pub const ROUNDS: usize = 5;

/// The median of some rounds, and between what they lay.
#[derive(Clone, Copy)]
pub struct Figure {
    /// The middle one.
    pub median: f64,
    low: f64,
    high: f64,
}

impl Figure {
    /// Of at least one round.
    pub fn of(mut rounds: Vec<f64>) -> Self {
        rounds.sort_by(f64::total_cmp);
        let at = |index: usize| rounds.get(index).copied().unwrap_or(f64::NAN);
        Self { median: at(rounds.len() / 2), low: at(0), high: at(rounds.len().saturating_sub(1)) }
    }

    fn text(self) -> String {
        format!("{} ({} to {})", short(self.median), short(self.low), short(self.high))
    }
}

fn short(value: f64) -> String {
    match value {
        v if v >= 10_000.0 => format!("{:.0} k", v / 1_000.0),
        v if v >= 100.0 => format!("{v:.0}"),
        v if v >= 1.0 => format!("{v:.2}"),
        v => format!("{v:.3}"),
    }
}

/// Says a figure that has no floor.
pub fn say(what: &str, unit: &str, figure: Figure) {
    println!("{what}: {} {unit}", figure.text());
}

/// Says a figure and its floor, measured in turns, both as "more is better".
pub fn ratio(what: &str, unit: &str, ours: Figure, floor: Figure) {
    println!(
        "{what}: {} {unit}; floor {} {unit}; ratio {:.2}",
        ours.text(),
        floor.text(),
        ours.median / floor.median
    );
}

/// Takes turns: ours, the floor, ours, the floor.
pub fn turns(mut ours: impl FnMut() -> f64, mut floor: impl FnMut() -> f64) -> (Figure, Figure) {
    let rounds: Vec<(f64, f64)> = (0..ROUNDS).map(|_| (ours(), floor())).collect();
    let (ours, floor) = rounds.into_iter().unzip();
    (Figure::of(ours), Figure::of(floor))
}

/// Seconds that `work` takes.
pub fn seconds<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let done = work();
    (start.elapsed().as_secs_f64(), done)
}

/// On what this runs.
pub fn machine() {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let cpu = read("/proc/cpuinfo");
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name"));
    let model = model.map(|rest| rest.trim_start_matches([' ', '\t', ':'])).unwrap_or("unknown");
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory = read("/proc/meminfo").lines().next().unwrap_or_default().to_owned();
    println!("machine: {cores} cores of {model}; {memory}");
}

/// Resident memory of a process, in MiB.
pub fn resident(process: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
    kib.unwrap_or(f64::NAN) / 1_024.0
}

/// Processor time that this process has taken so far, all threads of it, in seconds.
pub fn processor_seconds() -> f64 {
    /// What the kernel counts in, on every machine that Linux runs on today.
    const TICKS_PER_SECOND: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // After the name, which may hold blanks: `state` is the first, `utime` and `stime` 12th and 13th.
    let fields = stat.rsplit_once(") ").map(|(_, rest)| rest).unwrap_or_default();
    let ticks = fields.split(' ').skip(11).take(2).filter_map(|field| field.parse::<f64>().ok());
    ticks.sum::<f64>() / TICKS_PER_SECOND
}
