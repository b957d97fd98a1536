//! A story: moves played in a world, each accepted one a commit.

use std::sync::LazyLock;

use loggia_core::access::{
    AccountKind, AddContact, AllowProcessFeedback, AssignModuleLicence, ChangeAccount,
    CreateAccount, CreatePartnerUser, DeactivatePartnerUser, EnableContact, FieldScope, Language,
    LinkResource, Module, OpenWorkspace, PartnerType, ReactivatePartnerUser, RevokeModuleLicence,
    SetColumns, SetFieldAccess, TimeZone, UnlinkResource, UserId, WithdrawProcessFeedback,
};
use loggia_core::actor::{Actor, Origin};
use loggia_core::command::{Command, CommandKind};
use loggia_core::commit::{CommandDigest, CommandId, Commit};
use loggia_core::id::{
    AccessLevelId, AccountId, AttachmentId, BookingId, CommentId, ContactId, ExpenseId, FreshIds,
    MilestoneId, OrderItemId, ParticipantId, PartnerUserId, PersonId, PhaseId, ProcessId,
    ProductionOrderId, ProjectId, RaidItemId, RecordId, ResourceId, StaffUserId, StatusReportId,
    TaskId, TimesheetId, WorkStepId,
};
use loggia_core::production::{
    AddProcess, AddWorkStep, CreateOrderItem, CreateProductionOrder, CreateResource,
    FeedbackAction, Finality, ImportKey, ImportProduction, ImportRow, ImportTarget,
    InterruptionReason, MarkResourceExternal, MarkResourceInternal, RenameResource, Report,
    ReportFeedback, ReportKind, ReportWork, RescheduleWorkStep, ResourceKind, Rework,
    ScheduleProcess, ScheduleWorkStep, SetFrozenZone, Subject, UnscheduleWorkStep,
};
use loggia_core::refusal::Refusal;
use loggia_core::scalar::{Instant, Minutes, Personal, Quantity, Slot};
use loggia_core::spec::{MORNING, name};
use loggia_core::world::{Context, Seq, Stamp, World};
use uuid::Uuid;

use crate::firm_moves::FirmMove;
use crate::moves::{Button, Move, On, Pick, Whose, columns_of, fields_of};
use crate::twist::Twist;

/// Who tells a part of the story. Two stories that share a teller's moves share that teller's ids,
/// whatever else happens in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Teller {
    /// The story that both tell.
    Own,
    /// What only one of them tells.
    Foreign,
}

/// The records that a teller has made.
#[derive(Clone, Debug, Default)]
pub struct Cast {
    /// Partner users.
    pub partners: Vec<PartnerUserId>,
    /// Firms.
    pub accounts: Vec<AccountId>,
    /// Their people.
    pub contacts: Vec<ContactId>,
    /// Resources.
    pub resources: Vec<ResourceId>,
    /// Order items.
    pub items: Vec<OrderItemId>,
    /// Production orders.
    pub orders: Vec<ProductionOrderId>,
    /// Work steps.
    pub steps: Vec<WorkStepId>,
    /// Processes.
    pub processes: Vec<ProcessId>,
    /// The host company's people.
    pub staff: Vec<StaffUserId>,
    /// Access levels.
    pub levels: Vec<AccessLevelId>,
    /// Who works on projects.
    pub persons: Vec<PersonId>,
    /// Projects.
    pub projects: Vec<ProjectId>,
    /// Their phases.
    pub phases: Vec<PhaseId>,
    /// That somebody takes part in one.
    pub parts: Vec<ParticipantId>,
    /// What is reached in them.
    pub milestones: Vec<MilestoneId>,
    /// What is to be done in them.
    pub tasks: Vec<TaskId>,
    /// Their risks, assumptions, issues and dependencies.
    pub raid: Vec<RaidItemId>,
    /// How they went.
    pub reports: Vec<StatusReportId>,
    /// What was worked in a week.
    pub timesheets: Vec<TimesheetId>,
    /// What was spent.
    pub expenses: Vec<ExpenseId>,
    /// What hours are meant for.
    pub bookings: Vec<BookingId>,
    /// What was said.
    pub comments: Vec<CommentId>,
    /// What was attached.
    pub attachments: Vec<AttachmentId>,
}

