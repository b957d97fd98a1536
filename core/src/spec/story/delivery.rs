//! The project of most specs: the tower, with a phase of design and one of building.

use super::{BO, MAX, called, contact, enabled, firm, licensed, makes, owner};
use crate::access::{
    AccountKind, CreateAccessLevel, CreateAccount, LevelScope, Module, PartnerType, Permissions,
    SetDefaultAccessLevel,
};
use crate::delivery::{
    AddMilestone, AddParticipant, AddPhase, AddTask, AssignTask, Audience, CreateProject,
    DeliveryKind, LinkKind, LinkTask, TaskKind, TaskLink,
};
use crate::effort::{
    AddExpense, Approval, ApproveExpense, ApproveTimesheet, Billable, CreatePerson, LineApproval,
    LogTime, PayExpense, PersonOf, RecallExpense, RecallTimesheet, RejectExpense, RejectTimesheet,
    RemoveExpense, ReopenTimesheet, SetApprovalPath, SubmitExpense, SubmitTimesheet, WorkedOn,
};
use crate::id::{
    AccessLevelId, AccountId, ContactId, ExpenseId, MilestoneId, ParticipantId, PersonId, PhaseId,
    ProjectId, TaskId, TimesheetId,
};
use crate::scalar::{Hours, NotAText, Slot, Text};
use crate::spec::{Told, day, hours, name, nth};

/// A project.
pub const TOWER: ProjectId = ProjectId(nth(20_001));
/// Another project.
pub const BRIDGE: ProjectId = ProjectId(nth(20_002));
/// A phase of the tower.
pub const DESIGN: PhaseId = PhaseId(nth(21_001));
/// Another phase of the tower.
pub const BUILD: PhaseId = PhaseId(nth(21_002));
/// A phase of the bridge.
pub const PIERS: PhaseId = PhaseId(nth(21_003));
/// A task of the design.
pub const DRAW: TaskId = TaskId(nth(22_001));
/// Another task of the design.
pub const CHECK: TaskId = TaskId(nth(22_002));
/// A heading of the design.
pub const PLANS: TaskId = TaskId(nth(22_003));
/// A task of the building.
pub const DIG: TaskId = TaskId(nth(22_004));
/// A milestone of the tower.
pub const ROOF: MilestoneId = MilestoneId(nth(23_001));
/// The person who is Max, and so Bo.
pub const JO: PersonId = PersonId(nth(24_001));
/// Another person: somebody of another firm, or nobody yet.
pub const KIM: PersonId = PersonId(nth(24_002));
/// The person who is Ada, of the host company.
pub const ADA_HERSELF: PersonId = PersonId(nth(24_003));
/// That Jo takes part in the design.
pub const JO_DESIGNS: ParticipantId = ParticipantId(nth(25_001));
/// That Kim takes part in the design.
pub const KIM_DESIGNS: ParticipantId = ParticipantId(nth(25_002));
/// That Jo takes part in the building.
pub const JO_BUILDS: ParticipantId = ParticipantId(nth(25_003));
/// An access level.
pub const GUEST: AccessLevelId = AccessLevelId(nth(26_001));
/// Another access level.
pub const LEAD: AccessLevelId = AccessLevelId(nth(26_002));
/// What Jo worked in the week of the specs.
pub const WEEK: TimesheetId = TimesheetId(nth(27_001));
/// What Jo spent on the tower.
pub const TAXI: ExpenseId = ExpenseId(nth(28_001));
/// For whom the tower is.
pub const CLIENT: AccountId = AccountId(nth(7_003));

/// A project without customer, manager and budget.
pub fn project(id: ProjectId) -> Told {
    let command = CreateProject {
        name: called("project", id.0),
        customer: None,
        manager: None,
        start: Some(day("2026-03-02")),
        end: Some(day("2026-06-30")),
        delivery: DeliveryKind::Joint,
        currency: None,
        budget_hours: None,
        budget: None,
    };
    makes(id.0, command)
}

