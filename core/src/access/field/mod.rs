//! What can be hidden, masked, made coarse, read or edited: each field of each kind of row.

mod can;
mod of_rows;

use serde::{Deserialize, Serialize};

use super::{Column, ListName};

pub use of_rows::{
    ExpenseField, ItemField, MilestoneField, OrderField, PhaseField, ProjectField, RaidField,
    StatusReportField, TaskField, TimesheetField,
};

/// How much of a field partners are shown, from nothing to everything. Stored: append only.
///
/// Source: DOMAIN.md 3, "Field-level security".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FieldAccess {
    /// The field is not there.
    Hidden,
    /// A constant stands in place of the value, whatever the value is.
    Masked,
    /// An instant is told as its ISO week, a quantity or count as its band.
    Coarse,
    /// The value.
    Read,
    /// The value, and partners may change it: by feedback, or by a command that their access level
    /// permits.
    Edit,
}

impl FieldAccess {
    /// All of them, from nothing to everything.
    pub const ALL: [Self; 5] = [Self::Hidden, Self::Masked, Self::Coarse, Self::Read, Self::Edit];
}

/// In what a field is told where it is coarse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoarseForm {
    /// The ISO week in the plant's zone, such as `2026-W47`.
    Week,
    /// The band between two powers of ten, such as `10-99`.
    Band,
}

/// A field of a kind of row that partners may be shown. Reports have none of their own: theirs follow
/// the columns of what they are about. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Of a work step.
    WorkStep(Column),
    /// Of a process.
    Process(Column),
    /// Of a production order.
    ProductionOrder(OrderField),
    /// Of an order item.
    OrderItem(ItemField),
    /// Of a project.
    Project(ProjectField),
    /// Of a phase.
    Phase(PhaseField),
    /// Of a milestone.
    Milestone(MilestoneField),
    /// Of a task.
    Task(TaskField),
    /// Of a RAID item.
    RaidItem(RaidField),
    /// Of a status report.
    StatusReport(StatusReportField),
    /// Of a timesheet.
    Timesheet(TimesheetField),
    /// Of an expense.
    Expense(ExpenseField),
}

impl Field {
    /// How many places [`Self::place`] can give.
    pub(super) const PLACES: usize = Self::EXPENSES + ExpenseField::ALL.len();

    const ORDERS: usize = 2 * Column::ALL.len();
    const ITEMS: usize = Self::ORDERS + OrderField::ALL.len();
    const PROJECTS: usize = Self::ITEMS + ItemField::ALL.len();
    const PHASES: usize = Self::PROJECTS + ProjectField::ALL.len();
    const MILESTONES: usize = Self::PHASES + PhaseField::ALL.len();
    const TASKS: usize = Self::MILESTONES + MilestoneField::ALL.len();
    const RAID_ITEMS: usize = Self::TASKS + TaskField::ALL.len();
    const STATUS_REPORTS: usize = Self::RAID_ITEMS + RaidField::ALL.len();
    const TIMESHEETS: usize = Self::STATUS_REPORTS + StatusReportField::ALL.len();
    const EXPENSES: usize = Self::TIMESHEETS + TimesheetField::ALL.len();

    /// All fields that there are.
    pub fn all() -> impl Iterator<Item = Self> {
        let columns = |list| Column::of(list).iter().map(move |column| Self::of(list, *column));
        columns(ListName::WorkSteps)
            .chain(columns(ListName::Processes))
            .chain(OrderField::ALL.iter().copied().map(Self::ProductionOrder))
            .chain(ItemField::ALL.iter().copied().map(Self::OrderItem))
            .chain(ProjectField::ALL.iter().copied().map(Self::Project))
            .chain(PhaseField::ALL.iter().copied().map(Self::Phase))
            .chain(MilestoneField::ALL.iter().copied().map(Self::Milestone))
            .chain(TaskField::ALL.iter().copied().map(Self::Task))
            .chain(RaidField::ALL.iter().copied().map(Self::RaidItem))
            .chain(StatusReportField::ALL.iter().copied().map(Self::StatusReport))
            .chain(TimesheetField::ALL.iter().copied().map(Self::Timesheet))
            .chain(ExpenseField::ALL.iter().copied().map(Self::Expense))
    }

