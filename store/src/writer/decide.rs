use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use loggia_core::commit::Commit;
use loggia_core::id::FreshIds;
use loggia_core::permit::may_ask;
use loggia_core::scalar::Instant;
use loggia_core::world::{Context, Seq, Stamp};
use tokio::sync::oneshot;

use super::draft::Draft;
use super::{Accepted, Outcome, Published, Rejection, Replayed, Submission, first_records};
use crate::clock::Clock;
use crate::entropy::Entropy;
use crate::error::LogError;
use crate::receipts::{Receipt, Receipts};

/// What deciding needs besides the draft.
pub(super) struct Means {
    pub(super) clock: Arc<dyn Clock>,
    pub(super) entropy: Entropy,
    pub(super) receipts: Receipts,
}

/// Somebody who waits, and what he will be told unless the block does not land.
pub(super) enum Entry {
    /// A command.
    Command {
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

/// A draft with those who wait for it.
pub(super) struct Batch {
    pub(super) draft: Draft,
    pub(super) entries: Vec<Entry>,
}

impl Batch {
    pub(super) fn on(published: &Published) -> Self {
        Self { draft: Draft::on(published), entries: Vec::new() }
    }

    /// Decides one more. Deciding must not panic; if it does all the same, the draft may be half
    /// changed, so the others are decided again without it.
    pub(super) fn take(
        mut self,
        mut entry: Entry,
        published: &Published,
        means: &mut Means,
    ) -> Result<Self, (Vec<Entry>, LogError)> {
        let draft = &mut self.draft;
        match catch_unwind(AssertUnwindSafe(|| decide_entry(draft, means, &mut entry))) {
            Ok(Ok(())) => {
                self.entries.push(entry);
                Ok(self)
            }
            Ok(Err(error)) => {
                self.entries.push(entry);
                Err((self.entries, error))
            }
            Err(_) => {
                self.entries.push(match entry {
                    Entry::Command { to, .. } | Entry::Undecidable { to } => {
                        Entry::Undecidable { to }
                    }
                    Entry::Settle { .. } => {
                        self.entries.push(entry);
                        return Err((self.entries, LogError::Encode("time panicked".into())));
                    }
                });
                Self::decide_again(self.entries, published, means)
            }
        }
    }

    /// Decides all of them anew, on the world as it is published now.
    pub(super) fn decide_again(
        entries: Vec<Entry>,
        published: &Published,
        means: &mut Means,
    ) -> Result<Self, (Vec<Entry>, LogError)> {
        let mut batch = Self::on(published);
        let mut entries = entries.into_iter();
        while let Some(entry) = entries.next() {
            // Every panic turns one entry undecidable for good, so this ends.
            batch = batch.take(entry, published, means).map_err(|(mut taken, error)| {
                taken.extend(entries.by_ref());
                (taken, error)
            })?;
        }
        Ok(batch)
    }
}

fn decide_entry(draft: &mut Draft, means: &mut Means, entry: &mut Entry) -> Result<(), LogError> {
    match entry {
        Entry::Command { submission, to: _, verdict } => {
            *verdict = match decide(draft, means, submission) {
                Ok(accepted) => Ok(accepted),
                Err(No::Rejected(rejection)) => Err(rejection),
                Err(No::TooLarge(error)) => Err(Rejection::Unavailable(error.to_string())),
                Err(No::Failed(error)) => return Err(error),
            };
        }
        Entry::Settle { now, to: _, seq } => {
            let now = draft.instant(means.clock.now().max(*now));
            draft.catch_up(now, None, &mut means.entropy)?;
            *seq = draft.last();
        }
        Entry::Undecidable { .. } => {}
    }
    Ok(())
}

enum No {
    Rejected(Rejection),
    /// Its commit cannot be stored; others can.
    TooLarge(LogError),
    /// Nothing can be decided any more.
    Failed(LogError),
}

impl From<Rejection> for No {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(rejection)
    }
}

/// The order matters: a repeat gets its first answer whatever has changed since; what is due comes
/// before the command; who may not ask learns nothing from the precondition.
fn decide(draft: &mut Draft, means: &mut Means, submission: &Submission) -> Result<Accepted, No> {
    let Submission { actor, on_behalf_of, origin, id, digest, command, reason, precondition } =
        submission;
    let name = (*actor, *id);
    if let Some(first) = draft.named.get(&name).or_else(|| means.receipts.find(*actor, *id)) {
        return match first.digest == *digest {
            true => Ok(Accepted { replayed: Replayed::Yes, ..first.accepted.clone() }),
            false => Err(Rejection::KeyReused.into()),
        };
    }
    let now = draft.instant(means.clock.now());
    draft.catch_up(now, None, &mut means.entropy).map_err(No::Failed)?;
    may_ask(&draft.world.access, *actor, command.kind()).map_err(Rejection::Denied)?;
    if precondition.as_ref().is_some_and(|holds| !holds(&draft.world)) {
        return Err(Rejection::Stale.into());
    }
    let events = {
        let mut supply = || means.entropy.id(now);
        let cx = Context { now, actor: *actor, ids: &FreshIds::new(&mut supply) };
        draft.world.decide(&cx, command).map_err(Rejection::Refused)?
    };
    means.entropy.check().map_err(No::Failed)?;
    let records = first_records(&events);
    let (outcome, seq) = if events.is_empty() {
        (Outcome::Unchanged, draft.last())
    } else {
        let commit = Commit {
            stamp: Stamp { seq: Seq(0), at: now },
            actor: *actor,
            on_behalf_of: *on_behalf_of,
            origin: origin.clone(),
            command_id: *id,
            command_digest: *digest,
            command: command.kind(),
            reason: reason.clone(),
            events,
        };
        let stamp = draft.push(commit, &mut means.entropy).map_err(No::TooLarge)?;
        (Outcome::Happened, stamp.seq)
    };
    let accepted = Accepted { outcome, seq, at: now, records, replayed: Replayed::No };
    draft.named.insert(name, Receipt { digest: *digest, accepted: accepted.clone() });
    Ok(accepted)
}
