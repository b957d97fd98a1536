use axum::body::Bytes;
use serde_json::{Map, Value};

use super::csv::{CSV_ROWS_MAX, csv};
use super::cursor::Cursor;
use super::value::{Kind, Order, Sorted};
use super::{Entry, Format, ListBody, PAGE_ROWS, Query, Rows, Sealer};
use crate::http::Problem;

/// The rows of one page, and where the next begins.
struct Cut<'a> {
    rows: Vec<Entry<'a>>,
    next: Option<Cursor>,
}

/// A page of a list as it is sent. A pure function of the rows and of what was asked, so that the
/// past gets the bytes that the present had (law 6). `whose` is the reader and the list.
pub fn list_body(
    rows: &dyn Rows,
    query: &Query,
    format: Format,
    sealer: &Sealer,
    whose: &str,
) -> Result<ListBody, Problem> {
    let belongs = format!("{whose}\n{}", query.meaning);
    let cursor = query.cursor.as_deref().map(|text| sealer.open(text, &belongs)).transpose()?;
    let limit = query.limit.unwrap_or(match format {
        Format::Json => PAGE_ROWS,
        Format::Csv => CSV_ROWS_MAX,
    });
    let cut = match &query.sort {
        None => in_order(rows, query, cursor, limit),
        Some((field, kind, order)) => {
            // A cursor of another order does not open, so it has a value.
            sorted(rows, query, cursor, limit, (field, *kind, *order))
        }
    };
    let next = cut.next.as_ref().and_then(|cursor| sealer.seal(cursor, &belongs));
    let bytes = match format {
        Format::Json => json(rows.columns(), &cut.rows, next.as_deref()),
        Format::Csv => csv(rows.columns(), &cut.rows)?,
    };
    Ok(ListBody::new(Bytes::from(bytes), format, next))
}

fn fields(entry: &Entry<'_>) -> Map<String, Value> {
    serde_json::from_slice(entry.json).unwrap_or_default()
}

fn takes(query: &Query, entry: &Entry<'_>) -> bool {
    query.takes_all() || query.takes(&fields(entry))
}

fn in_order<'a>(
    rows: &'a dyn Rows,
    query: &Query,
    cursor: Option<Cursor>,
    limit: usize,
) -> Cut<'a> {
    let after = cursor.map(|cursor| cursor.key);
    let mut wanted = rows.after(after.as_ref()).filter(|entry| takes(query, entry));
    let page: Vec<Entry<'a>> = wanted.by_ref().take(limit).collect();
    let more = wanted.next().is_some();
    let last = page.last().filter(|_| more);
    let next = last.map(|entry| Cursor { sorted: None, key: entry.key() });
    drop(wanted);
    Cut { rows: page, next }
}

fn sorted<'a>(
    rows: &'a dyn Rows,
    query: &Query,
    cursor: Option<Cursor>,
    limit: usize,
    (field, kind, order): (&str, Kind, Order),
) -> Cut<'a> {
    let wanted = rows.after(None).filter_map(|entry| {
        let fields = fields(&entry);
        let taken = query.takes_all() || query.takes(&fields);
        taken.then(|| (Sorted::of(kind, fields.get(field)), entry))
    });
    let mut wanted: Vec<(Sorted, Entry<'a>)> = wanted.collect();
    // Stable: rows with the same value stay in the order of the list.
    wanted.sort_by(|(one, _), (other, _)| one.compare(other, order));
    let passed = cursor.map_or(0, |Cursor { sorted, key }| {
        let sorted = sorted.unwrap_or(Sorted::Nothing);
        wanted.partition_point(|(value, entry)| {
            value.compare(&sorted, order).then_with(|| entry.key().cmp(&key)).is_le()
        })
    });
    let mut rest = wanted.into_iter().skip(passed);
    let page: Vec<(Sorted, Entry<'a>)> = rest.by_ref().take(limit).collect();
    let more = rest.next().is_some();
    let last = page.last().filter(|_| more);
    let next =
        last.map(|(sorted, entry)| Cursor { sorted: Some(sorted.clone()), key: entry.key() });
    Cut { rows: page.into_iter().map(|(_, entry)| entry).collect(), next }
}

/// Put together from the rows' own bytes. Names and cursors are plain text: serde_json cannot refuse
/// them.
fn json(columns: &[&'static str], rows: &[Entry<'_>], next: Option<&str>) -> Vec<u8> {
    let size: usize = rows.iter().map(|row| row.json.len().saturating_add(1)).sum();
    let mut body = Vec::with_capacity(size.saturating_add(1_024));
    body.extend(b"{\"columns\":");
    body.extend(serde_json::to_vec(columns).unwrap_or_default());
    body.extend(b",\"rows\":[");
    for (at, row) in rows.iter().enumerate() {
        if at > 0 {
            body.push(b',');
        }
        body.extend_from_slice(row.json);
    }
    body.extend(b"],\"next\":");
    body.extend(serde_json::to_vec(&next).unwrap_or_default());
    body.push(b'}');
    body
}
