//! Makes the plan come about, hour by hour, through the same commands that everybody uses.

mod books;
mod people;
mod projects;
mod submit;
mod work;

use loggia_core::id::{PartnerUserId, StaffUserId};
use loggia_core::scalar::Instant;
use loggia_store::{ManualClock, Rejection, Writer};

use super::inventory::HISTORY_DAYS;
use super::plan::{Minute, Plan};
pub(super) use people::opening;

use books::Books;
use people::People;
use projects::{Delivery, GUESTS};
use work::Floor;

/// The plant is looked at so often: what was told in between is submitted together.
const TICK_MINUTES: usize = 180;

/// What the demo could not do.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    /// A command was not accepted.
    #[error("the demo could not {doing}: {rejection}")]
    Rejected {
        /// What it was about to do.
        doing: &'static str,
        /// Why not.
        rejection: Rejection,
    },
    /// The plan contradicts itself.
    #[error("the plan of the demo names {0}, which is not there")]
    Unknown(&'static str),
    /// The operating system has no randomness.
    #[error("no randomness from the operating system: {0}")]
    Randomness(String),
}

/// Who is there once the plant is filled.
#[derive(Clone, Debug)]
pub struct Filled {
    /// The staff users, with what they are called and what they are for.
    pub staff: Vec<(StaffUserId, &'static str, &'static str)>,
    /// The partner users, the same.
    pub partners: Vec<(PartnerUserId, &'static str, &'static str)>,
}

/// Runs the plant from three weeks before `start` up to it. `writer` must be that of a workspace that
/// was just opened with [`opening`], and ask `clock`, which ends up at `start`.
pub async fn fill(
    writer: &Writer,
    clock: &ManualClock,
    start: Instant,
) -> Result<Filled, FillError> {
    let plan = Plan::invented();
    let first = Minute::day(-HISTORY_DAYS);
    clock.set(first.from(start));
    let people = People::settle(writer).await?;
    let mut floor = Floor::furnish(writer, &people, start).await?;
    for minute in (first.0..=0).step_by(TICK_MINUTES) {
        let now = Minute(minute);
        clock.set(now.from(start));
        if now == Minute::day(-10) {
            people.choose_columns(writer).await?;
        }
        floor.enter(&plan, now).await?;
        floor.tell(&plan, now).await?;
    }
    let delivery = Delivery::new(writer, &people, start);
    let shared = delivery.share().await?;
    Books { delivery: &delivery, shared: &shared }.fill().await?;
    Ok(people.filled(shared.users))
}

#[cfg(test)]
mod tests;
