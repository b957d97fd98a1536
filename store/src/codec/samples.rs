//! One event of every kind, with a value in every field. For golden bytes and for filling logs.

mod delivery;
mod effort;
mod levels;
mod raid;
mod remark;
mod status_report;

use std::collections::BTreeSet;

use loggia_core::access::event::*;
use loggia_core::access::{
    AccountKind, Column, Field, FieldAccess, FieldScope, ItemField, Language, LicenceBasis,
    LicenceKind, ListName, MailFailure, Module, OrderField, PartnerType, ProcessFeedback, Term,
    TimeZone,
};
use loggia_core::actor::{Actor, Origin, Role};
use loggia_core::command::CommandKind;
use loggia_core::commit::{CommandDigest, CommandId, Commit};
use loggia_core::event::Event;
use loggia_core::id::{
    AccountId, ContactId, MailId, OrderItemId, PartnerUserId, ProcessId, ProductionOrderId,
    ResourceId, StaffUserId, WorkStepId,
};
use loggia_core::production::event::*;
use loggia_core::production::{
    Conflict, FeedbackAction, Finality, ImportKey, InterruptionReason, Report, ReportKind,
    ResourceKind, Rework, Subject,
};
use loggia_core::scalar::{
    Date, Email, Hours, Instant, Minutes, NAME_CHARS_MAX, Name, Personal, Quantity, Slot,
    TEXT_CHARS_MAX, Text,
};
use loggia_core::world::{Seq, Stamp};
use uuid::Uuid;

/// Stops at the first bad sample: these are constants.
#[expect(clippy::panic, reason = "only tests come here, and a bad constant must stop them")]
fn sure<T, E: std::fmt::Debug>(made: Result<T, E>) -> T {
    made.unwrap_or_else(|error| panic!("a sample is wrong: {error:?}"))
}

fn id(n: u8) -> Uuid {
    Uuid::from_bytes([n; 16])
}

fn name(text: &str) -> Name {
    sure(Name::new(text))
}

fn person(text: &str) -> Personal<Name> {
    Personal::new(name(text))
}

fn quantity(text: &str) -> Quantity {
    sure(text.parse())
}

pub(crate) fn at(text: &str) -> Instant {
    sure(text.parse())
}

fn slot() -> Slot {
    sure(Slot::new(at("2012-01-30T06:00:00Z"), at("2012-01-30T14:30:00.5Z")))
}

fn conflicts() -> Vec<Conflict> {
    vec![
        Conflict::Overlap { with: WorkStepId(id(31)) },
        Conflict::BeforePredecessor { step: WorkStepId(id(32)) },
        Conflict::AfterSuccessor { step: WorkStepId(id(33)) },
        Conflict::FrozenZone { resource: ResourceId(id(34)) },
    ]
}

fn report(worker: Option<Personal<Name>>) -> Report {
    Report {
        kind: ReportKind::Breakdown,
        start: at("2012-01-29T23:24:00Z"),
        end: at("2012-01-30T05:43:00Z"),
        good: quantity("12.125"),
        scrap: quantity("0.001"),
        held: quantity("1000000000"),
        rework: Rework::Yes,
        worker,
    }
}

