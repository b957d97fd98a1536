use std::collections::{HashMap, VecDeque};

use loggia_core::actor::Actor;
use loggia_core::commit::{CommandDigest, CommandId, Commit, Namer};
use loggia_core::scalar::Instant;

use crate::writer::{Accepted, Outcome, Replayed, first_records};

/// Answers remembered for a staff user: programs of the host company ask fast.
pub const RECEIPTS_PER_STAFF_MAX: usize = 10_000;

/// Answers remembered for a partner user.
pub const RECEIPTS_PER_PARTNER_MAX: usize = 1_000;

/// How long an answer is remembered.
pub const RECEIPT_HOURS_MAX: i64 = 24;

/// Answers between two looks for actors whose answers are all too old.
const SWEEP_RECEIPTS: usize = 1_024;

/// The answers that were given, by the name of the request: a repeat gets the first one, and after
/// it was forgotten it is a new command.
///
/// An answer is forgotten because of its age or of newer answers to the same actor, never because
/// of anybody else: who could make others forget would make their repeats count twice, and who sees
/// his own forgotten would learn how busy the others are. So there is no bound over all actors.
///
/// What is in the log is remembered over a restart, answers that changed nothing are not.
#[derive(Debug, Default)]
pub struct Receipts {
    rings: HashMap<Actor, Ring>,
    put_since_sweep: usize,
}

/// The answers to one actor, in the order in which they were given.
#[derive(Debug, Default)]
struct Ring {
    given: HashMap<CommandId, Receipt>,
    order: VecDeque<CommandId>,
}

#[derive(Clone, Debug)]
pub(crate) struct Receipt {
    pub(crate) digest: CommandDigest,
    pub(crate) accepted: Accepted,
}

/// Whether there are receipts for it: what no client named cannot be repeated.
pub(crate) fn has_receipt(actor: Actor, id: CommandId) -> bool {
    kept_of(actor) > 0 && id.namer() == Namer::Client
}

fn kept_of(actor: Actor) -> usize {
    match actor {
        Actor::Staff(_) => RECEIPTS_PER_STAFF_MAX,
        Actor::Installer | Actor::Partner(_) => RECEIPTS_PER_PARTNER_MAX,
        // Neither time nor the server asks twice under one name.
        Actor::Clock | Actor::Server => 0,
    }
}

impl Receipt {
    fn is_too_old(&self, now: Instant) -> bool {
        self.accepted.at.plus_minutes(RECEIPT_HOURS_MAX * 60) <= now
    }
}

impl Ring {
    fn forget_oldest(&mut self) {
        if let Some(oldest) = self.order.pop_front() {
            self.given.remove(&oldest);
        }
    }

    fn forget_too_old(&mut self, now: Instant) {
        let too_old = |ring: &Self| {
            let oldest = ring.order.front().and_then(|id| ring.given.get(id));
            oldest.is_some_and(|receipt| receipt.is_too_old(now))
        };
        while too_old(self) {
            self.forget_oldest();
        }
    }
}

impl Receipts {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Remembers the answer to a commit, as it was given or as it is found in the log.
    pub fn remember(&mut self, commit: &Commit) {
        let Commit { stamp, actor, command_id, command_digest, events, .. } = commit;
        if !has_receipt(*actor, *command_id) {
            return;
        }
        let accepted = Accepted {
            outcome: Outcome::Happened,
            seq: stamp.seq,
            at: stamp.at,
            records: first_records(events),
            replayed: Replayed::No,
        };
        self.put(*actor, *command_id, Receipt { digest: *command_digest, accepted });
    }

    /// Remembers an answer; of one actor, they come in their order.
    pub(crate) fn put(&mut self, actor: Actor, id: CommandId, receipt: Receipt) {
        if !has_receipt(actor, id) {
            return;
        }
        let now = receipt.accepted.at;
        self.sweep(now);
        let ring = self.rings.entry(actor).or_default();
        ring.forget_too_old(now);
        if ring.given.insert(id, receipt).is_some() {
            return;
        }
        ring.order.push_back(id);
        if ring.order.len() > kept_of(actor) {
            ring.forget_oldest();
        }
    }

    pub(crate) fn find(&self, actor: Actor, id: CommandId, now: Instant) -> Option<&Receipt> {
        let receipt = self.rings.get(&actor)?.given.get(&id)?;
        (!receipt.is_too_old(now)).then_some(receipt)
    }

