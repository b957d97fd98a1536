//! Why not: the domain says no ([`Refusal`]), or the actor may not ([`Denied`]).

use std::fmt;

use serde::Serialize;

use crate::access::{Column, Module};
use crate::command::CommandKind;
use crate::id::RecordId;
use crate::production::{Conflict, Status};
use crate::scalar::{Instant, Name};

/// A kind of record, for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    /// A staff user.
    StaffUser,
    /// A partner user.
    PartnerUser,
    /// A resource.
    Resource,
    /// An order item.
    OrderItem,
    /// A production order.
    ProductionOrder,
    /// A work step.
    WorkStep,
    /// A process.
    Process,
}

impl fmt::Display for RecordKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::StaffUser => "staff user",
            Self::PartnerUser => "partner user",
            Self::Resource => "resource",
            Self::OrderItem => "order item",
            Self::ProductionOrder => "production order",
            Self::WorkStep => "work step",
            Self::Process => "process",
        })
    }
}

/// The domain says no. Nothing has changed. Each has a stable [`code`](Refusal::code).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The record does not exist, or not for whoever asks: both read the same (law 7).
    #[error("there is no {0} `{1}`")]
    Unknown(RecordKind, RecordId),
    /// Only an installation opens a workspace, once.
    #[error("the workspace is already open")]
    WorkspaceIsOpen,
    /// User names are unique in the workspace, without regard to case.
    #[error("the user name is taken; choose another")]
    UserNameTaken,
    /// A staff user starts with a role.
    #[error("a staff user needs at least one role")]
    NoRole,
    /// Nobody could make another.
    #[error("this is the last administrator; make another one first")]
    LastAdministrator,
    /// A term must hold at some time from now on.
    #[error("`until` must lie after `from` and after now")]
    TermWithoutTime,
    /// A list shows a column once.
    #[error("the column `{0:?}` is named twice")]
    ColumnTwice(Column),
    /// The list has no such column.
    #[error("the list has no column `{0:?}`")]
    ColumnNotInList(Column),
    /// Names of resources are unique.
    #[error("there is already a resource named `{0}`")]
    ResourceNameTaken(Name),
    /// Numbers of order items are unique.
    #[error("there is already an order item numbered `{0}`")]
    OrderItemNumberTaken(Name),
    /// Numbers of production orders are unique.
    #[error("there is already a production order numbered `{0}`")]
    OrderNumberTaken(Name),
    /// A resource works on at least one step at a time.
    #[error("`parallel` is the number of steps worked on at once: at least 1")]
    NoParallelWork,
    /// Schedule it first.
    #[error("the work step `{0}` has no slot yet; use `schedule-work-step`")]
    NotScheduled(RecordId),
    /// It has a slot: reschedule.
    #[error("the work step `{0}` has a slot already; use `reschedule-work-step`")]
    AlreadyScheduled(RecordId),
    /// What was begun keeps its slot.
    #[error("`{0}` is {1} and cannot be taken out of the plan")]
    AlreadyBegun(RecordId, Status),
    /// The plan would conflict; it is saved only when every conflict is confirmed.
    #[error("the slot has {} conflict(s) that `confirmed` does not name", .0.len())]
    Conflicts(Vec<Conflict>),
    /// The feedback does not fit the status.
    #[error("`{0}` is {1}: {2} is not possible")]
    FeedbackOutOfTurn(RecordId, Status, &'static str),
    /// Only the terminal pauses, and it shows work steps only.
    #[error("a process cannot be paused; interrupt it with a reason")]
    ProcessesDoNotPause,
    /// The report lies in the future or before what it continues.
    #[error("`{0}` lies before the feedback that it continues, or in the future")]
    FeedbackOutOfTime(Instant),
    /// The report ends before it starts.
    #[error("the report ends before it starts")]
    ReportBackwards,
    /// A quantity report says how much.
    #[error("a quantity report needs a good, a scrap or a held quantity")]
    NoQuantity,
    /// The partner has no licence for a workbench.
    #[error("feedback needs a licence for {}", .0.iter().map(|m| format!("`{m:?}`")).collect::<Vec<_>>().join(" or "))]
    NoWorkbench(&'static [Module]),
    /// An import is bounded.
    #[error("an import batch has at most {max} rows, this one has {rows}")]
    BatchTooLong {
        /// Rows given.
        rows: usize,
        /// Rows allowed.
        max: usize,
    },
}

impl Refusal {
    /// What a program may rely on; never changes, never reused.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown(..) => "not_found",
            Self::WorkspaceIsOpen => "workspace_is_open",
            Self::UserNameTaken => "user_name_taken",
            Self::NoRole => "no_role",
            Self::LastAdministrator => "last_administrator",
            Self::TermWithoutTime => "term_without_time",
            Self::ColumnTwice(_) => "column_twice",
            Self::ColumnNotInList(_) => "column_not_in_list",
            Self::ResourceNameTaken(_) => "resource_name_taken",
            Self::OrderItemNumberTaken(_) => "order_item_number_taken",
            Self::OrderNumberTaken(_) => "order_number_taken",
            Self::NoParallelWork => "no_parallel_work",
            Self::NotScheduled(_) => "not_scheduled",
            Self::AlreadyScheduled(_) => "already_scheduled",
            Self::AlreadyBegun(..) => "already_begun",
            Self::Conflicts(_) => "conflicts",
            Self::FeedbackOutOfTurn(..) => "feedback_out_of_turn",
            Self::ProcessesDoNotPause => "processes_do_not_pause",
            Self::FeedbackOutOfTime(_) => "feedback_out_of_time",
            Self::ReportBackwards => "report_backwards",
            Self::NoQuantity => "no_quantity",
            Self::NoWorkbench(_) => "no_workbench",
            Self::BatchTooLong { .. } => "batch_too_long",
        }
    }
}

/// The actor may not ask for this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// A staff user whose roles do not allow the command.
    #[error("`{}` needs another role", .0.kebab())]
    Role(CommandKind),
    /// The command is not there for partners: to them it does not exist.
    #[error("there is no command `{}`", .0.kebab())]
    NotForPartners(CommandKind),
    /// Only the system itself does this.
    #[error("there is no command `{}`", .0.kebab())]
    NotAsked(CommandKind),
}
