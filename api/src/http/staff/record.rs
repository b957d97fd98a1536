use loggia_core::id::{
    AccessLevelId, AccountId, AttachmentId, BookingId, CommentId, ContactId, ExpenseId,
    MilestoneId, OrderItemId, ParticipantId, PartnerUserId, PersonId, PhaseId, ProcessId,
    ProductionOrderId, ProjectId, RaidItemId, ResourceId, StaffUserId, StatusReportId, TaskId,
    TimesheetId, WorkStepId,
};
use loggia_core::world::{Revision, World};
use serde::Serialize;

use super::access_rows::{PartnerUserEntry, StaffUserEntry};
use super::delivery_rows::{
    AccessLevelEntry, MilestoneEntry, ParticipantEntry, PersonEntry, PhaseEntry, ProjectEntry,
    TaskEntry,
};
use super::effort_rows::{BookingEntry, ExpenseEntry, TimesheetEntry};
use super::firm_rows::{AccountEntry, ContactEntry};
use super::production_rows::{
    OrderEntry, OrderItemEntry, ProcessEntry, ResourceEntry, WorkStepEntry,
};
use super::raid_rows::RaidItemEntry;
use super::remark_rows::{AttachmentEntry, CommentEntry};
use super::status_report_rows::StatusReportEntry;

/// A record that staff reads, and that commands change.
#[derive(Clone, Copy, Debug)]
pub(in crate::http) enum Record {
    StaffUser(StaffUserId),
    PartnerUser(PartnerUserId),
    Resource(ResourceId),
    OrderItem(OrderItemId),
    Order(ProductionOrderId),
    WorkStep(WorkStepId),
    Process(ProcessId),
    Account(AccountId),
    Contact(ContactId),
    AccessLevel(AccessLevelId),
    Person(PersonId),
    Project(ProjectId),
    Phase(PhaseId),
    Participant(ParticipantId),
    Milestone(MilestoneId),
    Task(TaskId),
    RaidItem(RaidItemId),
    StatusReport(StatusReportId),
    Timesheet(TimesheetId),
    Expense(ExpenseId),
    Booking(BookingId),
    Comment(CommentId),
    Attachment(AttachmentId),
}

impl Record {
    /// Its bytes; none if it is not there.
    pub(in crate::http) fn json(self, world: &World) -> Option<Vec<u8>> {
        let World { access, production, delivery, effort } = world;
        match self {
            Self::StaffUser(id) => access.staff_user(id).ok().map(|u| json(&StaffUserEntry::of(u))),
            Self::PartnerUser(id) => {
                access.partner_user(id).ok().map(|user| json(&PartnerUserEntry::of(world, user)))
            }
            Self::Resource(id) => {
                production.resource(id).ok().map(|found| json(&ResourceEntry::of(world, found)))
            }
            Self::OrderItem(id) => {
                production.order_item(id).ok().map(|item| json(&OrderItemEntry::of(world, item)))
            }
            Self::Order(id) => {
                production.order(id).ok().map(|order| json(&OrderEntry::of(world, order)))
            }
            Self::WorkStep(id) => {
                production.step(id).ok().map(|step| json(&WorkStepEntry::of(world, step)))
            }
            Self::Process(id) => {
                production.process(id).ok().map(|found| json(&ProcessEntry::of(world, found)))
            }
            Self::Account(id) => access.account(id).ok().map(|a| json(&AccountEntry::of(a))),
            Self::Contact(id) => {
                access.contact(id).ok().map(|found| json(&ContactEntry::of(world, found)))
            }
            Self::AccessLevel(id) => {
                access.levels().get(id).ok().map(|found| json(&AccessLevelEntry::of(world, found)))
            }
            Self::Person(id) => {
                effort.person(id).ok().map(|found| json(&PersonEntry::of(world, found)))
            }
            Self::Project(id) => {
                delivery.project(id).ok().map(|found| json(&ProjectEntry::of(found)))
            }
            Self::Phase(id) => delivery.phase(id).ok().map(|found| json(&PhaseEntry::of(found))),
            Self::Participant(id) => {
                delivery.participant(id).ok().map(|found| json(&ParticipantEntry::of(world, found)))
            }
            Self::Milestone(id) => {
                delivery.milestone(id).ok().map(|found| json(&MilestoneEntry::of(found)))
            }
            Self::Task(id) => {
                delivery.task(id).ok().map(|found| json(&TaskEntry::of(world, found)))
            }
            Self::Timesheet(id) => {
                effort.timesheet(id).ok().map(|found| json(&TimesheetEntry::of(world, found)))
            }
            Self::Comment(id) => {
                delivery.comment(id).ok().map(|found| json(&CommentEntry::of(found)))
            }
            Self::Attachment(id) => {
                delivery.attachment(id).ok().map(|found| json(&AttachmentEntry::of(found)))
            }
            Self::Expense(id) => {
                effort.expense(id).ok().map(|found| json(&ExpenseEntry::of(world, found)))
            }
            Self::Booking(id) => {
                effort.booking(id).ok().map(|found| json(&BookingEntry::of(world, found)))
            }
            Self::StatusReport(id) => {
                delivery.status_report(id).ok().map(|found| json(&StatusReportEntry::of(found)))
            }
            Self::RaidItem(id) => {
                delivery.raid_item(id).ok().map(|found| json(&RaidItemEntry::of(found)))
            }
        }
    }

