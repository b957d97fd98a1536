use jiff::ToSpan as _;
use jiff::civil;

use crate::scalar::Date;

/// Most ISO weeks of one report: a year has no more.
pub const WEEKS_MAX: i32 = 53;

/// Days of the calendar, both ends included; open where none is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    from: Option<Date>,
    until: Option<Date>,
}

impl Days {
    /// None where they end before they begin.
    pub fn new(from: Option<Date>, until: Option<Date>) -> Option<Self> {
        let in_order = from.zip(until).is_none_or(|(from, until)| from <= until);
        in_order.then_some(Self { from, until })
    }

    /// Whether `day` is one of them.
    pub fn hold(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether a day that perhaps nobody said is one of them: without ends every day is.
    pub fn may_hold(self, day: Option<Date>) -> bool {
        day.map_or(self == Self::default(), |day| self.hold(day))
    }

    /// The first one.
    pub fn from(self) -> Option<Date> {
        self.from
    }

    /// The last one.
    pub fn until(self) -> Option<Date> {
        self.until
    }
}

/// Whole ISO weeks, one after another: at least one, at most [`WEEKS_MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weeks {
    first: Date,
    last: Date,
}

/// The days end before they begin, or are of too many weeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("weeks end after they begin, and are {WEEKS_MAX} at most")]
pub struct NotAWeekSpan;

impl Weeks {
    /// The weeks that have days from `from` to `until`.
    pub fn new(from: Date, until: Date) -> Result<Self, NotAWeekSpan> {
        let (first, last) = (from.monday(), until.monday());
        let fits = from <= until && first.days_until(last) / 7 < WEEKS_MAX;
        if fits { Ok(Self { first, last }) } else { Err(NotAWeekSpan) }
    }

    /// Their Mondays.
    pub fn mondays(self) -> impl Iterator<Item = Date> {
        std::iter::successors(Some(self.first), |monday| Some(plus_days(*monday, 7)))
            .take_while(move |monday| *monday <= self.last)
            .take(usize::try_from(WEEKS_MAX).unwrap_or(0))
    }
}

/// So many days later; held at the edge of the calendar.
pub(super) fn plus_days(day: Date, days: i32) -> Date {
    day.civil().saturating_add(days.days()).into()
}

/// A Monday from which days are counted.
const EPOCH: civil::Date = civil::date(1970, 1, 5);

/// Days of the calendar before `day`, since a Monday.
pub(super) fn days_before(day: Date) -> i64 {
    Date::from(EPOCH).days_until(day).into()
}

/// Days from Monday to Friday before `day`, since the same Monday.
pub(super) fn workdays_before(day: Date) -> i64 {
    let days = days_before(day);
    days.div_euclid(7) * 5 + days.rem_euclid(7).min(5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::day;

    #[test]
    fn weeks_are_whole_and_at_most_those_of_a_year() {
        let weeks = Weeks::new(day("2026-03-04"), day("2026-03-09")).expect("two weeks");
        assert_eq!(weeks.mondays().collect::<Vec<_>>(), [day("2026-03-02"), day("2026-03-09")]);
        let year = Weeks::new(day("2026-01-01"), day("2026-12-31")).expect("a year");
        assert_eq!(year.mondays().count(), 53);
        assert_eq!(Weeks::new(day("2026-01-01"), day("2027-01-04")), Err(NotAWeekSpan));
        assert_eq!(Weeks::new(day("2026-03-04"), day("2026-03-03")), Err(NotAWeekSpan));
        let end = Weeks::new(Date::MAX, Date::MAX).expect("the last week");
        assert_eq!(end.mondays().count(), 1);
    }

    #[test]
    fn workdays_are_monday_to_friday_before_and_after_the_epoch() {
        for (from, until, workdays) in [
            ("2026-03-02", "2026-03-09", 5),
            ("2026-03-06", "2026-03-09", 1),
            ("2026-03-07", "2026-03-09", 0),
            ("1969-12-29", "1970-01-05", 5),
            ("1970-01-01", "1970-01-06", 3),
        ] {
            let (from, until) = (day(from), day(until));
            assert_eq!(workdays_before(until) - workdays_before(from), workdays, "{from} {until}");
        }
    }

    #[test]
    fn days_have_both_ends_and_may_be_open() {
        let days = Days::new(Some(day("2026-03-02")), Some(day("2026-03-03"))).expect("two days");
        assert!(days.hold(day("2026-03-02")) && days.hold(day("2026-03-03")));
        assert!(!days.hold(day("2026-03-01")) && !days.hold(day("2026-03-04")));
        assert!(!days.may_hold(None) && Days::default().may_hold(None));
        assert_eq!(Days::new(Some(day("2026-03-03")), Some(day("2026-03-02"))), None);
    }
}
