//! Everything that can have happened.
//!
//! The payloads live with their contexts and are stored as they are; the numbers of the variants on
//! disk are the business of `loggia-store`.

use serde::Serialize;

use crate::access::FieldScope;
use crate::access::event::{
    AccessPolicySet, AccountChanged, AccountClosed, AccountColumnsSet, AccountCreated,
    AccountDeleted, AccountReopened, AccountSeatsSet, ColumnsSet, ContactAdded, ContactChanged,
    ContactEnabled, ContactRemoved, FieldAccessSet, InvitationAccepted, InvitationExpired,
    InvitationHeld, InvitationRevoked, InvitationSent, LicencePoolRemoved, LicencePoolSet,
    MailGivenUp, MailQueuedAgain, MailSent, ModuleLicenceAssigned, ModuleLicenceBegan,
    ModuleLicenceEnded, ModuleLicenceGranted, ModuleLicenceRevoked, PartnerAdministratorDismissed,
    PartnerAdministratorNamed, PartnerUserCreated, PartnerUserDeactivated, PartnerUserReactivated,
    PartnerUserTermBegan, PartnerUserTermEnded, PartnerUserTermSet, PasswordResetEnded,
    PasswordResetSent, PasswordResetUsed, PasswordSet, PortalPublished, PortalUnpublished,
    ProcessFeedbackAllowed, ProcessFeedbackWithdrawn, ResourceLinkBegan, ResourceLinkEnded,
    ResourceLinkGranted, ResourceLinked, ResourceUnlinked, StaffRolesSet, StaffUserCreated,
    WorkspaceOpened,
};
use crate::id::RecordId;
use crate::production::event::{
    FeedbackGiven, FrozenZoneSet, OrderItemCreated, ProcessAdded, ProcessScheduled,
    ProductionOrderCreated, ResourceCreated, ResourceMarkedExternal, ResourceMarkedInternal,
    ResourceRenamed, WorkReported, WorkStepAdded, WorkStepRescheduled, WorkStepScheduled,
    WorkStepUnscheduled,
};

macro_rules! events {
    ($($name:ident)+) => {
        /// A fact. Facts are only ever added; [`crate::world::World::apply`] says what they mean.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[serde(tag = "event", rename_all = "snake_case")]
        pub enum Event {
            $(
                #[doc = concat!("See [`", stringify!($name), "`].")]
                $name($name),
            )+
        }

        $(
            impl From<$name> for Event {
                fn from(payload: $name) -> Self {
                    Self::$name(payload)
                }
            }
        )+

        impl Event {
            /// The name of the variant, such as `ResourceLinked`.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$name(_) => stringify!($name),)+
                }
            }
        }
    };
}

events! {
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
}

