//! Schemathesis asks every operation of the served OpenAPI document, as an administrator and as a
//! partner. Whatever it makes up: no 5xx, and no answer that the document does not tell of.
//!
//! `fuzz/both.toml`, and one file for each side, say how it asks, and why not otherwise.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use loggia_store::{Clock as _, SystemClock};
use loggia_tests::ask::Client;
use loggia_tests::binary::Server;
use loggia_tests::mail_server::python;
use loggia_tests::skipped::skipped;
use loggia_tests::soak;
use serde_json::{Value, json};

/// Examples made up for each operation in each way; `LOGGIA_SOAK` multiplies them.
const EXAMPLES: u32 = 4;

/// Those of `make test`; `LOGGIA_FUZZ_SEED` names others.
const SEED: &str = "1";

const BOTH: &str = include_str!("fuzz/both.toml");

/// Somebody whom Schemathesis asks as.
struct Asker<'a> {
    server: &'a Server,
    name: &'static str,
    password: String,
    /// What is set for this side.
    own: &'static str,
}

impl Asker<'_> {
    fn client(&self) -> Client {
        Client::logged_in(&self.server.base, self.name, &self.password)
    }
}

/// Schemathesis; with `CI=true` its absence is a failure, elsewhere the test says that it was skipped.
fn schemathesis() -> Option<PathBuf> {
    let found = python()?.with_file_name("schemathesis");
    if found.exists() {
        return Some(found);
    }
    let ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
    assert!(!ci, "schemathesis is missing: run .ci/setup");
    skipped("schemathesis is missing: run .ci/setup");
    None
}

/// Asks, and tells what Schemathesis says at its end.
fn fuzz(schemathesis: &Path, dir: &Path, asker: &Asker<'_>) {
    let client = asker.client();
    let document = client.get("/openapi.json").good().json();
    let items = document["paths"].as_object().expect("paths").values();
    let operations: usize = items.map(|item| item.as_object().expect("operations").len()).sum();
    std::fs::write(dir.join("schemathesis.toml"), [BOTH, asker.own].concat()).expect("written");
    let token = client.token().expect("a token");
    let told = Command::new(schemathesis)
        .current_dir(dir)
        .args(["--config-file", "schemathesis.toml", "run", "--no-color"])
        .arg(format!("{}/openapi.json", asker.server.base))
        .args(["--header", &format!("Authorization: Bearer {token}")])
        .args(["--max-examples", &(EXAMPLES * soak()).to_string()])
        .args(["--seed", &std::env::var("LOGGIA_FUZZ_SEED").unwrap_or_else(|_| SEED.to_owned())])
        .env("NO_PROXY", "127.0.0.1")
        .stdin(Stdio::null())
        .output()
        .expect("schemathesis starts");
    let text = String::from_utf8_lossy(&told.stdout);
    let errors = String::from_utf8_lossy(&told.stderr);
    assert!(told.status.success(), "as {}: {text}\n{errors}", asker.name);
    let summary = text.split("= SUMMARY =").nth(1).unwrap_or(&text);
    println!("as {}: {}", asker.name, summary.trim_start_matches('='));
    // All but the one that ends the session.
    let tested = format!("Tested: {}\n", operations - 1);
    assert!(summary.contains(&tested), "as {}: not {tested}{summary}", asker.name);
    ends_well(&client, asker);
}

/// What Schemathesis does not do to the one it asks as; the session is still there for it.
fn ends_well(client: &Client, asker: &Asker<'_>) {
    let current = |list: &Value| {
        let mut all = list["sessions"].as_array().into_iter().flatten();
        all.find(|entry| entry["current"] == true).expect("one's own")["id"].clone()
    };
    let end = |what: &str, id: &Value| {
        let path = format!("/v1/{what}/{}", id.as_str().expect("an id"));
        let ended = client.ask("DELETE", &path, &[], None).expect("an answer");
        assert_eq!(ended.status, 204, "as {}: {path}", asker.name);
    };
    let other = asker.client().get("/v1/sessions").good().json();
    end("sessions", &current(&other));
    let expires = SystemClock.now().plus_minutes(60).to_string();
    let token = client.post("/v1/tokens", &json!({ "name": "fuzz", "expires": expires }));
    end("tokens", &token.good().json()["id"]);
    let ended = client.ask("DELETE", "/v1/session", &[], None).expect("an answer");
    assert_eq!(ended.status, 204, "as {}", asker.name);
    assert_eq!(client.get("/v1/sessions").status, 401, "as {}", asker.name);
}

#[test]
fn an_administrator_gets_no_answer_that_the_document_does_not_tell_of() {
    let Some(schemathesis) = schemathesis() else { return };
    let dir = tempfile::tempdir().expect("a folder");
    let (server, passwords) = Server::demo(&dir.path().join("demo"));
    let asker = Asker {
        server: &server,
        name: "astrid",
        password: passwords["astrid"].clone(),
        own: include_str!("fuzz/administrator.toml"),
    };
    // With one role, most of the doors would be shut.
    let root = asker.client();
    let roles = ["administrator", "planner", "delivery_manager", "auditor", "operator"];
    let me = root.get("/v1/staff/me").good().json()["id"].clone();
    root.command("set-staff-roles", &json!({ "staff_user": me, "roles": roles }));
    fuzz(&schemathesis, dir.path(), &asker);
}

