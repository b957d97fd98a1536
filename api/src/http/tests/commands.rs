//! Asking for commands: repeats, conditions, and what partners are told.

use super::*;

#[tokio::test]
async fn a_repeat_gets_the_first_answer_and_another_body_is_refused() {
    let server = Server::new().await;
    let root = server.root.clone();
    let key = [("idempotency-key", "k-1")];
    let path = "/v1/commands/create-resource";
    let ask = |body: Value| {
        let (server, root) = (&server, &root);
        async move { server.ask(root, "POST", path, &key, Some(&body)).await }
    };
    let first = ask(json!({ "name": "Saw" })).await.good().json();
    assert_eq!((&first["outcome"], &first["replayed"]), (&json!("happened"), &json!(false)));
    let again = ask(json!({ "name": "Saw", "parallel": 1 })).await.good().json();
    assert_eq!((&again["seq"], &again["records"]), (&first["seq"], &first["records"]));
    assert_eq!(again["replayed"], true);
    ask(json!({ "name": "Drill" })).await.is(409, "idempotency_key_reused");
    let other = "/v1/commands/create-order-item";
    let item = json!({ "number": "1", "article": "Saw", "quantity": 1 });
    let reused = server.ask(&root, "POST", other, &key, Some(&item)).await;
    reused.is(409, "idempotency_key_reused");
    server.close().await;
}

#[tokio::test]
async fn staff_conditions_are_revisions() {
    let plant = Plant::new().await;
    let server = &plant.server;
    let item = format!("/v1/staff/resources/{}", plant.laser);
    let tag = server.get(&server.root, &item).await.good().header("etag").to_owned();
    assert!(tag.starts_with("\"r"), "{tag}");
    let rename = |name: &str, tag: &str| {
        let body = json!({ "resource": plant.laser, "name": name });
        let tag = tag.to_owned();
        async move {
            let headers = [("if-match", tag.as_str())];
            let path = "/v1/commands/rename-resource";
            server.ask(&server.root, "POST", path, &headers, Some(&body)).await
        }
    };
    rename("Laser 2", &tag).await.good();
    let stale = rename("Laser 3", &tag).await;
    stale.is(412, "stale");
    assert_eq!(stale.json()["current"]["name"], "Laser 2");
    rename("Laser 3", stale.header("etag")).await.good();
    rename("Laser 4", "*").await.good();
    plant.server.close().await;
}

#[tokio::test]
async fn partner_conditions_are_what_the_partner_sees() {
    let plant = Plant::new().await;
    let server = &plant.server;
    let step = plant.steps[0].clone();
    let item = format!("/v1/portal/work-steps/{step}");
    let tag = plant.ada_reads(&item).await.good().header("etag").to_owned();
    let feedback = |action: &str, id: &str, tag: &str| {
        let body = json!({ "subject": { "work_step": id }, "action": action });
        let (tag, ada) = (tag.to_owned(), plant.ada.clone());
        async move {
            let headers = [("if-match", tag.as_str())];
            let path = "/v1/commands/report-feedback";
            server.ask(&ada, "POST", path, &headers, Some(&body)).await
        }
    };
    let columns = json!({ "list": "work_steps", "columns": ["name", "sequence"] });
    server.does("set-columns", columns).await;
    feedback("start", &step, &tag).await.is(412, "stale");
    let tag = plant.ada_reads(&item).await.good().header("etag").to_owned();
    // Its slot is hidden: planning it makes nothing stale for ada.
    let slot = json!({ "start": "2026-03-03T06:00:00Z", "end": "2026-03-03T07:00:00Z" });
    server.does("schedule-work-step", json!({ "step": step, "slot": slot })).await;
    let fits = feedback("start", &step, &tag).await;
    fits.is(403, "field_not_editable");
    let stale = feedback("finish", &step, "\"other\"").await;
    stale.is(412, "stale");
    assert_eq!(stale.json()["current"]["id"], step);
    assert_eq!(stale.json()["current"].get("status"), None);
    assert_eq!(stale.header("etag"), tag);
    // Who is told the status may change it.
    let columns = json!({ "list": "work_steps", "columns": ["name", "status"] });
    server.does("set-columns", columns).await;
    feedback("start", &step, &tag).await.is(412, "stale");
    let tag = plant.ada_reads(&item).await.good().header("etag").to_owned();
    let done = feedback("start", &step, &tag).await.good().json();
    assert_eq!(done["outcome"], "happened");
    assert!(done["revision"].is_u64());
    assert_eq!(done.as_object().unwrap().len(), 2);
    // Hidden and missing read the same under a condition too.
    let hidden = feedback("start", &plant.hidden, &tag).await;
    hidden.is(404, "not_found");
    assert_eq!(hidden.told(), feedback("start", &nowhere(), &tag).await.told());
    plant.server.close().await;
}

