//! Each problem, once: its status, its code, and that nothing happened.

use axum::body::Body;
use axum::http::{Request, header};

use super::*;

fn raw(server: &Server, kind: &str, body: &str) -> Request<Body> {
    Request::builder()
        .method("POST")
        .uri("/v1/commands/create-resource")
        .header(header::AUTHORIZATION, format!("Bearer {}", server.root))
        .header(header::CONTENT_TYPE, kind)
        .body(Body::from(body.to_owned()))
        .unwrap()
}

#[tokio::test]
async fn bodies_that_cannot_be_read() {
    let server = Server::new().await;
    let head = server.app.log().head();
    for (body, path) in [
        ("{", "."),
        ("[]", "."),
        ("{\"name\": 7}", "name"),
        ("{\"name\": \"\"}", "name"),
        ("{\"name\": \"a\", \"colour\": \"red\"}", "colour"),
        ("{\"name\": \"a\"} {}", "."),
        ("\u{0}", "."),
    ] {
        let answer = server.send(raw(&server, "application/json", body)).await;
        answer.is(400, "bad_json");
        assert_eq!(answer.json()["path"], path, "{body}");
        assert!(answer.json()["line"].is_u64() && answer.json()["column"].is_u64());
    }
    server.send(raw(&server, "text/plain", "{}")).await.is(415, "wrong_content_type");
    let large = format!("{{\"name\": \"{}\"}}", "x".repeat(crate::http::BODY_BYTES_MAX));
    server.send(raw(&server, "application/json", &large)).await.is(413, "body_too_large");
    assert_eq!(server.app.log().head(), head);
    server.close().await;
}

#[tokio::test]
async fn addresses_that_are_not_there() {
    let server = Server::new().await;
    let root = server.root.clone();
    server.get("", "/nothing.js").await.is(404, "not_found");
    server.get("", "/docs/nothing").await.is(404, "not_found");
    server.get("", "/v1/nothing").await.is(401, "no_session");
    let (unknown, known) = (server.get("", "/v1/x").await, server.get("", "/v1/portal").await);
    assert_eq!(unknown.told(), known.told());
    assert_eq!(known.header("www-authenticate"), "Bearer");
    server.get(&root, "/v1/nothing").await.is(404, "not_found");
    let answer = server.ask(&root, "DELETE", "/v1/staff/resources", &[], None).await;
    answer.is(405, "method_not_allowed");
    assert!(answer.header("allow").contains("GET"));
    server.get(&root, "/v1/staff/resources/7").await.is(400, "bad_id");
    server.get(&root, &format!("/v1/staff/resources/{}", nowhere())).await.is(404, "not_found");
    for command in ["open-workspace", "import-production", "clock", "no-such-command"] {
        let path = format!("/v1/commands/{command}");
        server.post(&root, &path, json!({})).await.is(404, "not_found");
    }
    server.close().await;
}

#[tokio::test]
async fn headers_that_cannot_be_used() {
    let server = Server::new().await;
    let root = server.root.clone();
    let path = "/v1/commands/create-resource";
    let body = json!({ "name": "Saw" });
    for (name, value, code) in [
        ("idempotency-key", "a b", "bad_idempotency_key"),
        ("idempotency-key", "", "bad_idempotency_key"),
        ("if-match", "r1", "bad_if_match"),
        ("if-match", "W/\"r1\"", "bad_if_match"),
        // There is nothing yet that it could match.
        ("if-match", "\"r1\"", "bad_if_match"),
        ("loggia-reason", "", "bad_reason"),
    ] {
        server.ask(&root, "POST", path, &[(name, value)], Some(&body)).await.is(400, code);
    }
    let twice = [("idempotency-key", "a"), ("idempotency-key", "b")];
    let answer = server.ask(&root, "POST", path, &twice, Some(&body)).await;
    answer.is(400, "bad_idempotency_key");
    server.close().await;
}

