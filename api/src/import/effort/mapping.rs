//! The mapping of timesheets and expenses as people write it. `docs/IMPORT.md` explains each key.

use std::collections::{BTreeMap, BTreeSet};

use loggia_core::effort::{HoursOf, ImportedExpenses, ImportedSheets, ZeroAmounts};
use loggia_core::id::PersonId;
use loggia_core::scalar::Name;
use serde::Deserialize;

use super::EffortField;
use crate::import::cell::Cell;
use crate::import::date::says_day;
use crate::import::finding::shortened;
use crate::import::joined::JoinForm;
use crate::import::limits::MAPPING_BYTES_MAX;
use crate::import::mapping::schema::{
    OneOrMore, WrittenFile, WrittenNumbers, checked_numbers, distinct, form,
};
use crate::import::mapping::{Duplicates, Layout, MappingError, Marks, Numbers};

/// How a file of timesheets or expenses is read, and what is special about either.
#[derive(Clone, Debug)]
pub struct EffortMapping<O> {
    pub(super) layout: Layout<EffortField>,
    pub(super) joined: Option<JoinForm>,
    pub(super) patterns: Vec<String>,
    pub(super) numbers: Numbers,
    /// How many columns may say the day.
    pub(super) days: usize,
    /// What stands where a column is blank, or is not there.
    pub(super) otherwise: BTreeMap<EffortField, Cell>,
    /// Who people of the file are, by the name that it has for them.
    pub(super) persons: BTreeMap<Name, PersonId>,
    pub(super) duplicates: Duplicates,
    /// What is special about timesheets, or about expenses.
    pub options: O,
}

/// What is special about timesheets.
#[derive(Clone, Copy, Debug)]
pub struct TimeOptions {
    /// What the hours are.
    pub hours_of: HoursOf,
    /// How the timesheets stand afterwards.
    pub sheets: ImportedSheets,
}

/// What is special about expenses.
#[derive(Clone, Debug)]
pub struct ExpenseOptions {
    /// How they stand afterwards.
    pub expenses: ImportedExpenses,
    /// What becomes of amounts of nothing.
    pub zero: ZeroAmounts,
    pub(super) billable: Marks,
}

/// What a mapping is for: timesheets or expenses.
pub trait Purpose: Sized {
    /// Mappings that come with Loggia.
    const READY: &'static [(&'static str, &'static str)];

    #[doc(hidden)]
    const NEEDED: &'static [Key];

    #[doc(hidden)]
    const POSSIBLE: &'static [Key];

    #[doc(hidden)]
    fn of(timesheets: Option<TimeTable>, expenses: Option<ExpenseTable>) -> Option<Self>;
}

impl Purpose for TimeOptions {
    const READY: &'static [(&'static str, &'static str)] =
        &[("sip", include_str!("../mappings/sip.toml"))];

    const NEEDED: &'static [Key] = &[Key::Person, Key::Project, Key::Phase, Key::Day, Key::Hours];

    const POSSIBLE: &'static [Key] = &[Key::Task, Key::Description, Key::Note];

    fn of(timesheets: Option<TimeTable>, expenses: Option<ExpenseTable>) -> Option<Self> {
        let TimeTable { hours_of, status } = timesheets.unwrap_or_default();
        expenses.is_none().then_some(Self { hours_of, sheets: status })
    }
}

impl Purpose for ExpenseOptions {
    const READY: &'static [(&'static str, &'static str)] =
        &[("p6-expenses", include_str!("../mappings/p6-expenses.toml"))];

    const NEEDED: &'static [Key] =
        &[Key::Person, Key::Project, Key::Category, Key::Day, Key::Amount, Key::Currency];

    const POSSIBLE: &'static [Key] = &[Key::Phase, Key::Billable, Key::Note];

    fn of(timesheets: Option<TimeTable>, expenses: Option<ExpenseTable>) -> Option<Self> {
        let ExpenseTable { status, zero, billable } = expenses.unwrap_or_default();
        timesheets.is_none().then_some(Self { expenses: status, zero, billable })
    }
}

/// A key of `columns` and `otherwise`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Key {
    /// Who worked or spent.
    Person,
    /// For which project.
    Project,
    /// For which phase.
    Phase,
    /// On which task.
    Task,
    /// What the task is about.
    Description,
    /// On which day.
    Day,
    /// How long.
    Hours,
    /// What was done.
    Note,
    /// Of what sort.
    Category,
    /// How much money.
    Amount,
    /// Of which currency.
    Currency,
    /// Whether the customer bears it.
    Billable,
}

impl Key {
    fn field(self) -> EffortField {
        match self {
            Self::Person => EffortField::Person,
            Self::Project => EffortField::Project,
            Self::Phase => EffortField::Phase,
            Self::Task => EffortField::Task,
            Self::Description => EffortField::Description,
            Self::Day => EffortField::Day(0),
            Self::Hours => EffortField::Hours,
            Self::Note => EffortField::Note,
            Self::Category => EffortField::Category,
            Self::Amount => EffortField::Amount,
            Self::Currency => EffortField::Currency,
            Self::Billable => EffortField::Billable,
        }
    }

