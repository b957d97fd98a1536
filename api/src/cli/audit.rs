mod told;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::Value;

use super::client::{Client, part, query};
use super::connection::Place;
use super::say::{pass_on, say, tell};
use super::table::{Table, cell};
use super::{CliError, Done, ops};
use told::{tell_diffs, tell_fields, tell_history, tell_who, tell_why};

/// Who could see what, when and why.
///
/// PARTNER is a user name or an id, RECORD an id, a production order's or an order item's number.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  loggia audit view nora work-steps --at 2026-03-02T06:00:00Z --data plant
  loggia audit why nora PO-5012 --data plant
  loggia audit who PO-5012 --seq 1200 --data plant
  loggia audit history 0190a6c4-7d4e-7aaa-8aaa-0123456789ab --data plant
  echo '{\"commands\":[{\"command\":\"unlink-resource\",\"body\":{\"partner_user\":\"...\",\"resource\":\"...\"}}]}' \\
    | loggia audit what-if - --data plant
  loggia audit verify --data plant")]
pub(super) struct Audit {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    what: Question,
}

/// A moment; now where nothing is said.
#[derive(Debug, Args)]
struct Moment {
    /// At this time, such as 2026-03-02T06:00:00Z
    #[arg(long, value_name = "TIME", conflicts_with = "seq")]
    at: Option<String>,
    /// After this commit
    #[arg(long, value_name = "N")]
    seq: Option<u64>,
}

impl Moment {
    fn query(&self) -> [(&'static str, Option<String>); 2] {
        [("at", self.at.clone()), ("seq", self.seq.map(|seq| seq.to_string()))]
    }
}

#[derive(Debug, Subcommand)]
enum Question {
    /// What a partner saw: the same bytes with --json, else as a table
    View {
        /// Who
        partner: String,
        /// portal, work-steps, processes, orders, order-items or feedback
        view: String,
        /// Only this row
        #[arg(long, value_name = "ID")]
        id: Option<uuid::Uuid>,
        #[command(flatten)]
        moment: Moment,
        /// Rows on a page
        #[arg(long)]
        limit: Option<u32>,
        /// The next page: what the last one gave as `next`
        #[arg(long)]
        cursor: Option<String>,
        /// Only rows in which this text stands
        #[arg(long, value_name = "TEXT")]
        search: Option<String>,
    },
    /// Why a partner sees a record, or does not
    Why {
        /// Who
        partner: String,
        /// What
        record: String,
        #[command(flatten)]
        moment: Moment,
    },
    /// Who sees a record
    Who {
        /// What
        record: String,
        #[command(flatten)]
        moment: Moment,
    },
    /// What partners would gain and lose by access commands, without giving them
    WhatIf {
        /// A JSON file, or - for standard input: {"commands":[{"command":"link-resource","body":{...}}]}
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// What happened to a record, the newest first
    History {
        /// What
        record: String,
        /// At most so many commits
        #[arg(long)]
        limit: Option<u32>,
        /// Only before this commit
        #[arg(long, value_name = "N")]
        before: Option<u64>,
    },
    /// Read the whole log again and compare it with its signed checkpoint (Ctrl-C stops it)
    Verify,
}

impl Audit {
    pub(super) fn run(self) -> Done {
        let Self { place, what } = self;
        let connection = place.connect()?;
        let done = ask(&connection.client, what, place.json);
        connection.close()?;
        done
    }
}

fn ask(client: &Client, what: Question, json: bool) -> Done {
    match what {
        Question::View { partner, view, id, moment, limit, cursor, search } => {
            let id = id.map(|id| format!("/{id}")).unwrap_or_default();
            let more = [("limit", limit.map(|n| n.to_string())), ("cursor", cursor), ("q", search)];
            let query = query(moment.query().into_iter().chain(more));
            let (partner, view) = (part(&partner), part(&view));
            seen(client, &format!("/v1/audit/views/{partner}/{view}{id}{query}"), json)
        }
        Question::Why { partner, record, moment } => {
            let (partner, record) = (part(&partner), part(&record));
            let query = query(moment.query());
            let why = client.get(&format!("/v1/audit/why/{partner}/{record}{query}"))?;
            if json {
                say(why)
            } else {
                tell_why(&why)
            }
            Ok(())
        }
        Question::Who { record, moment } => {
            let query = query(moment.query());
            let who = client.get(&format!("/v1/audit/who/{}{query}", part(&record)))?;
            if json {
                say(who)
            } else {
                tell_who(&who)
            }
            Ok(())
        }
        Question::WhatIf { file } => {
            let diffs = client.post("/v1/audit/what-if", &read(&file)?)?;
            if json {
                say(diffs)
            } else {
                tell_diffs(&diffs)
            }
            Ok(())
        }
        Question::History { record, limit, before } => {
            let limit = ("limit", limit.map(|limit| limit.to_string()));
            let query = query([limit, ("before", before.map(|seq| seq.to_string()))]);
            let history = client.get(&format!("/v1/audit/history/{}{query}", part(&record)))?;
            if json {
                say(history)
            } else {
                tell_history(&history)
            }
            Ok(())
        }
        Question::Verify => ops::verify(client, json),
    }
}

fn seen(client: &Client, path: &str, json: bool) -> Done {
    let answer = client.fetch(path)?;
    if json {
        pass_on(&answer.bytes);
        return Ok(());
    }
    let body = answer.json()?;
    let seq = answer.header("loggia-as-of-seq").unwrap_or("?");
    tell(format!("as of commit {seq}"));
    match (
        body.get("columns").and_then(Value::as_array),
        body.get("rows").and_then(Value::as_array),
    ) {
        (Some(columns), Some(rows)) => {
            let names: Vec<&str> = columns.iter().filter_map(Value::as_str).collect();
            let mut table = Table::new(names.iter());
            for row in rows {
                table.row(names.iter().map(|name| cell(row.get(*name))));
            }
            say(table.text());
            if let Some(next) = body.get("next").and_then(Value::as_str) {
                tell(format!("there is more: --cursor {next}"));
            }
        }
        _ => tell_fields(&body),
    }
    Ok(())
}

fn read(file: &std::path::Path) -> Result<Value, CliError> {
    let text = match file.as_os_str() == "-" {
        true => std::io::read_to_string(std::io::stdin())?,
        false => std::fs::read_to_string(file).map_err(|error| {
            CliError::said(format!("cannot read `{}`: {error}", file.display()))
        })?,
    };
    serde_json::from_str(&text)
        .map_err(|error| CliError::said(format!("`{}` is no JSON: {error}", file.display())))
}
