//! What every [`Log`] must do. Run it over each of them.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "this is a test, which other crates can run over their logs"
)]

use std::ops::ControlFlow;

use loggia_core::commit::Commit;
use loggia_core::event::Event;
use loggia_core::world::Seq;

use crate::codec::samples;
use crate::error::{AppendError, LogError};
use crate::log::{Block, Head, Log};
use crate::sealed::SealedCommit;

/// A block of `sizes.len()` commits after `after`; each number says how many events one has.
pub fn block(after: Head, sizes: &[usize]) -> Block {
    let pool = samples::events();
    let commits = sizes.iter().enumerate().map(|(n, events)| {
        let seq = after.seq.0 + 1 + n as u64;
        let events: Vec<Event> =
            pool.iter().cycle().skip(seq as usize % pool.len()).take(*events).cloned().collect();
        let salt = u128::from(seq).to_be_bytes();
        SealedCommit::seal(samples::commit(seq, events), salt).unwrap()
    });
    Block { after, commits: commits.collect() }
}

/// Appends blocks of `sizes` until the log has `commits` of them or a few more.
pub fn fill(log: &mut dyn Log, commits: u64, sizes: &[usize]) -> Head {
    while log.head().seq.0 < commits {
        let next = block(log.head(), sizes);
        log.append(&next).unwrap();
    }
    log.head()
}

fn read_all(log: &dyn Log, after: Seq) -> Vec<Commit> {
    log.reader().read(after).flat_map(|batch| batch.unwrap()).collect()
}

/// Runs all of it; `make` gives a new, empty log each time. Stops at the first promise not kept.
pub fn run(mut make: impl FnMut() -> Box<dyn Log>) {
    an_empty_log_has_the_empty_head(make().as_mut());
    what_was_appended_is_read_back_in_order(make().as_mut());
    only_the_expected_head_is_continued(make().as_mut());
    a_block_that_contradicts_itself_is_refused(make().as_mut());
    equal_commits_make_equal_roots(make().as_mut(), make().as_mut());
    a_verification_recomputes_the_head(make().as_mut());
    a_reader_sees_what_is_appended_later(make().as_mut());
    a_closed_log_answers_with_errors(make().as_mut());
}

fn an_empty_log_has_the_empty_head(log: &mut dyn Log) {
    assert_eq!(log.head(), Head::empty());
    assert_eq!(log.reader().head(), Head::empty());
    assert_eq!(read_all(log, Seq(0)), []);
    assert_eq!(read_all(log, Seq(7)), []);
}

fn what_was_appended_is_read_back_in_order(log: &mut dyn Log) {
    let mut written = Vec::new();
    for sizes in [&[1usize][..], &[3, 1, 2], &[2000, 1], &[1; 300], &[9000]] {
        let next = block(log.head(), sizes);
        let head = log.append(&next).unwrap();
        assert_eq!(log.head(), head);
        written.extend(next.commits.into_iter().map(SealedCommit::into_commit));
        assert_eq!(head.seq, written.last().unwrap().stamp.seq);
        assert_eq!(head.at, written.last().unwrap().stamp.at);
    }
    for after in [0, 1, 2, 4, 5, 6, 7, 100, 305, 306, 307, 308] {
        assert_eq!(read_all(log, Seq(after)), written[(after as usize).min(written.len())..]);
    }
}

fn only_the_expected_head_is_continued(log: &mut dyn Log) {
    let first = block(log.head(), &[1, 1]);
    let head = log.append(&first).unwrap();
    let wrong_seq = Head { seq: Seq(1), ..head };
    let wrong_root = Head { root: Head::empty().root, ..head };
    for after in [Head::empty(), wrong_seq, wrong_root] {
        match log.append(&block(after, &[1])) {
            Err(AppendError::Conflict { head: found }) => assert_eq!(found, head),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(log.head(), head);
    assert_eq!(read_all(log, Seq(0)).len(), 2);
}

fn a_block_that_contradicts_itself_is_refused(log: &mut dyn Log) {
    let head = fill(log, 3, &[1, 1, 1]);
    let empty = Block { after: head, commits: Vec::new() };
    let gap = Block { after: head, commits: block(Head { seq: Seq(8), ..head }, &[1]).commits };
    let mut twice = block(head, &[1]);
    twice.commits.push(twice.commits[0].clone());
    for bad in [empty, gap, twice] {
        let refused = log.append(&bad);
        assert!(matches!(refused, Err(AppendError::Failed(LogError::Unsound))), "{refused:?}");
    }
    assert_eq!(log.head(), head);
    let next = block(head, &[1]);
    log.append(&next).unwrap();
}

fn equal_commits_make_equal_roots(one: &mut dyn Log, other: &mut dyn Log) {
    // The cut into blocks is no part of the tree, only what is in them and in which order.
    let in_blocks = fill(one, 60, &[1; 6]);
    let commit_by_commit = fill(other, 60, &[1]);
    assert_eq!(in_blocks, commit_by_commit);
    assert_ne!(in_blocks.root, Head::empty().root);
}

fn a_verification_recomputes_the_head(log: &mut dyn Log) {
    let head = fill(log, 1_000, &[1]);
    let reader = log.reader();
    let mut seen = Vec::new();
    let verified = reader.verify(&mut |seq| {
        seen.push(seq);
        ControlFlow::Continue(())
    });
    assert_eq!(verified.unwrap().head, head);
    assert!(seen.len() > 2 && seen.is_sorted(), "{seen:?}");
    assert_eq!(seen.last(), Some(&head.seq));
    let stopped = reader.verify(&mut |_| ControlFlow::Break(()));
    assert!(matches!(stopped, Err(LogError::Interrupted { .. })), "{stopped:?}");
}

fn a_reader_sees_what_is_appended_later(log: &mut dyn Log) {
    let reader = log.reader();
    let head = fill(log, 10, &[1, 1]);
    assert_eq!(reader.head(), head);
    assert_eq!(reader.read(Seq(8)).flat_map(|batch| batch.unwrap()).count(), 2);
}

fn a_closed_log_answers_with_errors(log: &mut dyn Log) {
    let head = fill(log, 4, &[1, 1]);
    let reader = log.reader();
    log.close().unwrap();
    log.close().unwrap();
    assert!(log.append(&block(head, &[1])).is_err());
    let read: Vec<_> = reader.read(Seq(0)).collect();
    assert!(matches!(read.as_slice(), [Err(LogError::Closed)]), "{read:?}");
}

#[cfg(test)]
mod tests {
    use crate::{MemoryLog, SledLog};

    #[test]
    fn the_memory_log_keeps_the_contract() {
        super::run(|| Box::new(MemoryLog::new()));
    }

    #[test]
    fn the_sled_log_keeps_the_contract() {
        let dir = tempfile::tempdir().unwrap();
        let mut n = 0;
        super::run(|| {
            n += 1;
            Box::new(SledLog::open(&dir.path().join(n.to_string()), &mut |_| {}).unwrap())
        });
    }
}
