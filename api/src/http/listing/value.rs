//! What the fields of rows can be compared with.

use std::cmp::Ordering;

use loggia_core::scalar::{Date, Instant};
use loggia_core::visibility::Place;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What sort of thing a field holds. A test holds this against the schemas of all lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::http) enum Kind {
    /// An instant or a day.
    Time,
    /// A number.
    Number,
    /// Anything else: text, ids, words.
    Text,
    /// A number in some lists and anything else in others: the row decides.
    Mixed,
}

const TIMES: [&str; 25] = [
    "actual",
    "actual_end",
    "actual_start",
    "at",
    "changed_at",
    "closed_at",
    "day",
    "due",
    "end",
    "forecast",
    "from",
    "needed_by",
    "period_end",
    "period_start",
    "planned_end",
    "planned_start",
    "published_at",
    "raised_at",
    "since",
    "start",
    "submitted_at",
    "target",
    "to",
    "until",
    "week",
];

const NUMBERS: [&str; 57] = [
    "actual_minutes",
    "booked_percent",
    "budget_hours",
    "capacity",
    "change",
    "confirmed",
    "done_quantity",
    "entitled",
    "expenses",
    "free",
    "frozen_zone_minutes",
    "good",
    "grade",
    "held",
    "held_quantity",
    "hours",
    "impact",
    "likelihood",
    "logged",
    "logged_hours",
    "logged_percent",
    "longest_days",
    "lower_quartile_days",
    "median_days",
    "minutes",
    "not_yet",
    "on_phases",
    "orders",
    "parallel",
    "percent",
    "planned",
    "planned_hours",
    "process_count",
    "processes",
    "processing_minutes",
    "projects",
    "quantity",
    "report_count",
    "reserved",
    "revision",
    "scrap",
    "scrap_quantity",
    "seats",
    "seq",
    "sequence",
    "set_up_minutes",
    "severity",
    "shortest_days",
    "size",
    "slipped_days",
    "tasks_done",
    "timesheet_count",
    "upper_quartile_days",
    "used",
    "work_step_count",
    "work_steps",
    "work_steps_completed",
];

const MIXED: [&str; 5] = ["budget", "items", "number", "sentiment", "tasks"];

impl Kind {
    pub(in crate::http) fn of(field: &str) -> Self {
        if TIMES.contains(&field) {
            Self::Time
        } else if NUMBERS.contains(&field) {
            Self::Number
        } else if MIXED.contains(&field) {
            Self::Mixed
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
            Kind::Time => time(text).map(|at| Self::Time(at.micros())),
            Kind::Number => {
                let number = text.parse::<f64>().ok().filter(|number| number.is_finite())?;
                Some(Self::Number(thousandths(number)))
            }
            Kind::Text | Kind::Mixed => Some(Self::Text(Place::by(text, 0))),
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

/// Between what and what a field is to lie.
#[derive(Debug)]
pub(super) struct Bound {
    sorted: Sorted,
    /// As a number, for the rows that hold one under a name that is text elsewhere.
    number: Option<Sorted>,
}

impl Bound {
    /// What somebody gave; none if the field holds no such thing.
    pub(super) fn parse(kind: Kind, text: &str) -> Option<Self> {
        let number = match kind {
            Kind::Mixed => Sorted::parse(Kind::Number, text),
            Kind::Time | Kind::Number | Kind::Text => None,
        };
        Some(Self { sorted: Sorted::parse(kind, text)?, number })
    }

    /// The bound for what a row holds; none where that is on neither side of it.
    pub(super) fn beside(&self, kind: Kind, found: &Sorted) -> Option<&Sorted> {
        match (kind, found) {
            (_, Sorted::Nothing) => None,
            (Kind::Mixed, Sorted::Number(_)) => self.number.as_ref(),
            (Kind::Mixed, Sorted::Time(_) | Sorted::Text(_))
            | (
                Kind::Time | Kind::Number | Kind::Text,
                Sorted::Number(_) | Sorted::Time(_) | Sorted::Text(_),
            ) => Some(&self.sorted),
        }
    }
}

/// In which direction a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Ascending,
    Descending,
}

/// An instant; a day is its first one in UTC.
fn time(text: &str) -> Option<Instant> {
    let instant = text.parse::<Instant>().ok();
    instant.or_else(|| format!("{}T00:00:00Z", text.parse::<Date>().ok()?).parse().ok())
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
        let day = |text| Sorted::parse(Kind::Time, text);
        assert_eq!(day("2026-03-02"), day("2026-03-02T00:00:00Z"));
        assert!(
            time("2026-03-01") < time("2026-03-02")
                && time("2026-03-02") == day("2026-03-02").unwrap()
        );
        assert_eq!(Sorted::parse(Kind::Time, "yesterday"), None);
        assert_eq!(Sorted::parse(Kind::Number, "NaN"), None);
    }

    #[test]
    fn a_name_that_is_a_number_here_and_a_text_there_is_compared_as_what_the_row_holds() {
        let lies = |bound: &str, value: Value| {
            let bound = Bound::parse(Kind::Mixed, bound).unwrap();
            let found = Sorted::of(Kind::Mixed, Some(&value));
            bound.beside(Kind::Mixed, &found).is_some_and(|bound| found >= *bound)
        };
        assert!(lies("5", json!(10)) && !lies("50", json!(10)));
        assert!(lies("Case 9", json!("Case 10")) && !lies("Case 11", json!("Case 10")));
        assert!(!lies("Case 9", json!(10)) && !lies("5", json!(null)) && !lies("5", json!([7])));
    }
}
