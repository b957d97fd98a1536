//! Answers to auditors, as people read them.

use serde_json::Value;

use crate::cli::say::{say, tell};
use crate::cli::table::{Table, cell};

pub(super) fn tell_fields(body: &Value) {
    let mut table = Table::new(["field", "value"]);
    for (name, value) in body.as_object().into_iter().flatten() {
        table.row([name.clone(), cell(Some(value))]);
    }
    say(table.text());
}

pub(super) fn tell_why(why: &Value) {
    let visible = why.pointer("/why/visible").and_then(Value::as_bool) == Some(true);
    let partner = cell(why.pointer("/partner/name"));
    let verb = if visible { "sees" } else { "does not see" };
    say(format!("{partner} {verb} the {}, because", what_in(&cell(why.get("view")))));
    say(conditions(why.pointer("/why/because"), why.get("commits")));
    let fields = why.pointer("/why/fields").and_then(Value::as_array);
    let less = fields.into_iter().flatten().filter_map(|field| {
        let access = cell(field.get("access"));
        let name = cell(field.get("field")?.as_object()?.values().next());
        let told = !matches!(access.as_str(), "read" | "edit");
        told.then(|| format!("{name} ({access})"))
    });
    let less: Vec<String> = less.collect();
    if !less.is_empty() {
        say(format!("\nfields that are not told as they are: {}", less.join(", ")));
    }
}

/// One row of a view, in words.
fn what_in(view: &str) -> &str {
    match view {
        "work-steps" => "work step",
        "processes" => "process",
        "orders" => "production order",
        "order-items" => "order item",
        other => other,
    }
}

pub(super) fn tell_who(who: &Value) {
    let seeing =
        who.get("partners").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if seeing.is_empty() {
        say("no partner user sees it");
    }
    for one in seeing {
        say(format!("{}, because", cell(one.pointer("/partner/name"))));
        say(format!("{}\n", conditions(one.pointer("/why/because"), who.get("commits"))));
    }
}

/// Conditions, each with the commit that made it so.
fn conditions(because: Option<&Value>, commits: Option<&Value>) -> String {
    let mut table =
        Table::new(["condition", "holds", "commit", "when", "who", "command", "reason"]);
    let commits = commits.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    for condition in because.and_then(Value::as_array).into_iter().flatten() {
        let seq = condition.get("seq").filter(|seq| !seq.is_null());
        let commit = seq.and_then(|seq| commits.iter().find(|known| known.get("seq") == Some(seq)));
        let of = |path: &str| cell(commit.and_then(|commit| commit.pointer(path)));
        let holds = match condition.get("holds").and_then(Value::as_bool) {
            Some(true) => "yes",
            Some(false) | None => "NO",
        };
        let rule = cell(condition.get("rule")).replace('_', " ");
        let (who, why) = (of("/actor/name"), of("/reason"));
        table.row([rule, holds.to_owned(), cell(seq), of("/at"), who, of("/command"), why]);
    }
    table.text()
}

pub(super) fn tell_diffs(diffs: &Value) {
    let partners =
        diffs.get("partners").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if partners.is_empty() {
        say("no partner user would gain or lose anything");
    }
    for diff in partners {
        let total = |name: &str| cell(diff.pointer(&format!("/totals/{name}")));
        say(format!(
            "{}: {} rows gained, {} lost, {} changed",
            cell(diff.pointer("/partner/name")),
            total("gained"),
            total("lost"),
            total("changed"),
        ));
        for field in diff.get("fields").and_then(Value::as_array).into_iter().flatten() {
            let of = |name: &str| cell(field.get(name));
            let (before, after, rows) = (of("before"), of("after"), of("rows"));
            say(format!("{}: {before} -> {after} on {rows} rows", of("field")));
        }
        let mut table = Table::new(["", "view", "row", "what"]);
        for (sign, name) in [("+", "gained"), ("-", "lost"), ("~", "changed")] {
            for one in diff.get(name).and_then(Value::as_array).into_iter().flatten() {
                let row = one.get("row");
                let of = |name: &str| row.and_then(|row| row.get(name));
                let called = of("number").or_else(|| of("name")).or_else(|| of("id"));
                let order = of("order").map(|order| format!("{} ", cell(Some(order))));
                let fields = one.get("fields").and_then(Value::as_array).into_iter().flatten();
                let fields: Vec<String> = fields.map(|field| cell(field.get("field"))).collect();
                let called = format!("{}{}", order.unwrap_or_default(), cell(called));
                table.row([sign.to_owned(), cell(one.get("view")), called, fields.join(", ")]);
            }
        }
        say(format!("{}\n", table.text()));
    }
}

pub(super) fn tell_history(history: &Value) {
    let mut table = Table::new(["commit", "when", "who", "command", "events", "reason"]);
    for commit in history.get("commits").and_then(Value::as_array).into_iter().flatten() {
        let of = |path: &str| cell(commit.pointer(path));
        let events = commit.get("events").and_then(Value::as_array).into_iter().flatten();
        let events: Vec<String> = events.map(|event| cell(event.get("event"))).collect();
        let reason = of("/reason");
        let events = events.join(", ");
        table.row([of("/seq"), of("/at"), of("/actor/name"), of("/command"), events, reason]);
    }
    say(table.text());
    if let Some(next) = history.get("next").filter(|next| !next.is_null()) {
        tell(format!("there is more: --before {next}"));
    }
}
