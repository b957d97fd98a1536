//! Every refusal and every kind of bad input has a problem with its stable code, and leaves the log
//! as it was.

use loggia_core::scalar::Instant;
use loggia_core::spec::MORNING;
use loggia_tests::ask::{Answer, Client, DryRun};
use loggia_tests::inside::Inside;
use serde_json::{Value, json};

/// A plant with one of everything.
struct Plant {
    server: Inside,
    root: Client,
    planner: Client,
    partner: Client,
    partner_id: String,
    oven: String,
    order: String,
    scheduled: String,
    unscheduled: String,
    process: String,
}

fn slot(from: i64, to: i64) -> Value {
    let at = |hour: i64| Instant::from_micros(MORNING).plus_minutes(hour * 60).to_string();
    json!({ "start": at(from), "end": at(to) })
}

fn now() -> String {
    Instant::from_micros(MORNING).to_string()
}

impl Plant {
    fn new() -> Self {
        let server = Inside::at(Instant::from_micros(MORNING));
        let root = server.root();
        let staff = json!({
            "user_name": "planner", "display_name": "Planner", "roles": ["planner"],
        });
        root.command("create-staff-user", &staff);
        let planner = server.user("planner");
        let user = json!({ "user_name": "ada", "display_name": "Ada" });
        let partner_id = root.made("create-partner-user", &user);
        let oven = root.made("create-resource", &json!({ "name": "Oven" }));
        let module = json!({ "partner_user": partner_id, "module": "planning_objects" });
        root.command("assign-module-licence", &module);
        root.command("mark-resource-external", &json!({ "resource": oven }));
        root.command("link-resource", &json!({ "partner_user": partner_id, "resource": oven }));
        planner.command(
            "create-order-item",
            &json!({ "number": "I1", "article": "shaft", "quantity": 1 }),
        );
        let order = json!({ "number": "O1", "article": "shaft", "quantity": 1 });
        let order = planner.made("create-production-order", &order);
        let step = |sequence: u32| {
            let body = json!({
                "order": order, "sequence": sequence, "name": "harden", "resource": oven,
            });
            planner.made("add-work-step", &body)
        };
        let (scheduled, unscheduled) = (step(10), step(10));
        planner.command("schedule-work-step", &json!({ "step": scheduled, "slot": slot(1, 3) }));
        let process = json!({ "order": order, "sequence": 10, "name": "inspect" });
        let process = planner.made("add-process", &process);
        let partner = server.user("ada");
        Self {
            server,
            root,
            planner,
            partner,
            partner_id,
            oven,
            order,
            scheduled,
            unscheduled,
            process,
        }
    }

    fn head(&self) -> Value {
        self.root.get("/v1/ops/status").good().json()["log"].clone()
    }

    /// The answer must be this problem, and nothing may have been stored.
    #[track_caller]
    fn refuses(&self, code: &str, status: u16, ask: impl FnOnce() -> Answer) {
        let before = self.head();
        let answer = ask();
        let told = String::from_utf8_lossy(&answer.body).into_owned();
        assert_eq!((answer.code().as_str(), answer.status), (code, status), "{told}");
        let kind = answer.headers.get("content-type").and_then(|kind| kind.to_str().ok());
        assert_eq!(kind, Some("application/problem+json"), "{told}");
        let problem = answer.json();
        for member in ["type", "title", "detail", "help"] {
            assert!(
                problem[member].as_str().is_some_and(|text| !text.is_empty()),
                "{member}: {told}"
            );
        }
        assert_eq!(self.head(), before, "nothing is stored by `{code}`");
    }

    #[track_caller]
    fn command(&self, who: &Client, code: &str, status: u16, name: &str, body: &Value) {
        self.refuses(code, status, || who.post(&format!("/v1/commands/{name}"), body));
    }
}

