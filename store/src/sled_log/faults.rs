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
pub(super) struct Noise(pub(super) u64);

impl Noise {
    pub(super) fn below(&mut self, end: u64) -> u64 {
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

fn is_named(path: &Path, prefix: &str) -> bool {
    path.file_name().unwrap().to_string_lossy().starts_with(prefix)
}

/// Damages one file of the log and says how.
fn damage(dir: &Path, noise: &mut Noise) -> String {
    let mut all = Vec::new();
    files(dir, &mut all);
    let db = dir.join("log").join("db");
    let journal: Vec<_> = all.iter().filter(|path| is_named(path, "journal")).collect();
    // Most of it is the log itself.
    let path = match (noise.below(10), journal.as_slice()) {
        (0..3, [.., journal]) => journal,
        (0..6, _) => &db,
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
        drop(log);
        open(whole.path()).unwrap()
    };
    // As it lies there after a kill: without the snapshot in which sled notes how far it had come,
    // sled takes damage for the end of the log and says nothing. Then all is up to our own checks.
    let killed = tempfile::tempdir().unwrap();
    copy(whole.path(), killed.path());
    let mut all = Vec::new();
    files(killed.path(), &mut all);
    let snapshots = all.iter().filter(|path| is_named(path, "snap"));
    snapshots.for_each(|snapshot| fs::remove_file(snapshot).unwrap());
    // And as it lies there when nothing of it was closed: the newest blocks in the journal, and in
    // sled's files what it happened to write.
    let running = tempfile::tempdir().unwrap();
    let unclosed = tempfile::tempdir().unwrap();
    {
        let mut log = SledLog::open(running.path(), &mut |_| {}).unwrap();
        assert_eq!(fill(&mut log, COMMITS, &[1, 1, 4, 1, 1, 300]), head);
        copy(running.path(), unclosed.path());
    }
    fs::copy(running.path().join("checkpoint"), unclosed.path().join("checkpoint")).unwrap();
    let base = [whole.path(), killed.path(), unclosed.path()];
    let outcomes = Mutex::new(BTreeMap::<String, u64>::new());
    thread::scope(|scope| {
        for worker in 0..WORKERS {
            let (outcomes, commits) = (&outcomes, &commits);
            scope.spawn(move || {
                let mut noise = Noise(0x9E37_79B9_7F4A_7C15 ^ worker);
                for fault in (worker..FAULTS).step_by(WORKERS as usize) {
                    let dir = tempfile::tempdir().unwrap();
                    copy(base[noise.below(base.len() as u64) as usize], dir.path());
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
