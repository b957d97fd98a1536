use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

/// The highest grade.
pub const GRADE_MAX: u8 = 5;

/// How much of something people see, on a scale from 1 (least) to 5 (most).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = u8, minimum = 1, maximum = 5))]
#[serde(transparent)]
pub struct Grade(u8);

/// The number is no grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a grade is 1 to {GRADE_MAX}, not {0}")]
pub struct NotAGrade(u8);

impl Grade {
    /// Accepts 1 to [`GRADE_MAX`].
    pub fn new(grade: u8) -> Result<Self, NotAGrade> {
        match grade {
            1..=GRADE_MAX => Ok(Self(grade)),
            _ => Err(NotAGrade(grade)),
        }
    }

    /// The number, 1 to 5.
    pub fn number(self) -> u8 {
        self.0
    }
}

impl fmt::Debug for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> Deserialize<'de> for Grade {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::new(u8::deserialize(from)?).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grade_is_one_to_five() {
        for good in 1..=5 {
            assert_eq!(Grade::new(good).map(Grade::number), Ok(good));
        }
        for bad in [0, 6, u8::MAX] {
            assert_eq!(Grade::new(bad), Err(NotAGrade(bad)));
            assert!(serde_json::from_str::<Grade>(&bad.to_string()).is_err());
        }
    }
}