    fn name(self) -> String {
        format!("{self:?}").to_lowercase()
    }
}

/// `[timesheets]`.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TimeTable {
    hours_of: HoursOf,
    status: ImportedSheets,
}

/// `[expenses]`.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ExpenseTable {
    status: ImportedExpenses,
    zero: ZeroAmounts,
    billable: Marks,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    file: WrittenFile,
    joined: Option<WrittenJoin>,
    dates: WrittenDays,
    #[serde(default)]
    numbers: WrittenNumbers,
    columns: BTreeMap<Key, OneOrMore>,
    #[serde(default)]
    otherwise: BTreeMap<Key, String>,
    #[serde(default)]
    persons: BTreeMap<Name, PersonId>,
    timesheets: Option<TimeTable>,
    expenses: Option<ExpenseTable>,
    #[serde(default)]
    nulls: BTreeSet<String>,
    #[serde(default)]
    ignored_columns: BTreeSet<String>,
    #[serde(default)]
    duplicates: Duplicates,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenJoin {
    key: String,
    file: Option<WrittenFile>,
}

/// Days need no zone.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenDays {
    patterns: Vec<String>,
}

impl<O: Purpose> EffortMapping<O> {
    /// The text of a mapping, or the name of one that comes with Loggia: one line without an equals
    /// sign is a name.
    pub fn of(text: &str) -> Result<Self, MappingError> {
        let text = text.trim();
        if text.contains(['\n', '=']) {
            return Self::from_toml(text);
        }
        let ready = O::READY.iter().find(|(name, _)| *name == text);
        let unknown = || {
            let names: Vec<_> = O::READY.iter().map(|(name, _)| format!("`{name}`")).collect();
            MappingError::UnknownReady(shortened(text), names.join(", "))
        };
        Self::from_toml(ready.ok_or_else(unknown)?.1)
    }

    /// Reads a mapping as `docs/IMPORT.md` describes it.
    pub fn from_toml(text: &str) -> Result<Self, MappingError> {
        if text.len() > MAPPING_BYTES_MAX {
            return Err(MappingError::TooLong(text.len()));
        }
        let written: Written =
            toml::from_str(text).map_err(|error| MappingError::NotAMapping(error.to_string()))?;
        checked(written)
    }
}

fn checked<O: Purpose>(written: Written) -> Result<EffortMapping<O>, MappingError> {
    let Written {
        file,
        joined,
        dates: WrittenDays { patterns },
        numbers,
        columns,
        otherwise,
        persons,
        timesheets,
        expenses,
        nulls,
        ignored_columns,
        duplicates,
    } = written;
    let options = O::of(timesheets, expenses).ok_or(MappingError::OtherPurpose)?;
    for key in O::NEEDED {
        if !columns.contains_key(key) && !otherwise.contains_key(key) {
            return Err(MappingError::NeededColumn(key.name()));
        }
    }
    for key in columns.keys().chain(otherwise.keys()) {
        if !O::NEEDED.contains(key) && !O::POSSIBLE.contains(key) {
            return Err(MappingError::NoSuchColumn(key.name()));
        }
    }
    if patterns.is_empty() {
        return Err(MappingError::NoPattern);
    }
    if let Some(bad) = patterns.iter().find(|pattern| !says_day(pattern)) {
        return Err(MappingError::BadDayPattern(shortened(bad)));
    }
    let days = columns.get(&Key::Day).map_or(0, |days| days.clone().all().len());
    let columns = fields(columns)?;
    let key = joined.iter().map(|joined| &joined.key);
    let named = columns.values().chain(&ignored_columns);
    distinct(named)?;
    if key.clone().any(|key| key.trim().is_empty()) {
        return Err(MappingError::BlankColumn);
    }
    let joined = match joined {
        None => None,
        Some(WrittenJoin { key, file: own }) => {
            let (file, header_row) = form(own.unwrap_or_else(|| file.clone()))?;
            Some(JoinForm { file, header_row, key })
        }
    };
    let (file, header_row) = form(file)?;
    let otherwise = otherwise.into_iter().map(|(key, text)| (key.field(), Cell::Text(text)));
    Ok(EffortMapping {
        layout: Layout { file, header_row, columns, ignored_columns, nulls },
        joined,
        patterns,
        numbers: checked_numbers(numbers)?,
        days,
        otherwise: otherwise.filter(|(_, cell)| !cell.is_blank()).collect(),
        persons,
        duplicates,
        options,
    })
}

/// Only the day may stand in one of several columns.
fn fields(
    columns: BTreeMap<Key, OneOrMore>,
) -> Result<BTreeMap<EffortField, String>, MappingError> {
    let mut fields = BTreeMap::new();
    for (key, headers) in columns {
        let headers = headers.all();
        if headers.is_empty() || headers.len() > 1 && key != Key::Day {
            return Err(MappingError::OneColumn(key.name()));
        }
        for (nth, header) in headers.into_iter().enumerate() {
            let field = if key == Key::Day { EffortField::Day(nth) } else { key.field() };
            fields.insert(field, header);
        }
    }
    Ok(fields)
}
