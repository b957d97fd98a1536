//! Moves: what may happen next in a small plant, told by small numbers, so that proptest can make
//! and shrink histories. [`crate::story::Story`] says which record a number means.

use loggia_core::access::{Column, Field, FieldAccess, ListName, Module, PartnerType};
use proptest::prelude::*;

use crate::firm_moves::{FirmMove, any_firm_move};
use crate::letter_moves::{LetterMove, any_letter_move};
use crate::project_moves::{ProjectMove, Reach, any_project_move};

/// Which of the records known so far: taken modulo their number.
pub type Pick = u8;

/// What happens next.
#[derive(Clone, Debug)]
pub enum Move {
    /// Something to plan work on.
    Resource,
    /// Another name for a resource.
    Rename(Pick),
    /// Its steps are shown to those linked.
    External(Pick),
    /// Its steps are hidden.
    Internal(Pick),
    /// Nearer changes conflict.
    Frozen(Pick, u8),
    /// A customer wants something.
    Item,
    /// Something is to be made, for an item or for none.
    Order(Option<Pick>),
    /// An operation: order, resource, place.
    Step(Pick, Pick, u8),
    /// No operation: order, where.
    Process(Pick, Option<Pick>),
    /// Partner, resource, hours until it begins and until it ends.
    Link(Pick, Pick, Option<u8>, Option<u8>),
    /// Partner, resource.
    Unlink(Pick, Pick),
    /// Processes for a partner.
    Allow(Pick),
    /// No processes for a partner.
    Withdraw(Pick),
    /// A module for a partner.
    Assign(Pick, Module),
    /// No such module for a partner.
    Revoke(Pick, Module),
    /// A partner is shut out.
    Deactivate(Pick),
    /// A partner is back.
    Reactivate(Pick),
    /// The columns of a list, by a mask; reversed or not.
    Columns(ListName, u32, Turned),
    /// Account, list, its columns by a mask or those of everybody again; reversed or not.
    OwnColumns(Pick, ListName, Option<u32>, Turned),
    /// For whom, which fields, how much of them.
    Fields(Whose, Vec<Pick>, Option<FieldAccess>),
    /// An account is another type of partner.
    Type(Pick, PartnerType),
    /// Step, start in hours, length in hours.
    Schedule(Pick, u8, u8),
    /// Step, resource, start in hours, length in hours.
    Reschedule(Pick, Pick, u8, u8),
    /// Step.
    Unschedule(Pick),
    /// Process, start in hours.
    ScheduleProcess(Pick, u8),
    /// Who (a partner, or staff), on what, which button.
    Feedback(Option<Pick>, On, Button),
    /// On what, how much, whether it is the last.
    Report(On, u8, u8),
    /// A batch of rows: order, resource, activity, how much.
    Import(Vec<(u8, u8, u8, u8)>),
    /// Something about firms, their people, and what is given for a term or counted.
    Firm(FirmMove),
    /// Something about projects.
    Project(ProjectMove),
    /// Something about invitations, passwords and the mails of both.
    Letter(LetterMove),
    /// Time passes, in minutes.
    Wait(u16),
}

/// For whom fields are set.
#[derive(Clone, Copy, Debug)]
pub enum Whose {
    /// For everybody outside.
    Externals,
    /// For a type of partner.
    Type(PartnerType),
    /// For an account.
    Account(Pick),
}

impl Move {
    /// Whether it is about everybody outside, whoever makes it.
    pub fn is_everybodys(&self) -> bool {
        match self {
            Self::Columns(..)
            | Self::Wait(_)
            | Self::Fields(Whose::Externals | Whose::Type(_), _, _) => true,
            Self::Project(next) => next.is_everybodys(),
            Self::Letter(next) => next.is_everybodys(),
            _ => false,
        }
    }

    /// Whether those do not notice it whose levels reach so far, if a stranger makes it.
    pub fn is_a_strangers(&self, reach: Reach) -> bool {
        let unnoticed = match self {
            Self::Project(next) => next.is_a_strangers(reach),
            _ => true,
        };
        unnoticed && !self.is_everybodys()
    }

    /// The same with levels that reach so far; none where it would depend on what strangers do.
    pub fn reaching(self, reach: Reach) -> Option<Self> {
        match self {
            Self::Project(next) => next.reaching(reach).map(Self::Project),
            other => Some(other),
        }
    }
}

/// A work step or a process.
#[derive(Clone, Copy, Debug)]
pub enum On {
    /// A work step.
    Step(Pick),
    /// A process.
    Process(Pick),
}

/// Whether an order is turned round.
#[derive(Clone, Copy, Debug)]
pub enum Turned {
    /// As it is.
    No,
    /// Last first.
    Round,
}

/// A button of the workbench.
#[derive(Clone, Copy, Debug)]
pub enum Button {
    /// Begin.
    Start,
    /// Rest.
    Pause,
    /// Go on.
    Resume,
    /// Cannot go on.
    Interrupt,
    /// So much is done.
    Quantity(u8),
    /// Done.
    Finish,
}

