use loggia_core::effort::RowPart;
use loggia_core::id::PersonId;
use loggia_core::scalar::{
    AMOUNT_MAX, Amount, Date, HOURS_MAX, Hours, Name, Personal, TEXT_CHARS_MAX, Text,
};
use rust_decimal::Decimal;

use super::EffortMapping;
use crate::import::cell::Cell;
use crate::import::date::day;
use crate::import::finding::{FindingCode, Findings};
use crate::import::header::Header;
use crate::import::number::decimal;
use crate::import::reading::{Noted, Reading};
use crate::import::table::RawRow;

/// What a column of timesheets or expenses can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EffortField {
    /// Who worked or spent.
    Person,
    /// For which project.
    Project,
    /// For which phase.
    Phase,
    /// On which task.
    Task,
    /// What the task is about.
    Description,
    /// On which day: the first of these columns in which something stands.
    Day(usize),
    /// How long.
    Hours,
    /// What was done.
    Note,
    /// Of what sort.
    Category,
    /// How much money.
    Amount,
    /// Of which currency.
    Currency,
    /// Whether the customer bears it.
    Billable,
}

impl EffortField {
    /// People write about people: their words stay out of findings as names do.
    pub(super) fn is_personal(self) -> bool {
        match self {
            Self::Person | Self::Description | Self::Note => true,
            Self::Project
            | Self::Phase
            | Self::Task
            | Self::Day(_)
            | Self::Hours
            | Self::Category
            | Self::Amount
            | Self::Currency
            | Self::Billable => false,
        }
    }

    /// The fields that say a part of a row; the first that has a column is blamed.
    pub(super) fn of_part(part: RowPart) -> [Self; 1] {
        [match part {
            RowPart::Person => Self::Person,
            RowPart::Project => Self::Project,
            RowPart::Phase => Self::Phase,
            RowPart::Task => Self::Task,
            RowPart::Day => Self::Day(0),
            RowPart::Hours => Self::Hours,
            RowPart::Amount => Self::Amount,
        }]
    }
}

/// A row of timesheets or expenses that is being read.
pub(super) struct Cells<'a, O> {
    pub(super) cells: Reading<'a, EffortField>,
    pub(super) mapping: &'a EffortMapping<O>,
}

impl<'a, O> Cells<'a, O> {
    pub(super) fn new(
        mapping: &'a EffortMapping<O>,
        row: &'a RawRow,
        header: &'a Header<EffortField>,
        findings: &'a mut Findings,
    ) -> Self {
        let is_personal = EffortField::is_personal;
        Self { cells: Reading { row, header, findings, is_personal }, mapping }
    }

    /// The cell of a field, or what the mapping puts in place of a blank one; none where there is
    /// neither.
    pub(super) fn cell(&mut self, field: EffortField) -> Result<Option<&'a Cell>, Noted> {
        let cell = self.cells.cell(field).map(|(_, cell)| cell).filter(|cell| !cell.is_blank());
        match cell {
            Some(_) => self.cells.filled(field).map(Some),
            None => Ok(self.mapping.otherwise.get(&field)),
        }
    }

    /// The same where something must stand.
    pub(super) fn needed(&mut self, field: EffortField) -> Result<&'a Cell, Noted> {
        match self.cell(field)? {
            Some(cell) => Ok(cell),
            None => self.cells.filled(field),
        }
    }

    pub(super) fn name(&mut self, field: EffortField) -> Result<Name, Noted> {
        let cell = self.needed(field)?;
        self.cells.named(field, cell)
    }

    pub(super) fn maybe_name(&mut self, field: EffortField) -> Result<Option<Name>, Noted> {
        let cell = self.cell(field)?;
        cell.map(|cell| self.cells.named(field, cell)).transpose()
    }

    /// What the file calls somebody, and who that is where the mapping says so.
    pub(super) fn person(&mut self) -> Result<(Personal<Name>, Option<PersonId>), Noted> {
        let name = self.name(EffortField::Person)?;
        let said = self.mapping.persons.get(&name).copied();
        Ok((Personal::new(name), said))
    }

    pub(super) fn text(&mut self, field: EffortField) -> Result<Option<Text>, Noted> {
        let Some(cell) = self.cell(field)? else { return Ok(None) };
        let text = Text::new(&cell.shown()).map(Some);
        text.map_err(|_| {
            let message = format!(
                "a text has at most `{TEXT_CHARS_MAX}` characters and no control characters"
            );
            self.cells.note(field, FindingCode::BadText, message)
        })
    }

    /// The day of the first of its columns in which something stands.
    pub(super) fn day(&mut self) -> Result<Date, Noted> {
        let columns = (0..self.mapping.days).map(EffortField::Day);
        let stands =
            |field: &EffortField| self.cells.cell(*field).is_some_and(|(_, cell)| !cell.is_blank());
        let field = columns.clone().find(stands).unwrap_or(EffortField::Day(0));
        let cell = self.needed(field)?;
        day(cell, &self.mapping.patterns)
            .map_err(|(code, message)| self.cells.note(field, code, message))
    }

    pub(super) fn hours(&mut self) -> Result<Hours, Noted> {
        let number = self.number(EffortField::Hours)?;
        self.bounded(EffortField::Hours, number, Hours::try_from(number).ok(), HOURS_MAX, 2)
    }

    pub(super) fn amount(&mut self) -> Result<Amount, Noted> {
        let number = self.number(EffortField::Amount)?;
        self.bounded(EffortField::Amount, number, Amount::try_from(number).ok(), AMOUNT_MAX, 4)
    }

    fn number(&mut self, field: EffortField) -> Result<Decimal, Noted> {
        let cell = self.needed(field)?;
        decimal(cell, &self.mapping.numbers)
            .map_err(|(code, message)| self.cells.note(field, code, message))
    }

    fn bounded<T>(
        &mut self,
        field: EffortField,
        number: Decimal,
        found: Option<T>,
        max: i64,
        decimals: u8,
    ) -> Result<T, Noted> {
        found.ok_or_else(|| {
            let (code, message) = match number.abs() > Decimal::from(max) {
                true => (FindingCode::QuantityTooLarge, format!("it is at most `{max}`")),
                false => {
                    (FindingCode::TooManyDecimals, format!("it has at most `{decimals}` decimals"))
                }
            };
            self.cells.note(field, code, message)
        })
    }
}
