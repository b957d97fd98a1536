//! Moves about tasks.

use std::collections::BTreeSet;

use loggia_core::command::Command;
use loggia_core::delivery::{
    AddTask, AssignTask, Audience, ChangeTask, ChecklistItem, LinkKind, LinkTask, RemoveTask,
    SetTaskStatus, TaskKind, TaskLink, TaskStatus,
};
use loggia_core::id::{PersonId, PhaseId, TaskId};
use loggia_core::scalar::{Change, Hours};
use proptest::prelude::*;

use super::{At, By, Reach, any_at, any_audience, text, work};
use crate::moves::Pick;
use crate::story::{Cast, Story, Teller, pick, slot};

/// What happens next among tasks. Where there is a `By`, a partner asks for it, or staff.
#[derive(Clone, Debug)]
pub enum TaskMove {
    /// Phase, heading, kind, for whom.
    Task(At, By, Pick, Option<Pick>, u8, Audience),
    /// Task, what of it.
    ChangeTask(By, Pick, u8),
    /// Task, for whom.
    Tell(Pick, Audience),
    /// Task, which status.
    Progress(By, Pick, u8),
    /// Task, to which persons.
    Assign(Pick, Vec<Pick>),
    /// Task, which ones it follows, how, how much later.
    Follow(Pick, Vec<Pick>, u8, i8),
    /// A task, no heading.
    RemoveTask(By, Pick),
    /// A heading.
    RemoveHeading(Pick),
}

impl TaskMove {
    pub(super) fn by(&self) -> By {
        match self {
            Self::Task(_, by, ..)
            | Self::ChangeTask(by, ..)
            | Self::Progress(by, ..)
            | Self::RemoveTask(by, ..) => *by,
            Self::Tell(..) | Self::Assign(..) | Self::Follow(..) | Self::RemoveHeading(_) => None,
        }
    }

    /// Staff does not remove a heading under which a stranger put something. A task on which a
    /// stranger worked stays, and staff, who sees the time, goes on with it.
    pub(super) fn depends_on_strangers(&self, reach: Reach) -> bool {
        match self {
            Self::RemoveHeading(_) => true,
            Self::RemoveTask(..) => reach == Reach::Assigned,
            Self::Task(..)
            | Self::ChangeTask(..)
            | Self::Progress(..)
            | Self::Tell(..)
            | Self::Assign(..)
            | Self::Follow(..) => false,
        }
    }
}

pub(super) fn any_task_move() -> impl Strategy<Value = TaskMove> {
    use TaskMove as M;
    let pick = || any::<Pick>();
    let some = || proptest::option::of(any::<Pick>());
    let what = || any::<u8>();
    let picks = || proptest::collection::vec(any::<Pick>(), 0..4);
    prop_oneof![
        5 => (any_at(), proptest::option::weighted(0.3, pick()), pick(), some(), what(),
            any_audience()).prop_map(|(a, b, f, h, k, t)| M::Task(a, b, f, h, k, t)),
        3 => (some(), pick(), what()).prop_map(|(b, t, w)| M::ChangeTask(b, t, w)),
        3 => (pick(), any_audience()).prop_map(|(t, a)| M::Tell(t, a)),
        3 => (some(), pick(), what()).prop_map(|(b, t, s)| M::Progress(b, t, s)),
        5 => (pick(), picks()).prop_map(|(t, p)| M::Assign(t, p)),
        4 => (pick(), picks(), what(), any::<i8>()).prop_map(|(t, p, k, l)| M::Follow(t, p, k, l)),
        2 => (proptest::option::weighted(0.3, pick()), pick())
            .prop_map(|(b, t)| M::RemoveTask(b, t)),
        1 => pick().prop_map(M::RemoveHeading),
    ]
}

