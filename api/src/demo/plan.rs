use loggia_core::scalar::Instant;

use super::dice::{Dice, Luck};
use super::inventory::{CUSTOMER_PROJECTS, EQUIPMENT, Equipment, HISTORY_DAYS, Side};
use super::route::{ARTICLES, Article, Operation};
use super::told::{Job, Stand, Teller, Told, What, story};
use loggia_core::scalar::Minutes;

const SEED: u64 = 0x10_66_1a;
const ITEMS: usize = 40;
const ORDERS: usize = 80;
/// The last orders have no slots yet.
const ORDERS_SCHEDULED: usize = 73;
const DAY: i64 = 24 * 60;

/// Minutes from the moment at which the demo starts; the past is negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Minute(pub i64);

impl Minute {
    /// So many days from the start.
    pub fn day(day: i64) -> Self {
        Self(day.saturating_mul(DAY))
    }

    /// The instant, where the demo starts at `start`.
    pub fn from(self, start: Instant) -> Instant {
        start.plus_minutes(self.0)
    }

    pub(super) fn plus(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes))
    }

    pub(super) fn midway(self, other: Self) -> Self {
        Self(self.0.midpoint(other.0))
    }
}

/// From a minute to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first minute.
    pub start: Minute,
    /// The minute after the last.
    pub end: Minute,
}

impl Span {
    fn of(start: Minute, minutes: i64) -> Self {
        Self { start, end: start.plus(minutes) }
    }
}

/// The work of the invented plant, around the moment at which the demo starts.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(super) items: Vec<Item>,
    pub(super) orders: Vec<Order>,
}

#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) number: String,
    pub(super) project: &'static str,
    pub(super) article: &'static str,
    pub(super) pieces: u32,
    pub(super) due: Minute,
    pub(super) entered: Minute,
}

#[derive(Clone, Debug)]
pub(super) struct Order {
    pub(super) number: String,
    /// Its place among the items.
    pub(super) item: usize,
    pub(super) article: &'static str,
    pub(super) pieces: u32,
    pub(super) entered: Minute,
    pub(super) steps: Vec<Step>,
    pub(super) processes: Vec<Process>,
}

#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) sequence: u32,
    pub(super) operation: Operation,
    pub(super) machine: &'static str,
    pub(super) slot: Option<Span>,
    pub(super) stand: Stand,
    pub(super) told: Vec<Told>,
}

#[derive(Clone, Debug)]
pub(super) struct Process {
    pub(super) sequence: u32,
    pub(super) name: &'static str,
    pub(super) slot: Option<Span>,
    pub(super) told: Vec<Told>,
}

impl Plan {
    /// The plan: the same for everybody, since its dice are.
    pub fn invented() -> Self {
        let mut foreman = Foreman::new();
        let orders: Vec<Order> = (0..ORDERS).map(|nth| foreman.order(nth)).collect();
        let items = (0..ITEMS).map(|nth| item(nth, &orders)).collect();
        Self { items, orders }
    }
}

/// An item has the two orders `nth` and `nth + 40`.
fn item(nth: usize, orders: &[Order]) -> Item {
    let own = || orders.iter().filter(|order| order.item == nth);
    let last = own().flat_map(|order| &order.steps).filter_map(|step| step.slot);
    let last = last.map(|slot| slot.end).max().unwrap_or(Minute::day(20));
    Item {
        number: format!("SO-{}", 1001 + nth),
        project: CUSTOMER_PROJECTS.get(nth % CUSTOMER_PROJECTS.len()).copied().unwrap_or("Stock"),
        article: own().next().map_or("Pump unit P80", |order| order.article),
        pieces: own().map(|order| order.pieces).sum(),
        due: last.plus(3 * DAY),
        entered: own().map(|order| order.entered).min().unwrap_or_default().plus(-60),
    }
}

