//! What can be made of each field: told in a coarse form, changed.

use super::{
    CoarseForm, ExpenseField, Field, FieldAccess, ItemField, MilestoneField, OrderField,
    PhaseField, ProjectField, RaidField, StatusReportField, TaskField, TimesheetField,
};
use crate::access::Column;

impl Field {
    /// In what it is told where it is coarse; none where it has no coarse form.
    pub fn coarse_form(self) -> Option<CoarseForm> {
        use CoarseForm::{Band, Week};
        match self {
            Self::WorkStep(column) | Self::Process(column) => match column {
                Column::PlannedStart
                | Column::PlannedEnd
                | Column::ActualStart
                | Column::ActualEnd => Some(Week),
                Column::SetUpMinutes
                | Column::ProcessingMinutes
                | Column::Quantity
                | Column::DoneQuantity
                | Column::ScrapQuantity
                | Column::HeldQuantity
                | Column::ReportCount
                | Column::ActualMinutes => Some(Band),
                Column::Order
                | Column::Article
                | Column::Sequence
                | Column::Name
                | Column::Resource
                | Column::Status => None,
            },
            Self::ProductionOrder(field) => match field {
                OrderField::PlannedStart | OrderField::PlannedEnd => Some(Week),
                OrderField::Quantity
                | OrderField::WorkSteps
                | OrderField::WorkStepsCompleted
                | OrderField::Processes => Some(Band),
                OrderField::Number
                | OrderField::OrderItemId
                | OrderField::Article
                | OrderField::Status => None,
            },
            Self::OrderItem(field) => match field {
                ItemField::Due => Some(Week),
                ItemField::Quantity | ItemField::Orders => Some(Band),
                ItemField::Number | ItemField::Article | ItemField::Status => None,
            },
            Self::Project(field) => match field {
                ProjectField::Start | ProjectField::End => Some(Week),
                ProjectField::BudgetHours
                | ProjectField::Budget
                | ProjectField::PlannedHours
                | ProjectField::Tasks
                | ProjectField::TasksDone
                | ProjectField::LoggedHours => Some(Band),
                ProjectField::Name
                | ProjectField::Customer
                | ProjectField::Manager
                | ProjectField::Status
                | ProjectField::Delivery
                | ProjectField::Health
                | ProjectField::HealthReason
                | ProjectField::GoLive => None,
            },
            Self::Phase(field) => match field {
                PhaseField::Start | PhaseField::End => Some(Week),
                PhaseField::PlannedHours
                | PhaseField::Tasks
                | PhaseField::TasksDone
                | PhaseField::LoggedHours => Some(Band),
                PhaseField::Name | PhaseField::Owner => None,
            },
            Self::Milestone(field) => match field {
                MilestoneField::Target | MilestoneField::Forecast | MilestoneField::Actual => {
                    Some(Week)
                }
                MilestoneField::Name | MilestoneField::IsValue | MilestoneField::Owner => None,
            },
            Self::Task(field) => match field {
                TaskField::Start | TaskField::End => Some(Week),
                TaskField::PlannedHours | TaskField::LoggedHours => Some(Band),
                TaskField::Title
                | TaskField::Description
                | TaskField::Status
                | TaskField::Assignees
                | TaskField::Predecessors
                | TaskField::Checklist => None,
            },
            Self::RaidItem(field) => match field {
                RaidField::RaisedAt
                | RaidField::Due
                | RaidField::ClosedAt
                | RaidField::NeededBy => Some(Week),
                RaidField::Severity => Some(Band),
                RaidField::Title
                | RaidField::Description
                | RaidField::Status
                | RaidField::Owner
                | RaidField::RaisedBy
                | RaidField::Impact
                | RaidField::Likelihood
                | RaidField::Mitigation
                | RaidField::Contingency
                | RaidField::Occurred
                | RaidField::Validated
                | RaidField::Priority
                | RaidField::ActionPlan
                | RaidField::DependsOn
                | RaidField::Tasks
                | RaidField::Milestones
                | RaidField::Items => None,
            },
            Self::StatusReport(field) => match field {
                StatusReportField::PeriodStart
                | StatusReportField::PeriodEnd
                | StatusReportField::SubmittedAt
                | StatusReportField::PublishedAt => Some(Week),
                StatusReportField::Scope
                | StatusReportField::Schedule
                | StatusReportField::Budget
                | StatusReportField::Resources
                | StatusReportField::Summary
                | StatusReportField::Achievements
                | StatusReportField::NextSteps
                | StatusReportField::Sentiment
                | StatusReportField::SentimentComment
                | StatusReportField::Author
                | StatusReportField::ReturnReason => None,
            },
            Self::Timesheet(field) => match field {
                TimesheetField::Week => Some(Week),
                TimesheetField::Hours => Some(Band),
                TimesheetField::Person
                | TimesheetField::Status
                | TimesheetField::Reason
                | TimesheetField::Lines => None,
            },
            Self::Expense(field) => match field {
                ExpenseField::Day => Some(Week),
                ExpenseField::Money => Some(Band),
                ExpenseField::Person
                | ExpenseField::Category
                | ExpenseField::Billable
                | ExpenseField::Notes
                | ExpenseField::Status
                | ExpenseField::Reason => None,
            },
        }
    }

