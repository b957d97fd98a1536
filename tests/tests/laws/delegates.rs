//! Partner administrators and the books of the licences, over HTTP.

use loggia_core::scalar::Instant;
use loggia_core::spec::MORNING;
use loggia_tests::ask::Client;
use loggia_tests::inside::Inside;
use serde_json::{Value, json};

fn user_of(root: &Client, account: &str, user_name: &str) -> String {
    let email = format!("{user_name}@example.com");
    let contact = json!({ "account": account, "name": user_name, "email": email });
    let contact = root.made("add-contact", &contact);
    root.made("enable-contact", &json!({ "contact": contact, "user_name": user_name }))
}

/// Bo administers a firm of at most two users; Eve is of another firm.
fn firms() -> (Inside, Client, String) {
    let server = Inside::at(Instant::from_micros(MORNING));
    let root = server.root();
    let owner = root.get("/v1/staff/me").good().json()["id"].clone();
    let firm = |name: &str| {
        let kind = json!({ "partner": "supplier" });
        root.made("create-account", &json!({ "name": name, "kind": kind, "owner": owner }))
    };
    let (own, other) = (firm("Own"), firm("Other"));
    root.command("set-access-policy", &json!({ "account": own, "modules": ["planning"] }));
    let bo = user_of(&root, &own, "bo");
    let eve = user_of(&root, &other, "eve");
    root.command("name-partner-administrator", &json!({ "partner_user": bo }));
    root.command("set-account-seats", &json!({ "account": own, "seats": 2 }));
    (server, root, eve)
}

fn invited() -> Value {
    json!({ "name": "Max", "email": "max@example.com" })
}

#[test]
fn an_administrator_brings_a_colleague_in_reads_him_and_sends_him_away() {
    let (server, _, eve) = firms();
    let bo = server.user("bo");
    assert_eq!(bo.get("/v1/portal").json()["counts"]["colleagues"], 1);
    let done = bo.command("invite-colleague", &invited());
    assert_eq!(done["outcome"], "happened");
    let rows = bo.rows("/v1/portal/colleagues");
    let max = rows.iter().find(|row| row["display_name"] == "Max").expect("the colleague");
    assert_eq!((&max["state"], &max["partner_administrator"]), (&json!("in"), &json!(false)));
    let full = bo.post("/v1/commands/invite-colleague", &invited());
    assert_eq!((full.status, full.code().as_str()), (409, "account_seats_full"));
    assert_eq!(full.json()["detail"], "all seats of the account are taken");
    let away =
        |id: &Value| bo.post("/v1/commands/deactivate-colleague", &json!({ "partner_user": id }));
    away(&max["id"]).good();
    let id = max["id"].as_str().expect("an id");
    let item = bo.get(&format!("/v1/portal/colleagues/{id}")).good();
    assert_eq!(item.json()["state"], "out");
    // Somebody of another firm, and nobody at all.
    let nobody = json!("0190a6c4-7d4e-7aaa-8aaa-0123456789ab");
    assert_eq!(away(&json!(eve)).told(), away(&nobody).told());
    assert_eq!(away(&json!(eve)).status, 404);
    let hidden = bo.get(&format!("/v1/portal/colleagues/{eve}"));
    assert_eq!(
        hidden.told(),
        bo.get("/v1/portal/colleagues/0190a6c4-7d4e-7aaa-8aaa-0123456789ab").told()
    );
}

#[test]
fn to_who_administers_nothing_none_of_it_exists() {
    let (server, root, _) = firms();
    let eve = server.user("eve");
    let never = eve.anew().post("/v1/commands/never-was", &invited());
    for command in ["invite-colleague", "deactivate-colleague"] {
        for body in [invited(), json!({}), json!({ "partner_user": 7 })] {
            let answer = eve.anew().post(&format!("/v1/commands/{command}"), &body);
            assert_eq!(answer.told(), never.told(), "{command} {body}");
        }
        assert_eq!(eve.get(&format!("/v1/commands/{command}")).told(), never.told());
    }
    assert_eq!(eve.get("/v1/portal/colleagues").told(), eve.get("/v1/portal/never-was").told());
    assert_eq!(eve.get("/v1/portal").json()["counts"]["colleagues"], Value::Null);
    // Without a cap, not to the administrator either.
    let bo = server.user("bo");
    let accounts = root.rows("/v1/staff/accounts");
    let own = accounts.iter().find(|row| row["name"] == "Own").expect("the account");
    root.command("set-account-seats", &json!({ "account": own["id"] }));
    assert_eq!(bo.post("/v1/commands/invite-colleague", &invited()).told(), never.told());
}

#[test]
fn staff_reads_the_books_and_is_told_who_holds_the_seats() {
    let (server, root, _) = firms();
    let pool = |kind: &str, seats: u32| {
        let basis = json!({ "per_user": { "seats": seats } });
        root.post(
            "/v1/commands/set-licence-pool",
            &json!({ "kind": kind, "name": kind, "basis": basis }),
        )
    };
    pool("partner", 4).good();
    pool("planning", 2).good();
    let rows = root.rows("/v1/staff/licences");
    let told =
        |row: &Value| ["entitled", "used", "reserved", "free"].map(|field| row[field].clone());
    let partner = rows.iter().find(|row| row["kind"] == "partner").expect("a row");
    assert_eq!(told(partner), [json!(4), json!(2), json!(1), json!(1)]);
    let planning = rows.iter().find(|row| row["kind"] == "planning").expect("a row");
    assert_eq!(told(planning), [json!(2), json!(1), json!(1), json!(0)]);
    let dashboard = rows.iter().find(|row| row["kind"] == "dashboard").expect("a row");
    assert_eq!(told(dashboard), [Value::Null, json!(0), json!(0), Value::Null]);
    let holders = root.rows("/v1/staff/licences/planning/holders");
    assert_eq!((holders.len(), &holders[0]["user_name"]), (1, &json!("bo")));
    assert_eq!(root.get("/v1/staff/licences/never/holders").status, 404);
    let fewer = pool("partner", 2);
    assert_eq!((fewer.status, fewer.code().as_str()), (409, "seats_in_use"));
    assert_eq!(fewer.json()["holders"].as_array().map(Vec::len), Some(2));
    let create = json!({ "user_name": "one", "display_name": "One" });
    root.command("create-partner-user", &create);
    let create = json!({ "user_name": "two", "display_name": "Two" });
    let full = root.post("/v1/commands/create-partner-user", &create);
    assert_eq!((full.code().as_str(), &full.json()["pool"]), ("no_seats_left", &json!("partner")));
    assert_eq!(server.user("bo").post("/v1/commands/invite-colleague", &invited()).status, 200);
}
