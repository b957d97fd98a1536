//! The one writer of a workspace: submissions in, blocks out.
//!
//! A submission is decided on a copy of the world ([`decide`], [`draft`]) by whoever brings it, one at a
//! time; where he would have to wait, it waits in a bounded queue for a thread that decides it
//! ([`thread`]). Another thread takes all that was decided when the log is free ([`desk`]) and appends
//! it as one block ([`append`]); then it publishes the world and hands the block on, while the next is
//! being decided. Whoever projects the block acknowledges it ([`durable`]), and only that sends the
//! answers: a person reads what he wrote.

mod answer;
mod append;
mod decide;
mod desk;
mod draft;
mod durable;
mod entry;
mod handle;
mod handover;
mod shared;
mod submission;
#[cfg(test)]
mod tests;
mod thread;

pub use answer::{ACCEPTED_RECORDS_MAX, Accepted, Outcome, Rejection, Replayed};
pub use durable::Durable;
pub use handle::{Writer, WriterOptions, WriterThread};
pub use shared::Published;
pub use submission::{Precondition, Submission};

pub(crate) use answer::first_records;
