//! Workbooks (XLSX): from bytes to rows of cells.

use std::io::Cursor;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType, Reader, Xlsx, XlsxError};

use super::archive::{ARCHIVE_START, Unsafe, inflated_bytes};
use super::cell::Cell;
use super::finding::{Finding, FindingCode, shortened};
use super::limits::{COLUMNS_MAX, INFLATED_BYTES_MAX};
use super::table::{RawRow, Rows};

/// Days from the first day of the other calendar that workbooks may count in, that of 1904.
const DAYS_UNTIL_1904: f64 = 1_462.0;

/// Sends the rows of a sheet to `rows`, from top to bottom. Where `sheet` is none the workbook must
/// have just one.
///
/// The cells are streamed: a sheet that claims a billion rows costs nothing.
pub(super) fn read_workbook(
    bytes: &[u8],
    sheet: Option<&str>,
    rows: &mut dyn Rows,
) -> Result<(), Finding> {
    measure(bytes)?;
    let mut book = guarded(|| Xlsx::new(Cursor::new(bytes)))?;
    let sheet = chosen(&book.sheet_names(), sheet)?;
    let mut cells = guarded(|| book.worksheet_cells_reader(&sheet))?;
    let last = usize::try_from(cells.dimensions().end.0).unwrap_or(usize::MAX);
    rows.expect(last.saturating_add(1));
    let mut row = RawRow::default();
    let mut before = None;
    while let Some(cell) = guarded(|| cells.next_cell())? {
        let (line, column) = cell.get_position();
        // Damaged or forged cell names wrap around in the library; one cell would take another's
        // place.
        if before.is_some_and(|before| before >= (line, column)) {
            return Err(unreadable("its cells are not in order"));
        }
        before = Some((line, column));
        let value = converted(cell.get_value());
        if value.is_blank() {
            continue;
        }
        let number = usize::try_from(line).unwrap_or(usize::MAX).saturating_add(1);
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= COLUMNS_MAX {
            let message = format!("at most {COLUMNS_MAX} columns can be read, this one is further");
            return Err(Finding::new(FindingCode::TooManyColumns, message).at(number));
        }
        if row.number != number {
            let full = std::mem::take(&mut row);
            if full.number > 0 && rows.row(full) == ControlFlow::Break(()) {
                return Ok(());
            }
            row.number = number;
        }
        row.cells.resize(column, Cell::Blank);
        row.cells.push(value);
    }
    if row.number > 0 {
        // Nothing comes after the last row, so it does not matter whether more is wanted.
        let _ = rows.row(row);
    }
    Ok(())
}

fn measure(bytes: &[u8]) -> Result<(), Finding> {
    if !bytes.starts_with(ARCHIVE_START) {
        return Err(unreadable(
            "it is no XLSX workbook; one with a password or of the old kind (.xls) must be \
             saved as .xlsx first",
        ));
    }
    match inflated_bytes(bytes) {
        Ok(_) => Ok(()),
        Err(Unsafe::Damaged(why)) => Err(unreadable(why)),
        Err(Unsafe::TooLarge) => {
            let message = format!(
                "inflated it has more than `{INFLATED_BYTES_MAX}` bytes; split it or remove its \
                 images"
            );
            Err(Finding::new(FindingCode::InflatesTooFar, message))
        }
    }
}

fn chosen(sheets: &[String], wanted: Option<&str>) -> Result<String, Finding> {
    let names = sheets.iter().map(|name| format!("`{}`", shortened(name)));
    let names = names.take(20).collect::<Vec<_>>().join(", ");
    let unknown = |message: String| Finding::new(FindingCode::UnknownSheet, message);
    match (wanted, sheets) {
        (None, [only]) => Ok(only.clone()),
        (None, []) => Err(unknown("the workbook has no sheets".to_owned())),
        (None, [_, ..]) => {
            Err(unknown(format!("the mapping must say which sheet: there are {names}")))
        }
        (Some(wanted), _) if sheets.iter().any(|name| name == wanted) => Ok(wanted.to_owned()),
        (Some(wanted), _) => {
            Err(unknown(format!("there is no such sheet; there are {names}")).showing(wanted))
        }
    }
}

fn unreadable(why: &str) -> Finding {
    Finding::new(FindingCode::UnreadableFile, format!("the workbook cannot be read: {why}"))
}

/// The library indexes with numbers that it finds in the file, so damage can make it panic. Nothing
/// of it is used after that: the file is refused.
///
/// That also catches what it gets wrong without damage: it passes over an empty entry (`<si/>`) in
/// the table of texts, so that later ones move up by one. Programs write no text into the table that
/// no cell refers to, so a reference to the last one then leads nowhere.
fn guarded<T>(call: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, Finding> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(unreadable(&format!("`{}`", shortened(&error.to_string())))),
        Err(_) => Err(unreadable("it refers to something that is not in it")),
    }
}

fn converted(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Int(number) => Cell::Text(number.to_string()),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) => Cell::text(text),
        DataRef::SharedString(text) => Cell::text(text),
        DataRef::Bool(yes) => Cell::Bool(*yes),
        DataRef::DateTime(date) => dated(*date),
        DataRef::DateTimeIso(text) => Cell::IsoDate(text.clone()),
        DataRef::DurationIso(text) => Cell::Text(text.clone()),
        DataRef::Error(error) => Cell::Fault(error.to_string()),
        DataRef::Empty => Cell::Blank,
    }
}

/// The library tells neither kind nor calendar of a date, but it can be compared with one.
fn dated(date: ExcelDateTime) -> Cell {
    let days = date.as_f64();
    let is = |kind, since_1904| date == ExcelDateTime::new(days, kind, since_1904);
    if is(ExcelDateTimeType::DateTime, true) {
        Cell::Date(days + DAYS_UNTIL_1904)
    } else if is(ExcelDateTimeType::DateTime, false) {
        Cell::Date(days)
    } else {
        Cell::Duration(days)
    }
}
