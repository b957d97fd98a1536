use loggia_core::event::Event;
use loggia_core::id::RecordId;
use loggia_core::refusal::{Denied, Refusal};
use loggia_core::scalar::Instant;
use loggia_core::world::Seq;

/// Most records that an answer names.
pub const ACCEPTED_RECORDS_MAX: usize = 16;

/// The command was accepted, and what came of it is durable and projected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Whether anything changed.
    pub outcome: Outcome,
    /// Its commit; where nothing changed, the last commit before the decision.
    pub seq: Seq,
    /// When it was decided.
    pub at: Instant,
    /// The record that each event changed, without repeats, in order of the events; the first
    /// [`ACCEPTED_RECORDS_MAX`].
    pub records: Vec<RecordId>,
    /// Whether this is the answer to an earlier request of the same name.
    pub replayed: Replayed,
}

/// Whether a command changed anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There is a commit.
    Happened,
    /// Everything was so already.
    Unchanged,
}

/// Whether an answer is given again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replayed {
    /// For the first time.
    No,
    /// It is the first answer, given once more.
    Yes,
}

/// The command was not accepted; the log is untouched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// The actor may not ask for it.
    #[error(transparent)]
    Denied(Denied),
    /// The domain says no.
    #[error(transparent)]
    Refused(Refusal),
    /// The precondition did not hold any more.
    #[error("the record has changed since it was read")]
    Stale,
    /// Another request of the same actor had this name.
    #[error("the name of the request was used before, with another content")]
    KeyReused,
    /// The queue is full; try again later.
    #[error("too many commands are waiting; try again later")]
    Overloaded,
    /// The log has failed, or the command could not be decided. The text is for operators.
    #[error("the log takes no commands: {0}")]
    Unavailable(String),
    /// The writer was stopped.
    #[error("the server is shutting down")]
    Stopped,
}

/// The record that each event changed, without repeats, in order, the first
/// [`ACCEPTED_RECORDS_MAX`].
pub(crate) fn first_records(events: &[Event]) -> Vec<RecordId> {
    let mut records = Vec::new();
    for event in events {
        let [first, _, _] = event.records();
        if let Some(first) = first.filter(|first| !records.contains(first)) {
            records.push(first);
        }
        if records.len() == ACCEPTED_RECORDS_MAX {
            break;
        }
    }
    records
}
