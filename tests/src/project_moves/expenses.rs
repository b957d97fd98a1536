//! Moves about expenses.

use loggia_core::command::Command;
use loggia_core::effort::{
    AddExpense, ApproveExpense, Billable, ChangeExpense, PayExpense, RecallExpense, RejectExpense,
    RemoveExpense, SubmitExpense,
};
use loggia_core::id::PhaseId;
use loggia_core::scalar::{Change, Money};
use proptest::prelude::*;

use super::{At, Reach, Who, any_at, any_who, day, text};
use crate::moves::Pick;
use crate::story::{Story, Teller, pick};

/// What happens next with money.
#[derive(Clone, Debug)]
pub enum ExpenseMove {
    /// For whom, project, phase, how much.
    Add(At, Who, Option<Pick>, Pick, Option<Pick>, u8),
    /// Expense, what of it, phase.
    Change(Who, Pick, u8, Option<Pick>),
    /// It was a mistake.
    Remove(Who, Pick),
    /// It is submitted.
    Submit(Who, Pick),
    /// It is taken back.
    Recall(Who, Pick),
    /// It is approved.
    Approve(Who, Pick),
    /// It is sent back.
    Reject(Who, Pick),
    /// It is paid.
    Pay(Pick),
}

impl ExpenseMove {
    pub(super) fn who(&self) -> Who {
        match self {
            Self::Add(_, who, ..)
            | Self::Change(who, ..)
            | Self::Remove(who, _)
            | Self::Submit(who, _)
            | Self::Recall(who, _)
            | Self::Approve(who, _)
            | Self::Reject(who, _) => *who,
            Self::Pay(_) => Who::Root,
        }
    }

    /// The expenses of strangers in the same project are told to those whose levels show all expenses
    /// and everybody's names.
    pub(super) fn is_a_strangers(&self, reach: Reach) -> bool {
        !matches!(self, Self::Add(At::Anywhere, ..)) || reach == Reach::Assigned
    }
}

pub(super) fn any_expense_move() -> impl Strategy<Value = ExpenseMove> {
    use ExpenseMove as M;
    let pick = || any::<Pick>();
    let some = || proptest::option::of(any::<Pick>());
    let what = || any::<u8>();
    prop_oneof![
        4 => (any_at(), any_who(), proptest::option::weighted(0.4, pick()), pick(), some(), what())
            .prop_map(|(a, w, p, to, f, n)| M::Add(a, w, p, to, f, n)),
        3 => (any_who(), pick(), what(), some()).prop_map(|(w, e, n, f)| M::Change(w, e, n, f)),
        1 => (any_who(), pick()).prop_map(|(w, e)| M::Remove(w, e)),
        4 => (any_who(), pick()).prop_map(|(w, e)| M::Submit(w, e)),
        1 => (any_who(), pick()).prop_map(|(w, e)| M::Recall(w, e)),
        3 => (any_who(), pick()).prop_map(|(w, e)| M::Approve(w, e)),
        2 => (any_who(), pick()).prop_map(|(w, e)| M::Reject(w, e)),
        1 => pick().prop_map(M::Pay),
    ]
}

impl Story {
    pub(super) fn expense_command(&self, teller: Teller, next: &ExpenseMove) -> Option<Command> {
        use ExpenseMove as M;
        let cast = self.cast(teller);
        let expense = |at: &Pick| pick(&cast.expenses, *at);
        let label = |what: &str| self.label(teller, what);
        Some(match next {
            M::Add(at, who, p, to, f, what) => {
                let project = self.any_project(teller, *at, *to)?;
                let phases: Vec<PhaseId> = self.among(teller, *at, |cast| &cast.phases);
                let there = |id: &PhaseId| {
                    self.world.delivery.phase(*id).is_ok_and(|phase| phase.project == project)
                };
                let phases: Vec<PhaseId> = phases.into_iter().filter(there).collect();
                AddExpense {
                    person: self.written_for(teller, *who, *p)?,
                    project,
                    phase: f.and_then(|f| pick(&phases, f)),
                    category: label("travel"),
                    day: day(*what),
                    money: money(*what)?,
                    // Who may not edit who bears it does not say so.
                    billable: if who.is_partner() { Billable::No } else { Billable::Yes },
                    notes: text(label("notes")).filter(|_| what % 4 != 0),
                }
                .into()
            }
            M::Change(_, e, what, f) => {
                let id = expense(e)?;
                let project = self.world.effort.expense(id).ok()?.project;
                let there = |id: &PhaseId| {
                    self.world.delivery.phase(*id).is_ok_and(|phase| phase.project == project)
                };
                let phases: Vec<_> = cast.phases.iter().copied().filter(there).collect();
                let mut change = as_it_is(id);
                match what % 5 {
                    0 => change.phase = Change::To(f.and_then(|f| pick(&phases, f))),
                    1 => change.category = Change::To(label("meals")),
                    2 => change.day = Change::To(day(*what)),
                    3 => change.money = Change::To(money(*what)?),
                    _ => change.notes = Change::To(text(label("notes"))),
                }
                change.into()
            }
            M::Remove(_, e) => RemoveExpense { expense: expense(e)? }.into(),
            M::Submit(_, e) => SubmitExpense { expense: expense(e)? }.into(),
            M::Recall(_, e) => RecallExpense { expense: expense(e)? }.into(),
            M::Approve(_, e) => ApproveExpense { expense: expense(e)? }.into(),
            M::Reject(_, e) => {
                RejectExpense { expense: expense(e)?, reason: text(label("no receipt"))? }.into()
            }
            M::Pay(e) => PayExpense { expense: expense(e)? }.into(),
        })
    }
}

/// More than nothing, and a cent more is of the same band.
fn money(of: u8) -> Option<Money> {
    let (whole, cents) = (u16::from(of) + 1, of % 50);
    Money::new(format!("{whole}.{cents:02}").parse().ok()?, "EUR".parse().ok()?).ok()
}

fn as_it_is(expense: loggia_core::id::ExpenseId) -> ChangeExpense {
    ChangeExpense {
        expense,
        phase: Change::Keep,
        category: Change::Keep,
        day: Change::Keep,
        money: Change::Keep,
        billable: Change::Keep,
        notes: Change::Keep,
    }
}
