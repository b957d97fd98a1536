//! The mapping as people write it. `docs/IMPORT.md` explains each key.

use std::collections::{BTreeMap, BTreeSet};

use encoding_rs::Encoding;
use jiff::fmt::strtime;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use loggia_core::production::ReportKind;
use serde::Deserialize;

use super::{
    BlankQuantity, Complete, Dates, Delimited, Duplicates, Field, FileForm, GapOrFold, Layout,
    LineBreaks, Mapping, MappingError, Marks, Numbers, SpanFormat,
};
use crate::import::finding::shortened;
use crate::import::limits::MAPPING_BYTES_MAX;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    file: WrittenFile,
    dates: WrittenDates,
    #[serde(default)]
    numbers: WrittenNumbers,
    columns: WrittenColumns,
    #[serde(default)]
    report_kinds: BTreeMap<String, ReportKind>,
    #[serde(default)]
    rework: Marks,
    #[serde(default)]
    processes: WrittenProcesses,
    span: Option<WrittenSpan>,
    #[serde(default)]
    checks: WrittenChecks,
    #[serde(default)]
    ignored_columns: BTreeSet<String>,
    #[serde(default)]
    complete: Complete,
    #[serde(default)]
    duplicates: Duplicates,
}

#[derive(Clone, Deserialize)]
#[serde(tag = "format", rename_all = "snake_case", deny_unknown_fields)]
pub(in crate::import) enum WrittenFile {
    Xlsx {
        sheet: Option<String>,
        #[serde(default = "first")]
        header_row: usize,
    },
    Csv {
        #[serde(default = "comma")]
        delimiter: String,
        #[serde(default = "double_quote")]
        quote: String,
        #[serde(default = "utf_8")]
        encoding: String,
        #[serde(default)]
        line_breaks: LineBreaks,
        #[serde(default = "first")]
        header_row: usize,
    },
}

fn first() -> usize {
    1
}

fn comma() -> String {
    ",".to_owned()
}

fn double_quote() -> String {
    "\"".to_owned()
}

