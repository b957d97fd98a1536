//! The cells of one row, by field; what is wrong with them is noted.

use loggia_core::scalar::{NAME_CHARS_MAX, Name};

use super::cell::Cell;
use super::finding::{Finding, FindingCode, Findings};
use super::header::{Column, Header};
use super::table::RawRow;

/// Something is wrong and has been noted.
pub(super) struct Noted;

/// A row that is being read.
pub(super) struct Reading<'a, F> {
    pub(super) row: &'a RawRow,
    pub(super) header: &'a Header<F>,
    pub(super) findings: &'a mut Findings,
    /// Whether a field tells about a person; its values stay out of every finding.
    pub(super) is_personal: fn(F) -> bool,
}

impl<'a, F: Copy + Ord> Reading<'a, F> {
    /// The cell of a field, or none where the file has no such column.
    pub(super) fn cell(&self, field: F) -> Option<(&'a Column, &'a Cell)> {
        let column = self.header.column(field)?;
        Some((column, self.row.cells.get(column.at).unwrap_or(&Cell::Blank)))
    }

    /// The cell of a field that the file has and that must hold something readable.
    pub(super) fn filled(&mut self, field: F) -> Result<&'a Cell, Noted> {
        let cell = self.cell(field).map_or(&Cell::Blank, |(_, cell)| cell);
        if let Cell::Fault(_) = cell {
            let message = "its formula failed; correct the workbook".to_owned();
            return Err(self.note(field, FindingCode::ErrorCell, message));
        }
        if cell.is_blank() {
            let message = "the cell is blank; the row needs it".to_owned();
            return Err(self.note(field, FindingCode::BlankCell, message));
        }
        Ok(cell)
    }

    pub(super) fn name(&mut self, field: F) -> Result<Name, Noted> {
        let cell = self.filled(field)?;
        self.named(field, cell)
    }

    /// The name that a cell holds, whichever it is.
    pub(super) fn named(&mut self, field: F, cell: &Cell) -> Result<Name, Noted> {
        let text = match cell {
            Cell::Date(_) | Cell::IsoDate(_) | Cell::Duration(_) => {
                let message = "a date stands where a name belongs; format the cell as text";
                return Err(self.note(field, FindingCode::BadName, message.to_owned()));
            }
            cell @ (Cell::Text(_)
            | Cell::Number(_)
            | Cell::Bool(_)
            | Cell::Blank
            | Cell::Fault(_)) => cell.shown(),
        };
        Name::new(&text).map_err(|_| {
            let count = text.chars().count();
            if count > NAME_CHARS_MAX {
                let message = format!(
                    "the name has `{count}` characters; at most `{NAME_CHARS_MAX}` are allowed"
                );
                self.note(field, FindingCode::NameTooLong, message)
            } else {
                let message =
                    "the name has control characters, such as a line break; is the encoding right?";
                self.note(field, FindingCode::BadName, message.to_owned())
            }
        })
    }

    pub(super) fn note(&mut self, field: F, code: FindingCode, message: String) -> Noted {
        let mut finding = Finding::new(code, message).at(self.row.number);
        if let Some((column, cell)) = self.cell(field) {
            finding = finding.in_column(&column.header);
            if !(self.is_personal)(field) && !cell.is_blank() {
                finding = finding.showing(&cell.shown());
            }
        }
        self.findings.note(finding);
        Noted
    }
}

/// Marks that a mapping explains, for messages.
pub(super) fn marks<'a>(known: impl Iterator<Item = &'a String>) -> String {
    known.map(|mark| format!("`{mark}`")).collect::<Vec<_>>().join(", ")
}