/// A command, who asks for it, and when.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Who.
    pub actor: Actor,
    /// What.
    pub command: Command,
}

/// Moves played so far, and what they have led to.
#[derive(Clone, Debug)]
pub struct Story {
    /// What is so.
    pub world: World,
    /// The log.
    pub commits: Vec<Commit>,
    /// The clock.
    pub now: Instant,
    /// What the teller of the story itself has made.
    pub own: Cast,
    /// What the other teller has made.
    pub foreign: Cast,
    told: [u64; 2],
    twist: Option<Twist>,
}

pub(crate) const STAFF: StaffUserId = StaffUserId(Uuid::from_u128(1 << 100));

/// The ids of a teller's `n`th move, in order.
fn supply(teller: Teller, n: u64) -> impl FnMut() -> Uuid {
    let base = u128::from(n) << 32 | (teller as u128) << 120;
    let mut made = 0;
    move || {
        made += 1;
        Uuid::from_u128(base + made)
    }
}

impl Story {
    /// A workspace with three partners who hold all modules - two of firms, one of none -, four
    /// external resources, of which each partner has some, a few orders, and a project.
    pub fn begin() -> Self {
        // Thousands of stories begin alike; each goes on from a copy.
        static BEGUN: LazyLock<Story> = LazyLock::new(|| Story::begin_with(None));
        BEGUN.clone()
    }

    /// The same, with a secret that is kept from everybody outside and is told twisted, or not.
    pub fn begin_with(twist: Option<Twist>) -> Self {
        let mut story = Self {
            world: World::default(),
            commits: Vec::new(),
            now: Instant::from_micros(MORNING),
            own: Cast::default(),
            foreign: Cast::default(),
            told: [0, 0],
            twist,
        };
        let open = OpenWorkspace {
            name: name("Works"),
            zone: TimeZone::utc(),
            administrator: Personal::new(name("root")),
        };
        let asked = Ask { actor: Actor::Installer, command: open.into() };
        story.ask(Teller::Own, &asked).ok();
        if let Some(twist) = twist {
            story.staff(Teller::Own, twist.guard().into());
        }
        story.partner_of_firm(Teller::Own, "ada", PartnerType::Supplier);
        story.partner_of_firm(Teller::Own, "ben", PartnerType::Contractor);
        story.partner(Teller::Own, "cyd");
        for at in 0..4 {
            story.play(Teller::Own, &Move::Resource);
            story.play(Teller::Own, &Move::External(at));
            story.play(Teller::Own, &Move::Link(at % 3, at, None, None));
        }
        story.play(Teller::Own, &Move::Allow(0));
        story.play(Teller::Own, &Move::Item);
        for at in 0..3 {
            story.play(Teller::Own, &Move::Order((at < 2).then_some(0)));
            story.play(Teller::Own, &Move::Step(at, at, 1));
            story.play(Teller::Own, &Move::Step(at, at + 1, 2));
            story.play(Teller::Own, &Move::Process(at, None));
        }
        story.firm(Teller::Own);
        story.project(Teller::Own);
        story
    }

    /// Somebody outside, with all modules.
    pub fn partner(&mut self, teller: Teller, user_name: &str) {
        let create = CreatePartnerUser {
            user_name: Personal::new(name(user_name)),
            display_name: Personal::new(name(user_name)),
            language: Language::En,
            time_zone: TimeZone::utc(),
        };
        self.staff(teller, create.into());
        self.all_modules(teller);
    }

    /// A firm, and somebody of it with all modules.
    pub fn partner_of_firm(&mut self, teller: Teller, user_name: &str, partner_type: PartnerType) {
        let create = CreateAccount {
            name: name(&format!("firm of {user_name}")),
            kind: AccountKind::Partner(partner_type),
            owner: self.root(),
        };
        self.staff(teller, create.into());
        let person = Personal::new(name(user_name));
        let Some(account) = self.cast(teller).accounts.last().copied() else { return };
        let Ok(email) = format!("{user_name}@example.com").parse() else { return };
        let email = Personal::new(email);
        let add = AddContact { account, name: person.clone(), email, phone: None };
        self.staff(teller, add.into());
        let Some(contact) = self.cast(teller).contacts.last().copied() else { return };
        let (language, time_zone) = (Some(Language::En), TimeZone::utc());
        let enable = EnableContact { contact, user_name: person, language, time_zone };
        self.staff(teller, enable.into());
        self.all_modules(teller);
    }

