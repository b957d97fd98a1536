use super::rights::Rights;
use super::row::row;
use super::timesheet::logged;
use super::{Lens, Shown};
use crate::access::Field::Project as F;
use crate::access::{Allowed, PartnerUser, ProjectField};
use crate::delivery::{DeliveryKind, Health, Project, ProjectBrief, ProjectStatus, TaskKind};
use crate::delivery::{HealthEntry, TaskStatus};
use crate::id::{MilestoneId, ProjectId};
use crate::scalar::{Date, Hours, Instant, Money, Name, Personal, Text};
use crate::world::World;

row! {
    /// A project as a partner sees it: its header, and what follows from the tasks that the partner
    /// sees. A field that is hidden, or that the access level does not open, is absent.
    ProjectRow {
        /// Which.
        id: ProjectId,
        /// Whether lists of it may be taken along as CSV.
        export: bool,
    } shown {
        /// What it is called.
        name: Name,
        /// For which customer; `null` where none is said.
        customer: Option<Name>,
        /// Who of the host company manages it; `null` where none is said.
        manager: Option<Personal<Name>>,
        /// Its first day.
        start: Option<Date>,
        /// Its last day.
        end: Option<Date>,
        /// Where it stands.
        status: ProjectStatus,
        /// Who delivers it.
        delivery: DeliveryKind,
        /// How it is; `null` until somebody judged.
        health: Option<Health>,
        /// Why it is so.
        health_reason: Option<Text>,
        /// The milestone with which it goes live, where that one is visible.
        go_live: Option<MilestoneId>,
        /// How much time it may take.
        budget_hours: Option<Hours>,
        /// How much it may cost.
        budget: Option<Money>,
        /// How much work the visible tasks are; never more than that field of tasks shows.
        planned_hours: Hours,
        /// Number of visible tasks.
        tasks: u32,
        /// How many of them are done; never more than their status shows.
        tasks_done: u32,
        /// How much was worked on them, of the time that one is told; never more than that field of
        /// tasks shows.
        logged_hours: Hours,
    }
}

/// What the tasks that a partner sees come to.
#[derive(Clone, Copy, Default)]
pub(super) struct Sums {
    pub(super) tasks: u32,
    pub(super) done: u32,
    pub(super) planned: Hours,
    pub(super) logged: Hours,
}

impl Sums {
    pub(super) fn of<'a>(
        world: &World,
        rights: &Rights<'_>,
        tasks: impl Iterator<Item = &'a crate::delivery::Task>,
    ) -> Self {
        let mut sums = Self::default();
        for task in tasks.filter(|task| task.brief.kind != TaskKind::Heading) {
            sums.tasks += 1;
            sums.done += u32::from(task.status == TaskStatus::Done);
            sums.planned = sums.planned.plus(task.brief.planned);
            sums.logged = sums.logged.plus(logged(world, rights, task));
        }
        sums
    }
}

pub(super) fn render(world: &World, user: &PartnerUser, id: ProjectId) -> Option<ProjectRow> {
    let rights = Rights::of(world, user, id)?;
    let Project { id, brief, status, health, go_live, phases: _, milestones: _, revision: _ } =
        world.delivery.project(id).ok()?;
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
    let lens = Lens::on(world, user);
    let level = rights.widest();
    let customer = customer.and_then(|id| world.access.account(id).ok());
    let manager = manager.and_then(|id| world.access.staff_user(id).ok());
    let money = budget.zip(*currency).and_then(|(budget, of)| Money::new(budget, of).ok());
    let go_live = go_live.filter(|id| {
        world.delivery.milestone(*id).is_ok_and(|milestone| rights.sees_milestone(milestone))
    });
    let judged = health.last();
    let tasks = world.delivery.phases_of(*id).flat_map(|phase| rights.tasks(phase));
    let sums = Sums::of(world, &rights, tasks);
    let well = level.health_view == Allowed::Yes;
    let paid = level.project_financials == Allowed::Yes;
    let names = level.participant_view != crate::access::ParticipantView::No;
    Some(ProjectRow {
        id: *id,
        export: level.export == Allowed::Yes,
        name: lens.show(F(ProjectField::Name), name.clone()),
        customer: lens.show(F(ProjectField::Customer), customer.map(|c| c.name.clone())),
        manager: opened(names, || {
            lens.show(F(ProjectField::Manager), manager.map(|user| user.display_name.clone()))
        }),
        start: lens.show(F(ProjectField::Start), *start),
        end: lens.show(F(ProjectField::End), *end),
        status: lens.show(F(ProjectField::Status), *status),
        delivery: lens.show(F(ProjectField::Delivery), *delivery),
        health: opened(well, || {
            lens.show(F(ProjectField::Health), judged.map(|judged| judged.health))
        }),
        health_reason: opened(well, || {
            let reason = judged.and_then(|judged| judged.reason.clone());
            lens.show(F(ProjectField::HealthReason), reason)
        }),
        go_live: lens.show(F(ProjectField::GoLive), go_live),
        budget_hours: opened(paid, || lens.show(F(ProjectField::BudgetHours), *budget_hours)),
        budget: opened(paid, || lens.show(F(ProjectField::Budget), money)),
        planned_hours: lens.show(F(ProjectField::PlannedHours), sums.planned),
        tasks: lens.show(F(ProjectField::Tasks), sums.tasks),
        tasks_done: lens.show(F(ProjectField::TasksDone), sums.done),
        logged_hours: lens.show(F(ProjectField::LoggedHours), sums.logged),
    })
}

/// What the access level does not open is absent, like what is hidden.
pub(super) fn opened<T>(
    by_level: bool,
    shown: impl FnOnce() -> Option<Shown<T>>,
) -> Option<Shown<T>> {
    by_level.then(shown).flatten()
}

row! {
    /// A judgement of how a project is. A field that is hidden is absent.
    HealthRow {
        /// Of which project.
        project_id: ProjectId,
        /// The how manieth judgement it is, from 1.
        number: u32,
        /// When it was judged.
        at: Instant,
    } shown {
        /// How it was.
        health: Health,
        /// Why it was so.
        health_reason: Option<Text>,
    }
}

pub(super) fn render_health(
    world: &World,
    user: &PartnerUser,
    project: ProjectId,
    number: u32,
) -> Option<HealthRow> {
    let rights = Rights::of(world, user, project)?;
    let lens = Lens::on(world, user);
    let there = rights.widest().health_view == Allowed::Yes && lens.tells(F(ProjectField::Health));
    let nth = usize::try_from(number.checked_sub(1)?).ok()?;
    let entry = world.delivery.project(project).ok()?.health.get(nth).filter(|_| there)?;
    let HealthEntry { health, reason, by: _, at, since: _ } = entry;
    Some(HealthRow {
        project_id: project,
        number,
        at: *at,
        health: lens.show(F(ProjectField::Health), *health),
        health_reason: lens.show(F(ProjectField::HealthReason), reason.clone()),
    })
}
