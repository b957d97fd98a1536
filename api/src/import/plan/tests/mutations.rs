//! Bytes that were changed at random: a plan or a refusal, never a panic.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// What files break on, beside any byte at all.
const PIECES: [&[u8]; 14] = [
    b"<",
    b">",
    b"&",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"<!DOCTYPE",
    b"</",
    b"/>",
    b"-65535",
    b"99999999999999999999",
    b"\xd0\xcf\x11\xe0",
    b"<?xml",
    b"xmlns=\"\"",
];

#[derive(Clone, Debug)]
enum Change {
    Set(u8),
    Remove(usize),
    Insert(usize),
    Repeat(usize),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        any::<u8>().prop_map(Change::Set),
        (1_usize..200).prop_map(Change::Remove),
        (0..PIECES.len()).prop_map(Change::Insert),
        (1_usize..400).prop_map(Change::Repeat),
    ]
}

fn changed(mut bytes: Vec<u8>, changes: &[(prop::sample::Index, Change)]) -> Vec<u8> {
    for (at, change) in changes {
        if bytes.is_empty() {
            break;
        }
        let at = at.index(bytes.len());
        match change {
            Change::Set(byte) => bytes[at] = *byte,
            Change::Remove(count) => drop(bytes.drain(at..(at + count).min(bytes.len()))),
            Change::Insert(piece) => drop(bytes.splice(at..at, PIECES[*piece].iter().copied())),
            Change::Repeat(count) => {
                let again = bytes[at..(at + count).min(bytes.len())].to_vec();
                drop(bytes.splice(at..at, again));
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_change_of_bytes_makes_the_reader_panic_or_break_a_promise(
        changes in vec((any::<prop::sample::Index>(), change()), 1..6)
    ) {
        let bytes = changed(small().into_bytes(), &changes);
        match read(&bytes) {
            Err(refusal) => prop_assert!(!refusal.findings.is_empty()),
            Ok(plan) => promises(&plan)?,
        }
    }
}

/// What the types say of every plan.
fn promises(plan: &Plan) -> Result<(), TestCaseError> {
    let place = |uid| plan.tasks.iter().position(|task| task.uid == uid);
    for (at, task) in plan.tasks.iter().enumerate() {
        prop_assert_eq!(place(task.uid), Some(at));
        let parent = task.parent.and_then(place);
        prop_assert_eq!(parent.is_some(), task.parent.is_some());
        prop_assert!(parent.is_none_or(|parent| parent < at));
        let above = parent.map_or(0, |parent| plan.tasks[parent].level);
        prop_assert_eq!(task.level, above + 1);
        prop_assert!(task.percent_complete <= 100);
        for link in &task.predecessors {
            prop_assert!(link.predecessor != task.uid && place(link.predecessor).is_some());
        }
        for assigned in &task.assigned {
            prop_assert!(plan.resources.iter().any(|resource| resource.uid == *assigned));
        }
    }
    Ok(())
}
