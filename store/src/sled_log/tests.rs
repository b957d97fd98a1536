use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use loggia_core::commit::Commit;
use loggia_core::world::Seq;

use super::barrier::{Barrier, SyncData};
use super::layout::Layout;
use super::{MissingCheckpoint, OpenOptions, SledLog};
use crate::conformance::{block, fill};
use crate::error::{AppendError, LogError};
use crate::log::{Head, Log};

fn open(dir: &Path) -> Result<SledLog, LogError> {
    SledLog::open(dir, &mut |_| {})
}

fn filled(dir: &Path, commits: u64) -> Head {
    let mut log = open(dir).unwrap();
    let head = fill(&mut log, commits, &[1, 3]);
    log.close().unwrap();
    head
}

fn refusal(dir: &Path) -> LogError {
    open(dir).map(|log| log.head()).expect_err("it must be refused")
}

#[test]
fn what_was_appended_is_visited_once_and_in_order_when_opened_again() {
    let dir = tempfile::tempdir().unwrap();
    let mut log = open(dir.path()).unwrap();
    let head = fill(&mut log, 500, &[1, 2, 700]);
    let written: Vec<Commit> = log.reader().read(Seq(0)).flat_map(|b| b.unwrap()).collect();
    drop(log);
    let mut visited = Vec::new();
    let log = SledLog::open(dir.path(), &mut |commit| visited.push(commit)).unwrap();
    assert_eq!(log.head(), head);
    assert_eq!(visited, written);
}

#[test]
fn a_log_in_use_is_locked_and_free_again_once_closed() {
    let dir = tempfile::tempdir().unwrap();
    let log = open(dir.path()).unwrap();
    assert!(matches!(refusal(dir.path()), LogError::Locked { .. }));
    let reader = log.reader();
    drop(log);
    // A reader that is still around does not keep the files.
    let _open = open(dir.path()).unwrap();
    assert!(matches!(
        reader.verify(&mut |_| ControlFlow::Continue(())),
        Err(LogError::Closed | LogError::CheckpointMissing { .. })
    ));
}

#[test]
fn no_page_becomes_a_blob() {
    let dir = tempfile::tempdir().unwrap();
    let mut log = open(dir.path()).unwrap();
    for _ in 0..60 {
        // Up to a megabyte a block, in pieces of 64 KiB, with small ones in between.
        let large = block(log.head(), &[6_000, 6_000]);
        log.append(&large).unwrap();
        let head = log.head();
        fill(&mut log, head.seq.0 + 10, &[1]);
    }
    log.close().unwrap();
    let blobs = fs::read_dir(Layout::of(dir.path()).blobs).map_or(0, Iterator::count);
    assert_eq!(blobs, 0, "blobs are never synced");
}

#[test]
fn a_blob_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path(), 10);
    fs::write(Layout::of(dir.path()).blobs.join("1"), "x").unwrap();
    assert!(matches!(refusal(dir.path()), LogError::Blobs { files: 1, .. }));
}

#[test]
fn a_log_that_lost_its_end_is_truncated_by_name() {
    let dir = tempfile::tempdir().unwrap();
    let head = filled(dir.path(), 10);
    let old = dir.path().join("old");
    copy(dir.path(), &old);
    let longer = {
        let mut log = open(dir.path()).unwrap();
        fill(&mut log, 30, &[2])
    };
    fs::copy(dir.path().join("checkpoint"), old.join("checkpoint")).unwrap();
    let refusal = refusal(&old);
    let LogError::Truncated { expected, found } = refusal else { panic!("{refusal}") };
    assert_eq!((expected, found), (longer.seq, head.seq));
}

#[test]
fn a_log_with_another_past_is_different_by_name() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    filled(one.path(), 30);
    let mut log = open(other.path()).unwrap();
    fill(&mut log, 40, &[2]);
    drop(log);
    for file in ["checkpoint", "checkpoint.key"] {
        fs::copy(one.path().join(file), other.path().join(file)).unwrap();
    }
    assert!(matches!(refusal(other.path()), LogError::Different { at: Seq(30), .. }));
}

#[test]
fn a_log_longer_than_its_checkpoint_is_whole() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path(), 10);
    let early = fs::read(dir.path().join("checkpoint")).unwrap();
    let head = {
        let mut log = open(dir.path()).unwrap();
        fill(&mut log, 30, &[2])
    };
    fs::write(dir.path().join("checkpoint"), early).unwrap();
    assert_eq!(open(dir.path()).unwrap().head(), head);
}

