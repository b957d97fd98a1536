//! What lies outside a partner's scope changes no byte of what the partner gets over HTTP: bodies,
//! headers, ETags, cursors, the ids of the change stream, problems (law 7).

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request};
use http_body_util::BodyExt;
use loggia_api::app::{App, AppOptions};
use loggia_api::http;
use loggia_api::mail::Post;
use loggia_core::access::{PartnerType, UserId};
use loggia_core::id::{
    AttachmentId, BookingId, CommentId, ExpenseId, PartnerUserId, ProjectId, RaidItemId, TaskId,
    TimesheetId, WorkStepId,
};
use loggia_store::{Block, Log, ManualClock, MemoryLog, SealedCommit};
use loggia_tests::moves::{Move, any_move};
use loggia_tests::project_moves::Reach;
use loggia_tests::story::{Story, Teller};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// Pairs of each of the two tests below; `LOGGIA_SOAK` multiplies them.
const PAIRS: u32 = 2_500;

/// Foreign records of a pair whose ids the partner asks for at every address; another part of them
/// for each pair.
const STRANGE: usize = 3;

/// Own moves of a story, and foreign ones among them.
const MOVES_MAX: usize = 24;

/// A Loggia that stands at the end of a story.
pub struct Served {
    pub app: App,
    pub router: Router,
    /// Who has signed in.
    tokens: Mutex<BTreeMap<PartnerUserId, String>>,
}

impl Served {
    pub fn at_the_end_of(story: &Story) -> Self {
        Self::sending(story, None)
    }

    /// The same, with a way out for mails, or none.
    pub fn sending(story: &Story, mail: Option<Post>) -> Self {
        let mut log = MemoryLog::new();
        for part in story.commits.chunks(64) {
            let seal = |commit: &_| SealedCommit::seal(Clone::clone(commit), [9; 16]).unwrap();
            let block = Block { after: log.head(), commits: part.iter().map(seal).collect() };
            log.append(&block).unwrap();
        }
        let clock = Arc::new(ManualClock::new(story.now));
        let options =
            AppOptions { clock, mail, news_round: Duration::ZERO, ..AppOptions::default() };
        let app = App::over(Box::new(log), [5; 32], options).unwrap();
        Self { router: http::router(app.clone()), app, tokens: Mutex::default() }
    }

    /// What a partner signs in with; empty for whom may not.
    fn token(&self, partner: PartnerUserId) -> String {
        let mint = || {
            let token = self.app.mint_local_session(UserId::Partner(partner)).unwrap();
            token.map_or_else(String::new, |token| token.as_str().to_owned())
        };
        self.tokens.lock().unwrap().entry(partner).or_insert_with(mint).clone()
    }

