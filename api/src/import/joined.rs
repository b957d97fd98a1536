//! A second file, of which each row goes on where one of the first ends.

use std::collections::{BTreeSet, HashMap};
use std::ops::ControlFlow;

use super::cell::Cell;
use super::finding::{Finding, FindingCode, Findings, ImportRefusal};
use super::header::Header;
use super::limits::{COLUMNS_MAX, ROWS_MAX};
use super::mapping::FileForm;
use super::table::{Notes, RawRow, Rows, sound};

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
    /// All of them, without the key.
    headers: Vec<String>,
    /// Which of them the mapping uses: the others are read and checked, and not kept.
    kept: Vec<usize>,
    rows: HashMap<String, (usize, Vec<Cell>)>,
}

impl Joined {
    /// Reads it whole; its findings name it. Of its columns those are kept that the mapping uses.
    pub(super) fn read<'a>(
        bytes: &[u8],
        form: &JoinForm,
        used: impl Iterator<Item = &'a String>,
    ) -> Result<Self, ImportRefusal> {
        let used = used.map(String::as_str).collect();
        let findings = Findings::of("joined");
        let mut table = Second { form, used, findings, header: None, joined: None };
        if let Err(finding) = super::fill(&mut table, bytes, Some("joined"), &form.file) {
            table.findings.note(finding);
        }
        if table.findings.weigh().is_ok() && table.joined.is_none() {
            let message = "there is no header; check `joined.file.header_row`";
            table.findings.note(Finding::new(FindingCode::NoRows, message));
        }
        table.findings.weigh()?;
        Ok(table.joined.unwrap_or_else(|| Self::of(&form.key, Vec::new(), Vec::new())))
    }

    fn of(key: &str, headers: Vec<String>, kept: Vec<usize>) -> Self {
        Self { key: key.to_owned(), headers, kept, rows: HashMap::new() }
    }

    pub(super) fn key(&self) -> &str {
        &self.key
    }

    pub(super) fn headers(&self) -> &[String] {
        &self.headers
    }

    /// Whether the first file has the column, too, and once.
    pub(super) fn joins<F: Copy + Ord>(
        &self,
        header: &Header<F>,
        row: usize,
        findings: &mut Findings,
    ) -> bool {
        let mut places = header.places(&self.key);
        let finding = match (places.next(), places.next()) {
            (Some(_), None) => return true,
            (None, _) => Finding::new(
                FindingCode::MissingColumn,
                "no column has this header, by which the mapping joins the second file",
            ),
            (Some(_), Some(_)) => Finding::new(
                FindingCode::RepeatedColumn,
                "more than one column has this header, by which the mapping joins the second file",
            ),
        };
        findings.note(finding.at(row).in_column(&self.key));
        false
    }

    /// Goes on with the row of the second file that has the same key.
    pub(super) fn extend<F: Copy + Ord>(
        &self,
        row: &mut RawRow,
        header: &Header<F>,
        findings: &mut Findings,
    ) -> bool {
        let at = header.places(&self.key).next().and_then(|at| row.cells.get(at));
        let key = at.map(|cell| cell.shown().into_owned()).unwrap_or_default();
        let Some((_, more)) = self.rows.get(&key) else {
            let message = "no row of the second file has this key";
            let finding = Finding::new(FindingCode::NoJoinedRow, message);
            // Not what stands there: it may be the name of a person.
            findings.note(finding.at(row.number).in_column(&self.key));
            return false;
        };
        let width = header.width();
        row.cells.resize(width.saturating_add(self.headers.len()), Cell::Blank);
        for (at, cell) in self.kept.iter().zip(more) {
            if let Some(place) = row.cells.get_mut(width.saturating_add(*at)) {
                place.clone_from(cell);
            }
        }
        true
    }
}

/// The second file while it is read.
struct Second<'a> {
    form: &'a JoinForm,
    used: BTreeSet<&'a str>,
    findings: Findings,
    /// All headers, and which is that of the key.
    header: Option<(Vec<String>, usize)>,
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
        let number = row.number;
        let note = |findings: &mut Findings, code, message: String| {
            findings.note(Finding::new(code, message).at(number).in_column(&self.form.key));
        };
        if row.number < self.form.header_row {
            return ControlFlow::Continue(());
        }
        if row.cells.len() > COLUMNS_MAX {
            let message = format!("at most `{COLUMNS_MAX}` columns are read");
            note(&mut self.findings, FindingCode::TooManyColumns, message);
            return ControlFlow::Break(());
        }
        let (Some((headers, at)), Some(joined)) = (&self.header, &mut self.joined) else {
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
        if !sound(&row, headers, &self.form.file, &mut self.findings) {
            return ControlFlow::Continue(());
        }
        let mut cells = row.cells;
        cells.resize(headers.len(), Cell::Blank);
        let key = cells.remove(*at);
        let cells: Vec<Cell> =
            joined.kept.iter().map(|at| cells.get(*at).cloned().unwrap_or(Cell::Blank)).collect();
        if key.is_blank() {
            let message = "the cell is blank; the row needs it".to_owned();
            note(&mut self.findings, FindingCode::BlankCell, message);
            return ControlFlow::Continue(());
        }
        let key = key.shown().into_owned();
        match joined.rows.get(&key) {
            None => {
                joined.rows.insert(key, (number, cells));
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
                self.header = Some((headers.clone(), at));
                headers.remove(at);
                let used =
                    (0..).zip(&headers).filter(|(_, text)| self.used.contains(text.as_str()));
                let kept = used.map(|(at, _)| at).collect();
                self.joined = Some(Joined::of(key, headers, kept));
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