impl Story {
    pub(super) fn task_command(&self, teller: Teller, next: &TaskMove) -> Option<Command> {
        use TaskMove as M;
        let cast = self.cast(teller);
        let label = |what: &str| self.label(teller, what);
        let task = |at: &Pick| pick(&cast.tasks, *at);
        Some(match next {
            M::Task(at, by, f, heading, kind, told) => {
                // What a partner adds is shared: a stranger's would show.
                let at = if by.is_some() { At::Home } else { *at };
                let phase = self.any_phase(teller, at, *f)?;
                let strange = !cast.phases.contains(&phase);
                let kinds =
                    [TaskKind::Work, TaskKind::Heading, TaskKind::Work, TaskKind::Milestone];
                AddTask {
                    phase,
                    parent: heading.and_then(|at| self.heading(teller, phase, at)),
                    title: label("task"),
                    description: text(label("about")),
                    kind: kinds[usize::from(kind % 4)],
                    audience: match (by, strange) {
                        (Some(_), _) => Audience::Shared,
                        (None, true) => Audience::Internal,
                        (None, false) => *told,
                    },
                    slot: Some(slot(4, 3)),
                    planned: Hours::hundredths(1_250),
                    checklist: Vec::new(),
                }
                .into()
            }
            M::ChangeTask(_, t, what) => {
                let mut change = as_it_is(task(t)?);
                match what % 5 {
                    0 => change.title = Change::To(label("task")),
                    1 => change.description = Change::To(text(label("about"))),
                    2 => change.slot = Change::To(Some(slot(*what, 2))),
                    3 => change.planned = Change::To(work(*what)),
                    _ => {
                        let (text, done) = (label("item"), *what > 128);
                        change.checklist = Change::To(vec![ChecklistItem { text, done }]);
                    }
                }
                change.into()
            }
            M::Tell(t, audience) => {
                // What a stranger put into other projects stays internal.
                let at_home = |task: &TaskId| {
                    self.world.delivery.task(*task).is_ok_and(|t| cast.phases.contains(&t.phase))
                };
                let all: Vec<_> = cast.tasks.iter().copied().filter(at_home).collect();
                let audience = Change::To(*audience);
                ChangeTask { audience, ..as_it_is(pick(&all, *t)?) }.into()
            }
            M::Progress(_, t, status) => {
                use TaskStatus::{Blocked, Done, InProgress, Open};
                let status = [Open, InProgress, Blocked, Done][usize::from(status % 4)];
                SetTaskStatus { task: task(t)?, status }.into()
            }
            M::Assign(t, persons) => {
                let task = task(t)?;
                let phase = self.world.delivery.task(task).ok()?.phase;
                let phase = self.world.delivery.phase(phase).ok()?;
                let own = phase.participants.keys().filter(|p| cast.persons.contains(p));
                let own: Vec<PersonId> = own.copied().collect();
                let assignees = persons.iter().filter_map(|p| pick(&own, *p)).collect();
                AssignTask { task, assignees }.into()
            }
            M::Follow(t, earlier, kind, lag) => {
                use LinkKind::{FinishToFinish, FinishToStart, StartToFinish, StartToStart};
                let kinds = [FinishToStart, StartToStart, FinishToFinish, StartToFinish];
                let (kind, lag_minutes) = (kinds[usize::from(kind % 4)], i32::from(*lag));
                // What a stranger adds follows what is there, never the other way.
                let all = self.known_to(teller, |cast| &cast.tasks);
                let earlier: BTreeSet<TaskId> =
                    earlier.iter().filter_map(|at| pick(&all, *at)).collect();
                let link = |task| TaskLink { task, kind, lag_minutes };
                LinkTask { task: task(t)?, predecessors: earlier.into_iter().map(link).collect() }
                    .into()
            }
            M::RemoveTask(_, t) => {
                RemoveTask { task: self.of_kind(cast, *t, IsHeading::No)? }.into()
            }
            M::RemoveHeading(t) => {
                RemoveTask { task: self.of_kind(cast, *t, IsHeading::Yes)? }.into()
            }
        })
    }

    /// A heading of a phase, whoever made it.
    fn heading(&self, teller: Teller, phase: PhaseId, nth: Pick) -> Option<TaskId> {
        let delivery = &self.world.delivery;
        let tasks = delivery.tasks_of(delivery.phase(phase).ok()?);
        let own = |id: &TaskId| match self.own.phases.contains(&phase) {
            // What stands under a line of a plan is moved with it: see `plans`.
            true => self.own.tasks.contains(id) && (teller == Teller::Own || !self.is_planned(*id)),
            false => true,
        };
        let headings = tasks.filter(|task| task.brief.kind == TaskKind::Heading);
        let headings: Vec<TaskId> = headings.map(|task| task.id).filter(own).collect();
        pick(&headings, nth)
    }

    fn of_kind(&self, cast: &Cast, nth: Pick, wanted: IsHeading) -> Option<TaskId> {
        let fits = |id: &TaskId| {
            let task = self.world.delivery.task(*id);
            task.is_ok_and(|t| (t.brief.kind == TaskKind::Heading) == (wanted == IsHeading::Yes))
        };
        let all: Vec<TaskId> = cast.tasks.iter().copied().filter(fits).collect();
        pick(&all, nth)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum IsHeading {
    Yes,
    No,
}

fn as_it_is(task: TaskId) -> ChangeTask {
    ChangeTask {
        task,
        title: Change::Keep,
        description: Change::Keep,
        audience: Change::Keep,
        slot: Change::Keep,
        planned: Change::Keep,
        checklist: Change::Keep,
    }
}