/// A project with something of everything, in which a guest of the demo takes part, and work on a
/// machine for her.
fn takes_part(root: &Client, user: &str) {
    let me = root.get("/v1/staff/me").good().json()["id"].clone();
    let roles = ["administrator", "delivery_manager"];
    root.command("set-staff-roles", &json!({ "staff_user": me, "roles": roles }));
    let users = root.rows("/v1/staff/partner-users");
    let user = users.iter().find(|row| row["user_name"] == user).expect("a user");
    // She came for a project; now she also coats.
    for module in ["planning_objects", "planning", "workbench_classic"] {
        let licence = json!({ "partner_user": user["id"], "module": module });
        root.command("assign-module-licence", &licence);
    }
    root.command("allow-process-feedback", &json!({ "partner_user": user["id"] }));
    let resources = root.rows("/v1/staff/resources");
    let line = resources.iter().find(|row| row["name"] == "Coating line 1").expect("a resource");
    let link = json!({ "partner_user": user["id"], "resource": line["id"] });
    root.command("link-resource", &link);
    let persons = root.rows("/v1/staff/persons");
    let person = persons.iter().find(|row| row["of"]["contact"] == user["contact"]);
    let person = &person.expect("a person")["id"];
    let project = json!({ "name": "tower", "start": "2026-03-02", "end": "2026-06-30" });
    let project = root.made("create-project", &project);
    let phase = root.made("add-phase", &json!({ "project": project, "name": "design" }));
    let level = json!({ "name": "lead", "permissions": {
        "project_view": "edit", "task_view": "project", "task_edit": "all", "task_create": "yes",
        "milestone_view": "yes", "milestone_edit": "yes", "phase_edit": "all",
        "health_view": "yes", "health_set": "yes", "participant_view": "names",
        "raid_view": "shared", "raid_create": "yes", "raid_edit": "all",
        "status_report_view": "shared", "status_report_submit": "yes",
        "timesheet_view": "all", "expense_view": "all",
    } });
    let level = root.made("create-access-level", &level);
    let part = json!({ "phase": phase, "person": person, "access_level": level });
    root.made("add-participant", &part);
    let milestone = json!({ "project": project, "phase": phase, "name": "roof" });
    root.made("add-milestone", &milestone);
    let heading = json!({ "phase": phase, "title": "plans", "kind": "heading" });
    let heading = root.made("add-task", &heading);
    for title in ["draw", "check"] {
        root.made("add-task", &json!({ "phase": phase, "parent": heading, "title": title }));
    }
    let health = json!({ "project": project, "health": "red", "reason": "rain" });
    root.command("set-project-health", &health);
    for details in [
        json!({ "risk": { "impact": 2, "likelihood": 3, "mitigation": "a wall" } }),
        json!({ "assumption": {} }),
        json!({ "issue": { "impact": 4, "action_plan": "pumps" } }),
        json!({ "dependency": { "depends_on": "the city" } }),
    ] {
        let item = json!({ "project": project, "title": "water", "details": details });
        root.made("raise-raid-item", &item);
    }
    let report = json!({
        "project": project, "from": "2026-03-02", "to": "2026-03-06", "scope": "green",
        "schedule": "amber", "budget": "green", "resources": "red", "summary": "wet",
    });
    let report = root.made("write-status-report", &report);
    root.command("submit-status-report", &json!({ "report": report }));
    root.command("publish-status-report", &json!({ "report": report }));
    let on = json!({ "phase": phase });
    let worked = json!({ "person": person, "on": on, "day": "2026-03-04", "hours": 2.5 });
    root.made("log-time", &worked);
    let money = json!({ "amount": 12.5, "currency": "EUR" });
    let spent = json!({
        "person": person, "project": project, "category": "travel", "day": "2026-03-04",
        "money": money,
    });
    root.made("add-expense", &spent);
}

#[test]
fn a_partner_gets_no_answer_that_the_document_does_not_tell_of() {
    let Some(schemathesis) = schemathesis() else { return };
    let dir = tempfile::tempdir().expect("a folder");
    let (server, passwords) = Server::demo(&dir.path().join("demo"));
    let root = Client::logged_in(&server.base, "astrid", &passwords["astrid"]);
    // A bit of everything that a partner can be shown.
    for (access, fields) in [
        ("coarse", json!([{ "work_step": "planned_start" }, { "work_step": "quantity" }])),
        ("masked", json!([{ "work_step": "planned_end" }, { "process": "resource" }])),
        ("hidden", json!([{ "process": "planned_start" }, { "production_order": "article" }])),
    ] {
        let body = json!({ "scope": "externals", "fields": fields, "access": access });
        root.command("set-field-access", &body);
    }
    takes_part(&root, "iris");
    let asker = Asker {
        server: &server,
        name: "iris",
        password: passwords["iris"].clone(),
        own: include_str!("fuzz/partner.toml"),
    };
    fuzz(&schemathesis, dir.path(), &asker);
}