#[test]
fn the_checkpoint_follows_the_log_and_settles_when_it_closes() {
    let dir = tempfile::tempdir().unwrap();
    let mut log = open(dir.path()).unwrap();
    let head = fill(&mut log, 30, &[2]);
    let reader = log.reader();
    let signed = || {
        let verified = reader.verify(&mut |_| ControlFlow::Continue(())).unwrap();
        verified.checkpoint.unwrap()
    };
    let until = Instant::now() + Duration::from_secs(10);
    while signed() != (head.seq, head.root) {
        assert!(Instant::now() < until, "the newest head is never signed: {:?}", signed());
        thread::sleep(Duration::from_millis(2));
    }
    // Many heads, of which some are left out, but never the last.
    let head = fill(&mut log, 200, &[1]);
    log.close().unwrap();
    let bytes = fs::read(dir.path().join("checkpoint")).unwrap();
    let (one, other) = bytes.split_at(bytes.len() / 2);
    assert_eq!(one, other, "both slots are settled");
    assert!(String::from_utf8_lossy(one).contains(&format!("\n{}\n", head.seq)));
}

#[test]
fn a_missing_checkpoint_must_be_accepted_by_somebody() {
    let dir = tempfile::tempdir().unwrap();
    let head = filled(dir.path(), 10);
    fs::remove_file(dir.path().join("checkpoint")).unwrap();
    assert!(matches!(refusal(dir.path()), LogError::CheckpointMissing { .. }));
    let options = OpenOptions { missing_checkpoint: MissingCheckpoint::Accept };
    drop(SledLog::open_with(dir.path(), options, &mut |_| {}).unwrap());
    assert_eq!(open(dir.path()).unwrap().head(), head);
}

#[test]
fn a_checkpoint_or_key_of_another_log_does_not_fit() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    filled(one.path(), 10);
    filled(other.path(), 10);
    fs::copy(other.path().join("checkpoint"), one.path().join("checkpoint")).unwrap();
    assert!(matches!(refusal(one.path()), LogError::KeyMismatch { .. }));
    fs::remove_file(one.path().join("checkpoint.key")).unwrap();
    assert!(matches!(refusal(one.path()), LogError::Key { why: "missing", .. }));
}

/// Counts how often a file of the journal passed it, and can break.
struct Watched(Arc<AtomicU32>, Option<u32>);

impl Barrier for Watched {
    fn pass(&self, file: &fs::File, path: &Path) -> Result<(), LogError> {
        let is_journal = path.file_name().unwrap().to_string_lossy().starts_with("journal");
        let n = if is_journal { self.0.fetch_add(1, Ordering::SeqCst) } else { u32::MAX };
        match self.1 == Some(n) {
            true => Err(LogError::Io {
                doing: "syncing",
                path: path.to_owned(),
                source: std::io::Error::other("no space"),
            }),
            false => SyncData.pass(file, path),
        }
    }
}

pub(super) fn open_behind(dir: &Path, barrier: impl Barrier + 'static) -> SledLog {
    SledLog::open_behind(dir, OpenOptions::default(), Box::new(barrier), &mut |_| {}).unwrap()
}

#[test]
fn every_block_passes_the_barrier_before_it_is_answered() {
    let dir = tempfile::tempdir().unwrap();
    let passed = Arc::new(AtomicU32::new(0));
    let mut log = open_behind(dir.path(), Watched(passed.clone(), None));
    for n in 1..=20 {
        let next = block(log.head(), &[1, 1]);
        log.append(&next).unwrap();
        assert_eq!(passed.load(Ordering::SeqCst), n);
    }
}

#[test]
fn after_a_failed_sync_nothing_is_taken_until_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let mut log = open_behind(dir.path(), Watched(Arc::default(), Some(2)));
    let head = fill(&mut log, 2, &[1]);
    let next = block(head, &[1]);
    assert!(matches!(log.append(&next), Err(AppendError::Failed(LogError::Io { .. }))));
    assert!(matches!(log.append(&next), Err(AppendError::Failed(LogError::Poisoned { .. }))));
    assert_eq!(log.head(), head);
    assert_eq!(log.reader().head(), head, "nobody reads what may not be durable");
    assert_eq!(log.reader().read(Seq(0)).flat_map(|b| b.unwrap()).count(), 2);
    drop(log);
    let reopened = open(dir.path()).unwrap().head().seq;
    assert!(reopened == Seq(2) || reopened == Seq(3), "{reopened}");
}

