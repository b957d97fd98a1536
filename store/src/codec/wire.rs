//! The places of events and commands on disk. Append only: bincode stores the place of a variant.

use loggia_core::access::event::*;
use loggia_core::command::CommandKind;
use loggia_core::delivery::event::*;
use loggia_core::effort::event::*;
use loggia_core::event::{
    AccessEvent as Access, DeliveryEvent as Delivery, EffortEvent as Effort, Event,
    ProductionEvent as Production,
};
use loggia_core::production::event::*;
use serde::{Deserialize, Serialize};

macro_rules! wire_events {
    ($($context:ident $name:ident)+) => {
        /// An event as it is read.
        #[derive(Deserialize)]
        pub(super) enum WireEvent {
            $($name($name),)+
        }

        /// An event as it is written, without a copy.
        #[derive(Serialize)]
        pub(super) enum WireEventRef<'a> {
            $($name(&'a $name),)+
        }

        impl<'a> From<&'a Event> for WireEventRef<'a> {
            // An event that core has and this list has not does not compile here.
            fn from(event: &'a Event) -> Self {
                match event {
                    $(Event::$context($context::$name(payload)) => Self::$name(payload),)+
                }
            }
        }

        impl From<WireEvent> for Event {
            fn from(event: WireEvent) -> Self {
                match event {
                    $(WireEvent::$name(payload) => payload.into(),)+
                }
            }
        }

        /// The names of all events, in their places.
        #[cfg(test)]
        pub(super) const EVENT_NAMES: &[&str] = &[$(stringify!($name),)+];
    };
}

// Stored by its place: add at the end, never move, never take away.
wire_events! {
    Access WorkspaceOpened
    Access StaffUserCreated
    Access StaffRolesSet
    Access PartnerUserCreated
    Access PartnerUserDeactivated
    Access PartnerUserReactivated
    Access ProcessFeedbackAllowed
    Access ProcessFeedbackWithdrawn
    Access ModuleLicenceAssigned
    Access ModuleLicenceRevoked
    Access ResourceLinked
    Access ResourceUnlinked
    Access ResourceLinkBegan
    Access ResourceLinkEnded
    Access ColumnsSet
    Production ResourceCreated
    Production ResourceRenamed
    Production ResourceMarkedExternal
    Production ResourceMarkedInternal
    Production FrozenZoneSet
    Production OrderItemCreated
    Production ProductionOrderCreated
    Production WorkStepAdded
    Production ProcessAdded
    Production WorkStepScheduled
    Production WorkStepRescheduled
    Production WorkStepUnscheduled
    Production ProcessScheduled
    Production FeedbackGiven
    Production WorkReported
    Access AccountCreated
    Access AccountChanged
    Access AccountClosed
    Access AccountReopened
    Access AccountDeleted
    Access ContactAdded
    Access ContactChanged
    Access ContactRemoved
    Access ContactEnabled
    Access PortalPublished
    Access PortalUnpublished
    Access InvitationHeld
    Access InvitationSent
    Access InvitationExpired
    Access InvitationRevoked
    Access InvitationAccepted
    Access PasswordResetSent
    Access PasswordResetUsed
    Access MailSent
    Access MailGivenUp
    Access MailQueuedAgain
    Access LicencePoolSet
    Access LicencePoolRemoved
    Access ModuleLicenceGranted
    Access ModuleLicenceBegan
    Access ModuleLicenceEnded
    Access ResourceLinkGranted
    Access PartnerUserTermSet
    Access PartnerUserTermBegan
    Access PartnerUserTermEnded
    Access AccessPolicySet
    Access AccountSeatsSet
    Access PartnerAdministratorNamed
    Access PartnerAdministratorDismissed
    Access FieldAccessSet
    Access AccountColumnsSet
    Access PasswordSet
    Access PasswordResetEnded
    Access AccessLevelCreated
    Access AccessLevelChanged
    Access AccessLevelRemoved
    Access DefaultAccessLevelSet
    Effort PersonCreated
    Effort PersonChanged
    Effort PersonStaffed
    Delivery ProjectCreated
    Delivery ProjectChanged
    Delivery ProjectStatusSet
    Delivery ProjectHealthSet
    Delivery GoLiveSet
    Delivery PhaseAdded
    Delivery PhaseChanged
    Delivery ParticipantAdded
    Delivery ParticipantChanged
    Delivery ParticipantRemoved
    Delivery MilestoneAdded
    Delivery MilestoneChanged
    Delivery MilestoneRemoved
    Delivery TaskAdded
    Delivery TaskChanged
    Delivery TaskStatusSet
    Delivery TaskAssigned
    Delivery TaskLinked
    Delivery TaskRemoved
    Delivery TaskMoved
    Delivery PlanItemImported
    Delivery RaidItemRaised
    Delivery RaidItemChanged
    Delivery RaidStatusSet
    Delivery RaidItemLinked
    Delivery RiskOccurred
    Delivery StatusReportWritten
    Delivery StatusReportChanged
    Delivery StatusReportSubmitted
    Delivery StatusReportRecalled
    Delivery StatusReportReturned
    Delivery StatusReportPublished
    Effort TimesheetOpened
    Effort TimeLogged
    Effort TimesheetSubmitted
    Effort TimesheetRecalled
    Effort TimesheetLinesApproved
    Effort TimesheetApproved
    Effort TimesheetRejected
    Effort TimesheetReopened
    Effort ApprovalPathSet
    Effort PeriodLockSet
    Effort ExpenseAdded
    Effort ExpenseChanged
    Effort ExpenseRemoved
    Effort ExpenseSubmitted
    Effort ExpenseRecalled
    Effort ExpenseApproved
    Effort ExpenseRejected
    Effort ExpensePaid
    Effort SkillsSet
    Effort AvailabilitySet
    Effort PersonBooked
    Effort BookingChanged
    Effort BookingCancelled
    Effort EffortImported
    Delivery CommentAdded
    Delivery CommentChanged
    Delivery CommentRemoved
    Delivery AttachmentAdded
    Delivery AttachmentRemoved
    Delivery StatusReportAudienceSet
    Access BrandingSet
    Access PortalViewed
}

macro_rules! wire_kinds {
    ($($name:ident)+) => {
        /// Which command it was.
        #[derive(Clone, Copy, Serialize, Deserialize)]
        pub(super) enum WireKind {
            $($name,)+
        }

        impl From<CommandKind> for WireKind {
            // A command that core has and this list has not does not compile here.
            fn from(kind: CommandKind) -> Self {
                match kind {
                    $(CommandKind::$name => Self::$name,)+
                }
            }
        }

        impl From<WireKind> for CommandKind {
            fn from(kind: WireKind) -> Self {
                match kind {
                    $(WireKind::$name => Self::$name,)+
                }
            }
        }
    };
}

// Stored by its place: add at the end, never move, never take away.
wire_kinds! {
    Clock
    OpenWorkspace
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
    ImportProduction
    CreateAccount
    ChangeAccount
    CloseAccount
    ReopenAccount
    DeleteAccount
    AddContact
    ChangeContact
    RemoveContact
    EnableContact
    PublishPortal
    UnpublishPortal
    SendInvitation
    RevokeInvitation
    AcceptInvitation
    SendPasswordReset
    UsePasswordReset
    RecordMailSent
    RecordMailGivenUp
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
    SetFieldAccess
    InvitePartner
    RecordPasswordSet
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
    ImportPlan
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
    ImportTime
    ImportExpenses
    AddComment
    ChangeComment
    RemoveComment
    AttachFile
    RemoveAttachment
    SetStatusReportAudience
    SetBranding
    ViewAs
}
