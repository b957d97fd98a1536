use std::fmt;
use std::str::FromStr;

use jiff::civil;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A day of the calendar, in the zone in which plans are made.
///
/// People read and write ISO 8601 (`2026-11-22`), the log keeps year, month and day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
pub struct Date(civil::Date);

/// The text is no day of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no day such as `2026-11-22`")]
pub struct NotADate(String);

impl Date {
    /// The first day of the calendar.
    pub const MIN: Self = Self(civil::Date::MIN);
    /// The last day of the calendar.
    pub const MAX: Self = Self(civil::Date::MAX);

    /// The calendar's view of it.
    pub fn civil(self) -> civil::Date {
        self.0
    }

    /// The Monday of its ISO week.
    #[must_use]
    pub fn monday(self) -> Self {
        Self(self.0.iso_week_date().monday().date())
    }

    /// Days from this one to `other`; negative where that is earlier.
    pub fn days_until(self, other: Self) -> i32 {
        self.0.duration_until(other.0).as_hours().div_euclid(24).try_into().unwrap_or(i32::MAX)
    }
}

trait Monday {
    fn monday(self) -> Self;
}

impl Monday for civil::ISOWeekDate {
    fn monday(self) -> Self {
        Self::new(self.year(), self.week(), civil::Weekday::Monday).unwrap_or(self)
    }
}

impl From<civil::Date> for Date {
    fn from(date: civil::Date) -> Self {
        Self(date)
    }
}

impl FromStr for Date {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let day = text.len() == "2026-11-22".len();
        let date = text.parse::<civil::Date>().ok().filter(|_| day);
        date.map(Self).ok_or_else(|| NotADate(text.to_owned()))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match to.is_human_readable() {
            true => to.collect_str(self),
            false => (self.0.year(), self.0.month(), self.0.day()).serialize(to),
        }
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if from.is_human_readable() {
            return String::deserialize(from)?.parse().map_err(de::Error::custom);
        }
        let (year, month, day) = Deserialize::deserialize(from)?;
        civil::Date::new(year, month, day).map(Self).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn a_day_reads_and_writes_iso_8601() {
        assert_eq!(day("2026-11-22").to_string(), "2026-11-22");
        for bad in ["2026-02-30", "22.11.2026", "2026-11-22T10:00:00", "20261122", ""] {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
        }
    }

    #[test]
    fn weeks_begin_on_monday() {
        assert_eq!(day("2026-11-22").monday(), day("2026-11-16"));
        assert_eq!(day("2026-11-16").monday(), day("2026-11-16"));
        assert_eq!(day("2027-01-01").monday(), day("2026-12-28"));
    }

    #[test]
    fn days_are_counted_in_both_directions() {
        assert_eq!(day("2026-02-27").days_until(day("2026-03-02")), 3);
        assert_eq!(day("2026-03-02").days_until(day("2026-02-27")), -3);
    }
}
