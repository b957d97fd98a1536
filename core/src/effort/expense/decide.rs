use serde::{Deserialize, Serialize};

use super::{Expense, ExpenseStatus};
use crate::access::{ExpenseField, Field, TimesheetApproval, UserId};
use crate::actor::Actor;
use crate::delivery::{About, gone_with};
use crate::effort::Approval;
use crate::effort::asker::Asker;
use crate::effort::event::{
    ExpenseApproved, ExpensePaid, ExpenseRecalled, ExpenseRejected, ExpenseRemoved,
    ExpenseSubmitted,
};
use crate::event::Event;
use crate::id::{ExpenseId, PartnerUserId};
use crate::refusal::Refusal;
use crate::scalar::Text;
use crate::visibility::{self, Rights};
use crate::world::{Context, Decision, World, happened};

macro_rules! of_an_expense {
    ($($(#[$doc:meta])* $name:ident)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// Which.
            pub expense: ExpenseId,
        }
    )+};
}

of_an_expense! {
    /// Take away an expense that is a draft.
    RemoveExpense
    /// Give an expense to whoever approves it.
    SubmitExpense
    /// Take back an expense about which nobody has decided yet, or one that was rejected.
    RecallExpense
    /// Approve an expense. Nobody approves his own.
    ApproveExpense
    /// Say that an approved expense was paid.
    PayExpense
}

/// Send an expense back, as whoever approves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RejectExpense {
    /// Which.
    pub expense: ExpenseId,
    /// Why.
    pub reason: Text,
}

pub(crate) fn remove_expense(world: &World, cx: &Context<'_>, command: &RemoveExpense) -> Decision {
    let expense = own(world, cx, command.expense)?;
    in_turn(expense, &[ExpenseStatus::Draft], "removing")?;
    let removed = ExpenseRemoved { id: expense.id };
    Ok(gone_with(world, About::Expense(expense.id), removed))
}

pub(crate) fn submit_expense(world: &World, cx: &Context<'_>, command: &SubmitExpense) -> Decision {
    let expense = own(world, cx, command.expense)?;
    in_turn(expense, &[ExpenseStatus::Draft], "submitting")?;
    let submitted = ExpenseSubmitted { id: expense.id, by: UserId::of(cx.actor) };
    let approved = match world.effort.approval_path().expense {
        Approval::Auto => Some(ExpenseApproved { id: expense.id, by: None }),
        Approval::Supervisor => None,
    };
    Ok([Event::from(submitted)].into_iter().chain(approved.map(Event::from)).collect())
}

pub(crate) fn recall_expense(world: &World, cx: &Context<'_>, command: &RecallExpense) -> Decision {
    let expense = own(world, cx, command.expense)?;
    in_turn(expense, &[ExpenseStatus::Submitted, ExpenseStatus::Rejected], "recalling")?;
    happened(ExpenseRecalled { id: expense.id, by: UserId::of(cx.actor) })
}

pub(crate) fn approve_expense(
    world: &World,
    cx: &Context<'_>,
    command: &ApproveExpense,
) -> Decision {
    let expense = decided(world, cx, command.expense)?;
    in_turn(expense, &[ExpenseStatus::Submitted], "approving")?;
    happened(ExpenseApproved { id: expense.id, by: UserId::of(cx.actor) })
}

pub(crate) fn reject_expense(world: &World, cx: &Context<'_>, command: &RejectExpense) -> Decision {
    let RejectExpense { expense, reason } = command.clone();
    let expense = decided(world, cx, expense)?;
    in_turn(expense, &[ExpenseStatus::Submitted], "rejecting")?;
    happened(ExpenseRejected { id: expense.id, reason, by: UserId::of(cx.actor) })
}

pub(crate) fn pay_expense(world: &World, cx: &Context<'_>, command: &PayExpense) -> Decision {
    let expense = world.effort.expense(command.expense)?;
    let asker = Asker::of(world, cx.actor);
    if asker.is(expense.person) {
        return Err(asker.may_not());
    }
    in_turn(expense, &[ExpenseStatus::Approved], "paying")?;
    happened(ExpensePaid { id: expense.id, by: UserId::of(cx.actor) })
}

/// Whether an expense waits for a partner.
pub(crate) fn expense_waits(world: &World, partner: PartnerUserId, expense: &Expense) -> bool {
    let asker = Asker::of(world, Actor::Partner(partner));
    in_turn(expense, &[ExpenseStatus::Submitted], "approving").is_ok()
        && decided_by(world, &asker, expense.id).is_ok()
}

/// The expense; to a partner only what he is shown is there.
pub(super) fn reached<'a>(
    world: &'a World,
    asker: &Asker<'_>,
    id: ExpenseId,
) -> Result<&'a Expense, Refusal> {
    let expense = world.effort.expense(id)?;
    if let Some(partner) = asker.partner() {
        visibility::on_expense(world, partner, expense)?;
    }
    Ok(expense)
}

pub(super) fn in_turn(
    expense: &Expense,
    expected: &[ExpenseStatus],
    doing: &'static str,
) -> Result<(), Refusal> {
    match expected.contains(&expense.status) {
        true => Ok(()),
        false => Err(Refusal::ExpenseOutOfTurn(expense.id.into(), expense.status, doing)),
    }
}

/// The expense of whoever asks, or of anybody for those who answer for all.
fn own<'a>(world: &'a World, cx: &Context<'_>, id: ExpenseId) -> Result<&'a Expense, Refusal> {
    let asker = Asker::of(world, cx.actor);
    let expense = reached(world, &asker, id)?;
    asker.answers_for(expense.person)?;
    edits_status(world, &asker)?;
    Ok(expense)
}

/// The expense, for whoever decides about it: the supervisor and those who answer for all, nobody
/// about his own. A partner's level in the project lets him approve for those whom he supervises.
fn decided<'a>(world: &'a World, cx: &Context<'_>, id: ExpenseId) -> Result<&'a Expense, Refusal> {
    decided_by(world, &Asker::of(world, cx.actor), id)
}

fn decided_by<'a>(
    world: &'a World,
    asker: &Asker<'_>,
    id: ExpenseId,
) -> Result<&'a Expense, Refusal> {
    let expense = reached(world, asker, id)?;
    let may = !asker.is(expense.person)
        && match asker.partner() {
            None => asker.answers_for_all() || asker.supervises(expense.person),
            Some(partner) => {
                asker.supervises(expense.person)
                    && Rights::on(world, partner, expense.project).is_ok_and(|rights| {
                        let level = rights.around(expense.brief.phase);
                        level.timesheet_approve >= TimesheetApproval::Supervised
                    })
            }
        };
    if !may {
        return Err(asker.may_not());
    }
    edits_status(world, asker)?;
    Ok(expense)
}

fn edits_status(world: &World, asker: &Asker<'_>) -> Result<(), Refusal> {
    match asker.partner() {
        Some(partner) => {
            visibility::may_edit(world, partner, [Field::Expense(ExpenseField::Status)])
        }
        None => Ok(()),
    }
}