/// Lets the journal be synced, but never sled's file, once the log is open.
struct NeverSettled(AtomicBool);

impl Barrier for NeverSettled {
    fn pass(&self, file: &fs::File, path: &Path) -> Result<(), LogError> {
        let is_sled = path.file_name().unwrap() == "db";
        match is_sled && self.0.swap(true, Ordering::SeqCst) {
            true => Err(LogError::Closed),
            false => SyncData.pass(file, path),
        }
    }
}

#[test]
fn a_journal_is_not_written_over_before_the_log_below_it_is_synced() {
    let dir = tempfile::tempdir().unwrap();
    let mut log = open_behind(dir.path(), NeverSettled(AtomicBool::new(false)));
    // The first file is full and settling is asked for; the second is full, and nothing was settled.
    let refused = (0..60).find_map(|_| {
        let next = block(log.head(), &[1_200]);
        log.append(&next).err()
    });
    let Some(AppendError::Failed(LogError::Closed)) = refused else { panic!("{refused:?}") };
    let head = log.head();
    drop(log);
    assert_eq!(open(dir.path()).unwrap().head(), head);
}

#[test]
fn a_closed_log_needs_no_journal() {
    let dir = tempfile::tempdir().unwrap();
    let head = filled(dir.path(), 30);
    for journal in Layout::of(dir.path()).journal {
        assert_eq!(fs::read(&journal).unwrap(), b"", "{}", journal.display());
        fs::remove_file(journal).unwrap();
    }
    assert_eq!(open(dir.path()).unwrap().head(), head);
}

/// A log as it lies there after a kill, with all of its blocks in the journal and none in sled, and
/// its head, signed.
fn killed(dir: &Path, blocks: u64) -> Head {
    let running = dir.join("running");
    let mut log = open(&running).unwrap();
    let bare = dir.join("killed");
    copy(&running, &bare);
    let head = fill(&mut log, blocks, &[1]);
    for path in Layout::of(&running).journal {
        fs::copy(&path, bare.join(path.file_name().unwrap())).unwrap();
    }
    log.close().unwrap();
    fs::copy(running.join("checkpoint"), bare.join("checkpoint")).unwrap();
    head
}

#[test]
fn what_only_the_journal_has_is_visited_when_the_log_is_opened() {
    let dir = tempfile::tempdir().unwrap();
    let head = killed(dir.path(), 40);
    let mut visited = Vec::new();
    let bare = dir.path().join("killed");
    let log = SledLog::open(&bare, &mut |commit| visited.push(commit.stamp.seq)).unwrap();
    assert_eq!(log.head(), head);
    assert_eq!(visited, (1..=40).map(Seq).collect::<Vec<_>>());
    drop(log);
    assert_eq!(open(&bare).unwrap().head(), head);
}

#[test]
fn a_torn_end_of_the_journal_is_no_block_and_one_in_its_middle_is_damage() {
    let dir = tempfile::tempdir().unwrap();
    let head = killed(dir.path(), 40);
    let bare = dir.path().join("killed");
    let whole = fs::read(&Layout::of(&bare).journal[0]).unwrap();
    let refused_with = |name: &str, journal: &[u8]| {
        let damaged = dir.path().join(name);
        copy(&bare, &damaged);
        fs::write(&Layout::of(&damaged).journal[0], journal).unwrap();
        refusal(&damaged)
    };
    // The checkpoint says that the last block was acknowledged.
    let torn = refused_with("torn", &whole[..whole.len() - 1]);
    let LogError::Truncated { expected, found } = torn else { panic!("{torn}") };
    assert_eq!((expected, found), (head.seq, Seq(39)));
    for at in [30, whole.len() / 2] {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        let refused = refused_with(&at.to_string(), &damaged);
        assert!(matches!(refused, LogError::Broken { .. }), "{at}: {refused}");
    }
}

#[test]
fn the_journal_of_another_log_is_refused() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let head = filled(one.path(), 30);
    killed(other.path(), 40);
    let journal = other.path().join("killed").join("journal.0");
    fs::copy(journal, one.path().join("journal.0")).unwrap();
    let refused = refusal(one.path());
    // It is cut into other blocks, and has other roots.
    assert!(matches!(refused, LogError::Broken { after, .. } if after == head.seq), "{refused}");
}

pub(super) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path() == *to {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