#[tokio::test]
async fn a_partner_reads_what_he_wrote() {
    let plant = Plant::new().await;
    let item = format!("/v1/portal/work-steps/{}", plant.steps[0]);
    for action in ["start", "pause", "resume", "finish"] {
        let body = json!({ "subject": { "work_step": plant.steps[0] }, "action": action });
        let done = plant.server.post(&plant.ada, "/v1/commands/report-feedback", body).await.good();
        let read = plant.ada_reads(&item).await;
        assert_eq!(read.header("loggia-revision"), done.json()["revision"].to_string());
    }
    assert_eq!(plant.ada_reads(&item).await.json()["status"], "completed");
    let body = json!({ "subject": { "work_step": plant.steps[0] }, "action": "start" });
    let refused = plant.server.post(&plant.ada, "/v1/commands/report-feedback", body).await;
    refused.is(409, "feedback_out_of_turn");
    assert!(!String::from_utf8_lossy(&refused.body).contains(&plant.steps[0]));
    plant.server.close().await;
}

#[tokio::test]
async fn a_reason_stands_in_the_log() {
    let server = Server::new().await;
    let headers = [("loggia-reason", "weil nötig"), ("user-agent", "curl/8")];
    let body = json!({ "name": "Saw" });
    let path = "/v1/commands/create-resource";
    server.ask(&server.root, "POST", path, &headers, Some(&body)).await.good();
    let mut commits = Vec::new();
    for batch in server.app.log().read(loggia_core::world::Seq(0)) {
        commits.extend(batch.unwrap());
    }
    let last = commits.last().unwrap();
    assert_eq!(last.reason.as_ref().unwrap().reveal().as_str(), "weil nötig");
    assert_eq!(last.origin.client.as_ref().unwrap().reveal().as_str(), "curl/8");
    server.close().await;
}

#[tokio::test]
async fn several_of_one_command_get_an_answer_each() {
    let server = Server::new().await;
    let root = server.root.clone();
    let Some(UserId::Staff(me)) = server.app.world().access.user_by_name(&named("root")) else {
        panic!("root is staff")
    };
    let roles = json!(["administrator", "delivery_manager"]);
    server.does("set-staff-roles", json!({ "staff_user": me, "roles": roles })).await;
    let project =
        server.does("create-project", json!({ "name": "Tower", "delivery": "joint" })).await;
    let phase = json!({ "project": project, "name": "Design" });
    let phase = server.does("add-phase", phase).await;
    let mut sheets = Vec::new();
    for name in ["Kim", "Jo"] {
        let person = server.does("create-person", json!({ "of": { "name": name } })).await;
        server.does("add-participant", json!({ "phase": phase, "person": person })).await;
        let on = json!({ "phase": phase });
        let time = json!({ "person": person, "on": on, "day": "2026-03-02", "hours": 8 });
        sheets.push(server.does("log-time", time).await);
    }
    let path = "/v1/commands/submit-timesheet/batch";
    let items = [sheets[0].clone(), nowhere(), sheets[1].clone()];
    let items = items.map(|timesheet| json!({ "timesheet": timesheet }));
    let key = [("idempotency-key", "k-1")];
    let body = json!({ "items": items });
    let ask = || server.ask(&root, "POST", path, &key, Some(&body));
    let results = ask().await.good().json();
    let status = |nth: usize| results["results"][nth]["status"].clone();
    assert_eq!([status(0), status(1), status(2)], [200, 404, 200].map(Value::from), "{results}");
    assert_eq!(results["results"][1]["problem"]["code"], "not_found");
    let again = ask().await.good().json();
    assert_eq!(again["results"][2]["done"]["replayed"], true, "{again}");
    let many = json!({ "items": vec![json!({ "timesheet": sheets[0] }); 101] });
    server.post(&root, path, many).await.is(422, "too_many");
    let matched = [("if-match", "*")];
    server.ask(&root, "POST", path, &matched, Some(&body)).await.is(400, "bad_if_match");
    server.close().await;
}

#[tokio::test]
async fn partners_ask_for_several_as_for_one() {
    let plant = Plant::new().await;
    let body = json!({ "items": [{ "timesheet": nowhere() }] });
    let path = "/v1/commands/submit-timesheet/batch";
    let results = plant.server.post(&plant.ada, path, body.clone()).await.good().json();
    assert_eq!(results["results"][0]["problem"]["code"], "not_found", "{results}");
    let path = "/v1/commands/reopen-timesheet/batch";
    plant.server.post(&plant.ada, path, body).await.is(404, "not_found");
    plant.server.close().await;
}
