//! The rows of a file, taken one by one, wherever they come from.

use std::ops::ControlFlow;

use super::Progress;
use super::cell::Cell;
use super::finding::{Finding, FindingCode, Findings};
use super::header::Header;
use super::joined::Joined;
use super::limits::{CELL_CHARS_MAX, COLUMNS_MAX, ROWS_MAX};
use super::mapping::{FileForm, Layout, LineBreaks};

/// A row before the mapping says what it means.
#[derive(Debug, Default)]
pub(super) struct RawRow {
    /// Counted from 1, as the file's own program does; 0 for a row that is none.
    pub(super) number: usize,
    pub(super) cells: Vec<Cell>,
}

/// What takes the rows of a file.
pub(super) trait Rows {
    /// About how many there are, before the first.
    fn expect(&mut self, rows: usize);

    /// The next one, from top to bottom; breaks when no more is wanted.
    fn row(&mut self, row: RawRow) -> ControlFlow<()>;
}

/// Whoever takes the rows of a file also keeps what was found in it.
pub(super) trait Notes {
    fn findings(&mut self) -> &mut Findings;
}

/// Calls of progress would cost more than the rows if there were one for each.
const PROGRESS_ROWS: usize = 256;

/// What the rows of a file mean.
pub(super) trait Reads {
    /// What a column can be.
    type Field: Copy + Ord;
    /// What a row says.
    type Row;

    fn layout(&self) -> &Layout<Self::Field>;

    /// Reads a row; everything that is wrong with it is noted, not only the first.
    fn read(
        &self,
        row: &RawRow,
        header: &Header<Self::Field>,
        findings: &mut Findings,
    ) -> Option<Self::Row>;
}

/// What is known of the file so far.
pub(super) struct Table<'a, R: Reads> {
    mapping: &'a R,
    joined: Option<&'a Joined>,
    progress: Progress<'a>,
    expected: usize,
    header: Option<Header<R::Field>>,
    taken: usize,
    /// What the rows say.
    pub(super) works: Vec<R::Row>,
    pub(super) blank_rows: usize,
    pub(super) findings: Findings,
}

impl<'a, R: Reads> Table<'a, R> {
    /// A file whose rows go on in those of `joined`, if there is one.
    pub(super) fn new(mapping: &'a R, joined: Option<&'a Joined>, progress: Progress<'a>) -> Self {
        Self {
            mapping,
            joined,
            progress,
            expected: 0,
            header: None,
            taken: 0,
            works: Vec::new(),
            blank_rows: 0,
            findings: Findings::default(),
        }
    }

    /// After the last row.
    pub(super) fn finish(&mut self) {
        if self.findings.weigh().is_ok() && self.works.is_empty() {
            let message = format!(
                "there are no rows below the header in row `{}`; check `file.header_row`",
                self.mapping.layout().header_row
            );
            self.findings.note(Finding::new(FindingCode::NoRows, message));
        }
        (self.progress)(self.taken, self.taken);
    }

    /// Breaks where no row can be understood without it.
    fn take_header(&mut self, row: &RawRow) -> ControlFlow<()> {
        // A workbook has no row where nothing stands, so the header's may be passed over.
        let blank = [];
        let cells =
            if row.number == self.mapping.layout().header_row { &row.cells[..] } else { &blank };
        let layout = self.mapping.layout();
        let header =
            Header::find(cells, layout.header_row, layout, self.joined, &mut self.findings);
        let joins = |header: &Header<R::Field>| match self.joined {
            Some(joined) => joined.joins(header, layout.header_row, &mut self.findings),
            None => true,
        };
        self.header = header.filter(joins);
        if self.header.is_some() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}

impl<R: Reads> Notes for Table<'_, R> {
    fn findings(&mut self) -> &mut Findings {
        &mut self.findings
    }
}

