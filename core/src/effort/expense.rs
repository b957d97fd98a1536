//! What somebody spent on a project, from draft to paid.

mod decide;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use decide::{
    ApproveExpense, PayExpense, RecallExpense, RejectExpense, RemoveExpense, SubmitExpense,
};

pub(crate) use decide::{
    approve_expense, expense_waits, pay_expense, recall_expense, reject_expense, remove_expense,
    submit_expense,
};

use super::asker::Asker;
use super::event::{ExpenseAdded, ExpenseChanged};
use crate::access::{ExpenseField, ExpenseSubmission, Field, UserId};
use crate::id::{ExpenseId, PersonId, PhaseId, ProjectId};
use crate::refusal::Refusal;
use crate::scalar::{Change, Date, Money, Name, Text};
use crate::visibility::{self, Rights};
use crate::world::{Context, Decision, Revision, Seq, World, happened, unchanged};

/// Who bears an expense in the end. Stored: append only.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Billable {
    /// The host company.
    #[default]
    No,
    /// The customer.
    Yes,
}

/// Where an expense stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExpenseStatus {
    /// Being written.
    Draft,
    /// Waiting to be approved.
    Submitted,
    /// Approved, and not paid yet.
    Approved,
    /// Sent back, with a reason.
    Rejected,
    /// Paid.
    Paid,
}

impl ExpenseStatus {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Draft, Self::Submitted, Self::Approved, Self::Rejected, Self::Paid];
}

impl fmt::Display for ExpenseStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Paid => "paid",
        })
    }
}

/// What is said about an expense. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpenseBrief {
    /// For which phase of its project.
    pub phase: Option<PhaseId>,
    /// Of what sort, such as `Travel`.
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

/// What somebody spent on a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expense {
    /// Which.
    pub id: ExpenseId,
    /// Whose.
    pub person: PersonId,
    /// For which project.
    pub project: ProjectId,
    /// What is said about it.
    pub brief: ExpenseBrief,
    /// Where it stands.
    pub status: ExpenseStatus,
    /// Why it was rejected, until it is submitted again.
    pub reason: Option<Text>,
    /// The commit that added it.
    pub added: Seq,
    /// Raised by every change.
    pub revision: Revision,
}

/// Write down what somebody spent on a project.
///
/// Source: DOMAIN.md 4, "Expense".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AddExpense {
    /// Who spent it; oneself where nobody is named.
    #[serde(default)]
    pub person: Option<PersonId>,
    /// For which project.
    pub project: ProjectId,
    /// For which phase of it.
    #[serde(default)]
    pub phase: Option<PhaseId>,
    /// Of what sort, such as `Travel`.
    pub category: Name,
    /// On which day.
    pub day: Date,
    /// How much.
    pub money: Money,
    /// Who bears it in the end; the host company where nothing is said.
    #[serde(default)]
    pub billable: Billable,
    /// More about it.
    #[serde(default)]
    pub notes: Option<Text>,
}

/// Change what is said about an expense that is a draft or was rejected; what is not named stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeExpense {
    /// Which.
    pub expense: ExpenseId,
    /// For which phase of its project.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<PhaseId>))]
    pub phase: Change<Option<PhaseId>>,
    /// Of what sort.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Name))]
    pub category: Change<Name>,
    /// On which day.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Date))]
    pub day: Change<Date>,
    /// How much.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Money))]
    pub money: Change<Money>,
    /// Who bears it in the end.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Billable))]
    pub billable: Change<Billable>,
    /// More about it.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Text>))]
    pub notes: Change<Option<Text>>,
}

