//! One's own sessions, and tokens for programs.

use std::path::Path;
use std::time::Duration;

use super::*;
use crate::app::TOKENS_PER_USER_MAX;

/// So long after [`MORNING`].
fn in_days(days: i64) -> String {
    Instant::from_micros(MORNING).plus_minutes(days * 24 * 60).to_string()
}

async fn make(server: &Server, by: &str, name: &str, expires: &str) -> Answer {
    server.post(by, "/v1/tokens", json!({ "name": name, "expires": expires })).await
}

async fn token(server: &Server, by: &str) -> (String, String) {
    let made = make(server, by, "scraper", &in_days(30)).await.good();
    assert_eq!(made.status, StatusCode::CREATED);
    let made = made.json();
    (made["token"].as_str().unwrap().to_owned(), made["id"].as_str().unwrap().to_owned())
}

async fn rows(server: &Server, by: &str, path: &str) -> Vec<Value> {
    let list = path.rsplit('/').next().unwrap().to_owned();
    server.get(by, path).await.good().json()[list].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_token_opens_what_its_owner_may_open_until_it_expires_or_is_ended() {
    let plant = Plant::new().await;
    let server = &plant.server;
    let (ada, id) = token(server, &plant.ada).await;
    assert!(ada.starts_with("loggia_") && ada.len() == 50, "a token has its mark");
    server.get(&ada, "/v1/portal").await.good();
    let (root, _) = token(server, &server.root).await;
    server.get(&root, "/metrics").await.good();
    server.get(&ada, "/metrics").await.is(404, "not_found");
    // Shown once, and in a header only.
    for path in ["/v1/tokens", "/v1/sessions"] {
        let listed = server.get(&plant.ada, path).await.good();
        assert!(!String::from_utf8(listed.body).unwrap().contains(&ada), "{path}");
    }
    let cookie = format!("__Host-loggia={ada}");
    let answer = server.ask("", "GET", "/v1/portal", &[("cookie", &cookie)], None).await;
    answer.is(401, "no_session");
    let path = format!("/v1/tokens/{id}");
    server.ask(&plant.ada, "DELETE", &path, &[], None).await.good();
    server.get(&ada, "/v1/portal").await.is(401, "no_session");
    let (ada, _) = token(server, &plant.ada).await;
    server.clock.advance(Duration::from_secs(30 * 24 * 3_600));
    server.get(&ada, "/v1/portal").await.is(401, "no_session");
    plant.server.close().await;
}

#[tokio::test]
async fn the_list_tells_ones_own_sessions_and_tokens_and_which_of_them_asks() {
    let plant = Plant::new().await;
    let server = &plant.server;
    let body = json!({ "user": "root", "password": PASSWORD });
    let browser = [("user-agent", "Browser/7")];
    server.ask("", "POST", "/v1/session", &browser, Some(&body)).await.good();
    let (token, id) = token(server, &server.root).await;
    let list = rows(server, &token, "/v1/sessions").await;
    let told: Vec<_> = list
        .iter()
        .map(|row| (row["kind"].as_str().unwrap(), row["current"].as_bool().unwrap()))
        .collect();
    assert_eq!(told, [("session", false), ("session", false), ("token", true)]);
    assert_eq!(list[1]["client"], "Browser/7");
    assert_eq!((&list[2]["name"], &list[2]["id"]), (&json!("scraper"), &json!(id)));
    assert_eq!(list[2]["used"], Instant::from_micros(MORNING).to_string());
    assert_eq!(list[1]["used"], Value::Null);
    let tokens = rows(server, &server.root, "/v1/tokens").await;
    assert_eq!(tokens.len(), 1);
    // Others have their own.
    assert_eq!(rows(server, &plant.ada, "/v1/sessions").await.len(), 1);
    assert_eq!(rows(server, &plant.ada, "/v1/tokens").await.len(), 0);
    // A session may be ended from another.
    let path = format!("/v1/sessions/{}", list[1]["id"].as_str().unwrap());
    server.ask(&server.root, "DELETE", &path, &[], None).await.good();
    assert_eq!(rows(server, &server.root, "/v1/sessions").await.len(), 2);
    plant.server.close().await;
}

#[tokio::test]
async fn what_is_anothers_answers_as_what_does_not_exist() {
    let plant = Plant::new().await;
    let server = &plant.server;
    let (_, of_root) = token(server, &server.root).await;
    let (_, of_bob) = token(server, &plant.bob).await;
    let session = rows(server, &plant.bob, "/v1/sessions").await[0]["id"].clone();
    for by in [&plant.ada, &server.root] {
        for list in ["sessions", "tokens"] {
            let end = |id: String| {
                let path = format!("/v1/{list}/{id}");
                async move { server.ask(by, "DELETE", &path, &[], None).await }
            };
            let missing = end(nowhere()).await;
            missing.is(404, "not_found");
            for id in [of_bob.as_str(), session.as_str().unwrap()] {
                assert_eq!(end(id.to_owned()).await.told(), missing.told(), "{list}");
            }
            if by == &plant.ada {
                assert_eq!(end(of_root.clone()).await.told(), missing.told(), "{list}");
                assert_eq!(end("7".to_owned()).await.told(), missing.told(), "{list}");
            }
        }
    }
    // A session is no token, though it is one's own.
    let path = format!("/v1/tokens/{}", session.as_str().unwrap());
    server.ask(&plant.bob, "DELETE", &path, &[], None).await.is(404, "not_found");
    assert_eq!(rows(server, &plant.bob, "/v1/sessions").await.len(), 2);
    plant.server.close().await;
}

#[tokio::test]
async fn a_token_neither_makes_tokens_nor_sets_passwords() {
    let plant = Plant::new().await;
    let server = &plant.server;
    let (root, _) = token(server, &server.root).await;
    make(server, &root, "more", &in_days(1)).await.is(403, "password_session_needed");
    let me = server.get(&root, "/v1/staff/me").await.good().json()["id"].clone();
    for user in [me.as_str().unwrap(), &plant.ada_id] {
        let path = format!("/v1/users/{user}/password");
        let body = json!({ "password": "a brand new password", "current_password": PASSWORD });
        let answer = server.ask(&root, "PUT", &path, &[], Some(&body)).await;
        answer.is(403, "password_session_needed");
    }
    plant.server.close().await;
}

#[tokio::test]
async fn tokens_are_bounded_in_time_and_number() {
    let server = Server::new().await;
    for expires in [in_days(0), in_days(-1), in_days(367)] {
        let refused = make(&server, &server.root, "x", &expires).await;
        refused.is(422, "bad_expiry");
        assert_eq!(refused.json()["days_max"], 366);
    }
    make(&server, &server.root, "", &in_days(1)).await.is(400, "bad_json");
    for _ in 0..TOKENS_PER_USER_MAX {
        make(&server, &server.root, "x", &in_days(1)).await.good();
    }
    make(&server, &server.root, "x", &in_days(366)).await.is(409, "too_many_tokens");
    // Those that have expired make room.
    server.clock.advance(Duration::from_secs(24 * 3_600));
    let root = server.app.world().access.user_by_name(&named("root")).unwrap();
    let root = server.app.mint_local_session(root).unwrap().unwrap();
    make(&server, root.as_str(), "x", &in_days(366)).await.good();
    server.close().await;
}

#[tokio::test]
async fn tokens_die_with_their_user_and_with_the_password_and_do_not_come_back() {
    let plant = Plant::new().await;
    let server = &plant.server;
    let (ada, _) = token(server, &plant.ada).await;
    let who = json!({ "partner_user": plant.ada_id });
    server.does("deactivate-partner-user", who.clone()).await;
    server.get(&ada, "/v1/portal").await.is(401, "no_session");
    server.does("reactivate-partner-user", who).await;
    server.get(&ada, "/v1/portal").await.is(401, "no_session");

    let again = server.partner_token(&plant.ada_id);
    let (ada, _) = token(server, &again).await;
    let path = format!("/v1/users/{}/password", plant.ada_id);
    let set = json!({ "password": "ada's first password" });
    server.ask(&server.root, "PUT", &path, &[], Some(&set)).await.good();
    server.get(&ada, "/v1/portal").await.is(401, "no_session");

    let current = server.partner_token(&plant.ada_id);
    let (ada, _) = token(server, &current).await;
    let own = json!({
        "password": "ada's other password",
        "current_password": "ada's first password",
    });
    server.ask(&current, "PUT", &path, &[], Some(&own)).await.good();
    server.get(&ada, "/v1/portal").await.is(401, "no_session");
    server.get(&current, "/v1/portal").await.good();
    plant.server.close().await;
}

fn open(dir: &Path, clock: &ManualClock) -> Server {
    let options = AppOptions { clock: Arc::new(clock.clone()), ..AppOptions::default() };
    let app = App::open(dir, options, &mut |_| {}).unwrap();
    let router = router(app.clone());
    let root = app.world().access.user_by_name(&named("root")).unwrap();
    let root = app.mint_local_session(root).unwrap().unwrap().as_str().to_owned();
    Server { app, clock: clock.clone(), router, root }
}

#[tokio::test]
async fn tokens_outlive_a_restart_and_their_text_is_nowhere_on_disk() {
    let dir = tempfile::tempdir().unwrap();
    let clock = ManualClock::new(Instant::from_micros(MORNING));
    let options = AppOptions { clock: Arc::new(clock.clone()), ..AppOptions::default() };
    let workspace = OpenWorkspace {
        name: named("Works"),
        zone: TimeZone::utc(),
        administrator: Personal::new(named("root")),
    };
    let password = Password::new(PASSWORD).unwrap();
    let app = App::create(dir.path(), options, workspace, password).await.unwrap();
    tokio::task::spawn_blocking(move || app.shutdown()).await.unwrap().unwrap();

    let server = open(dir.path(), &clock);
    let laser = server.does("create-resource", json!({ "name": "Laser" })).await;
    let (ada_id, ada) = server.partner("ada", &laser).await;
    let (kept, _) = token(&server, &server.root).await;
    let (ended, id) = token(&server, &server.root).await;
    let (of_ada, _) = token(&server, &ada).await;
    server.ask(&ended, "DELETE", &format!("/v1/sessions/{id}"), &[], None).await.good();
    server.does("deactivate-partner-user", json!({ "partner_user": ada_id })).await;
    server.close().await;

    let file = dir.path().join("credentials.json");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(!text.contains(&kept) && !text.contains(&kept["loggia_".len()..]));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }

    let server = open(dir.path(), &clock);
    server.get(&kept, "/v1/staff/me").await.good();
    server.get(&ended, "/v1/staff/me").await.is(401, "no_session");
    server.get(&of_ada, "/v1/portal").await.is(401, "no_session");
    server.does("reactivate-partner-user", json!({ "partner_user": ada_id })).await;
    server.get(&of_ada, "/v1/portal").await.is(401, "no_session");
    server.close().await;
    let server = open(dir.path(), &clock);
    server.get(&of_ada, "/v1/portal").await.is(401, "no_session");
    server.get(&kept, "/v1/staff/me").await.good();
    server.close().await;
}
