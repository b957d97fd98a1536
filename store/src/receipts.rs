use std::collections::{HashMap, VecDeque};

use loggia_core::actor::Actor;
use loggia_core::commit::{CommandDigest, CommandId, Commit};

use crate::writer::{Accepted, Outcome, Replayed, first_records};

/// Answers remembered; the oldest are forgotten first, and a repeat after that is a new command.
pub const RECEIPTS_MAX: usize = 100_000;

/// The answers that were given, by the name of the request: a repeat gets the first one.
///
/// What is in the log is remembered over a restart, answers that changed nothing are not.
#[derive(Debug, Default)]
pub struct Receipts {
    given: HashMap<(Actor, CommandId), Receipt>,
    order: VecDeque<(Actor, CommandId)>,
}

#[derive(Clone, Debug)]
pub(crate) struct Receipt {
    pub(crate) digest: CommandDigest,
    pub(crate) accepted: Accepted,
}

impl Receipts {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Remembers the answer to a commit, as it was given or as it is found in the log.
    pub fn remember(&mut self, commit: &Commit) {
        let Commit { stamp, actor, command_id, command_digest, events, .. } = commit;
        match actor {
            // Time repeats nothing.
            Actor::Clock => {}
            Actor::Installer | Actor::Server | Actor::Staff(_) | Actor::Partner(_) => {
                let accepted = Accepted {
                    outcome: Outcome::Happened,
                    seq: stamp.seq,
                    at: stamp.at,
                    records: first_records(events),
                    replayed: Replayed::No,
                };
                self.put(*actor, *command_id, Receipt { digest: *command_digest, accepted });
            }
        }
    }

    pub(crate) fn put(&mut self, actor: Actor, id: CommandId, receipt: Receipt) {
        if self.given.insert((actor, id), receipt).is_some() {
            return;
        }
        self.order.push_back((actor, id));
        if self.order.len() > RECEIPTS_MAX
            && let Some(oldest) = self.order.pop_front()
        {
            self.given.remove(&oldest);
        }
    }

    pub(crate) fn find(&self, actor: Actor, id: CommandId) -> Option<&Receipt> {
        self.given.get(&(actor, id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loggia_core::scalar::Instant;
    use loggia_core::world::Seq;

    #[test]
    fn the_newest_receipts_are_kept() {
        let mut receipts = Receipts::new();
        let id = |n: usize| CommandId((n as u128).to_le_bytes());
        for n in 0..RECEIPTS_MAX + 5 {
            let accepted = Accepted {
                outcome: Outcome::Happened,
                seq: Seq(n as u64),
                at: Instant::from_micros(0),
                records: Vec::new(),
                replayed: Replayed::No,
            };
            let receipt = Receipt { digest: CommandDigest([0; 16]), accepted };
            receipts.put(Actor::Installer, id(n), receipt);
        }
        assert!(receipts.find(Actor::Installer, id(4)).is_none());
        assert!(receipts.find(Actor::Installer, id(5)).is_some());
        assert_eq!(receipts.given.len(), RECEIPTS_MAX);
    }

    #[test]
    fn a_name_belongs_to_its_actor() {
        let mut receipts = Receipts::new();
        let id = CommandId([1; 16]);
        let accepted = Accepted {
            outcome: Outcome::Unchanged,
            seq: Seq(1),
            at: Instant::from_micros(0),
            records: Vec::new(),
            replayed: Replayed::No,
        };
        receipts.put(Actor::Installer, id, Receipt { digest: CommandDigest([0; 16]), accepted });
        let other = Actor::Staff(loggia_core::id::StaffUserId(uuid::Uuid::nil()));
        assert!(receipts.find(other, id).is_none());
    }
}