fn utf_8() -> String {
    "utf-8".to_owned()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenDates {
    zone: String,
    patterns: Vec<String>,
    #[serde(default)]
    gap_or_fold: GapOrFold,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::import) struct WrittenNumbers {
    decimal: Option<OneOrMore>,
    thousands: Option<String>,
    #[serde(default)]
    blank: BlankQuantity,
}

/// A text, or several.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(in crate::import) enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    pub(in crate::import) fn all(self) -> Vec<String> {
        match self {
            Self::One(one) => vec![one],
            Self::More(more) => more,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenColumns {
    order: String,
    order_quantity: String,
    article: String,
    resource: String,
    activity: String,
    start: String,
    end: String,
    report_kind: Option<String>,
    good: String,
    scrap: Option<String>,
    held: Option<String>,
    rework: Option<String>,
    worker: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenProcesses {
    resources: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSpan {
    column: String,
    format: SpanFormat,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenChecks {
    numbered_word: Option<String>,
}

pub(super) fn read(text: &str) -> Result<Mapping, MappingError> {
    if text.len() > MAPPING_BYTES_MAX {
        return Err(MappingError::TooLong(text.len()));
    }
    let written: Written =
        toml::from_str(text).map_err(|error| MappingError::NotAMapping(error.to_string()))?;
    checked(written)
}

fn checked(written: Written) -> Result<Mapping, MappingError> {
    let Written {
        file,
        dates,
        numbers,
        columns,
        report_kinds,
        rework,
        processes,
        span,
        checks,
        ignored_columns,
        complete,
        duplicates,
    } = written;
    let (span_column, span) = span.map(|span| (span.column, span.format)).unzip();
    let columns = fields(columns, span_column);
    distinct(columns.values().chain(&ignored_columns))?;
    if columns.contains_key(&Field::ReportKind) == report_kinds.is_empty() {
        return Err(MappingError::ReportKindsAlone);
    }
    if columns.contains_key(&Field::Rework) == rework.yes.is_empty() {
        return Err(MappingError::ReworkAlone);
    }
    if let Some(mark) = rework.yes.intersection(&rework.no).next() {
        return Err(MappingError::ReworkMarkTwice(shortened(mark)));
    }
    if checks.numbered_word.as_deref().is_some_and(|word| word.trim().is_empty()) {
        return Err(MappingError::BlankNumberedWord);
    }
    let (file, header_row) = form(file)?;
    let nulls = BTreeSet::new();
    Ok(Mapping {
        layout: Layout { file, header_row, columns, ignored_columns, nulls },
        dates: checked_dates(dates)?,
        numbers: checked_numbers(numbers)?,
        report_kinds,
        rework,
        processes: processes.resources,
        span,
        numbered_word: checks.numbered_word,
        complete,
        duplicates,
    })
}

fn fields(written: WrittenColumns, span: Option<String>) -> BTreeMap<Field, String> {
    let WrittenColumns {
        order,
        order_quantity,
        article,
        resource,
        activity,
        start,
        end,
        report_kind,
        good,
        scrap,
        held,
        rework,
        worker,
    } = written;
    let needed = [
        (Field::Order, order),
        (Field::OrderQuantity, order_quantity),
        (Field::Article, article),
        (Field::Resource, resource),
        (Field::Activity, activity),
        (Field::Start, start),
        (Field::End, end),
        (Field::Good, good),
    ];
    let optional = [
        (Field::ReportKind, report_kind),
        (Field::Scrap, scrap),
        (Field::Held, held),
        (Field::Rework, rework),
        (Field::Worker, worker),
        (Field::Span, span),
    ];
    let optional =
        optional.into_iter().filter_map(|(field, header)| header.map(|header| (field, header)));
    needed.into_iter().chain(optional).collect()
}

pub(in crate::import) fn distinct<'a>(
    headers: impl Iterator<Item = &'a String>,
) -> Result<(), MappingError> {
    let mut seen = BTreeSet::new();
    for header in headers {
        if header.trim().is_empty() {
            return Err(MappingError::BlankColumn);
        }
        if !seen.insert(header) {
            return Err(MappingError::ColumnNamedTwice(shortened(header)));
        }
    }
    Ok(())
}

pub(in crate::import) fn form(written: WrittenFile) -> Result<(FileForm, usize), MappingError> {
    let (form, header_row) = match written {
        WrittenFile::Xlsx { sheet, header_row } => (FileForm::Workbook { sheet }, header_row),
        WrittenFile::Csv { delimiter, quote, encoding, line_breaks, header_row } => {
            let quote = if quote.is_empty() { None } else { Some(ascii("quote", &quote)?) };
            let known = Encoding::for_label_no_replacement(encoding.as_bytes());
            let dialect = Delimited {
                delimiter: ascii("delimiter", &delimiter)?,
                quote,
                encoding: known.ok_or(MappingError::UnknownEncoding(shortened(&encoding)))?,
                line_breaks,
            };
            if dialect.quote == Some(dialect.delimiter) {
                return Err(MappingError::BadDelimiter { key: "quote", value: delimiter });
            }
            (FileForm::Delimited(dialect), header_row)
        }
    };
    if header_row == 0 { Err(MappingError::NoHeaderRow) } else { Ok((form, header_row)) }
}

fn ascii(key: &'static str, value: &str) -> Result<u8, MappingError> {
    match value.as_bytes() {
        [sign] if sign.is_ascii() && !matches!(sign, b'\n' | b'\r' | 0) => Ok(*sign),
        _ => Err(MappingError::BadDelimiter { key, value: shortened(value) }),
    }
}

/// The database that Loggia carries: the server's own zone and its own database have no say.
pub(super) fn zone(name: &str) -> Result<TimeZone, MappingError> {
    let known = TimeZoneDatabase::bundled().get(name).ok().filter(|zone| !zone.is_unknown());
    known.ok_or_else(|| MappingError::UnknownZone(shortened(name)))
}

fn checked_dates(written: WrittenDates) -> Result<Dates, MappingError> {
    let WrittenDates { zone: name, patterns, gap_or_fold } = written;
    if patterns.is_empty() {
        return Err(MappingError::NoPattern);
    }
    if let Some(bad) = patterns.iter().find(|pattern| !says_date_and_time(pattern)) {
        return Err(MappingError::BadPattern(shortened(bad)));
    }
    Ok(Dates { zone: zone(&name)?, patterns, gap_or_fold })
}

/// A pattern is right when it reads what it writes, down to the minute.
fn says_date_and_time(pattern: &str) -> bool {
    let sample = jiff::civil::date(2012, 11, 23).at(21, 45, 0, 0);
    let Ok(written) =
        sample.to_zoned(TimeZone::UTC).and_then(|sample| strtime::format(pattern, &sample))
    else {
        return false;
    };
    let read = strtime::parse(pattern, &written).and_then(|read| read.to_datetime());
    read.is_ok_and(|read| read == sample)
}

pub(in crate::import) fn checked_numbers(written: WrittenNumbers) -> Result<Numbers, MappingError> {
    let WrittenNumbers { decimal, thousands, blank } = written;
    let signs = decimal.map_or_else(|| vec![".".to_owned()], OneOrMore::all);
    let (point, also) = match &signs[..] {
        [one] => (sign("decimal", one)?, None),
        [one, other] => (sign("decimal", one)?, Some(sign("decimal", other)?)),
        [] | [_, _, _, ..] => {
            return Err(MappingError::BadNumberSign { key: "decimal", value: signs.join(" ") });
        }
    };
    let thousands = match thousands.as_deref() {
        None | Some("") => None,
        Some(written) => Some(sign("thousands", written)?),
    };
    // With two decimal signs, one that parts thousands could not be told from either.
    let mistaken = thousands.filter(|_| also.is_some()).or(thousands.filter(|s| *s == point));
    if let Some(mistaken) = mistaken {
        let value = mistaken.to_string();
        return Err(MappingError::BadNumberSign { key: "thousands", value });
    }
    if also == Some(point) {
        return Err(MappingError::BadNumberSign { key: "decimal", value: point.to_string() });
    }
    Ok(Numbers { decimal: point, also, thousands, blank })
}

fn sign(key: &'static str, written: &str) -> Result<char, MappingError> {
    let mut signs = written.chars();
    match (signs.next(), signs.next()) {
        (Some(sign), None)
            if !sign.is_alphanumeric() && !sign.is_control() && !matches!(sign, '-' | '+') =>
        {
            Ok(sign)
        }
        _ => Err(MappingError::BadNumberSign { key, value: shortened(written) }),
    }
}
