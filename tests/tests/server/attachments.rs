//! Files over the real binary: attached, given out, refused, damaged, and there after a restart.

use std::path::{Path, PathBuf};

use loggia_tests::ask::{Answer, Client};
use loggia_tests::binary::{PASSWORD, Server};
use serde_json::{Value, json};

const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\nthe plan of the tower\n";

/// Two firms of partners: Anna takes part in the design of a tower, Ben in nothing of it.
struct Site {
    server: Server,
    root: Client,
    dan: Client,
    anna: Client,
    ben: Client,
    task: String,
    hidden: String,
    participant: String,
}

fn site(dir: &Path) -> Site {
    let server = Server::fresh(dir);
    let root = server.root();
    let dan = json!({ "user_name": "dan", "display_name": "Dan", "roles": ["delivery_manager", "operator"] });
    let owner = root.made("create-staff-user", &dan);
    root.send("PUT", &format!("/v1/users/{owner}/password"), &[], &json!({ "password": PASSWORD }))
        .expect("an answer")
        .good();
    let dan = Client::logged_in(&server.base, "dan", PASSWORD);
    let mut people = ["anna", "ben"].map(|name| {
        let kind = json!({ "partner": "contractor" });
        let account = json!({ "name": format!("Firm of {name}"), "kind": kind, "owner": owner });
        let account = root.made("create-account", &account);
        let email = format!("{name}@example.com");
        let contact = json!({ "account": account, "name": name, "email": email });
        let contact = root.made("add-contact", &contact);
        let enable = json!({
            "contact": contact, "user_name": name, "language": "en", "time_zone": "UTC",
        });
        root.command("enable-contact", &enable);
        let users = root.rows("/v1/staff/partner-users");
        let user = users.iter().find(|user| user["user_name"] == name).expect("the user");
        let user = user["id"].as_str().expect("an id").to_owned();
        let licence = json!({ "partner_user": user, "module": "projects" });
        root.command("assign-module-licence", &licence);
        let password = json!({ "password": PASSWORD });
        root.send("PUT", &format!("/v1/users/{user}/password"), &[], &password)
            .expect("an answer")
            .good();
        let person = dan.made("create-person", &json!({ "of": { "contact": contact } }));
        (Client::logged_in(&server.base, name, PASSWORD), person)
    });
    let project = |name: &str, person: &str| {
        let project = dan.made("create-project", &json!({ "name": name, "delivery": "joint" }));
        let phase = dan.made("add-phase", &json!({ "project": project, "name": "Design" }));
        let task = dan.made("add-task", &json!({ "phase": phase, "title": "Draw" }));
        let part = json!({ "phase": phase, "person": person });
        (task, dan.made("add-participant", &part))
    };
    let (task, participant) = project("Tower", &people[0].1);
    let (hidden, _) = project("Bridge", &people[1].1);
    let (ben, anna) = (people[1].0.clone(), people[0].0.clone());
    people[0].1.clear();
    Site { server, root, dan, anna, ben, task, hidden, participant }
}

