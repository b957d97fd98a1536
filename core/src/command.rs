//! Everything that can be asked for.

use serde::{Deserialize, Serialize};

use crate::access::{
    AcceptInvitation, AddContact, AllowProcessFeedback, AssignModuleLicence, ChangeAccessLevel,
    ChangeAccount, ChangeContact, CloseAccount, CreateAccessLevel, CreateAccount,
    CreatePartnerUser, CreateStaffUser, DeactivateColleague, DeactivatePartnerUser, DeleteAccount,
    DismissPartnerAdministrator, EnableContact, InviteColleague, InvitePartner, LinkResource,
    NamePartnerAdministrator, OpenWorkspace, PublishPortal, ReactivatePartnerUser,
    RecordMailGivenUp, RecordMailSent, RecordPasswordSet, RemoveAccessLevel, RemoveContact,
    RemoveLicencePool, ReopenAccount, RetryMail, RevokeInvitation, RevokeModuleLicence,
    SendInvitation, SendPasswordReset, SetAccessPolicy, SetAccountSeats, SetBranding, SetColumns,
    SetDefaultAccessLevel, SetFieldAccess, SetLicencePool, SetPartnerUserTerm, SetStaffRoles,
    UnlinkResource, UnpublishPortal, UsePasswordReset, ViewAs, WithdrawProcessFeedback,
};
use crate::delivery::{
    AddComment, AddMilestone, AddParticipant, AddPhase, AddTask, AssignTask, AttachFile,
    ChangeComment, ChangeMilestone, ChangeParticipant, ChangePhase, ChangeProject, ChangeRaidItem,
    ChangeStatusReport, ChangeTask, CreateProject, ImportPlan, LinkRaidItem, LinkTask,
    PublishStatusReport, RaiseIssueFromRisk, RaiseRaidItem, RecallStatusReport, RemoveAttachment,
    RemoveComment, RemoveMilestone, RemoveParticipant, RemoveTask, ReturnStatusReport, SetGoLive,
    SetProjectHealth, SetProjectStatus, SetRaidStatus, SetStatusReportAudience, SetTaskStatus,
    SubmitStatusReport, WriteStatusReport,
};
use crate::effort::{
    AddExpense, ApproveExpense, ApproveTimesheet, BookPerson, CancelBooking, ChangeBooking,
    ChangeExpense, ChangePerson, CreatePerson, ImportExpenses, ImportTime, LockPeriod, LogTime,
    PayExpense, RecallExpense, RecallTimesheet, RejectExpense, RejectTimesheet, RemoveExpense,
    ReopenTimesheet, SetApprovalPath, SetAvailability, SetSkills, StaffPerson, SubmitExpense,
    SubmitTimesheet,
};
use crate::production::{
    AddProcess, AddWorkStep, CreateOrderItem, CreateProductionOrder, CreateResource,
    ImportProduction, MarkResourceExternal, MarkResourceInternal, RenameResource, ReportFeedback,
    ReportWork, RescheduleWorkStep, ScheduleProcess, ScheduleWorkStep, SetFrozenZone,
    UnscheduleWorkStep,
};

macro_rules! commands {
    ($($name:ident $kebab:literal)+) => {
        /// A wish. `World::decide` turns it into events or says why not.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[serde(untagged)]
        pub enum Command {
            $(
                #[doc = concat!("`", $kebab, "`: see [`", stringify!($name), "`].")]
                $name($name),
            )+
        }

        /// Which command it was, as the log remembers it. Stored: append only.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(rename_all = "kebab-case")]
        pub enum CommandKind {
            $(
                #[doc = concat!("`", $kebab, "`")]
                $name,
            )+
            /// What time brought about; nobody asked.
            Clock,
        }

        $(
            impl From<$name> for Command {
                fn from(command: $name) -> Self {
                    Self::$name(command)
                }
            }
        )+

        impl Command {
            /// Which command it is.
            pub fn kind(&self) -> CommandKind {
                match self {
                    $(Self::$name(_) => CommandKind::$name,)+
                }
            }
        }

        impl CommandKind {
            /// All that people can ask for.
            pub const ASKED: &'static [Self] = &[$(Self::$name,)+];

            /// The name in the address of its route, such as `link-resource`.
            pub fn kebab(self) -> &'static str {
                match self {
                    $(Self::$name => $kebab,)+
                    Self::Clock => "clock",
                }
            }
        }
    };
}