#[test]
fn every_refusal_of_the_domain_is_a_problem_and_leaves_the_log_as_it_was() {
    let plant = Plant::new();
    let Plant { root, planner, partner, partner_id, oven, order, .. } = &plant;
    let Plant { scheduled, unscheduled, process, .. } = &plant;
    let nowhere = "01234567-89ab-7cde-8f01-23456789abcd";
    let root_id = root.get("/v1/staff/me").good().json()["id"].clone();
    let on = |step: &str| json!({ "work_step": step });

    let refused = |code: &str, status: u16, name: &str, body: Value| {
        plant.command(root, code, status, name, &body);
    };
    refused("not_found", 404, "rename-resource", json!({ "resource": nowhere, "name": "x" }));
    refused(
        "not_found",
        404,
        "link-resource",
        json!({ "partner_user": nowhere, "resource": oven }),
    );
    let taken = json!({ "user_name": "ADA", "display_name": "x" });
    refused("user_name_taken", 409, "create-partner-user", taken);
    let no_role = json!({ "user_name": "y", "display_name": "y", "roles": [] });
    refused("no_role", 422, "create-staff-user", no_role);
    let last = json!({ "staff_user": root_id, "roles": ["auditor"] });
    refused("last_administrator", 409, "set-staff-roles", last);
    let over =
        json!({ "partner_user": partner_id, "resource": oven, "until": "2001-01-01T00:00:00Z" });
    refused("term_without_time", 422, "link-resource", over);
    let twice = json!({ "list": "work_steps", "columns": ["name", "name"] });
    refused("column_twice", 422, "set-columns", twice);
    let other = json!({ "list": "processes", "columns": ["set_up_minutes"] });
    refused("column_not_in_list", 422, "set-columns", other);
    refused("resource_name_taken", 409, "create-resource", json!({ "name": "Oven" }));
    let idle = json!({ "name": "Saw", "parallel": 0 });
    refused("no_parallel_work", 422, "create-resource", idle);

    let refused = |code: &str, status: u16, name: &str, body: Value| {
        plant.command(planner, code, status, name, &body);
    };
    let item = json!({ "number": "I1", "article": "shaft", "quantity": 1 });
    refused("order_item_number_taken", 409, "create-order-item", item);
    let number = json!({ "number": "O1", "article": "shaft", "quantity": 1 });
    refused("order_number_taken", 409, "create-production-order", number);
    let unknown = json!({ "order": nowhere, "sequence": 1, "name": "x", "resource": oven });
    refused("not_found", 404, "add-work-step", unknown);
    let move_it = json!({ "step": unscheduled, "slot": slot(1, 2) });
    refused("not_scheduled", 409, "reschedule-work-step", move_it.clone());
    let again = json!({ "step": scheduled, "slot": slot(5, 6) });
    refused("already_scheduled", 409, "schedule-work-step", again);
    refused("conflicts", 409, "schedule-work-step", move_it);
    let early = json!({ "subject": on(scheduled), "action": "finish" });
    refused("feedback_out_of_turn", 409, "report-feedback", early);
    let future = json!({
        "subject": on(scheduled), "action": "start", "at": "2099-01-01T00:00:00Z",
    });
    refused("feedback_out_of_time", 422, "report-feedback", future);
    let pause = json!({ "subject": { "process": process }, "action": "pause" });
    refused("processes_do_not_pause", 422, "report-feedback", pause);
    let nothing = json!({
        "subject": on(scheduled), "action": { "report_quantity": { "good": 0, "scrap": 0 } },
    });
    refused("no_quantity", 422, "report-feedback", nothing);
    let backwards = json!({
        "subject": on(scheduled), "kind": "production", "start": now(),
        "end": "2001-01-01T00:00:00Z",
    });
    refused("report_backwards", 422, "report-work", backwards);
    let start = json!({ "subject": on(scheduled), "action": "start" });
    planner.command("report-feedback", &start);
    refused("already_begun", 409, "unschedule-work-step", json!({ "step": scheduled }));

    // A partner without a workbench, and one who asks for what he does not see.
    plant.command(partner, "no_workbench", 403, "report-feedback", &start);
    let hidden = json!({ "subject": { "process": process }, "action": "start" });
    plant.command(partner, "not_found", 404, "report-feedback", &hidden);
    // Only an installation opens a workspace, and only an import imports.
    for name in ["open-workspace", "import-production", "clock", "no-such-command"] {
        plant.command(root, "not_found", 404, name, &json!({}));
    }
    let _ = order;
}

