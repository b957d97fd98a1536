//! A second file, of which each row goes on where one of the first ends.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::cell::Cell;
use super::finding::{Finding, FindingCode, Findings, ImportRefusal};
use super::header::Header;
use super::limits::{COLUMNS_MAX, ROWS_MAX};
use super::mapping::FileForm;
use super::table::{Notes, RawRow, Rows};

/// The form of the second file, and the column that both have.
#[derive(Clone, Debug)]
pub(super) struct JoinForm {
    pub(super) file: FileForm,
    pub(super) header_row: usize,
    pub(super) key: String,
}

/// The second file, by what stands in the column that both have.
#[derive(Debug)]
pub(super) struct Joined {
    key: String,
    /// Without the key.
    headers: Vec<String>,
    rows: HashMap<String, (usize, Vec<Cell>)>,
}

impl Joined {
    /// Reads it whole; its findings name it.
    pub(super) fn read(bytes: &[u8], form: &JoinForm) -> Result<Self, ImportRefusal> {
        let mut table =
            Second { form, findings: Findings::of("joined"), header: None, joined: None };
        if let Err(finding) = super::fill(&mut table, bytes, Some("joined"), &form.file) {
            table.findings.note(finding);
        }
        if table.findings.weigh().is_ok() && table.joined.is_none() {
            let message = "there is no header; check `joined.file.header_row`";
            table.findings.note(Finding::new(FindingCode::NoRows, message));
        }
        table.findings.weigh()?;
        let nothing = || Self { key: form.key.clone(), headers: Vec::new(), rows: HashMap::new() };
        Ok(table.joined.unwrap_or_else(nothing))
    }

    pub(super) fn headers(&self) -> &[String] {
        &self.headers
    }

    /// Whether the first file has the column, too.
    pub(super) fn joins<F: Copy + Ord>(
        &self,
        header: &Header<F>,
        row: usize,
        findings: &mut Findings,
    ) -> bool {
        let found = header.place(&self.key).is_some();
        if !found {
            let message = "no column has this header, by which the mapping joins the second file";
            let finding = Finding::new(FindingCode::MissingColumn, message);
            findings.note(finding.at(row).in_column(&self.key));
        }
        found
    }

    /// Goes on with the row of the second file that has the same key.
    pub(super) fn extend<F: Copy + Ord>(
        &self,
        row: &mut RawRow,
        header: &Header<F>,
        findings: &mut Findings,
    ) -> bool {
        let at = header.place(&self.key).and_then(|at| row.cells.get(at));
        let key = at.map(|cell| cell.shown().into_owned()).unwrap_or_default();
        let Some((_, more)) = self.rows.get(&key) else {
            let message = "no row of the second file has this key";
            let finding = Finding::new(FindingCode::NoJoinedRow, message);
            findings.note(finding.at(row.number).in_column(&self.key).showing(&key));
            return false;
        };
        row.cells.resize(header.width(), Cell::Blank);
        row.cells.extend(more.iter().cloned());
        true
    }
}

/// The second file while it is read.
struct Second<'a> {
    form: &'a JoinForm,
    findings: Findings,
    /// Cells that a row has, and which is the key.
    header: Option<(usize, usize)>,
    joined: Option<Joined>,
}

impl Notes for Second<'_> {
    fn findings(&mut self) -> &mut Findings {
        &mut self.findings
    }
}

impl Rows for Second<'_> {
    fn expect(&mut self, _: usize) {}

    fn row(&mut self, row: RawRow) -> ControlFlow<()> {
        let note = |findings: &mut Findings, code, message: String| {
            findings.note(Finding::new(code, message).at(row.number).in_column(&self.form.key));
        };
        if row.number < self.form.header_row {
            return ControlFlow::Continue(());
        }
        if row.cells.len() > COLUMNS_MAX {
            let message = format!("at most `{COLUMNS_MAX}` columns are read");
            note(&mut self.findings, FindingCode::TooManyColumns, message);
            return ControlFlow::Break(());
        }
        let (Some((width, at)), Some(joined)) = (self.header, &mut self.joined) else {
            return self.take_header(&row);
        };
        if row.cells.iter().all(Cell::is_blank) {
            return ControlFlow::Continue(());
        }
        if joined.rows.len() == ROWS_MAX {
            let message = format!("at most `{ROWS_MAX}` rows are read; split the file");
            note(&mut self.findings, FindingCode::TooManyRows, message);
            return ControlFlow::Break(());
        }
        let is_text = matches!(self.form.file, FileForm::Delimited(_));
        if row.cells.len() > width || row.cells.len() < width && is_text {
            let message = format!("the row has `{}` cells, the header `{width}`", row.cells.len());
            note(&mut self.findings, FindingCode::RowWidth, message);
            return ControlFlow::Continue(());
        }
        let mut cells = row.cells.clone();
        cells.resize(width, Cell::Blank);
        let key = cells.remove(at);
        if key.is_blank() {
            let message = "the cell is blank; the row needs it".to_owned();
            note(&mut self.findings, FindingCode::BlankCell, message);
            return ControlFlow::Continue(());
        }
        let key = key.shown().into_owned();
        match joined.rows.get(&key) {
            None => {
                joined.rows.insert(key, (row.number, cells));
            }
            Some((_, before)) if *before == cells => {}
            Some((first, _)) => {
                let message = format!("row `{first}` has this key and says something else");
                note(&mut self.findings, FindingCode::JoinedRowDiffers, message);
            }
        }
        ControlFlow::Continue(())
    }
}

impl Second<'_> {
    fn take_header(&mut self, row: &RawRow) -> ControlFlow<()> {
        let key = &self.form.key;
        let mut headers: Vec<String> =
            row.cells.iter().map(|cell| cell.shown().into_owned()).collect();
        let mut places = headers.iter().enumerate().filter(|(_, text)| *text == key);
        let problem = match (places.next(), places.next()) {
            (Some((at, _)), None) => {
                self.header = Some((headers.len(), at));
                headers.remove(at);
                let (key, rows) = (key.clone(), HashMap::new());
                self.joined = Some(Joined { key, headers, rows });
                return ControlFlow::Continue(());
            }
            (None, _) => Finding::new(FindingCode::MissingColumn, "no column has this header"),
            (Some(_), Some(_)) => {
                let message = "more than one column has this header; only one can be meant";
                Finding::new(FindingCode::RepeatedColumn, message)
            }
        };
        self.findings.note(problem.at(row.number).in_column(key));
        ControlFlow::Break(())
    }
}
