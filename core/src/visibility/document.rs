use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{
    ApprovalRow, AttachmentRow, BookingRow, ColleagueRow, CommentRow, ExpenseRow, HealthRow,
    MilestoneRow, OrderItemRow, ParticipantRow, PhaseRow, PortalRow, ProcessRow,
    ProductionOrderRow, ProfileRow, ProjectRow, RaidItemRow, ReportRow, Shown, StatusReportRow,
    TaskRow, TimesheetRow, WorkStepRow,
};
use crate::delivery::About;
use crate::id::{
    AttachmentId, BookingId, CommentId, ExpenseId, MilestoneId, OrderItemId, ParticipantId,
    PartnerUserId, PersonId, PhaseId, ProcessId, ProductionOrderId, ProjectId, RaidItemId,
    RecordId, StatusReportId, TaskId, TimesheetId, WorkStepId,
};
use crate::production::Subject;
use crate::scalar::{Date, Instant, Name};

/// A list of documents that a partner reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum View {
    /// Who am I: one document.
    Portal,
    /// Work steps.
    WorkSteps,
    /// Processes.
    Processes,
    /// Production orders.
    Orders,
    /// Order items.
    OrderItems,
    /// Reports on work steps and processes.
    Feedback,
    /// The users of the account that a partner administrator administers.
    Colleagues,
    /// Projects.
    Projects,
    /// Phases of projects.
    Phases,
    /// Milestones of projects.
    Milestones,
    /// Tasks of projects.
    Tasks,
    /// Who takes part in the phases of projects.
    Participants,
    /// How projects were judged.
    Health,
    /// Risks, assumptions, issues and dependencies of projects.
    Raid,
    /// How projects went.
    StatusReports,
    /// What people worked in a week.
    Timesheets,
    /// What people spent on projects.
    Expenses,
    /// What waits to be approved.
    Approvals,
    /// What is known about oneself as somebody on whom work is planned.
    Profile,
    /// Hours that are meant for phases.
    Bookings,
    /// What people said about records of projects.
    Comments,
    /// Files about records of projects.
    Attachments,
}

impl View {
    /// All views.
    pub const ALL: [Self; 22] = [
        Self::Portal,
        Self::WorkSteps,
        Self::Processes,
        Self::Orders,
        Self::OrderItems,
        Self::Feedback,
        Self::Colleagues,
        Self::Projects,
        Self::Phases,
        Self::Milestones,
        Self::Tasks,
        Self::Participants,
        Self::Health,
        Self::Raid,
        Self::StatusReports,
        Self::Timesheets,
        Self::Expenses,
        Self::Approvals,
        Self::Profile,
        Self::Bookings,
        Self::Comments,
        Self::Attachments,
    ];

    /// The name in addresses, such as `work-steps`.
    pub fn kebab(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::WorkSteps => "work-steps",
            Self::Processes => "processes",
            Self::Orders => "orders",
            Self::OrderItems => "order-items",
            Self::Feedback => "feedback",
            Self::Colleagues => "colleagues",
            Self::Projects => "projects",
            Self::Phases => "phases",
            Self::Milestones => "milestones",
            Self::Tasks => "tasks",
            Self::Participants => "participants",
            Self::Health => "health",
            Self::Raid => "raid",
            Self::StatusReports => "status-reports",
            Self::Timesheets => "timesheets",
            Self::Expenses => "expenses",
            Self::Approvals => "approvals",
            Self::Profile => "profile",
            Self::Bookings => "bookings",
            Self::Comments => "comments",
            Self::Attachments => "attachments",
        }
    }
}

/// The text names no view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a view is one of portal, work-steps, processes, orders, order-items, feedback, colleagues, \
     projects, phases, milestones, tasks, participants, health, raid, status-reports, \
     timesheets, expenses, approvals, profile, bookings, comments, attachments"
)]
pub struct NotADocument;

impl FromStr for View {
    type Err = NotADocument;

