//! Two tellings of one story that differ in one thing only: a value that nobody outside may know.

use loggia_core::access::{
    Column, Field, FieldAccess, FieldScope, ItemField, MilestoneField, OrderField, PhaseField,
    ProjectField, SetFieldAccess, TaskField,
};
use loggia_core::command::Command;
use loggia_core::delivery::{DeliveryKind, Health, ProjectStatus, TaskStatus};
use loggia_core::production::{FeedbackAction, Report};
use loggia_core::scalar::{
    Amount, Change, Date, Hours, Instant, Minutes, Name, Quantity, Slot, Text,
};
use loggia_core::spec::name;

/// What is kept from everybody outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secret {
    /// What is made.
    Article,
    /// How much of it.
    Quantity,
    /// What steps and processes are called.
    StepName,
    /// What resources are called.
    ResourceName,
    /// Places in the sequence.
    Sequence,
    /// When it is planned.
    Planned,
    /// What orders are called.
    OrderNumber,
    /// What order items are called.
    ItemNumber,
    /// When items are due.
    Due,
    /// How long setting up takes.
    SetUp,
    /// How long processing takes.
    Processing,
    /// What came out well.
    Done,
    /// What was scrapped.
    Scrap,
    /// What was put aside.
    Held,
    /// When it was done.
    Worked,
    /// Where the work stands; told apart by feedback, not by a value.
    Status,
    /// What projects are called.
    ProjectName,
    /// When projects start and end.
    ProjectDates,
    /// Where projects stand.
    ProjectStatus,
    /// Who delivers them.
    Delivery,
    /// How projects are.
    Health,
    /// Why they are so.
    HealthReason,
    /// How much time projects may take.
    BudgetHours,
    /// How much they may cost.
    Budget,
    /// What phases are called.
    PhaseName,
    /// When they start and end.
    PhaseDates,
    /// What milestones are called.
    MilestoneName,
    /// When they are reached.
    MilestoneDates,
    /// Which of them bring value.
    MilestoneValue,
    /// What is to be done.
    TaskTitle,
    /// More about it.
    TaskDescription,
    /// When it is planned.
    TaskPlanned,
    /// How much work it is.
    TaskHours,
    /// Where it stands.
    TaskStatus,
    /// What of it is to be ticked off.
    TaskChecklist,
    /// How much later it follows what.
    TaskPredecessors,
}

impl Secret {
    /// All of them.
    pub const ALL: [Self; 36] = [
        Self::Article,
        Self::Quantity,
        Self::StepName,
        Self::ResourceName,
        Self::Sequence,
        Self::Planned,
        Self::OrderNumber,
        Self::ItemNumber,
        Self::Due,
        Self::SetUp,
        Self::Processing,
        Self::Done,
        Self::Scrap,
        Self::Held,
        Self::Worked,
        Self::Status,
        Self::ProjectName,
        Self::ProjectDates,
        Self::ProjectStatus,
        Self::Delivery,
        Self::Health,
        Self::HealthReason,
        Self::BudgetHours,
        Self::Budget,
        Self::PhaseName,
        Self::PhaseDates,
        Self::MilestoneName,
        Self::MilestoneDates,
        Self::MilestoneValue,
        Self::TaskTitle,
        Self::TaskDescription,
        Self::TaskPlanned,
        Self::TaskHours,
        Self::TaskStatus,
        Self::TaskChecklist,
        Self::TaskPredecessors,
    ];

