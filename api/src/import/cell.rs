use std::borrow::Cow;

use rust_decimal::Decimal;

/// One cell as the file holds it, before the mapping says what it means.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    /// Nothing.
    Blank,
    /// What was typed, blanks around it included.
    Text(String),
    /// A number of a workbook.
    Number(f64),
    /// Yes or no, in a workbook.
    Bool(bool),
    /// A date cell of a workbook: days since 1899-12-30.
    Date(f64),
    /// A date cell that holds ISO 8601 text instead.
    IsoDate(String),
    /// A duration cell of a workbook, in days.
    Duration(f64),
    /// A formula that failed, and how.
    Fault(String),
}

impl Cell {
    pub(super) fn text(text: &str) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(text.to_owned()) }
    }

    /// Nothing, or only blanks.
    pub(super) fn is_blank(&self) -> bool {
        match self {
            Self::Blank => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::Number(_)
            | Self::Bool(_)
            | Self::Date(_)
            | Self::IsoDate(_)
            | Self::Duration(_)
            | Self::Fault(_) => false,
        }
    }

    /// What a person sees in it.
    pub(super) fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Blank => "".into(),
            Self::Text(text) | Self::IsoDate(text) | Self::Fault(text) => text.into(),
            Self::Number(number) => as_typed(*number).into(),
            Self::Bool(true) => "TRUE".into(),
            Self::Bool(false) => "FALSE".into(),
            Self::Date(days) | Self::Duration(days) => format!("{days} days").into(),
        }
    }
}

/// The number as Excel shows it: it calculates in binary, but to 15 digits only, so that a sum of
/// tenths is a number of tenths. None for what is no number at all.
pub(super) fn as_decimal(number: f64) -> Option<Decimal> {
    Decimal::from_scientific(&format!("{number:.14e}")).ok().map(|decimal| decimal.normalize())
}

fn as_typed(number: f64) -> String {
    as_decimal(number).map_or_else(|| number.to_string(), |decimal| decimal.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_a_workbook_are_shown_as_they_were_typed() {
        for (number, shown) in
            [(4711.0, "4711"), (0.1 + 0.2, "0.3"), (-0.5, "-0.5"), (1e6, "1000000"), (0.0, "0")]
        {
            assert_eq!(Cell::Number(number).shown(), shown);
        }
        assert_eq!(as_decimal(f64::NAN), None);
        assert_eq!(as_decimal(1e300), None);
    }

    #[test]
    fn blanks_alone_are_nothing() {
        assert!(Cell::Text("  ".into()).is_blank());
        assert!(!Cell::Number(0.0).is_blank());
    }
}
