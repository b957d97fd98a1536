use serde::{Deserialize, Serialize};

use super::asker::Asker;
use super::event::PeriodLockSet;
use crate::refusal::Refusal;
use crate::scalar::Date;
use crate::world::{Context, Decision, World, happened, unchanged};

/// Most days for which a locked period stays open.
pub const GRACE_DAYS_MAX: u16 = 366;

/// Who may write down time in a locked period. Stored: append only.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LockOverride {
    /// Nobody.
    #[default]
    Nobody,
    /// Administrators.
    Administrators,
}

/// Time up to a day is closed: nothing is logged and nothing corrected. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PeriodLock {
    /// The last day that is closed.
    pub until: Date,
    /// For how many days after that day the period is still open.
    pub grace_days: u16,
    /// Who may write down time all the same.
    pub unless: LockOverride,
}

impl PeriodLock {
    /// Whether `day` is closed, as seen on `today`.
    pub fn closes(self, day: Date, today: Date) -> bool {
        day <= self.until && self.until.days_until(today) > i32::from(self.grace_days)
    }
}

/// Close time up to a day, or open it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LockPeriod {
    /// The last day that is closed; none where nothing is to be.
    #[serde(default)]
    pub until: Option<Date>,
    /// For how many days after that day the period is still open; at most 366.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(maximum = 366))]
    pub grace_days: u16,
    /// Who may write down time all the same; nobody where nothing is said.
    #[serde(default)]
    pub unless: LockOverride,
}

pub(crate) fn lock_period(world: &World, _: &Context<'_>, command: &LockPeriod) -> Decision {
    let LockPeriod { until, grace_days, unless } = *command;
    if grace_days > GRACE_DAYS_MAX {
        let (given, max) = (usize::from(grace_days), usize::from(GRACE_DAYS_MAX));
        return Err(Refusal::TooMany { given, max });
    }
    let lock = until.map(|until| PeriodLock { until, grace_days, unless });
    match world.effort.period_lock() == lock {
        true => unchanged(),
        false => happened(PeriodLockSet { lock }),
    }
}

/// Refuses a day that is closed to whoever asks.
pub(super) fn is_open(
    world: &World,
    cx: &Context<'_>,
    asker: &Asker<'_>,
    day: Date,
) -> Result<(), Refusal> {
    let zone = world.access.plant_zone();
    let today = Date::from(zone.to_datetime(cx.now.timestamp()).date());
    let Some(lock) = world.effort.period_lock().filter(|lock| lock.closes(day, today)) else {
        return Ok(());
    };
    match lock.unless {
        LockOverride::Administrators if asker.administers() => Ok(()),
        LockOverride::Administrators | LockOverride::Nobody => Err(Refusal::PeriodIsLocked(day)),
    }
}