#[tokio::test]
async fn what_the_domain_and_the_permits_refuse() {
    let plant = Plant::new().await;
    let server = &plant.server;
    let root = &server.root;
    let head = server.app.log().head();
    let taken = server.post(root, "/v1/commands/create-resource", json!({ "name": "Oven" })).await;
    taken.is(409, "resource_name_taken");
    assert!(taken.json()["detail"].as_str().unwrap().contains("`Oven`"));
    let link = json!({ "partner_user": nowhere(), "resource": plant.laser });
    let unknown = server.post(root, "/v1/commands/link-resource", link).await;
    unknown.is(404, "not_found");
    assert_eq!(unknown.json()["record"], nowhere());
    assert_eq!(server.app.log().head(), head);

    let slot = json!({ "start": "2026-03-03T06:00:00Z", "end": "2026-03-03T07:00:00Z" });
    let first = json!({ "step": plant.steps[0], "slot": slot });
    server.does("schedule-work-step", first).await;
    let second = json!({ "step": plant.steps[1], "slot": slot });
    let conflicts = server.post(root, "/v1/commands/schedule-work-step", second).await;
    conflicts.is(409, "conflicts");
    let confirmed = conflicts.json()["conflicts"].clone();
    let second = json!({ "step": plant.steps[1], "slot": slot, "confirmed": confirmed });
    server.does("schedule-work-step", second).await;

    let auditor = json!({ "user_name": "eve", "display_name": "Eve", "roles": ["auditor"] });
    let auditor = server.does("create-staff-user", auditor).await;
    let eve = server.staff_token(&auditor);
    let link = json!({ "partner_user": plant.ada_id, "resource": plant.laser });
    let denied = server.post(&eve, "/v1/commands/link-resource", link).await;
    denied.is(403, "role_missing");
    assert_eq!(denied.json()["roles"], json!(["administrator"]));
    server.does("set-staff-roles", json!({ "staff_user": auditor, "roles": [] })).await;
    server.get(&eve, "/v1/staff/resources").await.is(403, "role_missing");
    plant.server.close().await;
}

#[tokio::test]
async fn queries_that_cannot_be_used() {
    let plant = Plant::new().await;
    for query in [
        "limit=0",
        "limit=501",
        "limit=x",
        "limit=1&limit=2",
        "cursor=AAAA",
        "sort=colour",
        "q=",
        "format=xml",
        "colour=red",
        "planned_start.from=yesterday",
        "quantity.to=many",
        "quantity=many",
    ] {
        let answer = plant.ada_reads(&format!("/v1/portal/work-steps?{query}")).await;
        answer.is(400, "bad_query");
        let named = query.split('=').next().unwrap();
        assert_eq!(answer.json()["parameter"], named, "{query}");
    }
    let many = "q=a&".repeat(51);
    plant.ada_reads(&format!("/v1/portal/work-steps?{many}")).await.is(400, "bad_query");
    plant.server.close().await;
}

#[tokio::test]
async fn a_stopped_server_says_so() {
    let server = Server::new().await;
    let (app, router, root) = (server.app.clone(), server.router.clone(), server.root.clone());
    server.close().await;
    let clock = ManualClock::new(Instant::from_micros(MORNING));
    let server = Server { app, clock, router, root };
    server.get("", "/readyz").await.is(503, "unavailable");
    let answer = server.post(&server.root, "/v1/commands/create-resource", json!({ "name": "A" }));
    answer.await.is(503, "unavailable");
}

#[tokio::test]
async fn what_a_problem_is_can_be_looked_up() {
    let server = Server::new().await;
    let problem = server.get("", "/v1/x").await;
    let told = server.get("", problem.json()["type"].as_str().unwrap()).await.good();
    assert!(String::from_utf8(told.body).unwrap().contains("POST /v1/session"));
    server.get("", "/problems/none").await.is(404, "not_found");
    server.close().await;
}

#[tokio::test]
async fn every_answer_has_the_headers_that_keep_it_private() {
    let server = Server::new().await;
    for path in ["/livez", "/v1/x", "/v1/session", "/nothing", "/docs", "/openapi.json"] {
        let answer = server.get("", path).await;
        assert_eq!(answer.header("cache-control"), "private, no-store", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert!(answer.header("content-security-policy").contains("default-src 'none'"), "{path}");
        assert_eq!(answer.header("x-request-id").len(), 36, "{path}");
    }
    let own = server.ask("", "GET", "/livez", &[("x-request-id", "abc-1")], None).await;
    assert_eq!(own.header("x-request-id"), "abc-1");
    let odd = server.ask("", "GET", "/livez", &[("x-request-id", "a b")], None).await;
    assert_eq!(odd.header("x-request-id").len(), 36);
    server.close().await;
}

#[tokio::test]
async fn a_panic_is_caught_and_says_nothing_of_itself() {
    async fn falls() -> &'static str {
        panic!("a secret")
    }
    let server = Server::new().await;
    let routes = Router::new().route("/falls", axum::routing::get(falls));
    let router = crate::http::layers::around(routes, &server.app);
    let server = Server { router, ..server };
    let answer = server.get("", "/falls").await;
    answer.is(500, "internal");
    assert!(!String::from_utf8_lossy(&answer.body).contains("secret"));
    server.close().await;
}