    /// The columns and fields by which it would come out; what is made of them follows by itself.
    fn fields(self) -> Vec<Field> {
        let both = |columns: &[Column]| {
            let of = |column: &Column| [Field::WorkStep(*column), Field::Process(*column)];
            columns.iter().flat_map(of).collect::<Vec<Field>>()
        };
        let project = |of: &[ProjectField]| of.iter().copied().map(Field::Project).collect();
        let phase = |of: &[PhaseField]| of.iter().copied().map(Field::Phase).collect();
        let milestone = |of: &[MilestoneField]| of.iter().copied().map(Field::Milestone).collect();
        let task = |of: &[TaskField]| of.iter().copied().map(Field::Task).collect();
        match self {
            Self::Article => both(&[Column::Article]),
            Self::Quantity => both(&[Column::Quantity]),
            Self::StepName => both(&[Column::Name]),
            Self::ResourceName => both(&[Column::Resource]),
            Self::Sequence => both(&[Column::Sequence]),
            Self::Planned => both(&[Column::PlannedStart, Column::PlannedEnd]),
            Self::OrderNumber => {
                let mut fields = both(&[Column::Order]);
                fields.push(Field::ProductionOrder(OrderField::Number));
                fields
            }
            Self::ItemNumber => vec![Field::OrderItem(ItemField::Number)],
            Self::Due => vec![Field::OrderItem(ItemField::Due)],
            Self::SetUp => vec![Field::WorkStep(Column::SetUpMinutes)],
            Self::Processing => vec![Field::WorkStep(Column::ProcessingMinutes)],
            Self::Done => both(&[Column::DoneQuantity]),
            Self::Scrap => both(&[Column::ScrapQuantity]),
            Self::Held => both(&[Column::HeldQuantity]),
            Self::Worked => both(&[Column::ActualStart, Column::ActualEnd]),
            // A start is told by the status and by when it was.
            Self::Status => both(&[Column::Status, Column::ActualStart]),
            Self::ProjectName => project(&[ProjectField::Name]),
            Self::ProjectDates => project(&[ProjectField::Start, ProjectField::End]),
            Self::ProjectStatus => project(&[ProjectField::Status]),
            Self::Delivery => project(&[ProjectField::Delivery]),
            Self::Health => project(&[ProjectField::Health]),
            Self::HealthReason => project(&[ProjectField::HealthReason]),
            Self::BudgetHours => project(&[ProjectField::BudgetHours]),
            Self::Budget => project(&[ProjectField::Budget]),
            Self::PhaseName => phase(&[PhaseField::Name]),
            Self::PhaseDates => phase(&[PhaseField::Start, PhaseField::End]),
            Self::MilestoneName => milestone(&[MilestoneField::Name]),
            Self::MilestoneDates => milestone(&[
                MilestoneField::Target,
                MilestoneField::Forecast,
                MilestoneField::Actual,
            ]),
            Self::MilestoneValue => milestone(&[MilestoneField::IsValue]),
            Self::TaskTitle => task(&[TaskField::Title]),
            Self::TaskDescription => task(&[TaskField::Description]),
            Self::TaskPlanned => task(&[TaskField::Start, TaskField::End]),
            Self::TaskHours => task(&[TaskField::PlannedHours]),
            Self::TaskStatus => task(&[TaskField::Status]),
            Self::TaskChecklist => task(&[TaskField::Checklist]),
            Self::TaskPredecessors => task(&[TaskField::Predecessors]),
        }
    }
}

/// Which of the two tellings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Telling {
    /// As it is.
    Straight,
    /// With other values in place of the secret ones.
    Twisted,
}

/// A secret, how it is kept, and how it is told.
#[derive(Clone, Copy, Debug)]
pub struct Twist {
    /// What is kept.
    pub secret: Secret,
    /// How: hidden, masked or coarse.
    pub kept: FieldAccess,
    /// How the story is told.
    pub telling: Telling,
}

impl Twist {
    /// How this secret can be kept.
    pub fn ways(secret: Secret) -> Vec<FieldAccess> {
        let coarse = secret.fields().iter().all(|field| field.coarse_form().is_some());
        // Nothing was put aside in the straight story: any quantity has another band.
        // Of two days of a week, which one comes first decides whether staff is refused.
        let apart = [Secret::Held, Secret::ProjectDates, Secret::PhaseDates];
        let coarse = coarse && !apart.contains(&secret);
        let mut ways = vec![FieldAccess::Hidden, FieldAccess::Masked];
        ways.extend(coarse.then_some(FieldAccess::Coarse));
        ways
    }

    /// The fields that nobody may open again.
    pub fn fields(self) -> Vec<Field> {
        self.secret.fields()
    }

    /// The command that keeps it.
    pub fn guard(self) -> SetFieldAccess {
        let fields = self.fields().into_iter().collect();
        SetFieldAccess { scope: FieldScope::Externals, fields, access: Some(self.kept) }
    }

    fn twists(self, secret: Secret) -> bool {
        self.telling == Telling::Twisted && self.secret == secret
    }

    /// Within the same week and band where it is kept coarse.
    fn near(self) -> bool {
        self.kept == FieldAccess::Coarse
    }

    fn name(self, secret: Secret, told: &mut Name) {
        if self.twists(secret) {
            // Before all others and after all others, by turns.
            let lead = if told.as_str().len().is_multiple_of(2) { "!" } else { "~" };
            *told = name(&format!("{lead} {told}"));
        }
    }

    /// What is nothing stays nothing: without a quantity there is no report.
    fn quantity(self, secret: Secret, told: &mut Quantity) {
        if self.twists(secret) && !told.is_zero() {
            let more = if self.near() { "0.001" } else { "1000" };
            *told = told.plus(more.parse().unwrap_or(Quantity::ZERO));
        }
    }

    fn instant(self, secret: Secret, told: &mut Instant) {
        if self.twists(secret) {
            let by = if self.near() { 1 } else { -40 * 24 * 60 * 60 * 1_000_000 };
            *told = Instant::from_micros(told.micros() + by);
        }
    }