    fn from_str(text: &str) -> Result<Self, NotADocument> {
        Self::ALL.into_iter().find(|view| view.kebab() == text).ok_or(NotADocument)
    }
}

impl fmt::Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kebab())
    }
}

/// Which document of a partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentId {
    /// Who am I.
    Portal,
    /// A work step.
    WorkStep(WorkStepId),
    /// A process.
    Process(ProcessId),
    /// A production order.
    Order(ProductionOrderId),
    /// An order item.
    OrderItem(OrderItemId),
    /// A report, by its number (from 1) on a work step or process.
    Report(Subject, u32),
    /// A user of the same account.
    Colleague(PartnerUserId),
    /// A project.
    Project(ProjectId),
    /// A phase.
    Phase(PhaseId),
    /// A milestone.
    Milestone(MilestoneId),
    /// A task.
    Task(TaskId),
    /// That somebody takes part in a phase.
    Participant(ParticipantId),
    /// A judgement, by its number (from 1) on a project.
    Health(ProjectId, u32),
    /// A RAID item.
    RaidItem(RaidItemId),
    /// A status report.
    StatusReport(StatusReportId),
    /// A timesheet.
    Timesheet(TimesheetId),
    /// An expense.
    Expense(ExpenseId),
    /// That a timesheet waits to be approved.
    TimesheetApproval(TimesheetId),
    /// That an expense waits to be approved.
    ExpenseApproval(ExpenseId),
    /// What is known about oneself.
    Profile(PersonId),
    /// A booking.
    Booking(BookingId),
    /// A comment.
    Comment(CommentId),
    /// An attachment.
    Attachment(AttachmentId),
}

/// Under which record a part of a view stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Under {
    /// Reports on a work step or process.
    Subject(Subject),
    /// What belongs to a project.
    Project(ProjectId),
    /// What was remarked on a record.
    About(About),
}

impl From<Subject> for Under {
    fn from(subject: Subject) -> Self {
        Self::Subject(subject)
    }
}

impl DocumentId {
    /// The view in which it is listed.
    pub fn view(self) -> View {
        match self {
            Self::Portal => View::Portal,
            Self::WorkStep(_) => View::WorkSteps,
            Self::Process(_) => View::Processes,
            Self::Order(_) => View::Orders,
            Self::OrderItem(_) => View::OrderItems,
            Self::Report(..) => View::Feedback,
            Self::Colleague(_) => View::Colleagues,
            Self::Project(_) => View::Projects,
            Self::Phase(_) => View::Phases,
            Self::Milestone(_) => View::Milestones,
            Self::Task(_) => View::Tasks,
            Self::Participant(_) => View::Participants,
            Self::Health(..) => View::Health,
            Self::RaidItem(_) => View::Raid,
            Self::StatusReport(_) => View::StatusReports,
            Self::Timesheet(_) => View::Timesheets,
            Self::Expense(_) => View::Expenses,
            Self::TimesheetApproval(_) | Self::ExpenseApproval(_) => View::Approvals,
            Self::Profile(_) => View::Profile,
            Self::Booking(_) => View::Bookings,
            Self::Comment(_) => View::Comments,
            Self::Attachment(_) => View::Attachments,
        }
    }

    /// The record it is about; none for the portal itself.
    pub fn record(self) -> Option<RecordId> {
        match self {
            Self::Portal => None,
            Self::WorkStep(id) => Some(id.into()),
            Self::Process(id) => Some(id.into()),
            Self::Order(id) => Some(id.into()),
            Self::OrderItem(id) => Some(id.into()),
            Self::Report(subject, _) => Some(subject.into()),
            Self::Colleague(id) => Some(id.into()),
            Self::Project(id) | Self::Health(id, _) => Some(id.into()),
            Self::Phase(id) => Some(id.into()),
            Self::Milestone(id) => Some(id.into()),
            Self::Task(id) => Some(id.into()),
            Self::Participant(id) => Some(id.into()),
            Self::RaidItem(id) => Some(id.into()),
            Self::StatusReport(id) => Some(id.into()),
            Self::Timesheet(id) => Some(id.into()),
            Self::Expense(id) => Some(id.into()),
            Self::TimesheetApproval(id) => Some(id.into()),
            Self::ExpenseApproval(id) => Some(id.into()),
            Self::Profile(id) => Some(id.into()),
            Self::Booking(id) => Some(id.into()),
            Self::Comment(id) => Some(id.into()),
            Self::Attachment(id) => Some(id.into()),
        }
    }
}

