use jiff::tz::TimeZone;

use super::Shown;
use super::shown::Coarsen;
use crate::access::{
    Column, ExpenseField, Field, FieldAccess, ItemField, OrderField, PartnerUser, PhaseField,
    ProjectField, RaidField, Sight, StatusReportField, TaskField, TimesheetField,
};
use crate::world::World;

/// What one partner user is shown of the fields of a row.
#[derive(Clone, Copy)]
pub struct Lens<'a> {
    sight: &'a Sight,
    zone: &'a TimeZone,
}

impl<'a> Lens<'a> {
    /// The lens of `user`: that of the account, or of those without one.
    pub fn on(world: &'a World, user: &PartnerUser) -> Self {
        let sight = world.access.field_security().sight(user.account);
        Self { sight, zone: world.access.plant_zone() }
    }

    /// How much of `field` is shown: what was granted, and never more than of what it is made of.
    pub fn access(self, field: Field) -> FieldAccess {
        let of_sources = sources(field).iter().map(|source| self.access(*source));
        of_sources.fold(self.sight.granted(field), FieldAccess::min)
    }

    /// Whether the value itself is told.
    pub fn tells(self, field: Field) -> bool {
        self.access(field) >= FieldAccess::Read
    }

    /// The value as it is shown; none where its field is hidden. A value that is not there (`null`)
    /// and a hidden one (absent) are two things.
    pub fn show<T: Coarsen>(self, field: Field, value: T) -> Option<Shown<T>> {
        match self.access(field) {
            FieldAccess::Hidden => None,
            FieldAccess::Masked => Some(Shown::Masked),
            FieldAccess::Coarse => Some(value.coarsen(self.zone)),
            FieldAccess::Read | FieldAccess::Edit => Some(Shown::Plain(value)),
        }
    }

    /// What was granted, before what fields are made of is looked at.
    pub(super) fn sight(self) -> &'a Sight {
        self.sight
    }
}

/// The fields from which a field is made, or which tell the same about the same work: hidden there,
/// it must not come back here.
pub(super) fn sources(field: Field) -> &'static [Field] {
    use Field::{Process, ProductionOrder, Project, RaidItem, StatusReport, Task, WorkStep};
    match field {
        WorkStep(_) | Process(_) | Field::Milestone(_) => &[],
        Task(field) => match field {
            TaskField::LoggedHours => &[Field::Timesheet(TimesheetField::Hours)],
            TaskField::Title
            | TaskField::Description
            | TaskField::Status
            | TaskField::Start
            | TaskField::End
            | TaskField::PlannedHours
            | TaskField::Assignees
            | TaskField::Predecessors
            | TaskField::Checklist => &[],
        },
        ProductionOrder(field) => match field {
            OrderField::Article => &[WorkStep(Column::Article)],
            OrderField::Quantity => &[WorkStep(Column::Quantity)],
            OrderField::Status | OrderField::WorkStepsCompleted => &[WorkStep(Column::Status)],
            OrderField::PlannedStart => &[WorkStep(Column::PlannedStart)],
            OrderField::PlannedEnd => &[WorkStep(Column::PlannedEnd)],
            OrderField::Number
            | OrderField::OrderItemId
            | OrderField::WorkSteps
            | OrderField::Processes => &[],
        },
        Field::OrderItem(field) => match field {
            ItemField::Article => &[WorkStep(Column::Article)],
            ItemField::Quantity => &[WorkStep(Column::Quantity)],
            ItemField::Status => &[ProductionOrder(OrderField::Status)],
            ItemField::Number | ItemField::Due | ItemField::Orders => &[],
        },
        Project(field) => match field {
            ProjectField::HealthReason => &[Project(ProjectField::Health)],
            ProjectField::PlannedHours => &[Task(TaskField::PlannedHours)],
            ProjectField::TasksDone => &[Task(TaskField::Status)],
            ProjectField::LoggedHours => &[Task(TaskField::LoggedHours)],
            ProjectField::Name
            | ProjectField::Customer
            | ProjectField::Manager
            | ProjectField::Start
            | ProjectField::End
            | ProjectField::Status
            | ProjectField::Delivery
            | ProjectField::Health
            | ProjectField::GoLive
            | ProjectField::BudgetHours
            | ProjectField::Budget
            | ProjectField::Tasks => &[],
        },
        Field::Phase(field) => match field {
            PhaseField::PlannedHours => &[Task(TaskField::PlannedHours)],
            PhaseField::TasksDone => &[Task(TaskField::Status)],
            PhaseField::LoggedHours => &[Task(TaskField::LoggedHours)],
            PhaseField::Name
            | PhaseField::Owner
            | PhaseField::Start
            | PhaseField::End
            | PhaseField::Tasks => &[],
        },
        RaidItem(field) => match field {
            RaidField::Severity => &[RaidItem(RaidField::Impact), RaidItem(RaidField::Likelihood)],
            // What was closed, and what occurred, stands there.
            RaidField::ClosedAt | RaidField::Occurred => &[RaidItem(RaidField::Status)],
            RaidField::Title
            | RaidField::Description
            | RaidField::Status
            | RaidField::Owner
            | RaidField::RaisedBy
            | RaidField::RaisedAt
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
            | RaidField::Items => &[],
        },
        StatusReport(field) => match field {
            StatusReportField::SentimentComment => &[StatusReport(StatusReportField::Sentiment)],
            StatusReportField::PeriodStart
            | StatusReportField::PeriodEnd
            | StatusReportField::SubmittedAt
            | StatusReportField::PublishedAt
            | StatusReportField::Scope
            | StatusReportField::Schedule
            | StatusReportField::Budget
            | StatusReportField::Resources
            | StatusReportField::Summary
            | StatusReportField::Achievements
            | StatusReportField::NextSteps
            | StatusReportField::Sentiment
            | StatusReportField::Author
            | StatusReportField::ReturnReason => &[],
        },
        Field::Expense(field) => match field {
            ExpenseField::Reason => &[Field::Expense(ExpenseField::Status)],
            ExpenseField::Person
            | ExpenseField::Category
            | ExpenseField::Day
            | ExpenseField::Money
            | ExpenseField::Billable
            | ExpenseField::Notes
            | ExpenseField::Status => &[],
        },
        Field::Timesheet(field) => match field {
            TimesheetField::Hours => &[Field::Timesheet(TimesheetField::Lines)],
            TimesheetField::Reason => &[Field::Timesheet(TimesheetField::Status)],
            TimesheetField::Person
            | TimesheetField::Week
            | TimesheetField::Status
            | TimesheetField::Lines => &[],
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_coarse_field_makes_has_a_coarse_form_as_well() {
        for field in Field::all() {
            for source in sources(field) {
                assert!(
                    source.coarse_form().is_none() || source.coarse_form() == field.coarse_form(),
                    "{field:?} from {source:?}"
                );
            }
        }
    }
}
