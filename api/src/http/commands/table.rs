use axum::routing::post;
use loggia_core::access::{
    AddContact, AllowProcessFeedback, AssignModuleLicence, ChangeAccessLevel, ChangeAccount,
    ChangeContact, CloseAccount, CreateAccessLevel, CreateAccount, CreatePartnerUser,
    CreateStaffUser, DeactivateColleague, DeactivatePartnerUser, DeleteAccount,
    DismissPartnerAdministrator, EnableContact, InviteColleague, InvitePartner, LinkResource,
    NamePartnerAdministrator, PublishPortal, ReactivatePartnerUser, RemoveAccessLevel,
    RemoveContact, RemoveLicencePool, ReopenAccount, RetryMail, RevokeInvitation,
    RevokeModuleLicence, SendInvitation, SetAccessPolicy, SetAccountSeats, SetBranding, SetColumns,
    SetDefaultAccessLevel, SetFieldAccess, SetLicencePool, SetPartnerUserTerm, SetStaffRoles,
    UnlinkResource, UnpublishPortal, WithdrawProcessFeedback,
};
use loggia_core::command::CommandKind;
use loggia_core::delivery::{
    AddComment, AddMilestone, AddParticipant, AddPhase, AddTask, AssignTask, ChangeComment,
    ChangeMilestone, ChangeParticipant, ChangePhase, ChangeProject, ChangeRaidItem,
    ChangeStatusReport, ChangeTask, CreateProject, LinkRaidItem, LinkTask, PublishStatusReport,
    RaiseIssueFromRisk, RaiseRaidItem, RecallStatusReport, RemoveAttachment, RemoveComment,
    RemoveMilestone, RemoveParticipant, RemoveTask, ReturnStatusReport, SetGoLive,
    SetProjectHealth, SetProjectStatus, SetRaidStatus, SetStatusReportAudience, SetTaskStatus,
    SubmitStatusReport, WriteStatusReport,
};
use loggia_core::effort::{
    AddExpense, ApproveExpense, ApproveTimesheet, BookPerson, CancelBooking, ChangeBooking,
    ChangeExpense, ChangePerson, CreatePerson, LockPeriod, LogTime, PayExpense, RecallExpense,
    RecallTimesheet, RejectExpense, RejectTimesheet, RemoveExpense, ReopenTimesheet,
    SetApprovalPath, SetAvailability, SetSkills, StaffPerson, SubmitExpense, SubmitTimesheet,
};
use loggia_core::production::{
    AddProcess, AddWorkStep, CreateOrderItem, CreateProductionOrder, CreateResource,
    MarkResourceExternal, MarkResourceInternal, RenameResource, ReportFeedback, ReportWork,
    RescheduleWorkStep, ScheduleProcess, ScheduleWorkStep, SetFrozenZone, UnscheduleWorkStep,
};
use utoipa_axum::router::OpenApiRouter;

use super::{ask, operation};
use crate::app::App;

macro_rules! commands {
    ($($name:ident)+) => {
        /// All commands that can be asked for over HTTP. Not here: what only the system itself
        /// asks for, and importing and attaching files, which have routes of their own.
        pub(in crate::http) fn routes() -> OpenApiRouter<App> {
            let routes = OpenApiRouter::new();
            $(
                let told = operation::of::<$name>(CommandKind::$name);
                let routes = routes.routes((told.schemas, told.paths, post(ask::<$name>)));
            )+
            routes
        }

        #[cfg(test)]
        const ROUTED: &[CommandKind] = &[$(CommandKind::$name,)+];
    };
}

commands! {
    CreateStaffUser
    SetStaffRoles
    CreatePartnerUser
    DeactivatePartnerUser
    ReactivatePartnerUser
    AllowProcessFeedback
    WithdrawProcessFeedback
    AssignModuleLicence
    RevokeModuleLicence
    LinkResource
    UnlinkResource
    SetColumns
    SetFieldAccess
    CreateResource
    RenameResource
    MarkResourceExternal
    MarkResourceInternal
    SetFrozenZone
    CreateOrderItem
    CreateProductionOrder
    AddWorkStep
    AddProcess
    ScheduleWorkStep
    RescheduleWorkStep
    UnscheduleWorkStep
    ScheduleProcess
    ReportFeedback
    ReportWork
    CreateAccount
    ChangeAccount
    CloseAccount
    ReopenAccount
    DeleteAccount
    AddContact
    ChangeContact
    RemoveContact
    EnableContact
    InvitePartner
    PublishPortal
    UnpublishPortal
    SetBranding
    SendInvitation
    RevokeInvitation
    RetryMail
    SetLicencePool
    RemoveLicencePool
    SetPartnerUserTerm
    SetAccessPolicy
    SetAccountSeats
    NamePartnerAdministrator
    DismissPartnerAdministrator
    InviteColleague
    DeactivateColleague
    CreateAccessLevel
    ChangeAccessLevel
    RemoveAccessLevel
    SetDefaultAccessLevel
    CreatePerson
    ChangePerson
    StaffPerson
    CreateProject
    ChangeProject
    SetProjectStatus
    SetProjectHealth
    SetGoLive
    AddPhase
    ChangePhase
    AddParticipant
    ChangeParticipant
    RemoveParticipant
    AddMilestone
    ChangeMilestone
    RemoveMilestone
    AddTask
    ChangeTask
    SetTaskStatus
    AssignTask
    LinkTask
    RemoveTask
    RaiseRaidItem
    ChangeRaidItem
    SetRaidStatus
    LinkRaidItem
    RaiseIssueFromRisk
    WriteStatusReport
    ChangeStatusReport
    SubmitStatusReport
    RecallStatusReport
    ReturnStatusReport
    PublishStatusReport
    LogTime
    SubmitTimesheet
    RecallTimesheet
    ApproveTimesheet
    RejectTimesheet
    ReopenTimesheet
    SetApprovalPath
    LockPeriod
    AddExpense
    ChangeExpense
    RemoveExpense
    SubmitExpense
    RecallExpense
    ApproveExpense
    RejectExpense
    PayExpense
    SetSkills
    SetAvailability
    BookPerson
    ChangeBooking
    CancelBooking
    AddComment
    ChangeComment
    RemoveComment
    RemoveAttachment
    SetStatusReportAudience
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use loggia_core::permit::permit;

    use super::*;

    #[test]
    fn every_command_that_people_ask_for_has_its_route() {
        let elsewhere = [
            CommandKind::ImportProduction,
            CommandKind::ImportPlan,
            CommandKind::ImportTime,
            CommandKind::ImportExpenses,
            CommandKind::AttachFile,
            CommandKind::ViewAs,
        ];
        let of_people =
            |kind: &&CommandKind| permit(**kind).itself.is_none() && !elsewhere.contains(kind);
        let asked: BTreeSet<_> = CommandKind::ASKED.iter().filter(of_people).collect();
        assert_eq!(ROUTED.iter().collect::<BTreeSet<_>>(), asked);
        assert_eq!(ROUTED.len(), asked.len());
        let told = routes().into_openapi();
        for kind in ROUTED {
            let path = format!("/v1/commands/{}", kind.kebab());
            let operation = told.paths.paths.get(&path).and_then(|item| item.post.as_ref());
            assert!(operation.is_some_and(|operation| operation.request_body.is_some()), "{path}");
        }
    }
}
