use serde::{Deserialize, Serialize};

use super::Instant;

/// When something is planned: from `start` (included) to `end` (excluded, not before the start).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(try_from = "RawSlot", deny_unknown_fields)]
pub struct Slot {
    /// First instant of the work.
    pub start: Instant,
    /// The instant at which the work is over.
    pub end: Instant,
}

/// The slot would end before it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a slot may not end before it starts")]
pub struct NotASlot;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSlot {
    start: Instant,
    end: Instant,
}

impl Slot {
    /// From `start` to `end`; refused when `end` is before `start`.
    pub fn new(start: Instant, end: Instant) -> Result<Self, NotASlot> {
        if end < start { Err(NotASlot) } else { Ok(Self { start, end }) }
    }

    /// Whether the two share more than a boundary.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl TryFrom<RawSlot> for Slot {
    type Error = NotASlot;

    fn try_from(raw: RawSlot) -> Result<Self, NotASlot> {
        Self::new(raw.start, raw.end)
    }
}
