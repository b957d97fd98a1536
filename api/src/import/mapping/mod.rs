//! What the columns of a file mean. A mapping is read once and checked; after that it is right.

mod error;
pub(super) mod schema;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use encoding_rs::Encoding;
use jiff::tz::TimeZone;
use loggia_core::production::ReportKind;
use serde::Deserialize;

pub use error::MappingError;

/// How a production log is read: the form of the file, and what its columns mean.
#[derive(Clone, Debug)]
pub struct Mapping {
    pub(super) layout: Layout<Field>,
    pub(super) dates: Dates,
    pub(super) numbers: Numbers,
    pub(super) report_kinds: BTreeMap<String, ReportKind>,
    pub(super) rework: Marks,
    /// Exact names of resources whose work is a process.
    pub(super) processes: BTreeSet<String>,
    pub(super) span: Option<SpanFormat>,
    /// `Machine`, where names say `Machine 7`.
    pub(super) numbered_word: Option<String>,
    pub(super) complete: Complete,
    pub(super) duplicates: Duplicates,
}

/// Mappings that come with Loggia.
const READY: [(&str, &str); 2] = [
    ("plant", include_str!("../mappings/plant.toml")),
    ("plant-csv", include_str!("../mappings/plant-csv.toml")),
];

impl Mapping {
    /// Reads a mapping as `docs/IMPORT.md` describes it.
    pub fn from_toml(text: &str) -> Result<Self, MappingError> {
        schema::read(text)
    }

    /// One that comes with Loggia: `plant` or `plant-csv`.
    pub fn named(name: &str) -> Result<Self, MappingError> {
        Self::from_toml(Self::ready(name)?)
    }

    /// The text of one that comes with Loggia, to be copied and changed.
    pub fn ready(name: &str) -> Result<&'static str, MappingError> {
        let known = READY.iter().find(|(known, _)| *known == name);
        known.map(|(_, text)| *text).ok_or_else(|| MappingError::UnknownMapping(name.to_owned()))
    }

    /// The same with the dates read in another zone, for one import.
    pub fn in_zone(mut self, zone: &str) -> Result<Self, MappingError> {
        self.dates.zone = schema::zone(zone)?;
        Ok(self)
    }
}

/// How a file is laid out, and where its fields stand.
#[derive(Clone, Debug)]
pub(super) struct Layout<F> {
    pub(super) file: FileForm,
    /// The header's row in the file, counted from 1.
    pub(super) header_row: usize,
    /// The exact header of each field that the file has.
    pub(super) columns: BTreeMap<F, String>,
    pub(super) ignored_columns: BTreeSet<String>,
    /// Texts that say that nothing is there, such as `NA`.
    pub(super) nulls: BTreeSet<String>,
}

/// The form of a file.
#[derive(Clone, Debug)]
pub(super) enum FileForm {
    /// XLSX; the sheet, or the only one.
    Workbook { sheet: Option<String> },
    /// CSV.
    Delimited(Delimited),
}

/// The dialect of a delimited file.
#[derive(Clone, Debug)]
pub(super) struct Delimited {
    pub(super) delimiter: u8,
    pub(super) quote: Option<u8>,
    pub(super) encoding: &'static Encoding,
    pub(super) line_breaks: LineBreaks,
}

impl Default for Delimited {
    fn default() -> Self {
        Self {
            delimiter: b',',
            quote: Some(b'"'),
            encoding: encoding_rs::UTF_8,
            line_breaks: LineBreaks::Reject,
        }
    }
}

/// Whether a quoted cell may go over lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum LineBreaks {
    /// A quote that is never closed would swallow rows.
    #[default]
    Reject,
    /// The file has such cells, in columns that are not used.
    Keep,
}

/// How dates are read.
#[derive(Clone, Debug)]
pub(super) struct Dates {
    pub(super) zone: TimeZone,
    pub(super) patterns: Vec<String>,
    pub(super) gap_or_fold: GapOrFold,
}

/// What a time means that clocks skipped or showed twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum GapOrFold {
    /// An hour too many or too few is worse than a question.
    #[default]
    Reject,
    /// In a gap the later, in a fold the earlier instant, as RFC 5545 has it.
    Compatible,
    /// The earlier instant.
    Earlier,
    /// The later instant.
    Later,
}

/// How numbers are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers {
    pub(super) decimal: char,
    /// Another decimal sign, for files that have both.
    pub(super) also: Option<char>,
    pub(super) thousands: Option<char>,
    pub(super) blank: BlankQuantity,
}

/// What a blank in `good`, `scrap` or `held` means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum BlankQuantity {
    /// Something is missing.
    #[default]
    Reject,
    /// Nothing was made.
    Zero,
}

/// What a column can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Field {
    Order,
    OrderQuantity,
    Article,
    Resource,
    Activity,
    Start,
    End,
    ReportKind,
    Good,
    Scrap,
    Held,
    Rework,
    Worker,
    Span,
}

/// What marks a yes, and what a no. A blank never is a yes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Marks {
    #[serde(default)]
    pub(super) yes: BTreeSet<String>,
    #[serde(default)]
    pub(super) no: BTreeSet<String>,
}

/// How a span is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum SpanFormat {
    /// `006:19`, or a duration cell.
    HoursMinutes,
    /// `379`.
    Minutes,
    /// `6.5`.
    Hours,
}

/// When a report completes its step or process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Complete {
    /// The file does not say.
    #[default]
    Never,
    /// With it the good pieces reach what the order makes.
    QuantityReached,
}

/// What becomes of a row with the content of an earlier one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Duplicates {
    /// Plants do report the same thing twice.
    #[default]
    Keep,
    /// The exporting program repeats rows.
    Drop,
}