    /// The field behind a column of a list.
    pub fn of(list: ListName, column: Column) -> Self {
        match list {
            ListName::WorkSteps => Self::WorkStep(column),
            ListName::Processes => Self::Process(column),
        }
    }

    /// The column that it is, if its rows have a list of columns.
    pub fn column(self) -> Option<(ListName, Column)> {
        match self {
            Self::WorkStep(column) => Some((ListName::WorkSteps, column)),
            Self::Process(column) => Some((ListName::Processes, column)),
            Self::ProductionOrder(_)
            | Self::OrderItem(_)
            | Self::Project(_)
            | Self::Phase(_)
            | Self::Milestone(_)
            | Self::Task(_)
            | Self::RaidItem(_)
            | Self::Timesheet(_)
            | Self::StatusReport(_)
            | Self::Expense(_) => None,
        }
    }

    /// Its name in a row, such as `planned_start`.
    pub fn name(self) -> &'static str {
        match self {
            Self::WorkStep(column) | Self::Process(column) => column.field(),
            Self::ProductionOrder(field) => field.field(),
            Self::OrderItem(field) => field.field(),
            Self::Project(field) => field.field(),
            Self::Phase(field) => field.field(),
            Self::Milestone(field) => field.field(),
            Self::Task(field) => field.field(),
            Self::RaidItem(field) => field.field(),
            Self::StatusReport(field) => field.field(),
            Self::Timesheet(field) => field.field(),
            Self::Expense(field) => field.field(),
        }
    }

    /// A number of its own, below [`Self::PLACES`].
    pub(super) const fn place(self) -> usize {
        let columns = Column::ALL.len();
        match self {
            Self::WorkStep(column) => column as usize,
            Self::Process(column) => columns + column as usize,
            Self::ProductionOrder(field) => Self::ORDERS + field as usize,
            Self::OrderItem(field) => Self::ITEMS + field as usize,
            Self::Project(field) => Self::PROJECTS + field as usize,
            Self::Phase(field) => Self::PHASES + field as usize,
            Self::Milestone(field) => Self::MILESTONES + field as usize,
            Self::Task(field) => Self::TASKS + field as usize,
            Self::RaidItem(field) => Self::RAID_ITEMS + field as usize,
            Self::StatusReport(field) => Self::STATUS_REPORTS + field as usize,
            Self::Timesheet(field) => Self::TIMESHEETS + field as usize,
            Self::Expense(field) => Self::EXPENSES + field as usize,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_field_has_a_place_of_its_own() {
        let places: BTreeSet<usize> = Field::all().map(Field::place).collect();
        assert_eq!(places.len(), Field::all().count());
        assert!(places.iter().all(|place| *place < Field::PLACES));
    }

    #[test]
    fn a_field_is_called_as_in_its_row() {
        for field in Field::all() {
            let told = serde_json::to_value(field).expect("a field is JSON");
            let (_, name) = told.as_object().and_then(|told| told.iter().next()).expect("a kind");
            assert_eq!(name, field.name());
        }
    }

    #[test]
    fn what_partners_can_change_they_may_change_until_somebody_says_otherwise() {
        let edited: Vec<&str> = Field::all()
            .filter(|field| field.usual_access() == FieldAccess::Edit)
            .map(Field::name)
            .collect();
        let expected = [
            &["status", "done_quantity", "scrap_quantity"][..],
            &["status", "done_quantity", "scrap_quantity"],
            &["start", "end", "health"],
            &["name", "start", "end"],
            &["name", "target", "forecast", "actual"],
            &["title", "description", "status", "start", "end", "planned_hours", "checklist"],
            &["title", "description", "status", "owner", "due", "impact", "likelihood"],
            &["mitigation", "contingency", "validated", "priority", "action_plan"],
            &["depends_on", "needed_by", "tasks", "milestones", "items"],
            &["period_start", "period_end", "scope", "schedule", "budget", "resources"],
            &["summary", "achievements", "next_steps", "sentiment", "sentiment_comment"],
            &["status", "lines"],
            &["category", "day", "money", "billable", "notes", "status"],
        ];
        assert_eq!(edited, expected.concat());
    }
}
