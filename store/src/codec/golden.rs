//! The bytes on disk, agreed for ever (law 2).
//!
//! `golden.txt` has a line for every shape: its name and its bytes. A test fails when a byte changes
//! or a shape has no line. `UPDATE_GOLDEN=1 cargo nextest run -p loggia-store golden` adds the lines
//! that are missing; it never touches one that is there.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use loggia_core::actor::{Actor, Origin};
use loggia_core::command::CommandKind;
use loggia_core::commit::Commit;
use loggia_core::event::Event;
use loggia_core::id::PartnerUserId;
use proptest::prelude::*;

use super::block::{self, Assembler};
use super::wire::EVENT_NAMES;
use super::{commit, record, samples};
use crate::hash::Hash;
use crate::log::{Block, Head};
use crate::sealed::SealedCommit;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn unhex(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|i| u8::from_str_radix(&hex[i..i + 2], 16).unwrap()).collect()
}

/// Everything that can be stored, by name.
fn commits() -> BTreeMap<String, Commit> {
    let mut all = BTreeMap::new();
    let mut count: BTreeMap<&str, u32> = BTreeMap::new();
    for event in samples::events() {
        let n = count.entry(event.name()).and_modify(|n| *n += 1).or_insert(1);
        let name = format!("event {} {n}", event.name());
        all.insert(name, samples::commit(1, vec![event]));
    }
    let some = || samples::events().into_iter().take(2).collect::<Vec<Event>>();
    let kinds = CommandKind::ASKED.iter().copied().chain([CommandKind::Clock]);
    for command in kinds {
        let commit = Commit { command, ..samples::commit(1, some()) };
        all.insert(format!("command {command:?}"), commit);
    }
    let bare = Commit {
        actor: Actor::Installer,
        on_behalf_of: None,
        origin: Origin::default(),
        reason: None,
        ..samples::commit(1, some())
    };
    let partner = Actor::Partner(PartnerUserId(uuid::Uuid::from_bytes([2; 16])));
    all.insert("actor partner".into(), Commit { actor: partner, ..bare.clone() });
    all.insert("actor clock".into(), Commit { actor: Actor::Clock, ..bare.clone() });
    all.insert("actor server".into(), Commit { actor: Actor::Server, ..bare.clone() });
    all.insert("actor installer".into(), bare);
    all
}

fn sample_block() -> (Block, Hash) {
    let seal = |seq, events| SealedCommit::seal(samples::commit(seq, events), [seq as u8; 16]);
    let mut events = samples::events().into_iter();
    let commits = (1..=3).map(|seq| seal(seq, vec![events.next().unwrap()]).unwrap()).collect();
    (Block { after: Head::empty(), commits }, Hash([5; 32]))
}

fn values(block: &Block, root: Hash) -> Vec<(block::PieceKey, Vec<u8>)> {
    block::pieces(block.after.seq.next(), &block::encode(block, root))
}

fn lines() -> BTreeMap<String, Vec<u8>> {
    let commits = commits();
    let encoded = commits.iter().map(|(name, c)| (name.clone(), commit::encode(c).unwrap()));
    let (block, root) = sample_block();
    let values = values(&block, root);
    assert_eq!(values.len(), 1);
    let (key, value) = values.into_iter().next().unwrap();
    let in_journal = record::record(block.after.seq.next(), &block::encode(&block, root));
    let stored = [("key", key.to_vec()), ("value", value), ("record", in_journal)];
    encoded.chain(stored.map(|(name, bytes)| (format!("block {name}"), bytes))).collect()
}

fn file() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "src", "codec", "golden.txt"].iter().collect()
}

