//! Access levels, persons and projects, as staff reads them.

use std::collections::BTreeSet;

use loggia_core::access::{AccessLevel, LevelScope, Permissions};
use loggia_core::delivery::{
    Audience, ChecklistItem, DeliveryKind, Health, Milestone, MilestoneBrief, Participant, Phase,
    PhaseBrief, Project, ProjectBrief, ProjectStatus, Task, TaskBrief, TaskKind, TaskLink,
    TaskStatus,
};
use loggia_core::effort::{AvailabilityPeriod, Person, PersonOf, Skill};
use loggia_core::id::{
    AccessLevelId, AccountId, MilestoneId, ParticipantId, PersonId, PhaseId, ProjectId,
    StaffUserId, TaskId,
};
use loggia_core::scalar::{Amount, Currency, Date, Hours, Name, Personal, Slot, Text};
use loggia_core::visibility::name;
use loggia_core::world::{Revision, World};
use serde::Serialize;
use utoipa::ToSchema;

/// The struct of an entry, and the names of its fields.
macro_rules! entry {
    ($(#[$of:meta])* $entry:ident $count:literal { $($(#[$doc:meta])* $field:ident: $type:ty,)+ }) => {
        $(#[$of])*
        #[derive(Serialize, ToSchema)]
        pub(super) struct $entry {
            $($(#[$doc])* $field: $type,)+
        }

        impl $entry {
            pub(super) const COLUMNS: [&'static str; $count] = [$(stringify!($field),)+];
        }
    };
}

entry! {
    /// A named set of permissions on projects.
    AccessLevelEntry 5 {
        id: AccessLevelId,
        name: Name,
        permissions: Permissions,
        /// Of whom it is the default.
        default_of: Vec<LevelScope>,
        revision: Revision,
    }
}

impl AccessLevelEntry {
    pub(super) fn of(world: &World, level: &AccessLevel) -> Self {
        let AccessLevel { id, name, permissions, since: _, revision } = level.clone();
        let defaults = world.access.levels().defaults();
        let default_of =
            defaults.filter(|(_, level)| *level == id).map(|(scope, _)| scope.clone()).collect();
        Self { id, name, permissions, default_of, revision }
    }
}

pub(super) use entry;

entry! {
    /// Somebody on whom project work is planned.
    PersonEntry 9 {
        id: PersonId,
        /// Who it is.
        of: PersonOf,
        name: Option<Personal<Name>>,
        /// Who approves this person's timesheets.
        supervisor: Option<PersonId>,
        role: Option<Name>,
        schedulable: bool,
        skills: Vec<Skill>,
        /// When this person can work, by when the periods begin.
        availability: Vec<AvailabilityPeriod>,
        revision: Revision,
    }
}

impl PersonEntry {
    pub(super) fn of(world: &World, person: &Person) -> Self {
        let Person { id, of, supervisor, role, schedulable, skills, availability, revision } =
            person.clone();
        let name = name(world, &of);
        Self { id, of, name, supervisor, role, schedulable, skills, availability, revision }
    }
}

entry! {
    /// A project.
    ProjectEntry 17 {
        id: ProjectId,
        name: Name,
        customer: Option<AccountId>,
        manager: Option<StaffUserId>,
        start: Option<Date>,
        end: Option<Date>,
        status: ProjectStatus,
        delivery: DeliveryKind,
        health: Option<Health>,
        health_reason: Option<Text>,
        go_live: Option<MilestoneId>,
        currency: Option<Currency>,
        budget_hours: Option<Hours>,
        budget: Option<Amount>,
        phases: Vec<PhaseId>,
        milestones: Vec<MilestoneId>,
        revision: Revision,
    }
}

impl ProjectEntry {
    pub(super) fn of(project: &Project) -> Self {
        let Project { id, brief, status, health, go_live, phases, milestones, revision } =
            project.clone();
        let ProjectBrief {
            name,
            customer,
            manager,
            start,
            end,
            delivery,
            currency,
            budget_hours,
            budget,
        } = brief;
        let judged = health.into_iter().next_back();
        Self {
            id,
            name,
            customer,
            manager,
            start,
            end,
            status,
            delivery,
            health: judged.as_ref().map(|judged| judged.health),
            health_reason: judged.and_then(|judged| judged.reason),
            go_live,
            currency,
            budget_hours,
            budget,
            phases,
            milestones,
            revision,
        }
    }
}

entry! {
    /// A part of a project.
    PhaseEntry 9 {
        id: PhaseId,
        project: ProjectId,
        name: Name,
        owner: Option<PersonId>,
        start: Option<Date>,
        end: Option<Date>,
        participants: Vec<ParticipantId>,
        /// Number of tasks, headings included.
        tasks: usize,
        revision: Revision,
    }
}

impl PhaseEntry {
    pub(super) fn of(phase: &Phase) -> Self {
        let Phase { id, project, added: _, brief, participants, tasks, revision } = phase.clone();
        let PhaseBrief { name, owner, start, end } = brief;
        let participants = participants.values().map(|participant| participant.id).collect();
        let tasks = tasks.len();
        Self { id, project, name, owner, start, end, participants, tasks, revision }
    }
}

entry! {
    /// That somebody takes part in a phase.
    ParticipantEntry 7 {
        id: ParticipantId,
        phase: PhaseId,
        person: PersonId,
        name: Option<Personal<Name>>,
        role: Option<Name>,
        /// His own access level; the default where there is none.
        access_level: Option<AccessLevelId>,
        revision: Revision,
    }
}

impl ParticipantEntry {
    pub(super) fn of(world: &World, participant: &Participant) -> Self {
        let Participant { id, phase, person, role, level, since: _, told: _, revision } =
            participant.clone();
        let of = world.effort.person(person).ok();
        let name = of.and_then(|person| name(world, &person.of));
        Self { id, phase, person, name, role, access_level: level, revision }
    }
}

entry! {
    /// Something to be reached in a project.
    MilestoneEntry 10 {
        id: MilestoneId,
        project: ProjectId,
        phase: Option<PhaseId>,
        name: Name,
        target: Option<Date>,
        forecast: Option<Date>,
        actual: Option<Date>,
        is_value: bool,
        owner: Option<PersonId>,
        revision: Revision,
    }
}

impl MilestoneEntry {
    pub(super) fn of(milestone: &Milestone) -> Self {
        let Milestone { id, project, phase, added: _, brief, revision } = milestone.clone();
        let MilestoneBrief { name, target, forecast, actual, is_value, owner } = brief;
        Self { id, project, phase, name, target, forecast, actual, is_value, owner, revision }
    }
}

entry! {
    /// Something to be done in a phase.
    TaskEntry 16 {
        id: TaskId,
        project: ProjectId,
        phase: PhaseId,
        parent: Option<TaskId>,
        title: Name,
        description: Option<Text>,
        kind: TaskKind,
        audience: Audience,
        status: TaskStatus,
        slot: Option<Slot>,
        planned: Hours,
        /// What people worked on it, approved or not.
        logged: Hours,
        assignees: BTreeSet<PersonId>,
        predecessors: Vec<TaskLink>,
        checklist: Vec<ChecklistItem>,
        revision: Revision,
    }
}

impl TaskEntry {
    pub(super) fn of(world: &World, task: &Task) -> Self {
        let Task {
            id,
            project,
            phase,
            parent,
            children: _,
            added: _,
            brief,
            told: _,
            status,
            assignees,
            assigned: _,
            predecessors,
            successors: _,
            revision,
        } = task.clone();
        let TaskBrief { title, description, kind, audience, slot, planned, checklist } = brief;
        Self {
            id,
            project,
            phase,
            parent,
            title,
            description,
            kind,
            audience,
            status,
            slot,
            planned,
            logged: world.effort.logged(id),
            assignees,
            predecessors,
            checklist,
            revision,
        }
    }
}
