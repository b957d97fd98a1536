//! What a stranger hears, and after how long: for people who are there, and for people who are not.
//! The answers are the same; the times should be, and are told side by side.

use std::net::SocketAddr;
use std::time::Instant;

use axum::body::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::{Request, StatusCode};
use loggia_core::access::{InvitationState, MailKind};
use serde_json::{Value, json};

use crate::commands::{Loggia, post};
use crate::figure::{Figure, ratio};
use crate::load;

/// Questions of each kind. From one address 100 logins may fail in a quarter of an hour.
const ASKED: usize = 40;

/// A question that changes nothing takes so little that more of them are needed.
const QUICK: usize = 2_000;

pub fn run() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let loggia = Loggia::start(&runtime);
    runtime.block_on(async {
        let stale = people(&loggia).await;
        let login = |name: &str| json!({ "user": name, "password": "not the password of anybody" });
        let there = |n: usize| login(&address_of(n));
        let not_there = |n: usize| login(&nobody(n));
        compare(&loggia, "/v1/session", StatusCode::UNAUTHORIZED, ASKED, there, not_there).await;
        let reset = |name: String| json!({ "user": name });
        let there = |n: usize| reset(address_of(n % ASKED));
        let not_there = |n: usize| reset(nobody(n % ASKED));
        compare(&loggia, "/v1/password-resets", StatusCode::ACCEPTED, QUICK, there, not_there)
            .await;
        let follow = |token: &str| json!({ "token": token, "password": "a long enough password" });
        let there = |n: usize| follow(stale.get(n % ASKED).map_or("", String::as_str));
        // As long as a true one, and never made.
        let forged = stale.first().map(|token| token.chars().rev().collect::<String>());
        let not_there = |_| follow(forged.as_deref().unwrap_or_default());
        compare(&loggia, "/v1/invitations/accept", StatusCode::GONE, QUICK, there, not_there).await;
    });
    loggia.stop(&runtime);
}

fn address_of(n: usize) -> String {
    format!("person{n}@hardtop.example")
}

fn nobody(n: usize) -> String {
    format!("nobody{n}@hardtop.example")
}

/// People who were invited, and the tokens of their invitations, which were revoked since.
async fn people(loggia: &Loggia) -> Vec<String> {
    let ask = async |command: &str, body| post(loggia.address, &loggia.root, command, body).await;
    ask("publish-portal", json!({})).await;
    let mut tokens = Vec::new();
    for n in 0..ASKED {
        let invite = json!({
            "account": "Hardtop", "partner_type": "supplier", "name": format!("Person {n}"),
            "email": address_of(n),
        });
        ask("invite-partner", invite).await;
        let world = loggia.app.world();
        let user = world.access.partner_users().find_map(|user| match user.invitation?.state {
            InvitationState::Sent { mail, .. } => Some((user.id, mail)),
            InvitationState::Held
            | InvitationState::Accepted
            | InvitationState::Expired
            | InvitationState::Revoked => None,
        });
        let (id, mail) = user.expect("was invited");
        tokens.extend(loggia.app.link_token(MailKind::Invitation, mail));
        ask("revoke-invitation", json!({ "partner_user": id })).await;
    }
    assert_eq!(tokens.len(), ASKED);
    tokens
}

/// Asks in turns on a connection each.
async fn compare(
    loggia: &Loggia,
    path: &str,
    expected: StatusCode,
    asked: usize,
    there: impl Fn(usize) -> Value,
    not_there: impl Fn(usize) -> Value,
) {
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for n in 0..asked {
        for (body, times) in [(there(n), &mut known), (not_there(n), &mut unknown)] {
            let (status, seconds) = timed(loggia.address, path, &body).await;
            assert_eq!(status, expected, "{path}");
            // As a rate, so that more is better on both sides.
            times.push(1.0 / seconds);
        }
    }
    let what = format!("POST {path}, who is there against who is not");
    ratio(&what, "answers/s", Figure::of(known), Figure::of(unknown));
}

async fn timed(address: SocketAddr, path: &str, body: &Value) -> (StatusCode, f64) {
    let request = Request::post(path)
        .header("host", "loggia")
        .header("content-type", "application/json")
        .body(Full::new(Bytes::from(body.to_string())))
        .expect("a request");
    let mut connection = load::connect(address).await;
    let start = Instant::now();
    let answer = connection.send_request(request).await.expect("an answer");
    let status = answer.status();
    answer.into_body().collect().await.expect("a body");
    (status, start.elapsed().as_secs_f64())
}
