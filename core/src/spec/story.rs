//! The records of most specs, and the commands that make them, so that a spec reads as prose:
//! `given([resource(LASER), order(O), step(S, on(LASER)), partner(PARTNER), linked(PARTNER, LASER)])`.

pub mod delivery;
pub mod raid;
pub mod remark;
pub mod status_report;

use uuid::Uuid;

use super::{Told, name, nth};
use crate::access::{
    AccountKind, AddContact, AllowProcessFeedback, AssignModuleLicence, ChangeAccount, Column,
    CreateAccount, CreatePartnerUser, CreateStaffUser, DeactivatePartnerUser, EnableContact, Field,
    FieldAccess, FieldScope, Language, LicenceBasis, LicenceKind, LinkResource, ListName, Module,
    NamePartnerAdministrator, PartnerType, PublishPortal, ReactivatePartnerUser,
    RevokeModuleLicence, SetAccountSeats, SetColumns, SetFieldAccess, SetLicencePool,
    SetPartnerUserTerm, Term, TimeZone, UnlinkResource, WithdrawProcessFeedback,
};
use crate::actor::Role;
use crate::command::Command;
use crate::id::{
    AccountId, ContactId, OrderItemId, PartnerUserId, ProcessId, ProductionOrderId, ResourceId,
    StaffUserId, WorkStepId,
};
use crate::production::{
    AddProcess, AddWorkStep, CreateOrderItem, CreateProductionOrder, CreateResource,
    FeedbackAction, Finality, MarkResourceExternal, MarkResourceInternal, ReportFeedback,
    ReportKind, ReportWork, RescheduleWorkStep, ResourceKind, Rework, ScheduleProcess,
    ScheduleWorkStep, Subject, UnscheduleWorkStep,
};
use crate::scalar::{Minutes, NotAnEmail, Personal, Quantity, Slot};

/// A partner user.
pub const PARTNER: PartnerUserId = PartnerUserId(nth(1_001));
/// Another partner user.
pub const RIVAL: PartnerUserId = PartnerUserId(nth(1_002));
/// A partner user of a firm.
pub const BO: PartnerUserId = PartnerUserId(nth(1_003));
/// Who answers for the firms: a staff user.
pub const ADA: StaffUserId = StaffUserId(nth(1_101));
/// A firm.
pub const FIRM: AccountId = AccountId(nth(7_001));
/// Another firm.
pub const OTHER_FIRM: AccountId = AccountId(nth(7_002));
/// A contact.
pub const MAX: ContactId = ContactId(nth(8_001));
/// Another contact.
pub const EVE: ContactId = ContactId(nth(8_002));
/// A resource.
pub const LASER: ResourceId = ResourceId(nth(2_001));
/// Another resource.
pub const OVEN: ResourceId = ResourceId(nth(2_002));
/// A third resource.
pub const SAW: ResourceId = ResourceId(nth(2_003));
/// An order item.
pub const ITEM: OrderItemId = OrderItemId(nth(3_001));
/// Another order item.
pub const ITEM_2: OrderItemId = OrderItemId(nth(3_002));
/// The production order to which steps and processes belong unless the spec says otherwise.
pub const O: ProductionOrderId = ProductionOrderId(nth(4_001));
/// Another production order.
pub const O_2: ProductionOrderId = ProductionOrderId(nth(4_002));
/// A work step.
pub const S: WorkStepId = WorkStepId(nth(5_001));
/// Another work step.
pub const S_2: WorkStepId = WorkStepId(nth(5_002));
/// A third work step.
pub const S_3: WorkStepId = WorkStepId(nth(5_003));
/// A fourth work step.
pub const S_4: WorkStepId = WorkStepId(nth(5_004));
/// A process.
pub const P: ProcessId = ProcessId(nth(6_001));
/// Another process.
pub const P_2: ProcessId = ProcessId(nth(6_002));

fn makes(id: Uuid, command: impl Into<Command>) -> Told {
    Told { command: command.into(), makes: Some(id) }
}

/// What a record of the story is called: its kind and the end of its id.
fn called(kind: &str, id: Uuid) -> crate::scalar::Name {
    name(&format!("{kind} {}", id.as_u128() % 1_000))
}

/// A staff user who may own accounts.
pub fn owner() -> Told {
    let called = Personal::new(name("ada"));
    let roles = [Role::DeliveryManager].into();
    makes(ADA.0, CreateStaffUser { user_name: called.clone(), display_name: called, roles })
}

/// A firm that supplies.
pub fn firm(id: AccountId) -> Told {
    account(id, AccountKind::Partner(PartnerType::Supplier))
}

/// A firm of this kind.
pub fn account(id: AccountId, kind: AccountKind) -> Told {
    makes(id.0, CreateAccount { name: called("firm", id.0), kind, owner: Some(ADA) })
}

