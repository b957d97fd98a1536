use super::{Days, projects};
use crate::delivery::{DeliveryKind, Project};
use crate::id::{MilestoneId, ProjectId};
use crate::scalar::Date;
use crate::world::World;

/// A project that has brought its customer value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached {
    /// Which.
    pub project: ProjectId,
    /// By which milestone: the first one of value that was reached.
    pub milestone: MilestoneId,
    /// The first day of the project.
    pub start: Date,
    /// When the milestone was reached.
    pub reached: Date,
    /// Days from one to the other.
    pub days: i32,
}

/// How long the projects of one kind of delivery took to bring value. Every number of days is that of
/// a project: of an even number the earlier of the two in the middle is the median.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeToValue {
    /// Who delivers them.
    pub delivery: DeliveryKind,
    /// Those that have brought value, the fastest first.
    pub reached: Vec<Reached>,
    /// How many that have a start have brought none yet.
    pub not_yet: u32,
}

impl TimeToValue {
    /// The shortest time.
    pub fn shortest(&self) -> Option<i32> {
        self.reached.first().map(|project| project.days)
    }

    /// A quarter was at least as fast.
    pub fn lower_quartile(&self) -> Option<i32> {
        self.quarter(1)
    }

    /// Half was at least as fast.
    pub fn median(&self) -> Option<i32> {
        self.quarter(2)
    }

    /// Three quarters were at least as fast.
    pub fn upper_quartile(&self) -> Option<i32> {
        self.quarter(3)
    }

    /// The longest time.
    pub fn longest(&self) -> Option<i32> {
        self.reached.last().map(|project| project.days)
    }

    /// By nearest rank.
    fn quarter(&self, quarters: usize) -> Option<i32> {
        let rank = (self.reached.len() * quarters).div_ceil(4);
        self.reached.get(rank.checked_sub(1)?).map(|project| project.days)
    }
}

/// How long it took from the start of a project to the first milestone of value that was reached, for
/// each kind of delivery, of the projects that start on these days. A project without a start has no
/// such time.
///
/// Source: DOMAIN.md 4, "Time to value".
pub fn time_to_value(world: &World, of: Option<ProjectId>, days: Days) -> [TimeToValue; 3] {
    [DeliveryKind::Direct, DeliveryKind::PartnerLed, DeliveryKind::Joint].map(|delivery| {
        let mut told = TimeToValue { delivery, reached: Vec::new(), not_yet: 0 };
        let alike = projects(world, of).filter(|project| project.brief.delivery == delivery);
        for project in alike {
            let Some(start) = project.brief.start.filter(|start| days.hold(*start)) else {
                continue;
            };
            match first(world, project) {
                Some((reached, milestone)) => {
                    let days = start.days_until(reached);
                    told.reached.push(Reached {
                        project: project.id,
                        milestone,
                        start,
                        reached,
                        days,
                    });
                }
                None => told.not_yet += 1,
            }
        }
        told.reached.sort_by_key(|project| (project.days, project.project));
        told
    })
}

/// The first milestone of value that was reached.
fn first(world: &World, project: &Project) -> Option<(Date, MilestoneId)> {
    let milestones = project.milestones.iter();
    let milestones = milestones.filter_map(|id| world.delivery.milestone(*id).ok());
    let of_value = milestones.filter(|milestone| milestone.brief.is_value);
    of_value.filter_map(|milestone| Some((milestone.brief.actual?, milestone.id))).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::{AddMilestone, CreateProject};
    use crate::spec::{Told, day, given, name, nth};

    fn project(n: u128, delivery: DeliveryKind, start: Option<&str>) -> Told {
        let command = CreateProject {
            name: name(&format!("project {n}")),
            customer: None,
            manager: None,
            start: start.map(day),
            end: None,
            delivery,
            currency: None,
            budget_hours: None,
            budget: None,
        };
        Told { command: command.into(), makes: Some(nth(20_000 + n)) }
    }

    fn reached(project: u128, n: u128, actual: Option<&str>, is_value: bool) -> Told {
        let command = AddMilestone {
            project: ProjectId(nth(20_000 + project)),
            phase: None,
            name: name(&format!("milestone {n}")),
            target: None,
            forecast: None,
            actual: actual.map(day),
            is_value,
            owner: None,
        };
        Told { command: command.into(), makes: Some(nth(23_000 + n)) }
    }

    #[test]
    fn the_first_milestone_of_value_ends_the_time_and_deliveries_are_compared() {
        let (direct, joint) = (DeliveryKind::Direct, DeliveryKind::Joint);
        let start = Some("2026-03-02");
        let mut plant = given([]);
        for told in [
            project(1, direct, start),
            reached(1, 1, Some("2026-03-05"), false),
            reached(1, 2, Some("2026-03-22"), true),
            reached(1, 3, Some("2026-03-12"), true),
            project(2, direct, start),
            reached(2, 4, Some("2026-04-01"), true),
            project(3, direct, start),
            reached(3, 5, None, true),
            project(4, direct, None),
            reached(4, 6, Some("2026-04-01"), true),
            project(5, joint, Some("2026-04-01")),
            reached(5, 7, Some("2026-04-02"), true),
        ] {
            plant.when(told);
        }
        let [direct, led, joint] = time_to_value(&plant.world, None, Days::default());
        let told: Vec<_> =
            direct.reached.iter().map(|p| (p.project.0, p.milestone.0, p.days)).collect();
        assert_eq!(told, [(nth(20_001), nth(23_003), 10), (nth(20_002), nth(23_004), 30)]);
        assert_eq!(direct.not_yet, 1);
        assert_eq!(direct.median(), Some(10));
        assert_eq!((led.median(), led.not_yet, led.shortest()), (None, 0, None));
        assert_eq!((joint.shortest(), joint.longest()), (Some(1), Some(1)));
        let march = Days::new(None, Some(day("2026-03-31"))).expect("days");
        let [_, _, joint] = time_to_value(&plant.world, None, march);
        assert_eq!(joint.reached, []);
    }

    #[test]
    fn spread_is_told_by_days_that_projects_took() {
        let mut plant = given([]);
        for (n, actual) in (1..).zip(["2026-03-03", "2026-03-04", "2026-03-06", "2026-03-10"]) {
            plant.when(project(n, DeliveryKind::PartnerLed, Some("2026-03-02")));
            plant.when(reached(n, n, Some(actual), true));
        }
        let [_, led, _] = time_to_value(&plant.world, None, Days::default());
        let told = [
            led.shortest(),
            led.lower_quartile(),
            led.median(),
            led.upper_quartile(),
            led.longest(),
        ];
        assert_eq!(told, [Some(1), Some(1), Some(2), Some(4), Some(8)]);
    }
}
