//! Invitations and resets, from the command to the login.

use std::time::Duration;

use loggia_core::access::{INVITATION_DAYS, MailKind, RESET_MINUTES};
use loggia_core::actor::Origin;

use super::*;

const CHOSEN: &str = "nine purple kites over Graz";
const DAY: Duration = Duration::from_secs(24 * 3_600);

/// A firm with a contact who was enabled as `bo`.
async fn firm(server: &Server) -> String {
    let me = server.get(&server.root, "/v1/staff/me").await.good().json()["id"].clone();
    let kind = json!({ "partner": "supplier" });
    let account = json!({ "name": "Dorn", "kind": kind, "owner": me });
    let account = server.does("create-account", account).await;
    let contact = json!({ "account": account, "name": "Bo Dorn", "email": "bo@dorn.example" });
    let contact = server.does("add-contact", contact).await;
    server.does("enable-contact", json!({ "contact": contact, "user_name": "bo" })).await
}

/// The token that the newest mail carries.
fn token(server: &Server, kind: MailKind) -> String {
    let world = server.app.world();
    let mail = world.access.mails().filter(|mail| mail.kind == kind).max_by_key(|m| m.queued);
    server.app.link_token(kind, mail.expect("a mail").id).unwrap()
}

async fn accept(server: &Server, token: &str, password: &str) -> Answer {
    let body = json!({ "token": token, "password": password });
    server.post("", "/v1/invitations/accept", body).await
}

async fn log_in(server: &Server, user: &str, password: &str) -> Answer {
    server.post("", "/v1/session", json!({ "user": user, "password": password })).await
}

async fn invited() -> (Server, String) {
    let server = Server::new().await;
    server.post(&server.root, "/v1/commands/publish-portal", json!({})).await.good();
    let user = firm(&server).await;
    (server, user)
}

#[tokio::test]
async fn an_invitation_is_held_until_the_portal_is_published_and_then_opens_it_once() {
    let server = Server::new().await;
    let user = firm(&server).await;
    let address = format!("/v1/staff/partner-users/{user}");
    let state = async || {
        server.get(&server.root, &address).await.good().json()["invitation"]["state"].clone()
    };
    assert_eq!(state().await, "held");
    server.post(&server.root, "/v1/commands/publish-portal", json!({})).await.good();
    assert_eq!(state().await, "sent");
    let token = token(&server, MailKind::Invitation);
    accept(&server, &token, CHOSEN).await.good();
    assert_eq!(state().await, "accepted");
    let session = log_in(&server, "bo", CHOSEN).await.good().json();
    let session = session["token"].as_str().unwrap();
    assert_eq!(server.get(session, "/v1/portal").await.good().json()["user_name"], "bo");
    accept(&server, &token, "another kite over Graz").await.is(410, "link_does_not_work");
    log_in(&server, "bo", CHOSEN).await.good();
    server.close().await;
}

#[tokio::test]
async fn a_password_that_does_not_fit_leaves_the_link_as_it_was() {
    let (server, _) = invited().await;
    let token = token(&server, MailKind::Invitation);
    accept(&server, &token, "short").await.is(422, "weak_password");
    accept(&server, &token, CHOSEN).await.good();
    server.close().await;
}

#[tokio::test]
async fn links_that_lead_nowhere_answer_alike() {
    let (server, user) = invited().await;
    let first = token(&server, MailKind::Invitation);
    let missing = accept(&server, "nothing", CHOSEN).await;
    missing.is(410, "link_does_not_work");
    let other_purpose = {
        let mail = server.app.world().access.mails().next().unwrap().id;
        server.app.link_token(MailKind::PasswordReset, mail).unwrap()
    };
    server.clock.advance(Duration::from_secs(1));
    server
        .post(&server.root, "/v1/commands/send-invitation", json!({ "partner_user": user }))
        .await
        .good();
    let second = token(&server, MailKind::Invitation);
    assert_ne!(first, second);
    for stale in [first.as_str(), other_purpose.as_str(), "", "x"] {
        assert_eq!(accept(&server, stale, CHOSEN).await.told(), missing.told());
    }
    server
        .post(&server.root, "/v1/commands/revoke-invitation", json!({ "partner_user": user }))
        .await
        .good();
    assert_eq!(accept(&server, &second, CHOSEN).await.told(), missing.told(), "revoked");
    server
        .post(&server.root, "/v1/commands/send-invitation", json!({ "partner_user": user }))
        .await
        .good();
    let third = token(&server, MailKind::Invitation);
    server.clock.advance(DAY * INVITATION_DAYS);
    assert_eq!(accept(&server, &third, CHOSEN).await.told(), missing.told(), "expired");
    server.close().await;
}

