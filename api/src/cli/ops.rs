use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::client::Client;
use super::connection::Place;
use super::job::{follow, tell_end};
use super::say::say;
use super::table::{Table, cell};
use super::{CliError, Done};

/// Where the server stands; rebuild the views, verify the log.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  loggia ops status --data plant
  loggia ops rebuild --server http://127.0.0.1:8420 --user otto < password
  loggia ops verify --data plant --json")]
pub(super) struct Ops {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Where the log and the views stand, and what is running
    Status,
    /// Build all views anew from the log while the old ones serve (Ctrl-C stops it)
    Rebuild,
    /// Read the whole log again and compare it with its signed checkpoint (Ctrl-C stops it)
    Verify,
    /// Hold a rebuild that was started elsewhere; it keeps what it has built
    Pause {
        /// The id of the job, as `ops status` shows it
        #[arg(value_name = "JOB")]
        job: uuid::Uuid,
    },
    /// Let a paused rebuild go on
    Resume {
        /// The id of the job, as `ops status` shows it
        #[arg(value_name = "JOB")]
        job: uuid::Uuid,
    },
    /// Stop a rebuild or a verification that was started elsewhere
    Cancel {
        /// The id of the job, as `ops status` shows it
        #[arg(value_name = "JOB")]
        job: uuid::Uuid,
    },
}

impl Ops {
    pub(super) fn run(self) -> Done {
        let connection = self.place.connect()?;
        let (client, json) = (&connection.client, self.place.json);
        let done = match self.what {
            What::Status => client.get("/v1/ops/status").map(|status| tell_status(&status, json)),
            What::Rebuild => follow(client, "rebuild", "rebuilding").and_then(|job| {
                tell_end(&job, "rebuilt and proven equal", json)?;
                differing(&job)
            }),
            What::Verify => verify(client, json),
            What::Pause { job } => tell_rebuild(client, job, "pause", json),
            What::Resume { job } => tell_rebuild(client, job, "resume", json),
            What::Cancel { job } => cancel(client, job, json),
        };
        connection.close()?;
        done
    }
}

pub(super) fn verify(client: &Client, json: bool) -> Done {
    let job = follow(client, "verify", "verifying")?;
    tell_end(&job, "verified", json)?;
    if let (false, Some(verified)) = (json, job.get("verified")) {
        let text = |name: &str| cell(verified.get(name));
        say(format!("root {} over {} commits", text("root"), text("seq")));
        say(format!("signed checkpoint found at commit {}", text("checkpoint_seq")));
        let (files, bytes) = (text("files"), text("file_bytes"));
        let left = text("files_unattached");
        say(format!(
            "{files} attached files, {bytes} bytes; {left} files that nothing has any more"
        ));
    }
    Ok(())
}

fn differing(job: &Value) -> Done {
    match job.get("differing").and_then(Value::as_array) {
        Some(partners) if !partners.is_empty() => Err(CliError::said(format!(
            "the portals of {} partner user(s) were not what was served before; they were told to \
             read again",
            partners.len()
        ))),
        Some(_) | None => Ok(()),
    }
}

fn cancel(client: &Client, job: uuid::Uuid, json: bool) -> Done {
    let rebuild = client.delete(&format!("/v1/ops/rebuild/{job}"));
    let stopped = rebuild.or_else(|_| client.delete(&format!("/v1/ops/verify/{job}")))?;
    if json {
        say(stopped);
    } else {
        say(format!("{} {job} is being stopped", cell(stopped.get("kind"))));
    }
    Ok(())
}

/// Tells a rebuild what to do, and what it makes of it.
fn tell_rebuild(client: &Client, job: uuid::Uuid, what: &str, json: bool) -> Done {
    let told = client.post(&format!("/v1/ops/rebuild/{job}/{what}"), &json!({}))?;
    if json {
        say(told);
    } else {
        let text = |name: &str| cell(told.get(name));
        say(format!(
            "rebuild {job} is {}, {} of {} commits done",
            text("state"),
            text("done"),
            text("total")
        ));
    }
    Ok(())
}

fn tell_status(status: &Value, json: bool) {
    if json {
        return say(status);
    }
    let at = |path: &str| cell(status.pointer(path));
    say(format!("loggia {}, {}", at("/version"), ready(status)));
    say(format!("log     commit {} at {}", at("/log/seq"), at("/log/at")));
    say(format!("        root {}", at("/log/root")));
    say(format!(
        "views   commit {} ({} behind), {} partner users, {} bytes in memory, code version {}",
        at("/views/seq"),
        at("/views/lag"),
        at("/views/partners"),
        at("/views/bytes"),
        at("/views/version"),
    ));
    if status.pointer("/next_due/at").is_some() {
        say(format!("next    {} at {}", at("/next_due/what"), at("/next_due/at")));
    }
    let jobs = status.get("jobs").and_then(Value::as_array);
    if let Some(jobs) = jobs.filter(|jobs| !jobs.is_empty()) {
        let columns = ["id", "kind", "state", "done", "total", "per_second", "seconds_left"];
        let mut table = Table::new(columns);
        for job in jobs {
            table.row(columns.map(|name| cell(job.get(name))));
        }
        say(format!("\n{}", table.text()));
    }
}

fn ready(status: &Value) -> &'static str {
    match status.get("ready").and_then(Value::as_bool) {
        Some(true) => "ready",
        Some(false) | None => "not ready",
    }
}
