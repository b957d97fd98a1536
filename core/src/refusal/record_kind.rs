use std::fmt;

use serde::Serialize;

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
    /// An account.
    Account,
    /// A contact.
    Contact,
    /// A mail.
    Mail,
    /// An access level.
    AccessLevel,
    /// A person.
    Person,
    /// A project.
    Project,
    /// A phase.
    Phase,
    /// A participant.
    Participant,
    /// A milestone.
    Milestone,
    /// A task.
    Task,
    /// A RAID item.
    RaidItem,
    /// A status report.
    StatusReport,
    /// A timesheet.
    Timesheet,
    /// An expense.
    Expense,
    /// A booking.
    Booking,
    /// A comment.
    Comment,
    /// An attachment.
    Attachment,
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
            Self::Account => "account",
            Self::Contact => "contact",
            Self::Mail => "mail",
            Self::AccessLevel => "access level",
            Self::Person => "person",
            Self::Project => "project",
            Self::Phase => "phase",
            Self::Participant => "participant",
            Self::Milestone => "milestone",
            Self::Task => "task",
            Self::RaidItem => "RAID item",
            Self::StatusReport => "status report",
            Self::Timesheet => "timesheet",
            Self::Expense => "expense",
            Self::Booking => "booking",
            Self::Comment => "comment",
            Self::Attachment => "attachment",
        })
    }
}