    fn text(self, secret: Secret, told: &mut Text) {
        if self.twists(secret) {
            *told = Text::new(&format!("other than {told}")).unwrap_or_else(|_| told.clone());
        }
    }

    /// None stays none.
    fn hours(self, secret: Secret, told: &mut Hours) {
        if self.twists(secret) && !told.is_zero() {
            let more = if self.near() { 1 } else { 100_000 };
            *told = told.plus(Hours::hundredths(more));
        }
    }

    fn amount(self, secret: Secret, told: &mut Amount) {
        if self.twists(secret) {
            let more = if self.near() { "0.01" } else { "100000" };
            *told = told.plus(more.parse().unwrap_or(Amount::ZERO));
        }
    }

    /// The Monday of its week, or as many days before as leave the order as it is.
    fn day(self, secret: Secret, told: &mut Date) {
        if self.twists(secret) {
            let before = |day: Date| day.civil().yesterday().map_or(day, Date::from);
            *told = match self.near() {
                true => told.monday(),
                false => (0..40).fold(*told, |day, _| before(day)),
            };
        }
    }

    fn changed_day(self, secret: Secret, told: &mut Change<Option<Date>>) {
        if let Change::To(Some(told)) = told {
            self.day(secret, told);
        }
    }

    /// Another one of several, another for each; what is not among them stays.
    fn turned<T: Copy + PartialEq>(self, secret: Secret, told: &mut T, all: &[T]) {
        let at = all.iter().position(|one| one == told).filter(|_| self.twists(secret));
        if let Some(at) = at {
            *told = all[(at + 1) % all.len()];
        }
    }

    /// Tells a command about projects.
    fn tell_of_projects(self, command: &mut Command) {
        use ProjectStatus::{Active, Cancelled, Completed, OnHold};
        match command {
            Command::CreateProject(c) => {
                self.name(Secret::ProjectName, &mut c.name);
                for day in [&mut c.start, &mut c.end].into_iter().flatten() {
                    self.day(Secret::ProjectDates, day);
                }
                let kinds = [DeliveryKind::Joint, DeliveryKind::PartnerLed, DeliveryKind::Direct];
                self.turned(Secret::Delivery, &mut c.delivery, &kinds);
                if let Some(hours) = &mut c.budget_hours {
                    self.hours(Secret::BudgetHours, hours);
                }
                if let Some(budget) = &mut c.budget {
                    self.amount(Secret::Budget, budget);
                }
            }
            Command::ChangeProject(c) => {
                if let Change::To(called) = &mut c.name {
                    self.name(Secret::ProjectName, called);
                }
                self.changed_day(Secret::ProjectDates, &mut c.start);
                self.changed_day(Secret::ProjectDates, &mut c.end);
                if let Change::To(Some(hours)) = &mut c.budget_hours {
                    self.hours(Secret::BudgetHours, hours);
                }
            }
            // Where all begin stays where it is.
            Command::SetProjectStatus(c) => {
                let all = [Active, OnHold, Completed, Cancelled];
                self.turned(Secret::ProjectStatus, &mut c.status, &all);
            }
            Command::SetProjectHealth(c) => {
                let all = [Health::Green, Health::Amber, Health::Red];
                self.turned(Secret::Health, &mut c.health, &all);
                if let Some(reason) = &mut c.reason {
                    self.text(Secret::HealthReason, reason);
                }
            }
            Command::AddPhase(c) => {
                self.name(Secret::PhaseName, &mut c.name);
                for day in [&mut c.start, &mut c.end].into_iter().flatten() {
                    self.day(Secret::PhaseDates, day);
                }
            }
            Command::ChangePhase(c) => {
                if let Change::To(called) = &mut c.name {
                    self.name(Secret::PhaseName, called);
                }
                self.changed_day(Secret::PhaseDates, &mut c.start);
                self.changed_day(Secret::PhaseDates, &mut c.end);
            }
            Command::AddMilestone(c) => {
                self.name(Secret::MilestoneName, &mut c.name);
                for day in [&mut c.target, &mut c.forecast, &mut c.actual].into_iter().flatten() {
                    self.day(Secret::MilestoneDates, day);
                }
                c.is_value ^= self.twists(Secret::MilestoneValue);
            }
            Command::ChangeMilestone(c) => {
                if let Change::To(called) = &mut c.name {
                    self.name(Secret::MilestoneName, called);
                }
                for day in [&mut c.target, &mut c.forecast, &mut c.actual] {
                    self.changed_day(Secret::MilestoneDates, day);
                }
            }
            _ => self.tell_of_tasks(command),
        }
    }

