//! Rules of an import, on small files.

mod files;
mod hostile;
mod keys;
mod rows;

use super::*;

const HEADER: &str = "order;qty;article;machine;what;from;to;kind;good;scrap;held;again;who;span";

/// A file of [`HEADER`]; `rest` comes before the tables.
fn mapping_with(rest: &str, file: &str, dates: &str) -> Mapping {
    Mapping::from_toml(&format!(
        r#"
        {rest}
        [file]
        {file}
        [dates]
        zone = "Europe/Berlin"
        patterns = ["%d.%m.%Y %H:%M"]
        {dates}
        [numbers]
        decimal = ","
        thousands = "."
        [columns]
        order = "order"
        order_quantity = "qty"
        article = "article"
        resource = "machine"
        activity = "what"
        start = "from"
        end = "to"
        report_kind = "kind"
        good = "good"
        scrap = "scrap"
        held = "held"
        rework = "again"
        worker = "who"
        [report_kinds]
        S = "set_up"
        D = "production"
        [rework]
        yes = ["Y"]
        no = ["N"]
        [processes]
        resources = ["Check"]
        [span]
        column = "span"
        format = "hours_minutes"
        [checks]
        numbered_word = "Machine"
        "#
    ))
    .unwrap()
}

const CSV: &str = r#"format = "csv"
delimiter = ";""#;

fn csv_mapping() -> Mapping {
    mapping_with("", CSV, "")
}

fn xlsx_mapping() -> Mapping {
    mapping_with("", r#"format = "xlsx""#, "")
}

fn read_as(bytes: &[u8], mapping: &Mapping) -> Result<ReadImport, ImportRefusal> {
    read(bytes, None, mapping, &mut |_, _| {})
}

fn csv(rows: &[&str]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

fn read_csv(rows: &[&str]) -> Result<ReadImport, ImportRefusal> {
    read_as(csv(rows).as_bytes(), &csv_mapping())
}

const GOOD: &str = "A1;10;Shaft;Machine 1;Turning - Machine 1;\
                    30.01.2012 06:00;30.01.2012 07:30;D;1,5;0;0;;Ada;001:30";

const CHECK: &str =
    "A1;10;Shaft;Check;Final check;30.01.2012 08:00;30.01.2012 09:00;D;1;0;0;;;001:00";

/// [`GOOD`] with one cell changed, by its place.
fn changed(place: usize, value: &str) -> String {
    let mut cells: Vec<_> = GOOD.split(';').collect();
    cells[place] = value;
    cells.join(";")
}

fn codes(found: &Result<ReadImport, ImportRefusal>) -> Vec<(&'static str, Option<usize>)> {
    let findings = match found {
        Ok(read) => &read.warnings,
        Err(refusal) => &refusal.findings,
    };
    findings.iter().map(|finding| (finding.code.as_str(), finding.row)).collect()
}

#[test]
fn the_page_on_imports_explains_every_code() {
    let page = include_str!("../../../../docs/IMPORT.md");
    for code in FindingCode::ALL {
        assert!(page.contains(&format!("| `{code}` |")), "`{code}` is not in docs/IMPORT.md");
    }
}
