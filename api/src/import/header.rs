use std::collections::BTreeMap;

use super::cell::Cell;
use super::finding::{Finding, FindingCode, Findings, shortened};
use super::joined::Joined;
use super::mapping::Layout;

/// Where the fields of the mapping stand in the rows of a file.
#[derive(Debug)]
pub(super) struct Header<F> {
    /// Every header, also those of columns that are not used; those of a joined file last.
    texts: Vec<String>,
    /// How many of them are the file's own.
    width: usize,
    columns: BTreeMap<F, Column>,
}

/// One field's column.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) at: usize,
    pub(super) header: String,
}

impl<F: Copy + Ord> Header<F> {
    /// Finds every header that the mapping names, to the letter; none where one is missing or there
    /// twice, since no row could be checked then.
    pub(super) fn find(
        cells: &[Cell],
        row: usize,
        layout: &Layout<F>,
        joined: Option<&Joined>,
        findings: &mut Findings,
    ) -> Option<Self> {
        let width = cells.iter().rposition(|cell| !cell.is_blank()).map_or(0, |last| last + 1);
        let width = if layout.is_delimited() { cells.len() } else { width };
        let mut texts: Vec<_> =
            cells.iter().take(width).map(|cell| cell.shown().into_owned()).collect();
        texts.extend(joined.into_iter().flat_map(Joined::headers).cloned());
        let mut columns = BTreeMap::new();
        let mut complete = true;
        for (field, header) in &layout.columns {
            let mut places = (0..).zip(&texts).filter(|(_, text)| *text == header);
            let problem = match (places.next(), places.next()) {
                (Some((at, _)), None) => {
                    columns.insert(*field, Column { at, header: header.clone() });
                    continue;
                }
                (Some(_), Some(_)) => Finding::new(
                    FindingCode::RepeatedColumn,
                    "more than one column has this header; rename one, only one can be meant",
                ),
                (None, _) => Finding::new(FindingCode::MissingColumn, missing(header, &texts)),
            };
            findings.note(problem.at(row).in_column(header));
            complete = false;
        }
        warn_of_unused(&texts, row, layout, joined.map(Joined::key), findings);
        complete.then_some(Self { texts, width, columns })
    }

    /// Cells that a row of the file has.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// The headers of the file itself.
    pub(super) fn own(&self) -> &[String] {
        self.texts.get(..self.width).unwrap_or(&self.texts)
    }

    /// Where columns of the file itself stand that have this header, used or not.
    pub(super) fn places(&self, header: &str) -> impl Iterator<Item = usize> {
        (0..).zip(self.own()).filter(move |(_, text)| *text == header).map(|(at, _)| at)
    }

    pub(super) fn column(&self, field: F) -> Option<&Column> {
        self.columns.get(&field)
    }
}

fn missing(header: &str, texts: &[String]) -> String {
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    if let Some(close) = texts.iter().find(|text| folded(text) == folded(header)) {
        let close = shortened(close);
        return format!(
            "there is `{close}`, which is not the same to the letter; correct the mapping"
        );
    }
    let there: Vec<_> =
        texts.iter().take(40).map(|text| format!("`{}`", shortened(text))).collect();
    format!("no column has this header; there are {}", there.join(", "))
}

/// The key by which a second file is joined is used, too.
fn warn_of_unused<F>(
    texts: &[String],
    row: usize,
    layout: &Layout<F>,
    key: Option<&str>,
    findings: &mut Findings,
) {
    for text in texts.iter().filter(|text| !text.trim().is_empty()) {
        let used = key == Some(text) || layout.columns.values().any(|header| header == text);
        if !used && !layout.ignored_columns.contains(text) {
            let message = "the mapping does not use this column; name it in `ignored_columns` if \
                           that is right";
            let finding = Finding::new(FindingCode::UnusedColumn, message);
            findings.note(finding.at(row).in_column(text));
        }
    }
}