/// Who may see what.
fn access() -> Vec<Event> {
    let (staff, partner, resource) = (StaffUserId(id(1)), PartnerUserId(id(2)), ResourceId(id(3)));
    let term =
        Term { from: Some(at("2012-02-01T00:00:00Z")), until: Some(at("2012-03-01T00:00:00Z")) };
    let zone = sure(TimeZone::new("Europe/Vienna"));
    vec![
        WorkspaceOpened { name: name("Dorn Präzision"), zone: zone.clone() }.into(),
        StaffUserCreated {
            id: staff,
            user_name: person("ada"),
            display_name: person("Ada Dorn"),
            roles: BTreeSet::from(Role::ALL),
        }
        .into(),
        StaffRolesSet { id: staff, roles: BTreeSet::from([Role::Auditor]) }.into(),
        PartnerUserCreated {
            id: partner,
            user_name: person("bo"),
            display_name: person("Bo"),
            language: Language::De,
            time_zone: zone,
        }
        .into(),
        PartnerUserDeactivated { id: partner }.into(),
        PartnerUserReactivated { id: partner }.into(),
        ProcessFeedbackAllowed { id: partner }.into(),
        ProcessFeedbackWithdrawn { id: partner }.into(),
        ModuleLicenceAssigned { id: partner, module: Module::WorkbenchTerminal }.into(),
        ModuleLicenceRevoked { id: partner, module: Module::Projects }.into(),
        ResourceLinked { partner_user: partner, resource, term }.into(),
        ResourceUnlinked { partner_user: partner, resource }.into(),
        ResourceLinkBegan { partner_user: partner, resource }.into(),
        ResourceLinkEnded { partner_user: partner, resource }.into(),
        ColumnsSet { list: ListName::Processes, columns: Column::ALL.to_vec() }.into(),
    ]
}

/// The firms and their people.
fn firms() -> Vec<Event> {
    let (id, contact) = (AccountId(id(8)), ContactId(id(9)));
    let email = |text: &str| Personal::new(sure(text.parse::<Email>()));
    vec![
        AccountCreated {
            id,
            name: name("Dorn & Sons"),
            kind: AccountKind::Partner(PartnerType::Supplier),
            owner: Some(StaffUserId(self::id(1))),
        }
        .into(),
        AccountChanged { id, name: name("Dorn"), kind: AccountKind::Customer, owner: None }.into(),
        AccountClosed { id }.into(),
        AccountReopened { id }.into(),
        AccountDeleted { id }.into(),
        ContactAdded {
            id: contact,
            account: id,
            name: person("Bo Dorn"),
            email: email("bo@dorn.example"),
            phone: Some(person("+43 1 234")),
        }
        .into(),
        ContactChanged {
            id: contact,
            name: person("Bo"),
            email: email("bo@example.com"),
            phone: None,
        }
        .into(),
        ContactRemoved { id: contact }.into(),
        ContactEnabled { contact, partner_user: PartnerUserId(self::id(2)) }.into(),
    ]
}

/// Invitations, resets and their mails.
fn letters() -> Vec<Event> {
    let (partner_user, mail) = (PartnerUserId(id(2)), MailId(id(10)));
    let expires = at("2012-03-02T00:00:00Z");
    vec![
        PortalPublished {}.into(),
        PortalUnpublished {}.into(),
        InvitationHeld { partner_user }.into(),
        InvitationSent { partner_user, mail, expires }.into(),
        InvitationExpired { partner_user }.into(),
        InvitationRevoked { partner_user }.into(),
        InvitationAccepted { partner_user }.into(),
        PasswordResetSent { partner_user, mail, expires }.into(),
        PasswordResetUsed { partner_user }.into(),
        PasswordResetEnded { partner_user }.into(),
        PasswordSet { partner_user, mail: Some(mail) }.into(),
        PasswordSet { partner_user, mail: None }.into(),
        MailSent { mail }.into(),
        MailGivenUp { mail, why: MailFailure::Reply(550) }.into(),
        MailQueuedAgain { mail }.into(),
    ]
}