#[test]
fn every_kind_of_bad_input_is_a_problem_and_leaves_the_log_as_it_was() {
    let plant = Plant::new();
    let Plant { server, root, planner, partner, partner_id, oven, .. } = &plant;
    let nobody = Client::nobody(&server.base);
    let path = "/v1/commands/create-resource";
    let json_type = ("content-type", "application/json");
    let send = |who: &Client, headers: &[(&str, &str)], body: &str| {
        let headers: Vec<_> = headers.iter().copied().chain([json_type]).collect();
        who.ask("POST", path, &headers, Some(body.as_bytes())).expect("an answer")
    };

    // Who asks.
    plant.refuses("no_session", 401, || nobody.get("/v1/portal/work-steps"));
    plant.refuses("no_session", 401, || nobody.post(path, &json!({ "name": "x" })));
    plant.refuses("no_session", 401, || Client::with_token(&server.base, "x").get("/v1/portal"));
    plant.refuses("login_failed", 401, || {
        nobody.post("/v1/session", &json!({ "user": "nobody", "password": "twelve letters" }))
    });
    plant.refuses("role_missing", 403, || {
        planner.post("/v1/commands/mark-resource-external", &json!({ "resource": oven }))
    });
    plant.refuses("role_missing", 403, || planner.get("/v1/ops/status"));
    plant.refuses("not_found", 404, || partner.get("/v1/ops/status"));
    plant.refuses("not_found", 404, || root.get("/v1/portal/work-steps"));
    let foreign = [("cookie", "__Host-loggia=x"), ("origin", "https://evil.example")];
    plant.refuses("no_session", 401, || send(&nobody, &foreign, "{}"));

    // How it was asked.
    for body in ["", "{", "[]", "{\"name\":7}", "{\"name\":\"\"}", "{\"name\":\"x\",\"colour\":1}"]
    {
        plant.refuses("bad_json", 400, || send(root, &[], body));
    }
    let long = format!("{{\"name\":\"{}\"}}", "x".repeat(201));
    plant.refuses("bad_json", 400, || send(root, &[], &long));
    let zone = json!({ "user_name": "z", "display_name": "z", "time_zone": "Mars/Olympus" });
    plant.refuses("bad_json", 400, || root.post("/v1/commands/create-partner-user", &zone));
    let backwards =
        json!({ "step": partner_id, "slot": { "start": now(), "end": "2001-01-01T00:00:00Z" } });
    plant.refuses("bad_json", 400, || planner.post("/v1/commands/schedule-work-step", &backwards));
    let quantity = json!({ "number": "x", "article": "x", "quantity": -1 });
    plant.refuses("bad_json", 400, || planner.post("/v1/commands/create-order-item", &quantity));
    let huge = format!("{{\"name\":\"{}\"}}", "x".repeat(300 * 1_024));
    plant.refuses("body_too_large", 413, || send(root, &[], &huge));
    plant.refuses("wrong_content_type", 415, || {
        root.ask("POST", path, &[("content-type", "text/plain")], Some(b"{}")).expect("an answer")
    });
    plant.refuses("method_not_allowed", 405, || {
        root.ask("DELETE", path, &[], None).expect("an answer")
    });
    plant.refuses("bad_id", 400, || root.get("/v1/staff/resources/not-an-id"));
    plant.refuses("not_found", 404, || partner.get("/v1/portal/work-steps/not-an-id"));
    for query in ["limit=0", "limit=501", "cursor=x", "sort=colour", "worker=1", "quantity=many"] {
        let path = format!("/v1/portal/work-steps?{query}");
        plant.refuses("bad_query", 400, || partner.get(&path));
    }
    let body = "{\"name\":\"Saw\"}";
    plant.refuses("bad_idempotency_key", 400, || send(root, &[("idempotency-key", "")], body));
    plant.refuses("bad_if_match", 400, || send(root, &[("if-match", "\"r1\"")], body));

    // A key that was used, and a revision that is over.
    let key = [("idempotency-key", "key-1")];
    let first = send(root, &key, "{\"name\":\"Lathe\"}").good().json();
    let repeated = send(root, &key, "{\"name\":\"Lathe\"}").good().json();
    assert_eq!((&repeated["records"], &repeated["seq"]), (&first["records"], &first["seq"]));
    plant.refuses("idempotency_key_reused", 409, || send(root, &key, "{\"name\":\"Mill\"}"));
    let old = [("if-match", "\"r1\"")];
    let rename = |name: &str| {
        let body = json!({ "resource": oven, "name": name });
        root.send("POST", "/v1/commands/rename-resource", &old, &body).expect("an answer")
    };
    // Marked external, it is at its second revision.
    plant.refuses("stale", 412, || rename("Furnace"));
    let stale = rename("Furnace").json();
    assert_eq!(stale["current"]["name"], json!("Oven"), "the record as it is: {stale}");

    // Files and mappings.
    plant.refuses("bad_mapping", 422, || root.import("x.csv", b"a,b\n", "no such", DryRun::No));
    plant.refuses("import_refused", 422, || {
        root.import("x.csv", b"a,b\n1,2\n", "plant-csv", DryRun::No)
    });
    plant.refuses("import_refused", 422, || {
        root.import("x.xlsx", b"no workbook", "plant", DryRun::No)
    });
    plant.refuses("bad_upload", 400, || {
        let kind = [("content-type", "multipart/form-data; boundary=x")];
        root.ask("POST", "/v1/imports/production", &kind, Some(b"--x--\r\n")).expect("an answer")
    });

    // The past and the future.
    let view = format!("/v1/audit/views/{partner_id}/work-steps");
    plant.refuses("not_yet", 422, || root.get(&format!("{view}?seq=999999")));
    plant.refuses("bad_query", 400, || root.get(&format!("{view}?at=yesterday")));
    plant.refuses("weak_password", 422, || {
        let path = format!("/v1/users/{partner_id}/password");
        root.send("PUT", &path, &[], &json!({ "password": "short" })).expect("an answer")
    });
}
