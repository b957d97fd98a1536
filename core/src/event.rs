//! Everything that can have happened.
//!
//! The payloads live with their contexts and are stored as they are; the numbers of the variants on
//! disk are the business of `loggia-store`.

use serde::Serialize;

use crate::access::FieldScope;
use crate::access::event::{
    AccessLevelChanged, AccessLevelCreated, AccessLevelRemoved, AccessPolicySet, AccountChanged,
    AccountClosed, AccountColumnsSet, AccountCreated, AccountDeleted, AccountReopened,
    AccountSeatsSet, BrandingSet, ColumnsSet, ContactAdded, ContactChanged, ContactEnabled,
    ContactRemoved, DefaultAccessLevelSet, FieldAccessSet, InvitationAccepted, InvitationExpired,
    InvitationHeld, InvitationRevoked, InvitationSent, LicencePoolRemoved, LicencePoolSet,
    MailGivenUp, MailQueuedAgain, MailSent, ModuleLicenceAssigned, ModuleLicenceBegan,
    ModuleLicenceEnded, ModuleLicenceGranted, ModuleLicenceRevoked, PartnerAdministratorDismissed,
    PartnerAdministratorNamed, PartnerUserCreated, PartnerUserDeactivated, PartnerUserReactivated,
    PartnerUserTermBegan, PartnerUserTermEnded, PartnerUserTermSet, PasswordResetEnded,
    PasswordResetSent, PasswordResetUsed, PasswordSet, PortalPublished, PortalUnpublished,
    PortalViewed, ProcessFeedbackAllowed, ProcessFeedbackWithdrawn, ResourceLinkBegan,
    ResourceLinkEnded, ResourceLinkGranted, ResourceLinked, ResourceUnlinked, StaffRolesSet,
    StaffUserCreated, WorkspaceOpened,
};
use crate::delivery::PlanItem;
use crate::delivery::event::{
    AttachmentAdded, AttachmentRemoved, CommentAdded, CommentChanged, CommentRemoved, GoLiveSet,
    MilestoneAdded, MilestoneChanged, MilestoneRemoved, ParticipantAdded, ParticipantChanged,
    ParticipantRemoved, PhaseAdded, PhaseChanged, PlanItemImported, ProjectChanged, ProjectCreated,
    ProjectHealthSet, ProjectStatusSet, RaidItemChanged, RaidItemLinked, RaidItemRaised,
    RaidStatusSet, RiskOccurred, StatusReportAudienceSet, StatusReportChanged,
    StatusReportPublished, StatusReportRecalled, StatusReportReturned, StatusReportSubmitted,
    StatusReportWritten, TaskAdded, TaskAssigned, TaskChanged, TaskLinked, TaskMoved, TaskRemoved,
    TaskStatusSet,
};
use crate::effort::event::{
    ApprovalPathSet, AvailabilitySet, BookingCancelled, BookingChanged, EffortImported,
    ExpenseAdded, ExpenseApproved, ExpenseChanged, ExpensePaid, ExpenseRecalled, ExpenseRejected,
    ExpenseRemoved, ExpenseSubmitted, PeriodLockSet, PersonBooked, PersonChanged, PersonCreated,
    PersonStaffed, SkillsSet, TimeLogged, TimesheetApproved, TimesheetLinesApproved,
    TimesheetOpened, TimesheetRecalled, TimesheetRejected, TimesheetReopened, TimesheetSubmitted,
};
use crate::effort::{EffortItem, WorkedOn};
use crate::id::RecordId;
use crate::production::event::{
    FeedbackGiven, FrozenZoneSet, OrderItemCreated, ProcessAdded, ProcessScheduled,
    ProductionOrderCreated, ResourceCreated, ResourceMarkedExternal, ResourceMarkedInternal,
    ResourceRenamed, WorkReported, WorkStepAdded, WorkStepRescheduled, WorkStepScheduled,
    WorkStepUnscheduled,
};