/// Lays out order after order; a lane is one piece of work at a time on one machine.
struct Foreman {
    dice: Dice,
    lanes: Vec<(&'static Equipment, Minute)>,
    begun: usize,
}

impl Foreman {
    fn new() -> Self {
        let twice = |machine: &'static Equipment| {
            (0..machine.parallel).map(move |_| (machine, Minute::day(-HISTORY_DAYS)))
        };
        Self { dice: Dice::new(SEED), lanes: EQUIPMENT.iter().flat_map(twice).collect(), begun: 0 }
    }

    fn order(&mut self, nth: usize) -> Order {
        let position = i64::try_from(nth).unwrap_or(0);
        let article = ARTICLES.get(nth % ARTICLES.len()).copied().unwrap_or(ARTICLES[0]);
        let pieces = u32::try_from(self.dice.between(2, 24)).unwrap_or(2);
        let start = Minute(-15 * DAY + position * 23 * DAY / 80 + self.dice.between(0, 300));
        let mut steps = match nth < ORDERS_SCHEDULED {
            true => self.scheduled(nth, article, pieces, start),
            false => self.waiting(article),
        };
        let entered = match steps.first().and_then(|step| step.slot) {
            Some(slot) => {
                slot.start.plus(-3 * DAY).max(Minute::day(1 - HISTORY_DAYS)).min(Minute(-180))
            }
            None => Minute::day(-1),
        };
        self.moves(&mut steps);
        let processes = self.processes(nth, &steps);
        Order {
            number: format!("PO-{}", 5001 + nth),
            item: nth % ITEMS,
            article: article.name,
            pieces,
            entered,
            steps,
            processes,
        }
    }

    fn waiting(&mut self, article: Article) -> Vec<Step> {
        let on = article.operations.into_iter().enumerate().map(|(at, operation)| {
            let (machine, _) = self.lane(operation.group, Minute::day(20), Choice::Free);
            let (sequence, stand) = (tens(at), Stand::Untouched);
            Step { sequence, operation, machine, slot: None, stand, told: Vec::new() }
        });
        on.collect()
    }

    /// Each step follows the one before it, on the machine of its group that is free first. Now and
    /// then the planner accepts a conflict.
    fn scheduled(&mut self, nth: usize, article: Article, pieces: u32, start: Minute) -> Vec<Step> {
        let (mut ready, mut before) = (start, Stand::Done);
        let mut steps = Vec::new();
        for (at, operation) in article.operations.into_iter().enumerate() {
            let choice = match (nth % 16, at) {
                (5, 2) => Choice::TooEarly,
                (9, 2) => Choice::Squeezed,
                _ => Choice::Free,
            };
            let minutes = i64::from(operation.set_up.0) + i64::from(operation.processing.0);
            let (machine, begin) = self.lane(operation.group, ready, choice);
            let slot = Span::of(begin, minutes);
            self.occupy(machine, slot);
            let stand = self.stand(slot, before);
            let teller = match self.is_outside(machine) || self.dice.one_in(3) == Luck::Hit {
                true => Teller::Workbench,
                false => Teller::Sheet,
            };
            let told = story(
                Job { slot, set_up: operation.set_up, pieces, teller },
                stand,
                &mut self.dice,
            );
            let sequence = tens(at);
            steps.push(Step { sequence, operation, machine, slot: Some(slot), stand, told });
            (ready, before) = (slot.end.plus(self.dice.between(60, 360)), stand);
        }
        steps
    }

    /// A free lane of the group, and from when the work is on it.
    fn lane(&self, group: &str, ready: Minute, choice: Choice) -> (&'static str, Minute) {
        let own = self.lanes.iter().filter(|(machine, _)| machine.group == group);
        let found = match choice {
            Choice::Free | Choice::TooEarly => own.min_by_key(|(_, free)| (*free).max(ready)),
            Choice::Squeezed => own.max_by_key(|(_, free)| *free),
        };
        let Some((machine, free)) = found else { return ("Saw", ready) };
        let begin = match choice {
            Choice::Free => ready.max(*free),
            Choice::TooEarly => ready.plus(-400).max(*free),
            Choice::Squeezed => ready.max(free.plus(-120)),
        };
        // Planners plan by the quarter of an hour.
        (machine.name, Minute(begin.0.div_euclid(15) * 15 + 15))
    }

