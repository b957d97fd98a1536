//! The signed checkpoint: how many commits there must be, and their root.
//!
//! It lies outside sled, so that damage to the one does not hide in the other. It is never ahead of
//! what is durable; after a power cut it may be behind, which is harmless: the log may be longer.

mod file;
mod key;
mod note;

pub(crate) use file::CheckpointFile;
pub(crate) use key::load_or_make;
pub(crate) use note::{Notary, NoteFlaw, Signed};