#[test]
fn no_stored_byte_has_changed() {
    let mut text = fs::read_to_string(file()).unwrap_or_default();
    let lines = lines();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        for (name, bytes) in &lines {
            if !text.lines().any(|line| line.starts_with(&format!("{name}: "))) {
                writeln!(text, "{name}: {}", hex(bytes)).unwrap();
            }
        }
        fs::write(file(), &text).unwrap();
    }
    let golden: BTreeMap<_, _> = text.lines().filter_map(|line| line.split_once(": ")).collect();
    for (name, bytes) in &lines {
        let Some(golden) = golden.get(name.as_str()) else {
            panic!("`{name}` has no golden bytes yet; add them with UPDATE_GOLDEN=1");
        };
        assert_eq!(&hex(bytes), golden, "`{name}` is stored differently: add a shape instead");
    }
    let commits = commits();
    for (name, golden) in &golden {
        if let Some(expected) = commits.get(*name) {
            let decoded = commit::decode(expected.stamp.seq, &unhex(golden));
            assert_eq!(decoded.as_ref(), Ok(expected), "`{name}` reads differently");
        } else {
            assert!(name.starts_with("block "), "`{name}` has gone from the samples");
        }
    }
}

#[test]
fn every_event_has_a_sample() {
    let samples: Vec<&str> = samples::events().iter().map(Event::name).collect();
    for name in EVENT_NAMES {
        assert!(samples.contains(name), "`{name}` has no sample");
    }
}

#[test]
fn nothing_may_follow_a_commit() {
    let mut bytes = commit::encode(&samples::commit(1, samples::events())).unwrap();
    bytes.push(0);
    assert!(commit::decode(loggia_core::world::Seq(1), &bytes).is_err());
}

#[test]
fn a_commit_above_its_bound_is_refused() {
    let events: Vec<Event> = samples::events().into_iter().cycle().take(200_000).collect();
    let refused = commit::encode(&samples::commit(1, events));
    assert!(matches!(refused, Err(crate::error::LogError::CommitTooLarge { .. })), "{refused:?}");
}

fn read_block(values: &[(block::PieceKey, Vec<u8>)]) -> Option<Vec<Commit>> {
    let mut assembler = Assembler::default();
    for (key, value) in values {
        assembler.push(key, value).ok()?;
    }
    if assembler.waits() || values.is_empty() {
        return None;
    }
    let stored = assembler.stored().ok()?;
    stored.commits().map(|commit| commit.ok()?.decode().ok()).collect()
}

fn large_block() -> Block {
    let commits = (1..=40u64).map(|seq| {
        let events = samples::events().into_iter().cycle().take(300).collect();
        SealedCommit::seal(samples::commit(seq, events), [seq as u8; 16]).unwrap()
    });
    Block { after: Head::empty(), commits: commits.collect() }
}

#[test]
fn a_large_block_is_cut_into_values_that_sled_keeps_out_of_blobs() {
    let block = large_block();
    let values = values(&block, Hash([5; 32]));
    assert!(values.len() > 3, "{}", values.len());
    assert!(values.iter().all(|(_, value)| value.len() <= super::VALUE_BYTES_MAX));
    assert!(values.is_sorted_by_key(|(key, _)| *key));
    let commits = block.commits.iter().map(|sealed| sealed.commit().clone()).collect();
    assert_eq!(read_block(&values), Some(commits));
    for missing in 0..values.len() {
        let mut values = values.clone();
        values.remove(missing);
        assert_eq!(read_block(&values), None, "without piece {missing}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn random_bytes_never_panic_and_are_never_a_block(
        value in prop::collection::vec(any::<u8>(), 0..400),
        key in any::<[u8; 10]>(),
    ) {
        prop_assert_eq!(read_block(&[(key, value.clone())]), None);
        // Without the frame, bincode may find a commit in noise; it must not panic or swallow it.
        let _ = commit::decode(loggia_core::world::Seq(1), &value);
    }

    #[test]
    fn a_mutated_value_is_never_another_block(
        at in any::<prop::sample::Index>(),
        with in prop::collection::vec(any::<u8>(), 1..9),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let (block, root) = sample_block();
        let values = values(&block, root);
        let mut mutated = values.clone();
        let value = &mut mutated[0].1;
        let at = at.index(value.len());
        value.splice(at..(at + with.len()).min(value.len()), with);
        if let Some(cut) = cut {
            value.truncate(cut.index(value.len()));
        }
        let read = read_block(&mutated);
        prop_assert!(read.is_none() || mutated == values);
    }
}
