//! Partners who fetch whatever can be fetched, and hear what it tells.

use std::collections::BTreeSet;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request};
use http_body_util::BodyExt;
use loggia_core::access::UserId;
use loggia_core::id::PartnerUserId;
use loggia_core::scalar::Instant;
use loggia_core::spec::name;
use loggia_tests::story::Story;
use serde_json::{Value, json};
use tower::ServiceExt;
use uuid::Uuid;

use super::super::lists::{List, lists};
use super::super::noninterference::Served;
use super::plant::sorted;
use super::sings;

/// With how many fields each is asked about together.
const NEIGHBOURS: usize = 2;

/// Questions at each address of a record, another part of them for each record.
const BELOW_A_RECORD: usize = 3;

/// A partner, and what was heard.
pub(super) struct Listener<'a> {
    served: &'a Served,
    token: String,
    must_not: Vec<&'static str>,
    pub(super) heard: BTreeSet<&'static str>,
    pub(super) may: Vec<&'static str>,
    pub(super) requests: usize,
}

impl<'a> Listener<'a> {
    pub(super) fn new(served: &'a Served, partner: PartnerUserId) -> Self {
        let token = served.app.mint_local_session(UserId::Partner(partner)).unwrap();
        let token = token.map_or_else(String::new, |token| token.as_str().to_owned());
        let (must_not, may) = sorted(&served.app.world(), partner);
        Self { served, token, must_not, may, heard: BTreeSet::new(), requests: 0 }
    }

    fn listen(&mut self, asked: &str, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        for canary in &self.must_not {
            assert!(!sings(&text, canary), "{asked} tells `{canary}`:\n{text}");
        }
        self.heard.extend(self.may.iter().copied().filter(|canary| sings(&text, canary)));
    }

