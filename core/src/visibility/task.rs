use serde::Serialize;

use super::clause::{Clause, Ground, Rule};
use super::rights::Rights;
use super::row::row;
use super::timesheet::logged;
use super::{Lens, Shown};
use crate::access::Field::Task as F;
use crate::access::{PartnerUser, TaskField};
use crate::delivery::{Audience, ChecklistItem, Task, TaskBrief, TaskKind, TaskLink, TaskStatus};
use crate::id::{PhaseId, ProjectId, TaskId};
use crate::scalar::{Hours, Instant, Name, Personal, Text};
use crate::world::World;

/// Names of people, those that are told.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Names(pub Vec<Personal<Name>>);

/// What is to be ticked off.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Checklist(pub Vec<ChecklistItem>);

/// What a task follows, of what is visible.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Predecessors(pub Vec<TaskLink>);

row! {
    /// A task as a partner sees it. Where it is shown only as the heading of another, only its title
    /// is told. A field that is hidden is absent.
    TaskRow {
        /// Which.
        id: TaskId,
        /// Of which project.
        project_id: ProjectId,
        /// In which phase.
        phase_id: PhaseId,
        /// Under which visible heading; `null` where under none.
        parent_id: Option<TaskId>,
        /// What sort of task it is.
        kind: TaskKind,
        /// Whether it is shown only because a task under it is.
        heading_only: bool,
        /// Whether it is oneself who is to do it.
        mine: bool,
    } shown {
        /// What is to be done.
        title: Name,
        /// More about it.
        description: Option<Text>,
        /// Where it stands.
        status: TaskStatus,
        /// When it is planned to start; `null` where it is not planned.
        start: Option<Instant>,
        /// When it is planned to end; `null` where it is not planned.
        end: Option<Instant>,
        /// How much work it is.
        planned_hours: Hours,
        /// Who is to do it, as far as names are told.
        assignees: Names,
        /// What it follows, of what is visible.
        predecessors: Predecessors,
        /// What to tick off.
        checklist: Checklist,
        /// How much was worked on it, of the time that one is told.
        logged_hours: Hours,
    }
}

pub(super) fn render(world: &World, user: &PartnerUser, id: TaskId) -> Option<TaskRow> {
    let task = world.delivery.task(id).ok()?;
    let rights = Rights::of(world, user, task.project)?;
    if !rights.shows_task(task) {
        return None;
    }
    let Task {
        id,
        project,
        phase,
        parent,
        children: _,
        added: _,
        brief: TaskBrief { title, description, kind, audience: _, slot, planned, checklist },
        told: _,
        status,
        assignees,
        assigned: _,
        predecessors,
        successors: _,
        revision: _,
    } = task;
    let lens = Lens::on(world, user);
    let whole = rights.sees_task(task);
    let shown = |id: &TaskId| world.delivery.task(*id).is_ok_and(|task| rights.shows_task(task));
    let seen =
        |link: &&TaskLink| world.delivery.task(link.task).is_ok_and(|task| rights.sees_task(task));
    let names = assignees.iter().filter_map(|person| rights.called(*person, Some(*phase)));
    let links = predecessors.iter().filter(seen).copied().collect();
    Some(TaskRow {
        id: *id,
        project_id: *project,
        phase_id: *phase,
        parent_id: parent.filter(shown),
        kind: *kind,
        heading_only: !whole,
        mine: whole && rights.owns_task(task),
        title: lens.show(F(TaskField::Title), title.clone()),
        description: of(whole, || lens.show(F(TaskField::Description), description.clone())),
        status: of(whole, || lens.show(F(TaskField::Status), *status)),
        start: of(whole, || lens.show(F(TaskField::Start), slot.map(|slot| slot.start))),
        end: of(whole, || lens.show(F(TaskField::End), slot.map(|slot| slot.end))),
        planned_hours: of(whole, || lens.show(F(TaskField::PlannedHours), *planned)),
        assignees: of(whole, || lens.show(F(TaskField::Assignees), Names(names.collect()))),
        predecessors: of(whole, || lens.show(F(TaskField::Predecessors), Predecessors(links))),
        checklist: of(whole, || lens.show(F(TaskField::Checklist), Checklist(checklist.clone()))),
        logged_hours: of(whole, || {
            lens.show(F(TaskField::LoggedHours), logged(world, &rights, task))
        }),
    })
}

/// How much was worked on a task as far as somebody who is shown it is told: nothing where that field
/// does not tell its value.
pub(crate) fn time_told(world: &World, rights: &Rights<'_>, task: &Task) -> Hours {
    match rights.tells(F(TaskField::LoggedHours)) {
        true => logged(world, rights, task),
        false => Hours::ZERO,
    }
}

fn of<T>(whole: bool, shown: impl FnOnce() -> Option<Shown<T>>) -> Option<Shown<T>> {
    super::project::opened(whole, shown)
}

/// What decides about a task beside what decides about its project.
pub(super) fn clauses(world: &World, user: &PartnerUser, task: &Task) -> [Clause; 2] {
    let told = Some(task.told);
    let shared = match task.brief.audience {
        Audience::Shared => Ground::Holds(told),
        Audience::Internal => Ground::Fails(told),
    };
    let rights = Rights::of(world, user, task.project);
    let since = Some(task.assigned);
    let reached = match rights.is_some_and(|rights| rights.shows_task(task)) {
        true => Ground::Holds(since),
        false => Ground::Fails(since),
    };
    [Clause::new(Rule::TaskShared, shared), Clause::new(Rule::TaskReached, reached)]
}
