//! `If-Match` on one's own profile.

use super::reports::Site;
use super::*;

/// Both commands about a profile, of whoever asks.
fn commands() -> [(&'static str, Value); 2] {
    let skill = json!({ "category": "Programming", "name": "IEC 61131", "level": 4 });
    let off = json!({ "from": "2026-04-01", "until": "2026-04-03", "availability": "time_off" });
    [
        ("set-skills", json!({ "skills": [skill] })),
        ("set-availability", json!({ "periods": [off] })),
    ]
}

/// Asks with a tag that held once, and with the one that holds.
async fn only_as_it_was_read(server: &Server, token: &str, profile: &str) {
    for (name, body) in commands() {
        let path = format!("/v1/commands/{name}");
        let ask = async |tag: &str| {
            server.ask(token, "POST", &path, &[("if-match", tag)], Some(&body)).await
        };
        let read = server.get(token, profile).await.good();
        let tag = read.header("etag").to_owned();
        ask(&tag).await.good();
        let now = server.get(token, profile).await.good();
        assert_ne!(now.header("etag"), tag, "{name}");
        let stale = ask(&tag).await;
        stale.is(412, "stale");
        assert_eq!(stale.json()["current"], now.json(), "{name}");
        assert_eq!(stale.header("etag"), now.header("etag"), "{name}");
    }
}

#[tokio::test]
async fn a_profile_is_changed_as_it_was_read_by_a_partner_and_by_staff() {
    let site = Site::new().await;
    let server = &site.server;
    only_as_it_was_read(server, &site.bo, "/v1/portal/profile").await;
    let me = server.get(&server.root, "/v1/staff/me").await.good().json()["id"].clone();
    for (name, body) in commands() {
        let path = format!("/v1/commands/{name}");
        let headers = [("if-match", "\"r1\"")];
        let nobody = server.ask(&server.root, "POST", &path, &headers, Some(&body)).await;
        nobody.is(400, "bad_if_match");
    }
    let person = server.does("create-person", json!({ "of": { "staff_user": me } })).await;
    let profile = format!("/v1/staff/persons/{person}");
    only_as_it_was_read(server, &server.root, &profile).await;
    site.server.close().await;
}
