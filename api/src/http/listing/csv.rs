//! Lists as CSV (RFC 4180), for spreadsheets.

use serde_json::{Map, Value};

use super::Entry;
use super::value::text_of;
use crate::http::{Problem, ProblemKind};

/// Rows of one CSV file; `Loggia-Next` tells where the rest begins.
pub const CSV_ROWS_MAX: usize = 100_000;

/// The rows under a line with the names of the columns.
pub(super) fn csv(columns: &[&'static str], rows: &[Entry<'_>]) -> Result<Vec<u8>, Problem> {
    let failed = |error: &dyn std::fmt::Display| {
        tracing::error!(%error, "a list could not be written as CSV");
        Problem::new(ProblemKind::Internal)
    };
    let mut file =
        ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    file.write_record(columns).map_err(|error| failed(&error))?;
    for row in rows {
        let fields: Map<String, Value> = serde_json::from_slice(row.json).unwrap_or_default();
        let cells = columns.iter().map(|column| fields.get(*column).map(cell).unwrap_or_default());
        file.write_record(cells).map_err(|error| failed(&error))?;
    }
    file.into_inner().map_err(|error| failed(&error))
}

/// A spreadsheet must not take text for a formula.
fn cell(value: &Value) -> String {
    let text = text_of(value);
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if risky && !value.is_number() { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use loggia_core::visibility::Place;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn text_is_quoted_and_never_a_formula() {
        let json = br#"{"a":"=1+1","b":-5,"c":null,"d":"x,\"y\"","e":["p","q"],"hidden":1}"#;
        let place = Place::default();
        let row = Entry { place: &place, id: Uuid::nil(), number: 0, json };
        let text = String::from_utf8(csv(&["a", "b", "c", "d", "e"], &[row]).unwrap()).unwrap();
        assert_eq!(text, "a,b,c,d,e\r\n'=1+1,-5,,\"x,\"\"y\"\"\",p q\r\n");
        for risky in ["+1", "-1", "@a", "\tx", "\rx"] {
            assert!(cell(&Value::from(risky)).starts_with('\''), "{risky:?}");
        }
    }
}