    fn occupy(&mut self, machine: &str, slot: Span) {
        let own = self.lanes.iter_mut().filter(|(lane, _)| lane.name == machine);
        if let Some((_, free)) = own.min_by_key(|(_, free)| *free) {
            *free = slot.end.max(*free);
        }
    }

    /// How far a step has come: as planned, a few late; nothing goes before what it follows.
    fn stand(&mut self, slot: Span, before: Stand) -> Stand {
        let late = self.dice.one_in(3) == Luck::Hit;
        if before != Stand::Done || slot.start.0 > -30 || (slot.start.0 > -240 && late) {
            return Stand::Untouched;
        }
        if slot.end.0 <= -10 && !(slot.end.0 > -300 && late) {
            return Stand::Done;
        }
        self.begun += 1;
        match self.begun % 5 {
            2 => Stand::Paused,
            4 => Stand::Interrupted,
            _ => Stand::Running,
        }
    }

    fn is_outside(&self, machine: &str) -> bool {
        EQUIPMENT.iter().any(|known| known.name == machine && known.side == Side::Outside)
    }

    /// Some work that lies ahead was moved to another machine last night: out of one partner's sight
    /// or into it.
    fn moves(&mut self, steps: &mut [Step]) {
        for step in steps {
            let Some(slot) = step.slot.filter(|slot| slot.start.0 > DAY) else { continue };
            let to = match step.machine {
                "Coating line 1" => "Zinc bath",
                "Zinc bath" => "Coating line 2",
                "Vacuum furnace" => "Furnace 1",
                _ => continue,
            };
            if self.dice.one_in(3) == Luck::Hit {
                let at = Minute(self.dice.between(-900, -200));
                step.told.push(Told { at, what: What::Move { machine: to, slot } });
            }
        }
    }

    fn processes(&mut self, nth: usize, steps: &[Step]) -> Vec<Process> {
        let first = steps.first().and_then(|step| step.slot).map(|slot| slot.start);
        let last = steps.last().and_then(|step| step.slot).map(|slot| slot.end);
        let mut planned = Vec::new();
        if nth.is_multiple_of(4) {
            planned.push((
                "Design",
                first.map(|first| Span::of(first.plus(-DAY), 480)),
                Stand::Done,
            ));
        }
        let after = steps.last().map_or(Stand::Untouched, |step| step.stand);
        planned.push(("Inspection", last.map(|last| Span::of(last.plus(90), 120)), after));
        planned.push(("Packing", last.map(|last| Span::of(last.plus(240), 90)), after));
        if nth.is_multiple_of(2) {
            planned.push(("Shipping", last.map(|last| Span::of(last.plus(DAY / 2), 240)), after));
        }
        let laid = planned.into_iter().enumerate().map(|(at, (name, slot, before))| {
            let stand = slot.map_or(Stand::Untouched, |slot| match self.stand(slot, before) {
                // Only the terminal pauses, and it shows work steps only.
                Stand::Paused => Stand::Running,
                stand @ (Stand::Untouched | Stand::Running | Stand::Interrupted | Stand::Done) => {
                    stand
                }
            });
            let told = slot.map(|slot| {
                let job = Job { slot, set_up: Minutes(15), pieces: 1, teller: Teller::Sheet };
                story(job, stand, &mut self.dice)
            });
            Process { sequence: tens(at), name, slot, told: told.unwrap_or_default() }
        });
        laid.collect()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    /// When both the work and a machine are ready.
    Free,
    /// Before the work is ready.
    TooEarly,
    /// Before the machine is free.
    Squeezed,
}

fn tens(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(0).saturating_add(1).saturating_mul(10)
}
