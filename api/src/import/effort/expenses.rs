use loggia_core::effort::{Billable, ExpenseRow};
use loggia_core::scalar::{Currency, ImportKey, Money};
use sha2::{Digest as _, Sha256};

use super::cells::{Cells, EffortField};
use super::mapping::{EffortMapping, ExpenseOptions};
use crate::import::finding::{FindingCode, Findings};
use crate::import::header::Header;
use crate::import::key::{Content, add};
use crate::import::mapping::Layout;
use crate::import::reading::{Noted, marks};
use crate::import::table::{RawRow, Reads};

/// A line of expenses, without its key.
pub(crate) struct ExpenseLine {
    pub(super) row: usize,
    pub(super) said: ExpenseRow,
}

impl Reads for EffortMapping<ExpenseOptions> {
    type Field = EffortField;
    type Row = ExpenseLine;

    fn layout(&self) -> &Layout<EffortField> {
        &self.layout
    }

    fn read(
        &self,
        row: &RawRow,
        header: &Header<EffortField>,
        findings: &mut Findings,
    ) -> Option<ExpenseLine> {
        let said = line(Cells::new(self, row, header, findings)).ok()?;
        Some(ExpenseLine { row: row.number, said })
    }
}

fn line(mut cells: Cells<'_, ExpenseOptions>) -> Result<ExpenseRow, Noted> {
    // Every field is read before the first that is wrong ends it.
    let person = cells.person();
    let project = cells.name(EffortField::Project);
    let phase = cells.maybe_name(EffortField::Phase);
    let category = cells.name(EffortField::Category);
    let day = cells.day();
    let money = money(&mut cells);
    let billable = billable(&mut cells);
    let notes = cells.text(EffortField::Note);
    let (name, person) = person?;
    Ok(ExpenseRow {
        key: ImportKey([0; 16]),
        name,
        person,
        project: project?,
        phase: phase?,
        category: category?,
        day: day?,
        money: money?,
        billable: billable?,
        notes: notes?,
    })
}

fn money(cells: &mut Cells<'_, ExpenseOptions>) -> Result<Money, Noted> {
    let amount = cells.amount();
    let currency = cells.needed(EffortField::Currency)?;
    let currency: Currency = currency.shown().trim().parse().map_err(|_| {
        let message = "it is no currency of ISO 4217 such as `EUR`".to_owned();
        cells.cells.note(EffortField::Currency, FindingCode::UnknownCurrency, message)
    })?;
    Money::new(amount?, currency).map_err(|error| {
        cells.cells.note(EffortField::Amount, FindingCode::TooManyDecimals, error.to_string())
    })
}

fn billable(cells: &mut Cells<'_, ExpenseOptions>) -> Result<Billable, Noted> {
    let Some(cell) = cells.cell(EffortField::Billable)? else { return Ok(Billable::No) };
    let (known, mark) = (&cells.mapping.options.billable, cell.shown());
    if known.yes.contains(mark.as_ref()) {
        return Ok(Billable::Yes);
    }
    if known.no.contains(mark.as_ref()) {
        return Ok(Billable::No);
    }
    let message = format!(
        "the mapping explains only {}; add it to `billable.yes` or `billable.no`",
        marks(known.yes.iter().chain(&known.no))
    );
    Err(cells.cells.note(EffortField::Billable, FindingCode::UnknownBillable, message))
}

/// Stored in keys of the log: a change would import every known row again.
const SCHEME: &[u8] = b"loggia import expense 1";

impl Content for ExpenseLine {
    fn row(&self) -> usize {
        self.row
    }

    fn content(&self) -> Sha256 {
        let ExpenseRow {
            key: _,
            name,
            person: _,
            project,
            phase,
            category,
            day,
            money: Money { amount, currency },
            billable,
            notes,
        } = &self.said;
        let mut digest = Sha256::new_with_prefix(SCHEME);
        for name in [name.reveal(), project, category] {
            add(&mut digest, name.as_str());
        }
        // Neither names nor texts are ever empty, so the empty text is none.
        add(&mut digest, phase.as_ref().map_or("", |phase| phase.as_str()));
        add(&mut digest, &day.to_string());
        // Shown without trailing zeros, an amount has one text.
        add(&mut digest, &amount.to_string());
        add(&mut digest, currency.code());
        add(&mut digest, notes.as_ref().map_or("", |notes| notes.as_str()));
        digest.update([match billable {
            Billable::No => 1,
            Billable::Yes => 2,
        }]);
        digest
    }
}
