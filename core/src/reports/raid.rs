use std::collections::BTreeMap;

use serde::Serialize;

use super::projects;
use crate::delivery::{RaidKind, RaidStatus};
use crate::id::{ProjectId, RaidItemId};
use crate::world::World;

/// How much a risk weighs, in words: impact times likelihood is 1 to 25.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SeverityBand {
    /// 1 to 4.
    Low,
    /// 5 to 9.
    Medium,
    /// 10 to 16.
    High,
    /// 17 to 25.
    Critical,
}

impl SeverityBand {
    /// In which band a severity is.
    pub fn of(severity: u32) -> Self {
        match severity {
            0..=4 => Self::Low,
            5..=9 => Self::Medium,
            10..=16 => Self::High,
            _ => Self::Critical,
        }
    }

    /// Its smallest and its largest severity.
    pub fn ends(self) -> (u32, u32) {
        match self {
            Self::Low => (1, 4),
            Self::Medium => (5, 9),
            Self::High => (10, 16),
            Self::Critical => (17, 25),
        }
    }
}

/// What RAID items have in common that are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RaidGroup {
    /// Which of the four they are.
    pub kind: RaidKind,
    /// Where they stand.
    pub status: RaidStatus,
    /// How severe they are; `null` for what has no severity: all but risks.
    pub band: Option<SeverityBand>,
}

/// RAID items, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RaidCounts(BTreeMap<RaidGroup, Vec<RaidItemId>>);

impl RaidCounts {
    /// One more, with its severity if it has one.
    pub fn add(
        &mut self,
        item: RaidItemId,
        kind: RaidKind,
        status: RaidStatus,
        severity: Option<u32>,
    ) {
        let group = RaidGroup { kind, status, band: severity.map(SeverityBand::of) };
        self.0.entry(group).or_default().push(item);
    }

    /// The items of each group that occurs.
    pub fn groups(self) -> impl Iterator<Item = (RaidGroup, Vec<RaidItemId>)> {
        self.0.into_iter()
    }
}

/// How many RAID items of one sort a project has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RaidCount {
    /// Which project.
    pub project: ProjectId,
    /// What they have in common.
    pub group: RaidGroup,
    /// Which they are, in the order of their ids.
    pub items: Vec<RaidItemId>,
}

/// RAID items by project, kind, status and band of severity; what does not occur is left out.
pub fn raid(world: &World, of: Option<ProjectId>) -> Vec<RaidCount> {
    let of_project = |project: ProjectId| {
        let items = world.delivery.raid_of(project);
        let mut counts = RaidCounts::default();
        for item in items.filter_map(|id| world.delivery.raid_item(id).ok()) {
            let details = &item.brief.details;
            counts.add(item.id, details.kind(), item.status, details.severity());
        }
        counts.groups().map(move |(group, items)| RaidCount { project, group, items })
    };
    projects(world, of).flat_map(|project| of_project(project.id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Permissions;
    use crate::delivery::{Audience, RaidDetails, Risk};
    use crate::spec::nth;
    use crate::spec::story::delivery::{BRIDGE, TOWER, project};
    use crate::spec::story::raid::{
        CRACK, GROUND, STORM, assumed, grade, pressing, raid_status, raised, storm, tower_with,
    };

    fn risk(impact: u8, likelihood: u8) -> RaidDetails {
        RaidDetails::Risk(Risk {
            impact: grade(impact),
            likelihood: grade(likelihood),
            mitigation: None,
            contingency: None,
        })
    }

    #[test]
    fn bands_hold_every_severity_once_and_in_order() {
        let bands =
            [SeverityBand::Low, SeverityBand::Medium, SeverityBand::High, SeverityBand::Critical];
        let of_ends = bands.into_iter().flat_map(|band| {
            let (from, to) = band.ends();
            (from..=to).map(move |severity| (severity, band))
        });
        let told: Vec<_> =
            (1..=25).map(|severity| (severity, SeverityBand::of(severity))).collect();
        assert_eq!(of_ends.collect::<Vec<_>>(), told);
    }

    #[test]
    fn items_are_counted_by_kind_status_and_band() {
        let mut plant = tower_with(Permissions::usual(None));
        let fire = RaidItemId(nth(27_009));
        for told in [
            project(BRIDGE),
            storm(),
            raised(fire, risk(5, 5), Audience::Internal),
            raised(GROUND, assumed(), Audience::Shared),
            raised(CRACK, pressing(), Audience::Shared),
            raid_status(CRACK, RaidStatus::InProgress),
        ] {
            plant.when(told);
        }
        let group = |kind, status, band| RaidGroup { kind, status, band };
        let expected = [
            (group(RaidKind::Risk, RaidStatus::Open, Some(SeverityBand::High)), vec![STORM]),
            (group(RaidKind::Risk, RaidStatus::Open, Some(SeverityBand::Critical)), vec![fire]),
            (group(RaidKind::Assumption, RaidStatus::Open, None), vec![GROUND]),
            (group(RaidKind::Issue, RaidStatus::InProgress, None), vec![CRACK]),
        ];
        let told = raid(&plant.world, None);
        assert!(told.iter().all(|row| row.project == TOWER));
        let told: Vec<_> = told.into_iter().map(|row| (row.group, row.items)).collect();
        assert_eq!(told, expected);
        assert_eq!(raid(&plant.world, Some(BRIDGE)), []);
    }
}