    fn tell_of_tasks(self, command: &mut Command) {
        use TaskStatus::{Blocked, Done, InProgress};
        match command {
            Command::AddTask(c) => {
                self.name(Secret::TaskTitle, &mut c.title);
                if let Some(description) = &mut c.description {
                    self.text(Secret::TaskDescription, description);
                }
                if let Some(slot) = &mut c.slot {
                    self.instant(Secret::TaskPlanned, &mut slot.start);
                    self.instant(Secret::TaskPlanned, &mut slot.end);
                }
                self.hours(Secret::TaskHours, &mut c.planned);
            }
            Command::ChangeTask(c) => {
                if let Change::To(title) = &mut c.title {
                    self.name(Secret::TaskTitle, title);
                }
                if let Change::To(Some(description)) = &mut c.description {
                    self.text(Secret::TaskDescription, description);
                }
                if let Change::To(Some(slot)) = &mut c.slot {
                    self.instant(Secret::TaskPlanned, &mut slot.start);
                    self.instant(Secret::TaskPlanned, &mut slot.end);
                }
                if let Change::To(hours) = &mut c.planned {
                    self.hours(Secret::TaskHours, hours);
                }
                if let Change::To(items) = &mut c.checklist {
                    for item in items {
                        self.name(Secret::TaskChecklist, &mut item.text);
                        item.done ^= self.twists(Secret::TaskChecklist);
                    }
                }
            }
            Command::SetTaskStatus(c) => {
                self.turned(Secret::TaskStatus, &mut c.status, &[InProgress, Blocked, Done]);
            }
            Command::LinkTask(c) => {
                for link in &mut c.predecessors {
                    link.lag_minutes += i32::from(self.twists(Secret::TaskPredecessors));
                }
            }
            _ => {}
        }
    }

    /// A slot as it is told.
    pub fn slot(self, mut told: Slot) -> Slot {
        self.instant(Secret::Planned, &mut told.start);
        self.instant(Secret::Planned, &mut told.end);
        told
    }

    fn report(self, told: &mut Report) {
        self.quantity(Secret::Done, &mut told.good);
        self.quantity(Secret::Scrap, &mut told.scrap);
        if self.twists(Secret::Held) {
            told.held = Quantity::units(3);
        }
        self.worked(&mut told.start, &mut told.end);
    }

    /// Earlier, and as long.
    fn worked(self, start: &mut Instant, end: &mut Instant) {
        if self.twists(Secret::Worked) {
            let by = if self.near() { -1 } else { -40 * 24 * 60 * 60 * 1_000_000 };
            *start = Instant::from_micros(start.micros() + by);
            *end = Instant::from_micros(end.micros() + by);
        }
    }

    /// Tells a command: as it is, or twisted.
    pub fn tell(self, command: &mut Command) {
        match command {
            Command::CreateOrderItem(c) => {
                self.name(Secret::ItemNumber, &mut c.number);
                self.name(Secret::Article, &mut c.article);
                self.quantity(Secret::Quantity, &mut c.quantity);
                if let Some(due) = &mut c.due {
                    self.instant(Secret::Due, due);
                }
            }
            Command::CreateProductionOrder(c) => {
                self.name(Secret::OrderNumber, &mut c.number);
                self.name(Secret::Article, &mut c.article);
                self.quantity(Secret::Quantity, &mut c.quantity);
            }
            Command::AddWorkStep(c) => {
                self.name(Secret::StepName, &mut c.name);
                if self.twists(Secret::Sequence) {
                    c.sequence = 1_000 - c.sequence;
                }
                if self.twists(Secret::SetUp) {
                    c.set_up = Minutes(c.set_up.0 + 2);
                }
                if self.twists(Secret::Processing) {
                    c.processing = Minutes(c.processing.0 + 22);
                }
            }
            Command::AddProcess(c) => self.name(Secret::StepName, &mut c.name),
            Command::CreateResource(c) => self.name(Secret::ResourceName, &mut c.name),
            Command::RenameResource(c) => self.name(Secret::ResourceName, &mut c.name),
            Command::ReportWork(c) => {
                self.quantity(Secret::Done, &mut c.good);
                self.quantity(Secret::Scrap, &mut c.scrap);
                if self.twists(Secret::Held) {
                    c.held = Quantity::units(3);
                }
                self.worked(&mut c.start, &mut c.end);
            }
            Command::ReportFeedback(c) => {
                if let FeedbackAction::ReportQuantity { good, scrap } = &mut c.action {
                    self.quantity(Secret::Done, good);
                    self.quantity(Secret::Scrap, scrap);
                }
            }
            Command::ImportProduction(c) => {
                // By their names orders, resources and steps are found again: these stay.
                for row in &mut c.rows {
                    self.name(Secret::Article, &mut row.article);
                    self.quantity(Secret::Quantity, &mut row.order_quantity);
                    self.report(&mut row.report);
                }
            }
            // Slots are told by the story itself, which confirms what speaks against them.
            _ => self.tell_of_projects(command),
        }
    }
}
