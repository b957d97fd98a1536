use serde::{Deserialize, Serialize};

use super::event::ApprovalPathSet;
use crate::world::{Context, Decision, World, happened, unchanged};

/// Who approves what somebody submits. Stored: append only.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Approval {
    /// Nobody need: it is approved as it is submitted.
    Auto,
    /// The supervisor, a delivery manager or an administrator.
    #[default]
    Supervisor,
}

/// Who approves the lines of a timesheet, before it is approved as a whole. Stored: append only.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LineApproval {
    /// Lines are not approved by themselves.
    #[default]
    None,
    /// Nobody need: they are approved as the timesheet is submitted.
    Auto,
    /// The owner of their phase, a delivery manager or an administrator. Lines on a phase that
    /// nobody owns are approved as the timesheet is submitted.
    PhaseOwner,
}

/// The way from what is submitted to what is approved. Stored: append only.
///
/// Source: DOMAIN.md 4, "Timesheet" and "Expense".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ApprovalPath {
    /// Of timesheets.
    pub sheet: Approval,
    /// Of their lines.
    pub line: LineApproval,
    /// Of expenses.
    pub expense: Approval,
}

/// Say how timesheets and expenses are approved from now on. What waits already follows the new way
/// as soon as somebody decides about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetApprovalPath {
    /// Of timesheets.
    pub sheet: Approval,
    /// Of their lines.
    pub line: LineApproval,
    /// Of expenses.
    pub expense: Approval,
}

pub(crate) fn set_approval_path(
    world: &World,
    _: &Context<'_>,
    command: &SetApprovalPath,
) -> Decision {
    let SetApprovalPath { sheet, line, expense } = *command;
    let path = ApprovalPath { sheet, line, expense };
    match world.effort.approval_path() == path {
        true => unchanged(),
        false => happened(ApprovalPathSet { path }),
    }
}
