//! The past of the real plant: its rows arrive in the order of their start, each at its time, and
//! the auditor sees what each partner had at two moments in between.

use std::collections::BTreeMap;

use calamine::{Data, Reader, Xlsx, open_workbook};
use loggia_core::scalar::Instant;
use loggia_tests::ask::DryRun;
use loggia_tests::inside::Inside;
use loggia_tests::plant::{self, Expected};
use loggia_tests::real_data;
use serde_json::{Value, json};

/// The rows of the sheet as CSV files, one for each start: `2012/01/29 23:24:00.000` to its file.
fn by_start(workbook: &std::path::Path) -> BTreeMap<String, Vec<u8>> {
    let mut book: Xlsx<_> = open_workbook(workbook).expect("the workbook");
    let sheet = book.worksheet_range("Production_Data").expect("its sheet");
    let mut rows = sheet.rows().map(|row| row.iter().map(plain).collect::<Vec<String>>());
    let head = rows.next().expect("a head");
    let start = head.iter().position(|name| name == "Start").expect("the column Start");
    let mut files = BTreeMap::<String, csv::Writer<Vec<u8>>>::new();
    for row in rows {
        let file = files.entry(row[start].clone()).or_insert_with(|| {
            let mut file = csv::Writer::from_writer(Vec::new());
            file.write_record(&head).expect("a head");
            file
        });
        file.write_record(&row).expect("a row");
    }
    files.into_iter().map(|(at, file)| (at, file.into_inner().expect("a file"))).collect()
}

fn plain(cell: &Data) -> String {
    match cell {
        // Spans are computed; whatever this one cell holds is only compared.
        Data::DateTime(_) => "0:00".to_owned(),
        Data::Float(number) => number.to_string(),
        other => other.to_string(),
    }
}

fn instant(text: &str) -> Instant {
    let plain = text.replace('/', "-").replacen(' ', "T", 1);
    format!("{plain}Z").parse().expect("an instant")
}

#[test]
fn an_auditor_sees_what_partners_of_a_real_plant_saw_in_february_and_in_march() {
    let Some(folder) = real_data::folder("plant") else { return };
    let expected = Expected::read(&folder);
    let files = by_start(&folder.join("Production_Data.xlsx"));
    let server = Inside::at(instant("2011/12/30 00:00:00.000"));
    let root = server.root();
    let partners = plant::partners(&root, &expected);
    plant::link(&root, &expected, &partners);

    for (start, file) in &files {
        server.clock.set(instant(start));
        server.root().import("rows.csv", file, "plant-csv", DryRun::No).good();
    }

    let root = server.root();
    for (name, partner) in &partners {
        for moment in ["2012-02-01 00:00", "2012-03-01 00:00"] {
            let until = format!("{}:00Z", moment.replacen(' ', "T", 1));
            // Rows that start before the moment: as of the instant before it.
            let before =
                Instant::from_micros(until.parse::<Instant>().expect("an instant").micros() - 1);
            let rows = |view: &str| {
                root.rows(&format!("/v1/audit/views/{}/{view}?at={before}", partner.id))
            };
            let reports = |rows: &[Value]| -> u64 {
                rows.iter().filter_map(|row| row["report_count"].as_u64()).sum()
            };
            let figures = json!({
                "work_step_rows": reports(&rows("work-steps")),
                "process_rows": reports(&rows("processes")),
                "orders": rows("orders").len(),
            });
            assert_eq!(figures, expected.of(name)["as_of"][moment], "{name} as of {moment}");
        }
        // At the end the past is the present, byte for byte.
        let client = server.user(name);
        let now = client.get("/v1/portal/work-steps?limit=500").good().body;
        let head = root.get("/v1/ops/status").good().json()["log"]["seq"].clone();
        let path = format!("/v1/audit/views/{}/work-steps?seq={head}&limit=500", partner.id);
        assert_eq!(root.get(&path).good().body, now, "{name} at the head");
    }
}
