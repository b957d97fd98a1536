//! Random damage to a closed log: harmless, or refused by name. Never silent, never a panic, never
//! a hang.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use loggia_core::commit::Commit;

use super::SledLog;
use super::tests::copy;
use crate::conformance::fill;
use crate::error::LogError;
use crate::log::{Head, Log};

const FAULTS: u64 = 300;
const COMMITS: u64 = 3_000;
const WORKERS: u64 = 4;
const OPEN_SECONDS_MAX: u64 = 30;

/// Reproducible noise (xorshift64*).
struct Noise(u64);

impl Noise {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) % end.max(1)
    }
}

fn files(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if fs::metadata(&path).unwrap().len() > 0 {
            found.push(path);
        }
    }
    found.sort();
}

/// Damages one file of the log and says how.
fn damage(dir: &Path, noise: &mut Noise) -> String {
    let mut all = Vec::new();
    files(dir, &mut all);
    let db = dir.join("log").join("db");
    // Most of it is the log itself.
    let path = match noise.below(10) {
        0..6 => &db,
        _ => &all[noise.below(all.len() as u64) as usize],
    };
    let mut bytes = fs::read(path).unwrap();
    // sled fills its file with zeros to the end of a segment; damage there would be too easy.
    let used = bytes.iter().rposition(|byte| *byte != 0).map_or(1, |last| last + 1) as u64;
    let at = noise.below(used) as usize;
    let what = match noise.below(3) {
        0 => {
            let bit = noise.below(8);
            bytes[at] ^= 1 << bit;
            format!("bit {bit} flipped")
        }
        1 => {
            bytes.truncate(at);
            "cut off".to_owned()
        }
        _ => {
            let length = [16, 512, 4096, 65_536][noise.below(4) as usize];
            let start = at / length * length;
            let end = (start + length).min(bytes.len());
            bytes[start..end].fill(0);
            format!("{length} zeros")
        }
    };
    fs::write(path, bytes).unwrap();
    format!("{} in {} at {at}", what, path.strip_prefix(dir).unwrap().display())
}

fn open(dir: &Path) -> Result<(Head, Vec<Commit>), LogError> {
    let mut commits = Vec::new();
    let log = SledLog::open(dir, &mut |commit| commits.push(commit))?;
    let reader = log.reader();
    let verified = reader.verify(&mut |_| std::ops::ControlFlow::Continue(()))?;
    assert_eq!(verified.head, log.head());
    Ok((log.head(), commits))
}

fn kind(error: &LogError) -> String {
    let debug = format!("{error:?}");
    debug.chars().take_while(|c| c.is_alphanumeric()).collect()
}

#[test]
fn random_damage_is_harmless_or_refused_by_name() {
    let whole = tempfile::tempdir().unwrap();
    let (head, commits) = {
        let mut log = SledLog::open(whole.path(), &mut |_| {}).unwrap();
        fill(&mut log, COMMITS, &[1, 1, 4, 1, 1, 300]);
        let blob = vec![(b"view".to_vec(), Some(vec![3; 1_000]))];
        log.derived().put_all(blob).unwrap();
        drop(log);
        open(whole.path()).unwrap()
    };
    // As it lies there after a kill: without the snapshot in which sled notes how far it had come,
    // sled takes damage for the end of the log and says nothing. Then all is up to our own checks.
    let killed = tempfile::tempdir().unwrap();
    copy(whole.path(), killed.path());
    let mut all = Vec::new();
    files(killed.path(), &mut all);
    let is_snapshot =
        |path: &&PathBuf| path.file_name().unwrap().to_string_lossy().starts_with("snap");
    all.iter().filter(is_snapshot).for_each(|snapshot| fs::remove_file(snapshot).unwrap());
    let base = [whole.path(), killed.path()];
    let outcomes = Mutex::new(BTreeMap::<String, u64>::new());
    thread::scope(|scope| {
        for worker in 0..WORKERS {
            let (outcomes, commits) = (&outcomes, &commits);
            scope.spawn(move || {
                let mut noise = Noise(0x9E37_79B9_7F4A_7C15 ^ worker);
                for fault in (worker..FAULTS).step_by(WORKERS as usize) {
                    let dir = tempfile::tempdir().unwrap();
                    copy(base[noise.below(2) as usize], dir.path());
                    let what = format!("fault {fault}: {}", damage(dir.path(), &mut noise));
                    let outcome = outcome(dir.path(), &what, head, commits);
                    *outcomes.lock().unwrap().entry(outcome).or_default() += 1;
                }
            });
        }
    });
    let outcomes = outcomes.into_inner().unwrap();
    assert_eq!(outcomes.values().sum::<u64>(), FAULTS);
    println!("{FAULTS} faults: {outcomes:?}");
}

/// The name of the refusal, or `harmless`; stops the test at anything else.
fn outcome(dir: &Path, what: &str, head: Head, commits: &[Commit]) -> String {
    let (to, result) = channel();
    let path = dir.to_owned();
    thread::spawn(move || to.send(open(&path)));
    match result.recv_timeout(Duration::from_secs(OPEN_SECONDS_MAX)) {
        Ok(Ok((found, visited))) => {
            assert_eq!(found, head, "{what}: silent");
            assert!(visited == commits, "{what}: silently other commits");
            "harmless".into()
        }
        Ok(Err(error)) => {
            assert!(error.to_string().len() > 20, "{what}: {error}");
            kind(&error)
        }
        Err(RecvTimeoutError::Disconnected) => panic!("{what}: panicked out"),
        Err(RecvTimeoutError::Timeout) => panic!("{what}: hangs"),
    }
}