    /// The administrator who opened the workspace.
    pub(crate) fn root(&self) -> Option<StaffUserId> {
        match self.world.access.user_by_name(&name("root"))? {
            UserId::Staff(id) => Some(id),
            UserId::Partner(_) => None,
        }
    }

    fn all_modules(&mut self, teller: Teller) {
        let at = self.cast(teller).partners.len().saturating_sub(1);
        for module in Module::ALL {
            self.play(teller, &Move::Assign(u8::try_from(at).unwrap_or(0), module));
        }
    }

    /// What a teller has made.
    pub fn cast(&self, teller: Teller) -> &Cast {
        match teller {
            Teller::Own => &self.own,
            Teller::Foreign => &self.foreign,
        }
    }

    /// Plays a move; a refused one, or one that lacks its records, leaves no trace.
    pub fn play(&mut self, teller: Teller, next: &Move) {
        match next {
            Move::Wait(minutes) => self.pass(i64::from(*minutes)),
            next => {
                if let Some(asked) = self.asks(teller, next) {
                    self.ask(teller, &asked).ok();
                }
            }
        }
    }

    /// The command that a move stands for, if the records that it needs are there.
    pub fn asks(&self, teller: Teller, next: &Move) -> Option<Ask> {
        let actor = match next {
            Move::Feedback(Some(who), _, _) => {
                Actor::Partner(pick(&self.cast(teller).partners, *who)?)
            }
            Move::Firm(FirmMove::Invite(who) | FirmMove::SendAway(who, _)) => {
                Actor::Partner(pick(&self.cast(teller).partners, *who)?)
            }
            Move::Project(next) => self.project_actor(teller, next)?,
            Move::Letter(next) => next.actor(),
            _ => Actor::Staff(STAFF),
        };
        let mut command = self.command(teller, next)?;
        if let Some(twist) = self.twist {
            if twist.is_decided_by(&command) {
                return None;
            }
            twist.tell(&mut command);
        }
        Some(Ask { actor, command })
    }

    fn staff(&mut self, teller: Teller, command: Command) {
        self.ask(teller, &Ask { actor: Actor::Staff(STAFF), command }).ok();
    }

    fn pass(&mut self, minutes: i64) {
        let until = self.now.plus_minutes(minutes);
        while let Some((at, event)) = self.world.due(until) {
            self.now = at.max(self.now);
            self.commit(Actor::Clock, CommandKind::Clock, vec![event]);
        }
        self.now = until;
    }

    /// Decides and commits; the events are empty where nothing changes.
    pub fn ask(&mut self, teller: Teller, asked: &Ask) -> Result<(), Refusal> {
        let told = match teller {
            Teller::Own => &mut self.told[0],
            Teller::Foreign => &mut self.told[1],
        };
        *told += 1;
        let mut supply = supply(teller, *told);
        let ids = FreshIds::new(&mut supply);
        let cx = Context { now: self.now, actor: asked.actor, ids: &ids };
        let events = self.world.decide(&cx, &asked.command)?;
        if !events.is_empty() {
            let kind = asked.command.kind();
            self.remember_people(teller, &events);
            self.remember_projects(teller, &events);
            self.remember(teller, kind, events.iter().filter_map(|event| event.records()[0]));
            self.commit(asked.actor, kind, events);
        }
        Ok(())
    }

    fn commit(
        &mut self,
        actor: Actor,
        command: CommandKind,
        events: Vec<loggia_core::event::Event>,
    ) {
        let seq = Seq(self.commits.len() as u64 + 1);
        let commit = Commit {
            stamp: Stamp { seq, at: self.now },
            actor,
            on_behalf_of: None,
            origin: Origin::default(),
            command_id: CommandId(u128::from(seq.0).to_be_bytes()),
            command_digest: CommandDigest([0; 16]),
            command,
            reason: None,
            events,
        };
        commit.apply_to(&mut self.world);
        self.commits.push(commit);
    }