macro_rules! events {
    ($($(#[$of:meta])* $context:ident $name:ident { $($payload:ident)+ })+) => {
        /// A fact. Facts are only ever added; [`crate::world::World::apply`] says what they mean.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[serde(untagged)]
        pub enum Event {
            $(
                $(#[$of])*
                $context($name),
            )+
        }

        $(
            $(#[$of])*
            #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
            #[serde(tag = "event", rename_all = "snake_case")]
            pub enum $name {
                $(
                    #[doc = concat!("See [`", stringify!($payload), "`].")]
                    $payload($payload),
                )+
            }

            impl From<$name> for Event {
                fn from(event: $name) -> Self {
                    Self::$context(event)
                }
            }

            $(
                impl From<$payload> for Event {
                    fn from(payload: $payload) -> Self {
                        Self::$context($name::$payload(payload))
                    }
                }
            )+
        )+

        impl Event {
            /// The name of the variant, such as `ResourceLinked`.
            pub fn name(&self) -> &'static str {
                match self {
                    $($(Self::$context($name::$payload(_)) => stringify!($payload),)+)+
                }
            }
        }
    };
}

events! {
    /// Of who may come in, and what they are given.
    Access AccessEvent {
        WorkspaceOpened
        StaffUserCreated
        StaffRolesSet
        PartnerUserCreated
        PartnerUserDeactivated
        PartnerUserReactivated
        ProcessFeedbackAllowed
        ProcessFeedbackWithdrawn
        ModuleLicenceAssigned
        ModuleLicenceRevoked
        ResourceLinked
        ResourceUnlinked
        ResourceLinkBegan
        ResourceLinkEnded
        ColumnsSet
        AccountCreated
        AccountChanged
        AccountClosed
        AccountReopened
        AccountDeleted
        ContactAdded
        ContactChanged
        ContactRemoved
        ContactEnabled
        PortalPublished
        PortalUnpublished
        InvitationHeld
        InvitationSent
        InvitationExpired
        InvitationRevoked
        InvitationAccepted
        PasswordResetSent
        PasswordResetUsed
        MailSent
        MailGivenUp
        MailQueuedAgain
        LicencePoolSet
        LicencePoolRemoved
        ModuleLicenceGranted
        ModuleLicenceBegan
        ModuleLicenceEnded
        ResourceLinkGranted
        PartnerUserTermSet
        PartnerUserTermBegan
        PartnerUserTermEnded
        AccessPolicySet
        AccountSeatsSet
        PartnerAdministratorNamed
        PartnerAdministratorDismissed
        FieldAccessSet
        AccountColumnsSet
        PasswordSet
        PasswordResetEnded
        AccessLevelCreated
        AccessLevelChanged
        AccessLevelRemoved
        DefaultAccessLevelSet
        BrandingSet
        PortalViewed
    }
    /// Of the production plan and what was reported on it.
    Production ProductionEvent {
        ResourceCreated
        ResourceRenamed
        ResourceMarkedExternal
        ResourceMarkedInternal
        FrozenZoneSet
        OrderItemCreated
        ProductionOrderCreated
        WorkStepAdded
        ProcessAdded
        WorkStepScheduled
        WorkStepRescheduled
        WorkStepUnscheduled
        ProcessScheduled
        FeedbackGiven
        WorkReported
    }
    /// Of projects that are delivered together.
    Delivery DeliveryEvent {
        ProjectCreated
        ProjectChanged
        ProjectStatusSet
        ProjectHealthSet
        GoLiveSet
        PhaseAdded
        PhaseChanged
        ParticipantAdded
        ParticipantChanged
        ParticipantRemoved
        MilestoneAdded
        MilestoneChanged
        MilestoneRemoved
        TaskAdded
        TaskChanged
        TaskStatusSet
        TaskAssigned
        TaskLinked
        TaskRemoved
        TaskMoved
        PlanItemImported
        RaidItemRaised
        RaidItemChanged
        RaidStatusSet
        RaidItemLinked
        RiskOccurred
        StatusReportWritten
        StatusReportChanged
        StatusReportSubmitted
        StatusReportRecalled
        StatusReportReturned
        StatusReportPublished
        CommentAdded
        CommentChanged
        CommentRemoved
        AttachmentAdded
        AttachmentRemoved
        StatusReportAudienceSet
    }
    /// Of who works on projects, and what of it.
    Effort EffortEvent {
        PersonCreated
        PersonChanged
        PersonStaffed
        TimesheetOpened
        TimeLogged
        TimesheetSubmitted
        TimesheetRecalled
        TimesheetLinesApproved
        TimesheetApproved
        TimesheetRejected
        TimesheetReopened
        ApprovalPathSet
        PeriodLockSet
        ExpenseAdded
        ExpenseChanged
        ExpenseRemoved
        ExpenseSubmitted
        ExpenseRecalled
        ExpenseApproved
        ExpenseRejected
        ExpensePaid
        SkillsSet
        AvailabilitySet
        PersonBooked
        BookingChanged
        BookingCancelled
        EffortImported
    }
}

const NONE: [Option<RecordId>; 3] = [None; 3];

fn one(id: impl Into<RecordId>) -> [Option<RecordId>; 3] {
    [Some(id.into()), None, None]
}

fn two(id: impl Into<RecordId>, other: impl Into<RecordId>) -> [Option<RecordId>; 3] {
    [Some(id.into()), Some(other.into()), None]
}

impl Event {
    /// The records in whose history the event stands: the first is the one that changed.
    pub fn records(&self) -> [Option<RecordId>; 3] {
        match self {
            Self::Access(event) => event.records(),
            Self::Production(event) => event.records(),
            Self::Delivery(event) => event.records(),
            Self::Effort(event) => event.records(),
        }
    }
}

impl AccessEvent {
    fn records(&self) -> [Option<RecordId>; 3] {
        match self {
            Self::WorkspaceOpened(_)
            | Self::ColumnsSet(_)
            | Self::PortalPublished(_)
            | Self::PortalUnpublished(_)
            | Self::BrandingSet(_)
            | Self::LicencePoolSet(_)
            | Self::LicencePoolRemoved(_) => NONE,
            Self::StaffUserCreated(e) => one(e.id),
            Self::StaffRolesSet(e) => one(e.id),
            Self::PartnerUserCreated(e) => one(e.id),
            Self::PartnerUserDeactivated(e) => one(e.id),
            Self::PartnerUserReactivated(e) => one(e.id),
            Self::ProcessFeedbackAllowed(e) => one(e.id),
            Self::ProcessFeedbackWithdrawn(e) => one(e.id),
            Self::ModuleLicenceAssigned(e) => one(e.id),
            Self::ModuleLicenceRevoked(e) => one(e.id),
            Self::ResourceLinked(e) => two(e.partner_user, e.resource),
            Self::ResourceUnlinked(e) => two(e.partner_user, e.resource),
            Self::ResourceLinkBegan(e) => two(e.partner_user, e.resource),
            Self::ResourceLinkEnded(e) => two(e.partner_user, e.resource),
            Self::AccountCreated(e) => one(e.id),
            Self::AccountChanged(e) => one(e.id),
            Self::AccountClosed(e) => one(e.id),
            Self::AccountReopened(e) => one(e.id),
            Self::AccountDeleted(e) => one(e.id),
            Self::ContactChanged(e) => one(e.id),
            Self::ContactRemoved(e) => one(e.id),
            Self::ContactAdded(e) => two(e.id, e.account),
            Self::InvitationHeld(e) => one(e.partner_user),
            Self::InvitationExpired(e) => one(e.partner_user),
            Self::InvitationRevoked(e) => one(e.partner_user),
            Self::InvitationAccepted(e) => one(e.partner_user),
            Self::PasswordResetUsed(e) => one(e.partner_user),
            Self::InvitationSent(e) => two(e.partner_user, e.mail),
            Self::PasswordResetSent(e) => two(e.partner_user, e.mail),
            Self::MailSent(e) => one(e.mail),
            Self::MailGivenUp(e) => one(e.mail),
            Self::MailQueuedAgain(e) => one(e.mail),
            Self::ContactEnabled(e) => two(e.contact, e.partner_user),
            Self::ModuleLicenceGranted(e) => one(e.partner_user),
            Self::ModuleLicenceBegan(e) => one(e.partner_user),
            Self::ModuleLicenceEnded(e) => one(e.partner_user),
            Self::ResourceLinkGranted(e) => two(e.partner_user, e.resource),
            Self::PartnerUserTermSet(e) => one(e.partner_user),
            Self::PartnerUserTermBegan(e) => one(e.partner_user),
            Self::PartnerUserTermEnded(e) => one(e.partner_user),
            Self::AccessPolicySet(e) => one(e.account),
            Self::AccountSeatsSet(e) => one(e.id),
            Self::PartnerAdministratorNamed(e) => one(e.id),
            Self::PartnerAdministratorDismissed(e) => one(e.id),
            Self::FieldAccessSet(e) => match e.scope {
                FieldScope::Account(account) => one(account),
                FieldScope::Externals | FieldScope::PartnerType(_) => NONE,
            },
            Self::AccountColumnsSet(e) => one(e.account),
            Self::PasswordSet(e) => [Some(e.partner_user.into()), e.mail.map(RecordId::from), None],
            Self::PasswordResetEnded(e) => one(e.partner_user),
            Self::PortalViewed(e) => one(e.partner_user),
            Self::AccessLevelCreated(e) => one(e.id),
            Self::AccessLevelChanged(e) => one(e.id),
            Self::AccessLevelRemoved(e) => one(e.id),
            Self::DefaultAccessLevelSet(e) => [e.level.map(RecordId::from), None, None],
        }
    }
}

impl ProductionEvent {
    fn records(&self) -> [Option<RecordId>; 3] {
        match self {
            Self::ResourceCreated(e) => one(e.id),
            Self::ResourceRenamed(e) => one(e.id),
            Self::ResourceMarkedExternal(e) => one(e.id),
            Self::ResourceMarkedInternal(e) => one(e.id),
            Self::FrozenZoneSet(e) => one(e.id),
            Self::OrderItemCreated(e) => one(e.id),
            Self::ProductionOrderCreated(e) => {
                [Some(e.id.into()), e.order_item.map(RecordId::from), None]
            }
            Self::WorkStepAdded(e) => {
                [Some(e.id.into()), Some(e.order.into()), Some(e.resource.into())]
            }
            Self::ProcessAdded(e) => {
                [Some(e.id.into()), Some(e.order.into()), e.resource.map(RecordId::from)]
            }
            Self::WorkStepScheduled(e) => one(e.step),
            Self::WorkStepRescheduled(e) => two(e.step, e.resource),
            Self::WorkStepUnscheduled(e) => one(e.step),
            Self::ProcessScheduled(e) => one(e.process),
            Self::FeedbackGiven(e) => one(e.subject),
            Self::WorkReported(e) => one(e.subject),
        }
    }
}

impl DeliveryEvent {
    fn records(&self) -> [Option<RecordId>; 3] {
        match self {
            Self::ProjectCreated(e) => one(e.id),
            Self::ProjectChanged(e) => one(e.id),
            Self::ProjectStatusSet(e) => one(e.id),
            Self::ProjectHealthSet(e) => one(e.id),
            Self::GoLiveSet(e) => one(e.id),
            Self::PhaseAdded(e) => two(e.id, e.project),
            Self::PhaseChanged(e) => one(e.id),
            Self::ParticipantAdded(e) => {
                [Some(e.id.into()), Some(e.phase.into()), Some(e.person.into())]
            }
            Self::ParticipantChanged(e) => one(e.id),
            Self::ParticipantRemoved(e) => one(e.id),
            Self::MilestoneAdded(e) => two(e.id, e.project),
            Self::MilestoneChanged(e) => one(e.id),
            Self::MilestoneRemoved(e) => one(e.id),
            Self::TaskAdded(e) => two(e.id, e.phase),
            Self::TaskChanged(e) => one(e.id),
            Self::TaskStatusSet(e) => one(e.id),
            Self::TaskAssigned(e) => one(e.id),
            Self::TaskLinked(e) => one(e.id),
            Self::TaskRemoved(e) => one(e.id),
            Self::TaskMoved(e) => two(e.id, e.phase),
            Self::PlanItemImported(e) => match e.item {
                PlanItem::Phase(phase) => two(phase, e.project),
                PlanItem::Task(task) => two(task, e.project),
                PlanItem::Person(person) => two(person, e.project),
            },
            Self::RaidItemRaised(e) => two(e.id, e.project),
            Self::RaidItemChanged(e) => one(e.id),
            Self::RaidStatusSet(e) => one(e.id),
            Self::RaidItemLinked(e) => one(e.id),
            Self::RiskOccurred(e) => two(e.id, e.issue),
            Self::StatusReportWritten(e) => two(e.id, e.project),
            Self::StatusReportChanged(e) => one(e.id),
            Self::StatusReportSubmitted(e) => one(e.id),
            Self::StatusReportRecalled(e) => one(e.id),
            Self::StatusReportReturned(e) => one(e.id),
            Self::StatusReportPublished(e) => one(e.id),
            Self::CommentAdded(e) => two(e.id, e.about),
            Self::CommentChanged(e) => one(e.id),
            Self::CommentRemoved(e) => one(e.id),
            Self::AttachmentAdded(e) => two(e.id, e.about),
            Self::AttachmentRemoved(e) => one(e.id),
            Self::StatusReportAudienceSet(e) => one(e.id),
        }
    }
}

impl EffortEvent {
    fn records(&self) -> [Option<RecordId>; 3] {
        match self {
            Self::PersonCreated(e) => one(e.id),
            Self::PersonChanged(e) => one(e.id),
            Self::PersonStaffed(e) => one(e.id),
            Self::TimesheetOpened(e) => two(e.id, e.person),
            Self::TimeLogged(e) => {
                let on = match e.on {
                    WorkedOn::Task(task) => task.into(),
                    WorkedOn::Phase(phase) => phase.into(),
                };
                [Some(e.timesheet.into()), Some(on), None]
            }
            Self::TimesheetSubmitted(e) => one(e.id),
            Self::TimesheetRecalled(e) => one(e.id),
            Self::TimesheetLinesApproved(e) => one(e.id),
            Self::TimesheetApproved(e) => one(e.id),
            Self::TimesheetRejected(e) => one(e.id),
            Self::TimesheetReopened(e) => one(e.id),
            Self::ApprovalPathSet(_) | Self::PeriodLockSet(_) => NONE,
            Self::ExpenseAdded(e) => {
                [Some(e.id.into()), Some(e.project.into()), Some(e.person.into())]
            }
            Self::ExpenseChanged(e) => one(e.id),
            Self::ExpenseRemoved(e) => one(e.id),
            Self::ExpenseSubmitted(e) => one(e.id),
            Self::ExpenseRecalled(e) => one(e.id),
            Self::ExpenseApproved(e) => one(e.id),
            Self::ExpenseRejected(e) => one(e.id),
            Self::ExpensePaid(e) => one(e.id),
            Self::SkillsSet(e) => one(e.id),
            Self::AvailabilitySet(e) => one(e.id),
            Self::PersonBooked(e) => two(e.id, e.project),
            Self::BookingChanged(e) => one(e.id),
            Self::BookingCancelled(e) => one(e.id),
            Self::EffortImported(e) => match e.item {
                EffortItem::Timesheet(timesheet) => one(timesheet),
                EffortItem::Expense(expense) => one(expense),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::story::{
        ITEM, LASER, O, OVEN, PARTNER, S, item, linked, moved, on, order_for, partner, resource,
        scheduled, step,
    };
    use crate::spec::{given, hours};

    #[test]
    fn an_event_stands_in_the_history_of_every_record_that_it_joins() {
        let mut plant = given([]);
        let histories: [(_, &[RecordId]); 8] = [
            (resource(LASER), &[LASER.into()]),
            (resource(OVEN), &[OVEN.into()]),
            (partner(PARTNER), &[PARTNER.into()]),
            (linked(PARTNER, LASER), &[PARTNER.into(), LASER.into()]),
            (item(ITEM), &[ITEM.into()]),
            (order_for(O, ITEM), &[O.into(), ITEM.into()]),
            (step(S, on(LASER)), &[S.into(), O.into(), LASER.into()]),
            (scheduled(S, hours(1, 2)), &[S.into()]),
        ];
        for (told, expected) in histories {
            for event in plant.when(told) {
                let records: Vec<RecordId> = event.records().into_iter().flatten().collect();
                assert_eq!(records, expected, "{}", event.name());
            }
        }
        let events = plant.when(moved(S, OVEN, hours(1, 2)));
        let records = events.first().map(Event::records);
        assert_eq!(records, Some([Some(S.into()), Some(OVEN.into()), None]));
    }
}
