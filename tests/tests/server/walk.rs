//! Every operation of the served OpenAPI document, asked by nobody, by two partners, and by each role
//! of staff alone: who may gets in, and everybody else is told exactly what the tables of permits
//! say. An operation that has no place in [`door`] fails the walk.

mod door;
mod place;
mod project;

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpStream;

use loggia_core::actor::Actor;
use loggia_core::command::CommandKind;
use loggia_core::permit::{Partners, Query, permit};
use loggia_tests::ask::{Answer, Client};
use serde_json::{Value, json};

use super::sample;
use door::{Door, door};
use place::{Place, Visitor};

/// What is sent, whatever the address.
struct Question {
    method: String,
    kind: Option<&'static str>,
    body: Option<Vec<u8>>,
}

impl Question {
    fn of(document: &Value, method: &str, operation: &Value, place: &Place) -> Self {
        let content = &operation["requestBody"]["content"];
        let method = method.to_uppercase();
        if content["multipart/form-data"].is_object() {
            let kind = Some("multipart/form-data; boundary=x");
            return Self { method, kind, body: Some(b"--x--\r\n".to_vec()) };
        }
        let schema = &content["application/json"]["schema"];
        if !schema.is_object() {
            return Self { method, kind: None, body: None };
        }
        let mut body = sample::of(document, schema);
        if body.get("subject").is_some() {
            body["subject"] = json!({ "work_step": place.step });
        }
        if operation["operationId"] == "deactivate_colleague" {
            body["partner_user"] = json!(place.partner);
        }
        let operation = operation["operationId"].as_str().unwrap_or_default();
        place.project.fill(operation, &mut body);
        let body = Some(body.to_string().into_bytes());
        Self { method, kind: Some("application/json"), body }
    }

    fn ask(&self, client: &Client, path: &str) -> Answer {
        let headers: Vec<_> = self.kind.iter().map(|kind| ("content-type", *kind)).collect();
        client.anew().ask(&self.method, path, &headers, self.body.as_deref()).expect("an answer")
    }
}

/// The status of an answer that does not end.
fn status_of_stream(client: &Client, path: &str) -> u16 {
    let address = client.base().trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).expect("a connection");
    let token = client.token().unwrap_or_default();
    let request =
        format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {token}\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut head = [0; 12];
    stream.read_exact(&mut head).expect("a status");
    String::from_utf8_lossy(&head[9..]).parse().expect("a number")
}

/// Somebody who may not: what is he told?
fn is_refused(visitor: &Visitor, door: Door, answer: &Answer, missing: &Answer, what: &str) {
    let told = (answer.status, answer.code());
    let not_there = match (visitor.actor, door) {
        (_, Door::Unseen(_)) => true,
        (None, _) => {
            assert_eq!(told, (401, "no_session".into()), "{what}");
            assert_eq!(answer.told(), missing.told(), "{what}");
            return;
        }
        (Some(Actor::Staff(_)), Door::Portal) | (Some(Actor::Partner(_)), _) => true,
        (Some(_), _) => false,
    };
    if not_there {
        assert_eq!(told, (404, "not_found".into()), "{what}");
        assert_eq!(answer.told(), missing.told(), "{what}");
    } else {
        assert_eq!(told, (403, "role_missing".into()), "{what}");
        let roles = answer.json()["roles"].as_array().map_or(0, Vec::len);
        match door {
            // Some commands are for partner administrators alone: no role opens them.
            Door::Command(kind) => assert_eq!(roles, permit(kind).roles.len(), "{what}"),
            Door::Anybody | Door::Own | Door::Portal | Door::Staff(_) | Door::Unseen(_) => {
                assert!(roles > 0, "{what}: which roles?");
            }
        }
    }
}

/// Somebody who may: anything but a refusal of who he is.
fn is_let_in(visitor: &Visitor, door: Door, answer: &Answer, missing: &Answer, what: &str) {
    let told = String::from_utf8_lossy(&answer.body);
    assert!(!matches!(answer.code().as_str(), "no_session" | "role_missing"), "{what}: {told}");
    // What bob does not see is not there for him; that is not about doors.
    if visitor.name == "bob" && matches!(door, Door::Portal | Door::Command(_)) {
        return;
    }
    // A server in memory keeps no files: it says so to who would get one.
    assert!(answer.status < 500 || what.ends_with("/content"), "{what}: {told}");
    assert_ne!(answer.told(), missing.told(), "{what}: {told}");
    if !matches!(door, Door::Command(_)) {
        assert_ne!(answer.status, 404, "{what}: {told}");
    }
}

