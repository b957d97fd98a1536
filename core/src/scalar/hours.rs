use super::exact::exact;

/// The largest number of hours that people give: a hundred thousand.
pub const HOURS_MAX: i64 = 100_000;

/// Working time, exact to a hundredth of an hour; negative where it takes back.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = f64, minimum = -100_000, maximum = 100_000))]
pub struct Hours(i64);

/// The text or number is no working time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("hours are a number from -{HOURS_MAX} to {HOURS_MAX} with at most two decimals")]
pub struct NotHours;

exact! { Hours, NotHours, 2, -HOURS_MAX, HOURS_MAX }

impl Hours {
    /// None.
    pub const ZERO: Self = Self(0);

    /// So many hundredths of an hour.
    pub const fn hundredths(hundredths: i64) -> Self {
        Self(hundredths)
    }

    /// How many hundredths of an hour.
    pub const fn in_hundredths(self) -> i64 {
        self.0
    }

    /// Whether it takes back more than it gives.
    pub fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// How many whole hours there are; none where it is negative.
    pub fn whole(self) -> u64 {
        u64::try_from(self.0 / Self::PARTS).unwrap_or(0)
    }
}

impl std::iter::Sum for Hours {
    fn sum<I: Iterator<Item = Self>>(hours: I) -> Self {
        hours.fold(Self::ZERO, Self::plus)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_have_two_decimals_and_a_sign() {
        assert_eq!("7.25".parse(), Ok(Hours(725)));
        assert_eq!("-0.5".parse(), Ok(Hours(-50)));
        for bad in ["0.001", "100000.01", "x", ""] {
            assert_eq!(bad.parse::<Hours>(), Err(NotHours), "{bad}");
        }
    }

    #[test]
    fn json_shows_plain_numbers() {
        let shown = |hours| serde_json::to_string(&hours).unwrap_or_default();
        assert_eq!(shown(Hours(800)), "8");
        assert_eq!(shown(Hours(-1_325)), "-13.25");
        assert_eq!(serde_json::from_str::<Hours>("13.25").ok(), Some(Hours(1_325)));
        assert!(serde_json::from_str::<Hours>("0.001").is_err());
    }
}