    pub async fn ask(
        &self,
        partner: PartnerUserId,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> axum::http::Response<Body> {
        let token = self.token(partner);
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", "application/json");
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap()
    }

    /// The whole answer as text, but for the request's own id.
    pub async fn told(
        &self,
        partner: PartnerUserId,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> (String, Value) {
        let answer = self.ask(partner, method, path, body).await;
        let (parts, body) = answer.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let json = serde_json::from_slice(&body).unwrap_or_default();
        (format!("{path} {} {}\n{body:?}", parts.status, headers(&parts.headers)), json)
    }

    /// The first frame of the change stream: where the follower stands.
    async fn hello(&self, partner: PartnerUserId) -> String {
        let answer = self.ask(partner, Method::GET, "/v1/portal/changes", None).await;
        let (parts, mut body) = answer.into_parts();
        let told = format!("changes {} {}", parts.status, headers(&parts.headers));
        match parts.status.is_success() {
            true => format!("{told}\n{:?}", body.frame().await.unwrap().unwrap()),
            false => format!("{told}\n{:?}", body.collect().await.unwrap().to_bytes()),
        }
    }

    /// Everything that a partner asks: all lists page by page, items, reports, what is hidden or
    /// missing, bad questions, feedback.
    pub async fn everything(&self, partner: PartnerUserId, strange: &[String]) -> Vec<String> {
        let get = |path: String| async move { self.told(partner, Method::GET, &path, None).await };
        let mut all = vec![get("/v1/portal".into()).await.0, self.hello(partner).await];
        for one in ["dashboard", "profile"] {
            all.push(get(format!("/v1/portal/{one}")).await.0);
        }
        // From within most stories, from before the short ones.
        let since = self.app.now().plus_minutes(-240);
        all.push(get(format!("/v1/portal/news?since={since}")).await.0);
        let lists = ["work-steps", "processes", "orders", "order-items", "projects", "tasks"];
        let more = ["timesheets", "expenses", "approvals", "bookings"];
        for list in lists.into_iter().chain(more) {
            let mut path = format!("/v1/portal/{list}?limit=3");
            let mut ids = Vec::new();
            loop {
                let (told, json) = get(path).await;
                all.push(told);
                let rows = json["rows"].as_array().into_iter().flatten();
                ids.extend(rows.filter_map(|row| row["id"].as_str().map(str::to_owned)));
                let Some(cursor) = json["next"].as_str() else { break };
                path = format!("/v1/portal/{list}?limit=3&cursor={cursor}");
            }
            for id in ids.iter().take(1).chain(strange) {
                all.push(get(format!("/v1/portal/{list}/{id}")).await.0);
                all.push(get(format!("/v1/portal/why/{id}")).await.0);
                let below: &[&str] = match list {
                    "projects" => &[
                        "phases",
                        "milestones",
                        "tasks",
                        "participants",
                        "health",
                        "raid",
                        "status-reports",
                        "comments",
                        "attachments",
                    ],
                    "tasks" | "expenses" => &["comments", "attachments"],
                    "timesheets" | "approvals" | "bookings" => &[],
                    _ => &["feedback"],
                };
                for part in below {
                    all.push(get(format!("/v1/portal/{list}/{id}/{part}")).await.0);
                }
            }
            if list == "tasks" {
                for id in ids.iter().take(1).chain(strange) {
                    let body = json!({ "task": id, "status": "done" });
                    let path = "/v1/commands/set-task-status";
                    all.push(self.told(partner, Method::POST, path, Some(body)).await.0);
                }
            }
            for (lists, command, field) in [
                ("timesheets", "submit-timesheet", "timesheet"),
                ("expenses", "submit-expense", "expense"),
                ("bookings", "cancel-booking", "booking"),
            ] {
                for id in ids.iter().take(1).chain(strange).filter(|_| list == lists) {
                    let path = format!("/v1/commands/{command}");
                    let body = Some(json!({ field: id }));
                    all.push(self.told(partner, Method::POST, &path, body).await.0);
                }
            }
            if list == "projects" {
                for id in strange {
                    all.push(get(format!("/v1/portal/raid/{id}")).await.0);
                    all.push(get(format!("/v1/portal/status-reports/{id}")).await.0);
                    let body = Some(json!({ "item": id, "status": "closed" }));
                    let path = "/v1/commands/set-raid-status";
                    all.push(self.told(partner, Method::POST, path, body).await.0);
                    let said = json!({ "about": { "task": id }, "text": "here" });
                    let path = "/v1/commands/add-comment";
                    all.push(self.told(partner, Method::POST, path, Some(said)).await.0);
                    for remark in ["comments", "attachments"] {
                        all.push(get(format!("/v1/portal/{remark}/{id}")).await.0);
                    }
                    all.push(get(format!("/v1/portal/attachments/{id}/content")).await.0);
                }
                let items: Vec<_> = strange.iter().map(|id| json!({ "timesheet": id })).collect();
                let path = "/v1/commands/submit-timesheet/batch";
                let body = Some(json!({ "items": items }));
                all.push(self.told(partner, Method::POST, path, body).await.0);
            }
            all.push(get(format!("/v1/portal/{list}?sort=-status&q=step")).await.0);
            all.push(get(format!("/v1/portal/{list}?customer_project=x")).await.0);
            all.push(get(format!("/v1/portal/{list}?format=csv")).await.0);
            if list == "work-steps" {
                for id in ids.iter().take(1).chain(strange) {
                    let body = json!({ "subject": { "work_step": id }, "action": "start" });
                    let path = "/v1/commands/report-feedback";
                    let asked = self.told(partner, Method::POST, path, Some(body)).await;
                    all.push(asked.0);
                }
            }
        }
        all
    }
}

fn headers(headers: &axum::http::HeaderMap) -> String {
    let mut lines: Vec<String> = headers
        .iter()
        .filter(|(name, _)| name.as_str() != "x-request-id")
        .map(|(name, value)| format!("{name}: {value:?}"))
        .collect();
    lines.sort();
    lines.join("; ")
}

/// How a story begins in which a stranger has things of every kind.
static DISTURBED: LazyLock<Story> = LazyLock::new(|| {
    let mut story = Story::begin();
    story.partner_of_firm(Teller::Foreign, "eve", PartnerType::Supplier);
    story.play(Teller::Foreign, &Move::Resource);
    story.play(Teller::Foreign, &Move::Order(None));
    story.play(Teller::Foreign, &Move::Step(0, 0, 1));
    story.project(Teller::Foreign);
    story
});

fn holds(runtime: &Runtime, own: &[Move], intrusions: &[(u8, Move)]) -> Result<(), TestCaseError> {
    let mut alone = Story::begin();
    let mut disturbed = DISTURBED.clone();
    for (at, next) in own.iter().enumerate() {
        for (_, intrusion) in
            intrusions.iter().filter(|(when, _)| usize::from(*when) % own.len() == at)
        {
            disturbed.play(Teller::Foreign, intrusion);
        }
        alone.play(Teller::Own, next);
        disturbed.play(Teller::Own, next);
    }
    // What exists in the disturbed story only, hidden there and missing here.
    let foreign = &disturbed.foreign;
    let hidden = foreign.steps.iter().take(1).map(WorkStepId::to_string);
    let projects = foreign.projects.iter().take(1).map(ProjectId::to_string);
    let tasks = foreign.tasks.last().into_iter().map(TaskId::to_string);
    let raid = foreign.raid.iter().take(1).map(RaidItemId::to_string);
    let sheets = foreign.timesheets.iter().take(1).map(TimesheetId::to_string);
    let expenses = foreign.expenses.iter().take(1).map(ExpenseId::to_string);
    let comments = foreign.comments.iter().take(1).map(CommentId::to_string);
    let files = foreign.attachments.iter().take(1).map(AttachmentId::to_string);
    let bookings = foreign.bookings.iter().take(1).map(BookingId::to_string);
    let effort = raid.chain(sheets).chain(expenses);
    let effort = effort.chain(comments).chain(files).chain(bookings);
    let mut strange: Vec<String> = hidden.chain(projects).chain(tasks).chain(effort).collect();
    prop_assert_eq!(strange.len(), 9);
    strange.rotate_left((own.len() * MOVES_MAX + intrusions.len()) % 9);
    strange.truncate(STRANGE);
    let (quiet, noisy) = (Served::at_the_end_of(&alone), Served::at_the_end_of(&disturbed));
    // One of the three, another one for each pair.
    let at = own.len() % alone.own.partners.len();
    let Some(partner) = alone.own.partners.get(at) else { return Ok(()) };
    runtime.block_on(async {
        let (one, other) = tokio::join!(
            quiet.everything(*partner, &strange),
            noisy.everything(*partner, &strange)
        );
        prop_assert_eq!(one, other);
        Ok(())
    })?;
    quiet.app.shutdown().unwrap();
    noisy.app.shutdown().unwrap();
    Ok(())
}

fn run(seed: u8, reach: Reach) {
    let cases = PAIRS * loggia_tests::soak();
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let harmless = any_move()
        .prop_filter("what is noticed is no stranger's", move |next| next.is_a_strangers(reach));
    let intrusions = proptest::collection::vec((any::<u8>(), harmless), 1..MOVES_MAX);
    let own = any_move().prop_filter_map("depends on strangers", move |next| next.reaching(reach));
    let pairs = (proptest::collection::vec(own, 1..MOVES_MAX), intrusions);
    let runtime = Runtime::new().unwrap();
    runner.run(&pairs, |(own, foreign)| holds(&runtime, &own, &foreign)).unwrap();
}

#[test]
fn strangers_in_the_same_project_change_no_byte_over_http() {
    run(21, Reach::Assigned);
}

#[test]
fn strangers_change_no_byte_over_http_whatever_the_level() {
    run(22, Reach::All);
}
