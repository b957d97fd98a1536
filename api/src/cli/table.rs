use std::fmt::Write as _;

use serde_json::Value;

/// Widest column; what is longer is cut.
const COLUMN_CHARS_MAX: usize = 44;

/// A table with a heading, its columns aligned.
pub(super) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// With these names over its columns.
    pub(super) fn new<T: AsRef<str>>(heading: impl IntoIterator<Item = T>) -> Self {
        Self { rows: vec![heading.into_iter().map(|name| name.as_ref().to_owned()).collect()] }
    }

    /// Adds a row; missing cells are blank.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The rows as text, the last column as long as it is.
    pub(super) fn text(&self) -> String {
        let count = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |at: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(at));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0).min(COLUMN_CHARS_MAX)
        };
        let widths: Vec<usize> = (0..count).map(width).collect();
        let mut text = String::new();
        for row in &self.rows {
            let mut line = String::new();
            for (at, cell) in row.iter().enumerate() {
                let last = at + 1 == count;
                let width = widths.get(at).copied().filter(|_| !last).unwrap_or(0);
                let shown = if last { cell.clone() } else { cut(cell) };
                // Writing to a string does not fail.
                let _ = write!(line, "{shown:<width$}  ");
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text.truncate(text.trim_end().len());
        text
    }
}

fn cut(cell: &str) -> String {
    if cell.chars().count() <= COLUMN_CHARS_MAX {
        return cell.to_owned();
    }
    let mut short: String = cell.chars().take(COLUMN_CHARS_MAX - 1).collect();
    short.push('…');
    short
}

/// A JSON value as a person reads it in a cell.
pub(super) fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "-".to_owned(),
        Some(Value::String(text)) => text.chars().filter(|sign| !sign.is_control()).collect(),
        Some(Value::Array(values)) => {
            values.iter().map(|value| cell(Some(value))).collect::<Vec<_>>().join(", ")
        }
        Some(other @ (Value::Bool(_) | Value::Number(_) | Value::Object(_))) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_control_characters_never_reach_the_terminal() {
        let mut table = Table::new(["row", "what"]);
        table.row(["7".to_owned(), cell(Some(&Value::from("a\u{1b}[31mb")))]);
        table.row(["1234".to_owned(), cell(None)]);
        assert_eq!(table.text(), "row   what\n7     a[31mb\n1234  -");
    }
}
