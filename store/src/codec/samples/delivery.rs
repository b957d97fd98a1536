use std::collections::BTreeSet;

use loggia_core::access::event::*;
use loggia_core::access::{
    ExpenseField, Field, FieldAccess, FieldScope, MilestoneField, PhaseField, ProjectField,
    RaidField, StatusReportField, TaskField, TimesheetField, UserId,
};
use loggia_core::delivery::event::*;
use loggia_core::delivery::{
    Audience, ChecklistItem, DeliveryKind, Health, LinkKind, MilestoneBrief, PhaseBrief, PlanItem,
    PlanLine, ProjectBrief, ProjectStatus, TaskBrief, TaskKind, TaskLink, TaskStatus,
};
use loggia_core::event::Event;
use loggia_core::id::{
    AccessLevelId, AccountId, MilestoneId, ParticipantId, PartnerUserId, PersonId, PhaseId,
    ProjectId, StaffUserId, TaskId,
};
use loggia_core::scalar::Hours;

use super::{day, hours, id, longest_name, longest_text, name, slot, sure};

/// What a plan that another program keeps is here.
pub(super) fn plans() -> Vec<Event> {
    let (project, phase, task) = (ProjectId(id(20)), PhaseId(id(21)), TaskId(id(22)));
    let is = |line, item| PlanItemImported { project, line, item }.into();
    vec![
        TaskMoved { id: task, phase, parent: Some(TaskId(id(23))) }.into(),
        TaskMoved { id: task, phase, parent: None }.into(),
        is(PlanLine::Project, PlanItem::Phase(phase)),
        is(PlanLine::Task(300), PlanItem::Task(task)),
        is(PlanLine::Resource(u32::MAX), PlanItem::Person(PersonId(id(24)))),
    ]
}

/// Projects and how they are.
pub(super) fn projects() -> Vec<Event> {
    let (id, by) = (ProjectId(id(15)), UserId::Partner(PartnerUserId(id(2))));
    let set = |status| ProjectStatusSet { id, status }.into();
    let judged = |health, reason, by| ProjectHealthSet { id, health, reason, by }.into();
    let bare = ProjectBrief {
        name: name("Bridge"),
        customer: None,
        manager: None,
        start: None,
        end: None,
        delivery: DeliveryKind::PartnerLed,
        currency: None,
        budget_hours: None,
        budget: None,
    };
    let brief = ProjectBrief {
        name: longest_name(),
        customer: Some(AccountId(self::id(8))),
        manager: Some(StaffUserId(self::id(1))),
        start: Some(day("0000-01-01")),
        end: Some(day("9999-12-31")),
        delivery: DeliveryKind::Joint,
        currency: Some(sure("KWD".parse())),
        budget_hours: Some(hours("100000")),
        budget: Some(sure("100000000000".parse())),
    };
    vec![
        ProjectCreated { id, brief }.into(),
        ProjectCreated { id, brief: bare.clone() }.into(),
        ProjectChanged {
            id,
            brief: ProjectBrief {
                delivery: DeliveryKind::Direct,
                budget: Some(sure("0.0001".parse())),
                budget_hours: Some(hours("-100000")),
                ..bare
            },
        }
        .into(),
        set(ProjectStatus::Planned),
        set(ProjectStatus::Active),
        set(ProjectStatus::OnHold),
        set(ProjectStatus::Completed),
        set(ProjectStatus::Cancelled),
        judged(Health::Green, None, None),
        judged(Health::Amber, Some(longest_text()), Some(by)),
        judged(Health::Red, None, Some(UserId::Staff(StaffUserId(self::id(1))))),
        GoLiveSet { id, milestone: Some(MilestoneId(self::id(18))) }.into(),
        GoLiveSet { id, milestone: None }.into(),
    ]
}

