use serde::Serialize;

use super::clause::{Clause, Ground, Rule};
use crate::access::PartnerUser;
use crate::effort::{Expense, Timesheet, expense_waits, timesheet_waits};
use crate::id::{ExpenseId, PhaseId, RecordId, TimesheetId};
use crate::world::World;

/// What waits to be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ApprovalKind {
    /// A timesheet: `approve-timesheet`, `reject-timesheet`.
    Timesheet,
    /// An expense: `approve-expense`, `reject-expense`.
    Expense,
}

/// Something that waits for a partner to approve or reject it. What it says stands in the list of its
/// kind, under the same id.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ApprovalRow {
    /// Which timesheet or expense.
    pub id: RecordId,
    /// Which of the two.
    pub kind: ApprovalKind,
    /// Whether one decides about all of it.
    pub whole: bool,
    /// The phases of which one approves the lines.
    pub phases: Vec<PhaseId>,
}

pub(super) fn of_timesheet(
    world: &World,
    user: &PartnerUser,
    id: TimesheetId,
) -> Option<ApprovalRow> {
    let sheet = world.effort.timesheet(id).ok()?;
    let waits = timesheet_waits(world, user.id, sheet)?;
    let kind = ApprovalKind::Timesheet;
    Some(ApprovalRow { id: id.into(), kind, whole: waits.whole, phases: waits.phases })
}

pub(super) fn of_expense(world: &World, user: &PartnerUser, id: ExpenseId) -> Option<ApprovalRow> {
    let expense = world.effort.expense(id).ok()?;
    expense_waits(world, user.id, expense).then(|| ApprovalRow {
        id: id.into(),
        kind: ApprovalKind::Expense,
        whole: true,
        phases: Vec::new(),
    })
}

/// What decides about it, after what decides about the timesheet.
pub(super) fn timesheet_clause(world: &World, user: &PartnerUser, sheet: &Timesheet) -> Clause {
    decides(timesheet_waits(world, user.id, sheet).is_some())
}

/// What decides about it, after what decides about the expense.
pub(super) fn expense_clause(world: &World, user: &PartnerUser, expense: &Expense) -> Clause {
    decides(expense_waits(world, user.id, expense))
}

fn decides(may: bool) -> Clause {
    let ground = if may { Ground::Holds(None) } else { Ground::Fails(None) };
    Clause::new(Rule::WaitsForDecision, ground)
}