/// A person of a firm.
pub fn contact(id: ContactId, account: AccountId) -> Told {
    let address = format!("contact{}@example.com", id.0.as_u128() % 1_000);
    let email = match address.parse() {
        Ok(email) => Personal::new(email),
        Err(NotAnEmail) => unreachable!("the story uses addresses that are addresses"),
    };
    let name = Personal::new(called("contact", id.0));
    makes(id.0, AddContact { account, name, email, phone: None })
}

/// The contact may log in, as this partner user.
pub fn enabled(contact: ContactId, user: PartnerUserId) -> Told {
    let user_name = Personal::new(called("partner", user.0));
    let (language, time_zone) = (None, TimeZone::utc());
    makes(user.0, EnableContact { contact, user_name, language, time_zone })
}

/// A published portal, and a firm with a contact who was enabled, and so invited.
pub fn invited_firm() -> [Told; 5] {
    [owner(), PublishPortal {}.into(), firm(FIRM), contact(MAX, FIRM), enabled(MAX, BO)]
}

/// A machine that does one thing at a time.
pub fn resource(id: ResourceId) -> Told {
    resource_for(id, 1)
}

/// A machine that does so many things at a time.
pub fn resource_for(id: ResourceId, parallel: u16) -> Told {
    let name = called("resource", id.0);
    makes(id.0, CreateResource { name, kind: ResourceKind::Machine, group: None, parallel })
}

/// The resource is external from now on.
pub fn external(resource: ResourceId) -> Told {
    MarkResourceExternal { resource }.into()
}

/// The resource is internal from now on.
pub fn internal(resource: ResourceId) -> Told {
    MarkResourceInternal { resource }.into()
}

/// A partner user who holds nothing yet.
pub fn partner(id: PartnerUserId) -> Told {
    let called = Personal::new(called("partner", id.0));
    let command = CreatePartnerUser {
        user_name: called.clone(),
        display_name: called,
        language: Language::En,
        time_zone: TimeZone::utc(),
    };
    makes(id.0, command)
}

/// The partner user is shut out.
pub fn deactivated(partner_user: PartnerUserId) -> Told {
    DeactivatePartnerUser { partner_user }.into()
}

/// The partner user is let in again.
pub fn reactivated(partner_user: PartnerUserId) -> Told {
    ReactivatePartnerUser { partner_user }.into()
}

/// The partner user gets a module.
pub fn licensed(partner_user: PartnerUserId, module: Module) -> Told {
    licensed_for(partner_user, module, Term::OPEN)
}

/// The partner user gets a module for a term.
pub fn licensed_for(partner_user: PartnerUserId, module: Module, term: Term) -> Told {
    let Term { from, until } = term;
    AssignModuleLicence { partner_user, module, from, until, sponsor: None }.into()
}

/// The partner user may come in for a term.
pub fn admitted_for(partner_user: PartnerUserId, term: Term) -> Told {
    let Term { from, until } = term;
    SetPartnerUserTerm { partner_user, from, until, sponsor: None }.into()
}

/// The partner user administers his account.
pub fn administers(partner_user: PartnerUserId) -> Told {
    NamePartnerAdministrator { partner_user }.into()
}

/// There are so many licences of a kind, in a pool called by its word.
pub fn seats(kind: LicenceKind, seats: u32) -> Told {
    let basis = LicenceBasis::PerUser { seats };
    SetLicencePool { kind, name: name(kind.word()), basis }.into()
}

/// So many users of the account may be in.
pub fn capped(account: AccountId, seats: u32) -> Told {
    SetAccountSeats { account, seats: Some(seats) }.into()
}

/// The partner user loses a module.
pub fn licence_revoked(partner_user: PartnerUserId, module: Module) -> Told {
    RevokeModuleLicence { partner_user, module }.into()
}

/// The partner user may give feedback on processes.
pub fn processes_allowed(partner_user: PartnerUserId) -> Told {
    AllowProcessFeedback { partner_user }.into()
}

/// The partner user may no longer give feedback on processes.
pub fn processes_withdrawn(partner_user: PartnerUserId) -> Told {
    WithdrawProcessFeedback { partner_user }.into()
}

/// The resource is linked to the partner user, without end.
pub fn linked(partner_user: PartnerUserId, resource: ResourceId) -> Told {
    linked_for(partner_user, resource, Term::OPEN)
}

/// The resource is linked to the partner user for a term.
pub fn linked_for(partner_user: PartnerUserId, resource: ResourceId, term: Term) -> Told {
    let Term { from, until } = term;
    LinkResource { partner_user, resource, from, until, sponsor: None }.into()
}

/// The link is taken away.
pub fn unlinked(partner_user: PartnerUserId, resource: ResourceId) -> Told {
    UnlinkResource { partner_user, resource }.into()
}

/// Externals see these columns of a list.
pub fn columns_set(list: ListName, columns: impl IntoIterator<Item = Column>) -> Told {
    let columns = Some(columns.into_iter().collect());
    SetColumns { list, columns, account: None }.into()
}

