//! What was told about a piece of work, by whom it does not matter here.

use loggia_core::production::{FeedbackAction, Finality, InterruptionReason, ReportKind};
use loggia_core::scalar::{Minutes, Quantity};

use super::dice::{Dice, Luck};
use super::inventory::WORKERS;
use super::plan::{Minute, Span};

/// Something that somebody told Loggia at a time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub(super) at: Minute,
    pub(super) what: What,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum What {
    /// A button of the workbench was pressed.
    Button(FeedbackAction),
    /// The work was reported after it was done.
    Report(Work),
    /// The planner moved the step.
    Move { machine: &'static str, slot: Span },
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Work {
    pub(super) kind: ReportKind,
    pub(super) span: Span,
    pub(super) good: Quantity,
    pub(super) scrap: Quantity,
    pub(super) worker: Option<&'static str>,
    pub(super) finality: Finality,
}

/// How far a piece of work has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    Untouched,
    Running,
    Paused,
    Interrupted,
    Done,
}

/// What is made, and how it is told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Job {
    pub(super) slot: Span,
    pub(super) set_up: Minutes,
    pub(super) pieces: u32,
    pub(super) teller: Teller,
}

/// Who tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Teller {
    /// At the workbench, while it happens.
    Workbench,
    /// Afterwards, on a sheet.
    Sheet,
}

const REASONS: [InterruptionReason; 4] = [
    InterruptionReason::MaterialMissing,
    InterruptionReason::Breakdown,
    InterruptionReason::ToolMissing,
    InterruptionReason::Quality,
];

/// Everything told about a job that stands so, in the order of time.
pub(super) fn story(job: Job, stand: Stand, dice: &mut Dice) -> Vec<Told> {
    match (stand, job.teller) {
        (Stand::Untouched, _) => Vec::new(),
        (Stand::Done, Teller::Sheet) => sheet(job, dice),
        (Stand::Done, Teller::Workbench) => finished(job, dice),
        (Stand::Running | Stand::Paused | Stand::Interrupted, _) => begun(job, stand, dice),
    }
}

fn button(at: Minute, action: FeedbackAction) -> Told {
    Told { at, what: What::Button(action) }
}

/// When it really began and ended: a little beside the plan, and over by now.
fn really(slot: Span, dice: &mut Dice) -> Span {
    let start = slot.start.plus(dice.between(0, 40));
    let end = slot.end.plus(dice.between(-40, 40)).min(Minute(-5)).max(start.plus(10));
    Span { start, end }
}

fn pieces(job: Job, dice: &mut Dice) -> (Quantity, Quantity) {
    let scrap = match dice.one_in(4) {
        Luck::Hit => 1,
        Luck::Miss => 0,
    };
    (Quantity::units(job.pieces.saturating_sub(scrap)), Quantity::units(scrap))
}

fn finished(job: Job, dice: &mut Dice) -> Vec<Told> {
    let Span { start, end } = really(job.slot, dice);
    let (good, scrap) = pieces(job, dice);
    let mut told = vec![button(start, FeedbackAction::Start)];
    if dice.one_in(3) == Luck::Hit {
        let rest = start.midway(end);
        told.push(button(rest, FeedbackAction::Pause));
        told.push(button(rest.plus(20).min(end), FeedbackAction::Resume));
    }
    told.push(button(end, FeedbackAction::ReportQuantity { good, scrap }));
    told.push(button(end, FeedbackAction::Finish));
    told
}

fn sheet(job: Job, dice: &mut Dice) -> Vec<Told> {
    let Span { start, end } = really(job.slot, dice);
    let worker = dice.pick(&WORKERS).copied();
    let ready = start.plus(i64::from(job.set_up.0)).min(end);
    let (good, scrap) = pieces(job, dice);
    let work = |kind, span: Span, good, scrap, finality| Told {
        at: span.end,
        what: What::Report(Work { kind, span, good, scrap, worker, finality }),
    };
    let set_up = Span { start, end: ready };
    let production = Span { start: ready, end };
    vec![
        work(ReportKind::SetUp, set_up, Quantity::ZERO, Quantity::ZERO, Finality::Partial),
        work(ReportKind::Production, production, good, scrap, Finality::Final),
    ]
}

fn begun(job: Job, stand: Stand, dice: &mut Dice) -> Vec<Told> {
    let start = job.slot.start.plus(dice.between(0, 40)).min(Minute(-30));
    let mut told = vec![button(start, FeedbackAction::Start)];
    let half = start.midway(Minute(0));
    if half.0 < -45 {
        let action = FeedbackAction::ReportQuantity {
            good: Quantity::units(job.pieces / 3 + 1),
            scrap: Quantity::ZERO,
        };
        told.push(button(half, action));
    }
    match stand {
        Stand::Paused => told.push(button(Minute(-12), FeedbackAction::Pause)),
        Stand::Interrupted => {
            let reason = dice.pick(&REASONS).copied().unwrap_or(InterruptionReason::Other);
            told.push(button(Minute(-25), FeedbackAction::Interrupt { reason }));
        }
        Stand::Untouched | Stand::Running | Stand::Done => {}
    }
    told
}
