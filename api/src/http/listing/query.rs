use loggia_core::visibility::Form;
use serde_json::{Map, Value};
use utoipa::IntoParams;

use super::asked::Asked;
use super::value::{Bound, Kind, Order, Sorted, text_of};
use super::{Format, Rows};
use crate::http::Problem;

/// Rows of a page, unless the reader says otherwise.
pub const PAGE_ROWS: usize = 100;

/// Rows of a page at most.
pub const PAGE_ROWS_MAX: usize = 500;

/// Longest text to search for.
pub const SEARCH_CHARS_MAX: usize = 200;

/// The parameters that every list takes. Besides, each column is one: `status=started` (several are
/// alternatives, an empty one means nothing there), `quantity.from=5`, `planned_start.to=...` (both
/// bounds included; a day is its first instant in UTC).
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the parameters for the OpenAPI document; they are read by hand")]
pub struct ListParams {
    /// Rows of a page.
    #[param(minimum = 1, maximum = 500, default = 100)]
    limit: Option<u32>,
    /// `next` of the page before; it belongs to the same filters and order.
    #[param(min_length = 1)]
    cursor: Option<String>,
    /// A column of the list, such as `planned_start`, with `-` before it for the other direction.
    #[param(min_length = 1)]
    sort: Option<String>,
    /// Rows with this text in any column, without regard to case.
    #[param(min_length = 1, max_length = 200)]
    q: Option<String>,
    /// `json`, or `csv` for the whole list as one file; `Accept: text/csv` does the same.
    #[param(inline)]
    format: Option<Format>,
}

/// What a reader wants of a list, checked against its columns.
#[derive(Debug)]
pub struct Query {
    pub(super) limit: Option<usize>,
    pub(super) cursor: Option<String>,
    pub(super) format: Option<Format>,
    pub(super) sort: Option<(String, Kind, Order)>,
    search: Option<String>,
    /// The fields in which to search: those that are told as text.
    texts: Vec<&'static str>,
    filters: Vec<Filter>,
    /// What a cursor belongs to: filters, search and order, in one form.
    pub(super) meaning: String,
}

#[derive(Debug)]
enum Filter {
    /// Any of these.
    Is(String, Kind, Vec<String>),
    /// From here on, included.
    From(String, Kind, Bound),
    /// Up to here, included.
    To(String, Kind, Bound),
}

impl Query {
    /// Reads what was asked. A hidden column and one that never was are refused in the same words.
    pub fn of(asked: Asked, rows: &dyn Rows) -> Result<Self, Problem> {
        let mut query = Self {
            limit: None,
            cursor: None,
            format: None,
            sort: None,
            search: None,
            texts: texts(rows),
            filters: Vec::new(),
            meaning: String::new(),
        };
        let mut pairs = asked.pairs();
        pairs.sort_unstable();
        for (name, value) in pairs {
            let refuse = || Problem::bad_query(&name);
            if !matches!(name.as_str(), "limit" | "cursor" | "format") {
                query.meaning.push_str(&format!("{name:?}={value:?}\n"));
            }
            match name.as_str() {
                "limit" => once(&mut query.limit, limit(&value)).ok_or_else(refuse)?,
                "cursor" => once(&mut query.cursor, Some(value)).ok_or_else(refuse)?,
                "format" => once(&mut query.format, Format::named(&value)).ok_or_else(refuse)?,
                "sort" => once(&mut query.sort, sort(&value, rows)).ok_or_else(refuse)?,
                "q" => once(&mut query.search, search(&value)).ok_or_else(refuse)?,
                column => query.filter(column, value, rows).ok_or_else(refuse)?,
            }
        }
        Ok(query)
    }

    fn filter(&mut self, name: &str, value: String, rows: &dyn Rows) -> Option<()> {
        if let Some(field) = name.strip_suffix(".from") {
            let kind = kind(field, rows)?;
            self.filters.push(Filter::From(field.into(), kind, Bound::parse(kind, &value)?));
        } else if let Some(field) = name.strip_suffix(".to") {
            let kind = kind(field, rows)?;
            self.filters.push(Filter::To(field.into(), kind, Bound::parse(kind, &value)?));
        } else {
            let kind = kind(name, rows)?;
            if !value.is_empty() {
                Sorted::parse(kind, &value)?;
            }
            let held = self.filters.iter_mut().find_map(|filter| match filter {
                Filter::Is(field, _, values) if field == name => Some(values),
                Filter::Is(..) | Filter::From(..) | Filter::To(..) => None,
            });
            match held {
                Some(values) => values.push(value),
                None => self.filters.push(Filter::Is(name.into(), kind, vec![value])),
            }
        }
        Some(())
    }

