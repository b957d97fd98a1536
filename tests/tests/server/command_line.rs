//! `loggia import` of a production log, of timesheets and of expenses, as a process of its own over a
//! data folder: tried, taken in, taken in again, and refused.

use std::path::Path;
use std::process::{Command, Output};

use loggia_tests::binary::{self, Server};
use serde_json::{Value, json};

/// How both files are written.
const WRITTEN: &str = r#"
[file]
format = "csv"
delimiter = ";"
encoding = "utf-8"

[dates]
patterns = ["%Y-%m-%d"]
"#;

const HOURS: &str = "\
Who;Project;Phase;Task;Day;Hours
Framing Ltd;House;Frame;Walls;2026-03-02;7.5
Framing Ltd;House;Frame;Walls;2026-03-03;8
Roofing Ltd;House;Roof;Tiles;2026-03-03;2.25
";

const HOURS_COLUMNS: &str = r#"
[columns]
person = "Who"
project = "Project"
phase = "Phase"
task = "Task"
day = "Day"
hours = "Hours"
"#;

const SPENT: &str = "\
Who;Project;What;Day;Amount
Framing Ltd;House;Travel;2026-03-02;120.50
Framing Ltd;House;Travel;2026-03-02;120.50
";

const SPENT_COLUMNS: &str = r#"
[columns]
person = "Who"
project = "Project"
category = "What"
day = "Day"
amount = "Amount"

[otherwise]
currency = "EUR"
"#;

const REPORTS: &str = "\
CaseID,Activity,Resource,Start,Complete,Span,Work Order  Qty,Part Desc.,Worker ID,Report Type,Qty Completed,Qty Rejected,Qty for MRB,Rework
Case 1,Turning,Lathe,2012/01/02 01:00:00.000,2012/01/02 02:00:00.000,1:00,9,shaft,W1,D,3,0,0,
Case 1,Turning,Lathe,2012/01/02 02:00:00.000,2012/01/02 03:00:00.000,1:00,9,shaft,W1,D,2,0,0,
";

/// A data folder, and what is imported into it.
struct Files {
    dir: tempfile::TempDir,
}

impl Files {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        binary::init(&dir.path().join("data"));
        let write = |name: &str, text: &str| {
            std::fs::write(dir.path().join(name), text).expect("it is written");
        };
        write("hours.csv", HOURS);
        write("hours.toml", &format!("{WRITTEN}{HOURS_COLUMNS}"));
        write("spent.csv", SPENT);
        write("spent.toml", &format!("{WRITTEN}{SPENT_COLUMNS}"));
        Self { dir }
    }

    fn data(&self) -> std::path::PathBuf {
        self.dir.path().join("data")
    }

    /// Runs `loggia import` beside the files.
    fn import(&self, of: &str, file: &str, mapping: &str, more: &[&str]) -> Output {
        self.import_by(&["import", of, file, "--mapping", mapping], more)
    }

    fn import_by(&self, args: &[&str], more: &[&str]) -> Output {
        let mut command = Command::new(binary::path());
        command.current_dir(self.dir.path()).args(args);
        command.args(["--data", "data"]).args(more).env("LOGGIA_LOG", "warn");
        command.output().expect("the binary starts")
    }
}

fn told(output: &Output) -> String {
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let wrong = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {told}{wrong}", output.status);
    told
}

fn rows(data: &Path, list: &str) -> Vec<Value> {
    let server = Server::start(data);
    let rows = server.root().rows(&format!("/v1/staff/{list}"));
    server.stop();
    rows
}

#[test]
fn a_production_log_is_tried_taken_in_once_and_refused_whole_from_the_command_line() {
    let files = Files::new();
    let file = |name: &str, text: &str| {
        std::fs::write(files.dir.path().join(name), text).expect("it is written");
    };
    file("reports.csv", REPORTS);
    let import = |file: &str, more: &[&str]| {
        files.import_by(&["import", file, "--mapping", "plant-csv"], more)
    };
    let dry = told(&import("reports.csv", &["--dry-run"]));
    assert!(dry.contains("2 rows: 2 would be added (dry run: nothing was)"), "{dry}");
    assert!(rows(&files.data(), "work-steps").is_empty(), "a dry run makes nothing");

    let made = told(&import("reports.csv", &[]));
    assert!(made.contains("2 rows: 2 added, 0 already there"), "{made}");
    let again: Value =
        serde_json::from_str(&told(&import("reports.csv", &["--json"]))).expect("JSON");
    assert_eq!((&again["added"], &again["already_there"]), (&json!(0), &json!(2)), "{again}");
    let steps = rows(&files.data(), "work-steps");
    assert_eq!(steps.len(), 1, "{steps:?}");
    assert_eq!(steps[0]["report_count"], json!(2), "{steps:?}");

    file("wrong.csv", &REPORTS.replace("2012/01/02 03:", "02.01.2012 03:"));
    let refused = import("wrong.csv", &[]);
    let why = String::from_utf8_lossy(&refused.stderr);
    assert!(!refused.status.success());
    for part in ["import_refused", "bad_date", "Complete"] {
        assert!(why.contains(part), "{part}: {why}");
    }
    assert_eq!(rows(&files.data(), "work-steps"), steps, "one problem, and nothing is taken");
    let without = files.import_by(&["import", "--mapping", "plant-csv"], &[]);
    assert!(String::from_utf8_lossy(&without.stderr).contains("<FILE>"), "{without:?}");
}