    fn remember(
        &mut self,
        teller: Teller,
        kind: CommandKind,
        made: impl Iterator<Item = RecordId>,
    ) {
        let cast = match teller {
            Teller::Own => &mut self.own,
            Teller::Foreign => &mut self.foreign,
        };
        for RecordId(id) in made {
            match kind {
                CommandKind::CreateResource => cast.resources.push(ResourceId(id)),
                CommandKind::CreateOrderItem => cast.items.push(OrderItemId(id)),
                CommandKind::CreateProductionOrder => cast.orders.push(ProductionOrderId(id)),
                CommandKind::AddWorkStep => cast.steps.push(WorkStepId(id)),
                CommandKind::AddProcess => cast.processes.push(ProcessId(id)),
                // What an import makes takes part in the story by name only.
                _ => {}
            }
        }
    }

    fn command(&self, teller: Teller, next: &Move) -> Option<Command> {
        let cast = self.cast(teller);
        let partner = |at: &Pick| pick(&cast.partners, *at);
        let resource = |at: &Pick| pick(&cast.resources, *at);
        let step = |at: &Pick| pick(&cast.steps, *at);
        let process = |at: &Pick| pick(&cast.processes, *at);
        let label = |what: &str| name(&format!("{what} {teller:?} {}", self.told(teller)));
        Some(match next {
            Move::Resource => CreateResource {
                name: label("machine"),
                kind: ResourceKind::Machine,
                group: None,
                parallel: 1,
            }
            .into(),
            Move::Rename(r) => {
                RenameResource { resource: resource(r)?, name: label("other") }.into()
            }
            Move::External(r) => MarkResourceExternal { resource: resource(r)? }.into(),
            Move::Internal(r) => MarkResourceInternal { resource: resource(r)? }.into(),
            Move::Frozen(r, hours) => {
                SetFrozenZone { resource: resource(r)?, length: Minutes(u32::from(*hours) * 60) }
                    .into()
            }
            Move::Item => CreateOrderItem {
                number: label("item"),
                customer_project: Some(label("customer")),
                article: label("article"),
                quantity: Quantity::units(9),
                due: Some(self.now),
            }
            .into(),
            Move::Order(item) => CreateProductionOrder {
                number: label("order"),
                order_item: item.and_then(|item| pick(&cast.items, item)),
                article: label("article"),
                quantity: Quantity::units(7),
            }
            .into(),
            Move::Step(order, r, place) => AddWorkStep {
                order: self.any_order(teller, *order)?,
                sequence: u32::from(*place) * 10,
                name: label("step"),
                resource: resource(r)?,
                quantity: None,
                set_up: Minutes(5),
                processing: Minutes(55),
            }
            .into(),
            Move::Process(order, r) => AddProcess {
                // A process of an order is seen by whoever sees the order.
                order: pick(&cast.orders, *order)?,
                sequence: 10,
                name: label("process"),
                resource: r.and_then(|r| resource(&r)),
                quantity: None,
            }
            .into(),
            Move::Link(p, r, from, until) => LinkResource {
                partner_user: partner(p)?,
                resource: self.any_resource(teller, *r)?,
                from: from.map(|hours| self.hence(hours)),
                until: until.map(|hours| self.hence(hours)),
                sponsor: None,
            }
            .into(),
            Move::Firm(next) => self.firm_command(teller, next)?,
            Move::Project(next) => self.project_command(teller, next)?,
            Move::Letter(next) => self.letter_command(teller, next)?,
            Move::Unlink(p, r) => UnlinkResource {
                partner_user: partner(p)?,
                resource: self.any_resource(teller, *r)?,
            }
            .into(),
            Move::Allow(p) => AllowProcessFeedback { partner_user: partner(p)? }.into(),
            Move::Withdraw(p) => WithdrawProcessFeedback { partner_user: partner(p)? }.into(),
            Move::Assign(p, module) => AssignModuleLicence {
                partner_user: partner(p)?,
                module: *module,
                from: None,
                until: None,
                sponsor: None,
            }
            .into(),
            Move::Revoke(p, module) => {
                RevokeModuleLicence { partner_user: partner(p)?, module: *module }.into()
            }
            Move::Deactivate(p) => DeactivatePartnerUser { partner_user: partner(p)? }.into(),
            Move::Reactivate(p) => ReactivatePartnerUser { partner_user: partner(p)? }.into(),
            Move::Columns(list, mask, turned) => {
                let columns = Some(columns_of(*list, *mask, *turned));
                SetColumns { list: *list, columns, account: None }.into()
            }
            Move::OwnColumns(a, list, mask, turned) => {
                let account = Some(pick(&cast.accounts, *a)?);
                let columns = mask.map(|mask| columns_of(*list, mask, *turned));
                SetColumns { list: *list, columns, account }.into()
            }
            Move::Fields(whose, fields, access) => {
                let scope = match whose {
                    Whose::Externals => FieldScope::Externals,
                    Whose::Type(partner_type) => FieldScope::PartnerType(*partner_type),
                    Whose::Account(a) => FieldScope::Account(pick(&cast.accounts, *a)?),
                };
                let guarded = self.twist.map(Twist::fields).unwrap_or_default();
                let fields = fields_of(fields, *access).into_iter();
                let fields = fields.filter(|field| !guarded.contains(field)).collect();
                SetFieldAccess { scope, fields, access: *access }.into()
            }
            Move::Type(a, partner_type) => {
                let account = pick(&cast.accounts, *a)?;
                let called = self.world.access.account(account).ok()?.name.clone();
                let kind = AccountKind::Partner(*partner_type);
                ChangeAccount { account, name: called, kind, owner: self.root() }.into()
            }
            Move::Schedule(s, start, length) => {
                let (step, slot) = (step(s)?, self.slot(*start, *length));
                let confirmed = self.conflicts(step, None, slot);
                ScheduleWorkStep { step, slot, confirmed }.into()
            }
            Move::Reschedule(s, r, start, length) => {
                let (step, slot, to) = (step(s)?, self.slot(*start, *length), resource(r)?);
                let confirmed = self.conflicts(step, Some(to), slot);
                RescheduleWorkStep { step, resource: Some(to), slot, confirmed }.into()
            }
            Move::Unschedule(s) => UnscheduleWorkStep { step: step(s)? }.into(),
            Move::ScheduleProcess(p, start) => {
                ScheduleProcess { process: process(p)?, slot: self.slot(*start, 2) }.into()
            }
            Move::Feedback(_, on, button) => {
                ReportFeedback { subject: self.on(teller, *on)?, action: action(*button), at: None }
                    .into()
            }
            Move::Report(on, good, finality) => ReportWork {
                subject: self.on(teller, *on)?,
                kind: if *good == 0 { ReportKind::Breakdown } else { ReportKind::Production },
                start: self.now.plus_minutes(-i64::from(*good) - 30),
                end: self.now,
                good: Quantity::units(u32::from(*good)),
                scrap: Quantity::units(u32::from(good % 2)),
                held: Quantity::ZERO,
                rework: Rework::No,
                worker: Some(Personal::new(label("worker"))),
                finality: if *finality == 0 { Finality::Final } else { Finality::Partial },
            }
            .into(),
            Move::Import(rows) => {
                let rows = rows.iter().map(|row| self.import_row(teller, *row)).collect();
                ImportProduction { rows }.into()
            }
            Move::Wait(_) => return None,
        })
    }

