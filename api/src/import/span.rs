use loggia_core::scalar::{Instant, Minutes};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::cell::{Cell, as_decimal};
use super::mapping::{Mapping, SpanFormat};
use super::number::decimal;

/// What is wrong with a span that the file states, where something is. The times always count.
pub(super) fn contradiction(
    stated: &Cell,
    format: SpanFormat,
    mapping: &Mapping,
    start: Instant,
    end: Instant,
) -> Option<String> {
    let Minutes(minutes) = Minutes::between(start, end);
    let shown = match format {
        SpanFormat::HoursMinutes => format!("{:03}:{:02}", minutes / 60, minutes % 60),
        SpanFormat::Minutes => format!("{minutes}"),
        SpanFormat::Hours => {
            (Decimal::from(minutes) / Decimal::from(60)).round_dp(2).normalize().to_string()
        }
    };
    match stated_minutes(stated, format, mapping) {
        Some(stated) if stated == u64::from(minutes) => None,
        Some(_) => Some(format!("from start to end it is `{shown}`; the times count")),
        None => Some(format!("it is no span such as `{shown}`; the times count")),
    }
}

fn stated_minutes(stated: &Cell, format: SpanFormat, mapping: &Mapping) -> Option<u64> {
    const MINUTES_PER_DAY: u64 = 24 * 60;
    let whole = |minutes: Decimal| minutes.round().to_u64();
    match (stated, format) {
        (Cell::Duration(days) | Cell::Date(days), _) => {
            whole(as_decimal(*days)?.checked_mul(Decimal::from(MINUTES_PER_DAY))?)
        }
        (_, SpanFormat::HoursMinutes) => {
            let text = stated.shown();
            let (hours, minutes) = text.trim().split_once(':')?;
            let minutes: u64 = minutes.parse().ok().filter(|minutes| *minutes < 60)?;
            hours.parse::<u64>().ok()?.checked_mul(60)?.checked_add(minutes)
        }
        (_, SpanFormat::Minutes) => whole(decimal(stated, &mapping.numbers).ok()?),
        (_, SpanFormat::Hours) => {
            whole(decimal(stated, &mapping.numbers).ok()?.checked_mul(Decimal::from(60))?)
        }
    }
}
