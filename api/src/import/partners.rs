//! Lists of people to be invited, from the bytes of a file to wishes that the core can decide.
//!
//! The headers are fixed, so no mapping is needed. A file that is no such list is refused whole; in
//! one that is, every row is read for itself, and one that cannot be read right says why.

mod column;
mod person;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use encoding_rs::Encoding;
use loggia_core::access::InvitePartner;
use loggia_core::scalar::Name;

use super::archive::ARCHIVE_START;
use super::cell::Cell;
use super::delimited::{decoded, read_delimited};
use super::finding::{Finding, FindingCode, Findings, ImportRefusal};
use super::limits::{FILE_BYTES_MAX, PARTNER_ROWS_MAX};
use super::mapping::Delimited;
use super::table::{RawRow, Rows};
use super::workbook::read_workbook;
use column::Columns;

/// A list that was read.
#[derive(Debug)]
pub struct PartnerList {
    /// In file order.
    pub rows: Vec<PartnerRow>,
    /// Rows in which nothing stands.
    pub blank: usize,
}

/// A row of the list.
#[derive(Debug)]
pub struct PartnerRow {
    /// Counted from 1 with the header.
    pub row: usize,
    /// Whom to invite, or everything that is wrong with the row.
    pub wish: Result<Wish, Vec<Finding>>,
}

/// Whom to invite.
#[derive(Debug)]
pub struct Wish {
    /// All but the owner.
    pub invite: InvitePartner,
    /// The user name of the staff user who is to answer for a new account.
    pub owner: Option<Name>,
}

/// Reads a list of people: a workbook with one sheet, or delimited text with `,`, `;` or a tab,
/// whichever makes its first line a header. `encoding` is that of the text; UTF-8 where none is
/// given.
pub fn read_partners(
    bytes: &[u8],
    encoding: Option<&'static Encoding>,
) -> Result<PartnerList, ImportRefusal> {
    let mut list = List::default();
    if bytes.len() > FILE_BYTES_MAX {
        let message = format!("at most `{FILE_BYTES_MAX}` bytes are read");
        list.findings.note(Finding::new(FindingCode::FileTooLarge, message));
    } else if bytes.starts_with(ARCHIVE_START) {
        if let Err(finding) = read_workbook(bytes, None, &mut list) {
            list.findings.note(finding);
        }
    } else {
        let encoding = encoding.unwrap_or(encoding_rs::UTF_8);
        let text = decoded(bytes, encoding, &mut list.findings);
        let dialect = Delimited { delimiter: column::delimiter(&text), ..Delimited::default() };
        read_delimited(&text, &dialect, &mut list);
    }
    list.finish()
}

/// What is known of the list so far.
#[derive(Default)]
struct List {
    columns: Option<Columns>,
    rows: Vec<PartnerRow>,
    blank: usize,
    /// Firm and address of each person, folded, and where they first stood under which name.
    seen: BTreeMap<(String, String), (usize, String)>,
    /// What refuses the list whole.
    findings: Findings,
}

impl Rows for List {
    fn expect(&mut self, _: usize) {}

    fn row(&mut self, row: RawRow) -> ControlFlow<()> {
        let Some(columns) = &self.columns else {
            self.columns = Columns::find(&row, &mut self.findings);
            return match self.columns {
                Some(_) => ControlFlow::Continue(()),
                None => ControlFlow::Break(()),
            };
        };
        if row.cells.iter().all(Cell::is_blank) {
            self.blank = self.blank.saturating_add(1);
            return ControlFlow::Continue(());
        }
        if self.rows.len() == PARTNER_ROWS_MAX {
            let message = format!("at most `{PARTNER_ROWS_MAX}` rows are read; split the list");
            self.findings.note(Finding::new(FindingCode::TooManyRows, message).at(row.number));
            return ControlFlow::Break(());
        }
        let wish = person::read(&row, columns).and_then(|wish| self.one_person(row.number, wish));
        self.rows.push(PartnerRow { row: row.number, wish });
        ControlFlow::Continue(())
    }
}

impl List {
    /// One address is one person: a second name under it would be lost without a word.
    fn one_person(&mut self, row: usize, wish: Wish) -> Result<Wish, Vec<Finding>> {
        let InvitePartner { account, email, name, .. } = &wish.invite;
        let (person, name) = ((account.folded(), email.reveal().folded()), name.reveal().folded());
        let (first, called) = self.seen.entry(person).or_insert_with(|| (row, name.clone()));
        if *called == name {
            return Ok(wish);
        }
        let message = format!(
            "row `{first}` has this firm and address under another name; give each person an \
             address of their own"
        );
        let finding = Finding::new(FindingCode::RepeatedPerson, message);
        Err(vec![finding.at(row).in_column("email")])
    }

    fn finish(mut self) -> Result<PartnerList, ImportRefusal> {
        if self.findings.weigh().is_ok() && self.rows.is_empty() {
            let message = "there are no rows below the header";
            self.findings.note(Finding::new(FindingCode::NoRows, message));
        }
        self.findings.weigh()?;
        Ok(PartnerList { rows: self.rows, blank: self.blank })
    }
}
