use std::path::PathBuf;

use clap::Args;
use serde_json::Value;

use super::connection::Place;
use super::error::plan_finding_table;
use super::say::say;
use super::table::cell;
use super::upload::{Files, read, upload};
use super::{CliError, Done};

/// Take in a project plan (Microsoft Project, saved as XML).
///
/// The plan is read and checked as a whole. The same plan twice changes nothing; one that changed
/// changes what differs, and what vanished from it is told and stays.
#[derive(Debug, Args)]
pub(super) struct Plan {
    /// The plan
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The zone of the times in the plan, such as Europe/Vienna
    #[arg(long, value_name = "ZONE")]
    zone: String,
    /// The project that it is of; the one that it names if left out
    #[arg(long, value_name = "NAME")]
    project: Option<String>,
    /// TOML or JSON that maps names of resources to the ids of persons
    #[arg(long, value_name = "FILE")]
    persons: Option<PathBuf>,
    /// Only tell what would be made and changed
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    place: Place,
}

impl Plan {
    pub(super) fn run(self) -> Done {
        let Self { file, zone, project, persons, dry_run, place } = self;
        let mut parts = vec![("zone", zone), ("dry_run", dry_run.to_string())];
        parts.extend(project.map(|project| ("project", project)));
        if let Some(path) = persons {
            let text = String::from_utf8(read(&path)?)
                .map_err(|_| CliError::said(format!("`{}` is not UTF-8", path.display())))?;
            parts.push(("persons", text));
        }
        let connection = place.connect()?;
        let done = upload(&connection.client, "/v1/imports/plan", Files::one(&file), parts);
        connection.close()?;
        let report = done?;
        if place.json {
            say(&report);
        } else {
            tell(&report);
        }
        match report.get("stopped").and_then(Value::as_bool) {
            Some(true) => Err(CliError::said("stopped; import the plan again to go on")),
            Some(false) | None => Ok(()),
        }
    }
}

fn tell(report: &Value) {
    if report.get("dry_run").and_then(Value::as_bool) == Some(true) {
        say("dry run: nothing was done");
    }
    for what in ["made", "changed", "unchanged"] {
        let counts = report.get(what).and_then(Value::as_object).into_iter().flatten();
        let some = counts.filter(|(_, count)| count.as_u64() != Some(0));
        let told: Vec<String> = some.map(|(kind, n)| format!("{} {kind}", cell(Some(n)))).collect();
        if !told.is_empty() {
            say(format!("{what}: {}", told.join(", ")));
        }
    }
    say(format!("participants added: {}", cell(report.get("participants_added"))));
    let vanished = report.get("vanished").and_then(Value::as_array);
    for gone in vanished.into_iter().flatten() {
        let text = |name: &str| cell(gone.get(name));
        say(format!(
            "not in the plan any more, left as it is: {} ({})",
            text("name"),
            text("task")
        ));
    }
    let totals = report.get("warnings_total").and_then(Value::as_object);
    for (code, count) in totals.into_iter().flatten() {
        say(format!("warning: {count} x {code}"));
    }
    let warnings = report.get("warnings").and_then(Value::as_array);
    if let Some(warnings) = warnings.filter(|warnings| !warnings.is_empty()) {
        say(format!("\n{}", plan_finding_table(warnings)));
    }
}
