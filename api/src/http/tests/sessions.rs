//! Logging in, out, and being shut out.

use std::time::Duration;

use super::*;
use crate::app::{LOGIN_FAILURES_MAX, SESSION_HOURS_MAX};

async fn log_in(server: &Server, user: &str, password: &str) -> Answer {
    server.post("", "/v1/session", json!({ "user": user, "password": password })).await
}

#[tokio::test]
async fn a_session_begins_with_a_password_and_ends_by_hand_or_by_time() {
    let server = Server::new().await;
    let answer = log_in(&server, "ROOT", PASSWORD).await.good();
    assert_eq!(answer.json()["side"], "staff");
    let cookie = answer.header("set-cookie").to_owned();
    for part in ["__Host-loggia=", "Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let token = answer.json()["token"].as_str().unwrap().to_owned();
    server.get(&token, "/v1/staff/me").await.good();
    server.ask(&token, "DELETE", "/v1/session", &[], None).await.good();
    server.get(&token, "/v1/staff/me").await.is(401, "no_session");

    server.get(&server.root, "/v1/staff/me").await.good();
    server.clock.advance(Duration::from_secs(u64::from(SESSION_HOURS_MAX) * 3_600));
    server.get(&server.root, "/v1/staff/me").await.is(401, "no_session");
    server.close().await;
}

#[tokio::test]
async fn a_wrong_password_an_unknown_user_and_one_without_a_password_are_told_alike() {
    let plant = Plant::new().await;
    let wrong = log_in(&plant.server, "root", "wrong horse battery").await;
    wrong.is(401, "login_failed");
    for user in ["nobody", "ada", "", "x\ny"] {
        assert_eq!(log_in(&plant.server, user, PASSWORD).await.told(), wrong.told(), "{user}");
    }
    let bad = plant.server.post("", "/v1/session", json!({ "user": "a", "password": 7 })).await;
    bad.is(400, "bad_json");
    plant.server.close().await;
}

#[tokio::test]
async fn failed_logins_are_throttled_by_account() {
    let server = Server::new().await;
    for _ in 0..10 {
        log_in(&server, "nobody", "x").await.is(401, "login_failed");
    }
    let throttled = log_in(&server, "Nobody", "x").await;
    throttled.is(429, "too_many_logins");
    assert!(throttled.header("retry-after").parse::<u32>().unwrap() > 800);
    log_in(&server, "root", PASSWORD).await.good();
    server.close().await;
}

#[tokio::test]
async fn a_browser_that_is_known_gets_in_where_strangers_have_used_up_their_attempts() {
    let server = Server::new().await;
    let first = log_in(&server, "root", PASSWORD).await.good();
    let mut cookies = first.headers.get_all("set-cookie").iter();
    let device = cookies.nth(1).unwrap().to_str().unwrap().split(';').next().unwrap().to_owned();
    assert!(device.starts_with("__Host-loggia-device="), "{device}");
    for _ in 0..LOGIN_FAILURES_MAX {
        log_in(&server, "root", "x").await.is(401, "login_failed");
    }
    log_in(&server, "root", PASSWORD).await.is(429, "too_many_logins");
    let body = json!({ "user": "root", "password": PASSWORD });
    let known = [("cookie", device.as_str())];
    let answer = server.ask("", "POST", "/v1/session", &known, Some(&body)).await.good();
    assert_eq!(answer.headers.get_all("set-cookie").iter().count(), 1, "it is known already");
    // For another account it is nobody's.
    let body = json!({ "user": "nobody", "password": PASSWORD });
    for _ in 0..LOGIN_FAILURES_MAX {
        let answer = server.ask("", "POST", "/v1/session", &known, Some(&body)).await;
        answer.is(401, "login_failed");
    }
    let answer = server.ask("", "POST", "/v1/session", &known, Some(&body)).await;
    answer.is(429, "too_many_logins");
    server.close().await;
}

#[tokio::test]
async fn a_session_dies_with_its_user_and_does_not_come_back_with_him() {
    let plant = Plant::new().await;
    plant.ada_reads("/v1/portal").await.good();
    let ada = json!({ "partner_user": plant.ada_id });
    plant.server.does("deactivate-partner-user", ada.clone()).await;
    plant.ada_reads("/v1/portal").await.is(401, "no_session");
    plant.server.does("reactivate-partner-user", ada).await;
    plant.ada_reads("/v1/portal").await.is(401, "no_session");
    let again = plant.server.partner_token(&plant.ada_id);
    plant.server.get(&again, "/v1/portal").await.good();
    plant.server.close().await;
}

#[tokio::test]
async fn passwords_are_set_by_administrators_and_by_whom_they_belong_to() {
    let plant = Plant::new().await;
    let server = &plant.server;
    let path = format!("/v1/users/{}/password", plant.ada_id);
    let put = |token: String, body: Value| {
        let path = path.clone();
        async move { server.ask(&token, "PUT", &path, &[], Some(&body)).await }
    };
    let root = server.root.clone();
    put(root.clone(), json!({ "password": "short" })).await.is(422, "weak_password");
    put(root, json!({ "password": "ada's first password" })).await.good();
    // All sessions end with the old password.
    plant.ada_reads("/v1/portal").await.is(401, "no_session");
    let ada = log_in(server, "ada", "ada's first password").await.good();
    assert_eq!(ada.json()["side"], "partner");
    let ada = ada.json()["token"].as_str().unwrap().to_owned();
    let wrong = json!({ "password": "ada's other password", "current_password": "x" });
    put(ada.clone(), wrong).await.is(403, "wrong_password");
    let right = json!({
        "password": "ada's other password",
        "current_password": "ada's first password",
    });
    let elsewhere = log_in(server, "ada", "ada's first password").await.good();
    let elsewhere = elsewhere.json()["token"].as_str().unwrap().to_owned();
    put(ada.clone(), right.clone()).await.good();
    // All others end, the session that asked goes on.
    server.get(&elsewhere, "/v1/portal").await.is(401, "no_session");
    server.get(&ada, "/v1/portal").await.good();
    log_in(server, "ada", "ada's other password").await.good();
    for (common, code) in [
        ("password1234", "password_too_common"),
        ("adaadaadaada", "password_too_common"),
        ("works works works", "password_too_common"),
    ] {
        let own = json!({ "password": common, "current_password": "ada's other password" });
        put(ada.clone(), own).await.is(422, code);
        put(server.root.clone(), json!({ "password": common })).await.is(422, code);
    }
    log_in(server, "ada", "ada's other password").await.good();
    // Somebody else's password is an address that is not there.
    let nothing = server.ask(&plant.bob, "PUT", "/v1/nothing", &[], Some(&right)).await;
    assert_eq!(put(plant.bob.clone(), right).await.told(), nothing.told());
    plant.server.close().await;
}

#[tokio::test]
async fn a_cookie_is_good_for_reading_and_for_pages_of_this_host() {
    let server = Server::new().await;
    let cookie = format!("a=b; __Host-loggia={}", server.root);
    let path = "/v1/commands/create-resource";
    let body = json!({ "name": "Saw" });
    let with = |origin: Option<&'static str>| {
        let mut headers = vec![("cookie", cookie.as_str()), ("host", "loggia.example")];
        headers.extend(origin.map(|origin| ("origin", origin)));
        headers
    };
    server.ask("", "GET", "/v1/staff/me", &with(None), None).await.good();
    for origin in [None, Some("https://evil.example"), Some("null")] {
        let answer = server.ask("", "POST", path, &with(origin), Some(&body)).await;
        answer.is(403, "bad_origin");
    }
    let here = with(Some("https://loggia.example"));
    server.ask("", "POST", path, &here, Some(&body)).await.good();
    let login = json!({ "user": "root", "password": PASSWORD });
    let elsewhere = [("host", "loggia.example"), ("origin", "https://evil.example")];
    server.ask("", "POST", "/v1/session", &elsewhere, Some(&login)).await.is(403, "bad_origin");
    server.close().await;
}

