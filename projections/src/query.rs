use loggia_core::id::{PartnerUserId, RecordId};
use loggia_core::production::Subject;
use loggia_core::visibility::{DocumentId, Explanation, explain};
use loggia_core::world::World;
use loggia_core::{id, visibility};
use serde::Serialize;

/// The document of a partner that is about `record`; none if no record of the world has that id.
pub fn document_of(world: &World, record: RecordId) -> Option<DocumentId> {
    let (production, delivery) = (&world.production, &world.delivery);
    let found = [
        production.step(id::WorkStepId(record.0)).ok().map(|step| DocumentId::WorkStep(step.id)),
        production.process(id::ProcessId(record.0)).ok().map(|p| DocumentId::Process(p.id)),
        production.order(id::ProductionOrderId(record.0)).ok().map(|o| DocumentId::Order(o.id)),
        production.order_item(id::OrderItemId(record.0)).ok().map(|i| DocumentId::OrderItem(i.id)),
        world
            .access
            .partner_user(PartnerUserId(record.0))
            .ok()
            .map(|u| DocumentId::Colleague(u.id)),
        delivery.project(id::ProjectId(record.0)).ok().map(|p| DocumentId::Project(p.id)),
        delivery.phase(id::PhaseId(record.0)).ok().map(|p| DocumentId::Phase(p.id)),
        delivery.milestone(id::MilestoneId(record.0)).ok().map(|m| DocumentId::Milestone(m.id)),
        delivery.task(id::TaskId(record.0)).ok().map(|task| DocumentId::Task(task.id)),
        delivery
            .participant(id::ParticipantId(record.0))
            .ok()
            .map(|p| DocumentId::Participant(p.id)),
        delivery.raid_item(id::RaidItemId(record.0)).ok().map(|i| DocumentId::RaidItem(i.id)),
        delivery
            .status_report(id::StatusReportId(record.0))
            .ok()
            .map(|report| DocumentId::StatusReport(report.id)),
        world
            .effort
            .timesheet(id::TimesheetId(record.0))
            .ok()
            .map(|sheet| DocumentId::Timesheet(sheet.id)),
        world
            .effort
            .expense(id::ExpenseId(record.0))
            .ok()
            .map(|expense| DocumentId::Expense(expense.id)),
        world
            .effort
            .person(id::PersonId(record.0))
            .ok()
            .map(|person| DocumentId::Profile(person.id)),
        world.effort.booking(id::BookingId(record.0)).ok().map(|b| DocumentId::Booking(b.id)),
        delivery.comment(id::CommentId(record.0)).ok().map(|c| DocumentId::Comment(c.id)),
        delivery.attachment(id::AttachmentId(record.0)).ok().map(|a| DocumentId::Attachment(a.id)),
    ];
    found.into_iter().flatten().next()
}

/// A partner who sees a record, and why.
#[derive(Clone, Debug, Serialize)]
pub struct Visible {
    /// Who.
    pub partner: PartnerUserId,
    /// Why.
    pub why: Explanation,
}

/// The partner users who see a record in `world`, each with the reason.
pub fn who(world: &World, document: DocumentId) -> Vec<Visible> {
    let partners = world.access.partner_users();
    let explained = partners.map(|user| (user.id, explain(world, user.id, document)));
    let seeing = explained.filter(|(partner, why)| {
        debug_assert_eq!(
            why.visible,
            visibility::document(world, *partner, document).is_some(),
            "an explanation must agree with what is rendered"
        );
        why.visible
    });
    seeing.map(|(partner, why)| Visible { partner, why }).collect()
}

/// The subject that a record is, if feedback can be given on it.
pub fn subject_of(world: &World, record: RecordId) -> Option<Subject> {
    match document_of(world, record)? {
        DocumentId::WorkStep(id) => Some(Subject::WorkStep(id)),
        DocumentId::Process(id) => Some(Subject::Process(id)),
        DocumentId::Portal
        | DocumentId::Order(_)
        | DocumentId::OrderItem(_)
        | DocumentId::Report(..)
        | DocumentId::Colleague(_)
        | DocumentId::Project(_)
        | DocumentId::Phase(_)
        | DocumentId::Milestone(_)
        | DocumentId::Task(_)
        | DocumentId::Participant(_)
        | DocumentId::Health(..)
        | DocumentId::RaidItem(_)
        | DocumentId::Timesheet(_)
        | DocumentId::StatusReport(_)
        | DocumentId::Expense(_)
        | DocumentId::TimesheetApproval(_)
        | DocumentId::ExpenseApproval(_)
        | DocumentId::Profile(_)
        | DocumentId::Booking(_)
        | DocumentId::Comment(_)
        | DocumentId::Attachment(_) => None,
    }
}
