//! What the texts in a plan mean: pure functions from a text to a value, or why it is none.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::strtime;
use jiff::fmt::temporal::SpanParser;
use jiff::tz::{AmbiguousOffset, TimeZone};
use loggia_core::scalar::{Instant, Minutes, NAME_CHARS_MAX, Name};

use super::finding::PlanFindingCode as Code;

/// Code and message.
pub(super) type Fault = (Code, String);

pub(super) fn name(text: &str) -> Result<Name, Fault> {
    Name::new(text).map_err(|_| {
        let count = text.chars().count();
        if text.trim().is_empty() {
            (Code::BlankName, "the name is blank; give it one in Microsoft Project".to_owned())
        } else if count > NAME_CHARS_MAX {
            let allowed = format!("at most `{NAME_CHARS_MAX}` are allowed");
            (Code::NameTooLong, format!("the name has `{count}` characters; {allowed}"))
        } else {
            let message = "the name has control characters, such as a line break; write it anew";
            (Code::BadName, message.to_owned())
        }
    })
}

/// `1` or `0`, or as XML Schema writes them too.
pub(super) fn flag(text: &str) -> Result<bool, Fault> {
    match text {
        "1" | "true" => Ok(true),
        "0" | "false" => Ok(false),
        _ => Err((Code::BadNumber, "it is neither `1` nor `0`".to_owned())),
    }
}

/// A whole number; some programs write `50.0` for `50`.
pub(super) fn whole(text: &str) -> Result<i64, Fault> {
    let (digits, decimals) = text.split_once('.').unwrap_or((text, ""));
    let number = digits.parse().ok().filter(|_| decimals.bytes().all(|digit| digit == b'0'));
    number.ok_or_else(|| (Code::BadNumber, "it is no whole number".to_owned()))
}

/// A number by which tasks and resources are known.
pub(super) fn uid(text: &str) -> Result<u32, Fault> {
    let bad = || (Code::BadNumber, format!("it is no number from `0` to `{}`", u32::MAX));
    u32::try_from(whole(text)?).map_err(|_| bad())
}

pub(super) fn percent(text: &str) -> Result<u8, Fault> {
    let percent = u8::try_from(whole(text)?).ok().filter(|percent| *percent <= 100);
    percent.ok_or_else(|| (Code::BadNumber, "it is no percentage from `0` to `100`".to_owned()))
}

/// `PT8H30M0S`, rounded to the minute. Days are none of it: they would be of eight hours or of 24.
pub(super) fn minutes(text: &str) -> Result<Minutes, Fault> {
    const SECONDS_PER_MINUTE: i64 = 60;
    let bad = || (Code::BadDuration, "it is no duration such as `PT8H30M0S`".to_owned());
    let duration = SpanParser::new().parse_duration(text).map_err(|_| bad())?;
    let seconds = duration.as_secs();
    if duration.is_negative() {
        return Err(bad());
    }
    let minutes = seconds.saturating_add(SECONDS_PER_MINUTE / 2) / SECONDS_PER_MINUTE;
    u32::try_from(minutes).map(Minutes).map_err(|_| bad())
}

/// When something is, and what has to be said about that.
pub(super) struct Read {
    pub(super) at: Instant,
    pub(super) doubt: Option<Fault>,
}

/// `2014-02-21T17:00:00` on the clocks of the zone; with an offset that counts. In a gap and in a
/// fold it is taken as RFC 5545 says: in a gap as far after it as stated after its beginning, in a
/// fold the first time.
pub(super) fn instant(text: &str, zone: &TimeZone) -> Result<Read, Fault> {
    let bad = || (Code::BadDate, "it is no date such as `2014-02-21T17:00:00`".to_owned());
    let civil: Result<DateTime, _> =
        strtime::parse("%Y-%m-%dT%H:%M:%S%.f", text).and_then(|read| read.to_datetime());
    let Ok(civil) = civil else {
        // A zone in brackets is no part of XML's dates.
        let at = text.parse::<Timestamp>().ok().filter(|_| !text.contains('['));
        return at.map(|at| Read { at: at.into(), doubt: None }).ok_or_else(bad);
    };
    let ambiguous = zone.to_ambiguous_timestamp(civil);
    let doubt = match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { .. } => None,
        AmbiguousOffset::Gap { .. } => Some((Code::DateInGap, "skipped this time")),
        AmbiguousOffset::Fold { .. } => Some((Code::DateInFold, "showed this time twice")),
    };
    let at = Instant::from(ambiguous.compatible().map_err(|_| bad())?);
    let named = zone.iana_name().unwrap_or("of the import");
    let told =
        |(code, did)| (code, format!("clocks in the zone `{named}` {did}; it is taken as `{at}`"));
    Ok(Read { at, doubt: doubt.map(told) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_rounded_to_minutes_and_never_in_days_or_below_nothing() {
        for (text, read) in [
            ("PT8H0M0S", Some(480)),
            ("PT1782H24M0S", Some(106_944)),
            ("PT0H0M30S", Some(1)),
            ("PT0H0M29S", Some(0)),
            ("P1D", None),
            ("-PT1H0M0S", None),
            ("8 hours", None),
            ("PT99999999999H", None),
        ] {
            assert_eq!(minutes(text).ok(), read.map(Minutes), "{text}");
        }
    }

    #[test]
    fn a_date_is_read_in_the_zone_unless_it_brings_an_offset() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        for (text, at) in [
            ("2014-02-21T17:00:00", Some("2014-02-21T16:00:00Z")),
            ("2014-02-21T17:00:00Z", Some("2014-02-21T17:00:00Z")),
            ("2014-02-21T17:00:00-05:00", Some("2014-02-21T22:00:00Z")),
            ("2014-02-21", None),
            ("2014-02-30T17:00:00", None),
            ("2014-02-21T17:00:00[Asia/Tokyo]", None),
            ("2014-02-21T17:00:00+09:00[Asia/Tokyo]", None),
            ("NA", None),
        ] {
            let read = instant(text, &zone).ok().map(|read| read.at.to_string());
            assert_eq!(read.as_deref(), at, "{text}");
        }
    }

    #[test]
    fn a_number_may_have_decimals_that_say_nothing() {
        assert_eq!(whole("1920000.0").ok(), Some(1_920_000));
        assert!(whole("0.5").is_err());
        assert!(whole("").is_err());
        assert!(uid("-65535").is_err());
        assert!(percent("101").is_err());
    }
}
