//! A hidden record answers exactly as a missing one: same status, same body, same headers, on every
//! route, for every record of the real plant that a partner may not see.

use std::collections::BTreeSet;

use loggia_tests::ask::{Answer, Client, DryRun};
use loggia_tests::binary::Server;
use loggia_tests::inside::Inside;
use loggia_tests::plant::{self, Expected};
use loggia_tests::real_data;
use serde_json::{Value, json};

/// An id that no record has.
const NOWHERE: &str = "01234567-89ab-7cde-8f01-23456789abcd";

type Told = (u16, Vec<(String, String)>, Vec<u8>);

/// Everything that can be asked about an id.
fn asked(client: &Client, id: &str) -> Vec<(String, Told)> {
    let mut all = Vec::new();
    let mut add = |what: String, answer: Answer| all.push((what, answer.told()));
    let lists = ["work-steps", "processes", "orders", "order-items", "projects", "phases"];
    for list in lists.into_iter().chain([
        "milestones",
        "tasks",
        "raid",
        "status-reports",
        "timesheets",
        "expenses",
    ]) {
        add(format!("get {list}"), client.get(&format!("/v1/portal/{list}/{id}")));
    }
    for list in ["work-steps", "processes"] {
        add(format!("feedback {list}"), client.get(&format!("/v1/portal/{list}/{id}/feedback")));
    }
    for list in
        ["phases", "milestones", "tasks", "participants", "health", "raid", "status-reports"]
    {
        add(format!("of project {list}"), client.get(&format!("/v1/portal/projects/{id}/{list}")));
    }
    for (command, body) in commands(id) {
        let path = format!("/v1/commands/{command}");
        add(command.to_owned(), client.post(&path, &body));
        let headers = [("if-match", "\"0123456789abcdef\"")];
        let answer = client.send("POST", &path, &headers, &body);
        add(format!("if-match {command}"), answer.expect("an answer"));
    }
    for subject in ["work_step", "process"] {
        for action in
            [json!("start"), json!("pause"), json!({ "interrupt": { "reason": "other" } })]
        {
            let body = json!({ "subject": { subject: id }, "action": action });
            let answer = client.post("/v1/commands/report-feedback", &body);
            add(format!("report {subject} {action}"), answer);
        }
        let body = json!({ "subject": { subject: id }, "action": "finish" });
        let headers = [("if-match", "\"0123456789abcdef\"")];
        let answer = client.send("POST", "/v1/commands/report-feedback", &headers, &body);
        add(format!("if-match {subject}"), answer.expect("an answer"));
    }
    all
}

/// What partners can ask for about something in a project.
fn commands(id: &str) -> Vec<(&'static str, Value)> {
    let risk = json!({ "risk": { "impact": 1, "likelihood": 2 } });
    let report = json!({
        "project": id, "from": "2026-03-02", "to": "2026-03-06", "scope": "green",
        "schedule": "green", "budget": "green", "resources": "green", "summary": "other",
    });
    let money = json!({ "amount": 1, "currency": "EUR" });
    let spent = json!({ "project": id, "category": "other", "day": "2026-03-04", "money": money });
    vec![
        ("change-project", json!({ "project": id, "end": null })),
        ("change-project", json!({ "project": id, "name": "other" })),
        ("set-project-health", json!({ "project": id, "health": "red", "reason": "rain" })),
        ("change-phase", json!({ "phase": id, "name": "other" })),
        ("add-participant", json!({ "phase": id, "person": id })),
        ("remove-participant", json!({ "participant": id })),
        ("change-milestone", json!({ "milestone": id, "name": "other" })),
        ("add-task", json!({ "phase": id, "title": "other" })),
        ("change-task", json!({ "task": id, "title": "other" })),
        ("set-task-status", json!({ "task": id, "status": "done" })),
        ("remove-task", json!({ "task": id })),
        ("raise-raid-item", json!({ "project": id, "title": "other", "details": risk })),
        ("change-raid-item", json!({ "item": id, "title": "other" })),
        ("set-raid-status", json!({ "item": id, "status": "closed" })),
        ("link-raid-item", json!({ "item": id })),
        ("raise-issue-from-risk", json!({ "risk": id })),
        ("write-status-report", report),
        ("change-status-report", json!({ "report": id, "summary": "other" })),
        ("submit-status-report", json!({ "report": id })),
        ("recall-status-report", json!({ "report": id })),
        ("submit-timesheet", json!({ "timesheet": id })),
        ("recall-timesheet", json!({ "timesheet": id })),
        ("approve-timesheet", json!({ "timesheet": id })),
        ("approve-timesheet", json!({ "timesheet": id, "phase": id })),
        ("reject-timesheet", json!({ "timesheet": id, "reason": "other" })),
        ("change-expense", json!({ "expense": id, "notes": "other" })),
        ("remove-expense", json!({ "expense": id })),
        ("submit-expense", json!({ "expense": id })),
        ("recall-expense", json!({ "expense": id })),
        ("approve-expense", json!({ "expense": id })),
        ("reject-expense", json!({ "expense": id, "reason": "other" })),
        // Who is nobody who works is told so, whatever the id is.
        ("log-time", json!({ "on": { "task": id }, "day": "2026-03-04", "hours": 1 })),
        ("log-time", json!({ "on": { "phase": id }, "day": "2026-03-04", "hours": 1 })),
        ("add-expense", spent),
    ]
}

