//! Ids: one type for each kind of record, so that they cannot be mixed up.
//!
//! An id is a UUID of version 7 **without** a counter: a counter shared between records would tell
//! a partner how many records others made in between (law 7, ADR 7).

use std::cell::RefCell;
use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A supply of fresh ids, handed to a decision as a value: `core` itself knows no randomness.
pub struct FreshIds<'a>(RefCell<&'a mut dyn FnMut() -> Uuid>);

impl<'a> FreshIds<'a> {
    /// Draws from `supply`, which must never repeat itself.
    pub fn new(supply: &'a mut dyn FnMut() -> Uuid) -> Self {
        Self(RefCell::new(supply))
    }

    fn draw(&self) -> Uuid {
        (self.0.borrow_mut())()
    }
}

/// The id of any record, where its kind does not matter (history, why, who).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = String, format = "uuid"))]
#[serde(transparent)]
pub struct RecordId(pub Uuid);

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "schema", schema(value_type = String, format = "uuid"))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A fresh id out of the supply.
            pub fn fresh(ids: &FreshIds<'_>) -> Self {
                Self(ids.draw())
            }
        }

        impl From<$name> for RecordId {
            fn from(id: $name) -> Self {
                Self(id.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
    )+};
}

ids! {
    /// A staff user: somebody of the host company.
    StaffUserId
    /// A partner user: somebody outside who may log in.
    PartnerUserId
    /// An account: a firm.
    AccountId
    /// A contact: a person of an account.
    ContactId
    /// A mail that goes out.
    MailId
    /// What work is planned on.
    ResourceId
    /// A customer's order of an article.
    OrderItemId
    /// A production order.
    ProductionOrderId
    /// An operation of a production order on a resource.
    WorkStepId
    /// A non-operational part of a production order: design, inspection, shipping.
    ProcessId
    /// A named set of permissions on projects.
    AccessLevelId
    /// Somebody on whom project work is planned.
    PersonId
    /// A project.
    ProjectId
    /// A part of a project.
    PhaseId
    /// That somebody takes part in a phase.
    ParticipantId
    /// Something to be reached in a project.
    MilestoneId
    /// Something to be done in a phase.
    TaskId
    /// A risk, assumption, issue or dependency of a project.
    RaidItemId
    /// How a project went in a period.
    StatusReportId
    /// What somebody worked in a week.
    TimesheetId
    /// What somebody spent on a project.
    ExpenseId
    /// Hours of somebody that are meant for a phase.
    BookingId
    /// What somebody said about a record of a project.
    CommentId
    /// A file about a record of a project.
    AttachmentId
}
