use std::collections::BTreeMap;

use super::days::{days_before, plus_days, workdays_before};
use super::{Weeks, percent};
use crate::effort::{Availability, Booking, BookingStatus, Person};
use crate::id::{BookingId, PersonId, ProjectId, TimesheetId};
use crate::scalar::{Date, Hours, PERCENT_MAX, Percent};
use crate::world::World;

/// How long somebody works on a day from Monday to Friday who is there for all of it: 40 hours a week.
pub const USUAL_DAY: Hours = Hours::hundredths(800);

const WORKDAYS: i32 = 5;

/// How busy somebody is in one ISO week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utilisation {
    /// Who.
    pub person: PersonId,
    /// The Monday of the week.
    pub week: Date,
    /// How long he can work: [`USUAL_DAY`] from Monday to Friday, as far as he is available.
    pub capacity: Hours,
    /// How long he is booked, perhaps.
    pub planned: Hours,
    /// How long he is booked for certain.
    pub confirmed: Hours,
    /// How long he worked, approved or not.
    pub logged: Hours,
    /// The bookings of which hours are in the week.
    pub bookings: Vec<BookingId>,
    /// The timesheet of the week.
    pub timesheet: Option<TimesheetId>,
}

impl Utilisation {
    /// How much of his capacity is booked, perhaps or for certain; none where he has none.
    pub fn booked_percent(&self) -> Option<u32> {
        percent(self.planned.plus(self.confirmed), self.capacity)
    }

    /// How much of his capacity he worked; none where he has none.
    pub fn logged_percent(&self) -> Option<u32> {
        percent(self.logged, self.capacity)
    }
}

/// How busy everybody is on whom work may be planned, or for whom there are hours, week by week; of one
/// project those who take part in it, and the hours for it. Capacity is always that for everything.
///
/// The hours of a booking are spread evenly over its days from Monday to Friday, over all its days
/// where it has none of those.
///
/// Source: DOMAIN.md 4, "utilisation", "availability (periods with percent, time off)".
pub fn utilisation(world: &World, of: Option<ProjectId>, weeks: Weeks) -> Vec<Utilisation> {
    let mut bookings: BTreeMap<PersonId, Vec<&Booking>> = BTreeMap::new();
    for booking in world.effort.bookings() {
        if of.is_none_or(|project| project == booking.project) {
            bookings.entry(booking.person).or_default().push(booking);
        }
    }
    let mut rows = Vec::new();
    for person in world.effort.persons() {
        let booked = bookings.get(&person.id).map(Vec::as_slice).unwrap_or_default();
        let part = of.is_none_or(|project| {
            world.delivery.part_in_project(person.id, project).next().is_some()
        });
        let of_weeks = weeks.mondays().map(|monday| of_week(world, person, of, booked, monday));
        let there = |row: &Utilisation| {
            let idle = row.bookings.is_empty() && row.timesheet.is_none();
            person.schedulable && part || !idle
        };
        rows.extend(of_weeks.filter(there));
    }
    rows
}

fn of_week(
    world: &World,
    person: &Person,
    of: Option<ProjectId>,
    booked: &[&Booking],
    monday: Date,
) -> Utilisation {
    let (mut planned, mut confirmed, mut bookings) = (Hours::ZERO, Hours::ZERO, Vec::new());
    for booking in booked {
        let hours = in_week(booking, monday);
        if hours.is_zero() {
            continue;
        }
        bookings.push(booking.id);
        match booking.brief.status {
            BookingStatus::Planned => planned = planned.plus(hours),
            BookingStatus::Confirmed => confirmed = confirmed.plus(hours),
        }
    }
    let sheet = world.effort.timesheet_of(person.id, monday);
    let lines = sheet.into_iter().flat_map(|sheet| sheet.lines.values());
    let lines = lines.filter(|line| of.is_none_or(|project| project == line.project));
    let logged: Hours = lines.map(|line| line.hours).sum();
    Utilisation {
        person: person.id,
        week: monday,
        capacity: capacity(person, monday),
        planned,
        confirmed,
        logged,
        bookings,
        timesheet: sheet.filter(|_| !logged.is_zero()).map(|sheet| sheet.id),
    }
}

fn capacity(person: &Person, monday: Date) -> Hours {
    let days = (0..WORKDAYS).map(|day| plus_days(monday, day));
    let hours = days.map(|day| {
        let percent = i64::from(available(person, day).number());
        // A hundredth of the usual day is a whole number of hundredths of an hour.
        Hours::hundredths(USUAL_DAY.in_hundredths() / i64::from(PERCENT_MAX) * percent)
    });
    hours.sum()
}

/// Time off goes before any percentage; where nothing is said, it is the whole day.
fn available(person: &Person, day: Date) -> Percent {
    let mut held = Percent::ALL;
    let periods = person.availability.iter();
    for period in periods.filter(|period| period.from <= day && day <= period.until) {
        match period.availability {
            Availability::TimeOff => return Percent::NONE,
            Availability::Percent(percent) => held = percent,
        }
    }
    held
}