/// A phase of a project.
pub fn phase(id: PhaseId, project: ProjectId) -> Told {
    let (start, end) = (Some(day("2026-03-02")), Some(day("2026-03-31")));
    makes(id.0, AddPhase { project, name: called("phase", id.0), owner: None, start, end })
}

/// A contact on whom project work is planned.
pub fn person(id: PersonId, contact: ContactId) -> Told {
    person_of(id, PersonOf::Contact(contact))
}

/// Somebody on whom project work is planned.
pub fn person_of(id: PersonId, of: PersonOf) -> Told {
    makes(id.0, CreatePerson { of, supervisor: None, role: None, schedulable: true })
}

/// Somebody takes part in a phase, with the default level.
pub fn takes_part(id: ParticipantId, phase: PhaseId, person: PersonId) -> Told {
    makes(id.0, AddParticipant { phase, person, role: None, access_level: None })
}

/// Somebody takes part in a phase, with a level of his own.
pub fn takes_part_as(
    id: ParticipantId,
    phase: PhaseId,
    person: PersonId,
    level: AccessLevelId,
) -> Told {
    let access_level = Some(level);
    makes(id.0, AddParticipant { phase, person, role: None, access_level })
}

/// An access level.
pub fn level(id: AccessLevelId, permissions: Permissions) -> Told {
    makes(id.0, CreateAccessLevel { name: called("level", id.0), permissions })
}

/// The level is the default of a scope.
pub fn by_default(scope: LevelScope, level: AccessLevelId) -> Told {
    SetDefaultAccessLevel { scope, access_level: Some(level) }.into()
}

/// A task of eight hours.
pub fn task(id: TaskId, phase: PhaseId) -> Told {
    task_as(id, phase, None, TaskKind::Work, Audience::Shared)
}

/// A heading.
pub fn heading(id: TaskId, phase: PhaseId) -> Told {
    task_as(id, phase, None, TaskKind::Heading, Audience::Shared)
}

/// A task as it is said.
pub fn task_as(
    id: TaskId,
    phase: PhaseId,
    parent: Option<TaskId>,
    kind: TaskKind,
    audience: Audience,
) -> Told {
    let slot: Slot = hours(2, 10);
    let command = AddTask {
        phase,
        parent,
        title: called("task", id.0),
        description: None,
        kind,
        audience,
        slot: Some(slot),
        planned: Hours::hundredths(800),
        checklist: Vec::new(),
    };
    makes(id.0, command)
}

/// These persons are to do a task.
pub fn assigned<const N: usize>(task: TaskId, assignees: [PersonId; N]) -> Told {
    AssignTask { task, assignees: assignees.into() }.into()
}

/// A task follows others.
pub fn follows<const N: usize>(task: TaskId, predecessors: [TaskId; N]) -> Told {
    let link = |task| TaskLink { task, kind: LinkKind::FinishToStart, lag_minutes: 0 };
    LinkTask { task, predecessors: predecessors.map(link).to_vec() }.into()
}

/// A milestone of a project, in a phase or in none.
pub fn milestone(id: MilestoneId, project: ProjectId, phase: Option<PhaseId>) -> Told {
    let command = AddMilestone {
        project,
        phase,
        name: called("milestone", id.0),
        target: Some(day("2026-05-04")),
        forecast: Some(day("2026-05-11")),
        actual: None,
        is_value: true,
        owner: None,
    };
    makes(id.0, command)
}

/// A customer.
pub fn client() -> Told {
    let kind = AccountKind::Customer;
    makes(CLIENT.0, CreateAccount { name: name("client"), kind, owner: None })
}

