//! The server as clients see it: requests in, answers out, over the whole stack but the socket.

mod changes;
mod commands;
mod export;
mod files;
mod links;
mod news;
mod openapi;
mod pages;
mod portal;
mod problems;
mod profiles;
mod reports;
mod serving;
mod sessions;
mod staff;
mod tokens;

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use loggia_core::access::{OpenWorkspace, TimeZone, UserId};
use loggia_core::id::{PartnerUserId, StaffUserId};
use loggia_core::scalar::{Instant, Name, Personal};
use loggia_store::ManualClock;
use serde_json::{Value, json};
use tower::ServiceExt;
use uuid::Uuid;

use crate::app::{App, AppOptions, Password};
use crate::http::router;

const PASSWORD: &str = "correct horse battery";

/// 2026-03-02T06:00:00Z, a Monday.
const MORNING: i64 = 1_772_431_200_000_000;

/// A server without a socket, with a clock that stands still.
struct Server {
    app: App,
    clock: ManualClock,
    router: Router,
    root: String,
}

/// An answer.
#[derive(Debug)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Everything that could tell two answers apart.
    fn told(&self) -> (StatusCode, Vec<(String, String)>, Vec<u8>) {
        let told = self.headers.iter().filter(|(name, _)| *name != "x-request-id");
        let mut headers: Vec<_> =
            told.map(|(name, value)| (name.to_string(), format!("{value:?}"))).collect();
        headers.sort();
        (self.status, headers, self.body.clone())
    }

    #[track_caller]
    fn good(self) -> Self {
        let text = String::from_utf8_lossy(&self.body);
        assert!(self.status.is_success(), "{}: {text}", self.status);
        self
    }

    #[track_caller]
    fn is(&self, status: u16, code: &str) {
        let text = String::from_utf8_lossy(&self.body);
        assert_eq!((self.status.as_u16(), self.code().as_str()), (status, code), "{text}");
        assert_eq!(self.header("content-type"), "application/problem+json");
    }
}

fn named(text: &str) -> Name {
    Name::new(text).unwrap()
}

impl Server {
    async fn new() -> Self {
        let clock = ManualClock::new(Instant::from_micros(MORNING));
        let options = AppOptions { clock: Arc::new(clock.clone()), ..AppOptions::default() };
        let workspace = OpenWorkspace {
            name: named("Works"),
            zone: TimeZone::utc(),
            administrator: Personal::new(named("root")),
        };
        let password = Password::new(PASSWORD).unwrap();
        let app = App::in_memory(options, workspace, password).await.unwrap();
        let router = router(app.clone());
        let root = app.world().access.user_by_name(&named("root")).unwrap();
        let root = app.mint_local_session(root).unwrap().unwrap().as_str().to_owned();
        Self { app, clock, router, root }
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    async fn ask(
        &self,
        token: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if !token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = match body {
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        self.send(request.body(body).unwrap()).await
    }

    async fn get(&self, token: &str, path: &str) -> Answer {
        self.ask(token, "GET", path, &[], None).await
    }

    async fn post(&self, token: &str, path: &str, body: Value) -> Answer {
        self.ask(token, "POST", path, &[], Some(&body)).await
    }

    /// Lets the administrator, who is a planner too, do something; the id of the first record.
    async fn does(&self, command: &str, body: Value) -> String {
        let answer = self.post(&self.root, &format!("/v1/commands/{command}"), body).await.good();
        answer.json()["records"][0].as_str().unwrap_or_default().to_owned()
    }

    fn partner_token(&self, id: &str) -> String {
        let user = UserId::Partner(PartnerUserId(id.parse().unwrap()));
        self.app.mint_local_session(user).unwrap().unwrap().as_str().to_owned()
    }

    fn staff_token(&self, id: &str) -> String {
        let user = UserId::Staff(StaffUserId(id.parse().unwrap()));
        self.app.mint_local_session(user).unwrap().unwrap().as_str().to_owned()
    }

    async fn close(self) {
        let app = self.app;
        tokio::task::spawn_blocking(move || app.shutdown()).await.unwrap().unwrap();
    }
}

/// A small plant: ada sees the laser's steps and the process of their order, bob the oven's step.
struct Plant {
    server: Server,
    ada: String,
    ada_id: String,
    bob: String,
    bob_id: String,
    laser: String,
    order: String,
    /// Three on the laser, in order.
    steps: Vec<String>,
    /// On the oven: hidden from ada.
    hidden: String,
    process: String,
}

impl Plant {
    async fn new() -> Self {
        let server = Server::new().await;
        let root = server.app.world().access.user_by_name(&named("root")).unwrap();
        let UserId::Staff(root) = root else { panic!("root is staff") };
        let roles = json!({ "staff_user": root, "roles": ["administrator", "planner"] });
        server.does("set-staff-roles", roles).await;
        let laser = server.does("create-resource", json!({ "name": "Laser" })).await;
        let oven = server.does("create-resource", json!({ "name": "Oven" })).await;
        for resource in [&laser, &oven] {
            server.does("mark-resource-external", json!({ "resource": resource })).await;
        }
        let order = json!({ "number": "Case 9", "article": "Gear", "quantity": 12 });
        let order = server.does("create-production-order", order).await;
        let mut steps = Vec::new();
        for (sequence, name) in [(1, "Cut"), (2, "=Etch"), (3, "Mark")] {
            steps.push(server.step(&order, sequence, name, &laser).await);
        }
        let hidden = server.step(&order, 4, "Anneal", &oven).await;
        let process = json!({ "order": order, "sequence": 1, "name": "Inspect" });
        let process = server.does("add-process", process).await;
        let (ada_id, ada) = server.partner("ada", &laser).await;
        let (bob_id, bob) = server.partner("bob", &oven).await;
        server.does("allow-process-feedback", json!({ "partner_user": ada_id })).await;
        Self { server, ada, ada_id, bob, bob_id, laser, order, steps, hidden, process }
    }

    async fn ada_reads(&self, path: &str) -> Answer {
        self.server.get(&self.ada, path).await
    }
}

impl Server {
    async fn step(&self, order: &str, sequence: u32, name: &str, resource: &str) -> String {
        let step =
            json!({ "order": order, "sequence": sequence, "name": name, "resource": resource });
        self.does("add-work-step", step).await
    }

    async fn partner(&self, name: &str, resource: &str) -> (String, String) {
        let user = json!({ "user_name": name, "display_name": name });
        let id = self.does("create-partner-user", user).await;
        for module in ["planning_objects", "workbench_classic"] {
            let licence = json!({ "partner_user": id, "module": module });
            self.does("assign-module-licence", licence).await;
        }
        let link = json!({ "partner_user": id, "resource": resource });
        self.does("link-resource", link).await;
        let token = self.partner_token(&id);
        (id, token)
    }
}

/// An id that no record has.
fn nowhere() -> String {
    Uuid::from_u128(0x0123_4567_89ab_7cde_8f01_2345_6789_abcd).to_string()
}
