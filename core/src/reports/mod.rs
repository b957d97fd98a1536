//! Reports: what the records of projects come to. Pure functions over [`World`](crate::world::World)
//! for staff, and over the rows that a partner sees for his [`dashboard`].
//!
//! Every figure is exact: hours to the hundredth, money in its currency and never across currencies,
//! percentages whole and rounded down. Each names what it was made of, so that whoever reads it can
//! open the records behind it. Nothing here looks at the clock: a report of the past is made of the
//! world of the past.
//!
//! Source: DOMAIN.md 4, "Reports and dashboards inside the workspace".

pub mod dashboard;
mod days;
mod expenses;
mod hours;
mod milestones;
mod raid;
mod sentiment;
mod time_to_value;
mod utilisation;

pub use days::{Days, NotAWeekSpan, WEEKS_MAX, Weeks};
pub use expenses::{Spent, SpentByStatus, expenses};
pub use hours::{PlannedAndLogged, hours};
pub use milestones::{Slippage, milestones, slipped};
pub use raid::{RaidCount, RaidCounts, RaidGroup, SeverityBand, raid};
pub use sentiment::{Felt, sentiment};
pub use time_to_value::{Reached, TimeToValue, time_to_value};
pub use utilisation::{USUAL_DAY, Utilisation, utilisation};

use crate::delivery::Project;
use crate::id::ProjectId;
use crate::scalar::Hours;
use crate::world::World;

/// Most records that a figure names one by one; how many there are it always says.
pub const BEHIND_MAX: usize = 100;

/// How much of a whole something is, in percent, rounded down; none where there is no whole.
pub fn percent(part: Hours, whole: Hours) -> Option<u32> {
    let (part, whole) = (part.in_hundredths(), whole.in_hundredths());
    let percent = part.saturating_mul(100).checked_div(whole)?;
    (whole > 0).then(|| u32::try_from(percent.max(0)).unwrap_or(u32::MAX))
}

/// All projects, or the one that is asked about.
fn projects(world: &World, of: Option<ProjectId>) -> impl Iterator<Item = &Project> {
    let one = of.and_then(|id| world.delivery.project(id).ok());
    let all = of.is_none().then(|| world.delivery.projects());
    one.into_iter().chain(all.into_iter().flatten())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_whole_and_never_say_more_than_there_is() {
        let hours = Hours::hundredths;
        assert_eq!(percent(hours(1_999), hours(2_000)), Some(99));
        assert_eq!(percent(hours(3_000), hours(2_000)), Some(150));
        assert_eq!(percent(hours(0), hours(2_000)), Some(0));
        assert_eq!(percent(hours(100), hours(0)), None);
    }
}
