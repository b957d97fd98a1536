use std::fmt;

use serde::{Deserialize, Serialize};

/// Something that tells about a person: it never appears in logs, traces, errors or panics.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Personal<T>(T);

impl<T> Personal<T> {
    /// Marks `value` as personal.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// Shows the value to code that has a reason to.
    pub fn reveal(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(personal)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_never_shows_a_person() {
        assert_eq!(format!("{:?}", Personal::new("Ada")), "(personal)");
    }
}
