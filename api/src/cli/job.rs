use std::time::Duration;

use serde_json::{Value, json};

use super::client::Client;
use super::error::CliError;
use super::interrupt::Interrupt;
use super::progress::Bar;
use super::say::say;
use super::table::cell;

/// How often a job is looked at.
const LOOK_MS: u64 = 150;

/// Starts a job and follows it to its end, with a bar; Ctrl-C stops it.
pub(super) fn follow(client: &Client, kind: &str, doing: &'static str) -> Result<Value, CliError> {
    let interrupt = Interrupt::watch()?;
    let started = client.post(&format!("/v1/ops/{kind}"), &json!({}))?;
    let id = cell(started.get("id"));
    let path = format!("/v1/ops/{kind}/{id}");
    let bar = Bar::new(doing, "commits", 0).ticking();
    let mut told_to_stop = false;
    let job = loop {
        let job = client.get(&path)?;
        let number = |name: &str| job.get(name).and_then(Value::as_u64).unwrap_or(0);
        bar.at(number("done"), number("total"));
        match cell(job.get("state")).as_str() {
            "running" => bar.now(doing),
            state @ ("checking" | "paused") => bar.now(state),
            _ => break job,
        }
        if interrupt.is_pressed() && !told_to_stop {
            client.delete(&path)?;
            told_to_stop = true;
        }
        std::thread::sleep(Duration::from_millis(LOOK_MS));
    };
    bar.clear();
    Ok(job)
}

/// Tells what came of a job; one that did not end well is a failure.
pub(super) fn tell_end(job: &Value, what: &str, json: bool) -> Result<(), CliError> {
    if json {
        say(job);
    }
    let text = |name: &str| cell(job.get(name));
    match text("state").as_str() {
        "done" if json => Ok(()),
        "done" => {
            let rate = format!("{} ms, {} commits a second", text("took_ms"), text("per_second"));
            say(format!("{what}: {} commits in {rate}", text("done")));
            Ok(())
        }
        "cancelled" => Err(CliError::said(format!("{what}: stopped; nothing has changed"))),
        _ => Err(CliError::said(format!("{what}: {}", text("problem")))),
    }
}
