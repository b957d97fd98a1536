//! The one writer of a workspace: submissions in, blocks out.
//!
//! A submission waits in a bounded queue. One thread takes what is there ([`thread`]) and decides it
//! on a copy of the world ([`decide`], [`draft`]). Another takes all that was decided when the log is
//! free ([`desk`]) and appends it as one block ([`append`]); then it publishes the world and hands the
//! block on, while the first decides the next. Whoever projects the block acknowledges it
//! ([`durable`]), and only that sends the answers: a person reads what he wrote.

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
