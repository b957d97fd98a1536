use std::collections::BTreeSet;

use imbl::OrdSet;
use serde::{Deserialize, Serialize};

use super::TaskLink;
use super::event::{TaskAdded, TaskAssigned, TaskChanged, TaskRemoved, TaskStatusSet};
use super::remark::{About, gone_with};
use crate::access::{Allowed, Field, TaskField};
use crate::actor::Actor;
use crate::id::{PersonId, PhaseId, ProjectId, TaskId};
use crate::refusal::Refusal;
use crate::scalar::{Change, Hours, Name, Slot, Text};
use crate::visibility::{self, Rights};
use crate::world::{Context, Decision, Revision, Seq, World, happened, unchanged};

/// Most persons who are to do one task.
pub const ASSIGNEES_MAX: usize = 50;

/// Most items of a checklist.
pub const CHECKLIST_MAX: usize = 50;

/// What sort of task it is. Stored: append only.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    /// Something to do.
    #[default]
    Work,
    /// What stands above other tasks; nothing is done on it.
    Heading,
    /// A moment of the plan: something that is reached, without work.
    Milestone,
}

/// Where a task stands. Stored: append only.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TaskStatus {
    /// Not begun.
    #[default]
    Open,
    /// Being done.
    InProgress,
    /// Cannot go on.
    Blocked,
    /// Done.
    Done,
}

/// For whom something is meant. Stored: append only.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// For the host company.
    Internal,
    /// For partners as well, as far as they may see it.
    #[default]
    Shared,
}

impl Audience {
    /// Whether one more that is meant for these has room beside what is `held`. What is meant for
    /// others does not count: else a full list would tell of it.
    pub(super) fn has_room(
        self,
        held: impl Iterator<Item = Self>,
        max: usize,
    ) -> Result<(), Refusal> {
        let given = held.filter(|audience| *audience == self).count() + 1;
        match given > max {
            true => Err(Refusal::TooMany { given, max }),
            false => Ok(()),
        }
    }
}

/// One thing to tick off. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChecklistItem {
    /// What.
    pub text: Name,
    /// Whether it is done.
    #[serde(default)]
    pub done: bool,
}

/// What is said about a task. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskBrief {
    /// What is to be done.
    pub title: Name,
    /// More about it.
    pub description: Option<Text>,
    /// What sort of task it is.
    pub kind: TaskKind,
    /// For whom it is meant.
    pub audience: Audience,
    /// When it is planned.
    pub slot: Option<Slot>,
    /// How much work it is.
    pub planned: Hours,
    /// What to tick off.
    pub checklist: Vec<ChecklistItem>,
}

/// Something to be done in a phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Which.
    pub id: TaskId,
    /// Of which project.
    pub project: ProjectId,
    /// In which phase.
    pub phase: PhaseId,
    /// Under which heading.
    pub parent: Option<TaskId>,
    /// What stands under it.
    pub children: OrdSet<TaskId>,
    /// The commit that added it.
    pub added: Seq,
    /// What is said about it.
    pub brief: TaskBrief,
    /// The commit that said for whom it is meant.
    pub told: Seq,
    /// Where it stands.
    pub status: TaskStatus,
    /// Who is to do it.
    pub assignees: BTreeSet<PersonId>,
    /// The commit that said who is to do it, or in which phase.
    pub assigned: Seq,
    /// What it follows.
    pub predecessors: Vec<TaskLink>,
    /// What follows it.
    pub successors: OrdSet<TaskId>,
    /// Raised by every change.
    pub revision: Revision,
}

/// Add something to do to a phase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AddTask {
    /// To which.
    pub phase: PhaseId,
    /// Under which heading of it.
    #[serde(default)]
    pub parent: Option<TaskId>,
    /// What is to be done.
    pub title: Name,
    /// More about it.
    #[serde(default)]
    pub description: Option<Text>,
    /// What sort of task it is; work where nothing is said.
    #[serde(default)]
    pub kind: TaskKind,
    /// For whom it is meant; partners as well where nothing is said.
    #[serde(default)]
    pub audience: Audience,
    /// When it is planned.
    #[serde(default)]
    pub slot: Option<Slot>,
    /// How much work it is.
    #[serde(default)]
    pub planned: Hours,
    /// What to tick off; at most 50 items.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub checklist: Vec<ChecklistItem>,
}

