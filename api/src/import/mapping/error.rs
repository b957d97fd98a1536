use crate::import::limits::MAPPING_BYTES_MAX;

/// The mapping cannot be used, whatever the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// No such mapping comes with Loggia.
    #[error("no mapping `{0}` comes with Loggia; there are `plant` and `plant-csv`")]
    UnknownMapping(String),
    /// More than [`MAPPING_BYTES_MAX`].
    #[error("the mapping has `{0}` bytes; at most `{MAPPING_BYTES_MAX}` are read")]
    TooLong(usize),
    /// Not TOML, or a key that is missing, unknown, or of another kind.
    #[error("the mapping cannot be read: {0}")]
    NotAMapping(String),
    /// Not in the IANA database.
    #[error("`dates.zone` is `{0}`, which is no IANA zone such as `Europe/Berlin` or `Etc/UTC`")]
    UnknownZone(String),
    /// `dates.patterns` is empty.
    #[error("`dates.patterns` is empty; name at least one, such as `%Y-%m-%d %H:%M`")]
    NoPattern,
    /// It cannot be parsed, or does not say date and time of day.
    #[error(
        "`dates.patterns` has `{0}`, which does not read year, month, day, hour and minute; \
         `%Y-%m-%d %H:%M` does (12 hours need `%I` and `%p`)"
    )]
    BadPattern(String),
    /// Not a label of the encoding standard.
    #[error("`file.encoding` is `{0}`, which is no encoding such as `utf-8` or `windows-1252`")]
    UnknownEncoding(String),
    /// Not one ASCII character, or both the same.
    #[error(
        "`file.{key}` is `{value}`; it must be one ASCII character, no line break and no other sign"
    )]
    BadDelimiter {
        /// `delimiter` or `quote`.
        key: &'static str,
        /// What stands there.
        value: String,
    },
    /// A digit, a minus, or both the same.
    #[error(
        "`numbers.{key}` is `{value}`; it must be one sign, no digit, and another than the other"
    )]
    BadNumberSign {
        /// `decimal` or `thousands`.
        key: &'static str,
        /// What stands there.
        value: String,
    },
    /// Rows count from 1.
    #[error("`file.header_row` is `0`; rows are counted from `1`")]
    NoHeaderRow,
    /// Two fields, or a field and an ignored column, of the same header.
    #[error("the column `{0}` is named twice in the mapping; a column has one meaning")]
    ColumnNamedTwice(String),
    /// A header without text.
    #[error("a column's header in the mapping is blank; write it exactly as it stands in the file")]
    BlankColumn,
    /// `columns.report_kind` without `report_kinds`, or the reverse.
    #[error(
        "`columns.report_kind` and `report_kinds` need each other; without both every row is \
         `production`"
    )]
    ReportKindsAlone,
    /// `columns.rework` without `rework.yes`, or the reverse.
    #[error("`columns.rework` and `rework.yes` need each other; without both no row is rework")]
    ReworkAlone,
    /// The same mark for yes and no.
    #[error("`rework` has `{0}` both as `yes` and as `no`")]
    ReworkMarkTwice(String),
    /// Nothing to compare.
    #[error(
        "`checks.numbered_word` is blank; write the word before the numbers, such as `Machine`"
    )]
    BlankNumberedWord,
    /// No such mapping of timesheets or expenses comes with Loggia.
    #[error("no mapping `{0}` comes with Loggia for this; there is {1}")]
    UnknownReady(String, String),
    /// A mapping of timesheets for expenses, or the other way round.
    #[error("the mapping is for timesheets and the import for expenses, or the other way round")]
    OtherPurpose,
    /// A column that every row needs.
    #[error("`columns.{0}` is missing; name a column, or say in `otherwise.{0}` what it always is")]
    NeededColumn(String),
    /// A column that is of something else.
    #[error(
        "there is no `columns.{0}` here: timesheets and expenses have some columns of their own"
    )]
    NoSuchColumn(String),
    /// Several columns, or none.
    #[error("`columns.{0}` must name one column; only `day` may be in one of several")]
    OneColumn(String),
    /// It cannot be parsed, or does not say a day.
    #[error("`dates.patterns` has `{0}`, which does not read year, month and day; `%Y-%m-%d` does")]
    BadDayPattern(String),
}
