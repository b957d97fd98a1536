//! The production log of a real plant, against figures that were computed apart from Loggia.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use loggia_core::production::{ImportTarget, ReportKind, Rework};
use loggia_core::scalar::Instant;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::cell::Cell;
use super::real_data::real;
use super::table::{RawRow, Rows};
use super::*;

fn plant() -> Option<(Vec<u8>, Value)> {
    let book = std::fs::read(real("plant/Production_Data.xlsx")?).unwrap();
    let expected = std::fs::read(real("plant/expected.json")?).unwrap();
    Some((book, serde_json::from_slice(&expected).unwrap()))
}

fn imported(bytes: &[u8], mapping: &str) -> ReadImport {
    read(bytes, None, &Mapping::named(mapping).unwrap(), &mut |_, _| {}).unwrap()
}

/// As `expected.py` counts.
fn figures<'a>(rows: impl Iterator<Item = &'a ImportRow>) -> Value {
    let rows: Vec<_> = rows.collect();
    let sum = |of: fn(&ImportRow) -> String| -> u64 {
        rows.iter().map(|row| of(row).parse::<u64>().unwrap()).sum()
    };
    let orders: BTreeSet<_> = rows.iter().map(|row| &row.order).collect();
    let objects: BTreeSet<_> =
        rows.iter().map(|row| (&row.order, &row.activity, &row.resource)).collect();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &rows {
        *kinds.entry(letter(row.report.kind)).or_default() += 1;
    }
    let mut lines: Vec<_> = rows.iter().map(|row| line(row)).collect();
    lines.sort();
    let digest = Sha256::digest(lines.join("\n")).iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    });
    json!({
        "rows": rows.len(),
        "orders": orders.len(),
        "objects": objects.len(),
        "by_report_type": kinds,
        "minutes": rows.iter().map(|row| u64::from(row.report.minutes().0)).sum::<u64>(),
        "qty_completed": sum(|row| row.report.good.to_string()),
        "qty_rejected": sum(|row| row.report.scrap.to_string()),
        "qty_mrb": sum(|row| row.report.held.to_string()),
        "rework_rows": rows.iter().filter(|row| row.report.rework == Rework::Yes).count(),
        "sha256_full_cols": digest,
    })
}

fn letter(kind: ReportKind) -> &'static str {
    match kind {
        ReportKind::SetUp => "S",
        ReportKind::Production => "D",
        ReportKind::Breakdown => "B",
    }
}

/// The row as the source writes it.
fn line(row: &ImportRow) -> String {
    let time = |at: Instant| at.timestamp().strftime("%Y/%m/%d %H:%M:%S.000").to_string();
    [
        row.order.as_str(),
        row.activity.as_str(),
        row.resource.as_str(),
        &time(row.report.start),
        &time(row.report.end),
        letter(row.report.kind),
        &row.report.good.to_string(),
        &row.report.scrap.to_string(),
        &row.report.held.to_string(),
    ]
    .join("\t")
}

#[test]
fn the_plant_has_the_figures_that_were_computed_apart() {
    let Some((book, expected)) = plant() else { return };
    let read = imported(&book, "plant");
    let rows = || read.rows.iter().map(|(_, row)| row);
    assert_eq!(figures(rows()), expected["all"]);
    let of = |target| rows().filter(move |row| row.target == target);
    assert_eq!(figures(of(ImportTarget::WorkStep)), expected["steps_all"]);
    assert_eq!(figures(of(ImportTarget::Process)), expected["processes_all"]);
    let resources: BTreeSet<_> = rows().map(|row| &row.resource).collect();
    assert_eq!(json!(resources.len()), expected["resources_all"]);
    assert!(resources.iter().any(|name| name.as_str() == "Machine 7- Laser Marking"));
    let keys: BTreeSet<_> = rows().map(|row| row.key).collect();
    assert_eq!(keys.len(), 4_543);
    assert_eq!(read.rows.first().map(|(row, _)| *row), Some(2));
    assert_eq!(read.rows.last().map(|(row, _)| *row), Some(4_544));
}

#[test]
fn the_dirt_of_the_plant_is_found_and_kept() {
    let Some((book, _)) = plant() else { return };
    let read = imported(&book, "plant");
    let totals: Vec<_> =
        read.warnings_total.iter().map(|(code, total)| (code.as_str(), *total)).collect();
    assert_eq!(
        totals,
        [
            ("span_contradicts", 705),
            ("no_length", 9),
            ("exact_duplicate", 22),
            ("more_done_than_ordered", 64),
            ("overlap_on_resource", 784),
            ("activity_names_other_resource", 49),
            ("only_processes", 13),
        ]
    );
    let dated = read
        .warnings
        .iter()
        .find(|found| found.row == Some(929) && found.code == FindingCode::SpanContradicts);
    assert_eq!(
        dated.unwrap().to_string(),
        "span_contradicts, row 929, column `Span`, `1899/12/31 01:49:00`: \
         it is no span such as `000:20`; the times count"
    );
    assert_eq!((read.rows_blank, read.rows_dropped), (0, 0));
}

/// The sheet as a spreadsheet program saves it.
#[derive(Default)]
struct Saved(String);

impl Rows for Saved {
    fn expect(&mut self, _: usize) {}

    fn row(&mut self, row: RawRow) -> std::ops::ControlFlow<()> {
        let mut cells = row.cells;
        cells.resize(14, Cell::Blank);
        let cells: Vec<_> = cells.iter().map(|cell| format!("\"{}\"", cell.shown())).collect();
        writeln!(self.0, "{}", cells.join(",")).unwrap();
        std::ops::ControlFlow::Continue(())
    }
}

#[test]
fn the_plant_saved_as_csv_gives_the_same_rows_with_the_same_keys() {
    let Some((book, _)) = plant() else { return };
    let mut saved = Saved::default();
    workbook::read_workbook(&book, None, &mut saved).unwrap();
    assert_eq!(imported(saved.0.as_bytes(), "plant-csv"), imported(&book, "plant"));
}

#[test]
fn the_parts_of_the_plant_are_measured_as_large_as_they_are() {
    let Some((book, _)) = plant() else { return };
    // The sum of `unzip -l`.
    assert_eq!(archive::inflated_bytes(&book), Ok(PLANT_BYTES));
}

const PLANT_BYTES: u64 =
    1_168 + 588 + 775 + 615 + 698 + 291_653 + 16_648 + 8_390 + 1_567 + 2_050_405;
