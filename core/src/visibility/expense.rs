use super::clause::{self, Clause, Ground, Rule};
use super::rights::{self, Rights};
use super::row::row;
use super::{Lens, Shown, person_of};
use crate::access::Field::Expense as F;
use crate::access::{ExpenseField, ExpenseView, PartnerUser, Permissions, TimesheetApproval};
use crate::effort::{Billable, Expense, ExpenseBrief, ExpenseStatus};
use crate::id::{ExpenseId, PartnerUserId, PersonId, PhaseId, ProjectId};
use crate::refusal::{RecordKind, Refusal};
use crate::scalar::{Date, Money, Name, Personal, Text};
use crate::world::World;

row! {
    /// What somebody spent, as a partner sees it: one's own, and those that the access level opens. A
    /// field that is hidden is absent.
    ExpenseRow {
        /// Which.
        id: ExpenseId,
        /// For which project; `null` where that is not visible.
        project_id: Option<ProjectId>,
        /// For which phase of it; `null` where for none, or where that is not visible.
        phase_id: Option<PhaseId>,
        /// Whether it is one's own.
        mine: bool,
    } shown {
        /// Whose.
        person: Option<Personal<Name>>,
        /// Of what sort.
        category: Name,
        /// On which day.
        day: Date,
        /// How much.
        money: Money,
        /// Who bears it in the end.
        billable: Billable,
        /// More about it.
        notes: Option<Text>,
        /// Where it stands.
        status: ExpenseStatus,
        /// Why it was rejected.
        reason: Option<Text>,
    }
}

/// The person who reads, and what is his in the project; none where the expense is not shown: it is
/// neither his own, nor of somebody whom he supervises and may approve for, nor of a project in which
/// his level shows all those of people whose names he is told.
pub(super) fn reading<'a>(
    world: &'a World,
    user: &'a PartnerUser,
    expense: &Expense,
) -> Option<(PersonId, Option<Rights<'a>>)> {
    let me = person_of(world, user)?;
    let rights = Rights::of(world, user, expense.project);
    let phase = expense.brief.phase;
    let by_level = || {
        let Some(rights) = &rights else { return false };
        let level = rights.around(phase);
        let person = world.effort.person(expense.person);
        let supervised = person.is_ok_and(|person| person.supervisor == Some(me))
            && level.timesheet_approve >= TimesheetApproval::Supervised;
        let told = || rights.called(expense.person, phase).is_some();
        let there = phase.is_none_or(|phase| rights.sees_phase(phase));
        there && (supervised || level.expense_view == ExpenseView::All && told())
    };
    let shown = rights::opens_projects(user) && (expense.person == me || by_level());
    shown.then_some((me, rights))
}

pub(super) fn render(world: &World, user: &PartnerUser, id: ExpenseId) -> Option<ExpenseRow> {
    let expense = world.effort.expense(id).ok()?;
    let (me, rights) = reading(world, user, expense)?;
    let Expense {
        id,
        person,
        project,
        brief: ExpenseBrief { phase, category, day, money, billable, notes },
        status,
        reason,
        added: _,
        revision: _,
    } = expense;
    let lens = Lens::on(world, user);
    let called = world.effort.person(*person).ok();
    let called = called.and_then(|person| rights::name(world, &person.of));
    let sees = |phase: &PhaseId| rights.as_ref().is_some_and(|rights| rights.sees_phase(*phase));
    Some(ExpenseRow {
        id: *id,
        project_id: rights.as_ref().map(|_| *project),
        phase_id: phase.filter(sees),
        mine: *person == me,
        person: lens.show(F(ExpenseField::Person), called),
        category: lens.show(F(ExpenseField::Category), category.clone()),
        day: lens.show(F(ExpenseField::Day), *day),
        money: lens.show(F(ExpenseField::Money), *money),
        billable: lens.show(F(ExpenseField::Billable), *billable),
        notes: lens.show(F(ExpenseField::Notes), notes.clone()),
        status: lens.show(F(ExpenseField::Status), *status),
        reason: lens.show(F(ExpenseField::Reason), reason.clone()),
    })
}

/// What decides about an expense.
pub(super) fn clauses(world: &World, user: &PartnerUser, expense: &Expense) -> [Clause; 3] {
    let opens = |level: &Permissions| {
        level.expense_view == ExpenseView::All
            || level.timesheet_approve >= TimesheetApproval::Supervised
    };
    let ground = match reading(world, user, expense) {
        Some((me, _)) if me == expense.person => Ground::Holds(Some(expense.added)),
        Some((_, rights)) => {
            let since = rights.and_then(|rights| rights.since(expense.brief.phase, opens));
            Ground::Holds(since)
        }
        None => Ground::Fails(None),
    };
    [
        clause::active(user),
        clause::licensed(user, rights::MODULES),
        Clause::new(Rule::ExpenseReached, ground),
    ]
}

/// Refuses an expense that a partner is not shown, in the words of a missing one.
pub(crate) fn on_expense(
    world: &World,
    partner: PartnerUserId,
    expense: &Expense,
) -> Result<(), Refusal> {
    let user = world.access.partner_user(partner)?;
    match reading(world, user, expense) {
        Some(_) => Ok(()),
        None => Err(Refusal::Unknown(RecordKind::Expense, expense.id.into())),
    }
}
