//! The world: the fold of the log.
//!
//! A [`World`] is a value. Cloning it takes constant time, so a block is decided on a copy that is
//! published only once the block is durable, and the past is kept as copies (ADR 2).

use serde::{Deserialize, Serialize};

use crate::access::{self, Access};
use crate::actor::Actor;
use crate::command::Command;
use crate::delivery::{self, Delivery};
use crate::effort::{self, Effort};
use crate::event::Event;
use crate::id::FreshIds;
use crate::production::{self, Production};
use crate::refusal::Refusal;
use crate::scalar::Instant;

/// The place of a commit in the log: dense, from 1. Partners never see one (law 7).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Seq(pub u64);

impl Seq {
    /// The commit after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl std::fmt::Display for Seq {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// How often a record has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Revision(pub u32);

impl Revision {
    /// As created.
    pub const FIRST: Self = Self(1);

    pub(crate) fn raise(&mut self) {
        self.0 = self.0.saturating_add(1);
    }
}

/// Where and when a commit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Its place in the log.
    pub seq: Seq,
    /// The server's clock then; never earlier than the commit before.
    pub at: Instant,
}

/// What a decision may use besides the world.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The instant that the commit will bear.
    pub now: Instant,
    /// Who asks.
    pub actor: Actor,
    /// Fresh ids for new records.
    pub ids: &'a FreshIds<'a>,
}

/// What follows from a command: events (none where everything is so already), or why not.
pub type Decision = Result<Vec<Event>, Refusal>;

pub(crate) fn happened(event: impl Into<Event>) -> Decision {
    Ok(vec![event.into()])
}

pub(crate) fn unchanged() -> Decision {
    Ok(Vec::new())
}

/// Everything that is so, as of one commit.
#[derive(Clone, Debug, Default)]
pub struct World {
    /// Who may come in, and what they are given.
    pub access: Access,
    /// The production plan and what was reported on it.
    pub production: Production,
    /// The projects that are delivered together.
    pub delivery: Delivery,
    /// Who works on them, and what of it.
    pub effort: Effort,
}

impl World {
    /// Lets a fact be so. The only place that says what an event means (law 3).
    pub fn apply(&mut self, stamp: Stamp, event: &Event) {
        match event {
            Event::Access(event) => self.access.apply(stamp, event),
            Event::Production(event) => self.production.apply(stamp, event),
            Event::Delivery(event) => self.delivery.apply(stamp, event),
            Event::Effort(event) => self.effort.apply(stamp, event),
        }
    }

    /// What time has brought about by `now`, earliest first; the writer appends it before anything
    /// later (law 5).
    pub fn due(&self, now: Instant) -> Option<(Instant, Event)> {
        let (at, due) = self.access.next_due()?;
        (at <= now).then(|| (at, due.event()))
    }

