//! `If-Match`: a command is decided only while its record is as it was read.
//!
//! Staff reads revisions. A partner reads content: the tag of a document is a digest of its bytes, so
//! that a change which the partner cannot see never makes anything stale (law 7).

use loggia_core::command::Command;
use loggia_core::id::PersonId;
use loggia_core::production::Subject;
use loggia_core::visibility::{DocumentId, document, person_of};
use loggia_core::world::World;
use loggia_store::Precondition;
use serde_json::Value;

use crate::app::App;
use crate::http::headers::IfMatch;
use crate::http::listing::content_tag;
use crate::http::staff::Record;
use crate::http::{Caller, Problem, ProblemKind};

/// The record that a command of this caller changes; none for what makes a new one.
pub(super) fn record(world: &World, caller: &Caller, command: &Command) -> Option<Record> {
    match command {
        Command::SetStaffRoles(c) => Some(Record::StaffUser(c.staff_user)),
        Command::DeactivatePartnerUser(c) => Some(Record::PartnerUser(c.partner_user)),
        Command::ReactivatePartnerUser(c) => Some(Record::PartnerUser(c.partner_user)),
        Command::AllowProcessFeedback(c) => Some(Record::PartnerUser(c.partner_user)),
        Command::WithdrawProcessFeedback(c) => Some(Record::PartnerUser(c.partner_user)),
        Command::AssignModuleLicence(c) => Some(Record::PartnerUser(c.partner_user)),
        Command::RevokeModuleLicence(c) => Some(Record::PartnerUser(c.partner_user)),
        Command::LinkResource(c) => Some(Record::PartnerUser(c.partner_user)),
        Command::UnlinkResource(c) => Some(Record::PartnerUser(c.partner_user)),
        Command::RenameResource(c) => Some(Record::Resource(c.resource)),
        Command::MarkResourceExternal(c) => Some(Record::Resource(c.resource)),
        Command::MarkResourceInternal(c) => Some(Record::Resource(c.resource)),
        Command::SetFrozenZone(c) => Some(Record::Resource(c.resource)),
        Command::AddWorkStep(c) => Some(Record::Order(c.order)),
        Command::AddProcess(c) => Some(Record::Order(c.order)),
        Command::ScheduleWorkStep(c) => Some(Record::WorkStep(c.step)),
        Command::RescheduleWorkStep(c) => Some(Record::WorkStep(c.step)),
        Command::UnscheduleWorkStep(c) => Some(Record::WorkStep(c.step)),
        Command::ScheduleProcess(c) => Some(Record::Process(c.process)),
        Command::ReportFeedback(c) => Some(of_subject(c.subject)),
        Command::ReportWork(c) => Some(of_subject(c.subject)),
        Command::ChangeAccount(c) => Some(Record::Account(c.account)),
        Command::CloseAccount(c) => Some(Record::Account(c.account)),
        Command::ReopenAccount(c) => Some(Record::Account(c.account)),
        Command::DeleteAccount(c) => Some(Record::Account(c.account)),
        Command::AddContact(c) => Some(Record::Account(c.account)),
        Command::ChangeContact(c) => Some(Record::Contact(c.contact)),
        Command::RemoveContact(c) => Some(Record::Contact(c.contact)),
        Command::EnableContact(c) => Some(Record::Contact(c.contact)),
        Command::SendInvitation(c) => Some(Record::PartnerUser(c.partner_user)),
        Command::RevokeInvitation(c) => Some(Record::PartnerUser(c.partner_user)),
        Command::SetPartnerUserTerm(c) => Some(Record::PartnerUser(c.partner_user)),
        Command::NamePartnerAdministrator(c) => Some(Record::PartnerUser(c.partner_user)),
        Command::DismissPartnerAdministrator(c) => Some(Record::PartnerUser(c.partner_user)),
        Command::DeactivateColleague(c) => Some(Record::PartnerUser(c.partner_user)),
        Command::SetAccessPolicy(c) => Some(Record::Account(c.account)),
        Command::SetAccountSeats(c) => Some(Record::Account(c.account)),
        Command::ChangeAccessLevel(c) => Some(Record::AccessLevel(c.access_level)),
        Command::RemoveAccessLevel(c) => Some(Record::AccessLevel(c.access_level)),
        Command::ChangePerson(c) => Some(Record::Person(c.person)),
        Command::StaffPerson(c) => Some(Record::Person(c.person)),
        Command::ChangeProject(c) => Some(Record::Project(c.project)),
        Command::SetProjectStatus(c) => Some(Record::Project(c.project)),
        Command::SetProjectHealth(c) => Some(Record::Project(c.project)),
        Command::SetGoLive(c) => Some(Record::Project(c.project)),
        Command::AddPhase(c) => Some(Record::Project(c.project)),
        Command::ChangePhase(c) => Some(Record::Phase(c.phase)),
        Command::AddParticipant(c) => Some(Record::Phase(c.phase)),
        Command::ChangeParticipant(c) => Some(Record::Participant(c.participant)),
        Command::RemoveParticipant(c) => Some(Record::Participant(c.participant)),
        Command::AddMilestone(c) => Some(Record::Project(c.project)),
        Command::ChangeMilestone(c) => Some(Record::Milestone(c.milestone)),
        Command::RemoveMilestone(c) => Some(Record::Milestone(c.milestone)),
        Command::AddTask(c) => Some(Record::Phase(c.phase)),
        Command::ChangeTask(c) => Some(Record::Task(c.task)),
        Command::SetTaskStatus(c) => Some(Record::Task(c.task)),
        Command::AssignTask(c) => Some(Record::Task(c.task)),
        Command::LinkTask(c) => Some(Record::Task(c.task)),
        Command::RemoveTask(c) => Some(Record::Task(c.task)),
        Command::RaiseRaidItem(c) => Some(Record::Project(c.project)),
        Command::ChangeRaidItem(c) => Some(Record::RaidItem(c.item)),
        Command::SetRaidStatus(c) => Some(Record::RaidItem(c.item)),
        Command::LinkRaidItem(c) => Some(Record::RaidItem(c.item)),
        Command::RaiseIssueFromRisk(c) => Some(Record::RaidItem(c.risk)),
        Command::WriteStatusReport(c) => Some(Record::Project(c.project)),
        Command::ChangeStatusReport(c) => Some(Record::StatusReport(c.report)),
        Command::SubmitStatusReport(c) => Some(Record::StatusReport(c.report)),
        Command::RecallStatusReport(c) => Some(Record::StatusReport(c.report)),
        Command::ReturnStatusReport(c) => Some(Record::StatusReport(c.report)),
        Command::PublishStatusReport(c) => Some(Record::StatusReport(c.report)),
        Command::SubmitTimesheet(c) => Some(Record::Timesheet(c.timesheet)),
        Command::RecallTimesheet(c) => Some(Record::Timesheet(c.timesheet)),
        Command::ApproveTimesheet(c) => Some(Record::Timesheet(c.timesheet)),
        Command::RejectTimesheet(c) => Some(Record::Timesheet(c.timesheet)),
        Command::ReopenTimesheet(c) => Some(Record::Timesheet(c.timesheet)),
        Command::ChangeExpense(c) => Some(Record::Expense(c.expense)),
        Command::RemoveExpense(c) => Some(Record::Expense(c.expense)),
        Command::SubmitExpense(c) => Some(Record::Expense(c.expense)),
        Command::RecallExpense(c) => Some(Record::Expense(c.expense)),
        Command::ApproveExpense(c) => Some(Record::Expense(c.expense)),
        Command::RejectExpense(c) => Some(Record::Expense(c.expense)),
        Command::PayExpense(c) => Some(Record::Expense(c.expense)),
        Command::SetSkills(c) => person(world, caller, c.person),
        Command::SetAvailability(c) => person(world, caller, c.person),
        Command::ChangeBooking(c) => Some(Record::Booking(c.booking)),
        Command::CancelBooking(c) => Some(Record::Booking(c.booking)),
        Command::ChangeComment(c) => Some(Record::Comment(c.comment)),
        Command::RemoveComment(c) => Some(Record::Comment(c.comment)),
        Command::RemoveAttachment(c) => Some(Record::Attachment(c.attachment)),
        Command::SetStatusReportAudience(c) => Some(Record::StatusReport(c.report)),
        Command::OpenWorkspace(_)
        | Command::CreateStaffUser(_)
        | Command::CreateAccount(_)
        | Command::CreatePartnerUser(_)
        | Command::SetColumns(_)
        | Command::SetLicencePool(_)
        | Command::RemoveLicencePool(_)
        | Command::InviteColleague(_)
        | Command::InvitePartner(_)
        | Command::SetFieldAccess(_)
        | Command::CreateResource(_)
        | Command::CreateOrderItem(_)
        | Command::CreateProductionOrder(_)
        | Command::ImportProduction(_)
        | Command::ImportPlan(_)
        | Command::PublishPortal(_)
        | Command::UnpublishPortal(_)
        | Command::SetBranding(_)
        | Command::ViewAs(_)
        | Command::AcceptInvitation(_)
        | Command::SendPasswordReset(_)
        | Command::UsePasswordReset(_)
        | Command::RecordMailSent(_)
        | Command::RecordMailGivenUp(_)
        | Command::RecordPasswordSet(_)
        | Command::RetryMail(_)
        | Command::CreateAccessLevel(_)
        | Command::SetDefaultAccessLevel(_)
        | Command::CreatePerson(_)
        | Command::CreateProject(_)
        | Command::LogTime(_)
        | Command::SetApprovalPath(_)
        | Command::LockPeriod(_)
        | Command::AddExpense(_)
        | Command::BookPerson(_)
        | Command::ImportTime(_)
        | Command::ImportExpenses(_)
        | Command::AddComment(_)
        | Command::AttachFile(_) => None,
    }
}