fn form(parts: &[(&str, &str)], file: Option<(&str, &str, &[u8])>) -> (String, Vec<u8>) {
    let boundary = "loggia-test-boundary-7f3a";
    let mut body = Vec::new();
    for (name, value) in parts {
        let part = format!(
            "--{boundary}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend(part.into_bytes());
    }
    if let Some((name, kind, bytes)) = file {
        let part = format!(
            "--{boundary}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: {kind}\r\n\r\n"
        );
        body.extend(part.into_bytes());
        body.extend(bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{boundary}--\r\n").into_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}

fn attach(client: &Client, task: &str, audience: &str, file: (&str, &str, &[u8])) -> Answer {
    let about = json!({ "task": task }).to_string();
    let (kind, body) = form(&[("about", &about), ("audience", audience)], Some(file));
    let headers = [("content-type", kind.as_str())];
    // Who refuses without reading the body closes the connection.
    client.anew().ask("POST", "/v1/commands/attach-file", &headers, Some(&body)).expect("an answer")
}

fn plan(client: &Client, task: &str) -> Answer {
    attach(client, task, "shared", ("plan.pdf", "application/pdf", PDF))
}

fn rows(client: &Client, task: &str) -> Vec<Value> {
    client.rows(&format!("/v1/portal/tasks/{task}/attachments"))
}

fn content(client: &Client, id: &Value) -> Answer {
    client.get(&format!("/v1/portal/attachments/{}/content", id.as_str().expect("an id")))
}

/// The files beside the log.
fn stored(dir: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir.join("attachments")).expect("the folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.filter(|path| path.is_file()).collect()
}

fn verified(client: &Client) -> Value {
    let job = client.post("/v1/ops/verify", &json!({})).good().json();
    let path = format!("/v1/ops/verify/{}", job["id"].as_str().expect("an id"));
    for _ in 0..600 {
        let job = client.get(&path).good().json();
        if job["state"] != "running" {
            return job;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("the verification does not end");
}

#[test]
fn a_file_is_attached_given_out_and_there_after_a_restart() {
    let dir = tempfile::tempdir().expect("a folder");
    let Site { server, anna, task, .. } = site(dir.path());
    plan(&anna, &task).good();
    let row = rows(&anna, &task).remove(0);
    assert_eq!((&row["name"], &row["size"]), (&json!("plan.pdf"), &json!(PDF.len())));
    assert!(row.get("sha256").is_none());
    let got = content(&anna, &row["id"]).good();
    assert_eq!(got.body, PDF);
    for (name, value) in [
        ("content-type", "application/pdf"),
        ("content-disposition", "attachment; filename=\"plan.pdf\"; filename*=UTF-8''plan.pdf"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("cache-control", "private, no-store"),
        ("accept-ranges", "none"),
    ] {
        assert_eq!(got.headers[name], value, "{name}");
    }
    assert!(!got.headers.contains_key("etag"));
    let path = format!("/v1/portal/attachments/{}/content", row["id"].as_str().expect("an id"));
    let part = anna.ask("GET", &path, &[("range", "bytes=0-3")], None).expect("an answer");
    assert_eq!((part.status, part.body), (200, PDF.to_vec()), "there are no ranges");
    server.kill();
    let server = Server::start(dir.path());
    let anna = Client::logged_in(&server.base, "anna", PASSWORD);
    assert_eq!(rows(&anna, &task), std::slice::from_ref(&row));
    assert_eq!(content(&anna, &row["id"]).good().body, PDF);
}

#[test]
fn a_repeat_gets_the_first_answer_whatever_has_become_of_the_record() {
    let dir = tempfile::tempdir().expect("a folder");
    let Site { server: _server, dan, anna, task, participant, .. } = site(dir.path());
    let about = json!({ "task": task }).to_string();
    let (kind, body) = form(&[("about", &about)], Some(("plan.pdf", "application/pdf", PDF)));
    let send = |key: &str| {
        let headers = [("content-type", kind.as_str()), ("idempotency-key", key)];
        anna.anew()
            .ask("POST", "/v1/commands/attach-file", &headers, Some(&body))
            .expect("an answer")
    };
    send("once").good();
    // She sees the task no more.
    dan.command("remove-participant", &json!({ "participant": participant }));
    send("once").good();
    assert_eq!(send("twice").code(), "not_found");
    assert_eq!(dan.rows("/v1/staff/attachments").len(), 1);
    assert_eq!(stored(dir.path()).len(), 1, "nothing that was refused is left");
}

#[test]
fn what_is_hidden_answers_to_the_byte_like_what_is_missing() {
    let dir = tempfile::tempdir().expect("a folder");
    let Site { server: _server, dan, anna, ben, task, hidden, participant, .. } = site(dir.path());
    attach(&dan, &task, "internal", ("secret.txt", "text/plain", b"internal")).good();
    plan(&dan, &task).good();
    plan(&dan, &hidden).good();
    let all = dan.rows("/v1/staff/attachments");
    assert_eq!(all.len(), 3);
    let nowhere = json!("01234567-89ab-7cde-8f01-23456789abcd");
    let missing = content(&ben, &nowhere).told();
    let seen = rows(&anna, &task);
    assert_eq!(seen.len(), 1);
    for row in &all {
        if row["id"] == seen[0]["id"] {
            assert_eq!(content(&ben, &row["id"]).told(), missing, "{row}");
        } else {
            assert_eq!(content(&anna, &row["id"]).told(), content(&anna, &nowhere).told(), "{row}");
        }
    }
    let of_nowhere = plan(&anna, nowhere.as_str().expect("an id")).told();
    assert_eq!(plan(&anna, &hidden).told(), of_nowhere);
    assert_eq!(of_nowhere.0, 404);
    let said = |task: &str| {
        let body = json!({ "about": { "task": task }, "text": "hello" });
        anna.post("/v1/commands/add-comment", &body).told()
    };
    assert_eq!(said(&hidden), said(nowhere.as_str().expect("an id")));
    let list = |kind: &str, task: &str| anna.get(&format!("/v1/portal/tasks/{task}/{kind}")).told();
    for kind in ["comments", "attachments"] {
        assert_eq!(list(kind, &hidden), list(kind, nowhere.as_str().expect("an id")));
    }
    // With the last participation all of it is gone.
    dan.command("remove-participant", &json!({ "participant": participant }));
    assert_eq!(content(&anna, &seen[0]["id"]).told(), content(&anna, &nowhere).told());
    assert_eq!(stored(dir.path()).len(), 2, "nothing that was refused is left");
}

#[test]
fn what_is_not_taken_leaves_nothing_behind() {
    let dir = tempfile::tempdir().expect("a folder");
    let Site { server: _server, anna, task, .. } = site(dir.path());
    let tried =
        |name, kind, bytes: &[u8]| attach(&anna, &task, "shared", (name, kind, bytes)).code();
    for (name, kind, bytes, code) in [
        ("a.exe", "application/pdf", PDF, "file_type_not_allowed"),
        ("a.png", "image/png", PDF, "file_content_does_not_fit"),
        ("a.pdf", "image/png", PDF, "file_content_does_not_fit"),
        ("a.html", "text/html", b"<html>".as_slice(), "file_type_not_allowed"),
        ("a.txt", "text/plain", b"<!DOCTYPE html><html>".as_slice(), "file_content_does_not_fit"),
        ("a.txt", "text/plain", b"".as_slice(), "bad_upload"),
        ("../a.pdf", "application/pdf", PDF, "bad_upload"),
    ] {
        assert_eq!(tried(name, kind, bytes), code, "{name} {kind}");
    }
    assert_eq!(attach(&anna, &task, "internal", ("a.pdf", "", PDF)).code(), "level_permits_not");
    let mut large = PDF.to_vec();
    large.resize(26_214_400, b'x');
    attach(&anna, &task, "shared", ("large.pdf", "application/pdf", &large)).good();
    large.push(b'x');
    assert_eq!(tried("larger.pdf", "application/pdf", &large), "body_too_large");
    assert_eq!(stored(dir.path()).len(), 1);
    let left = std::fs::read_dir(dir.path().join("attachments/incoming")).expect("the folder");
    assert_eq!(left.count(), 0);
    let largest = content(&anna, &rows(&anna, &task)[0]["id"]).good();
    large.pop();
    assert_eq!(largest.body, large);
}

#[test]
fn the_same_content_lies_there_once_and_nobody_is_told() {
    let dir = tempfile::tempdir().expect("a folder");
    let Site { server: _server, anna, ben, task, hidden, .. } = site(dir.path());
    let first = plan(&anna, &task).good().told();
    let second = plan(&ben, &hidden).good().told();
    assert_eq!(first.1, second.1);
    let outcome = |told: &[u8]| {
        let told: Value = serde_json::from_slice(told).expect("JSON");
        told["outcome"].clone()
    };
    assert_eq!(outcome(&first.2), outcome(&second.2));
    assert_eq!(stored(dir.path()).len(), 1);
    assert_eq!(content(&ben, &rows(&ben, &hidden)[0]["id"]).good().body, PDF);
    // The same key is the same request, and another content another one.
    let about = json!({ "task": task }).to_string();
    let send = |bytes: &[u8]| {
        let (kind, body) = form(&[("about", &about)], Some(("b.pdf", "application/pdf", bytes)));
        let headers = [("content-type", kind.as_str()), ("idempotency-key", "once")];
        anna.anew()
            .ask("POST", "/v1/commands/attach-file", &headers, Some(&body))
            .expect("an answer")
    };
    let other = [PDF, b"2"].concat();
    send(PDF).good();
    send(PDF).good();
    assert_eq!(send(&other).code(), "idempotency_key_reused");
    assert_eq!(rows(&anna, &task).len(), 2);
    assert_eq!(stored(dir.path()).len(), 1);
}

#[test]
fn a_damaged_file_is_never_sent_and_is_named_to_who_can_bring_it_back() {
    let dir = tempfile::tempdir().expect("a folder");
    let Site { server: _server, root, dan, anna, task, .. } = site(dir.path());
    plan(&anna, &task).good();
    let whole = verified(&root);
    assert_eq!(
        (&whole["state"], &whole["verified"]["files"]),
        (&json!("done"), &json!(1)),
        "{whole}"
    );
    let id = rows(&anna, &task)[0]["id"].clone();
    let path = stored(dir.path()).remove(0);
    let name = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
    let mut flipped = PDF.to_vec();
    flipped[20] ^= 1;
    let damages: [&dyn Fn(); 3] = [
        &|| std::fs::write(&path, &flipped).expect("it is written"),
        &|| std::fs::write(&path, &PDF[..9]).expect("it is written"),
        &|| std::fs::remove_file(&path).expect("it is removed"),
    ];
    for damage in damages {
        damage();
        let told = content(&anna, &id);
        assert_eq!((told.status, told.code().as_str()), (500, "attachment_damaged"));
        assert!(!String::from_utf8_lossy(&told.body).contains(&name));
        let staff =
            dan.get(&format!("/v1/staff/attachments/{}/content", id.as_str().expect("an id")));
        assert_eq!(staff.json()["file"], name);
        let found = verified(&root);
        assert_eq!(found["state"], "failed");
        assert!(found["problem"].as_str().unwrap_or_default().contains(&name), "{found}");
    }
    // Whoever attaches it once more makes it whole.
    plan(&anna, &task).good();
    assert_eq!(content(&anna, &id).good().body, PDF);
    assert_eq!(verified(&root)["state"], "done");
}