/// Bo of a firm of integrators, who is the person Jo and holds the module, and the tower with its two
/// phases, in which he takes no part yet.
pub fn tower() -> [Told; 10] {
    let integrators = AccountKind::Partner(PartnerType::SystemsIntegrator);
    [
        owner(),
        super::account(super::FIRM, integrators),
        contact(MAX, super::FIRM),
        enabled(MAX, BO),
        licensed(BO, Module::Projects),
        person(JO, MAX),
        project(TOWER),
        phase(DESIGN, TOWER),
        phase(BUILD, TOWER),
        firm(super::OTHER_FIRM),
    ]
}

/// A text that is known to be one.
pub fn text(text: &str) -> Text {
    match Text::new(text) {
        Ok(text) => text,
        Err(NotAText) => unreachable!("specs use texts that are texts"),
    }
}

/// So many hundredths of an hour of somebody on Monday, in the timesheet [`WEEK`] if that is the
/// first entry of the week.
pub fn logged(person: PersonId, on: WorkedOn, hundredths: i64) -> Told {
    logged_on("2026-03-02", person, on, hundredths)
}

/// The same on another day.
pub fn logged_on(on_day: &str, person: PersonId, on: WorkedOn, hundredths: i64) -> Told {
    let (person, day, note) = (Some(person), day(on_day), Some(text("worked")));
    makes(WEEK.0, LogTime { person, on, day, hours: Hours::hundredths(hundredths), note })
}

/// [`WEEK`] is submitted.
pub fn submitted() -> Told {
    SubmitTimesheet { timesheet: WEEK }.into()
}

/// [`WEEK`] is taken back.
pub fn recalled() -> Told {
    RecallTimesheet { timesheet: WEEK }.into()
}

/// [`WEEK`] is approved.
pub fn approved() -> Told {
    ApproveTimesheet { timesheet: WEEK, phase: None }.into()
}

/// The lines of [`WEEK`] on a phase are approved.
pub fn lines_approved(phase: PhaseId) -> Told {
    ApproveTimesheet { timesheet: WEEK, phase: Some(phase) }.into()
}

/// [`WEEK`] is sent back.
pub fn rejected() -> Told {
    RejectTimesheet { timesheet: WEEK, reason: text("too long") }.into()
}

/// [`WEEK`] is worked on again.
pub fn reopened() -> Told {
    ReopenTimesheet { timesheet: WEEK, reason: text("a day is missing") }.into()
}

/// How timesheets are approved, and expenses.
pub fn approval(sheet: Approval, line: LineApproval) -> Told {
    SetApprovalPath { sheet, line, expense: sheet }.into()
}

/// So many euros that somebody spent on the design, as [`TAXI`].
pub fn spent(person: PersonId, euros: &str) -> Told {
    let money = crate::scalar::Money {
        amount: euros.parse().unwrap_or_default(),
        currency: match "EUR".parse() {
            Ok(euro) => euro,
            Err(crate::scalar::NotACurrency { .. }) => unreachable!("the euro is a currency"),
        },
    };
    let command = AddExpense {
        person: Some(person),
        project: TOWER,
        phase: Some(DESIGN),
        category: name("Travel"),
        day: day("2026-03-02"),
        money,
        billable: Billable::Yes,
        notes: Some(text("to the site")),
    };
    makes(TAXI.0, command)
}

/// [`TAXI`] is taken away.
pub fn expense_removed() -> Told {
    RemoveExpense { expense: TAXI }.into()
}

/// [`TAXI`] is submitted.
pub fn expense_submitted() -> Told {
    SubmitExpense { expense: TAXI }.into()
}

/// [`TAXI`] is taken back.
pub fn expense_recalled() -> Told {
    RecallExpense { expense: TAXI }.into()
}

/// [`TAXI`] is approved.
pub fn expense_approved() -> Told {
    ApproveExpense { expense: TAXI }.into()
}

/// [`TAXI`] is sent back.
pub fn expense_rejected() -> Told {
    RejectExpense { expense: TAXI, reason: text("no receipt") }.into()
}

/// [`TAXI`] was paid.
pub fn expense_paid() -> Told {
    PayExpense { expense: TAXI }.into()
}