impl<R: Reads> Rows for Table<'_, R> {
    fn expect(&mut self, rows: usize) {
        self.expected = rows.saturating_sub(self.mapping.layout().header_row).min(ROWS_MAX);
    }

    fn row(&mut self, mut row: RawRow) -> ControlFlow<()> {
        if row.number < self.mapping.layout().header_row {
            return ControlFlow::Continue(());
        }
        if row.cells.len() > COLUMNS_MAX {
            let message = format!(
                "the row has `{}` cells; at most `{COLUMNS_MAX}` are read",
                row.cells.len()
            );
            self.findings.note(Finding::new(FindingCode::TooManyColumns, message).at(row.number));
            return ControlFlow::Break(());
        }
        let Some(header) = &self.header else { return self.take_header(&row) };
        if self.taken == ROWS_MAX {
            let message = format!(
                "at most `{ROWS_MAX}` rows are read; split the file, equal rows into the same part"
            );
            self.findings.note(Finding::new(FindingCode::TooManyRows, message).at(row.number));
            return ControlFlow::Break(());
        }
        self.taken += 1;
        if self.taken.is_multiple_of(PROGRESS_ROWS) {
            (self.progress)(self.taken, self.expected.max(self.taken));
        }
        if row.cells.iter().all(Cell::is_blank) {
            self.blank_rows += 1;
            return ControlFlow::Continue(());
        }
        let layout = self.mapping.layout();
        let joins = |row: &mut RawRow, findings: &mut Findings| match self.joined {
            Some(joined) => joined.extend(row, header, findings),
            None => true,
        };
        if sound(&row, header.own(), &layout.file, &mut self.findings)
            && joins(&mut row, &mut self.findings)
        {
            layout.blank_nulls(&mut row);
            self.works.extend(self.mapping.read(&row, header, &mut self.findings));
        }
        ControlFlow::Continue(())
    }
}

/// Whether the row has the form that its header promises.
pub(super) fn sound(
    row: &RawRow,
    headers: &[String],
    file: &FileForm,
    findings: &mut Findings,
) -> bool {
    let mut sound = true;
    let (cells, width) = (row.cells.len(), headers.len());
    let reject_breaks = match file {
        FileForm::Workbook { sheet: _ } => None,
        FileForm::Delimited(dialect) => Some(match dialect.line_breaks {
            LineBreaks::Reject => true,
            LineBreaks::Keep => false,
        }),
    };
    // A workbook leaves out blank cells at the end of a row.
    if cells > width || cells < width && reject_breaks.is_some() {
        let message = format!(
            "the row has `{cells}` cells, the header `{width}`; look for a delimiter or quote \
             inside a text"
        );
        findings.note(Finding::new(FindingCode::RowWidth, message).at(row.number));
        sound = false;
    }
    for (at, cell) in row.cells.iter().enumerate() {
        let Cell::Text(text) = cell else { continue };
        let mut note = |code, message: String| {
            let finding = Finding::new(code, message).at(row.number);
            findings.note(finding.in_column(headers.get(at).map_or("", String::as_str)));
            sound = false;
        };
        if text.len() > CELL_CHARS_MAX && text.chars().count() > CELL_CHARS_MAX {
            note(
                FindingCode::CellTooLong,
                format!(
                    "the cell has more than `{CELL_CHARS_MAX}` characters; look for a quote that \
                     is not closed"
                ),
            );
        }
        if reject_breaks == Some(true) && text.contains(['\n', '\r']) {
            note(
                FindingCode::LineBreakInCell,
                "a line ends inside quotes; close the quote, or set `file.line_breaks` to `keep`"
                    .to_owned(),
            );
        }
    }
    sound
}

impl<F> Layout<F> {
    /// Whether every cell of a row is written in the file, blank ones too.
    pub(super) fn is_delimited(&self) -> bool {
        match self.file {
            FileForm::Workbook { sheet: _ } => false,
            FileForm::Delimited(_) => true,
        }
    }

    /// What says that nothing is there becomes nothing.
    fn blank_nulls(&self, row: &mut RawRow) {
        for cell in &mut row.cells {
            let is_null = matches!(cell, Cell::Text(text) if self.nulls.contains(text.trim()));
            if is_null {
                *cell = Cell::Blank;
            }
        }
    }
}
