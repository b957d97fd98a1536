use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::Value;

use super::connection::Place;
use super::effort::Effort;
use super::error::finding_table;
use super::plan::Plan;
use super::say::say;
use super::table::cell;
use super::upload::{Files, read, upload};
use super::{CliError, Done};

/// Take in a production log (XLSX or CSV), a project plan, timesheets or expenses.
///
/// The file is read and checked as a whole: one problem, and nothing of it is taken. The same file
/// twice adds nothing. Ctrl-C stops between two batches; importing the file again goes on.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(after_help = "\
Examples:
  loggia import plan house.xml --zone Europe/Vienna --dry-run
  loggia import timesheets hours.csv --joined days.csv --mapping ours.toml --dry-run
  loggia import expenses expenses.csv --mapping p6-expenses
  loggia import log.xlsx --mapping plant --data plant --dry-run
  loggia import log.csv --mapping our-mapping.toml --server http://127.0.0.1:8420 --user paula

docs/IMPORT.md describes mappings; `plant` and `plant-csv` come with loggia,
`sip` for timesheets and `p6-expenses` for expenses.")]
pub(super) struct Import {
    #[command(subcommand)]
    of: Option<Of>,
    #[command(flatten)]
    log: Option<ProductionLog>,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Subcommand)]
enum Of {
    /// Take in a project plan (Microsoft Project, saved as XML)
    Plan(Plan),
    /// Take in timesheets (XLSX or CSV), as history
    Timesheets(Effort),
    /// Take in expenses (XLSX or CSV), as history
    Expenses(Effort),
}

// It holds no `Place`: clap does not see that arguments were given which hold others.
#[derive(Debug, Args)]
struct ProductionLog {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// A mapping file (FILE.toml), or the name of a mapping that comes with loggia
    #[arg(long, value_name = "MAPPING")]
    mapping: String,
    /// Only tell what would be made
    #[arg(long)]
    dry_run: bool,
}

impl Import {
    pub(super) fn run(self) -> Done {
        let Self { of, log, place } = self;
        match (of, log) {
            (Some(Of::Plan(plan)), _) => plan.run(),
            (Some(Of::Timesheets(file)), _) => file.run("/v1/imports/timesheets"),
            (Some(Of::Expenses(file)), _) => file.run("/v1/imports/expenses"),
            (None, Some(log)) => log.run(&place),
            (None, None) => Err(CliError::said("`import` needs a file; `--help` shows examples")),
        }
    }
}

impl ProductionLog {
    fn run(self, place: &Place) -> Done {
        let parts =
            vec![("mapping", mapping_text(&self.mapping)?), ("dry_run", self.dry_run.to_string())];
        let connection = place.connect()?;
        let done =
            upload(&connection.client, "/v1/imports/production", Files::one(&self.file), parts);
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

/// The text of a mapping file, or the name of one that the server has.
pub(super) fn mapping_text(mapping: &str) -> Result<String, CliError> {
    let path = std::path::Path::new(mapping);
    // A folder or file that happens to be called `plant` does not hide the mapping of that name.
    let is_name = path.extension().is_none() && path.components().count() == 1;
    if is_name {
        return Ok(mapping.to_owned());
    }
    let text = read(path)?;
    let mut text =
        String::from_utf8(text).map_err(|_| CliError::said(format!("`{mapping}` is not UTF-8")))?;
    // More than a line, so that it is never taken for a name.
    text.push('\n');
    text.insert(0, '\n');
    Ok(text)
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
    say(format!(
        "made: {} production orders, {} resources, {} work steps, {} processes, {} reports",
        at("/made/production_orders"),
        at("/made/resources"),
        at("/made/work_steps"),
        at("/made/processes"),
        at("/made/reports"),
    ));
    let totals = report.get("warnings_total").and_then(Value::as_object);
    for (code, count) in totals.into_iter().flatten() {
        say(format!("warning: {count} x {code}"));
    }
    let warnings = report.get("warnings").and_then(Value::as_array);
    if let Some(warnings) = warnings.filter(|warnings| !warnings.is_empty()) {
        say(format!("\n{}", finding_table(warnings)));
    }
}