    /// Its tag: `"r"` and how often it has changed.
    pub(in crate::http) fn tag(self, world: &World) -> Option<String> {
        let Revision(revision) = self.revision(world)?;
        Some(format!("\"r{revision}\""))
    }

    fn revision(self, world: &World) -> Option<Revision> {
        let World { access, production, delivery, effort } = world;
        match self {
            Self::StaffUser(id) => access.staff_user(id).ok().map(|user| user.revision),
            Self::PartnerUser(id) => access.partner_user(id).ok().map(|user| user.revision),
            Self::Resource(id) => production.resource(id).ok().map(|resource| resource.revision),
            Self::OrderItem(id) => production.order_item(id).ok().map(|item| item.revision),
            Self::Order(id) => production.order(id).ok().map(|order| order.revision),
            Self::WorkStep(id) => production.step(id).ok().map(|step| step.revision),
            Self::Process(id) => production.process(id).ok().map(|process| process.revision),
            Self::Account(id) => access.account(id).ok().map(|account| account.revision),
            Self::Contact(id) => access.contact(id).ok().map(|contact| contact.revision),
            Self::AccessLevel(id) => access.levels().get(id).ok().map(|found| found.revision),
            Self::Person(id) => effort.person(id).ok().map(|found| found.revision),
            Self::Project(id) => delivery.project(id).ok().map(|found| found.revision),
            Self::Phase(id) => delivery.phase(id).ok().map(|found| found.revision),
            Self::Participant(id) => delivery.participant(id).ok().map(|found| found.revision),
            Self::Milestone(id) => delivery.milestone(id).ok().map(|found| found.revision),
            Self::Task(id) => delivery.task(id).ok().map(|found| found.revision),
            Self::RaidItem(id) => delivery.raid_item(id).ok().map(|found| found.revision),
            Self::StatusReport(id) => delivery.status_report(id).ok().map(|found| found.revision),
            Self::Timesheet(id) => effort.timesheet(id).ok().map(|found| found.revision),
            Self::Expense(id) => effort.expense(id).ok().map(|found| found.revision),
            Self::Booking(id) => effort.booking(id).ok().map(|found| found.revision),
            Self::Comment(id) => delivery.comment(id).ok().map(|found| found.revision),
            Self::Attachment(id) => delivery.attachment(id).ok().map(|found| found.revision),
        }
    }
}

/// Entries are plain structs with text keys: serde_json cannot refuse them.
pub(super) fn json(entry: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(entry).unwrap_or_default()
}