impl Event {
    /// The records in whose history the event stands: the first is the one that changed.
    pub fn records(&self) -> [Option<RecordId>; 3] {
        let one = |id: RecordId| [Some(id), None, None];
        let two = |id: RecordId, other: RecordId| [Some(id), Some(other), None];
        match self {
            Self::WorkspaceOpened(_)
            | Self::ColumnsSet(_)
            | Self::PortalPublished(_)
            | Self::PortalUnpublished(_)
            | Self::LicencePoolSet(_)
            | Self::LicencePoolRemoved(_) => [None, None, None],
            Self::StaffUserCreated(e) => one(e.id.into()),
            Self::StaffRolesSet(e) => one(e.id.into()),
            Self::PartnerUserCreated(e) => one(e.id.into()),
            Self::PartnerUserDeactivated(e) => one(e.id.into()),
            Self::PartnerUserReactivated(e) => one(e.id.into()),
            Self::ProcessFeedbackAllowed(e) => one(e.id.into()),
            Self::ProcessFeedbackWithdrawn(e) => one(e.id.into()),
            Self::ModuleLicenceAssigned(e) => one(e.id.into()),
            Self::ModuleLicenceRevoked(e) => one(e.id.into()),
            Self::ResourceLinked(e) => two(e.partner_user.into(), e.resource.into()),
            Self::ResourceUnlinked(e) => two(e.partner_user.into(), e.resource.into()),
            Self::ResourceLinkBegan(e) => two(e.partner_user.into(), e.resource.into()),
            Self::ResourceLinkEnded(e) => two(e.partner_user.into(), e.resource.into()),
            Self::ResourceCreated(e) => one(e.id.into()),
            Self::ResourceRenamed(e) => one(e.id.into()),
            Self::ResourceMarkedExternal(e) => one(e.id.into()),
            Self::ResourceMarkedInternal(e) => one(e.id.into()),
            Self::FrozenZoneSet(e) => one(e.id.into()),
            Self::OrderItemCreated(e) => one(e.id.into()),
            Self::ProductionOrderCreated(e) => {
                [Some(e.id.into()), e.order_item.map(RecordId::from), None]
            }
            Self::WorkStepAdded(e) => {
                [Some(e.id.into()), Some(e.order.into()), Some(e.resource.into())]
            }
            Self::ProcessAdded(e) => {
                [Some(e.id.into()), Some(e.order.into()), e.resource.map(RecordId::from)]
            }
            Self::WorkStepScheduled(e) => one(e.step.into()),
            Self::WorkStepRescheduled(e) => two(e.step.into(), e.resource.into()),
            Self::WorkStepUnscheduled(e) => one(e.step.into()),
            Self::ProcessScheduled(e) => one(e.process.into()),
            Self::FeedbackGiven(e) => one(e.subject.into()),
            Self::WorkReported(e) => one(e.subject.into()),
            Self::AccountCreated(e) => one(e.id.into()),
            Self::AccountChanged(e) => one(e.id.into()),
            Self::AccountClosed(e) => one(e.id.into()),
            Self::AccountReopened(e) => one(e.id.into()),
            Self::AccountDeleted(e) => one(e.id.into()),
            Self::ContactChanged(e) => one(e.id.into()),
            Self::ContactRemoved(e) => one(e.id.into()),
            Self::ContactAdded(e) => two(e.id.into(), e.account.into()),
            Self::InvitationHeld(e) => one(e.partner_user.into()),
            Self::InvitationExpired(e) => one(e.partner_user.into()),
            Self::InvitationRevoked(e) => one(e.partner_user.into()),
            Self::InvitationAccepted(e) => one(e.partner_user.into()),
            Self::PasswordResetUsed(e) => one(e.partner_user.into()),
            Self::InvitationSent(e) => two(e.partner_user.into(), e.mail.into()),
            Self::PasswordResetSent(e) => two(e.partner_user.into(), e.mail.into()),
            Self::MailSent(e) => one(e.mail.into()),
            Self::MailGivenUp(e) => one(e.mail.into()),
            Self::MailQueuedAgain(e) => one(e.mail.into()),
            Self::ContactEnabled(e) => two(e.contact.into(), e.partner_user.into()),
            Self::ModuleLicenceGranted(e) => one(e.partner_user.into()),
            Self::ModuleLicenceBegan(e) => one(e.partner_user.into()),
            Self::ModuleLicenceEnded(e) => one(e.partner_user.into()),
            Self::ResourceLinkGranted(e) => two(e.partner_user.into(), e.resource.into()),
            Self::PartnerUserTermSet(e) => one(e.partner_user.into()),
            Self::PartnerUserTermBegan(e) => one(e.partner_user.into()),
            Self::PartnerUserTermEnded(e) => one(e.partner_user.into()),
            Self::AccessPolicySet(e) => one(e.account.into()),
            Self::AccountSeatsSet(e) => one(e.id.into()),
            Self::PartnerAdministratorNamed(e) => one(e.id.into()),
            Self::PartnerAdministratorDismissed(e) => one(e.id.into()),
            Self::FieldAccessSet(e) => match e.scope {
                FieldScope::Account(account) => one(account.into()),
                FieldScope::Externals | FieldScope::PartnerType(_) => [None, None, None],
            },
            Self::AccountColumnsSet(e) => one(e.account.into()),
            Self::PasswordSet(e) => [Some(e.partner_user.into()), e.mail.map(RecordId::from), None],
            Self::PasswordResetEnded(e) => one(e.partner_user.into()),
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
