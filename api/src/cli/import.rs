use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use clap::Args;
use serde_json::Value;
use ureq::unversioned::multipart::{Form, Part};
use uuid::Uuid;

use super::client::Client;
use super::connection::Place;
use super::error::finding_table;
use super::interrupt::Interrupt;
use super::progress::Bar;
use super::say::say;
use super::table::cell;
use super::{CliError, Done};

/// How often the import is looked at.
const LOOK_MS: u64 = 150;

/// Take in a production log (XLSX or CSV).
///
/// The file is read and checked as a whole: one problem, and nothing of it is taken. The same file
/// twice adds nothing. Ctrl-C stops between two batches; importing the file again goes on.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  loggia import log.xlsx --mapping plant --data plant --dry-run
  loggia import log.csv --mapping our-mapping.toml --server http://127.0.0.1:8420 --user paula

docs/IMPORT.md describes mappings; `plant` and `plant-csv` come with loggia.")]
pub(super) struct Import {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// A mapping file (FILE.toml), or the name of a mapping that comes with loggia
    #[arg(long, value_name = "MAPPING")]
    mapping: String,
    /// Only tell what would be made
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    place: Place,
}

impl Import {
    pub(super) fn run(self) -> Done {
        let bytes = read(&self.file)?;
        let mapping = self.mapping()?;
        let connection = self.place.connect()?;
        let done = self.send(&connection.client, bytes, mapping);
        connection.close()?;
        let report = done?;
        if self.place.json {
            say(&report);
        } else {
            tell(&report);
        }
        match report.get("stopped").and_then(Value::as_bool) {
            Some(true) => Err(CliError::said("stopped; import the file again to go on")),
            Some(false) | None => Ok(()),
        }
    }

    /// The text of a mapping file, or the name of one that the server has.
    fn mapping(&self) -> Result<String, CliError> {
        let path = std::path::Path::new(&self.mapping);
        // A folder or file that happens to be called `plant` does not hide the mapping of that name.
        let is_name = path.extension().is_none() && path.components().count() == 1;
        if is_name {
            return Ok(self.mapping.clone());
        }
        let text = read(path)?;
        let mut text = String::from_utf8(text)
            .map_err(|_| CliError::said(format!("`{}` is not UTF-8", self.mapping)))?;
        // More than a line, so that it is never taken for a name.
        text.push('\n');
        text.insert(0, '\n');
        Ok(text)
    }

    /// Sends the file from a thread of its own, and looks at how far it has come meanwhile.
    fn send(&self, client: &Client, bytes: Vec<u8>, mapping: String) -> Result<Value, CliError> {
        let interrupt = Interrupt::watch()?;
        let id = Uuid::now_v7();
        let name = self.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let dry_run = self.dry_run.to_string();
        let sender = client.clone();
        let (to, answer) = channel();
        std::thread::Builder::new().name("upload".into()).spawn(move || {
            let form = Form::new()
                .part("mapping", Part::text(&mapping))
                .part("dry_run", Part::text(&dry_run))
                .part("file", Part::bytes(&bytes).file_name(&name));
            // Whoever waited has left.
            let _ = to.send(sender.post_form("/v1/imports/production", &id.to_string(), form));
        })?;
        let bar = Bar::new("sending", "rows", 0).ticking();
        let path = format!("/v1/imports/{id}");
        let mut told_to_stop = false;
        loop {
            match answer.recv_timeout(Duration::from_millis(LOOK_MS)) {
                Ok(done) => {
                    bar.clear();
                    return done;
                }
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(CliError::said("the upload broke off"));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
            // Not known until the server has begun to read it.
            let Ok(stand) = client.get(&path) else { continue };
            let number = |name: &str| stand.get(name).and_then(Value::as_u64).unwrap_or(0);
            bar.now(cell(stand.get("stage")));
            bar.at(number("done"), number("total"));
            if interrupt.is_pressed() && !told_to_stop {
                client.delete(&path)?;
                told_to_stop = true;
            }
        }
    }
}

fn read(path: &std::path::Path) -> Result<Vec<u8>, CliError> {
    std::fs::read(path)
        .map_err(|error| CliError::said(format!("cannot read `{}`: {error}", path.display())))
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
