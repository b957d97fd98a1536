//! Timesheets and expenses, from the bytes of a file to rows that the core can take.
//!
//! The same way as production logs: an [`EffortMapping`] says what the file means, the whole file is
//! checked, and each row gets the key by which it is known again. A second file may be joined to the
//! first by a column that both have.

mod cells;
mod expenses;
mod mapping;
mod time;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use loggia_core::effort::{ExpenseRow, RowPart, TimeRow};

use super::Progress;
use super::finding::{Finding, FindingCode, ImportRefusal};
use super::joined::Joined;
use super::key::{Content, identified};
use super::table::{Reads, Table};
pub use cells::EffortField;
pub use mapping::{EffortMapping, ExpenseOptions, Purpose, TimeOptions};

/// A file of timesheets or expenses that was read right.
#[derive(Clone, Debug)]
pub struct ReadEffort<R> {
    /// Row number in the file, counted from 1 with the header, and what it says; in file order.
    pub rows: Vec<(usize, R)>,
    /// What a person should look at, by row.
    pub warnings: Vec<Finding>,
    /// How many there are of each code, listed or not.
    pub warnings_total: BTreeMap<FindingCode, usize>,
    /// Equal rows that the mapping told to drop.
    pub rows_dropped: usize,
    /// Rows in which nothing stands.
    pub rows_blank: usize,
}

/// The files of an import.
#[derive(Clone, Copy, Debug)]
pub struct Files<'a> {
    /// The file with the rows.
    pub file: &'a [u8],
    /// Its name, only for messages.
    pub name: Option<&'a str>,
    /// The second file, where there is one.
    pub joined: Option<&'a [u8]>,
}

/// Reads a file of timesheets.
pub fn read_time(
    files: Files<'_>,
    mapping: &EffortMapping<TimeOptions>,
    progress: Progress<'_>,
) -> Result<ReadEffort<TimeRow>, ImportRefusal> {
    read(files, mapping, progress, |key, line: time::TimeLine| {
        (line.row, TimeRow { key, ..line.said })
    })
}

/// Reads a file of expenses.
pub fn read_expenses(
    files: Files<'_>,
    mapping: &EffortMapping<ExpenseOptions>,
    progress: Progress<'_>,
) -> Result<ReadEffort<ExpenseRow>, ImportRefusal> {
    read(files, mapping, progress, |key, line: expenses::ExpenseLine| {
        (line.row, ExpenseRow { key, ..line.said })
    })
}

fn read<O, R>(
    files: Files<'_>,
    mapping: &EffortMapping<O>,
    progress: Progress<'_>,
    keyed: impl Fn(loggia_core::scalar::ImportKey, <EffortMapping<O> as Reads>::Row) -> (usize, R),
) -> Result<ReadEffort<R>, ImportRefusal>
where
    EffortMapping<O>: Reads,
    <EffortMapping<O> as Reads>::Row: Content,
{
    let Files { file, name, joined } = files;
    let joined = match (&mapping.joined, joined) {
        (None, None) => None,
        (Some(form), Some(bytes)) => {
            Some(Joined::read(bytes, form, mapping.layout.columns.values())?)
        }
        (Some(_), None) => {
            return Err(alone("the mapping joins a second file; send it as `joined`"));
        }
        (None, Some(_)) => {
            return Err(alone("there is a second file, and the mapping has no `joined`"));
        }
    };
    let mut table = Table::new(mapping, joined.as_ref(), progress);
    if let Err(finding) = super::fill(&mut table, file, name, &mapping.layout.file) {
        table.findings.note(finding);
    }
    table.finish();
    table.findings.weigh()?;
    let Table { works, mut findings, blank_rows, .. } = table;
    let said = works.len();
    let works = identified(works, mapping.duplicates, &mut findings);
    let rows: Vec<_> = works.into_iter().map(|(key, work)| keyed(key, work)).collect();
    let (warnings, warnings_total) = findings.listed();
    let rows_dropped = said.saturating_sub(rows.len());
    Ok(ReadEffort { rows, warnings, warnings_total, rows_dropped, rows_blank: blank_rows })
}

fn alone(message: &str) -> ImportRefusal {
    let finding = Finding::new(FindingCode::UnreadableFile, message);
    let totals = BTreeMap::from([(finding.code, 1)]);
    ImportRefusal { findings: vec![finding], totals }
}

/// What refuses rows that can be read, as findings of their file.
pub struct Refusals<'a, O> {
    mapping: &'a EffortMapping<O>,
    findings: super::finding::Findings,
}

impl<'a, O> Refusals<'a, O> {
    /// None so far.
    pub fn new(mapping: &'a EffortMapping<O>) -> Self {
        Self { mapping, findings: Default::default() }
    }

    /// The row cannot be taken, for what stands in a part of it.
    pub fn note(&mut self, row: usize, part: RowPart, refusal: &loggia_core::refusal::Refusal) {
        let fields = EffortField::of_part(part);
        let columns = &self.mapping.layout.columns;
        // Of several columns for the day nobody knows here in which one it stood.
        let one = part != RowPart::Day || self.mapping.days == 1;
        let column = fields.iter().find_map(|field| columns.get(field)).filter(|_| one);
        let message = format!("{}: {refusal}", refusal.code());
        let finding = Finding::new(FindingCode::RowRefused, message).at(row);
        self.findings.note(match column {
            Some(header) => finding.in_column(header),
            None => finding,
        });
    }

    /// Nothing, or the file is refused.
    pub fn weigh(&self) -> Result<(), ImportRefusal> {
        self.findings.weigh()
    }
}