// Stored by its place: add at the end.
commands! {
    OpenWorkspace "open-workspace"
    CreateStaffUser "create-staff-user"
    SetStaffRoles "set-staff-roles"
    CreatePartnerUser "create-partner-user"
    DeactivatePartnerUser "deactivate-partner-user"
    ReactivatePartnerUser "reactivate-partner-user"
    AllowProcessFeedback "allow-process-feedback"
    WithdrawProcessFeedback "withdraw-process-feedback"
    AssignModuleLicence "assign-module-licence"
    RevokeModuleLicence "revoke-module-licence"
    LinkResource "link-resource"
    UnlinkResource "unlink-resource"
    SetColumns "set-columns"
    CreateResource "create-resource"
    RenameResource "rename-resource"
    MarkResourceExternal "mark-resource-external"
    MarkResourceInternal "mark-resource-internal"
    SetFrozenZone "set-frozen-zone"
    CreateOrderItem "create-order-item"
    CreateProductionOrder "create-production-order"
    AddWorkStep "add-work-step"
    AddProcess "add-process"
    ScheduleWorkStep "schedule-work-step"
    RescheduleWorkStep "reschedule-work-step"
    UnscheduleWorkStep "unschedule-work-step"
    ScheduleProcess "schedule-process"
    ReportFeedback "report-feedback"
    ReportWork "report-work"
    ImportProduction "import-production"
    CreateAccount "create-account"
    ChangeAccount "change-account"
    CloseAccount "close-account"
    ReopenAccount "reopen-account"
    DeleteAccount "delete-account"
    AddContact "add-contact"
    ChangeContact "change-contact"
    RemoveContact "remove-contact"
    EnableContact "enable-contact"
    PublishPortal "publish-portal"
    UnpublishPortal "unpublish-portal"
    SendInvitation "send-invitation"
    RevokeInvitation "revoke-invitation"
    AcceptInvitation "accept-invitation"
    SendPasswordReset "send-password-reset"
    UsePasswordReset "use-password-reset"
    RecordMailSent "record-mail-sent"
    RecordMailGivenUp "record-mail-given-up"
    RetryMail "retry-mail"
    SetLicencePool "set-licence-pool"
    RemoveLicencePool "remove-licence-pool"
    SetPartnerUserTerm "set-partner-user-term"
    SetAccessPolicy "set-access-policy"
    SetAccountSeats "set-account-seats"
    NamePartnerAdministrator "name-partner-administrator"
    DismissPartnerAdministrator "dismiss-partner-administrator"
    InviteColleague "invite-colleague"
    DeactivateColleague "deactivate-colleague"
    SetFieldAccess "set-field-access"
    InvitePartner "invite-partner"
    RecordPasswordSet "record-password-set"
    CreateAccessLevel "create-access-level"
    ChangeAccessLevel "change-access-level"
    RemoveAccessLevel "remove-access-level"
    SetDefaultAccessLevel "set-default-access-level"
    CreatePerson "create-person"
    ChangePerson "change-person"
    StaffPerson "staff-person"
    CreateProject "create-project"
    ChangeProject "change-project"
    SetProjectStatus "set-project-status"
    SetProjectHealth "set-project-health"
    SetGoLive "set-go-live"
    AddPhase "add-phase"
    ChangePhase "change-phase"
    AddParticipant "add-participant"
    ChangeParticipant "change-participant"
    RemoveParticipant "remove-participant"
    AddMilestone "add-milestone"
    ChangeMilestone "change-milestone"
    RemoveMilestone "remove-milestone"
    AddTask "add-task"
    ChangeTask "change-task"
    SetTaskStatus "set-task-status"
    AssignTask "assign-task"
    LinkTask "link-task"
    RemoveTask "remove-task"
    ImportPlan "import-plan"
    RaiseRaidItem "raise-raid-item"
    ChangeRaidItem "change-raid-item"
    SetRaidStatus "set-raid-status"
    LinkRaidItem "link-raid-item"
    RaiseIssueFromRisk "raise-issue-from-risk"
    WriteStatusReport "write-status-report"
    ChangeStatusReport "change-status-report"
    SubmitStatusReport "submit-status-report"
    RecallStatusReport "recall-status-report"
    ReturnStatusReport "return-status-report"
    PublishStatusReport "publish-status-report"
    LogTime "log-time"
    SubmitTimesheet "submit-timesheet"
    RecallTimesheet "recall-timesheet"
    ApproveTimesheet "approve-timesheet"
    RejectTimesheet "reject-timesheet"
    ReopenTimesheet "reopen-timesheet"
    SetApprovalPath "set-approval-path"
    LockPeriod "lock-period"
    AddExpense "add-expense"
    ChangeExpense "change-expense"
    RemoveExpense "remove-expense"
    SubmitExpense "submit-expense"
    RecallExpense "recall-expense"
    ApproveExpense "approve-expense"
    RejectExpense "reject-expense"
    PayExpense "pay-expense"
    SetSkills "set-skills"
    SetAvailability "set-availability"
    BookPerson "book-person"
    ChangeBooking "change-booking"
    CancelBooking "cancel-booking"
    ImportTime "import-time"
    ImportExpenses "import-expenses"
    AddComment "add-comment"
    ChangeComment "change-comment"
    RemoveComment "remove-comment"
    AttachFile "attach-file"
    RemoveAttachment "remove-attachment"
    SetStatusReportAudience "set-status-report-audience"
    SetBranding "set-branding"
    ViewAs "view-as"
}

impl CommandKind {
    /// Whether it brings rows by the hundred, so that deciding it may take milliseconds.
    pub fn is_bulk(self) -> bool {
        [Self::ImportProduction, Self::ImportPlan, Self::ImportTime, Self::ImportExpenses]
            .contains(&self)
    }
}
