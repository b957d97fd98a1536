use std::path::PathBuf;

use clap::Args;
use serde_json::Value;

use super::connection::Place;
use super::error::finding_table;
use super::import::mapping_text;
use super::say::say;
use super::table::cell;
use super::upload::{Files, upload};
use super::{CliError, Done};

/// A file of timesheets or expenses (XLSX or CSV), as history.
///
/// It is read and checked as a whole: one problem, and nothing of it is taken. The same file twice
/// adds nothing. Ctrl-C stops between two batches; importing the file again goes on.
#[derive(Debug, Args)]
pub(super) struct Effort {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// A mapping file (FILE.toml), or the name of a mapping that comes with loggia
    #[arg(long, value_name = "MAPPING")]
    mapping: String,
    /// The second file, if the mapping joins one
    #[arg(long, value_name = "FILE")]
    joined: Option<PathBuf>,
    /// Only tell what would be made
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    place: Place,
}

impl Effort {
    /// Sends it to a route of imports.
    pub(super) fn run(self, route: &'static str) -> Done {
        let Self { file, mapping, joined, dry_run, place } = self;
        let parts = vec![("mapping", mapping_text(&mapping)?), ("dry_run", dry_run.to_string())];
        let connection = place.connect()?;
        let files = Files { file: &file, joined: joined.as_deref() };
        let done = upload(&connection.client, route, files, parts);
        connection.close()?;
        let report = done?;
        if place.json {
            say(&report);
        } else {
            tell(&report);
        }
        match report.get("stopped").and_then(Value::as_bool) {
            Some(true) => Err(CliError::said("stopped; import the file again to go on")),
            Some(false) | None => Ok(()),
        }
    }
}

fn tell(report: &Value) {
    let at = |path: &str| cell(report.pointer(path));
    let would = match report.get("dry_run").and_then(Value::as_bool) {
        Some(true) => "would be added (dry run: nothing was)",
        Some(false) | None => "added",
    };
    say(format!(
        "{} rows: {} {would}, {} already there",
        at("/rows"),
        at("/added"),
        at("/already_there")
    ));
    let made = report.get("made").and_then(Value::as_object).into_iter().flatten();
    let some = made.filter(|(_, count)| count.as_u64() != Some(0));
    let told: Vec<String> = some.map(|(kind, n)| format!("{} {kind}", cell(Some(n)))).collect();
    if !told.is_empty() {
        say(format!("made: {}", told.join(", ")));
    }
    if report.pointer("/made/entries").and_then(Value::as_u64) != Some(0) {
        say(format!("hours: {}", at("/hours")));
    }
    let amounts = report.get("amounts").and_then(Value::as_object).into_iter().flatten();
    for (currency, amount) in amounts {
        say(format!("amount: {} {currency}", cell(Some(amount))));
    }
    let totals = report.get("warnings_total").and_then(Value::as_object);
    for (code, count) in totals.into_iter().flatten() {
        say(format!("warning: {count} x {code}"));
    }
    let warnings = report.get("warnings").and_then(Value::as_array);
    if let Some(warnings) = warnings.filter(|warnings| !warnings.is_empty()) {
        say(format!("\n{}", finding_table(warnings)));
    }
}
