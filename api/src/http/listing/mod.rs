//! Lists: pages, filters, order, search, CSV; the same shape for partners and for staff.
//!
//! A list is told by [`Rows`]: rows of ready JSON in their order. Everything else - what a column may
//! be compared with, in which order pages come, how a cursor is sealed - is here, once. It reads only
//! what the rows show: a hidden column is not in them, so it cannot be asked about (law 7).

mod answer;
mod asked;
mod csv;
mod cursor;
mod page;
mod query;
mod value;

use loggia_core::visibility::{Form, Place};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

pub use answer::{Format, ListBody, content_tag};
pub use asked::{Asked, QUERY_PARAMETERS_MAX};
pub use csv::CSV_ROWS_MAX;
pub use cursor::Sealer;
pub use page::list_body;
#[cfg(test)]
pub(in crate::http) use value::Kind;

pub use query::{ListParams, PAGE_ROWS, PAGE_ROWS_MAX, Query, SEARCH_CHARS_MAX};

/// A list, wherever its rows come from.
pub trait Rows {
    /// The names of the fields to show, in their order.
    fn columns(&self) -> &[&'static str];

    /// Further fields of the rows by which one may filter: links to other records.
    fn links(&self) -> &[&'static str];

    /// In which form all rows tell a field. A masked one cannot be asked about: its constant is no
    /// answer, and it is refused in the words of a field that is not there.
    fn form(&self, _field: &str) -> Form {
        Form::Plain
    }

    /// The rows in their order: all, or those after a place.
    fn after(&self, key: Option<&Key>) -> Box<dyn Iterator<Item = Entry<'_>> + '_>;
}

/// A row, ready to be sent.
pub struct Entry<'a> {
    /// Where it stands.
    pub place: &'a Place,
    /// Which record it is about.
    pub id: Uuid,
    /// Its number, where one record has several rows.
    pub number: u32,
    /// Its bytes.
    pub json: &'a [u8],
}

/// Where a row stands in its list, exactly.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key {
    /// Its place.
    pub place: Place,
    /// Its record.
    pub id: Uuid,
    /// Its number.
    pub number: u32,
}

impl Entry<'_> {
    /// Whether it stands after a place in its list.
    pub fn is_after(&self, key: &Key) -> bool {
        (self.place, self.id, self.number) > (&key.place, key.id, key.number)
    }

    fn key(&self) -> Key {
        Key { place: self.place.clone(), id: self.id, number: self.number }
    }
}

/// A page of a list.
#[derive(ToSchema)]
#[expect(
    dead_code,
    reason = "the shape of a page for the OpenAPI document; pages are put together from bytes"
)]
pub struct Page<T> {
    /// The names of the fields to show, in their order.
    columns: Vec<String>,
    /// The rows.
    rows: Vec<T>,
    /// Where the next page begins; `null` on the last one.
    next: Option<String>,
}