#[test]
fn timesheets_are_tried_taken_in_once_and_refused_whole_from_the_command_line() {
    let files = Files::new();
    let import = |more: &[&str]| files.import("timesheets", "hours.csv", "hours.toml", more);
    let dry = told(&import(&["--dry-run"]));
    assert!(dry.contains("3 rows: 3 would be added (dry run: nothing was)"), "{dry}");
    assert!(dry.contains("hours: 17.75"), "{dry}");
    assert!(rows(&files.data(), "timesheets").is_empty(), "a dry run makes nothing");

    let made = told(&import(&[]));
    assert!(made.contains("3 rows: 3 added, 0 already there"), "{made}");
    assert!(made.contains("hours: 17.75"), "{made}");
    let again: Value = serde_json::from_str(&told(&import(&["--json"]))).expect("JSON");
    assert_eq!((&again["added"], &again["already_there"]), (&json!(0), &json!(3)), "{again}");
    let sheets = rows(&files.data(), "timesheets");
    assert_eq!(sheets.len(), 2, "{sheets:?}");
    assert!(sheets.iter().all(|sheet| sheet["status"] == "draft"), "{sheets:?}");

    let wrong = HOURS.replace(";8\n", ";eight\n").replace("Roof;", ";");
    std::fs::write(files.dir.path().join("wrong.csv"), wrong).expect("it is written");
    let refused = files.import("timesheets", "wrong.csv", "hours.toml", &[]);
    let why = String::from_utf8_lossy(&refused.stderr);
    assert!(!refused.status.success());
    for part in ["import_refused", "bad_number", "Hours", "Phase"] {
        assert!(why.contains(part), "{part}: {why}");
    }
    assert!(!why.contains("Roofing"), "persons are shown in no finding: {why}");
    assert_eq!(rows(&files.data(), "timesheets"), sheets, "one problem, and nothing is taken");
}

#[test]
fn expenses_are_tried_taken_in_once_and_refused_whole_from_the_command_line() {
    let files = Files::new();
    let import = |more: &[&str]| files.import("expenses", "spent.csv", "spent.toml", more);
    let dry = told(&import(&["--dry-run"]));
    assert!(dry.contains("2 rows: 2 would be added (dry run: nothing was)"), "{dry}");
    assert!(dry.contains("amount: 241"), "{dry}");
    assert!(rows(&files.data(), "expenses").is_empty(), "a dry run makes nothing");

    // The same row twice is two expenses; the same file twice is one file.
    let made = told(&import(&[]));
    assert!(made.contains("2 rows: 2 added, 0 already there"), "{made}");
    let again = told(&import(&[]));
    assert!(again.contains("2 rows: 0 added, 2 already there"), "{again}");
    let expenses = rows(&files.data(), "expenses");
    assert_eq!(expenses.len(), 2, "{expenses:?}");
    let money = json!({ "amount": 120.5, "currency": "EUR" });
    assert!(expenses.iter().all(|row| row["money"] == money));

    let refused = files.import("expenses", "spent.csv", "nowhere.toml", &[]);
    assert!(!refused.status.success());
    let why = String::from_utf8_lossy(&refused.stderr);
    assert!(why.contains("nowhere.toml"), "{why}");
    let refused = files.import("expenses", "spent.csv", "hours.toml", &[]);
    assert!(!refused.status.success());
    let why = String::from_utf8_lossy(&refused.stderr);
    assert!(why.contains("bad_mapping"), "{why}");
    assert_eq!(rows(&files.data(), "expenses"), expenses, "nothing is taken");
}