#[test]
fn every_operation_lets_in_whom_the_tables_name_and_refuses_everybody_else_as_documented() {
    let place = Place::new();
    let visitors = place.visitors();
    assert_eq!(visitors.len(), 8);
    let document = Client::nobody(&place.server.base).get("/openapi.json").good().json();
    let (mut walked, mut queries, mut let_in) = (0, BTreeSet::new(), 0);
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            let door = door(method, path);
            let door = door.unwrap_or_else(|| panic!("nobody has decided about {method} {path}"));
            if let Door::Staff(query) | Door::Unseen(query) = door {
                queries.insert(query);
            }
            if let Door::Staff(_) = door {
                let told = &operation["responses"];
                let told = told["403"].is_object() || told["4XX"].is_object();
                assert!(told, "{method} {path} does not tell of its refusal");
            }
            let question = Question::of(&document, method, operation, &place);
            for visitor in &visitors {
                let what = format!("{} {method} {path}", visitor.name);
                let may = place.may(visitor, door);
                let client = place.client(visitor);
                let filled = place.filled(path, visitor, &client);
                walked += 1;
                if may && path.ends_with("/changes") {
                    assert_eq!(status_of_stream(&client, &filled), 200, "{what}");
                    continue;
                }
                // Outside the API, what is nothing else is the portal's page; below `/docs` nothing is.
                let nowhere =
                    if path.starts_with("/v1/") { "/v1/no/such" } else { "/docs/no/such" };
                let missing = question.ask(&client, nowhere);
                let answer = question.ask(&client, &filled);
                match may {
                    true => is_let_in(visitor, door, &answer, &missing, &what),
                    false => is_refused(visitor, door, &answer, &missing, &what),
                }
                let_in += u32::from(may);
            }
        }
    }
    println!("{walked} questions, {let_in} let in");
    // Setting another's password has no address of its own.
    let unwalked: Vec<_> = Query::ALL.iter().filter(|query| !queries.contains(query)).collect();
    assert_eq!(unwalked, [&Query::SetPasswords]);
}

#[test]
fn another_ones_password_is_for_those_whom_the_table_names() {
    let place = Place::new();
    let visitors = place.visitors();
    let path = format!("/v1/users/{}/password", place.partner);
    let body = json!({ "password": "three tired horses" });
    let set =
        |client: &Client, path: &str| client.anew().send("PUT", path, &[], &body).expect("asked");
    for visitor in visitors.iter().filter(|visitor| visitor.name != "ada") {
        let client = place.client(visitor);
        let (answer, missing) = (set(&client, &path), set(&client, "/v1/no/such"));
        let door = Door::Staff(Query::SetPasswords);
        match place.may(visitor, door) {
            true => assert_eq!(answer.status, 204, "{}", visitor.name),
            false => is_refused(visitor, door, &answer, &missing, &visitor.name),
        }
    }
}

#[test]
fn to_a_partner_the_addresses_of_staff_are_not_there_whatever_the_method() {
    let place = Place::new();
    let ada = place.server.user("ada");
    let document = ada.get("/openapi.json").good().json();
    for (path, _) in document["paths"].as_object().expect("paths") {
        let is_hidden = match path.strip_prefix("/v1/commands/") {
            Some(name) => {
                let kind = CommandKind::ASKED.iter().find(|kind| kind.kebab() == name);
                kind.is_some_and(|kind| permit(*kind).partners == Partners::MayNot)
            }
            None => ["/v1/staff/", "/v1/audit/", "/v1/ops/", "/v1/imports/"]
                .iter()
                .any(|root| path.starts_with(root)),
        };
        if !is_hidden {
            continue;
        }
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] {
            let ask =
                |path: &str| ada.anew().ask(method, path, &[], None).expect("an answer").told();
            assert_eq!(ask(path), ask("/v1/no/such"), "{method} {path}");
        }
    }
}