/// What is given for a term, and counted.
fn grants() -> Vec<Event> {
    let (partner_user, resource) = (PartnerUserId(id(2)), ResourceId(id(3)));
    let (module, sponsor) = (Module::Planning, Some(StaffUserId(id(1))));
    let term =
        Term { from: Some(at("2012-02-01T00:00:00Z")), until: Some(at("2012-03-01T00:00:00Z")) };
    let mut pools: Vec<Event> = LicenceKind::all()
        .map(|kind| {
            let basis = LicenceBasis::PerUser { seats: 300 };
            LicencePoolSet { kind, name: name("Seats"), basis }.into()
        })
        .collect();
    let kind = LicenceKind::Partner;
    pools.push(LicencePoolSet { kind, name: name("All"), basis: LicenceBasis::Site }.into());
    pools.extend([
        LicencePoolRemoved { kind: LicenceKind::Module(Module::Dashboard) }.into(),
        ModuleLicenceGranted { partner_user, module, term, sponsor }.into(),
        ModuleLicenceBegan { partner_user, module }.into(),
        ModuleLicenceEnded { partner_user, module }.into(),
        ResourceLinkGranted { partner_user, resource, term, sponsor }.into(),
        PartnerUserTermSet { partner_user, term, sponsor }.into(),
        PartnerUserTermBegan { partner_user }.into(),
        PartnerUserTermEnded { partner_user }.into(),
    ]);
    pools
}

/// What firms give and do by themselves.
fn delegates() -> Vec<Event> {
    let (account, id) = (AccountId(id(8)), PartnerUserId(id(2)));
    vec![
        AccessPolicySet {
            account,
            modules: BTreeSet::from(Module::ALL),
            process_feedback: ProcessFeedback::Allowed,
            language: Some(Language::De),
        }
        .into(),
        AccountSeatsSet { id: account, seats: Some(300) }.into(),
        PartnerAdministratorNamed { id }.into(),
        PartnerAdministratorDismissed { id }.into(),
    ]
}

/// What the plant has.
fn plant() -> Vec<Event> {
    let (resource, order, step) = (ResourceId(id(3)), ProductionOrderId(id(5)), WorkStepId(id(6)));
    let item = OrderItemId(id(4));
    vec![
        ResourceCreated {
            id: resource,
            name: name("Machine 7- Laser Marking"),
            kind: ResourceKind::Subcontractor,
            group: Some(name("Laser")),
            parallel: 300,
        }
        .into(),
        ResourceRenamed { id: resource, name: name("Oven") }.into(),
        ResourceMarkedExternal { id: resource }.into(),
        ResourceMarkedInternal { id: resource }.into(),
        FrozenZoneSet { id: resource, length: Minutes(2880) }.into(),
        OrderItemCreated {
            id: item,
            number: name("OI-1"),
            customer_project: Some(name("Bridge")),
            article: name("Bolt"),
            quantity: quantity("7.5"),
            due: Some(at("1969-12-31T23:59:59.999999Z")),
        }
        .into(),
        ProductionOrderCreated {
            id: order,
            number: name("PO-1"),
            order_item: Some(item),
            article: name("Bolt"),
            quantity: quantity("250"),
        }
        .into(),
        WorkStepAdded {
            id: step,
            order,
            sequence: 70_000,
            name: name("Turning"),
            resource,
            quantity: quantity("250"),
            set_up: Minutes(15),
            processing: Minutes(u32::MAX),
        }
        .into(),
        ProcessAdded {
            id: ProcessId(id(7)),
            order,
            sequence: 10,
            name: name("Inspection"),
            resource: Some(resource),
            quantity: Quantity::ZERO,
        }
        .into(),
    ]
}

/// What was planned and done.
fn plan() -> Vec<Event> {
    let (step, process) = (WorkStepId(id(6)), ProcessId(id(7)));
    let resource = ResourceId(id(3));
    let given =
        |action| FeedbackGiven { subject: Subject::WorkStep(step), at: slot().start, action };
    vec![
        WorkStepScheduled { step, slot: slot(), confirmed: conflicts() }.into(),
        WorkStepRescheduled { step, resource, slot: slot(), confirmed: Vec::new() }.into(),
        WorkStepUnscheduled { step }.into(),
        ProcessScheduled { process, slot: slot() }.into(),
        given(FeedbackAction::Start).into(),
        given(FeedbackAction::Pause).into(),
        given(FeedbackAction::Resume).into(),
        given(FeedbackAction::Interrupt { reason: InterruptionReason::Quality }).into(),
        given(FeedbackAction::ReportQuantity { good: quantity("3"), scrap: quantity("1") }).into(),
        given(FeedbackAction::Finish).into(),
        WorkReported {
            subject: Subject::Process(process),
            report: report(Some(person("Cy"))),
            finality: Finality::Final,
            key: Some(ImportKey([8; 16])),
        }
        .into(),
        WorkReported {
            subject: Subject::WorkStep(step),
            report: report(None),
            finality: Finality::Partial,
            key: None,
        }
        .into(),
    ]
}

