//! What may a partner see, and why: the only place that decides it (law 4).
//!
//! [`document`] renders one record for one partner user, or nothing. Each kind of document has its
//! file; it takes the entity apart without `..`, so that a new field does not compile until somebody
//! decides who sees it. Whether a record is visible is a row of [`Clause`]s, the same row that
//! [`explain`] reads out to an auditor. Nothing else filters: lists, items, counts, the change
//! stream, the past and what-if are all made of these documents.

mod approval;
mod attachment;
mod booking;
mod clause;
mod colleague;
mod columns;
mod comment;
mod document;
mod expense;
mod explain;
mod lens;
mod milestone;
mod order_item;
mod participant;
mod phase;
mod portal;
mod process;
mod production_order;
mod profile;
mod project;
mod raid;
mod remark;
mod report;
mod rights;
mod row;
mod scope;
mod shown;
mod status_report;
mod task;
mod timesheet;
mod work_step;

#[cfg(test)]
mod specs;

pub use approval::{ApprovalKind, ApprovalRow};
pub use attachment::AttachmentRow;
pub use booking::BookingRow;
pub use clause::{Clause, Ground, Rule};
pub use colleague::{ColleagueRow, Presence};
pub use columns::{Form, Head, columns};
pub use comment::CommentRow;
pub use document::{Document, DocumentId, NotADocument, Place, Under, View};
pub use expense::ExpenseRow;
pub use explain::{Condition, Explanation, FieldExplanation, explain, explain_field, explain_for};
pub use lens::Lens;
pub use milestone::MilestoneRow;
pub use order_item::OrderItemRow;
pub use participant::ParticipantRow;
pub use phase::PhaseRow;
pub use portal::PortalRow;
pub use process::ProcessRow;
pub use production_order::ProductionOrderRow;
pub use profile::ProfileRow;
pub use project::{HealthRow, ProjectRow};
pub use raid::{Milestones, RaidItemRow, RaidItems, Tasks};
pub use report::ReportRow;
pub use rights::{Rights, name};
pub use scope::{around, in_project, of_expense, of_timesheet, remarks, reports, scope};
pub use shown::{Coarse, MASK, Shown};
pub use status_report::StatusReportRow;
pub use task::{Checklist, Names, Predecessors, TaskRow};
pub use timesheet::{TimeEntry, TimesheetLine, TimesheetLines, TimesheetRow};
pub use work_step::WorkStepRow;

pub(crate) use booking::on_booking;
pub(crate) use expense::on_expense;
pub(crate) use remark::{circle_about, is_author, on_attachment, on_comment};
pub(crate) use rights::{is_told, may_edit, opens_projects, permits};
pub(crate) use task::time_told;
pub(crate) use timesheet::{on_timesheet, sees_lines};

use crate::access::{Module, PartnerUser};
use crate::id::{PartnerUserId, PersonId};
use crate::production::Subject;
use crate::refusal::{RecordKind, Refusal};
use crate::world::World;

/// The document that `partner` gets for a record; none where the record is hidden or missing, which
/// is the same to a partner (law 7).
pub fn document(world: &World, partner: PartnerUserId, id: DocumentId) -> Option<Document> {
    let user = world.access.partner_user(partner).ok()?;
    match id {
        DocumentId::Portal => portal::render(world, user).map(Document::Portal),
        DocumentId::WorkStep(id) => work_step::render(world, user, id).map(Document::WorkStep),
        DocumentId::Process(id) => process::render(world, user, id).map(Document::Process),
        DocumentId::Order(id) => production_order::render(world, user, id).map(Document::Order),
        DocumentId::OrderItem(id) => order_item::render(world, user, id).map(Document::OrderItem),
        DocumentId::Report(subject, number) => {
            report::render(world, user, subject, number).map(Document::Report)
        }
        DocumentId::Colleague(id) => colleague::render(world, user, id).map(Document::Colleague),
        DocumentId::Project(id) => project::render(world, user, id).map(Document::Project),
        DocumentId::Phase(id) => phase::render(world, user, id).map(Document::Phase),
        DocumentId::Milestone(id) => milestone::render(world, user, id).map(Document::Milestone),
        DocumentId::Task(id) => task::render(world, user, id).map(Document::Task),
        DocumentId::Participant(id) => {
            participant::render(world, user, id).map(Document::Participant)
        }
        DocumentId::Health(project, number) => {
            project::render_health(world, user, project, number).map(Document::Health)
        }
        DocumentId::RaidItem(id) => raid::render(world, user, id).map(Document::RaidItem),
        DocumentId::StatusReport(id) => {
            status_report::render(world, user, id).map(Document::StatusReport)
        }
        DocumentId::Timesheet(id) => timesheet::render(world, user, id).map(Document::Timesheet),
        DocumentId::Expense(id) => expense::render(world, user, id).map(Document::Expense),
        DocumentId::TimesheetApproval(id) => {
            approval::of_timesheet(world, user, id).map(Document::Approval)
        }
        DocumentId::ExpenseApproval(id) => {
            approval::of_expense(world, user, id).map(Document::Approval)
        }
        DocumentId::Profile(id) => profile::render(world, user, id).map(Document::Profile),
        DocumentId::Booking(id) => booking::render(world, user, id).map(Document::Booking),
        DocumentId::Comment(id) => comment::render(world, user, id).map(Document::Comment),
        DocumentId::Attachment(id) => attachment::render(world, user, id).map(Document::Attachment),
    }
}

/// The modules that show `view`: without one of them it is, to a partner user, not there. None for
/// what is there without a module; colleagues are there for who administers the account. `under`
/// matters for feedback only.
pub fn modules(view: View, under: Option<Under>) -> Option<&'static [Module]> {
    match view {
        View::Portal | View::Colleagues => None,
        View::WorkSteps => Some(work_step::MODULES),
        View::Processes => Some(process::MODULES),
        View::Orders | View::OrderItems => Some(production_order::MODULES),
        View::Feedback => match under {
            Some(Under::Subject(Subject::Process(_))) => Some(process::MODULES),
            Some(Under::Subject(Subject::WorkStep(_)) | Under::Project(_) | Under::About(_))
            | None => Some(work_step::MODULES),
        },
        View::Projects
        | View::Phases
        | View::Milestones
        | View::Tasks
        | View::Participants
        | View::Health
        | View::Raid
        | View::Timesheets
        | View::StatusReports
        | View::Expenses
        | View::Approvals
        | View::Profile
        | View::Bookings
        | View::Comments
        | View::Attachments => Some(rights::MODULES),
    }
}

/// Whether `partner` sees `subject`; refused in the words of a missing record.
pub fn sees(world: &World, partner: PartnerUserId, subject: Subject) -> Result<(), Refusal> {
    let user = world.access.partner_user(partner)?;
    let visible = match subject {
        Subject::WorkStep(id) => work_step::visible(world, user, id).is_some(),
        Subject::Process(id) => process::visible(world, user, id).is_some(),
    };
    let kind = match subject {
        Subject::WorkStep(_) => RecordKind::WorkStep,
        Subject::Process(_) => RecordKind::Process,
    };
    if visible { Ok(()) } else { Err(Refusal::Unknown(kind, subject.into())) }
}

/// The person that a partner user is, if work is planned on him.
pub fn person_of(world: &World, user: &PartnerUser) -> Option<PersonId> {
    world.effort.person_of_contact(user.contact?)
}
