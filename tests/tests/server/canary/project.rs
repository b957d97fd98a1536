//! A project of canaries in which everybody who has a contact takes part, and what in it is kept from
//! all of them: internal tasks, other phases, people who are none of theirs.

use loggia_core::access::{
    AccountKind, Allowed, CreateAccessLevel, CreateAccount, CreateStaffUser, ExpenseView, Field,
    MilestoneField, PartnerType, Permissions, PhaseField, ProjectField, TaskField, TimesheetView,
    UserId,
};
use loggia_core::actor::Role;
use loggia_core::command::Command;
use loggia_core::delivery::{
    AddMilestone, AddParticipant, AddPhase, AddTask, AssignTask, Audience, ChecklistItem,
    CreateProject, DeliveryKind, Health, LinkKind, LinkTask, RemoveParticipant, SetGoLive,
    SetProjectHealth, TaskKind, TaskLink,
};
use loggia_core::effort::{CreatePerson, PersonOf};
use loggia_core::id::{PersonId, PhaseId, ProjectId, StaffUserId, TaskId};
use loggia_core::scalar::{Date, Personal, Slot, Text};
use loggia_core::spec::name;
use loggia_tests::story::Story;

use super::effort::{self, Ground};
use super::plant::{Canary, at, tell};
use super::remarks;

pub(super) fn canaries() -> Vec<Canary> {
    use Field::{Milestone as M, Phase as F, Project as P, Task as T};
    let canary = |sings, by: &[Field]| Canary { sings, by: by.to_vec() };
    vec![
        canary("canary-project", &[P(ProjectField::Name)]),
        canary("canary-client", &[P(ProjectField::Customer)]),
        canary("canary-manager", &[P(ProjectField::Manager)]),
        canary("2041-01-02", &[P(ProjectField::Start)]),
        canary("2041-12-03", &[P(ProjectField::End)]),
        canary("canary-reason", &[P(ProjectField::HealthReason)]),
        canary("73101.25", &[P(ProjectField::BudgetHours)]),
        canary("7310021", &[P(ProjectField::Budget)]),
        canary(
            "71234.5",
            &[
                P(ProjectField::PlannedHours),
                F(PhaseField::PlannedHours),
                T(TaskField::PlannedHours),
            ],
        ),
        canary("canary-design", &[F(PhaseField::Name)]),
        canary("canary-phase-owner", &[F(PhaseField::Owner)]),
        canary("2041-02-03", &[F(PhaseField::Start)]),
        canary("2041-11-04", &[F(PhaseField::End)]),
        canary("canary-roof", &[M(MilestoneField::Name)]),
        canary("canary-milestone-owner", &[M(MilestoneField::Owner)]),
        canary("2041-03-04", &[M(MilestoneField::Target)]),
        canary("2041-04-05", &[M(MilestoneField::Forecast)]),
        canary("2041-05-06", &[M(MilestoneField::Actual)]),
        canary("canary-task", &[T(TaskField::Title)]),
        canary("canary-description", &[T(TaskField::Description)]),
        canary("2041-06-07T08:09:10Z", &[T(TaskField::Start)]),
        canary("2041-06-08T09:10:11Z", &[T(TaskField::End)]),
        canary("canary-assignee", &[T(TaskField::Assignees)]),
        canary("731022", &[T(TaskField::Predecessors)]),
        canary("canary-checklist", &[T(TaskField::Checklist)]),
    ]
}

/// What no partner of the story may hear of.
pub(super) const NEVER: [&str; 10] = [
    "canary-customer",
    "canary-internal",
    "canary-other-phase",
    "canary-other-task",
    "canary-other-milestone",
    "canary-other-project",
    "canary-somebody",
    "canary-role",
    "canary-level",
    "canary-heading",
];

pub(super) fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

fn staff(story: &mut Story, called: &str) -> (StaffUserId, PersonId) {
    let called = Personal::new(name(called));
    let roles = [Role::DeliveryManager].into();
    let (user_name, display_name) = (called.clone(), called);
    let login = user_name.clone();
    tell(story, CreateStaffUser { user_name, display_name, roles });
    let found = story.world.access.user_by_name(login.reveal());
    let Some(UserId::Staff(id)) = found else { panic!("a staff user") };
    (id, person(story, PersonOf::StaffUser(id)))
}

fn person(story: &mut Story, of: PersonOf) -> PersonId {
    if let PersonOf::Contact(contact) = of
        && let Some(known) = story.world.effort.person_of_contact(contact)
    {
        return known;
    }
    tell(story, CreatePerson { of, supervisor: None, role: None, schedulable: true });
    *story.own.persons.last().unwrap()
}

fn phase(story: &mut Story, project: ProjectId, called: &str, owner: PersonId) -> PhaseId {
    let (start, end) = (day("2041-02-03"), day("2041-11-04"));
    tell(story, AddPhase { project, name: name(called), owner: Some(owner), start, end });
    *story.own.phases.last().unwrap()
}

fn task(
    story: &mut Story,
    phase: PhaseId,
    called: &str,
    told: impl FnOnce(&mut AddTask),
) -> TaskId {
    let mut add = AddTask {
        phase,
        parent: None,
        title: name(called),
        description: None,
        kind: TaskKind::Work,
        audience: Audience::Shared,
        slot: None,
        planned: Default::default(),
        checklist: Vec::new(),
    };
    told(&mut add);
    tell(story, Command::from(add));
    *story.own.tasks.last().unwrap()
}

