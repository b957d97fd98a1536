//! Five kinds of files, from their bytes to rows that the core can take.
//!
//! A [`Mapping`] says what a production log means. [`read`] checks the whole file and either gives
//! every row, each with the key by which it is known again, or refuses it with everything that is
//! wrong. [`read_time`] and [`read_expenses`] do so for timesheets and expenses by an
//! [`EffortMapping`], [`read_partners`] for lists of people, [`read_plan`] for plans of projects.
//! Nothing here writes: a dry run is [`read`] without what follows. `docs/IMPORT.md` is the page
//! for whoever imports a file.

mod across;
mod archive;
mod cell;
mod date;
mod delimited;
mod effort;
mod finding;
mod header;
mod inflated;
mod joined;
mod key;
mod limits;
mod mapping;
mod number;
mod partners;
mod plan;
mod reading;
mod row;
mod span;
mod table;
mod workbook;

#[cfg(test)]
mod real_data;
#[cfg(test)]
mod real_plant;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use loggia_core::production::{Finality, ImportKey, ImportRow};

pub use effort::{
    EffortMapping, ExpenseOptions, Files, Purpose, ReadEffort, Refusals, TimeOptions,
    read_expenses, read_time,
};
pub use finding::{Finding, FindingCode, ImportRefusal, Weight};
pub use limits::*;
pub use mapping::{Mapping, MappingError};
pub use partners::{PartnerList, PartnerRow, Wish, read_partners};
pub(crate) use plan::PlanPlace;
pub use plan::{
    Lag, LinkKind, Plan, PlanFinding, PlanFindingCode, PlanOptions, PlanRefusal, PlanRows,
    PlanWishes, PlannedLink, PlannedResource, PlannedTask, ResourceKind, ResourceUid, TaskKind,
    TaskUid, plan_zone, read_plan, rows_of,
};

use archive::ARCHIVE_START;
use finding::shortened;
use mapping::FileForm;
use row::Work;
use table::{Notes, Rows, Table};

/// Called now and then with rows read and rows expected; the latter is an estimate.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize);

/// A file that was read right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadImport {
    /// Row number in the file, counted from 1 with the header, and what it says; in file order.
    pub rows: Vec<(usize, ImportRow)>,
    /// What a person should look at, by row; of each code at most [`FINDINGS_MAX`].
    pub warnings: Vec<Finding>,
    /// How many there are of each code, listed or not.
    pub warnings_total: BTreeMap<FindingCode, usize>,
    /// Equal rows that the mapping told to drop.
    pub rows_dropped: usize,
    /// Rows in which nothing stands.
    pub rows_blank: usize,
}

/// Reads a production log. The name is only for messages; what the file is, its bytes say.
pub fn read(
    bytes: &[u8],
    file_name: Option<&str>,
    mapping: &Mapping,
    progress: Progress<'_>,
) -> Result<ReadImport, ImportRefusal> {
    let mut table = Table::new(mapping, None, progress);
    if let Err(finding) = fill(&mut table, bytes, file_name, &mapping.layout.file) {
        table.findings.note(finding);
    }
    table.finish();
    table.findings.weigh()?;
    let Table { works, mut findings, blank_rows, .. } = table;
    let read = works.len();
    let mut works = key::identified(works, mapping.duplicates, &mut findings);
    let finality = across::considered(&mut works, mapping, &mut findings);
    let rows: Vec<_> = works
        .into_iter()
        .zip(finality)
        .map(|((key, work), finality)| row(key, work, finality))
        .collect();
    let (warnings, warnings_total) = findings.listed();
    Ok(ReadImport {
        rows_dropped: read - rows.len(),
        rows,
        warnings,
        warnings_total,
        rows_blank: blank_rows,
    })
}

/// Sends the rows of a file to whoever takes them.
fn fill<T: Rows + Notes>(
    rows: &mut T,
    bytes: &[u8],
    file_name: Option<&str>,
    form: &FileForm,
) -> Result<(), Finding> {
    let file = file_name.map_or("the file".to_owned(), |name| format!("`{}`", shortened(name)));
    if bytes.len() > FILE_BYTES_MAX {
        let message =
            format!("{file} has `{}` bytes; at most `{FILE_BYTES_MAX}` are read", bytes.len());
        return Err(Finding::new(FindingCode::FileTooLarge, message));
    }
    match form {
        FileForm::Workbook { sheet } => workbook::read_workbook(bytes, sheet.as_deref(), rows),
        FileForm::Delimited(_) if bytes.starts_with(ARCHIVE_START) => {
            let message = format!(
                "{file} is a workbook, the mapping says `csv`; set `file.format` to `xlsx`"
            );
            Err(Finding::new(FindingCode::UnreadableFile, message))
        }
        FileForm::Delimited(dialect) => {
            let text = delimited::decoded(bytes, dialect.encoding, rows.findings());
            delimited::read_delimited(&text, dialect, rows);
            Ok(())
        }
    }
}

fn row(key: ImportKey, work: Work, finality: Finality) -> (usize, ImportRow) {
    let Work { row, order, article, order_quantity, resource, activity, target, report } = work;
    let row_read = ImportRow {
        key,
        order,
        article,
        order_quantity,
        resource,
        activity,
        target,
        report,
        finality,
    };
    (row, row_read)
}