/// Any move. Those that make the plant larger come less often than those that use it.
pub fn any_move() -> impl Strategy<Value = Move> {
    use Move as M;
    let pick = || any::<Pick>();
    let hours = || proptest::option::weighted(0.3, 0..24_u8);
    prop_oneof![
        1 => Just(M::Resource),
        1 => pick().prop_map(M::Rename),
        2 => pick().prop_map(M::External),
        2 => pick().prop_map(M::Internal),
        1 => (pick(), 0..8_u8).prop_map(|(r, h)| M::Frozen(r, h)),
        1 => Just(M::Item),
        2 => proptest::option::of(pick()).prop_map(M::Order),
        4 => (pick(), pick(), 0..6_u8).prop_map(|(o, r, s)| M::Step(o, r, s)),
        3 => (pick(), proptest::option::of(pick())).prop_map(|(o, r)| M::Process(o, r)),
        4 => (pick(), pick(), hours(), hours()).prop_map(|(p, r, f, u)| M::Link(p, r, f, u)),
        3 => (pick(), pick()).prop_map(|(p, r)| M::Unlink(p, r)),
        2 => pick().prop_map(M::Allow),
        2 => pick().prop_map(M::Withdraw),
        2 => (pick(), any_module()).prop_map(|(p, m)| M::Assign(p, m)),
        2 => (pick(), any_module()).prop_map(|(p, m)| M::Revoke(p, m)),
        1 => pick().prop_map(M::Deactivate),
        2 => pick().prop_map(M::Reactivate),
        1 => (any_list(), any::<u32>(), any_turn()).prop_map(|(l, m, t)| M::Columns(l, m, t)),
        1 => (pick(), any_list(), proptest::option::of(any::<u32>()), any_turn())
            .prop_map(|(a, l, m, t)| M::OwnColumns(a, l, m, t)),
        3 => (any_whose(), proptest::collection::vec(pick(), 1..6), any_access())
            .prop_map(|(w, f, a)| M::Fields(w, f, a)),
        1 => (pick(), any_type()).prop_map(|(a, t)| M::Type(a, t)),
        4 => (pick(), 0..72_u8, 1..12_u8).prop_map(|(s, a, l)| M::Schedule(s, a, l)),
        5 => (pick(), pick(), 0..72_u8, 1..12_u8)
            .prop_map(|(s, r, a, l)| M::Reschedule(s, r, a, l)),
        1 => pick().prop_map(M::Unschedule),
        2 => (pick(), 0..72_u8).prop_map(|(p, a)| M::ScheduleProcess(p, a)),
        8 => (proptest::option::of(pick()), any_subject(), any_button())
            .prop_map(|(who, on, button)| M::Feedback(who, on, button)),
        5 => (any_subject(), 0..9_u8, 0..8_u8).prop_map(|(on, n, f)| M::Report(on, n, f)),
        1 => proptest::collection::vec((0..4_u8, 0..6_u8, 0..3_u8, 0..5_u8), 1..8)
            .prop_map(M::Import),
        14 => any_firm_move().prop_map(M::Firm),
        90 => any_project_move().prop_map(M::Project),
        14 => any_letter_move().prop_map(M::Letter),
        3 => (0..600_u16).prop_map(M::Wait),
    ]
}

fn any_module() -> impl Strategy<Value = Module> {
    proptest::sample::select(Module::ALL.to_vec())
}

fn any_type() -> impl Strategy<Value = PartnerType> {
    // Two of them: so that accounts are of the same type often enough.
    prop_oneof![Just(PartnerType::Supplier), Just(PartnerType::Contractor)]
}

fn any_whose() -> impl Strategy<Value = Whose> {
    prop_oneof![
        2 => Just(Whose::Externals),
        2 => any_type().prop_map(Whose::Type),
        3 => any::<Pick>().prop_map(Whose::Account),
    ]
}

fn any_access() -> impl Strategy<Value = Option<FieldAccess>> {
    proptest::option::weighted(0.8, proptest::sample::select(FieldAccess::ALL.to_vec()))
}

fn any_list() -> impl Strategy<Value = ListName> {
    prop_oneof![Just(ListName::WorkSteps), Just(ListName::Processes)]
}

fn any_turn() -> impl Strategy<Value = Turned> {
    prop_oneof![Just(Turned::No), Just(Turned::Round)]
}

fn any_subject() -> impl Strategy<Value = On> {
    prop_oneof![3 => any::<Pick>().prop_map(On::Step), 2 => any::<Pick>().prop_map(On::Process)]
}

fn any_button() -> impl Strategy<Value = Button> {
    prop_oneof![
        4 => Just(Button::Start),
        2 => Just(Button::Pause),
        2 => Just(Button::Resume),
        2 => Just(Button::Interrupt),
        3 => (0..9_u8).prop_map(Button::Quantity),
        2 => Just(Button::Finish),
    ]
}

/// The columns that a mask chooses.
pub fn columns_of(list: ListName, mask: u32, turned: Turned) -> Vec<Column> {
    let all = Column::of(list).iter().enumerate();
    let mut chosen: Vec<Column> =
        all.filter(|(bit, _)| mask >> bit & 1 == 1).map(|(_, column)| *column).collect();
    match turned {
        Turned::No => {}
        Turned::Round => chosen.reverse(),
    }
    chosen
}

/// The fields that picks choose, of those that can have this access.
pub fn fields_of(picks: &[Pick], access: Option<FieldAccess>) -> Vec<Field> {
    let fits = |field: &Field| match access {
        Some(FieldAccess::Coarse) => field.coarse_form().is_some(),
        Some(FieldAccess::Edit) => field.is_editable(),
        Some(FieldAccess::Hidden | FieldAccess::Masked | FieldAccess::Read) | None => true,
    };
    let all: Vec<Field> = Field::all().filter(fits).collect();
    picks.iter().filter_map(|pick| all.get(usize::from(*pick) % all.len()).copied()).collect()
}
