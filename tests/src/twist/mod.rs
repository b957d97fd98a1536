//! Two tellings of one story that differ in one thing only: a value that nobody outside may know.

mod tell;

use loggia_core::access::{
    Column, ExpenseField, Field, FieldAccess, FieldScope, ItemField, MilestoneField, OrderField,
    PhaseField, ProjectField, RaidField, SetFieldAccess, StatusReportField, TaskField,
    TimesheetField,
};
use loggia_core::command::Command;
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
    /// What RAID items are called.
    RaidTitle,
    /// More about them.
    RaidDescription,
    /// Whether somebody deals with them.
    RaidStatus,
    /// By when they are to be dealt with.
    RaidDue,
    /// How bad they are or would be.
    RaidImpact,
    /// How likely risks are.
    RaidLikelihood,
    /// What is done against risks, and if they happen.
    RaidMitigation,
    /// Whether assumptions turned out to be so.
    RaidValidated,
    /// How much haste there is with issues.
    RaidPriority,
    /// What is done about them.
    RaidActionPlan,
    /// On whom something depends.
    RaidDependsOn,
    /// By when it is needed.
    RaidNeededBy,
    /// What period reports are about.
    ReportPeriod,
    /// How projects are, according to reports.
    ReportHealth,
    /// The whole in short.
    ReportSummary,
    /// What was achieved, and what comes next.
    ReportAchievements,
    /// How content the customer is.
    ReportSentiment,
    /// How one knows.
    ReportSentimentComment,
    /// Why reports came back.
    ReportReturnReason,
    /// How long people worked.
    WorkedHours,
    /// What they say that they did.
    WorkedNotes,
    /// Why timesheets came back.
    TimesheetReason,
    /// Of what sort expenses are.
    ExpenseCategory,
    /// When money was spent.
    ExpenseDay,
    /// How much.
    ExpenseMoney,
    /// Who bears it in the end.
    ExpenseBillable,
    /// More about it.
    ExpenseNotes,
    /// Why expenses came back.
    ExpenseReason,
}

impl Secret {
    /// All of them.
    pub const ALL: [Self; 64] = [
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
        Self::RaidTitle,
        Self::RaidDescription,
        Self::RaidStatus,
        Self::RaidDue,
        Self::RaidImpact,
        Self::RaidLikelihood,
        Self::RaidMitigation,
        Self::RaidValidated,
        Self::RaidPriority,
        Self::RaidActionPlan,
        Self::RaidDependsOn,
        Self::RaidNeededBy,
        Self::ReportPeriod,
        Self::ReportHealth,
        Self::ReportSummary,
        Self::ReportAchievements,
        Self::ReportSentiment,
        Self::ReportSentimentComment,
        Self::ReportReturnReason,
        Self::WorkedHours,
        Self::WorkedNotes,
        Self::TimesheetReason,
        Self::ExpenseCategory,
        Self::ExpenseDay,
        Self::ExpenseMoney,
        Self::ExpenseBillable,
        Self::ExpenseNotes,
        Self::ExpenseReason,
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
        let raid = |of: &[RaidField]| of.iter().copied().map(Field::RaidItem).collect();
        let report =
            |of: &[StatusReportField]| of.iter().copied().map(Field::StatusReport).collect();
        let expense = |of: &[ExpenseField]| of.iter().copied().map(Field::Expense).collect();
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
            Self::RaidTitle => raid(&[RaidField::Title]),
            Self::RaidDescription => raid(&[RaidField::Description]),
            Self::RaidStatus => raid(&[RaidField::Status]),
            Self::RaidDue => raid(&[RaidField::Due]),
            Self::RaidImpact => raid(&[RaidField::Impact]),
            Self::RaidLikelihood => raid(&[RaidField::Likelihood]),
            Self::RaidMitigation => raid(&[RaidField::Mitigation, RaidField::Contingency]),
            Self::RaidValidated => raid(&[RaidField::Validated]),
            Self::RaidPriority => raid(&[RaidField::Priority]),
            Self::RaidActionPlan => raid(&[RaidField::ActionPlan]),
            Self::RaidDependsOn => raid(&[RaidField::DependsOn]),
            Self::RaidNeededBy => raid(&[RaidField::NeededBy]),
            Self::ReportPeriod => {
                report(&[StatusReportField::PeriodStart, StatusReportField::PeriodEnd])
            }
            Self::ReportHealth => report(&[
                StatusReportField::Scope,
                StatusReportField::Schedule,
                StatusReportField::Budget,
                StatusReportField::Resources,
            ]),
            Self::ReportSummary => report(&[StatusReportField::Summary]),
            Self::ReportAchievements => {
                report(&[StatusReportField::Achievements, StatusReportField::NextSteps])
            }
            Self::ReportSentiment => report(&[StatusReportField::Sentiment]),
            Self::ReportSentimentComment => report(&[StatusReportField::SentimentComment]),
            Self::ReportReturnReason => report(&[StatusReportField::ReturnReason]),
            // Tasks tell what was worked on them, and phases and projects the sum.
            Self::WorkedHours => vec![
                Field::Timesheet(TimesheetField::Hours),
                Field::Timesheet(TimesheetField::Lines),
                Field::Task(TaskField::LoggedHours),
            ],
            Self::WorkedNotes => vec![Field::Timesheet(TimesheetField::Lines)],
            Self::TimesheetReason => vec![Field::Timesheet(TimesheetField::Reason)],
            Self::ExpenseCategory => expense(&[ExpenseField::Category]),
            Self::ExpenseDay => expense(&[ExpenseField::Day]),
            Self::ExpenseMoney => expense(&[ExpenseField::Money]),
            Self::ExpenseBillable => expense(&[ExpenseField::Billable]),
            Self::ExpenseNotes => expense(&[ExpenseField::Notes]),
            Self::ExpenseReason => expense(&[ExpenseField::Reason]),
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
        let periods = [Secret::ProjectDates, Secret::PhaseDates, Secret::ReportPeriod];
        // A rejected expense is a draft again when its day changes: to another one of a week, or not.
        let apart = [Secret::Held, Secret::ExpenseDay].into_iter().chain(periods);
        let coarse = coarse && apart.into_iter().all(|apart| apart != secret);
        let mut ways = vec![FieldAccess::Hidden, FieldAccess::Masked];
        ways.extend(coarse.then_some(FieldAccess::Coarse));
        ways
    }

    /// The fields that nobody may open again.
    pub fn fields(self) -> Vec<Field> {
        self.secret.fields()
    }

    /// Whether what becomes of a command is decided by the secret itself: whoever logs time is told that
    /// a day lies outside the dates of the phase or the project, hidden or not, and so is whoever books
    /// hours (`docs/SECURITY.md`).
    pub fn is_decided_by(self, command: &Command) -> bool {
        match command {
            Command::LogTime(_)
            | Command::BookPerson(_)
            | Command::ChangeBooking(_)
            | Command::ImportTime(_) => {
                [Secret::ProjectDates, Secret::PhaseDates].contains(&self.secret)
            }
            _ => false,
        }
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
