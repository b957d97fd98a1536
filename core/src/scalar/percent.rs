use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

/// All of it.
pub const PERCENT_MAX: u8 = 100;

/// How much of a whole, from 0 to 100.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = u8, minimum = 0, maximum = 100))]
#[serde(transparent)]
pub struct Percent(u8);

/// The number is no percentage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a percentage is 0 to {PERCENT_MAX}, not {0}")]
pub struct NotAPercent(u8);

impl Percent {
    /// All of it.
    pub const ALL: Self = Self(PERCENT_MAX);

    /// Nothing of it.
    pub const NONE: Self = Self(0);

    /// Accepts 0 to [`PERCENT_MAX`].
    pub fn new(percent: u8) -> Result<Self, NotAPercent> {
        match percent {
            0..=PERCENT_MAX => Ok(Self(percent)),
            _ => Err(NotAPercent(percent)),
        }
    }

    /// The number, 0 to 100.
    pub fn number(self) -> u8 {
        self.0
    }
}

impl fmt::Debug for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::new(u8::deserialize(from)?).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_is_nothing_to_all() {
        for good in [0, 1, 100] {
            assert_eq!(Percent::new(good).map(Percent::number), Ok(good));
        }
        for bad in [101, u8::MAX] {
            assert_eq!(Percent::new(bad), Err(NotAPercent(bad)));
            assert!(serde_json::from_str::<Percent>(&bad.to_string()).is_err());
        }
    }
}
