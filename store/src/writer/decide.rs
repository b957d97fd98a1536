use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use loggia_core::actor::Actor;
use loggia_core::commit::{CommandId, Commit};
use loggia_core::id::FreshIds;
use loggia_core::permit::may_ask;
use loggia_core::scalar::Instant;
use loggia_core::world::{Context, Seq, Stamp};

use super::draft::{Base, Draft, Named};
use super::entry::Entry;
use super::{Accepted, Outcome, Rejection, Replayed, Submission, first_records};
use crate::clock::Clock;
use crate::entropy::Entropy;
use crate::error::LogError;
use crate::receipts::{Receipt, Receipts, has_receipt};

/// What deciding needs besides the draft.
pub(super) struct Means {
    pub(super) clock: Arc<dyn Clock>,
    pub(super) entropy: Entropy,
    pub(super) receipts: Receipts,
    /// Answers given in the block that is being appended: receipts, unless it does not land. A
    /// repeat finds its first answer here, too, but it waits for a block after that one.
    pub(super) appending: Named,
}

impl Means {
    /// What was appended has landed: its answers are receipts.
    pub(super) fn keep_receipts(&mut self) {
        let mut landed: Vec<_> = self.appending.drain().collect();
        // In the order of the log: what is forgotten first does not depend on a hash.
        landed.sort_by_key(|(_, receipt)| receipt.accepted.seq);
        for ((actor, id), receipt) in landed {
            self.receipts.put(actor, id, receipt);
        }
    }

    fn find(&self, name: &(Actor, CommandId), now: Instant) -> Option<&Receipt> {
        self.appending.get(name).or_else(|| self.receipts.find(name.0, name.1, now))
    }
}

/// A draft with those who wait for it.
pub(super) struct Batch {
    pub(super) draft: Draft,
    pub(super) entries: Vec<Entry>,
}

impl Batch {
    pub(super) fn on(base: Base) -> Self {
        Self { draft: Draft::on(base), entries: Vec::new() }
    }

    /// Whether there is nothing to append and nobody to answer.
    pub(super) fn is_idle(&self) -> bool {
        self.draft.is_empty() && self.entries.is_empty()
    }

    /// Decides one more. Deciding must not panic; if it does all the same, the draft may be half
    /// changed, so the others are decided again without it. After an error nothing of the draft
    /// may be appended.
    pub(super) fn take(&mut self, mut entry: Entry, means: &mut Means) -> Result<(), LogError> {
        let draft = &mut self.draft;
        let decided = catch_unwind(AssertUnwindSafe(|| decide_entry(draft, means, &mut entry)));
        if let Ok(decided) = decided {
            self.entries.push(entry);
            return decided;
        }
        match entry {
            Entry::Command { to, .. } | Entry::Undecidable { to } => {
                self.entries.push(Entry::Undecidable { to });
                let base = self.draft.base().clone();
                self.decide_again(base, means)
            }
            Entry::Settle { .. } => {
                self.entries.push(entry);
                Err(LogError::Encode("time panicked".into()))
            }
        }
    }

    /// Decides all of them anew, on `base`.
    pub(super) fn decide_again(&mut self, base: Base, means: &mut Means) -> Result<(), LogError> {
        self.draft = Draft::on(base);
        let mut entries = std::mem::take(&mut self.entries).into_iter();
        while let Some(entry) = entries.next() {
            // Every panic turns one entry undecidable for good, so this ends.
            if let Err(error) = self.take(entry, means) {
                self.entries.extend(entries);
                return Err(error);
            }
        }
        Ok(())
    }
}

fn decide_entry(draft: &mut Draft, means: &mut Means, entry: &mut Entry) -> Result<(), LogError> {
    match entry {
        Entry::Command { now, submission, to: _, verdict } => {
            *verdict = match decide(draft, means, *now, submission) {
                Ok(accepted) => Ok(accepted),
                Err(No::Rejected(rejection)) => Err(rejection),
                Err(No::TooLarge(error)) => Err(Rejection::Unavailable(error.to_string())),
                Err(No::Failed(error)) => return Err(error),
            };
        }
        Entry::Settle { now, to: _, seq } => {
            let now = draft.instant(*now);
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
fn decide(
    draft: &mut Draft,
    means: &mut Means,
    now: Instant,
    submission: &Submission,
) -> Result<Accepted, No> {
    let Submission { actor, on_behalf_of, origin, id, digest, command, reason, precondition } =
        submission;
    let now = draft.instant(now);
    let name = has_receipt(*actor, *id).then_some((*actor, *id));
    let first = name.and_then(|name| draft.named.get(&name).or_else(|| means.find(&name, now)));
    if let Some(first) = first {
        return match first.digest == *digest {
            true => Ok(Accepted { replayed: Replayed::Yes, ..first.accepted.clone() }),
            false => Err(Rejection::KeyReused.into()),
        };
    }
    // The first time nothing is due any more: the thread has caught up, as far as there was room.
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
    if let Some(name) = name {
        draft.named.insert(name, Receipt { digest: *digest, accepted: accepted.clone() });
    }
    Ok(accepted)
}
