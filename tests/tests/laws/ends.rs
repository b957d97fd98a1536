//! What has ended is never served from before its end: to the millisecond by the clock port, and
//! once by the clock on the wall.

use std::time::{Duration, Instant as Wall};

use loggia_api::app::Ask;
use loggia_core::access::{AssignModuleLicence, CreatePartnerUser, Language, Module, TimeZone};
use loggia_core::actor::Origin;
use loggia_core::id::PartnerUserId;
use loggia_core::scalar::{Instant, Personal};
use loggia_core::spec::{MORNING, name};
use loggia_tests::inside::Inside;
use serde_json::json;

fn millis(after: Instant, millis: i64) -> Instant {
    Instant::from_micros(after.micros() + millis * 1_000)
}

/// A partner user with a licence for the plan, and the instant at which something of his ends.
fn partner(command: &str, body: &serde_json::Value) -> (Inside, Instant) {
    let now = Instant::from_micros(MORNING);
    let server = Inside::at(now);
    let end = now.plus_minutes(60);
    let root = server.root();
    let called = json!({ "user_name": "nora", "display_name": "Nora" });
    let id = root.made("create-partner-user", &called);
    let planning = json!({ "partner_user": id, "module": "planning" });
    root.command("assign-module-licence", &planning);
    let mut body = body.clone();
    body["partner_user"] = json!(id);
    body["until"] = json!(end.to_string());
    root.command(command, &body);
    (server, end)
}

#[test]
fn a_licence_ends_at_its_millisecond() {
    let (server, end) = partner("assign-module-licence", &json!({ "module": "planning" }));
    let nora = server.user("nora");
    server.clock.set(millis(end, -1));
    assert_eq!(nora.get("/v1/portal/work-steps").status, 200);
    server.clock.set(end);
    let hidden = nora.get("/v1/portal/work-steps");
    assert_eq!((hidden.status, hidden.code().as_str()), (404, "not_found"));
    assert_eq!(hidden.told(), nora.get("/v1/portal/never-was").told());
    assert_eq!(nora.get("/v1/portal").status, 200);
}

#[test]
fn a_user_is_out_with_all_sessions_at_his_millisecond() {
    let (server, end) = partner("set-partner-user-term", &json!({}));
    let nora = server.user("nora");
    server.clock.set(millis(end, -1));
    assert_eq!(nora.get("/v1/portal").status, 200);
    server.clock.set(end);
    assert_eq!(nora.get("/v1/portal").code(), "no_session");
    let root = server.root();
    let id = root.rows("/v1/staff/partner-users")[0]["id"].clone();
    root.command("set-partner-user-term", &json!({ "partner_user": id }));
    assert_eq!(nora.get("/v1/portal").code(), "no_session", "an old session stays dead");
    assert_eq!(server.user("nora").get("/v1/portal").status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn by_the_clock_on_the_wall_nothing_is_read_from_before_an_end_that_has_passed() {
    let (app, root) = super::seats::workspace().await;
    let called = Personal::new(name("nora"));
    let create = CreatePartnerUser {
        user_name: called.clone(),
        display_name: called,
        language: Language::En,
        time_zone: TimeZone::utc(),
    };
    let made = app.ask(Ask::new(root, Origin::default(), create)).await.unwrap();
    let partner_user = PartnerUserId(made.records[0].0);
    let end = millis(app.now(), 300);
    let (module, from, until) = (Module::Planning, None, Some(end));
    let assign = AssignModuleLicence { partner_user, module, from, until, sponsor: None };
    app.ask(Ask::new(root, Origin::default(), assign)).await.unwrap();
    let (mut before, mut after) = (0, 0);
    let began = Wall::now();
    while after < 50 && began.elapsed() < Duration::from_secs(30) {
        let asked = app.now();
        app.settle().await.unwrap();
        let held = app.projections().read(partner_user, |state| {
            let row = state.row(loggia_core::visibility::DocumentId::Portal).unwrap();
            let text = String::from_utf8(row.json.as_deref().unwrap().to_vec()).unwrap();
            text.contains("\"planning\"")
        });
        let held = held.unwrap();
        if asked >= end {
            assert!(!held, "asked at {asked}, after {end}");
            after += 1;
        } else {
            before += u32::from(held);
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    assert!(before > 0 && after == 50, "{before} reads before, {after} after");
    tokio::task::spawn_blocking(move || app.shutdown()).await.unwrap().unwrap();
}
