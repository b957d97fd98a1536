//! Given, when, then: a small plant in which rules are told.
//!
//! `given` some commands, `when` another one is asked, then these events happened, or it was
//! [refused](Plant::refuses), and this is what a partner [sees](Plant::sees). Time stands still until
//! it is moved, ids count up from one. The [`story`] gives the records of a spec names to tell them
//! by. Nothing here is used outside tests.

pub mod story;
mod table;

pub use table::table;

use uuid::Uuid;

use crate::actor::Actor;
use crate::command::Command;
use crate::event::Event;
use crate::id::{
    AccessLevelId, FreshIds, MilestoneId, OrderItemId, ParticipantId, PartnerUserId, PersonId,
    PhaseId, ProcessId, ProductionOrderId, ProjectId, ResourceId, StaffUserId, TaskId, WorkStepId,
};
use crate::refusal::Refusal;
use crate::scalar::{Date, Instant, Name, NotADate, NotAName, Slot};
use crate::visibility::{Document, DocumentId, document, scope};
use crate::world::{Context, Decision, Seq, Stamp, World};

/// The instant at which every plant begins: 2026-03-02T06:00:00Z, a Monday.
pub const MORNING: i64 = 1_772_431_200_000_000;

/// A world with a clock and a counter for ids.
#[derive(Clone, Debug)]
pub struct Plant {
    /// What is so.
    pub world: World,
    /// The instant at which the next command is decided.
    pub now: Instant,
    /// Who asks from now on.
    pub actor: Actor,
    seq: Seq,
    made: u128,
}

/// A command as a spec tells it: with the id that the record it makes is to have, if that matters.
#[derive(Clone, Debug)]
pub struct Told {
    /// What is asked for.
    pub command: Command,
    /// The id of the record that it makes; the next in the count where none is given.
    pub makes: Option<Uuid>,
}

impl<C: Into<Command>> From<C> for Told {
    fn from(command: C) -> Self {
        Self { command: command.into(), makes: None }
    }
}

/// The id that the `n`th new record of a plant gets, counted from one over all kinds.
pub const fn nth(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// A name that is known to be one.
pub fn name(text: &str) -> Name {
    match Name::new(text) {
        Ok(name) => name,
        Err(NotAName) => unreachable!("specs use names that are names"),
    }
}

/// From so many hours after [`MORNING`] to so many.
pub fn hours(from: i64, to: i64) -> Slot {
    let at = |hour: i64| Instant::from_micros(MORNING).plus_minutes(hour * 60);
    Slot { start: at(from), end: at(to) }
}

/// A plant in which `commands` were accepted, each at [`MORNING`].
#[track_caller]
pub fn given(commands: impl IntoIterator<Item = Told>) -> Plant {
    let mut plant = Plant {
        world: World::default(),
        now: Instant::from_micros(MORNING),
        actor: Actor::Staff(StaffUserId(nth(u128::MAX))),
        seq: Seq(0),
        made: 0,
    };
    for command in commands {
        plant.when(command);
    }
    plant
}

impl Plant {
    /// Asks, and lets happen what follows. A refusal is a failure of the spec, told with its reason.
    #[track_caller]
    pub fn when(&mut self, told: impl Into<Told>) -> Vec<Event> {
        let told = told.into();
        match self.tries(told.clone()) {
            Ok(events) => events,
            Err(refusal) => unreachable!("refused: {refusal}: {told:?}"),
        }
    }

    /// Asks, and expects a refusal; nothing happens.
    #[track_caller]
    pub fn refuses(&mut self, told: impl Into<Told>, expected: &Refusal) {
        let Told { command, makes } = told.into();
        let decided = self.decide_with(&command, makes);
        assert_eq!(decided.as_ref().err(), Some(expected), "decided: {decided:?}");
    }

    /// Asks, and lets happen what follows unless it is refused.
    pub fn tries(&mut self, told: impl Into<Told>) -> Decision {
        let Told { command, makes } = told.into();
        let events = self.decide_with(&command, makes)?;
        self.happen(&events);
        Ok(events)
    }

    /// Asks without letting anything happen.
    pub fn decide(&mut self, command: &Command) -> Decision {
        self.decide_with(command, None)
    }

    fn decide_with(&mut self, command: &Command, mut makes: Option<Uuid>) -> Decision {
        let mut made = self.made;
        let mut supply = || {
            makes.take().unwrap_or_else(|| {
                made += 1;
                nth(made)
            })
        };
        let ids = FreshIds::new(&mut supply);
        let decided =
            self.world.decide(&Context { now: self.now, actor: self.actor, ids: &ids }, command);
        if decided.is_ok() {
            self.made = made;
        }
        decided
    }

    /// Moves time on; what becomes due happens at its instant.
    #[track_caller]
    pub fn passes(&mut self, until: Instant) {
        let mut last = None;
        while let Some(due) = self.world.due(until) {
            assert_ne!(last.as_ref(), Some(&due), "it happened, and is due again");
            self.now = due.0;
            self.happen(std::slice::from_ref(&due.1));
            last = Some(due);
        }
        self.now = until;
    }

    /// What a partner user sees, portal aside, in the order of ids.
    pub fn sees(&self, partner: PartnerUserId) -> Vec<DocumentId> {
        let seen = scope(&self.world, partner).into_iter().filter(|id| {
            *id != DocumentId::Portal && document(&self.world, partner, *id).is_some()
        });
        seen.collect()
    }

    /// What a partner user gets for one record, if it is visible.
    pub fn shows(&self, partner: PartnerUserId, id: impl Into<DocumentId>) -> Option<Document> {
        document(&self.world, partner, id.into())
    }

    /// The commit that was made last; nothing happening makes none.
    pub fn seq(&self) -> Seq {
        self.seq
    }

    fn happen(&mut self, events: &[Event]) {
        if events.is_empty() {
            return;
        }
        self.seq = self.seq.next();
        for event in events {
            self.world.apply(Stamp { seq: self.seq, at: self.now }, event);
        }
    }

    /// The last record made, as the id that the caller expects.
    pub fn last<T: FromNth>(&self) -> T {
        T::from_nth(self.made)
    }
}

/// A day, such as `2026-03-02`.
pub fn day(text: &str) -> Date {
    match text.parse() {
        Ok(day) => day,
        Err(NotADate { .. }) => unreachable!("{text} is a day"),
    }
}

/// Random numbers that are the same in every run.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The sequence that follows from `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(2).wrapping_add(1))
    }

    /// A number below `bound`; 0 where that is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        // SplitMix64 (Steele, Lea, Flood 2014).
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let bits = usize::try_from((z ^ (z >> 31)) >> 33).unwrap_or(0);
        bits.checked_rem(bound).unwrap_or(0)
    }

    /// One of `choices`; none where there are none.
    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> Option<T> {
        choices.get(self.below(choices.len())).copied()
    }
}

/// Ids that a plant hands out.
pub trait FromNth {
    /// The `n`th.
    fn from_nth(n: u128) -> Self;
}

macro_rules! from_nth {
    ($($id:ident)+) => {$(
        impl FromNth for $id {
            fn from_nth(n: u128) -> Self {
                Self(nth(n))
            }
        }
    )+};
}

from_nth! {
    StaffUserId PartnerUserId ResourceId OrderItemId ProductionOrderId WorkStepId ProcessId
    AccessLevelId PersonId ProjectId PhaseId ParticipantId MilestoneId TaskId
}