/// The users of an account see these columns of a list, or those of everybody again.
pub fn account_columns_set(
    account: AccountId,
    list: ListName,
    columns: Option<Vec<Column>>,
) -> Told {
    SetColumns { list, columns, account: Some(account) }.into()
}

/// So much of these fields is shown to those in a scope.
pub fn fields_set(
    scope: FieldScope,
    fields: impl IntoIterator<Item = Field>,
    access: Option<FieldAccess>,
) -> Told {
    SetFieldAccess { scope, fields: fields.into_iter().collect(), access }.into()
}

/// The firm is another kind of partner from now on.
pub fn kind_changed(account: AccountId, partner_type: PartnerType) -> Told {
    let (name, kind) = (called("firm", account.0), AccountKind::Partner(partner_type));
    ChangeAccount { account, name, kind, owner: Some(ADA) }.into()
}

/// Externals see all columns of a list but one.
pub fn column_hidden(list: ListName, hidden: Column) -> Told {
    columns_set(list, Column::of(list).iter().copied().filter(|column| *column != hidden))
}

/// An order item over ten units.
pub fn item(id: OrderItemId) -> Told {
    let number = called("item", id.0);
    let article = name("bracket");
    let quantity = Quantity::units(10);
    makes(id.0, CreateOrderItem { number, customer_project: None, article, quantity, due: None })
}

/// A production order over ten units, for no order item.
pub fn order(id: ProductionOrderId) -> Told {
    numbered(id, None)
}

/// A production order over ten units, for an order item.
pub fn order_for(id: ProductionOrderId, item: OrderItemId) -> Told {
    numbered(id, Some(item))
}

fn numbered(id: ProductionOrderId, order_item: Option<OrderItemId>) -> Told {
    let number = called("order", id.0);
    let (article, quantity) = (name("bracket"), Quantity::units(10));
    makes(id.0, CreateProductionOrder { number, order_item, article, quantity })
}

/// Where a work step belongs: on a resource, in an order (that of the story unless said otherwise),
/// at a place of its sequence (10 unless said otherwise).
#[derive(Clone, Copy, Debug)]
pub struct Belongs {
    order: ProductionOrderId,
    resource: ResourceId,
    sequence: u32,
}

/// On a resource, in the order of the story, at place 10.
pub fn on(resource: ResourceId) -> Belongs {
    Belongs { order: O, resource, sequence: 10 }
}

impl Belongs {
    /// In another order.
    #[must_use]
    pub fn of(self, order: ProductionOrderId) -> Self {
        Self { order, ..self }
    }

    /// At another place.
    #[must_use]
    pub fn at(self, sequence: u32) -> Self {
        Self { sequence, ..self }
    }
}

/// A work step without a slot.
pub fn step(id: WorkStepId, belongs: Belongs) -> Told {
    let Belongs { order, resource, sequence } = belongs;
    let (set_up, processing) = (Minutes(5), Minutes(50));
    let name = called("step", id.0);
    makes(id.0, AddWorkStep { order, sequence, name, resource, quantity: None, set_up, processing })
}

/// A process of the order of the story, done nobody knows where.
pub fn process(id: ProcessId) -> Told {
    process_of(id, O)
}

/// A process of another order.
pub fn process_of(id: ProcessId, order: ProductionOrderId) -> Told {
    let name = called("process", id.0);
    makes(id.0, AddProcess { order, sequence: 10, name, resource: None, quantity: None })
}

/// The step gets its first slot; nothing speaks against it.
pub fn scheduled(step: WorkStepId, slot: Slot) -> Told {
    ScheduleWorkStep { step, slot, confirmed: Vec::new() }.into()
}

/// The step moves to another resource and slot; nothing speaks against it.
pub fn moved(step: WorkStepId, to: ResourceId, slot: Slot) -> Told {
    RescheduleWorkStep { step, resource: Some(to), slot, confirmed: Vec::new() }.into()
}

/// The step loses its slot.
pub fn unscheduled(step: WorkStepId) -> Told {
    UnscheduleWorkStep { step }.into()
}

/// The process gets a slot.
pub fn process_scheduled(process: ProcessId, slot: Slot) -> Told {
    ScheduleProcess { process, slot }.into()
}

/// A button is pressed now.
pub fn feedback(subject: impl Into<Subject>, action: FeedbackAction) -> Told {
    ReportFeedback { subject: subject.into(), action, at: None }.into()
}

/// Good units are reported as done over a slot that has passed.
pub fn worked(subject: impl Into<Subject>, slot: Slot, good: u32, finality: Finality) -> Told {
    let command = ReportWork {
        subject: subject.into(),
        kind: ReportKind::Production,
        start: slot.start,
        end: slot.end,
        good: Quantity::units(good),
        scrap: Quantity::ZERO,
        held: Quantity::ZERO,
        rework: Rework::No,
        worker: None,
        finality,
    };
    command.into()
}