    /// What follows from `command`: pure, and without a trace when refused.
    pub fn decide(&self, cx: &Context<'_>, command: &Command) -> Decision {
        match command {
            Command::OpenWorkspace(c) => access::open_workspace(self, cx, c),
            Command::CreateStaffUser(c) => access::create_staff_user(self, cx, c),
            Command::SetStaffRoles(c) => access::set_staff_roles(self, cx, c),
            Command::CreatePartnerUser(c) => access::create_partner_user(self, cx, c),
            Command::DeactivatePartnerUser(c) => access::deactivate_partner_user(self, cx, c),
            Command::ReactivatePartnerUser(c) => access::reactivate_partner_user(self, cx, c),
            Command::AllowProcessFeedback(c) => access::allow_process_feedback(self, cx, c),
            Command::WithdrawProcessFeedback(c) => access::withdraw_process_feedback(self, cx, c),
            Command::AssignModuleLicence(c) => access::assign_module_licence(self, cx, c),
            Command::RevokeModuleLicence(c) => access::revoke_module_licence(self, cx, c),
            Command::LinkResource(c) => access::link_resource(self, cx, c),
            Command::UnlinkResource(c) => access::unlink_resource(self, cx, c),
            Command::SetColumns(c) => access::set_columns(self, cx, c),
            Command::CreateResource(c) => production::create_resource(self, cx, c),
            Command::RenameResource(c) => production::rename_resource(self, cx, c),
            Command::MarkResourceExternal(c) => production::mark_resource_external(self, cx, c),
            Command::MarkResourceInternal(c) => production::mark_resource_internal(self, cx, c),
            Command::SetFrozenZone(c) => production::set_frozen_zone(self, cx, c),
            Command::CreateOrderItem(c) => production::create_order_item(self, cx, c),
            Command::CreateProductionOrder(c) => production::create_production_order(self, cx, c),
            Command::AddWorkStep(c) => production::add_work_step(self, cx, c),
            Command::AddProcess(c) => production::add_process(self, cx, c),
            Command::ScheduleWorkStep(c) => production::schedule_work_step(self, cx, c),
            Command::RescheduleWorkStep(c) => production::reschedule_work_step(self, cx, c),
            Command::UnscheduleWorkStep(c) => production::unschedule_work_step(self, cx, c),
            Command::ScheduleProcess(c) => production::schedule_process(self, cx, c),
            Command::ReportFeedback(c) => production::report_feedback(self, cx, c),
            Command::ReportWork(c) => production::report_work(self, cx, c),
            Command::ImportProduction(c) => production::import_production(self, cx, c),
            Command::CreateAccount(c) => access::create_account(self, cx, c),
            Command::ChangeAccount(c) => access::change_account(self, cx, c),
            Command::CloseAccount(c) => access::close_account(self, cx, c),
            Command::ReopenAccount(c) => access::reopen_account(self, cx, c),
            Command::DeleteAccount(c) => access::delete_account(self, cx, c),
            Command::AddContact(c) => access::add_contact(self, cx, c),
            Command::ChangeContact(c) => access::change_contact(self, cx, c),
            Command::RemoveContact(c) => access::remove_contact(self, cx, c),
            Command::EnableContact(c) => access::enable_contact(self, cx, c),
            Command::PublishPortal(c) => access::publish_portal(self, cx, c),
            Command::UnpublishPortal(c) => access::unpublish_portal(self, cx, c),
            Command::ViewAs(c) => access::view_as(self, cx, c),
            Command::SetBranding(c) => access::set_branding(self, cx, c),
            Command::SendInvitation(c) => access::send_invitation(self, cx, c),
            Command::RevokeInvitation(c) => access::revoke_invitation(self, cx, c),
            Command::AcceptInvitation(c) => access::accept_invitation(self, cx, c),
            Command::SendPasswordReset(c) => access::send_password_reset(self, cx, c),
            Command::UsePasswordReset(c) => access::use_password_reset(self, cx, c),
            Command::RecordMailSent(c) => access::record_mail_sent(self, cx, c),
            Command::RecordMailGivenUp(c) => access::record_mail_given_up(self, cx, c),
            Command::RetryMail(c) => access::retry_mail(self, cx, c),
            Command::SetLicencePool(c) => access::set_licence_pool(self, cx, c),
            Command::RemoveLicencePool(c) => access::remove_licence_pool(self, cx, c),
            Command::SetPartnerUserTerm(c) => access::set_partner_user_term(self, cx, c),
            Command::SetAccessPolicy(c) => access::set_access_policy(self, cx, c),
            Command::SetAccountSeats(c) => access::set_account_seats(self, cx, c),
            Command::NamePartnerAdministrator(c) => access::name_partner_administrator(self, cx, c),
            Command::DismissPartnerAdministrator(c) => {
                access::dismiss_partner_administrator(self, cx, c)
            }
            Command::InvitePartner(c) => access::invite_partner(self, cx, c),
            Command::InviteColleague(c) => access::invite_colleague(self, cx, c),
            Command::DeactivateColleague(c) => access::deactivate_colleague(self, cx, c),
            Command::SetFieldAccess(c) => access::set_field_access(self, cx, c),
            Command::RecordPasswordSet(c) => access::record_password_set(self, cx, c),
            Command::CreateAccessLevel(c) => access::create_access_level(self, cx, c),
            Command::ChangeAccessLevel(c) => access::change_access_level(self, cx, c),
            Command::RemoveAccessLevel(c) => access::remove_access_level(self, cx, c),
            Command::SetDefaultAccessLevel(c) => access::set_default_access_level(self, cx, c),
            Command::CreatePerson(c) => effort::create_person(self, cx, c),
            Command::ChangePerson(c) => effort::change_person(self, cx, c),
            Command::StaffPerson(c) => effort::staff_person(self, cx, c),
            Command::CreateProject(c) => delivery::create_project(self, cx, c),
            Command::ChangeProject(c) => delivery::change_project(self, cx, c),
            Command::SetProjectStatus(c) => delivery::set_project_status(self, cx, c),
            Command::SetProjectHealth(c) => delivery::set_project_health(self, cx, c),
            Command::SetGoLive(c) => delivery::set_go_live(self, cx, c),
            Command::AddPhase(c) => delivery::add_phase(self, cx, c),
            Command::ChangePhase(c) => delivery::change_phase(self, cx, c),
            Command::AddParticipant(c) => delivery::add_participant(self, cx, c),
            Command::ChangeParticipant(c) => delivery::change_participant(self, cx, c),
            Command::RemoveParticipant(c) => delivery::remove_participant(self, cx, c),
            Command::AddMilestone(c) => delivery::add_milestone(self, cx, c),
            Command::ChangeMilestone(c) => delivery::change_milestone(self, cx, c),
            Command::RemoveMilestone(c) => delivery::remove_milestone(self, cx, c),
            Command::AddTask(c) => delivery::add_task(self, cx, c),
            Command::ChangeTask(c) => delivery::change_task(self, cx, c),
            Command::SetTaskStatus(c) => delivery::set_task_status(self, cx, c),
            Command::AssignTask(c) => delivery::assign_task(self, cx, c),
            Command::LinkTask(c) => delivery::link_task(self, cx, c),
            Command::RemoveTask(c) => delivery::remove_task(self, cx, c),
            Command::ImportPlan(c) => delivery::import_plan(self, cx, c),
            Command::RaiseRaidItem(c) => delivery::raise_raid_item(self, cx, c),
            Command::ChangeRaidItem(c) => delivery::change_raid_item(self, cx, c),
            Command::SetRaidStatus(c) => delivery::set_raid_status(self, cx, c),
            Command::LinkRaidItem(c) => delivery::link_raid_item(self, cx, c),
            Command::RaiseIssueFromRisk(c) => delivery::raise_issue_from_risk(self, cx, c),
            Command::WriteStatusReport(c) => delivery::write_status_report(self, cx, c),
            Command::ChangeStatusReport(c) => delivery::change_status_report(self, cx, c),
            Command::SubmitStatusReport(c) => delivery::submit_status_report(self, cx, c),
            Command::RecallStatusReport(c) => delivery::recall_status_report(self, cx, c),
            Command::ReturnStatusReport(c) => delivery::return_status_report(self, cx, c),
            Command::SetStatusReportAudience(c) => {
                delivery::set_status_report_audience(self, cx, c)
            }
            Command::PublishStatusReport(c) => delivery::publish_status_report(self, cx, c),
            Command::LogTime(c) => effort::log_time(self, cx, c),
            Command::SubmitTimesheet(c) => effort::submit_timesheet(self, cx, c),
            Command::RecallTimesheet(c) => effort::recall_timesheet(self, cx, c),
            Command::ApproveTimesheet(c) => effort::approve_timesheet(self, cx, c),
            Command::RejectTimesheet(c) => effort::reject_timesheet(self, cx, c),
            Command::ReopenTimesheet(c) => effort::reopen_timesheet(self, cx, c),
            Command::SetApprovalPath(c) => effort::set_approval_path(self, cx, c),
            Command::LockPeriod(c) => effort::lock_period(self, cx, c),
            Command::AddExpense(c) => effort::add_expense(self, cx, c),
            Command::ChangeExpense(c) => effort::change_expense(self, cx, c),
            Command::RemoveExpense(c) => effort::remove_expense(self, cx, c),
            Command::SubmitExpense(c) => effort::submit_expense(self, cx, c),
            Command::RecallExpense(c) => effort::recall_expense(self, cx, c),
            Command::ApproveExpense(c) => effort::approve_expense(self, cx, c),
            Command::RejectExpense(c) => effort::reject_expense(self, cx, c),
            Command::PayExpense(c) => effort::pay_expense(self, cx, c),
            Command::SetSkills(c) => effort::set_skills(self, cx, c),
            Command::SetAvailability(c) => effort::set_availability(self, cx, c),
            Command::BookPerson(c) => effort::book_person(self, cx, c),
            Command::ChangeBooking(c) => effort::change_booking(self, cx, c),
            Command::CancelBooking(c) => effort::cancel_booking(self, cx, c),
            Command::ImportTime(c) => effort::import_time(self, cx, c),
            Command::ImportExpenses(c) => effort::import_expenses(self, cx, c),
            Command::AddComment(c) => delivery::add_comment(self, cx, c),
            Command::ChangeComment(c) => delivery::change_comment(self, cx, c),
            Command::RemoveComment(c) => delivery::remove_comment(self, cx, c),
            Command::AttachFile(c) => delivery::attach_file(self, cx, c),
            Command::RemoveAttachment(c) => delivery::remove_attachment(self, cx, c),
        }
    }
}
