//! Time and money of before Loggia, row by row from files.
//!
//! What is imported is history: it is not planned or decided any more, only written down. So some
//! guards of [`super::log_time`] and [`super::add_expense`] hold, and some do not:
//!
//! | guard | holds |
//! | --- | --- |
//! | an entry is not nothing, an expense not less | yes; an expense of nothing by [`ZeroAmounts`] |
//! | a line is not less than nothing | yes |
//! | at most 24 hours a day | yes, unless the hours are those of tasks: [`HoursOf`] |
//! | within the dates of phase and project | yes, for those that have dates |
//! | the period lock | yes: a closed book stays closed, until somebody opens it |
//! | entries of a timesheet are bounded | yes |
//! | whoever worked takes part | no: who did then may be gone. Nobody is made to take part either, as that would let partners in |
//! | nobody approves his own | yes |
//! | a submitted or approved timesheet takes nothing more | imported ones grow with their files: [`ImportedSheets`] |

mod draft;
mod expenses;
mod time;

use serde::{Deserialize, Serialize};

pub use expenses::{ExpenseRow, ImportExpenses, ImportedExpenses, ZeroAmounts, take_expenses};
pub use time::{HoursOf, ImportTime, ImportedSheets, TimeRow, take_time};

pub(crate) use expenses::import_expenses;
pub(crate) use time::import_time;

use crate::event::Event;
use crate::id::{ExpenseId, TimesheetId};
use crate::refusal::Refusal;
use crate::scalar::Text;
use crate::world::Decision;

/// Rows of one batch: a commit stays small enough to be one block on disk. Texts make a row count as
/// more than one, see [`TimeRow::weight`] and [`ExpenseRow::weight`].
pub const EFFORT_BATCH_ROWS_MAX: usize = 250;

/// So many characters of text count as a row more.
const TEXT_CHARS_A_ROW: usize = 200;

/// What the row of a file is here. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EffortItem {
    /// An entry of a timesheet.
    Timesheet(TimesheetId),
    /// An expense.
    Expense(ExpenseId),
}

/// A part of a row, for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowPart {
    /// Who worked or spent.
    Person,
    /// For which project.
    Project,
    /// For which phase of it.
    Phase,
    /// On which task.
    Task,
    /// On which day.
    Day,
    /// How long.
    Hours,
    /// How much money.
    Amount,
}

/// Why a row cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    /// The how manyth row of the batch, from 0.
    pub row: usize,
    /// Which part of it.
    pub part: RowPart,
    /// Why.
    pub refusal: Refusal,
}

/// What a batch comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// What happens if nothing is wrong.
    pub events: Vec<Event>,
    /// Everything that is wrong. With one of these, nothing happens.
    pub problems: Vec<RowProblem>,
}

impl Taken {
    /// The batch as a whole: all of it, or why not.
    fn decided(self) -> Decision {
        match self.problems.into_iter().next() {
            Some(RowProblem { row: _, part: _, refusal }) => Err(refusal),
            None => Ok(self.events),
        }
    }
}

/// Refuses a batch that is too long.
fn fits(weights: impl Iterator<Item = usize>) -> Result<(), Refusal> {
    let rows = weights.fold(0, usize::saturating_add);
    match rows <= EFFORT_BATCH_ROWS_MAX {
        true => Ok(()),
        false => Err(Refusal::BatchTooLong { rows, max: EFFORT_BATCH_ROWS_MAX }),
    }
}

/// One, and one more for each 200 characters of text.
fn weight<'a>(texts: impl IntoIterator<Item = &'a Option<Text>>) -> usize {
    let long = |text: &Text| text.as_str().chars().count().div_ceil(TEXT_CHARS_A_ROW);
    texts.into_iter().flatten().map(long).fold(1, usize::saturating_add)
}

#[cfg(test)]
mod spec;