    pub(crate) fn told(&self, teller: Teller) -> u64 {
        match teller {
            Teller::Own => self.told[0],
            Teller::Foreign => self.told[1],
        }
    }

    /// Foreign steps also come into the orders of the own story, where they must stay hidden.
    fn any_order(&self, teller: Teller, at: Pick) -> Option<ProductionOrderId> {
        match teller {
            Teller::Own => pick(&self.own.orders, at),
            Teller::Foreign => {
                let all: Vec<_> = self.own.orders.iter().chain(&self.foreign.orders).collect();
                pick(&all, at).copied()
            }
        }
    }

    /// Foreign partners are also linked to the resources of the own story.
    fn any_resource(&self, teller: Teller, at: Pick) -> Option<ResourceId> {
        match teller {
            Teller::Own => pick(&self.own.resources, at),
            Teller::Foreign => {
                let all: Vec<_> =
                    self.own.resources.iter().chain(&self.foreign.resources).collect();
                pick(&all, at).copied()
            }
        }
    }

    fn on(&self, teller: Teller, on: On) -> Option<Subject> {
        let cast = self.cast(teller);
        match on {
            On::Step(at) => pick(&cast.steps, at).map(Subject::WorkStep),
            On::Process(at) => pick(&cast.processes, at).map(Subject::Process),
        }
    }

