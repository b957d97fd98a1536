use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A point in time: microseconds since 1970-01-01T00:00:00Z.
///
/// People read and write RFC 3339 (`2012-01-29T23:24:00Z`), the log keeps the number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
pub struct Instant(i64);

/// The text is not an RFC 3339 time with a zone, or lies outside the years -9999 to 9999.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no RFC 3339 time such as `2012-01-29T23:24:00Z`")]
pub struct NotAnInstant(String);

impl Instant {
    /// Seconds-since-epoch times a million; values outside the calendar are pulled to its edge.
    pub fn from_micros(micros: i64) -> Self {
        let edge = |at: jiff::Timestamp| at.as_microsecond();
        Self(micros.clamp(edge(jiff::Timestamp::MIN), edge(jiff::Timestamp::MAX)))
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    pub fn micros(self) -> i64 {
        self.0
    }

    /// Moved by whole minutes, towards the past where they are negative.
    #[must_use]
    pub fn plus_minutes(self, minutes: i64) -> Self {
        Self::from_micros(self.0.saturating_add(minutes.saturating_mul(MICROS_PER_MINUTE)))
    }

    /// The calendar's view of it.
    pub fn timestamp(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }
}

const MICROS_PER_MINUTE: i64 = 60_000_000;

impl From<jiff::Timestamp> for Instant {
    fn from(at: jiff::Timestamp) -> Self {
        Self(at.as_microsecond())
    }
}

impl FromStr for Instant {
    type Err = NotAnInstant;

    fn from_str(text: &str) -> Result<Self, NotAnInstant> {
        let at: jiff::Timestamp = text.parse().map_err(|_| NotAnInstant(text.to_owned()))?;
        Ok(at.into())
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.timestamp().fmt(f)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() { to.collect_str(self) } else { to.serialize_i64(self.0) }
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if from.is_human_readable() {
            String::deserialize(from)?.parse().map_err(de::Error::custom)
        } else {
            i64::deserialize(from).map(Self::from_micros)
        }
    }
}

/// A span of whole minutes.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Minutes(pub u32);

impl Minutes {
    /// Whole minutes from `start` to `end`, rounded down; none where `end` is not later.
    pub fn between(start: Instant, end: Instant) -> Self {
        let minutes = end.0.saturating_sub(start.0).max(0) / MICROS_PER_MINUTE;
        Self(u32::try_from(minutes).unwrap_or(u32::MAX))
    }

    /// The sum, held at the largest value instead of wrapping.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_reads_and_writes_rfc_3339() {
        let at: Instant = "2012-01-29T23:24:00+01:00".parse().unwrap_or(Instant(0));
        assert_eq!(at.to_string(), "2012-01-29T22:24:00Z");
        assert!("2012-01-29 23:24".parse::<Instant>().is_err());
    }

    #[test]
    fn minutes_are_rounded_down_and_never_negative() {
        let start = Instant::from_micros(0);
        assert_eq!(Minutes::between(start, Instant::from_micros(119_999_999)), Minutes(1));
        assert_eq!(Minutes::between(Instant::from_micros(60_000_000), start), Minutes(0));
    }
}