pub(crate) fn add_expense(world: &World, cx: &Context<'_>, command: &AddExpense) -> Decision {
    let AddExpense { person, project, phase, category, day, money, billable, notes } =
        command.clone();
    let asker = Asker::of(world, cx.actor);
    let person = asker.writes_for(person)?;
    if let Some(partner) = asker.partner() {
        Rights::on(world, partner, project)?;
        let fields = [ExpenseField::Category, ExpenseField::Day, ExpenseField::Money];
        let notes = notes.iter().map(|_| ExpenseField::Notes);
        let billable = (billable == Billable::Yes).then_some(ExpenseField::Billable);
        let fields = fields.into_iter().chain(notes).chain(billable);
        visibility::may_edit(world, partner, fields.map(Field::Expense))?;
    }
    world.delivery.project(project)?;
    if let Some(phase) = phase {
        may_name(world, &asker, project, phase)?;
    }
    let brief = ExpenseBrief { phase, category, day, money, billable, notes };
    fits(world, person, project, &brief)?;
    let (id, by) = (ExpenseId::fresh(cx.ids), UserId::of(cx.actor));
    happened(ExpenseAdded { id, person, project, brief, by })
}

pub(crate) fn change_expense(world: &World, cx: &Context<'_>, command: &ChangeExpense) -> Decision {
    let ChangeExpense { expense: id, phase, category, day, money, billable, notes } =
        command.clone();
    let asker = Asker::of(world, cx.actor);
    let expense = decide::reached(world, &asker, id)?;
    asker.answers_for(expense.person)?;
    if let Some(partner) = asker.partner() {
        let changed = [
            (ExpenseField::Category, category.is_keep()),
            (ExpenseField::Day, day.is_keep()),
            (ExpenseField::Money, money.is_keep()),
            (ExpenseField::Billable, billable.is_keep()),
            (ExpenseField::Notes, notes.is_keep()),
        ];
        let changed = changed.into_iter().filter(|(_, keep)| !keep);
        visibility::may_edit(world, partner, changed.map(|(field, _)| Field::Expense(field)))?;
    }
    let open = [ExpenseStatus::Draft, ExpenseStatus::Rejected];
    decide::in_turn(expense, &open, "changing")?;
    // One that stays may be hidden by now; one that is named is asked even where it stays, or naming
    // would tell which it is.
    if let Change::To(Some(phase)) = phase {
        may_name(world, &asker, expense.project, phase)?;
    }
    let held = &expense.brief;
    let brief = ExpenseBrief {
        phase: phase.over(held.phase),
        category: category.over(held.category.clone()),
        day: day.over(held.day),
        money: money.over(held.money),
        billable: billable.over(held.billable),
        notes: notes.over(held.notes.clone()),
    };
    if brief == *held {
        return unchanged();
    }
    fits(world, expense.person, expense.project, &brief)?;
    happened(ExpenseChanged { id, brief, by: UserId::of(cx.actor) })
}

/// Whether an expense may be for a phase: one of the project. A partner names phases that he is shown:
/// those that he takes part in, or with the level for it any.
fn may_name(
    world: &World,
    asker: &Asker<'_>,
    project: ProjectId,
    phase: PhaseId,
) -> Result<(), Refusal> {
    if let Some(partner) = asker.partner() {
        let (rights, phase) = Rights::on_phase(world, partner, phase)?;
        let level = rights.in_phase(phase.id);
        visibility::permits(
            rights.takes_part(phase.id) || level.expense_submit == ExpenseSubmission::AllProjects,
        )?;
    }
    match world.delivery.phase(phase)?.project == project {
        true => Ok(()),
        false => Err(Refusal::OfAnotherProject(phase.into())),
    }
}

/// An expense is more than nothing, of somebody who takes part in the project.
fn fits(
    world: &World,
    person: PersonId,
    project: ProjectId,
    brief: &ExpenseBrief,
) -> Result<(), Refusal> {
    let ExpenseBrief { phase: _, category: _, day: _, money, billable: _, notes: _ } = brief;
    if world.delivery.part_in_project(person, project).next().is_none() {
        return Err(Refusal::NoParticipant(person.into()));
    }
    match money.amount.is_negative() || money.amount.is_zero() {
        true => Err(Refusal::NoMoney),
        false => Ok(()),
    }
}

#[cfg(test)]
mod spec;