macro_rules! document_of {
    ($($id:ident => $variant:ident)+) => {$(
        impl From<$id> for DocumentId {
            fn from(id: $id) -> Self {
                Self::$variant(id)
            }
        }
    )+};
}

document_of! {
    WorkStepId => WorkStep
    ProcessId => Process
    ProductionOrderId => Order
    OrderItemId => OrderItem
    PartnerUserId => Colleague
    ProjectId => Project
    PhaseId => Phase
    MilestoneId => Milestone
    TaskId => Task
    ParticipantId => Participant
    RaidItemId => RaidItem
    StatusReportId => StatusReport
    TimesheetId => Timesheet
    ExpenseId => Expense
    PersonId => Profile
    BookingId => Booking
    CommentId => Comment
    AttachmentId => Attachment
}

impl From<About> for DocumentId {
    fn from(about: About) -> Self {
        match about {
            About::Project(id) => id.into(),
            About::Task(id) => id.into(),
            About::Milestone(id) => id.into(),
            About::RaidItem(id) => id.into(),
            About::StatusReport(id) => id.into(),
            About::Expense(id) => id.into(),
        }
    }
}

/// What a partner gets for one record.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Document {
    /// Who am I.
    Portal(PortalRow),
    /// A work step.
    WorkStep(WorkStepRow),
    /// A process.
    Process(ProcessRow),
    /// A production order.
    Order(ProductionOrderRow),
    /// An order item.
    OrderItem(OrderItemRow),
    /// A report.
    Report(ReportRow),
    /// A user of the same account.
    Colleague(ColleagueRow),
    /// A project.
    Project(ProjectRow),
    /// A phase.
    Phase(PhaseRow),
    /// A milestone.
    Milestone(MilestoneRow),
    /// A task.
    Task(TaskRow),
    /// Somebody who takes part.
    Participant(ParticipantRow),
    /// A judgement.
    Health(HealthRow),
    /// A RAID item.
    RaidItem(RaidItemRow),
    /// A status report.
    StatusReport(StatusReportRow),
    /// A timesheet.
    Timesheet(TimesheetRow),
    /// An expense.
    Expense(ExpenseRow),
    /// Something that waits to be approved.
    Approval(ApprovalRow),
    /// Oneself.
    Profile(ProfileRow),
    /// A booking.
    Booking(BookingRow),
    /// A comment.
    Comment(CommentRow),
    /// An attachment.
    Attachment(AttachmentRow),
}