/// Change what is said about a task; what is not named stays, `null` takes away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeTask {
    /// Which.
    pub task: TaskId,
    /// What is to be done.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Name))]
    pub title: Change<Name>,
    /// More about it.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Text>))]
    pub description: Change<Option<Text>>,
    /// For whom it is meant.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Audience))]
    pub audience: Change<Audience>,
    /// When it is planned.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Slot>))]
    pub slot: Change<Option<Slot>>,
    /// How much work it is.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Hours))]
    pub planned: Change<Hours>,
    /// What to tick off; at most 50 items.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Vec<ChecklistItem>, max_items = 50))]
    pub checklist: Change<Vec<ChecklistItem>>,
}

/// Say where a task stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetTaskStatus {
    /// Which.
    pub task: TaskId,
    /// Where it stands.
    pub status: TaskStatus,
}

/// Say who is to do a task: these persons and no others. Each takes part in its phase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AssignTask {
    /// Which.
    pub task: TaskId,
    /// Who; at most 50.
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub assignees: BTreeSet<PersonId>,
}

/// Take a task under which nothing stands out of its phase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RemoveTask {
    /// Which.
    pub task: TaskId,
}

/// What a partner adds is shared, and is his own to do: else he might not see what he added.
pub(crate) fn add_task(world: &World, cx: &Context<'_>, command: &AddTask) -> Decision {
    let AddTask { phase, parent, title, description, kind, audience, slot, planned, checklist } =
        command.clone();
    let mut own = None;
    if let Actor::Partner(partner) = cx.actor {
        let (rights, phase) = Rights::on_phase(world, partner, phase)?;
        let may =
            rights.takes_part(phase.id) && rights.in_phase(phase.id).task_create == Allowed::Yes;
        visibility::permits(may && audience == Audience::Shared)?;
        parent.map(|parent| rights.finds_task(parent)).transpose()?;
        own = Some(rights.person());
    }
    world.delivery.phase(phase)?;
    if let Some(parent) = parent {
        let parent = world.delivery.task(parent)?;
        if parent.phase != phase {
            return Err(Refusal::OfAnotherPhase(parent.id.into()));
        }
        if parent.brief.kind != TaskKind::Heading {
            return Err(Refusal::NoHeading(parent.id.into()));
        }
    }
    let brief = TaskBrief { title, description, kind, audience, slot, planned, checklist };
    fits(&brief)?;
    let id = TaskId::fresh(cx.ids);
    let added = TaskAdded { id, phase, parent, brief }.into();
    let own = own.filter(|_| kind != TaskKind::Heading);
    let assigned = own.map(|person| TaskAssigned { id, assignees: [person].into() }.into());
    Ok(std::iter::once(added).chain(assigned).collect())
}

/// Partners change tasks as far as their level lets them, never for whom one is meant.
pub(crate) fn change_task(world: &World, cx: &Context<'_>, command: &ChangeTask) -> Decision {
    let ChangeTask { task: id, title, description, audience, slot, planned, checklist } =
        command.clone();
    if let Actor::Partner(partner) = cx.actor {
        let (rights, task) = Rights::on_task(world, partner, id)?;
        visibility::permits(edits(&rights, task) && audience.is_keep())?;
        rights.edits(
            [
                (TaskField::Title, title.is_keep()),
                (TaskField::Description, description.is_keep()),
                (TaskField::Start, slot.is_keep()),
                (TaskField::End, slot.is_keep()),
                (TaskField::PlannedHours, planned.is_keep()),
                (TaskField::Checklist, checklist.is_keep()),
            ]
            .map(|(field, keep)| (Field::Task(field), keep)),
        )?;
    }
    let held = &world.delivery.task(id)?.brief;
    let brief = TaskBrief {
        title: title.over(held.title.clone()),
        description: description.over(held.description.clone()),
        kind: held.kind,
        audience: audience.over(held.audience),
        slot: slot.over(held.slot),
        planned: planned.over(held.planned),
        checklist: checklist.over(held.checklist.clone()),
    };
    if brief == *held {
        return unchanged();
    }
    fits(&brief)?;
    happened(TaskChanged { id, brief })
}