    pub(super) async fn ask(
        &mut self,
        method: &Method,
        path: &str,
        csv: bool,
        body: Option<&Value>,
    ) -> Value {
        self.requests += 1;
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {}", self.token))
            .header("content-type", "application/json");
        if csv {
            request = request.header("accept", "text/csv");
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let answer = self.served.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        // A server in memory keeps no files: it says so to who would get one.
        let is_file = path.split('?').next().is_some_and(|path| path.ends_with("/content"));
        let failed = parts.status.is_server_error() && !is_file;
        assert!(!failed, "{method} {path}: {}", parts.status);
        self.listen(path, format!("{:?}", parts.headers).as_bytes());
        if path.starts_with("/v1/portal/changes") {
            return Value::Null;
        }
        let bytes = body.collect().await.unwrap().to_bytes();
        self.listen(path, &bytes);
        serde_json::from_slice(&bytes).unwrap_or_default()
    }
}

/// The names of all fields that rows have.
fn field_names(lists: &[List]) -> Vec<String> {
    let names: BTreeSet<String> = lists.iter().flat_map(|list| list.fields.clone()).collect();
    names.into_iter().collect()
}

/// The questions that one operation takes: each parameter, each field, and pairs of them.
fn questions(operation: &Value, fields: &[String], canaries: &[&str], now: Instant) -> Vec<String> {
    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let takes = |name: &str| parameters.iter().any(|p| p["name"] == name && p["in"] == "query");
    let mut all = vec![String::new()];
    if takes("since") {
        all.push(format!("?since={}", now.plus_minutes(-60 * 24 * 60)));
    }
    if !takes("sort") {
        let named = parameters.iter().filter(|p| p["in"] == "query");
        all.extend(named.map(|p| format!("?{}=1", p["name"].as_str().unwrap_or_default())));
        return all;
    }
    for (at, field) in fields.iter().enumerate() {
        let canary = canaries[at % canaries.len()].replace(':', "%3A");
        all.push(format!("?sort={field}"));
        all.push(format!("?sort=-{field}&limit=2"));
        all.push(format!("?{field}={canary}"));
        all.push(format!("?{field}="));
        all.push(format!("?{field}.from={canary}"));
        all.push(format!("?{field}.to={canary}&limit=1"));
        // Each with its neighbours: all pairs of all rows would be more of the same.
        for other in fields.iter().cycle().skip(at).take(NEIGHBOURS) {
            all.push(format!("?sort={field}&{other}.from=2001-01-01T00%3A00%3A00Z"));
            all.push(format!("?sort=-{field}&{other}.to=9999999"));
        }
    }
    for canary in canaries {
        all.push(format!("?q={}", canary.replace(':', "%3A")));
    }
    all.extend(["?q=%E2%80%A2", "?q=canary", "?limit=1", "?cursor=x"].map(str::to_owned));
    all
}

pub(super) async fn visit(listener: &mut Listener<'_>, document: &Value, canaries: &[&str]) {
    let lists = lists(document);
    let fields = field_names(&lists);
    let mut ids: Vec<String> = vec![Uuid::nil().to_string()];
    let top = lists.iter().filter(|list| list.below().is_none());
    let mut open: Vec<(&List, String)> = top.map(|list| (list, list.path.clone())).collect();
    let mut at = 0;
    while let Some((list, path)) = open.get(at).cloned() {
        at += 1;
        let page = listener.ask(&Method::GET, &path, false, None).await;
        let rows = page["rows"].as_array().into_iter().flatten();
        let found: Vec<&str> = rows.filter_map(|row| row["id"].as_str()).collect();
        for id in &found {
            let below = lists.iter().filter(|below| below.below() == Some(list.of()));
            open.extend(below.map(|below| (below, below.path.replace("{id}", id))));
        }
        ids.extend(found.into_iter().map(str::to_owned));
    }
    // A timesheet that waits is in two lists.
    let mut known = BTreeSet::new();
    ids.retain(|id| known.insert(id.clone()));
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let method: Method = method.to_uppercase().parse().unwrap();
            if path == "/v1/session" {
                continue; // A session that ends itself hears nothing more.
            }
            if method != Method::GET {
                let bodies = ids
                    .iter()
                    .map(|id| json!({ "subject": { "work_step": id }, "action": "pause" }));
                // The level of the story lets nobody change these.
                let tasks = ids.iter().rev().map(|id| json!({ "task": id, "status": "done" }));
                let parts = ids.iter().rev().map(|id| json!({ "participant": id }));
                for body in bodies.take(4).chain(tasks.take(4)).chain(parts.take(4)) {
                    listener.ask(&method, &filled(path, &ids[0]), false, Some(&body)).await;
                }
                continue;
            }
            let many = path.starts_with("/v1/portal") && !path.contains('{');
            let which = if path.contains('{') { &ids[..] } else { &ids[..1] };
            let all = questions(operation, &fields, canaries, listener.served.app.now());
            for (nth, id) in which.iter().enumerate() {
                // Below a record, all questions again would only be more of the same.
                let some = if many { all.len() } else { BELOW_A_RECORD };
                let others = all.iter().cycle().skip(1 + nth * BELOW_A_RECORD).take(some - 1);
                for (at, question) in all.iter().take(1).chain(others).enumerate() {
                    let asked = format!("{}{question}", filled(path, id));
                    listener.ask(&method, &asked, at % 3 == 2, None).await;
                }
            }
        }
    }
}

fn filled(path: &str, id: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with('{') { id } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// What the change stream tells when more is reported on everything.
pub(super) async fn follow(served: &Served, partners: &[PartnerUserId], story: &Story) -> usize {
    let mut streams = Vec::new();
    for partner in partners {
        let answer = served.ask(*partner, Method::GET, "/v1/portal/changes", None).await;
        streams.push((*partner, answer.into_body()));
    }
    let root =
        UserId::Staff(match served.app.world().access.user_by_name(&name("root")).unwrap() {
            UserId::Staff(id) => id,
            UserId::Partner(_) => panic!("root is of the house"),
        });
    let token = served.app.mint_local_session(root).unwrap().unwrap();
    let token = format!("Bearer {}", token.as_str());
    let resource = story.own.resources.last().unwrap();
    for called in ["canary-resource-2", "canary-resource"] {
        let body = json!({ "resource": resource, "name": called });
        let request = Request::post("/v1/commands/rename-resource")
            .header("authorization", &token)
            .header("content-type", "application/json")
            .body(Body::from(body.to_string()));
        let answer = served.router.clone().oneshot(request.unwrap()).await.unwrap();
        assert!(answer.status().is_success(), "{}", answer.status());
    }
    let mut told = 0;
    for (partner, mut body) in streams {
        let mut listener = Listener::new(served, partner);
        // `hello`, and both changes where the name of the resource is told.
        while let Ok(Some(Ok(frame))) =
            tokio::time::timeout(Duration::from_millis(300), body.frame()).await
        {
            let Some(data) = frame.data_ref() else { continue };
            listener.listen("the change stream", data);
            told += usize::from(!listener.heard.is_empty());
            listener.heard.clear();
        }
    }
    told
}