impl Document {
    /// The place in its list until the reader chooses another: only by what the document tells as it is,
    /// so that the order of the rows tells nothing that the rows hide.
    pub fn place(&self) -> Place {
        let text = |name: &Option<Shown<Name>>| {
            let told = name.as_ref().and_then(Shown::plain);
            told.map(|name| natural(name.as_str())).unwrap_or_default()
        };
        let day = |day: &Option<Shown<Option<Date>>>| {
            sortable(day.as_ref().and_then(Shown::plain).copied().flatten())
        };
        let number = |number: &Option<Shown<u32>>| {
            number.as_ref().and_then(Shown::plain).copied().unwrap_or(0)
        };
        match self {
            Self::Portal(_) => Place::default(),
            Self::WorkStep(row) => Place(text(&row.order), number(&row.sequence)),
            Self::Process(row) => Place(text(&row.order), number(&row.sequence)),
            Self::Order(row) => Place(text(&row.number), 0),
            Self::OrderItem(row) => Place(text(&row.number), 0),
            Self::Report(row) => Place(String::new(), row.number),
            Self::Colleague(row) => Place(natural(row.user_name.reveal().as_str()), 0),
            Self::Project(row) => Place(text(&row.name), 0),
            Self::Phase(row) => Place::under(row.project_id, &day(&row.start), &text(&row.name)),
            Self::Milestone(row) => {
                Place::under(row.project_id, &day(&row.target), &text(&row.name))
            }
            Self::Task(row) => {
                let start = row.start.as_ref().and_then(Shown::plain).copied().flatten();
                Place::under(row.project_id, &sortable(start), &text(&row.title))
            }
            Self::Participant(row) => {
                Place::under(row.project_id, "", &natural(row.name.reveal().as_str()))
            }
            Self::Health(row) => Place(Place::of(row.project_id), row.number),
            Self::RaidItem(row) => Place::under(row.project_id, &day(&row.due), &text(&row.title)),
            Self::StatusReport(row) => {
                let start = row.period_start.as_ref().and_then(Shown::plain);
                Place::under(row.project_id, &sortable(start), "")
            }
            // By when they came to be, which tells no more than the ids do.
            Self::Approval(_) | Self::Profile(_) => Place::default(),
            Self::Booking(row) => Place(row.from.to_string(), 0),
            Self::Expense(row) => {
                let day = sortable(row.day.as_ref().and_then(Shown::plain));
                Place(format!("{day} {}", text(&row.category)), 0)
            }
            Self::Comment(row) => Place::under(row.about_id, &in_time(row.at), ""),
            Self::Attachment(row) => Place::under(row.about_id, &in_time(row.at), ""),
            Self::Timesheet(row) => {
                let week = sortable(row.week.as_ref().and_then(Shown::plain));
                let person = row.person.as_ref().and_then(Shown::plain).and_then(Option::as_ref);
                let person = person.map(|name| natural(name.reveal().as_str()));
                Place(format!("{week} {}", person.unwrap_or_default()), 0)
            }
        }
    }
}

/// Where a document stands in its list. Cursors hold one, sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place(String, u32);

impl Place {
    /// Under a record, such as a project: by when it starts, then by name.
    fn under(record: impl Into<RecordId>, start: &str, name: &str) -> Self {
        Self(format!("{} {start} {name}", Self::of(record)), 0)
    }

    /// With what the places of everything under a record begin.
    fn of(record: impl Into<RecordId>) -> String {
        record.into().0.simple().to_string()
    }

    /// Before everything under a record.
    pub fn first_under(record: RecordId) -> Self {
        Self(Self::of(record), 0)
    }

    /// Whether it is the place of something under a record.
    pub fn is_under(&self, record: RecordId) -> bool {
        self.0.starts_with(&Self::of(record))
    }

    /// By a text in which numbers sort as numbers, then by a number.
    pub fn by(text: &str, number: u32) -> Self {
        Self(natural(text), number)
    }
}

/// The number of microseconds, with zeros before it: instants as texts do not sort.
fn in_time(at: Instant) -> String {
    format!("{:020}", at.micros())
}

/// What is not planned, or not told, comes last.
fn sortable(when: Option<impl fmt::Display>) -> String {
    when.map_or_else(|| "~".to_owned(), |when| when.to_string())
}

/// `Case 9` comes before `Case 10`: each run of digits is led by its length.
fn natural(text: &str) -> String {
    let mut key = String::with_capacity(text.len() + 4);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        if digits {
            let significant = run.trim_start_matches('0');
            let length = u8::try_from(significant.len()).unwrap_or(u8::MAX);
            // Digits sort before letters, longer numbers after shorter ones.
            key.push('0');
            key.push(char::from(length));
            key.push_str(significant);
        } else {
            key.push_str(run);
        }
        rest = after;
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_sort_as_numbers() {
        let mut names = ["Case 10", "Case 9", "Case 100", "Case 09 b", "Band 1"];
        names.sort_by_key(|name| natural(name));
        assert_eq!(names, ["Band 1", "Case 9", "Case 09 b", "Case 10", "Case 100"]);
    }
}
