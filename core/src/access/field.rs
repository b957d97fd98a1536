use serde::{Deserialize, Serialize};

use super::{Column, ListName};

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

macro_rules! fields {
    ($(#[$of:meta])* $name:ident { $($(#[$doc:meta])* $field:ident $text:literal)+ }) => {
        $(#[$of])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $(
                $(#[$doc])*
                $field,
            )+
        }

        impl $name {
            /// All of them, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$field,)+];

            /// The name of the field in a row.
            pub fn field(self) -> &'static str {
                match self {
                    $(Self::$field => $text,)+
                }
            }
        }
    };
}

fields! {
    /// A field of a production order. Stored: append only.
    OrderField {
        /// Its number.
        Number "number"
        /// For which order item.
        OrderItemId "order_item_id"
        /// What is made.
        Article "article"
        /// How much of it.
        Quantity "quantity"
        /// Rolled up from the visible children.
        Status "status"
        /// Earliest planned start of the visible work steps.
        PlannedStart "planned_start"
        /// Latest planned end of the visible work steps.
        PlannedEnd "planned_end"
        /// Number of visible work steps.
        WorkSteps "work_steps"
        /// How many of them are completed.
        WorkStepsCompleted "work_steps_completed"
        /// Number of visible processes.
        Processes "processes"
    }
}

fields! {
    /// A field of an order item. Stored: append only.
    ItemField {
        /// Its number.
        Number "number"
        /// What is made.
        Article "article"
        /// How much of it.
        Quantity "quantity"
        /// When it is due.
        Due "due"
        /// Rolled up from what is visible below.
        Status "status"
        /// Number of visible production orders.
        Orders "orders"
    }
}

fields! {
    /// A field of a project. Stored: append only.
    ProjectField {
        /// What it is called.
        Name "name"
        /// For which customer.
        Customer "customer"
        /// Who of the host company manages it.
        Manager "manager"
        /// Its first day.
        Start "start"
        /// Its last day.
        End "end"
        /// Where it stands.
        Status "status"
        /// Who delivers it.
        Delivery "delivery"
        /// How it is, and how it was.
        Health "health"
        /// Why it is so.
        HealthReason "health_reason"
        /// The milestone with which it goes live.
        GoLive "go_live"
        /// How much time it may take.
        BudgetHours "budget_hours"
        /// How much it may cost.
        Budget "budget"
        /// How much work the visible tasks are.
        PlannedHours "planned_hours"
        /// Number of visible tasks.
        Tasks "tasks"
        /// How many of them are done.
        TasksDone "tasks_done"
        /// How much was worked on the visible tasks.
        LoggedHours "logged_hours"
    }
}

fields! {
    /// A field of a phase. Stored: append only.
    PhaseField {
        /// What it is called.
        Name "name"
        /// Who answers for it.
        Owner "owner"
        /// Its first day.
        Start "start"
        /// Its last day.
        End "end"
        /// How much work the visible tasks are.
        PlannedHours "planned_hours"
        /// Number of visible tasks.
        Tasks "tasks"
        /// How many of them are done.
        TasksDone "tasks_done"
        /// How much was worked on the visible tasks.
        LoggedHours "logged_hours"
    }
}

fields! {
    /// A field of a milestone. Stored: append only.
    MilestoneField {
        /// What is reached.
        Name "name"
        /// When it was promised for.
        Target "target"
        /// When it is expected now.
        Forecast "forecast"
        /// When it was reached.
        Actual "actual"
        /// Whether it brings the customer value.
        IsValue "is_value"
        /// Who answers for it.
        Owner "owner"
    }
}

fields! {
    /// A field of a task. Stored: append only.
    TaskField {
        /// What is to be done.
        Title "title"
        /// More about it.
        Description "description"
        /// Where it stands.
        Status "status"
        /// When it is planned to start.
        Start "start"
        /// When it is planned to end.
        End "end"
        /// How much work it is.
        PlannedHours "planned_hours"
        /// Who is to do it.
        Assignees "assignees"
        /// What it follows.
        Predecessors "predecessors"
        /// What to tick off.
        Checklist "checklist"
        /// How much was worked on it.
        LoggedHours "logged_hours"
    }
}

fields! {
    /// A field of a timesheet. Stored: append only.
    TimesheetField {
        /// Whose.
        Person "person"
        /// The Monday of its week.
        Week "week"
        /// Where it stands.
        Status "status"
        /// Why it was rejected or re-opened.
        Reason "reason"
        /// What the visible lines come to.
        Hours "hours"
        /// What was worked on what, and when.
        Lines "lines"
    }
}

fields! {
    /// A field of an expense. Stored: append only.
    ExpenseField {
        /// Whose.
        Person "person"
        /// Of what sort.
        Category "category"
        /// On which day.
        Day "day"
        /// How much.
        Money "money"
        /// Who bears it in the end.
        Billable "billable"
        /// More about it.
        Notes "notes"
        /// Where it stands.
        Status "status"
        /// Why it was rejected.
        Reason "reason"
    }
}

fields! {
    /// A field of a RAID item; each kind has only some of them. Stored: append only.
    RaidField {
        /// What it is about.
        Title "title"
        /// More about it.
        Description "description"
        /// Where it stands.
        Status "status"
        /// Who deals with it.
        Owner "owner"
        /// Who raised it.
        RaisedBy "raised_by"
        /// When it was raised.
        RaisedAt "raised_at"
        /// By when it is to be dealt with.
        Due "due"
        /// When it was closed.
        ClosedAt "closed_at"
        /// How bad it is or would be.
        Impact "impact"
        /// How likely it is.
        Likelihood "likelihood"
        /// Impact times likelihood.
        Severity "severity"
        /// What is done against it.
        Mitigation "mitigation"
        /// What is done if it happens.
        Contingency "contingency"
        /// Whether the risk occurred.
        Occurred "occurred"
        /// Whether the assumption turned out to be so.
        Validated "validated"
        /// How much haste there is.
        Priority "priority"
        /// What is done about it.
        ActionPlan "action_plan"
        /// On whom it depends.
        DependsOn "depends_on"
        /// By when it is needed.
        NeededBy "needed_by"
        /// The tasks that it concerns.
        Tasks "tasks"
        /// The milestones that it concerns.
        Milestones "milestones"
        /// The items with which it belongs together.
        Items "items"
    }
}

fields! {
    /// A field of a status report. Stored: append only.
    StatusReportField {
        /// The first day that it is about.
        PeriodStart "period_start"
        /// The last day that it is about.
        PeriodEnd "period_end"
        /// How the scope is.
        Scope "scope"
        /// How the schedule is.
        Schedule "schedule"
        /// How the budget is.
        Budget "budget"
        /// How the resources are.
        Resources "resources"
        /// The whole in short.
        Summary "summary"
        /// What was achieved.
        Achievements "achievements"
        /// What comes next.
        NextSteps "next_steps"
        /// How content the customer is.
        Sentiment "sentiment"
        /// How one knows.
        SentimentComment "sentiment_comment"
        /// Who wrote it.
        Author "author"
        /// When it was submitted.
        SubmittedAt "submitted_at"
        /// When it was published.
        PublishedAt "published_at"
        /// Why it came back.
        ReturnReason "return_reason"
    }
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