/// What is in projects, tasks excepted.
pub(super) fn phases() -> Vec<Event> {
    let (project, phase, person) = (ProjectId(id(15)), PhaseId(id(16)), PersonId(id(13)));
    let (part, milestone) = (ParticipantId(id(17)), MilestoneId(id(18)));
    let brief = PhaseBrief {
        name: longest_name(),
        owner: Some(person),
        start: Some(day("1969-12-31")),
        end: Some(day("2012-02-29")),
    };
    let bare = PhaseBrief { name: name("Design"), owner: None, start: None, end: None };
    let level = Some(AccessLevelId(id(12)));
    let reached = MilestoneBrief {
        name: longest_name(),
        target: Some(day("2012-02-29")),
        forecast: Some(day("9999-12-31")),
        actual: Some(day("0000-01-01")),
        is_value: true,
        owner: Some(person),
    };
    let open = MilestoneBrief {
        name: name("Handover"),
        target: None,
        forecast: None,
        actual: None,
        is_value: false,
        owner: None,
    };
    vec![
        PhaseAdded { id: phase, project, brief }.into(),
        PhaseChanged { id: phase, brief: bare }.into(),
        ParticipantAdded { id: part, phase, person, role: Some(longest_name()), level }.into(),
        ParticipantAdded { id: part, phase, person, role: None, level: None }.into(),
        ParticipantChanged { id: part, role: None, level }.into(),
        ParticipantRemoved { id: part }.into(),
        MilestoneAdded { id: milestone, project, phase: Some(phase), brief: reached }.into(),
        MilestoneAdded { id: milestone, project, phase: None, brief: open.clone() }.into(),
        MilestoneChanged { id: milestone, brief: open }.into(),
        MilestoneRemoved { id: milestone }.into(),
    ]
}

/// What is to be done.
pub(super) fn tasks() -> Vec<Event> {
    let (id, phase, parent) = (TaskId(id(19)), PhaseId(id(16)), Some(TaskId(id(20))));
    let set = |status| TaskStatusSet { id, status }.into();
    let bare = |kind| TaskBrief {
        title: name("Weld"),
        description: None,
        kind,
        audience: Audience::Shared,
        slot: None,
        planned: Hours::ZERO,
        checklist: Vec::new(),
    };
    let brief = TaskBrief {
        title: longest_name(),
        description: Some(longest_text()),
        kind: TaskKind::Work,
        audience: Audience::Internal,
        slot: Some(slot()),
        planned: hours("100000"),
        checklist: vec![
            ChecklistItem { text: longest_name(), done: true },
            ChecklistItem { text: name("Grind"), done: false },
        ],
    };
    let link = |n, kind, lag_minutes| TaskLink { task: TaskId(self::id(n)), kind, lag_minutes };
    vec![
        TaskAdded { id, phase, parent, brief: brief.clone() }.into(),
        TaskAdded { id, phase, parent: None, brief: bare(TaskKind::Heading) }.into(),
        TaskChanged { id, brief: TaskBrief { planned: hours("-0.01"), ..brief } }.into(),
        TaskChanged { id, brief: bare(TaskKind::Milestone) }.into(),
        set(TaskStatus::Open),
        set(TaskStatus::InProgress),
        set(TaskStatus::Blocked),
        set(TaskStatus::Done),
        TaskAssigned { id, assignees: [PersonId(self::id(13)), PersonId(self::id(14))].into() }
            .into(),
        TaskAssigned { id, assignees: BTreeSet::new() }.into(),
        TaskLinked {
            id,
            predecessors: vec![
                link(21, LinkKind::FinishToStart, 0),
                link(22, LinkKind::StartToStart, i32::MAX),
                link(23, LinkKind::FinishToFinish, i32::MIN),
                link(24, LinkKind::StartToFinish, -1),
            ],
        }
        .into(),
        TaskLinked { id, predecessors: Vec::new() }.into(),
        TaskRemoved { id }.into(),
    ]
}

/// What of the rows of projects partners are shown. What was added later stands in
/// [`later_fields`]: stored bytes stay what they are.
pub(super) fn project_fields() -> Vec<Event> {
    let first = |field: &Field| !LATER.contains(field);
    vec![
        hidden(ProjectField::ALL.iter().copied().map(Field::Project).filter(first)),
        hidden(PhaseField::ALL.iter().copied().map(Field::Phase).filter(first)),
        hidden(MilestoneField::ALL.iter().copied().map(Field::Milestone)),
        hidden(TaskField::ALL.iter().copied().map(Field::Task).filter(first)),
    ]
}

const LATER: [Field; 3] = [
    Field::Project(ProjectField::LoggedHours),
    Field::Phase(PhaseField::LoggedHours),
    Field::Task(TaskField::LoggedHours),
];

/// The same for RAID items, reports, time and money.
pub(super) fn later_fields() -> Vec<Event> {
    vec![
        hidden(LATER),
        hidden(RaidField::ALL.iter().copied().map(Field::RaidItem)),
        hidden(StatusReportField::ALL.iter().copied().map(Field::StatusReport)),
        hidden(TimesheetField::ALL.iter().copied().map(Field::Timesheet)),
        hidden(ExpenseField::ALL.iter().copied().map(Field::Expense)),
    ]
}

fn hidden(fields: impl IntoIterator<Item = Field>) -> Event {
    let (scope, access) = (FieldScope::Externals, Some(FieldAccess::Hidden));
    FieldAccessSet { scope, fields: fields.into_iter().collect(), access }.into()
}