#[tokio::test]
async fn what_is_not_for_ones_side_is_not_there() {
    let plant = Plant::new().await;
    let server = &plant.server;
    for method in ["GET", "POST", "DELETE"] {
        let ask = |token: &str, path: &str| {
            let (token, path) = (token.to_owned(), path.to_owned());
            async move { server.ask(&token, method, &path, &[], None).await.told() }
        };
        let nothing = ask(&plant.ada, "/v1/nothing").await;
        for path in [
            "/v1/staff/me",
            "/v1/staff/resources",
            &format!("/v1/staff/work-steps/{}", plant.steps[0]),
            "/v1/commands/link-resource",
            "/v1/commands/no-such-command",
            "/v1/audit/views",
            "/v1/ops/status",
            "/v1/imports/production",
        ] {
            assert_eq!(ask(&plant.ada, path).await, nothing, "{method} {path}");
        }
        let nothing = ask(&server.root, "/v1/nothing").await;
        for path in ["/v1/portal", "/v1/portal/work-steps", "/v1/portal/changes"] {
            assert_eq!(ask(&server.root, path).await, nothing, "{method} {path}");
        }
    }
    plant.server.close().await;
}

#[tokio::test]
async fn metrics_are_there_for_operators_only() {
    let plant = Plant::new().await;
    plant.server.get("", "/metrics").await.is(404, "not_found");
    plant.server.get(&plant.ada, "/metrics").await.is(404, "not_found");
    let answer = plant.server.get(&plant.server.root, "/metrics").await.good();
    assert!(String::from_utf8(answer.body).unwrap().contains("loggia_http_requests_total"));
    plant.server.close().await;
}