#[tokio::test]
async fn whoever_forgot_a_password_hears_the_same_whoever_he_is() {
    let (server, _) = invited().await;
    accept(&server, &token(&server, MailKind::Invitation), CHOSEN).await.good();
    let desk = tokio::spawn(server.app.clone().keep_reset_desk());
    let ask =
        async |user: &str| server.post("", "/v1/password-resets", json!({ "user": user })).await;
    let known = ask("bo").await;
    assert_eq!(known.status.as_u16(), 202);
    for user in ["root", "nobody", "BO@dorn.example", "eve@dorn.example", "", "x\ny"] {
        assert_eq!(ask(user).await.told(), known.told(), "{user}");
    }
    let sent = async || {
        for _ in 0..500 {
            let waits = |kind| server.app.world().access.mails().any(|mail| mail.kind == kind);
            if waits(MailKind::PasswordReset) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("no reset was sent");
    };
    sent().await;
    let resets =
        server.app.world().access.mails().filter(|m| m.kind == MailKind::PasswordReset).count();
    assert_eq!(resets, 1, "name and address mean one user, who is not written to twice");
    let old =
        log_in(&server, "bo", CHOSEN).await.good().json()["token"].as_str().unwrap().to_owned();
    let reset = token(&server, MailKind::PasswordReset);
    let use_it = async |token: &str, password: &str| {
        let body = json!({ "token": token, "password": password });
        server.post("", "/v1/password-resets/use", body).await
    };
    use_it(&reset, "a new kite over Linz").await.good();
    server.get(&old, "/v1/portal").await.is(401, "no_session");
    log_in(&server, "bo", CHOSEN).await.is(401, "login_failed");
    log_in(&server, "bo", "a new kite over Linz").await.good();
    use_it(&reset, "yet another kite, Wien").await.is(410, "link_does_not_work");
    desk.abort();
    server.close().await;
}

#[tokio::test]
async fn a_reset_ends_after_its_hour() {
    let (server, user) = invited().await;
    accept(&server, &token(&server, MailKind::Invitation), CHOSEN).await.good();
    let desk = tokio::spawn(server.app.clone().keep_reset_desk());
    server.post("", "/v1/password-resets", json!({ "user": "bo" })).await.good();
    while !server.app.world().access.mails().any(|mail| mail.kind == MailKind::PasswordReset) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let reset = token(&server, MailKind::PasswordReset);
    server.clock.advance(Duration::from_secs(u64::from(RESET_MINUTES) * 60));
    let body = json!({ "token": reset, "password": CHOSEN });
    server.post("", "/v1/password-resets/use", body).await.is(410, "link_does_not_work");
    server
        .post(&server.root, "/v1/commands/deactivate-partner-user", json!({ "partner_user": user }))
        .await
        .good();
    desk.abort();
    server.close().await;
}

#[tokio::test]
async fn the_outbox_is_for_operators_and_shows_no_address() {
    let (server, _) = invited().await;
    let told = server.get(&server.root, "/v1/ops/mails").await.good();
    let json = told.json();
    assert_eq!((json["queued"].as_u64(), json["dead"].as_u64()), (Some(1), Some(0)));
    assert_eq!(json["mails"][0]["kind"], "invitation");
    assert!(!String::from_utf8_lossy(&told.body).contains("dorn.example"));
    let mail = json["mails"][0]["id"].clone();
    for command in ["record-mail-sent", "accept-invitation", "send-password-reset"] {
        let asked = server
            .post(&server.root, &format!("/v1/commands/{command}"), json!({ "mail": mail }))
            .await;
        asked.is(404, "not_found");
    }
    server.close().await;
}

#[tokio::test]
async fn a_password_that_an_administrator_sets_ends_the_links_and_is_told() {
    let (server, user) = invited().await;
    let invitation = token(&server, MailKind::Invitation);
    let body = json!({ "password": CHOSEN });
    let path = format!("/v1/users/{user}/password");
    server.ask(&server.root, "PUT", &path, &[], Some(&body)).await.good();
    accept(&server, &invitation, "a kite of somebody else").await.is(410, "link_does_not_work");
    log_in(&server, "bo", CHOSEN).await.good();
    let told = server.get(&server.root, "/v1/ops/mails").await.good().json();
    assert_eq!(told["mails"].as_array().map(Vec::len), Some(1), "the invitation is not sent");
    assert_eq!(told["mails"][0]["kind"], "password_changed");
    assert_eq!(told["mails"][0]["expires"], Value::Null);
    server.close().await;
}

#[tokio::test]
async fn who_hangs_up_after_his_link_was_used_up_has_his_password() {
    let (server, _) = invited().await;
    let invitation = token(&server, MailKind::Invitation);
    let is_used_up = || server.app.world().access.mails().next().is_none();
    let password = Password::new(CHOSEN).unwrap();
    let followed =
        server.app.follow_link(MailKind::Invitation, &invitation, password, Origin::default());
    let hangs_up = async {
        while !is_used_up() {
            tokio::task::yield_now().await;
        }
    };
    // Dropped the moment the link is used up.
    tokio::select! {
        biased;
        () = hangs_up => {}
        _ = followed => {}
    }
    for _ in 0..500 {
        if log_in(&server, "bo", CHOSEN).await.status.is_success() {
            break;
        }
        // Who fails too often is told to wait.
        tokio::time::sleep(Duration::from_millis(10)).await;
        server.clock.advance(Duration::from_secs(3_600));
    }
    log_in(&server, "bo", CHOSEN).await.good();
    server.close().await;
}