/// Whoever is named, or the caller himself.
fn person(world: &World, caller: &Caller, named: Option<PersonId>) -> Option<Record> {
    let oneself = || match caller {
        Caller::Staff(staff) => world.effort.person_of_staff(staff.id()),
        Caller::Partner(viewer) => {
            let user = world.access.partner_user(viewer.partner()).ok()?;
            person_of(world, user)
        }
    };
    named.or_else(oneself).map(Record::Person)
}

fn of_subject(subject: Subject) -> Record {
    match subject {
        Subject::WorkStep(id) => Record::WorkStep(id),
        Subject::Process(id) => Record::Process(id),
    }
}

/// What must hold when the command is decided. A record that is not there is left to the command,
/// which refuses it in the words of a missing one.
pub(super) fn holds(
    caller: &Caller,
    record: Option<Record>,
    if_match: IfMatch,
) -> Result<Precondition, Problem> {
    let record = record.ok_or_else(|| Problem::new(ProblemKind::BadIfMatch))?;
    let caller = caller.clone();
    Ok(Box::new(move |world| {
        let tag = current_in(world, &caller, record).map(|(_, tag)| tag);
        tag.is_none_or(|tag| if_match.fits(&tag))
    }))
}

/// The record as this caller sees it now, with its tag.
pub(super) fn current(app: &App, caller: &Caller, record: Record) -> Option<(Value, String)> {
    let (json, tag) = current_in(&app.world(), caller, record)?;
    serde_json::from_slice(&json).ok().map(|current| (current, tag))
}