    /// As what the list is wanted, if the address says.
    pub fn format(&self) -> Option<Format> {
        self.format
    }

    /// Whether every row is wanted, in the list's own order.
    pub fn is_plain(&self) -> bool {
        self.sort.is_none() && self.takes_all()
    }

    /// Whether every row is wanted.
    pub(super) fn takes_all(&self) -> bool {
        self.search.is_none() && self.filters.is_empty()
    }

    /// Whether a row is wanted.
    pub(super) fn takes(&self, row: &Map<String, Value>) -> bool {
        self.filters.iter().all(|filter| filter.takes(row))
            && self.search.as_ref().is_none_or(|needle| {
                self.texts.iter().filter_map(|field| row.get(*field)).any(|value| {
                    value.is_string() && text_of(value).to_lowercase().contains(needle)
                })
            })
    }
}

impl Filter {
    fn takes(&self, row: &Map<String, Value>) -> bool {
        let of = |field: &String, kind: &Kind| Sorted::of(*kind, row.get(field));
        match self {
            Self::Is(field, kind, values) => values.iter().any(|value| {
                let found = row.get(field);
                match (value.as_str(), found, kind) {
                    ("", found, _) => found.is_none_or(Value::is_null),
                    (_, Some(Value::Array(found)), _) => {
                        found.iter().any(|found| text_of(found) == *value)
                    }
                    (_, Some(found), Kind::Text | Kind::Mixed) => text_of(found) == *value,
                    (_, Some(_), Kind::Time | Kind::Number) => {
                        Sorted::parse(*kind, value).as_ref() == Some(&of(field, kind))
                    }
                    (_, None, _) => false,
                }
            }),
            Self::From(field, kind, bound) => {
                let found = of(field, kind);
                bound.beside(*kind, &found).is_some_and(|bound| found >= *bound)
            }
            Self::To(field, kind, bound) => {
                let found = of(field, kind);
                bound.beside(*kind, &found).is_some_and(|bound| found <= *bound)
            }
        }
    }
}

/// Sets what comes once; none when it came before or could not be read.
fn once<T>(held: &mut Option<T>, value: Option<T>) -> Option<()> {
    if held.is_some() {
        return None;
    }
    *held = Some(value?);
    Some(())
}

fn limit(text: &str) -> Option<usize> {
    text.parse().ok().filter(|rows| (1..=PAGE_ROWS_MAX).contains(rows))
}

fn search(text: &str) -> Option<String> {
    let chars = text.chars().count();
    (1..=SEARCH_CHARS_MAX).contains(&chars).then(|| text.to_lowercase())
}

fn sort(text: &str, rows: &dyn Rows) -> Option<(String, Kind, Order)> {
    let (field, order) = match text.strip_prefix('-') {
        Some(field) => (field, Order::Descending),
        None => (text, Order::Ascending),
    };
    Some((field.to_owned(), kind(field, rows)?, order))
}

/// What a field can be compared with, as far as the rows tell it.
fn kind(field: &str, rows: &dyn Rows) -> Option<Kind> {
    let mut known = rows.columns().iter().chain(rows.links());
    if !known.any(|known| *known == field) {
        return None;
    }
    match rows.form(field) {
        Form::Plain => Some(Kind::of(field)),
        Form::Coarse => Some(Kind::Text),
        Form::Masked => None,
    }
}

fn texts(rows: &dyn Rows) -> Vec<&'static str> {
    let columns = rows.columns().iter().copied();
    let holds_text = |column: &&str| match kind(column, rows) {
        Some(Kind::Text | Kind::Mixed) => true,
        Some(Kind::Time | Kind::Number) | None => false,
    };
    columns.filter(holds_text).collect()
}