/// What of the rows partners are shown.
fn fields() -> Vec<Event> {
    let account = AccountId(id(8));
    let set = |scope, fields: Vec<Field>, access| FieldAccessSet { scope, fields, access }.into();
    let supplier = FieldScope::PartnerType(PartnerType::Supplier);
    vec![
        set(
            FieldScope::Externals,
            Column::ALL.into_iter().map(Field::WorkStep).collect(),
            Some(FieldAccess::Hidden),
        ),
        set(supplier, vec![Field::Process(Column::Status)], Some(FieldAccess::Edit)),
        set(
            FieldScope::Account(account),
            OrderField::ALL.iter().copied().map(Field::ProductionOrder).collect(),
            Some(FieldAccess::Masked),
        ),
        set(
            FieldScope::Externals,
            ItemField::ALL.iter().copied().map(Field::OrderItem).collect(),
            None,
        ),
        set(FieldScope::Externals, vec![], Some(FieldAccess::Coarse)),
        set(FieldScope::Externals, vec![], Some(FieldAccess::Read)),
        AccountColumnsSet {
            account,
            list: ListName::WorkSteps,
            columns: Some(vec![Column::Status, Column::Name]),
        }
        .into(),
        AccountColumnsSet { account, list: ListName::Processes, columns: None }.into(),
    ]
}

fn longest_name() -> Name {
    name(&"ä".repeat(NAME_CHARS_MAX))
}

fn longest_text() -> Text {
    sure(Text::new(&"ß\n".repeat(TEXT_CHARS_MAX / 2)))
}

fn day(text: &str) -> Date {
    sure(text.parse())
}

fn hours(text: &str) -> Hours {
    sure(text.parse())
}

/// At least one of every kind, in the order in which the kinds came to be.
pub(crate) fn events() -> Vec<Event> {
    [
        access(),
        plant(),
        plan(),
        firms(),
        letters(),
        grants(),
        delegates(),
        fields(),
        levels::events(),
        effort::persons(),
        delivery::projects(),
        delivery::phases(),
        delivery::tasks(),
        delivery::project_fields(),
        delivery::plans(),
        raid::events(),
        status_report::events(),
        effort::time(),
        effort::money(),
        delivery::later_fields(),
        effort::profiles(),
        remark::events(),
        status_report::audience(),
        looks(),
    ]
    .concat()
}

/// How the host company presents itself.
fn looks() -> Vec<Event> {
    let colour = Some(sure("#0b6e4f".parse()));
    let logo = Some(sure("iVBORw0KGgo=".parse()));
    let partner_user = PartnerUserId(id(2));
    vec![BrandingSet { colour, logo }.into(), PortalViewed { partner_user }.into()]
}

/// A commit with a value in every field.
pub(crate) fn commit(seq: u64, events: Vec<Event>) -> Commit {
    let micros = i64::try_from(seq).unwrap_or(0).saturating_mul(1_000);
    let at = Instant::from_micros(at("2012-01-29T23:24:00Z").micros().saturating_add(micros));
    Commit {
        stamp: Stamp { seq: Seq(seq), at },
        actor: Actor::Staff(StaffUserId(id(1))),
        on_behalf_of: Some(StaffUserId(id(9))),
        origin: Origin { address: Some(person("192.0.2.7")), client: Some(person("curl/8")) },
        command_id: CommandId(u128::from(seq).to_be_bytes()),
        command_digest: CommandDigest([11; 16]),
        command: CommandKind::LinkResource,
        reason: Some(person("audit")),
        events,
    }
}
