use super::{Days, projects};
use crate::delivery::Milestone;
use crate::id::ProjectId;
use crate::scalar::Date;
use crate::world::World;

/// How much later, or earlier, than promised a milestone is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slippage<'a> {
    /// Which one.
    pub milestone: &'a Milestone,
    /// Days after its target, of the day when it was reached, else of that on which it is expected;
    /// negative where it is earlier; none where neither, or no target, is said.
    pub days: Option<i32>,
}

/// Days from the day that was promised to the day when it was reached, else to that on which it is
/// expected; negative where that is earlier.
///
/// Source: DOMAIN.md 4, "milestone slippage".
pub fn slipped(target: Option<Date>, forecast: Option<Date>, actual: Option<Date>) -> Option<i32> {
    let (target, is) = target.zip(actual.or(forecast))?;
    Some(target.days_until(is))
}

/// The milestones that were promised for these days, by project in the order in which they were added;
/// those without a target where no days are said.
pub fn milestones(world: &World, of: Option<ProjectId>, days: Days) -> Vec<Slippage<'_>> {
    let milestones = projects(world, of).flat_map(|project| &project.milestones);
    let found = milestones.filter_map(|id| world.delivery.milestone(*id).ok());
    let wanted = found.filter(|milestone| days.may_hold(milestone.brief.target));
    let slippage = wanted.map(|milestone| {
        let brief = &milestone.brief;
        Slippage { milestone, days: slipped(brief.target, brief.forecast, brief.actual) }
    });
    slippage.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::ChangeMilestone;
    use crate::id::MilestoneId;
    use crate::scalar::Change;
    use crate::spec::story::delivery::{DESIGN, ROOF, TOWER, milestone, tower};
    use crate::spec::{Plant, day, given, nth};

    fn told(plant: &Plant, days: Days) -> Vec<(MilestoneId, Option<i32>)> {
        let rows = milestones(&plant.world, Some(TOWER), days).into_iter();
        rows.map(|row| (row.milestone.id, row.days)).collect()
    }

    fn said(forecast: Option<Date>, actual: Option<Date>) -> ChangeMilestone {
        ChangeMilestone {
            milestone: ROOF,
            name: Change::Keep,
            target: Change::Keep,
            forecast: Change::To(forecast),
            actual: Change::To(actual),
            is_value: Change::Keep,
            owner: Change::Keep,
        }
    }

    #[test]
    fn a_milestone_slips_to_its_forecast_until_it_is_reached_and_then_to_that_day() {
        let mut plant = given(tower());
        plant.when(milestone(ROOF, TOWER, Some(DESIGN)));
        assert_eq!(told(&plant, Days::default()), [(ROOF, Some(7))]);
        plant.when(said(Some(day("2026-05-11")), Some(day("2026-05-02"))));
        assert_eq!(told(&plant, Days::default()), [(ROOF, Some(-2))]);
        plant.when(said(None, None));
        assert_eq!(told(&plant, Days::default()), [(ROOF, None)]);
    }

    #[test]
    fn days_choose_by_what_was_promised() {
        let mut plant = given(tower());
        let other = MilestoneId(nth(23_002));
        plant.when(milestone(ROOF, TOWER, None));
        plant.when(milestone(other, TOWER, None));
        let may = Days::new(Some(day("2026-05-04")), None).expect("days");
        assert_eq!(told(&plant, may).len(), 2);
        let later = Days::new(Some(day("2026-05-05")), None).expect("days");
        assert_eq!(told(&plant, later), []);
    }
}
