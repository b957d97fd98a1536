//! Two tellings of one story that differ in one thing only: a value that nobody outside may know.

use loggia_core::access::{
    Column, Field, FieldAccess, FieldScope, ItemField, OrderField, SetFieldAccess,
};
use loggia_core::command::Command;
use loggia_core::production::{FeedbackAction, Report};
use loggia_core::scalar::{Instant, Minutes, Name, Quantity, Slot};
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
}

impl Secret {
    /// All of them.
    pub const ALL: [Self; 16] = [
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
    ];

    /// The columns and fields by which it would come out; what is made of them follows by itself.
    fn fields(self) -> Vec<Field> {
        let both = |columns: &[Column]| {
            let of = |column: &Column| [Field::WorkStep(*column), Field::Process(*column)];
            columns.iter().flat_map(of).collect::<Vec<Field>>()
        };
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
        let coarse = coarse && secret != Secret::Held;
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
            _ => {}
        }
    }
}