/// The hours of a booking that are in a week. Those of all its weeks are those of the booking.
fn in_week(booking: &Booking, monday: Date) -> Hours {
    let (from, end) = (booking.brief.from, plus_days(booking.brief.until, 1));
    let workdays = workdays_before(end) - workdays_before(from);
    let before: fn(Date) -> i64 = if workdays > 0 { workdays_before } else { days_before };
    let all = before(end) - before(from);
    let hours = booking.brief.hours.in_hundredths();
    // Until a day, of all: rounded down in the same way on both sides of each week.
    let until = |day: Date| {
        let passed = (before(day) - before(from)).clamp(0, all);
        hours.saturating_mul(passed).checked_div(all).unwrap_or(0)
    };
    Hours::hundredths(until(plus_days(monday, 7)) - until(monday))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::effort::site::{ON_DRAW, PIA_HERSELF, ada, site};
    use crate::effort::{AvailabilityPeriod, BookPerson, SetAvailability};
    use crate::spec::story::delivery::{BRIDGE, DESIGN, JO, KIM, TOWER, WEEK, logged, project};
    use crate::spec::{Plant, Told, day, nth};

    fn weeks(from: &str, until: &str) -> Weeks {
        Weeks::new(day(from), day(until)).expect("weeks")
    }

    fn booked(n: u128, person: PersonId, (from, until): (&str, &str), hours: i64) -> Told {
        let command = BookPerson {
            person: Some(person),
            phase: DESIGN,
            from: day(from),
            until: day(until),
            hours: Hours::hundredths(hours),
            status: BookingStatus::Confirmed,
        };
        Told { command: command.into(), makes: Some(nth(29_000 + n)) }
    }

    fn available(periods: &[(&str, &str, Availability)]) -> Told {
        let period = |(from, until, availability): &(&str, &str, Availability)| {
            AvailabilityPeriod { from: day(from), until: day(until), availability: *availability }
        };
        let periods = periods.iter().map(period).collect();
        SetAvailability { person: Some(JO), periods }.into()
    }

    fn of_jo(plant: &Plant, weeks: Weeks) -> Vec<Utilisation> {
        let rows = utilisation(&plant.world, Some(TOWER), weeks);
        rows.into_iter().filter(|row| row.person == JO).collect()
    }

    #[test]
    fn a_week_tells_what_somebody_can_do_is_booked_for_and_did() {
        let mut plant = site();
        ada(&mut plant).when(booked(1, JO, ("2026-03-02", "2026-03-06"), 3_000));
        plant.when(logged(JO, ON_DRAW, 1_000));
        let rows = of_jo(&plant, weeks("2026-03-02", "2026-03-02"));
        let hours = Hours::hundredths;
        let expected = Utilisation {
            person: JO,
            week: day("2026-03-02"),
            capacity: hours(4_000),
            planned: Hours::ZERO,
            confirmed: hours(3_000),
            logged: hours(1_000),
            bookings: vec![BookingId(nth(29_001))],
            timesheet: Some(WEEK),
        };
        assert_eq!(rows, std::slice::from_ref(&expected));
        assert_eq!((expected.booked_percent(), expected.logged_percent()), (Some(75), Some(25)));
    }

    #[test]
    fn a_booking_is_spread_over_its_workdays_and_nothing_of_it_is_lost() {
        let mut plant = site();
        // Thursday to Wednesday: two days in one week, three in the next.
        ada(&mut plant).when(booked(1, JO, ("2026-03-05", "2026-03-11"), 1_001));
        plant.when(booked(2, JO, ("2026-03-14", "2026-03-15"), 300));
        let rows = of_jo(&plant, weeks("2026-03-02", "2026-03-16"));
        let confirmed: Vec<i64> = rows.iter().map(|row| row.confirmed.in_hundredths()).collect();
        assert_eq!(confirmed, [400, 601 + 300, 0]);
    }

    #[test]
    fn percentages_and_time_off_leave_less_to_work() {
        let half = Percent::new(50).map(Availability::Percent).expect("a percentage");
        let mut plant = site();
        ada(&mut plant).when(available(&[
            ("2026-03-04", "2026-03-31", half),
            ("2026-03-05", "2026-03-05", Availability::TimeOff),
            ("2026-03-16", "2026-03-22", Availability::TimeOff),
        ]));
        let rows = of_jo(&plant, weeks("2026-03-02", "2026-03-22"));
        let capacity: Vec<i64> = rows.iter().map(|row| row.capacity.in_hundredths()).collect();
        assert_eq!(capacity, [1_600 + 400 + 400, 2_000, 0]);
        assert_eq!(rows[2].booked_percent(), None);
    }

    #[test]
    fn of_a_project_those_are_told_who_take_part_and_their_hours_for_it() {
        let mut plant = site();
        plant.when(project(BRIDGE));
        ada(&mut plant).when(booked(1, KIM, ("2026-03-02", "2026-03-06"), 800));
        let week = weeks("2026-03-02", "2026-03-02");
        let persons = |of| {
            let rows = utilisation(&plant.world, of, week).into_iter();
            rows.map(|row| (row.person, row.confirmed.in_hundredths())).collect::<Vec<_>>()
        };
        assert_eq!(persons(Some(TOWER)), [(JO, 0), (KIM, 800)]);
        assert_eq!(persons(Some(BRIDGE)), []);
        assert!(persons(None).contains(&(PIA_HERSELF, 0)));
    }
}
