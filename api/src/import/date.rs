use jiff::civil::{DateTime, date};
use jiff::fmt::strtime::{self, BrokenDownTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use loggia_core::scalar::{Date, Instant};

use super::cell::Cell;
use super::finding::FindingCode;
use super::mapping::{Dates, GapOrFold};

/// Why a cell is no instant: code and message.
pub(super) type Fault = (FindingCode, String);

/// The instant that a cell names. Not for a blank cell, which is another finding.
pub(super) fn instant(cell: &Cell, dates: &Dates) -> Result<Instant, Fault> {
    match cell {
        Cell::Text(text) => from_text(text, dates),
        Cell::Date(days) => in_zone(from_days(*days).ok_or_else(not_a_date)?, dates),
        Cell::IsoDate(text) => in_zone(text.parse().map_err(|_| not_a_date())?, dates),
        Cell::Number(_) => Err((
            FindingCode::BadDate,
            "it is a number; format the cell as a date or write the date as text".to_owned(),
        )),
        Cell::Blank | Cell::Bool(_) | Cell::Duration(_) | Cell::Fault(_) => Err(not_a_date()),
    }
}

fn not_a_date() -> Fault {
    (FindingCode::BadDate, "it is no date with a time of day after 1900-03-01".to_owned())
}

fn from_text(text: &str, dates: &Dates) -> Result<Instant, Fault> {
    let text = text.trim();
    let read = dates.patterns.iter().find_map(|pattern| strtime::parse(pattern, text).ok());
    let named = || {
        let patterns: Vec<_> =
            dates.patterns.iter().map(|pattern| format!("`{pattern}`")).collect();
        (FindingCode::BadDate, format!("it is no date of the pattern {}", patterns.join(" or ")))
    };
    let read: BrokenDownTime = read.ok_or_else(named)?;
    // A date that brings its own offset needs no zone.
    if read.offset().is_some() {
        return read.to_timestamp().map(Instant::from).map_err(|_| named());
    }
    in_zone(read.to_datetime().map_err(|_| named())?, dates)
}

fn in_zone(at: DateTime, dates: &Dates) -> Result<Instant, Fault> {
    let ambiguous = dates.zone.to_ambiguous_timestamp(at);
    let offset = ambiguous.offset();
    let chosen: Result<Timestamp, jiff::Error> = match dates.gap_or_fold {
        GapOrFold::Reject => ambiguous.unambiguous(),
        GapOrFold::Compatible => ambiguous.compatible(),
        GapOrFold::Earlier => ambiguous.earlier(),
        GapOrFold::Later => ambiguous.later(),
    };
    chosen.map(Instant::from).map_err(|_| match offset {
        AmbiguousOffset::Unambiguous { .. } => not_a_date(),
        AmbiguousOffset::Gap { .. } => by_the_clock(FindingCode::DateInGap, "skipped", dates),
        AmbiguousOffset::Fold { .. } => {
            by_the_clock(FindingCode::DateInFold, "showed twice", dates)
        }
    })
}

fn by_the_clock(code: FindingCode, happened: &str, dates: &Dates) -> Fault {
    let zone = dates.zone.iana_name().unwrap_or("of the mapping");
    let message = format!(
        "clocks in the zone `{zone}` {happened} this time; correct it, check `dates.zone`, or set \
         `dates.gap_or_fold` to `compatible`, `earlier` or `later`"
    );
    (code, message)
}

/// Milliseconds, as Excel shows at most. It believes in a 29 February 1900, so earlier days are
/// ambiguous.
fn from_days(days: f64) -> Option<DateTime> {
    const AFTER_THE_DAY_THAT_WAS_NOT: f64 = 61.0;
    const MILLIS_PER_DAY: f64 = 86_400_000.0;
    const DAYS_MAX: f64 = 2_958_466.0;
    if !(AFTER_THE_DAY_THAT_WAS_NOT..DAYS_MAX).contains(&days) {
        return None;
    }
    let millis =
        SignedDuration::try_from_secs_f64((days * MILLIS_PER_DAY).round() / 1_000.0).ok()?;
    let at = date(1899, 12, 30).at(0, 0, 0, 0).checked_add(millis).ok()?;
    // Binary fractions leave a trace below the millisecond.
    at.round(jiff::Unit::Millisecond).ok()
}

/// The day that a cell names. Not for a blank cell, which is another finding. A time of day beside it
/// does not matter: days have no zone.
pub(super) fn day(cell: &Cell, patterns: &[String]) -> Result<Date, Fault> {
    match cell {
        Cell::Text(text) => {
            let read = |pattern: &String| strtime::parse(pattern, text.trim()).ok()?.to_date().ok();
            let read = patterns.iter().find_map(read);
            read.map(Date::from).ok_or_else(|| {
                let named: Vec<_> = patterns.iter().map(|pattern| format!("`{pattern}`")).collect();
                let message = format!("it is no day of the pattern {}", named.join(" or "));
                (FindingCode::BadDate, message)
            })
        }
        Cell::Date(days) => from_days(*days).map(|at| at.date().into()).ok_or_else(not_a_day),
        Cell::IsoDate(text) => {
            let at: Option<DateTime> = text.parse().ok();
            at.map(|at| at.date().into()).ok_or_else(not_a_day)
        }
        Cell::Number(_) => Err((
            FindingCode::BadDate,
            "it is a number; format the cell as a date or write the date as text".to_owned(),
        )),
        Cell::Blank | Cell::Bool(_) | Cell::Duration(_) | Cell::Fault(_) => Err(not_a_day()),
    }
}

fn not_a_day() -> Fault {
    (FindingCode::BadDate, "it is no day after 1900-03-01".to_owned())
}

/// A pattern is right when it reads the day that it writes.
pub(super) fn says_day(pattern: &str) -> bool {
    let sample = date(2012, 11, 23);
    let written = sample.to_zoned(TimeZone::UTC).and_then(|at| strtime::format(pattern, &at));
    let read = written.and_then(|text| strtime::parse(pattern, &text)?.to_date());
    read.is_ok_and(|read| read == sample)
}
