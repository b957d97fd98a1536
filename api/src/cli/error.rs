use serde_json::Value;

use super::say::tell;
use super::table::{Table, cell};
use crate::app::AppError;

/// Findings of a refused import that are shown; `--json` shows all.
const FINDINGS_SHOWN_MAX: usize = 40;

/// Why a command of the command line did not do what it was told.
#[derive(Debug)]
pub(super) enum CliError {
    /// The server said no; its problem document.
    Problem(Value),
    /// Something that a sentence says.
    Said(String),
}

impl CliError {
    pub(super) fn said(text: impl Into<String>) -> Self {
        Self::Said(text.into())
    }

    /// Tells a person, on standard error.
    pub(super) fn tell(&self) {
        match self {
            Self::Said(text) => tell(format!("loggia: {text}")),
            Self::Problem(problem) => tell_problem(problem),
        }
    }
}

impl From<AppError> for CliError {
    fn from(error: AppError) -> Self {
        Self::Said(error.to_string())
    }
}

impl From<std::io::Error> for CliError {
    fn from(error: std::io::Error) -> Self {
        Self::Said(error.to_string())
    }
}

fn tell_problem(problem: &Value) {
    let text = |name: &str| cell(problem.get(name));
    tell(format!("loggia: {} ({})", text("title"), text("code")));
    for name in ["detail", "help"] {
        let said = problem.get(name).and_then(Value::as_str).unwrap_or_default();
        if said != text("title") {
            said.lines().for_each(|line| tell(format!("  {}", cell(Some(&Value::from(line))))));
        }
    }
    let told = ["type", "title", "status", "code", "detail", "help", "findings", "totals"];
    for (name, value) in problem.as_object().into_iter().flatten() {
        if !told.contains(&name.as_str()) {
            tell(format!("  {name}: {}", cell(Some(value))));
        }
    }
    if let Some(findings) = problem.get("findings").and_then(Value::as_array) {
        // Those of a plan tell a line, those of a table a row.
        let is_plan = findings.first().is_some_and(|finding| finding.get("line").is_some());
        let table = if is_plan { plan_finding_table(findings) } else { finding_table(findings) };
        tell(format!("\n{table}"));
    }
}

/// Findings of an import, one to a line.
pub(super) fn finding_table(findings: &[Value]) -> String {
    match findings.iter().any(|finding| finding.get("file").is_some()) {
        true => shown(findings, ["file", "row", "column", "value", "code", "message"]),
        false => shown(findings, ["row", "column", "value", "code", "message"]),
    }
}

/// Findings of a plan, one to a line.
pub(super) fn plan_finding_table(findings: &[Value]) -> String {
    shown(findings, ["line", "task", "resource", "value", "code", "message"])
}

fn shown<const N: usize>(findings: &[Value], cells: [&str; N]) -> String {
    let head = cells.map(|name| if name == "message" { "what" } else { name });
    let mut table = Table::new(head);
    for finding in findings.iter().take(FINDINGS_SHOWN_MAX) {
        table.row(cells.map(|name| cell(finding.get(name))));
    }
    let rest = findings.len().saturating_sub(FINDINGS_SHOWN_MAX);
    match rest {
        0 => table.text(),
        rest => format!("{}\n... and {rest} more; `--json` shows them", table.text()),
    }
}
