//! The plant of the demo in memory, with a router over it: what tests of routes ask.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use loggia_core::access::UserId;
use loggia_core::scalar::{Instant, Name};
use loggia_store::ManualClock;
use serde_json::Value;
use std::sync::Arc;
use tower::ServiceExt as _;

use super::fill::{fill, opening};
use super::inventory::HISTORY_DAYS;
use super::plan::Minute;
use crate::app::{App, AppOptions, Password};
use crate::http::router;

/// 2026-03-02T06:00:00Z, a Monday.
const START: i64 = 1_772_431_200_000_000;

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_default()
    }

    /// The code of a problem.
    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }
}

pub(crate) struct Plant {
    pub(crate) app: App,
    pub(crate) clock: ManualClock,
    router: Router,
}

impl Plant {
    pub(crate) async fn new() -> Self {
        let start = Instant::from_micros(START);
        let clock = ManualClock::new(Minute::day(-HISTORY_DAYS).from(start));
        let options = AppOptions { clock: Arc::new(clock.clone()), ..AppOptions::default() };
        let password = Password::new("never used in here").unwrap();
        let app = App::in_memory(options, opening().unwrap(), password).await.unwrap();
        fill(app.writer(), &clock, start).await.unwrap();
        let router = router(app.clone());
        Self { app, clock, router }
    }

    fn token(&self, user: &str) -> String {
        let user: UserId = self.app.world().access.user_by_name(&Name::new(user).unwrap()).unwrap();
        self.app.mint_local_session(user).unwrap().unwrap().as_str().to_owned()
    }

    pub(crate) async fn send(&self, user: &str, request: Request<Body>) -> Reply {
        let mut request = request;
        let bearer = format!("Bearer {}", self.token(user)).parse().unwrap();
        request.headers_mut().insert(header::AUTHORIZATION, bearer);
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Reply { status: parts.status, headers: parts.headers, bytes }
    }

    pub(crate) async fn get(&self, user: &str, path: &str) -> Reply {
        self.send(user, Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn delete(&self, user: &str, path: &str) -> Reply {
        self.send(user, Request::delete(path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, user: &str, path: &str, body: &Value) -> Reply {
        let request = Request::builder().method(Method::POST).uri(path);
        let request = request.header(header::CONTENT_TYPE, "application/json");
        self.send(user, request.body(Body::from(body.to_string())).unwrap()).await
    }

    /// The last commit.
    pub(crate) fn seq(&self) -> u64 {
        self.app.log().head().seq.0
    }

    /// The id of a resource.
    pub(crate) fn resource(&self, name: &str) -> String {
        let name = Name::new(name).unwrap();
        self.app.world().production.resource_by_name(&name).unwrap().to_string()
    }

    /// The id of a user.
    pub(crate) fn user(&self, name: &str) -> String {
        let found = self.app.world().access.user_by_name(&Name::new(name).unwrap());
        match found.unwrap() {
            UserId::Staff(id) => id.to_string(),
            UserId::Partner(id) => id.to_string(),
        }
    }
}
