//! Commands over HTTP, durable and projected, against a bare handler that reads the same body and
//! answers.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::Bytes;
use axum::routing::post as bare_post;
use axum::{Json, Router};
use http_body_util::Full;
use hyper::Request;
use loggia_api::app::{App, AppOptions, Password};
use loggia_core::access::{OpenWorkspace, TimeZone};
use loggia_core::production::CreateOrderItem;
use loggia_core::scalar::Personal;
use loggia_core::spec::name;
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use crate::figure::{Figure, processor_seconds, ratio, say, turns};
use crate::load::{self, Make};

const ROUND_SECONDS: u64 = 2;

const MICROS_PER_SECOND: f64 = 1_000_000.0;

/// A served Loggia on disk, with an administrator and a planner.
pub struct Loggia {
    /// Where it listens.
    pub address: SocketAddr,
    /// The administrator's token.
    pub root: String,
    /// The planner's token.
    pub planner: String,
    /// The server itself.
    pub app: App,
    stop: oneshot::Sender<()>,
    _dir: tempfile::TempDir,
}

impl Loggia {
    /// Makes and serves one.
    pub fn start(runtime: &Runtime) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let workspace = OpenWorkspace {
            name: name("Works"),
            zone: TimeZone::utc(),
            administrator: Personal::new(name("root")),
        };
        let password = Password::new("a long enough password").expect("a password");
        let (stop, stopped) = oneshot::channel::<()>();
        let (app, address) = runtime.block_on(async {
            let app = App::create(dir.path(), AppOptions::default(), workspace, password)
                .await
                .expect("a workspace");
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
            let address = listener.local_addr().expect("its address");
            let serving = app.clone();
            tokio::spawn(async move {
                let until = async move {
                    let _ = stopped.await;
                };
                loggia_api::http::serve(serving, listener, until).await.expect("it serves");
            });
            (app, address)
        });
        let root = session_of(&app, "root");
        let planner = json!({
            "user_name": "planner", "display_name": "planner", "roles": ["planner"],
        });
        runtime.block_on(post(address, &root, "create-staff-user", planner));
        let planner = session_of(&app, "planner");
        Self { address, root, planner, app, stop, _dir: dir }
    }

    /// A token for a user.
    pub fn session_of(&self, user_name: &str) -> String {
        session_of(&self.app, user_name)
    }

    /// The record that a command made.
    pub async fn made(&self, token: &str, command: &str, body: Value) -> String {
        let answer = post(self.address, token, command, body).await;
        answer["records"][0].as_str().expect("a record").to_owned()
    }

    /// The bytes of an answer.
    pub async fn get(&self, token: &str, path: &str) -> Bytes {
        let request = Request::get(path).header("authorization", format!("Bearer {token}"));
        let request = request.header("host", "loggia").body(Full::new(Bytes::new()));
        load::once(self.address, request.expect("a request")).await
    }

    /// Ends it.
    pub fn stop(self, runtime: &Runtime) {
        let _ = self.stop.send(());
        let app = self.app;
        runtime.block_on(async {
            // What could not be closed well goes with the folder.
            let _ = tokio::task::spawn_blocking(move || app.shutdown()).await;
        });
    }
}

fn session_of(app: &App, user_name: &str) -> String {
    let user = app.world().access.user_by_name(&name(user_name)).expect("a user");
    let token = app.mint_local_session(user).expect("random bytes").expect("a session");
    token.as_str().to_owned()
}

fn request(token: &str, command: &str, body: &Value) -> Request<Full<Bytes>> {
    Request::post(format!("/v1/commands/{command}"))
        .header("host", "loggia")
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json")
        .body(Full::new(Bytes::from(body.to_string())))
        .expect("a request")
}

/// A command that must be accepted.
pub async fn post(address: SocketAddr, token: &str, command: &str, body: Value) -> Value {
    let answer = load::once(address, request(token, command, &body)).await;
    serde_json::from_slice(&answer).expect("an answer in JSON")
}

fn orders(token: String) -> Make {
    let round = load::round();
    Arc::new(move |n| {
        let number = format!("order item {round} {n}");
        let body =
            json!({ "number": number, "article": "a turned and ground shaft", "quantity": 7 });
        request(&token, "create-order-item", &body)
    })
}

pub fn run() {
    let runtime = Runtime::new().expect("a runtime");
    let loggia = Loggia::start(&runtime);
    let bare = Router::new().route(
        "/v1/commands/create-order-item",
        bare_post(async |Json(item): Json<CreateOrderItem>| {
            Json(json!({ "outcome": "happened", "number": item.number }))
        }),
    );
    let floor = runtime.block_on(load::serve(bare));
    for connections in [1, 64] {
        let rate = |address, costs: &mut Vec<f64>| {
            let make = orders(loggia.planner.clone());
            let before = processor_seconds();
            let rate = runtime.block_on(load::rate(address, connections, ROUND_SECONDS, make));
            let taken = processor_seconds() - before;
            costs.push(taken * MICROS_PER_SECOND / (rate * ROUND_SECONDS as f64));
            rate
        };
        let (mut our_costs, mut floor_costs) = (Vec::new(), Vec::new());
        let ours = || rate(loggia.address, &mut our_costs);
        let (ours, floor) = turns(ours, || rate(floor, &mut floor_costs));
        let what = format!("POST create-order-item, {connections} connection(s)");
        ratio(&what, "commands/s", ours, floor);
        say("processor time of each, its client included", "us", Figure::of(our_costs));
        say("processor time of the floor, its client included", "us", Figure::of(floor_costs));
    }
    loggia.stop(&runtime);
}