fn fits(brief: &TaskBrief) -> Result<(), Refusal> {
    if brief.planned.is_negative() {
        return Err(Refusal::BudgetBelowNothing);
    }
    match brief.checklist.len() {
        0..=CHECKLIST_MAX => Ok(()),
        items => Err(Refusal::TooMany { given: items, max: CHECKLIST_MAX }),
    }
}

fn edits(rights: &Rights<'_>, task: &Task) -> bool {
    Rights::reaches(rights.in_phase(task.phase).task_edit, rights.owns_task(task))
}

pub(crate) fn set_task_status(
    world: &World,
    cx: &Context<'_>,
    command: &SetTaskStatus,
) -> Decision {
    let SetTaskStatus { task: id, status } = *command;
    if let Actor::Partner(partner) = cx.actor {
        let (rights, task) = Rights::on_task(world, partner, id)?;
        visibility::permits(edits(&rights, task))?;
        rights.edits([(Field::Task(TaskField::Status), false)])?;
    }
    let task = world.delivery.task(id)?;
    match task.brief.kind {
        TaskKind::Heading => Err(Refusal::NothingIsDoneOnHeadings(id.into())),
        TaskKind::Work | TaskKind::Milestone if task.status == status => unchanged(),
        TaskKind::Work | TaskKind::Milestone => happened(TaskStatusSet { id, status }),
    }
}

pub(crate) fn assign_task(world: &World, _: &Context<'_>, command: &AssignTask) -> Decision {
    let AssignTask { task: id, assignees } = command.clone();
    let task = world.delivery.task(id)?;
    if assignees.len() > ASSIGNEES_MAX {
        return Err(Refusal::TooMany { given: assignees.len(), max: ASSIGNEES_MAX });
    }
    if task.brief.kind == TaskKind::Heading && !assignees.is_empty() {
        return Err(Refusal::NothingIsDoneOnHeadings(id.into()));
    }
    let phase = world.delivery.phase(task.phase)?;
    for person in assignees.difference(&task.assignees) {
        world.effort.person(*person)?;
        if !phase.participants.contains_key(person) {
            return Err(Refusal::NoParticipant((*person).into()));
        }
    }
    match task.assignees == assignees {
        true => unchanged(),
        false => happened(TaskAssigned { id, assignees }),
    }
}

/// A task with time on it stays, for the time needs something that it was worked on. To a partner
/// only the time is there that he is told of: where there is other time, what he removes becomes
/// internal instead. Nobody outside can tell the two apart; the host company keeps task and time.
pub(crate) fn remove_task(world: &World, cx: &Context<'_>, command: &RemoveTask) -> Decision {
    let id = command.task;
    let mut told = None;
    if let Actor::Partner(partner) = cx.actor {
        let (rights, task) = Rights::on_task(world, partner, id)?;
        let extent = rights.in_phase(task.phase).task_delete;
        visibility::permits(Rights::reaches(extent, rights.owns_task(task)))?;
        // What stands under a heading may be hidden from him.
        visibility::permits(task.brief.kind != TaskKind::Heading)?;
        told = Some(visibility::time_told(world, &rights, task));
    }
    let task = world.delivery.task(id)?;
    let logged = world.effort.logged(id);
    if !told.unwrap_or(logged).is_zero() {
        return Err(Refusal::TaskHasTime(id.into()));
    }
    if !logged.is_zero() {
        let brief = TaskBrief { audience: Audience::Internal, ..task.brief.clone() };
        return happened(TaskChanged { id, brief });
    }
    match task.children.is_empty() {
        true => Ok(gone_with(world, About::Task(id), TaskRemoved { id })),
        false => Err(Refusal::HeadingHasTasks(id.into())),
    }
}

#[cfg(test)]
mod spec;
