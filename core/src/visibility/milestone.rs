use super::project::opened;
use super::rights::Rights;
use super::row::row;
use super::{Lens, Shown};
use crate::access::Field::Milestone as F;
use crate::access::{MilestoneField, ParticipantView, PartnerUser};
use crate::delivery::{Milestone, MilestoneBrief};
use crate::id::{MilestoneId, PhaseId, ProjectId};
use crate::scalar::{Date, Name, Personal};
use crate::world::World;

row! {
    /// A milestone as a partner sees it. A field that is hidden is absent.
    MilestoneRow {
        /// Which.
        id: MilestoneId,
        /// Of which project.
        project_id: ProjectId,
        /// In which phase; `null` where it belongs to the project as a whole.
        phase_id: Option<PhaseId>,
    } shown {
        /// What is reached.
        name: Name,
        /// When it was promised for.
        target: Option<Date>,
        /// When it is expected now.
        forecast: Option<Date>,
        /// When it was reached; `null` before.
        actual: Option<Date>,
        /// Whether it brings the customer value.
        is_value: bool,
        /// Who answers for it; `null` where nobody does, or nobody whose name is told.
        owner: Option<Personal<Name>>,
    }
}

pub(super) fn render(world: &World, user: &PartnerUser, id: MilestoneId) -> Option<MilestoneRow> {
    let milestone = world.delivery.milestone(id).ok()?;
    let rights = Rights::of(world, user, milestone.project)?;
    if !rights.sees_milestone(milestone) {
        return None;
    }
    let Milestone {
        id,
        project,
        phase,
        added: _,
        brief: MilestoneBrief { name, target, forecast, actual, is_value, owner },
        revision: _,
    } = milestone;
    let lens = Lens::on(world, user);
    let names = rights.around(*phase).participant_view != ParticipantView::No;
    let owner = owner.and_then(|owner| rights.called(owner, *phase));
    Some(MilestoneRow {
        id: *id,
        project_id: *project,
        phase_id: *phase,
        name: lens.show(F(MilestoneField::Name), name.clone()),
        target: lens.show(F(MilestoneField::Target), *target),
        forecast: lens.show(F(MilestoneField::Forecast), *forecast),
        actual: lens.show(F(MilestoneField::Actual), *actual),
        is_value: lens.show(F(MilestoneField::IsValue), *is_value),
        owner: opened(names, || lens.show(F(MilestoneField::Owner), owner)),
    })
}