/// All of them, but for what tells those who are nobody on whom work is planned that they are not.
fn are_missing(answers: &[(String, Told)]) {
    for (what, (status, ..)) in answers {
        let of_nobody = ["log-time", "add-expense"].iter().any(|own| what.ends_with(own));
        assert!(*status == 404 || of_nobody, "{what}: {status}");
    }
}

/// A partner sees of a project what his level opens; the rest of it, and what hangs on records that
/// he sees, answers as what nobody has.
#[test]
fn every_hidden_record_of_a_project_answers_as_a_missing_one() {
    use loggia_core::access::PartnerType;
    use loggia_tests::project_moves::{At, HeaderMove as H, TaskMove as T};
    use loggia_tests::story::{Story, Teller};

    let mut story = Story::begin();
    story.partner_of_firm(Teller::Foreign, "eve", PartnerType::Supplier);
    story.project(Teller::Foreign);
    for next in [
        H::Phase(At::Anywhere, 0, None).into(),
        H::Milestone(0, Some(2), None).into(),
        // In the phase of the own project that the stranger added, and in those of the own story.
        H::Join(At::Anywhere, None, 0, 0, None, None).into(),
        H::Join(At::Anywhere, None, 1, 2, None, None).into(),
        T::Task(At::Anywhere, None, 0, None, 0, loggia_core::delivery::Audience::Internal).into(),
    ] {
        story.play(Teller::Foreign, &next);
    }
    let inside = Inside::at_the_end_of(&story);
    let root = inside.root();
    let mut everything = BTreeSet::new();
    let lists = ["projects", "phases", "participants", "milestones", "tasks", "persons"];
    let more = ["access-levels", "accounts", "contacts", "raid", "status-reports"];
    for list in lists.into_iter().chain(more).chain(["timesheets", "expenses"]) {
        let rows = root.rows(&format!("/v1/staff/{list}"));
        everything.extend(rows.iter().filter_map(|row| row["id"].as_str().map(str::to_owned)));
    }
    let mut compared = 0;
    for partner in ["ada", "ben", "cyd"] {
        let client = inside.user(partner);
        let mut visible = BTreeSet::new();
        let mut see = |rows: Vec<Value>| {
            visible.extend(rows.iter().filter_map(|row| row["id"].as_str().map(str::to_owned)));
        };
        for project in client.rows("/v1/portal/projects") {
            let id = project["id"].as_str().expect("an id").to_owned();
            see(vec![project]);
            let parts = ["phases", "milestones", "tasks", "participants"];
            for part in parts.into_iter().chain(["raid", "status-reports"]) {
                see(client.rows(&format!("/v1/portal/projects/{id}/{part}")));
            }
        }
        for list in ["timesheets", "expenses"] {
            see(client.rows(&format!("/v1/portal/{list}")));
        }
        assert_eq!(visible.is_empty(), partner == "cyd", "{partner}");
        let missing = asked(&client, NOWHERE);
        are_missing(&missing);
        for id in everything.difference(&visible) {
            for ((what, told), (_, missing)) in asked(&client, id).into_iter().zip(&missing) {
                let text = String::from_utf8_lossy(&told.2).into_owned();
                assert_eq!(&told, missing, "{partner}: {id}: {what}: {text}");
                compared += 1;
            }
        }
    }
    assert!(compared > 1_000, "{compared} answers compared");
}

#[test]
fn every_hidden_record_of_a_real_plant_answers_as_a_missing_one() {
    let Some(folder) = real_data::folder("plant") else { return };
    let expected = Expected::read(&folder);
    let file = std::fs::read(folder.join("Production_Data.xlsx")).expect("the workbook");
    let dir = tempfile::tempdir().expect("a folder");
    let server = Server::fresh(dir.path());
    let root = server.root();
    root.import("Production_Data.xlsx", &file, "plant", DryRun::No).good();
    let partners = plant::partners(&root, &expected);
    plant::link(&root, &expected, &partners);

    let mut everything = BTreeSet::new();
    for list in ["work-steps", "processes", "orders", "resources", "partner-users", "staff-users"] {
        let rows = root.rows(&format!("/v1/staff/{list}"));
        everything.extend(rows.iter().filter_map(|row| row["id"].as_str().map(str::to_owned)));
    }
    assert!(everything.len() > 1_500, "{} records", everything.len());

    // The one with a little, and the one with nothing.
    let mut compared = 0;
    for name in ["HeatTreat", "NoLink"] {
        let client = &partners[name].client;
        let mut visible = BTreeSet::new();
        for list in ["work-steps", "processes", "orders", "order-items"] {
            let rows = client.rows(&format!("/v1/portal/{list}"));
            visible.extend(rows.iter().filter_map(|row| row["id"].as_str().map(str::to_owned)));
        }
        let missing = asked(client, NOWHERE);
        are_missing(&missing);
        for id in everything.difference(&visible) {
            assert_eq!(asked(client, id), missing, "{name}: {id}");
            compared += missing.len();
        }
    }
    println!("{compared} answers compared");

    // Routes of staff answer as routes that are not there.
    let client = &partners["HeatTreat"].client;
    let nothing = client.get("/v1/nothing-at-all").told();
    for path in ["/v1/staff/work-steps", "/v1/ops/status", "/v1/audit/history/x", "/v1/staff/me"] {
        assert_eq!(client.get(path).told(), nothing, "{path}");
    }
    let nothing = client.post("/v1/commands/no-such-command", &json!({})).told();
    for command in ["link-resource", "create-partner-user", "import-production", "report-work"] {
        let answer = client.post(&format!("/v1/commands/{command}"), &json!({}));
        assert_eq!(answer.told(), nothing, "{command}");
    }
    drop(server);
}
