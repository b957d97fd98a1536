use loggia_core::scalar::Instant;
use loggia_core::world::Seq;
use tokio::sync::oneshot;

use super::shared::{Shared, Waiting};
use super::{Accepted, Rejection, Submission};

/// A command, and who waits for the answer.
pub(super) struct Asked {
    pub(super) submission: Box<Submission>,
    pub(super) to: oneshot::Sender<Result<Accepted, Rejection>>,
}

/// Somebody who waits, and what he will be told unless the block does not land.
pub(super) enum Entry {
    /// A command. However often it is decided, it is as of `now`: what falls due later comes later.
    Command {
        now: Instant,
        submission: Box<Submission>,
        to: oneshot::Sender<Result<Accepted, Rejection>>,
        verdict: Result<Accepted, Rejection>,
    },
    /// A wish that everything due by `now` be settled; `seq` is the last commit after it was.
    Settle { now: Instant, to: oneshot::Sender<Result<Seq, Rejection>>, seq: Seq },
    /// A command that could not be decided; it is not tried again.
    Undecidable { to: oneshot::Sender<Result<Accepted, Rejection>> },
}

/// What undecidable commands are told.
pub(super) fn undecidable() -> Rejection {
    Rejection::Unavailable("deciding the command failed; this is a defect of loggia".into())
}

/// Tells all of them that their commands were not accepted, as far as is known.
pub(super) fn reject(entries: Vec<Entry>, why: &str) {
    let unavailable = || Rejection::Unavailable(why.to_owned());
    for entry in entries {
        match entry {
            Entry::Command { to, .. } => drop(to.send(Err(unavailable()))),
            Entry::Settle { to, .. } => drop(to.send(Err(unavailable()))),
            Entry::Undecidable { to } => drop(to.send(Err(undecidable()))),
        }
    }
}

/// Tells all of them their verdicts: rejections now, the rest once it is acknowledged. What they
/// were decided on must be durable.
pub(super) fn answer(entries: Vec<Entry>, shared: &Shared) {
    for entry in entries {
        match entry {
            Entry::Command { to, verdict: Ok(accepted), .. } => {
                shared.answer_after(accepted.seq, Waiting::Command(to, accepted));
            }
            Entry::Command { to, verdict: Err(rejection), .. } => drop(to.send(Err(rejection))),
            Entry::Settle { to, seq, .. } => {
                shared.answer_after(seq, Waiting::Settled(to, seq));
            }
            Entry::Undecidable { to } => drop(to.send(Err(undecidable()))),
        }
    }
}
