use std::collections::BTreeMap;

use super::super::cell::Cell;
use super::super::finding::{Finding, FindingCode, Findings, shortened};
use super::super::table::RawRow;

/// A column of a list of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Account,
    PartnerType,
    Owner,
    Name,
    Email,
    Phone,
    UserName,
    Language,
    TimeZone,
}

impl Column {
    const ALL: [Self; 9] = [
        Self::Account,
        Self::PartnerType,
        Self::Owner,
        Self::Name,
        Self::Email,
        Self::Phone,
        Self::UserName,
        Self::Language,
        Self::TimeZone,
    ];

    /// Without these nobody can be invited.
    const NEEDED: [Self; 3] = [Self::Account, Self::Name, Self::Email];

    pub(super) fn header(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::PartnerType => "partner_type",
            Self::Owner => "owner",
            Self::Name => "name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::UserName => "user_name",
            Self::Language => "language",
            Self::TimeZone => "time_zone",
        }
    }

    /// Case, and whether words are parted by blanks, hyphens or underscores, does not matter.
    fn of_header(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase().replace([' ', '-'], "_");
        let text = if text == "e_mail" { "email" } else { &text };
        Self::ALL.into_iter().find(|column| column.header() == text)
    }
}

/// Where the columns stand.
#[derive(Debug)]
pub(super) struct Columns {
    places: BTreeMap<Column, usize>,
    /// Cells that a row has at most.
    pub(super) width: usize,
}

impl Columns {
    /// None where a header is missing, unknown or there twice: no row could be understood then.
    pub(super) fn find(header: &RawRow, findings: &mut Findings) -> Option<Self> {
        let mut places = BTreeMap::new();
        let mut sound = true;
        let mut note = |code, column: &str, message: String| {
            findings.note(Finding::new(code, message).at(header.number).in_column(column));
            sound = false;
        };
        let known = || Column::ALL.map(|column| format!("`{}`", column.header())).join(", ");
        for (at, cell) in header.cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank()) {
            let text = cell.shown();
            let Some(column) = Column::of_header(&text) else {
                let message = format!("there is no such column; the columns are {}", known());
                note(FindingCode::UnknownColumn, &shortened(&text), message);
                continue;
            };
            if places.insert(column, at).is_some() {
                let message = "the column is there twice; only one can be meant".to_owned();
                note(FindingCode::RepeatedColumn, column.header(), message);
            }
        }
        for column in Column::NEEDED.iter().filter(|column| !places.contains_key(column)) {
            let message = format!("the first row must name it; the columns are {}", known());
            note(FindingCode::MissingColumn, column.header(), message);
        }
        sound.then_some(Self { places, width: header.cells.len() })
    }

    /// What stands in a column, without blanks around; none where nothing does.
    pub(super) fn text(&self, row: &RawRow, column: Column) -> Option<String> {
        let cell = row.cells.get(*self.places.get(&column)?)?;
        Some(cell.shown().trim().to_owned()).filter(|text| !text.is_empty())
    }

    pub(super) fn fault(&self, row: &RawRow) -> Option<Column> {
        let is_fault = |at: &usize| matches!(row.cells.get(*at), Some(Cell::Fault(_)));
        self.places.iter().find(|(_, at)| is_fault(at)).map(|(column, _)| *column)
    }
}

/// The sign between cells: the one that makes the most headers of the first line known ones.
pub(super) fn delimiter(text: &str) -> u8 {
    let text = text.trim_start_matches(['\r', '\n']);
    let line = text.lines().next().unwrap_or_default();
    let known = |sign: &u8| {
        let cells = line.split(char::from(*sign));
        cells.filter(|cell| Column::of_header(cell.trim().trim_matches('"')).is_some()).count()
    };
    // Of equals the last one is taken: a comma where there is only one column.
    [b'\t', b';', b','].into_iter().max_by_key(known).unwrap_or(b',')
}