    /// Whether partners can change it at all: by feedback, or as their access level lets them.
    pub fn is_editable(self) -> bool {
        match self {
            Self::WorkStep(column) | Self::Process(column) => match column {
                Column::Status | Column::DoneQuantity | Column::ScrapQuantity => true,
                Column::Order
                | Column::Article
                | Column::Sequence
                | Column::Name
                | Column::Resource
                | Column::PlannedStart
                | Column::PlannedEnd
                | Column::ActualStart
                | Column::ActualEnd
                | Column::SetUpMinutes
                | Column::ProcessingMinutes
                | Column::Quantity
                | Column::HeldQuantity
                | Column::ReportCount
                | Column::ActualMinutes => false,
            },
            Self::ProductionOrder(_) | Self::OrderItem(_) => false,
            Self::Project(field) => match field {
                ProjectField::Start | ProjectField::End | ProjectField::Health => true,
                ProjectField::Name
                | ProjectField::Customer
                | ProjectField::Manager
                | ProjectField::Status
                | ProjectField::Delivery
                | ProjectField::HealthReason
                | ProjectField::GoLive
                | ProjectField::BudgetHours
                | ProjectField::Budget
                | ProjectField::PlannedHours
                | ProjectField::Tasks
                | ProjectField::TasksDone
                | ProjectField::LoggedHours => false,
            },
            Self::Phase(field) => match field {
                PhaseField::Name | PhaseField::Start | PhaseField::End => true,
                PhaseField::Owner
                | PhaseField::PlannedHours
                | PhaseField::Tasks
                | PhaseField::TasksDone
                | PhaseField::LoggedHours => false,
            },
            Self::Milestone(field) => match field {
                MilestoneField::Name
                | MilestoneField::Target
                | MilestoneField::Forecast
                | MilestoneField::Actual => true,
                MilestoneField::IsValue | MilestoneField::Owner => false,
            },
            Self::Task(field) => match field {
                TaskField::Title
                | TaskField::Description
                | TaskField::Status
                | TaskField::Start
                | TaskField::End
                | TaskField::PlannedHours
                | TaskField::Checklist => true,
                TaskField::Assignees | TaskField::Predecessors | TaskField::LoggedHours => false,
            },
            Self::Timesheet(field) => match field {
                TimesheetField::Status | TimesheetField::Lines => true,
                TimesheetField::Person
                | TimesheetField::Week
                | TimesheetField::Reason
                | TimesheetField::Hours => false,
            },
            Self::Expense(field) => match field {
                ExpenseField::Category
                | ExpenseField::Day
                | ExpenseField::Money
                | ExpenseField::Billable
                | ExpenseField::Notes
                | ExpenseField::Status => true,
                ExpenseField::Person | ExpenseField::Reason => false,
            },
            Self::RaidItem(field) => match field {
                RaidField::Title
                | RaidField::Description
                | RaidField::Status
                | RaidField::Owner
                | RaidField::Due
                | RaidField::Impact
                | RaidField::Likelihood
                | RaidField::Mitigation
                | RaidField::Contingency
                | RaidField::Validated
                | RaidField::Priority
                | RaidField::ActionPlan
                | RaidField::DependsOn
                | RaidField::NeededBy
                | RaidField::Tasks
                | RaidField::Milestones
                | RaidField::Items => true,
                RaidField::RaisedBy
                | RaidField::RaisedAt
                | RaidField::ClosedAt
                | RaidField::Severity
                | RaidField::Occurred => false,
            },
            Self::StatusReport(field) => match field {
                StatusReportField::PeriodStart
                | StatusReportField::PeriodEnd
                | StatusReportField::Scope
                | StatusReportField::Schedule
                | StatusReportField::Budget
                | StatusReportField::Resources
                | StatusReportField::Summary
                | StatusReportField::Achievements
                | StatusReportField::NextSteps
                | StatusReportField::Sentiment
                | StatusReportField::SentimentComment => true,
                StatusReportField::Author
                | StatusReportField::SubmittedAt
                | StatusReportField::PublishedAt
                | StatusReportField::ReturnReason => false,
            },
        }
    }

    /// What holds until somebody sets something.
    pub fn usual_access(self) -> FieldAccess {
        if self.is_editable() { FieldAccess::Edit } else { FieldAccess::Read }
    }
}