fn current_in(world: &World, caller: &Caller, record: Record) -> Option<(Vec<u8>, String)> {
    match caller {
        Caller::Staff(_) => Some((record.json(world)?, record.tag(world)?)),
        Caller::Partner(viewer) => {
            let document = document(world, viewer.partner(), of_portal(record)?)?;
            // As the views render it.
            let json = serde_json::to_vec(&document).ok()?;
            let tag = content_tag(&json);
            Some((json, tag))
        }
    }
}

/// The document of the portal that is about a record.
fn of_portal(record: Record) -> Option<DocumentId> {
    match record {
        Record::OrderItem(id) => Some(id.into()),
        Record::Order(id) => Some(id.into()),
        Record::WorkStep(id) => Some(id.into()),
        Record::Process(id) => Some(id.into()),
        Record::PartnerUser(id) => Some(id.into()),
        Record::Project(id) => Some(id.into()),
        Record::Phase(id) => Some(id.into()),
        Record::Participant(id) => Some(id.into()),
        Record::Milestone(id) => Some(id.into()),
        Record::Task(id) => Some(id.into()),
        Record::RaidItem(id) => Some(id.into()),
        Record::StatusReport(id) => Some(id.into()),
        Record::Timesheet(id) => Some(id.into()),
        Record::Expense(id) => Some(id.into()),
        Record::Booking(id) => Some(id.into()),
        Record::Comment(id) => Some(id.into()),
        Record::Attachment(id) => Some(id.into()),
        Record::Person(id) => Some(id.into()),
        Record::StaffUser(_)
        | Record::Resource(_)
        | Record::Account(_)
        | Record::Contact(_)
        | Record::AccessLevel(_) => None,
    }
}
