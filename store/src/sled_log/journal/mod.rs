//! What was appended since sled's file was synced last, in two plain files that are written by turns
//! (ADR 14): a block is durable with one write and one `fdatasync` of a few kilobytes.
//!
//! A block goes to the journal first and to sled after, so sled never has one that the journal had
//! not. A full file is left alone until sled's own file is synced, on a thread of its own, while the
//! other takes what comes; then it is written over from its beginning. What stands in it after the
//! last record is what an earlier turn left, and lies in sled for long.
//!
//! Opening gives sled what it lacks ([`replay`]); closing leaves both files empty.

mod replay;
mod settler;
mod write;

pub(super) use replay::replay;
pub(super) use write::Journal;