    fn slot(&self, start: u8, length: u8) -> Slot {
        let told = slot(start, length);
        self.twist.map_or(told, |twist| twist.slot(told))
    }

    pub(crate) fn hence(&self, hours: u8) -> Instant {
        self.now.plus_minutes(i64::from(hours) * 60)
    }

    /// Planners of a story confirm whatever speaks against it.
    fn conflicts(
        &self,
        step: WorkStepId,
        to: Option<ResourceId>,
        slot: Slot,
    ) -> Vec<loggia_core::production::Conflict> {
        let production = &self.world.production;
        let Ok(step) = production.step(step) else { return Vec::new() };
        let Ok(resource) = production.resource(to.unwrap_or(step.resource)) else {
            return Vec::new();
        };
        production.conflicts(step, resource, slot, self.now)
    }

    fn import_row(
        &self,
        teller: Teller,
        (order, resource, activity, good): (u8, u8, u8, u8),
    ) -> ImportRow {
        let label = |what: &str, n: u8| name(&format!("{what} {teller:?} {n}"));
        let mut key = [0; 16];
        key.copy_from_slice(
            &(u128::from(self.told(teller) / 4) << 64
                | (teller as u128) << 48
                | u128::from(order) << 24
                | u128::from(resource) << 16
                | u128::from(activity) << 8
                | u128::from(good))
            .to_be_bytes(),
        );
        ImportRow {
            key: ImportKey(key),
            order: label("imported", order),
            article: label("article", order),
            order_quantity: Quantity::units(5),
            // The first resources of a story bear the names that they were made with.
            resource: match pick(&self.cast(teller).resources, resource) {
                Some(id) => self
                    .world
                    .production
                    .resource(id)
                    .map_or(label("new", resource), |known| known.name.clone()),
                None => label("new", resource),
            },
            activity: label("activity", activity),
            target: if activity == 0 { ImportTarget::Process } else { ImportTarget::WorkStep },
            report: Report {
                kind: ReportKind::Production,
                start: self.now.plus_minutes(-90),
                end: self.now,
                good: Quantity::units(u32::from(good)),
                scrap: Quantity::ZERO,
                held: Quantity::ZERO,
                rework: Rework::No,
                worker: None,
            },
            finality: Finality::Partial,
        }
    }
}

pub(crate) fn pick<T: Copy>(among: &[T], at: Pick) -> Option<T> {
    among.get(usize::from(at) % among.len().max(1)).copied()
}

pub(crate) fn slot(start: u8, length: u8) -> Slot {
    let at = |hours: i64| Instant::from_micros(MORNING).plus_minutes(hours * 60);
    Slot { start: at(i64::from(start)), end: at(i64::from(start) + i64::from(length)) }
}

fn action(button: Button) -> FeedbackAction {
    match button {
        Button::Start => FeedbackAction::Start,
        Button::Pause => FeedbackAction::Pause,
        Button::Resume => FeedbackAction::Resume,
        Button::Interrupt => FeedbackAction::Interrupt { reason: InterruptionReason::Quality },
        Button::Quantity(good) => FeedbackAction::ReportQuantity {
            good: Quantity::units(u32::from(good)),
            scrap: Quantity::units(u32::from(good / 3)),
        },
        Button::Finish => FeedbackAction::Finish,
    }
}
