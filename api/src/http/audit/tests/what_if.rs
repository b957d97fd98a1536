use axum::http::StatusCode;
use serde_json::{Value, json};

use super::super::WHAT_IF_COMMANDS_MAX;
use crate::demo::fixture::Plant;

#[tokio::test(flavor = "multi_thread")]
async fn what_if_foretells_what_then_happens_and_leaves_the_log_alone() {
    let plant = Plant::new().await;
    let body = json!({
        "partner_user": plant.user("bruno"),
        "resource": plant.resource("Furnace 1"),
    });
    let seq = plant.seq();
    let question = json!({ "commands": [{ "command": "unlink-resource", "body": body }] });
    let foretold = plant.post("audrey", "/v1/audit/what-if", &question).await.json();
    assert_eq!(plant.seq(), seq);
    assert_eq!(foretold["partners"].as_array().unwrap().len(), 1, "{foretold}");
    let lost = foretold["partners"][0]["lost"].as_array().unwrap();
    let of = |view: &str| lost.iter().filter(|one| one["view"] == view).count();
    let count = async |view: &str| {
        let portal = plant.get("bruno", "/v1/portal").await.json();
        portal["counts"][view].as_u64().unwrap() as usize
    };
    let before = (count("work-steps").await, count("orders").await);
    assert!(of("work-steps") > 0 && of("orders") > 0);
    plant.post("astrid", "/v1/commands/unlink-resource", &body).await;
    let after = (count("work-steps").await, count("orders").await);
    assert_eq!((before.0 - of("work-steps"), before.1 - of("orders")), after);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_that_cannot_be_asked_is_told_why() {
    let plant = Plant::new().await;
    let ask = async |commands: Value| {
        plant.post("audrey", "/v1/audit/what-if", &json!({ "commands": commands })).await
    };
    let planning = json!([{ "command": "add-work-step", "body": {} }]);
    assert_eq!(ask(planning).await.code(), "bad_json");
    let nobody = json!({ "partner_user": uuid::Uuid::nil() });
    let unknown = json!({ "command": "allow-process-feedback", "body": nobody });
    let fine = json!({ "command": "mark-resource-external", "body": {
        "resource": plant.resource("Coating line 1"),
    } });
    let refused = ask(json!([fine, unknown])).await;
    assert_eq!((refused.code().as_str(), &refused.json()["command"]), ("not_found", &json!(1)));
    let later = json!({ "command": "allow-process-feedback", "body": {
        "partner_user": "made:1:partner_user",
    } });
    let refused = ask(json!([fine, later])).await.json();
    let told = (&refused["code"], &refused["made"], &refused["command"]);
    assert_eq!(told, (&json!("bad_json"), &json!("made:1:partner_user"), &json!(1)));
    let many = vec![unknown; WHAT_IF_COMMANDS_MAX + 1];
    assert_eq!(ask(json!(many)).await.code(), "bad_json");
}

/// How many rows of a list the answer says that somebody would gain.
fn gained(foretold: &Value, who: &str, view: &str) -> usize {
    let mut partners = foretold["partners"].as_array().unwrap().iter();
    let partner = partners.find(|one| one["partner"]["name"] == who).unwrap();
    let gained = partner["gained"].as_array().unwrap();
    gained.iter().filter(|one| one["view"] == view).count()
}

/// A row of a list of staff, by one of its fields.
async fn found(plant: &Plant, list: &str, field: &str, value: &str) -> Value {
    let rows = plant.get("astrid", &format!("/v1/staff/{list}?limit=500")).await.json();
    let mut rows = rows["rows"].as_array().unwrap().iter();
    rows.find(|row| row[field] == value).unwrap_or_else(|| panic!("{list} {value}")).clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_is_not_there_yet_is_foretold_what_he_will_see() {
    let plant = Plant::new().await;
    let firm = plant.get("astrid", "/v1/staff/accounts?limit=500").await.json();
    let mut firms = firm["rows"].as_array().unwrap().iter();
    let firm = firms.find(|row| row["kind"]["partner"].is_string()).unwrap()["name"].clone();
    let phase = plant.get("dario", "/v1/staff/phases?limit=1").await.json()["rows"][0].clone();
    let asked = |user: &str, contact: &str, person: &str| {
        json!([
            { "command": "invite-partner", "body": {
                "account": firm, "name": "Mara", "email": "mara@example.com",
            } },
            { "command": "assign-module-licence", "body": {
                "partner_user": user, "module": "planning",
            } },
            { "command": "assign-module-licence", "body": {
                "partner_user": user, "module": "projects",
            } },
            { "command": "link-resource", "body": {
                "partner_user": user, "resource": plant.resource("Coating line 1"),
            } },
            { "command": "create-person", "body": { "of": { "contact": contact } } },
            { "command": "add-participant", "body": { "phase": phase["id"], "person": person } },
        ])
    };
    let wishes = asked("made:0:partner_user", "made:0:contact", "made:4:person");
    let question = json!({ "commands": wishes });
    let foretold = plant.post("astrid", "/v1/audit/what-if", &question).await;
    assert_eq!(foretold.status, StatusCode::OK, "{foretold:?}");
    let foretold = foretold.json();
    let done = async |user: &str, command: &Value| {
        let path = format!("/v1/commands/{}", command["command"].as_str().unwrap());
        let answer = plant.post(user, &path, &command["body"]).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {:?}", answer.json());
    };
    done("astrid", &wishes[0]).await;
    let contact = found(&plant, "contacts", "email", "mara@example.com").await;
    let (user, contact) = (contact["user"].as_str().unwrap(), contact["id"].as_str().unwrap());
    for command in &asked(user, contact, "").as_array().unwrap()[1..5] {
        done("astrid", command).await;
    }
    let persons = plant.get("dario", "/v1/staff/persons?limit=500").await.json();
    let mut persons = persons["rows"].as_array().unwrap().iter();
    let person = persons.find(|row| row["of"]["contact"] == contact).unwrap()["id"].clone();
    done("dario", &asked(user, contact, person.as_str().unwrap())[5]).await;
    for view in ["work-steps", "orders", "projects", "tasks"] {
        let seen = plant.get("audrey", &format!("/v1/audit/views/{user}/{view}?limit=500")).await;
        let seen = seen.json()["rows"].as_array().map_or(0, Vec::len);
        assert_eq!(gained(&foretold, "Mara", view), seen, "{view}");
    }
    let [steps, projects] = ["work-steps", "projects"].map(|view| gained(&foretold, "Mara", view));
    assert!(steps > 0 && projects == 1, "{steps} {projects}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_level_opens_is_foretold_row_by_row() {
    let plant = Plant::new().await;
    let level = found(&plant, "access-levels", "name", "Own work only").await;
    let mut permissions = level["permissions"].clone();
    permissions["task_view"] = json!("project");
    let body = json!({
        "access_level": level["id"], "name": level["name"], "permissions": permissions,
    });
    let question = json!({ "commands": [{ "command": "change-access-level", "body": body }] });
    let foretold = plant.post("astrid", "/v1/audit/what-if", &question).await;
    assert_eq!(foretold.status, StatusCode::OK, "{}", foretold.json());
    let foretold = foretold.json();
    let partners = foretold["partners"].as_array().unwrap();
    assert!(!partners.is_empty(), "{foretold}");
    let tasks = async |partner: &str| {
        let seen = plant.get("audrey", &format!("/v1/audit/views/{partner}/tasks?limit=500")).await;
        assert_eq!(seen.status, StatusCode::OK, "{partner}: {seen:?}");
        seen.json()["rows"].as_array().unwrap().len()
    };
    let mut before = Vec::new();
    for one in partners {
        before.push(tasks(one["partner"]["id"].as_str().unwrap()).await);
    }
    plant.post("astrid", "/v1/commands/change-access-level", &body).await;
    for (one, before) in partners.iter().zip(before) {
        let now = tasks(one["partner"]["id"].as_str().unwrap()).await;
        let gained = one["gained"].as_array().unwrap();
        let gained = gained.iter().filter(|row| row["view"] == "tasks").count();
        assert!(gained > 0 && before + gained == now, "{before} + {gained} is not {now}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_read_portals_asks_about_commands_that_are_his_to_give() {
    let plant = Plant::new().await;
    let participant = plant.get("dario", "/v1/staff/participants?limit=1").await.json();
    let leave = json!({ "command": "remove-participant", "body": {
        "participant": participant["rows"][0]["id"],
    } });
    let link = json!({ "command": "unlink-resource", "body": {
        "partner_user": plant.user("nora"), "resource": plant.resource("Coating line 1"),
    } });
    let ask = async |user: &str, commands: Value| {
        plant.post(user, "/v1/audit/what-if", &json!({ "commands": commands })).await
    };
    assert_eq!(ask("dario", json!([leave])).await.status, StatusCode::OK);
    let refused = ask("dario", json!([leave, link])).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!((refused.code().as_str(), &refused.json()["command"]), ("role_missing", &json!(1)));
    assert_eq!(ask("astrid", json!([leave, link])).await.status, StatusCode::OK);
}
