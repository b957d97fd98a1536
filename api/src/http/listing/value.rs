//! What the fields of rows can be compared with.

use std::cmp::Ordering;

use loggia_core::scalar::Instant;
use loggia_core::visibility::Place;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What sort of thing a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A time.
    Time,
    /// A number.
    Number,
    /// Anything else: text, ids, words.
    Text,
}

const TIMES: [&str; 9] = [
    "planned_start",
    "planned_end",
    "actual_start",
    "actual_end",
    "start",
    "end",
    "due",
    "from",
    "until",
];

const NUMBERS: [&str; 30] = [
    "sequence",
    "set_up_minutes",
    "processing_minutes",
    "actual_minutes",
    "frozen_zone_minutes",
    "minutes",
    "quantity",
    "done_quantity",
    "scrap_quantity",
    "held_quantity",
    "good",
    "scrap",
    "held",
    "report_count",
    "work_steps",
    "work_steps_completed",
    "processes",
    "orders",
    "parallel",
    "revision",
    "work_step_count",
    "process_count",
    "severity",
    "capacity",
    "planned",
    "confirmed",
    "logged",
    "slipped_days",
    "grade",
    "change",
];

impl Kind {
    pub(super) fn of(field: &str) -> Self {
        if TIMES.contains(&field) {
            Self::Time
        } else if NUMBERS.contains(&field) {
            Self::Number
        } else {
            Self::Text
        }
    }
}

/// A value in the order of its kind. Nothing comes first; text sorts as people count.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Sorted {
    /// `null`, or not comparable.
    Nothing,
    /// In thousandths: nothing here is finer.
    Number(i64),
    /// In microseconds.
    Time(i64),
    /// Digits in it count as numbers.
    Text(Place),
}

impl Sorted {
    /// The value of a field in a row.
    pub(super) fn of(kind: Kind, value: Option<&Value>) -> Self {
        match value {
            Some(Value::Number(number)) => {
                number.as_f64().map_or(Self::Nothing, |number| Self::Number(thousandths(number)))
            }
            Some(Value::Bool(yes)) => Self::Text(Place::by(if *yes { "true" } else { "false" }, 0)),
            Some(Value::String(text)) => Self::parse(kind, text).unwrap_or(Self::Nothing),
            Some(Value::Null | Value::Array(_) | Value::Object(_)) | None => Self::Nothing,
        }
    }

    /// What somebody wants a field to be compared with; none if the field holds no such thing.
    pub(super) fn parse(kind: Kind, text: &str) -> Option<Self> {
        match kind {
            Kind::Time => text.parse::<Instant>().ok().map(|at| Self::Time(at.micros())),
            Kind::Number => {
                let number = text.parse::<f64>().ok().filter(|number| number.is_finite())?;
                Some(Self::Number(thousandths(number)))
            }
            Kind::Text => Some(Self::Text(Place::by(text, 0))),
        }
    }

    /// In the order asked for.
    pub(super) fn compare(&self, other: &Self, order: Order) -> Ordering {
        match order {
            Order::Ascending => self.cmp(other),
            Order::Descending => other.cmp(self),
        }
    }
}

/// In which direction a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Ascending,
    Descending,
}

/// Quantities have three decimals and at most ten digits before them: exact.
#[expect(clippy::cast_possible_truncation, reason = "held at the edges of i64")]
fn thousandths(number: f64) -> i64 {
    (number * 1_000.0).round() as i64
}

/// The text of a value, as filters compare it and CSV shows it.
pub(super) fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(values) => values.iter().map(text_of).collect::<Vec<_>>().join(" "),
        Value::Object(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn times_sort_as_times_and_texts_as_people_count() {
        let time = |text| Sorted::of(Kind::Time, Some(&json!(text)));
        assert!(time("2026-03-02T06:00:00Z") < time("2026-03-02T06:00:00.5Z"));
        let text = |text| Sorted::of(Kind::Text, Some(&json!(text)));
        assert!(text("Case 9") < text("Case 10"));
        assert!(
            Sorted::of(Kind::Number, Some(&json!(0.125)))
                < Sorted::parse(Kind::Number, "1").unwrap()
        );
        assert!(Sorted::of(Kind::Number, None) < Sorted::of(Kind::Number, Some(&json!(0))));
        assert_eq!(Sorted::parse(Kind::Time, "yesterday"), None);
        assert_eq!(Sorted::parse(Kind::Number, "NaN"), None);
    }
}
