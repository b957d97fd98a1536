//! The sync really happens: counted by strace, outside the process.

use std::path::Path;
use std::process::Command;

use loggia_store::{Log, SledLog, conformance};

#[path = "../../tests/src/skipped.rs"]
mod skipped;

const CHILD: &str = "LOGGIA_STORE_TEST_APPEND_TO";
const BLOCKS: usize = 25;

/// Not a test of its own: what the test below traces.
#[test]
fn appends_blocks_when_asked_to() {
    let Some(dir) = std::env::var_os(CHILD) else { return };
    let mut log = SledLog::open(Path::new(&dir), &mut |_| {}).unwrap();
    for _ in 0..BLOCKS {
        let block = conformance::block(log.head(), &[1, 2]);
        log.append(&block).unwrap();
    }
    // No closing: what counts is there when `append` returns.
    std::process::exit(0);
}

#[test]
fn every_append_syncs_the_journal() {
    if Command::new("strace").arg("-V").output().is_err() {
        assert!(std::env::var_os("CI").is_none(), "CI needs strace for this test");
        skipped::skipped("strace is not installed");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let trace = dir.path().join("trace");
    let data = dir.path().join("data");
    let status = Command::new("strace")
        .args(["-f", "-qq", "-y", "-e", "trace=fdatasync,fsync", "-o"])
        .arg(&trace)
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "appends_blocks_when_asked_to"])
        .env(CHILD, &data)
        .output()
        .unwrap();
    assert!(status.status.success(), "{status:?}");
    let trace = std::fs::read_to_string(trace).unwrap();
    let journal = format!("<{}", data.canonicalize().unwrap().join("journal.").display());
    let is_sync = |line: &&str| line.contains("sync(") && line.contains(&journal);
    let syncs = trace.lines().filter(is_sync).count();
    println!("{syncs} syncs of the journal for {BLOCKS} blocks");
    assert!(syncs >= BLOCKS, "{syncs} syncs of {journal} for {BLOCKS} blocks:\n{trace}");
    let folder = format!("<{}>", data.canonicalize().unwrap().display());
    assert!(trace.contains(&folder), "the folder itself was never synced:\n{trace}");
}
