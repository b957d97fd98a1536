use serde::{Deserialize, Serialize};

use super::draft::{Names, Wrong};
use super::{EffortItem, RowPart, RowProblem, Taken, fits, weight};
use crate::access::UserId;
use crate::effort::event::{
    EffortImported, ExpenseAdded, ExpenseApproved, ExpensePaid, ExpenseSubmitted,
};
use crate::effort::{Billable, ExpenseBrief, SubmitExpense, submit_expense};
use crate::id::{ExpenseId, PersonId};
use crate::refusal::Refusal;
use crate::scalar::{Date, ImportKey, Money, Name, Personal, Text};
use crate::world::{Context, Decision, World};

/// How imported expenses stand afterwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportedExpenses {
    /// Drafts, for whoever spent to submit.
    #[default]
    Draft,
    /// Submitted; they go on as the approval path says.
    Submitted,
    /// Approved: somebody did so before they came here. Whoever imports stands for it.
    Approved,
    /// Paid as well.
    Paid,
}

/// What becomes of an amount of nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ZeroAmounts {
    /// An expense is more than nothing.
    #[default]
    Reject,
    /// Plans have expenses that cost nothing in the end.
    Keep,
}

/// A row of a file of expenses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpenseRow {
    /// Which row it is; one that was taken before is passed over.
    pub key: ImportKey,
    /// What the file calls the one who spent; made where nobody is called so.
    pub name: Personal<Name>,
    /// Who that is, where somebody said so.
    pub person: Option<PersonId>,
    /// For which project; made where it is not known.
    pub project: Name,
    /// For which phase of it; made where it is not known.
    pub phase: Option<Name>,
    /// Of what sort.
    pub category: Name,
    /// On which day.
    pub day: Date,
    /// How much.
    pub money: Money,
    /// Who bears it in the end.
    pub billable: Billable,
    /// More about it.
    pub notes: Option<Text>,
}

impl ExpenseRow {
    /// How many rows it counts as: one, and one more for each 200 characters of notes.
    pub fn weight(&self) -> usize {
        weight([&self.notes])
    }
}

/// Take rows of expenses. Made by an import, never by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportExpenses {
    /// How they stand afterwards.
    pub expenses: ImportedExpenses,
    /// What becomes of amounts of nothing.
    pub zero: ZeroAmounts,
    /// They weigh at most [`super::EFFORT_BATCH_ROWS_MAX`].
    pub rows: Vec<ExpenseRow>,
}

pub(crate) fn import_expenses(
    world: &World,
    cx: &Context<'_>,
    command: &ImportExpenses,
) -> Decision {
    take_expenses(world, cx, command)?.decided()
}

/// What comes of a batch, with everything that is wrong with it.
///
/// A row finds what earlier rows made, so each is decided in the world that they left behind.
pub fn take_expenses(
    world: &World,
    cx: &Context<'_>,
    command: &ImportExpenses,
) -> Result<Taken, Refusal> {
    let ImportExpenses { expenses, zero, rows } = command;
    fits(rows.iter().map(ExpenseRow::weight))?;
    let mut batch = Batch { names: Names::of(world, cx), expenses: *expenses, zero: *zero };
    let mut problems = Vec::new();
    for (nth, row) in rows.iter().enumerate() {
        if let Err((part, refusal)) = batch.take(row) {
            problems.push(RowProblem { row: nth, part, refusal });
        }
    }
    Ok(Taken { events: batch.names.into_events(), problems })
}

struct Batch<'a, 'c> {
    names: Names<'a, 'c>,
    expenses: ImportedExpenses,
    zero: ZeroAmounts,
}

impl Batch<'_, '_> {
    fn take(&mut self, row: &ExpenseRow) -> Result<(), Wrong> {
        if self.names.world().effort.imported(row.key) {
            return Ok(());
        }
        self.is_spent(row.money)?;
        let person = self.names.person(row.name.reveal(), row.person)?;
        match self.expenses {
            ImportedExpenses::Draft | ImportedExpenses::Submitted => {}
            ImportedExpenses::Approved | ImportedExpenses::Paid => {
                self.names.not_ones_own(person)?;
            }
        }
        let project = self.names.project(&row.project);
        let phase = row.phase.as_ref().map(|phase| self.names.phase(project, phase)).transpose()?;
        let brief = ExpenseBrief {
            phase,
            category: row.category.clone(),
            day: row.day,
            money: row.money,
            billable: row.billable,
            notes: row.notes.clone(),
        };
        let draft = &mut self.names.draft;
        let (id, by) = (ExpenseId::fresh(draft.cx.ids), UserId::of(draft.cx.actor));
        draft.happen(ExpenseAdded { id, person, project, brief, by });
        draft.happen(EffortImported { key: row.key, item: EffortItem::Expense(id) });
        match self.expenses {
            ImportedExpenses::Draft => {}
            ImportedExpenses::Submitted => {
                let submit = SubmitExpense { expense: id };
                super::draft::of(RowPart::Amount, draft.ask(submit_expense, &submit))?;
            }
            ImportedExpenses::Approved => {
                draft.happen(ExpenseSubmitted { id, by });
                draft.happen(ExpenseApproved { id, by });
            }
            ImportedExpenses::Paid => {
                draft.happen(ExpenseSubmitted { id, by });
                draft.happen(ExpenseApproved { id, by });
                draft.happen(ExpensePaid { id, by });
            }
        }
        Ok(())
    }

    fn is_spent(&self, money: Money) -> Result<(), Wrong> {
        let rejected = match self.zero {
            ZeroAmounts::Reject => money.amount.is_zero(),
            ZeroAmounts::Keep => false,
        };
        match money.amount.is_negative() || rejected {
            true => Err((RowPart::Amount, Refusal::NoMoney)),
            false => Ok(()),
        }
    }
}