    /// Gives back, now and then, the memory of those who ask no more.
    fn sweep(&mut self, now: Instant) {
        self.put_since_sweep += 1;
        if self.put_since_sweep < SWEEP_RECEIPTS {
            return;
        }
        self.put_since_sweep = 0;
        self.rings.retain(|_, ring| {
            ring.forget_too_old(now);
            !ring.order.is_empty()
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loggia_core::id::{PartnerUserId, StaffUserId};
    use loggia_core::world::Seq;

    fn staff(n: u128) -> Actor {
        Actor::Staff(StaffUserId(uuid::Uuid::from_u128(n)))
    }

    fn partner(n: u128) -> Actor {
        Actor::Partner(PartnerUserId(uuid::Uuid::from_u128(n)))
    }

    fn id(n: usize) -> CommandId {
        CommandId::by_client((n as u128).to_le_bytes())
    }

    fn at(minutes: i64) -> Instant {
        Instant::from_micros(0).plus_minutes(minutes)
    }

    fn receipt(at: Instant) -> Receipt {
        let accepted = Accepted {
            outcome: Outcome::Happened,
            seq: Seq(1),
            at,
            records: Vec::new(),
            replayed: Replayed::No,
        };
        Receipt { digest: CommandDigest([0; 16]), accepted }
    }

    #[test]
    fn the_newest_receipts_of_an_actor_are_kept() {
        for (actor, max) in
            [(staff(1), RECEIPTS_PER_STAFF_MAX), (partner(1), RECEIPTS_PER_PARTNER_MAX)]
        {
            let mut receipts = Receipts::new();
            (0..max + 5).for_each(|n| receipts.put(actor, id(n), receipt(at(0))));
            assert!(receipts.find(actor, id(4), at(0)).is_none());
            assert!(receipts.find(actor, id(5), at(0)).is_some());
            assert_eq!(receipts.rings[&actor].given.len(), max);
        }
    }

    #[test]
    fn the_commands_of_others_make_no_receipt_forgotten() {
        let mut receipts = Receipts::new();
        receipts.put(partner(1), id(0), receipt(at(0)));
        for other in 2..50 {
            for n in 0..RECEIPTS_PER_PARTNER_MAX * 2 {
                receipts.put(partner(other), id(n), receipt(at(1)));
            }
        }
        (0..100_000).for_each(|n| receipts.put(staff(1), id(n), receipt(at(2))));
        assert!(receipts.find(partner(1), id(0), at(2)).is_some());
    }

    #[test]
    fn what_no_client_named_has_no_receipt() {
        let mut receipts = Receipts::new();
        let unnamed = CommandId::by_server([7; 16]);
        receipts.put(partner(1), unnamed, receipt(at(0)));
        receipts.put(Actor::Server, id(1), receipt(at(0)));
        receipts.put(Actor::Clock, id(1), receipt(at(0)));
        assert!(receipts.rings.is_empty());
    }

    #[test]
    fn a_receipt_is_forgotten_after_its_time_to_the_minute() {
        let mut receipts = Receipts::new();
        let end = RECEIPT_HOURS_MAX * 60;
        receipts.put(partner(1), id(1), receipt(at(0)));
        assert!(receipts.find(partner(1), id(1), at(end - 1)).is_some());
        assert!(receipts.find(partner(1), id(1), at(end)).is_none());
        // The name may be given again, and is remembered from then on.
        receipts.put(partner(1), id(1), receipt(at(end)));
        receipts.put(partner(1), id(2), receipt(at(end + 1)));
        assert!(receipts.find(partner(1), id(1), at(end + 1)).is_some());
        assert_eq!(receipts.rings[&partner(1)].order.len(), 2);
    }

    #[test]
    fn who_asks_no_more_takes_no_memory_for_ever() {
        let mut receipts = Receipts::new();
        (1..500).for_each(|n| receipts.put(partner(n), id(0), receipt(at(0))));
        let later = at(RECEIPT_HOURS_MAX * 60);
        (0..SWEEP_RECEIPTS).for_each(|n| receipts.put(staff(1), id(n), receipt(later)));
        assert_eq!(receipts.rings.len(), 1);
    }

    #[test]
    fn a_name_belongs_to_its_actor() {
        let mut receipts = Receipts::new();
        receipts.put(Actor::Installer, id(1), receipt(at(0)));
        assert!(receipts.find(staff(1), id(1), at(0)).is_none());
    }
}
