use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::limits::{FINDINGS_MAX, VALUE_CHARS_MAX};

/// What a finding does to the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The file is refused whole; of a list of people, what concerns one row refuses that row.
    Refuses,
    /// The row is taken as it stands; a person should look at it.
    Warns,
}

/// An enum of codes, each with what it does to the file.
macro_rules! codes {
    (
        $(#[$about:meta])* $name:ident;
        // `tt`, not `literal`: the derive of the schema cannot look into a literal that a macro has
        // parsed.
        $($(#[$doc:meta])* $variant:ident = $code:tt $weight:ident,)+
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[derive(utoipa::ToSchema)]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// Every code, in the order of `docs/IMPORT.md`.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code as programs see it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// Whether it refuses the file or warns.
            pub fn weight(self) -> Weight {
                match self { $(Self::$variant => Weight::$weight,)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

pub(super) use codes;

codes! {
    /// What was found. The codes are stable: programs and the page on imports rely on them.
    FindingCode;
    /// The file is larger than imports may be.
    FileTooLarge = "file_too_large" Refuses,
    /// The bytes are not what the mapping says, or damaged.
    UnreadableFile = "unreadable_file" Refuses,
    /// The workbook becomes too large when it is inflated.
    InflatesTooFar = "inflates_too_far" Refuses,
    /// The workbook has no such sheet.
    UnknownSheet = "unknown_sheet" Refuses,
    /// Bytes that mean nothing in the encoding.
    UndecodableBytes = "undecodable_bytes" Refuses,
    /// More rows than an import may have.
    TooManyRows = "too_many_rows" Refuses,
    /// More columns than an import may have.
    TooManyColumns = "too_many_columns" Refuses,
    /// A text longer than cells may be.
    CellTooLong = "cell_too_long" Refuses,
    /// A line break inside quotes; mostly a quote that was never closed.
    LineBreakInCell = "line_break_in_cell" Refuses,
    /// A header that the mapping names is not there.
    MissingColumn = "missing_column" Refuses,
    /// A header that the mapping names is there more than once.
    RepeatedColumn = "repeated_column" Refuses,
    /// Nothing below the header.
    NoRows = "no_rows" Refuses,
    /// A row has more or fewer cells than the header.
    RowWidth = "row_width" Refuses,
    /// A cell that must hold something is blank.
    BlankCell = "blank_cell" Refuses,
    /// A formula failed, such as `#REF!`.
    ErrorCell = "error_cell" Refuses,
    /// Not a name: control characters, or a date where a name belongs.
    BadName = "bad_name" Refuses,
    /// A name of too many characters.
    NameTooLong = "name_too_long" Refuses,
    /// Not a date of the mapping's patterns.
    BadDate = "bad_date" Refuses,
    /// A time that clocks in the zone skipped.
    DateInGap = "date_in_gap" Refuses,
    /// A time that clocks in the zone showed twice.
    DateInFold = "date_in_fold" Refuses,
    /// The work ends before it starts.
    EndBeforeStart = "end_before_start" Refuses,
    /// Not a number with the mapping's signs.
    BadNumber = "bad_number" Refuses,
    /// Less than nothing.
    NegativeQuantity = "negative_quantity" Refuses,
    /// More than three decimals.
    TooManyDecimals = "too_many_decimals" Refuses,
    /// More than a billion.
    QuantityTooLarge = "quantity_too_large" Refuses,
    /// A report kind that the mapping does not explain.
    UnknownReportKind = "unknown_report_kind" Refuses,
    /// A rework mark that the mapping does not explain.
    UnknownRework = "unknown_rework" Refuses,
    /// A column that a list of people has not.
    UnknownColumn = "unknown_column" Refuses,
    /// Not an e-mail address.
    BadEmail = "bad_email" Refuses,
    /// Not a type of partner.
    UnknownPartnerType = "unknown_partner_type" Refuses,
    /// Not a language of the portal.
    UnknownLanguage = "unknown_language" Refuses,
    /// Not a zone of the IANA database.
    UnknownTimeZone = "unknown_time_zone" Refuses,
    /// No staff user has this name.
    UnknownOwner = "unknown_owner" Refuses,
    /// The firm and address of an earlier row, under another name.
    RepeatedPerson = "repeated_person" Refuses,
    /// A column that the mapping neither uses nor ignores.
    UnusedColumn = "unused_column" Warns,
    /// A process resource of the mapping that no row names.
    AbsentProcessResource = "absent_process_resource" Warns,
    /// The span that the file states is not the time from start to end.
    SpanContradicts = "span_contradicts" Warns,
    /// The work ends when it starts.
    NoLength = "no_length" Warns,
    /// The same content as an earlier row.
    ExactDuplicate = "exact_duplicate" Warns,
    /// Another quantity than the order's first row.
    OrderQuantityDiffers = "order_quantity_differs" Warns,
    /// Another article than the order's first row.
    ArticleDiffers = "article_differs" Warns,
    /// A step or process has more good pieces than the order makes.
    MoreDoneThanOrdered = "more_done_than_ordered" Warns,
    /// Two rows on one machine at the same time.
    OverlapOnResource = "overlap_on_resource" Warns,
    /// The activity's text names another machine than the resource.
    ActivityNamesOtherResource = "activity_names_other_resource" Warns,
    /// An order without any work step: no partner will ever see it.
    OnlyProcesses = "only_processes" Warns,
    /// No row of the second file has the key of this one.
    NoJoinedRow = "no_joined_row" Refuses,
    /// Two rows of the second file have one key, and say different things.
    JoinedRowDiffers = "joined_row_differs" Refuses,
    /// Not a text: too long, or with control characters.
    BadText = "bad_text" Refuses,
    /// Not a currency of ISO 4217.
    UnknownCurrency = "unknown_currency" Refuses,
    /// A mark that the mapping does not explain.
    UnknownBillable = "unknown_billable" Refuses,
    /// The row can be read, and cannot be taken: its own code stands first in the message.
    RowRefused = "row_refused" Refuses,
}

/// Something about the file that a person should know: where, what, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Finding {
    /// What was found.
    pub code: FindingCode,
    /// Which file, where it is not the first: `joined`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<&'static str>,
    /// Row in the file, counted from 1 as a spreadsheet or an editor does.
    pub row: Option<usize>,
    /// Header of the column.
    pub column: Option<String>,
    /// What stands there, shortened; never that of the worker, who is a person.
    pub value: Option<String>,
    /// What is wrong and what would be right.
    pub message: String,
}

impl Finding {
    /// About the file as a whole, until [`Self::at`] and the others say more.
    pub(super) fn new(code: FindingCode, message: impl Into<String>) -> Self {
        Self { code, file: None, row: None, column: None, value: None, message: message.into() }
    }

    pub(super) fn at(self, row: usize) -> Self {
        Self { row: Some(row), ..self }
    }

    pub(super) fn in_column(self, header: &str) -> Self {
        Self { column: Some(shortened(header)), ..self }
    }

    /// Not for what tells about a person.
    pub(super) fn showing(self, value: &str) -> Self {
        Self { value: Some(shortened(value)), ..self }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, file, row, column, value, message } = self;
        write!(f, "{code}")?;
        if let Some(file) = file {
            write!(f, ", file `{file}`")?;
        }
        if let Some(row) = row {
            write!(f, ", row {row}")?;
        }
        if let Some(column) = column {
            write!(f, ", column `{column}`")?;
        }
        if let Some(value) = value {
            write!(f, ", `{value}`")?;
        }
        write!(f, ": {message}")
    }
}

/// One line of bounded length; control characters are shown, not sent to a terminal.
pub(super) fn shortened(text: &str) -> String {
    let mut shown = String::new();
    for (count, sign) in text.chars().enumerate() {
        if count == VALUE_CHARS_MAX {
            shown.push('…');
            break;
        }
        if sign.is_control() { shown.extend(sign.escape_default()) } else { shown.push(sign) }
    }
    shown
}

/// The file cannot be read right, so nothing of it was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ImportRefusal {
    /// What refuses it, by row; of each code at most [`FINDINGS_MAX`].
    pub findings: Vec<Finding>,
    /// How many there are of each code, listed or not.
    pub totals: BTreeMap<FindingCode, usize>,
}

impl fmt::Display for ImportRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total: usize = self.totals.values().sum();
        write!(f, "the file has {total} problems, so nothing of it was taken")?;
        self.findings.first().map_or(Ok(()), |first| write!(f, "; the first is {first}"))
    }
}

impl std::error::Error for ImportRefusal {}

/// Findings as they come up, bounded.
#[derive(Clone, Debug, Default)]
pub(super) struct Findings {
    /// Which file they are about, where it is not the first.
    file: Option<&'static str>,
    listed: Vec<Finding>,
    totals: BTreeMap<FindingCode, usize>,
}

/// What the notebook came to.
pub(super) type Listed = (Vec<Finding>, BTreeMap<FindingCode, usize>);

impl Findings {
    /// About another file than the first.
    pub(super) fn of(file: &'static str) -> Self {
        Self { file: Some(file), ..Self::default() }
    }

    pub(super) fn note(&mut self, finding: Finding) {
        let finding = Finding { file: self.file, ..finding };
        let total = self.totals.entry(finding.code).or_default();
        *total = total.saturating_add(1);
        if *total <= FINDINGS_MAX {
            self.listed.push(finding);
        }
    }

    /// The warnings, unless something refuses.
    pub(super) fn weigh(&self) -> Result<(), ImportRefusal> {
        let refuses = |code: FindingCode| code.weight() == Weight::Refuses;
        if !self.totals.keys().any(|code| refuses(*code)) {
            return Ok(());
        }
        let mut findings = self.listed.clone();
        findings.retain(|finding| refuses(finding.code));
        findings.sort_by_key(|finding| finding.row);
        let mut totals = self.totals.clone();
        totals.retain(|code, _| refuses(*code));
        Err(ImportRefusal { findings, totals })
    }

    /// All, in the order of rows.
    pub(super) fn listed(mut self) -> Listed {
        self.listed.sort_by_key(|finding| finding.row);
        (self.listed, self.totals)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_beyond_the_bound_are_counted_but_not_listed() {
        let mut findings = Findings::default();
        for row in 1..=FINDINGS_MAX + 5 {
            findings.note(Finding::new(FindingCode::BadDate, "no").at(row));
        }
        let refusal = findings.weigh().unwrap_err();
        assert_eq!(refusal.findings.len(), FINDINGS_MAX);
        assert_eq!(refusal.totals, BTreeMap::from([(FindingCode::BadDate, FINDINGS_MAX + 5)]));
    }

    #[test]
    fn a_warning_alone_refuses_nothing() {
        let mut findings = Findings::default();
        findings.note(Finding::new(FindingCode::NoLength, "no"));
        assert_eq!(findings.weigh(), Ok(()));
    }

    #[test]
    fn a_value_is_shown_on_one_line_and_shortened() {
        assert_eq!(shortened("a\nb\u{1b}"), "a\\nb\\u{1b}");
        assert_eq!(shortened(&"x".repeat(100)).chars().count(), VALUE_CHARS_MAX + 1);
    }

    #[test]
    fn json_has_the_stable_code() {
        let finding = Finding::new(FindingCode::BadDate, "no").at(7).in_column("Start");
        let shown = serde_json::to_value(finding).unwrap();
        assert_eq!(shown["code"], "bad_date");
        assert_eq!(shown["row"], 7);
        for code in FindingCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
    }
}
