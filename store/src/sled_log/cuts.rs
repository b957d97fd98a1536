//! Power cuts: of what was written to a file since it was synced last, any page may be on the disk
//! or not. What was acknowledged must be there all the same.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use loggia_core::commit::Commit;

use super::barrier::{Barrier, SyncData};
use super::faults::Noise;
use super::layout::Layout;
use super::tests::{copy, open_behind};
use super::{OpenOptions, SledLog};
use crate::conformance::block;
use crate::error::LogError;
use crate::log::Log;

const PAGE_BYTES: usize = 4096;

/// Cuts of one run; each is of another moment.
const CUTS: u64 = 24;

/// Blocks between two cuts: the files of the journal are written over several times, and sled fills
/// several segments.
const BLOCKS_BETWEEN: u64 = 12;

/// What each file had when it was synced last.
#[derive(Clone, Default)]
struct Disk(Arc<Mutex<BTreeMap<PathBuf, Vec<u8>>>>);

impl Barrier for Disk {
    fn pass(&self, file: &File, path: &Path) -> Result<(), LogError> {
        // What is written while it is being synced need not be on the disk.
        let synced = fs::read(path).unwrap();
        SyncData.pass(file, path)?;
        self.0.lock().unwrap().insert(path.to_owned(), synced);
        Ok(())
    }
}

/// What a power cut leaves of a file.
fn left(synced: &[u8], written: &[u8], noise: &mut Noise) -> Vec<u8> {
    let length = [synced.len(), synced.len().max(written.len())][noise.below(2) as usize];
    // Sometimes nearly everything, sometimes nearly nothing was written.
    let chance = noise.below(100);
    let mut left = vec![0; length];
    for (n, page) in left.chunks_mut(PAGE_BYTES).enumerate() {
        let from = if noise.below(100) < chance { written } else { synced };
        let there = from.get(n * PAGE_BYTES..).unwrap_or_default();
        let there = &there[..page.len().min(there.len())];
        page[..there.len()].copy_from_slice(there);
    }
    left
}

/// The folder as the disk has it after a cut.
fn cut(running: &Path, cut: &Path, disk: &Disk, noise: &mut Noise) {
    // First what must be there, then what may be.
    let synced = disk.0.lock().unwrap().clone();
    copy(running, cut);
    for (path, synced) in synced {
        let target = cut.join(path.strip_prefix(running).unwrap());
        let written = fs::read(&target).unwrap();
        fs::write(&target, left(&synced, &written, noise)).unwrap();
    }
}

#[test]
fn what_was_acknowledged_survives_power_cuts() {
    let noise = &mut Noise(0xD1B5_4A32_D192_ED03);
    let dirs = tempfile::tempdir().unwrap();
    let running = dirs.path().join("running");
    let disk = Disk::default();
    let mut log = open_behind(&running, disk.clone());
    // Until they are synced again.
    let Layout { db, journal: [one, other], .. } = Layout::of(&running);
    for path in [&db, &one, &other] {
        disk.0.lock().unwrap().insert(path.clone(), fs::read(path).unwrap());
    }
    let soak = std::env::var("LOGGIA_SOAK").ok().and_then(|factor| factor.parse().ok());
    let mut torn = 0;
    for n in 0..CUTS * soak.unwrap_or(1) {
        for _ in 0..BLOCKS_BETWEEN {
            let next = block(log.head(), &[1, 40, 200, 1_200]);
            log.append(&next).unwrap();
        }
        // One more is on its way; it was not acknowledged.
        let acknowledged = log.head();
        let unanswered = block(acknowledged, &[1, 300]);
        let before = disk.0.lock().unwrap().clone();
        let checkpoint = fs::read(Layout::of(&running).checkpoint).unwrap();
        log.append(&unanswered).unwrap();
        for path in Layout::of(&running).journal {
            if let Some(before) = before.get(&path) {
                disk.0.lock().unwrap().insert(path, before.clone());
            }
        }
        let dir = dirs.path().join(n.to_string());
        cut(&running, &dir, &disk, noise);
        fs::write(Layout::of(&dir).checkpoint, checkpoint).unwrap();
        let mut visited = Vec::<Commit>::new();
        let options = OpenOptions::default();
        let opened = SledLog::open_with(&dir, options, &mut |commit| visited.push(commit));
        let found = opened.unwrap_or_else(|refused| panic!("cut {n}: {refused}")).head();
        assert!(found == acknowledged || found == log.head(), "cut {n}: {found:?}");
        assert_eq!(visited.len() as u64, found.seq.0);
        torn += u64::from(found == acknowledged);
        fs::remove_dir_all(dir).unwrap();
    }
    println!("{torn} of the unanswered blocks were torn");
    let segments = fs::metadata(db).unwrap().len() / (8 << 20);
    assert!(segments > 1 && torn > 0, "{segments} segments, {torn} torn");
}
