use super::project::Sums;
use super::rights::Rights;
use super::row::row;
use super::{Lens, Shown};
use crate::access::Field::Phase as F;
use crate::access::{ParticipantView, PartnerUser, PhaseField};
use crate::delivery::{Phase, PhaseBrief};
use crate::id::{PhaseId, ProjectId};
use crate::scalar::{Date, Hours, Name, Personal};
use crate::world::World;

row! {
    /// A phase as a partner sees it. Where it is shown only as the heading of a task, only its name
    /// is told, and what the tasks come to that are seen in it. A field that is hidden is absent.
    PhaseRow {
        /// Which.
        id: PhaseId,
        /// Of which project.
        project_id: ProjectId,
        /// Whether it is shown only because a task in it is.
        heading_only: bool,
    } shown {
        /// What it is called.
        name: Name,
        /// Who answers for it; `null` where nobody does, or nobody whose name is told.
        owner: Option<Personal<Name>>,
        /// Its first day.
        start: Option<Date>,
        /// Its last day.
        end: Option<Date>,
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

pub(super) fn render(world: &World, user: &PartnerUser, id: PhaseId) -> Option<PhaseRow> {
    let phase = world.delivery.phase(id).ok()?;
    let rights = Rights::of(world, user, phase.project)?;
    if !rights.shows_phase(phase) {
        return None;
    }
    let Phase {
        id,
        project,
        added: _,
        brief: PhaseBrief { name, owner, start, end },
        participants: _,
        tasks: _,
        revision: _,
    } = phase;
    let lens = Lens::on(world, user);
    let whole = rights.sees_phase(*id);
    let names = rights.in_phase(*id).participant_view != ParticipantView::No;
    let sums = Sums::of(world, &rights, rights.tasks(phase));
    let owner = owner.and_then(|owner| rights.called(owner, Some(*id)));
    Some(PhaseRow {
        id: *id,
        project_id: *project,
        heading_only: !whole,
        name: lens.show(F(PhaseField::Name), name.clone()),
        owner: (whole && names).then(|| lens.show(F(PhaseField::Owner), owner)).flatten(),
        start: whole.then(|| lens.show(F(PhaseField::Start), *start)).flatten(),
        end: whole.then(|| lens.show(F(PhaseField::End), *end)).flatten(),
        planned_hours: lens.show(F(PhaseField::PlannedHours), sums.planned),
        tasks: lens.show(F(PhaseField::Tasks), sums.tasks),
        tasks_done: lens.show(F(PhaseField::TasksDone), sums.done),
        logged_hours: lens.show(F(PhaseField::LoggedHours), sums.logged),
    })
}
