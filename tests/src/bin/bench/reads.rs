//! A list of 500 work steps over HTTP, against a bare handler that answers the same bytes.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::routing::get;
use http_body_util::Full;
use hyper::Request;
use serde_json::json;

use crate::commands::{Loggia, post};
use crate::figure::{ratio, turns};
use crate::load::{self, Make};

const CONNECTIONS: u64 = 32;
const ROUND_SECONDS: u64 = 2;
const STEPS: u32 = 500;

pub fn run() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let loggia = Loggia::start(&runtime);
    let token = runtime.block_on(async { a_partner_with_steps(&loggia).await });
    let path = "/v1/portal/work-steps?limit=500";
    let bytes = runtime.block_on(async { loggia.get(&token, path).await });
    println!("{} bytes a list", bytes.len());

    let body = bytes.clone();
    let bare = Router::new().route(
        "/v1/portal/work-steps",
        get(move || {
            let body = body.clone();
            async move { ([("content-type", "application/json")], body) }
        }),
    );
    let floor = runtime.block_on(load::serve(bare));
    let make = |token: String| -> Make {
        Arc::new(move |_| {
            Request::get(path)
                .header("host", "loggia")
                .header("authorization", format!("Bearer {token}"))
                .body(Full::new(Bytes::new()))
                .expect("a request")
        })
    };
    let rate = |address, token: &str| {
        runtime.block_on(load::rate(address, CONNECTIONS, ROUND_SECONDS, make(token.to_owned())))
    };
    let (ours, floor) = turns(|| rate(loggia.address, &token), || rate(floor, "none"));
    ratio("GET work-steps, 500 rows", "requests/s", ours, floor);
    loggia.stop(&runtime);
}

async fn a_partner_with_steps(loggia: &Loggia) -> String {
    let root = &loggia.root;
    let partner = loggia
        .made(root, "create-partner-user", json!({ "user_name": "ada", "display_name": "Ada" }))
        .await;
    let resource = loggia.made(root, "create-resource", json!({ "name": "Oven" })).await;
    for (command, body) in [
        ("assign-module-licence", json!({ "partner_user": partner, "module": "planning_objects" })),
        ("mark-resource-external", json!({ "resource": resource })),
        ("link-resource", json!({ "partner_user": partner, "resource": resource })),
    ] {
        post(loggia.address, root, command, body).await;
    }
    let order = json!({ "number": "Order 1", "article": "shaft", "quantity": 40 });
    let order = loggia.made(&loggia.planner, "create-production-order", order).await;
    for sequence in 0..STEPS {
        let step = json!({
            "order": order, "sequence": sequence, "name": "hardening", "resource": resource,
            "set_up": 10, "processing": 50,
        });
        post(loggia.address, &loggia.planner, "add-work-step", step).await;
    }
    loggia.session_of("ada")
}
