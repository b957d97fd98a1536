use uuid::Uuid;

use super::letter::Letter;
use super::transport::Trouble;

/// What the courier needs to know of the outbox, which lies in the world: what waits, and a way to
/// say what became of it. What is recorded here is an event; a replay records nothing and sends
/// nothing.
pub trait Outbox: Send + Sync + 'static {
    /// The ids of the mails that wait to be sent by now, the oldest first, at most `most` of them.
    /// From the last published world: what is not durable is not sent.
    fn queued(&self, most: usize) -> Vec<Uuid>;

    /// The letter itself, asked for right before each try. None where it is not to be sent any more:
    /// revoked, expired, its user gone.
    fn letter(&self, id: Uuid) -> impl Future<Output = Option<Letter>> + Send;

    /// Records that the mail was taken. Once this has succeeded the mail is never queued again.
    fn sent(&self, id: Uuid) -> impl Future<Output = Result<(), NotRecorded>> + Send;

    /// Records that the mail was given up.
    fn dead(&self, id: Uuid, why: Trouble) -> impl Future<Output = Result<(), NotRecorded>> + Send;
}

/// The outcome could not be recorded now. The courier asks again, and sends nothing meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the outcome of a mail could not be recorded")]
pub struct NotRecorded;
