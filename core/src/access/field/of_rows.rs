//! The fields of each kind of row.

use serde::{Deserialize, Serialize};

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