fn project(story: &mut Story, called: &str, manager: StaffUserId) -> ProjectId {
    let kind = AccountKind::Customer;
    let customer = story
        .own
        .accounts
        .iter()
        .copied()
        .find(|id| story.world.access.account(*id).is_ok_and(|account| account.kind == kind));
    let create = CreateProject {
        name: name(called),
        customer,
        manager: Some(manager),
        start: day("2041-01-02"),
        end: day("2041-12-03"),
        delivery: DeliveryKind::Joint,
        currency: "EUR".parse().ok(),
        budget_hours: "73101.25".parse().ok(),
        budget: "7310021".parse().ok(),
    };
    tell(story, create);
    *story.own.projects.last().unwrap()
}

fn joins(story: &mut Story, phase: PhaseId, person: PersonId, role: Option<&str>) {
    let role = role.map(name);
    tell(story, AddParticipant { phase, person, role, access_level: None });
}

/// Plants the project, with a level that shows all of it but other phases and other firms.
pub(super) fn plant(story: &mut Story) {
    let kind = AccountKind::Customer;
    tell(story, CreateAccount { name: name("canary-client"), kind, owner: None });
    let (manager, _) = staff(story, "canary-manager");
    let (_, owner) = staff(story, "canary-phase-owner");
    let (_, answers) = staff(story, "canary-milestone-owner");
    let (_, assignee) = staff(story, "canary-assignee");
    let main = project(story, "canary-project", manager);
    let health = SetProjectHealth {
        project: main,
        health: Health::Red,
        reason: Text::new("canary-reason").ok(),
    };
    tell(story, health);
    let first = phase(story, main, "canary-design", owner);
    let permissions = Permissions {
        project_financials: Allowed::Yes,
        timesheet_view: TimesheetView::All,
        expense_view: ExpenseView::All,
        ..Permissions::usual(Some(PartnerType::Supplier))
    };
    tell(story, CreateAccessLevel { name: name("canary-level"), permissions });
    let level = story.own.levels.last().copied();
    let users = story.world.access.partner_users();
    let contacts: Vec<_> = users.filter_map(|user| user.contact).collect();
    for contact in contacts {
        let person = person(story, PersonOf::Contact(contact));
        let join = AddParticipant { phase: first, person, role: None, access_level: level };
        tell(story, join);
    }
    let somebody = person(story, PersonOf::Name(Personal::new(name("canary-somebody"))));
    joins(story, first, somebody, Some("canary-role"));
    // Who takes part no more stays assigned, and stands in no other list.
    joins(story, first, assignee, None);
    let left = *story.own.parts.last().unwrap();
    let earlier = task(story, first, "draw", |_| {});
    let main_task = task(story, first, "canary-task", |add| {
        add.description = Text::new("canary-description").ok();
        add.slot = Slot::new(at("2041-06-07T08:09:10Z"), at("2041-06-08T09:10:11Z")).ok();
        add.planned = "71234.5".parse().unwrap();
        add.checklist = vec![ChecklistItem { text: name("canary-checklist"), done: false }];
    });
    tell(story, AssignTask { task: main_task, assignees: [assignee].into() });
    tell(story, RemoveParticipant { participant: left });
    let link = TaskLink { task: earlier, kind: LinkKind::FinishToStart, lag_minutes: 731_022 };
    tell(story, LinkTask { task: main_task, predecessors: vec![link] });
    let milestone = AddMilestone {
        project: main,
        phase: Some(first),
        name: name("canary-roof"),
        target: day("2041-03-04"),
        forecast: day("2041-04-05"),
        actual: day("2041-05-06"),
        is_value: true,
        owner: Some(answers),
    };
    tell(story, milestone.clone());
    tell(story, SetGoLive { project: main, milestone: story.own.milestones.last().copied() });
    // Kept from everybody.
    let internal = task(story, first, "canary-internal", |add| add.audience = Audience::Internal);
    let heading = task(story, first, "canary-heading", |add| {
        add.kind = TaskKind::Heading;
        add.audience = Audience::Internal;
    });
    task(story, first, "canary-internal", |add| {
        add.audience = Audience::Internal;
        add.parent = Some(heading);
    });
    let second = phase(story, main, "canary-other-phase", somebody);
    let elsewhere = task(story, second, "canary-other-task", |_| {});
    let called = name("canary-other-milestone");
    tell(story, AddMilestone { phase: Some(second), name: called, ..milestone });
    let other = project(story, "canary-other-project", manager);
    let third = phase(story, other, "canary-other-phase", somebody);
    joins(story, third, somebody, None);
    let (raiser, _) = staff(story, "canary-raiser");
    let (author, _) = staff(story, "canary-author");
    let (_, raid_owner) = staff(story, "canary-raid-owner");
    let (speaker, _) = staff(story, "canary-speaker");
    let [worker, spender] =
        ["canary-worker", "canary-spender"].map(|called| staff(story, called).1);
    // Who takes part is told as a participant: they leave, and what they did stays.
    let parts = [worker, spender].map(|person| {
        joins(story, first, person, None);
        *story.own.parts.last().unwrap()
    });
    let ground = Ground {
        project: main,
        phase: first,
        task: main_task,
        other_project: other,
        owner: raid_owner,
        raiser,
        author,
        worker,
        spender,
        somebody,
        speaker,
        internal,
        elsewhere,
    };
    effort::plant(story, &ground);
    remarks::plant(story, &ground);
    for participant in parts {
        tell(story, RemoveParticipant { participant });
    }
}
