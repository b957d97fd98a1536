//! What changed since a visit, and why one sees a record.

use std::time::Duration;

use super::reports::Site;
use super::*;
use crate::http::news::{NEWS_DAYS_MAX, NEWS_PER_USER_MAX};

/// Ids of rows, or what is gone.
fn ids(news: &Value, part: &str) -> Vec<String> {
    let id = |row: &Value| {
        let id = if row["gone"].is_null() { &row["row"]["id"] } else { &row["gone"] };
        format!("{} {}", row["view"].as_str().unwrap(), id.as_str().unwrap_or_default())
    };
    news[part].as_array().unwrap().iter().map(id).collect()
}

impl Site {
    async fn news(&self, since: Instant) -> Value {
        let path = format!("/v1/portal/news?since={since}");
        self.server.get(&self.bo, &path).await.good().json()
    }

    fn hours_pass(&self) -> Instant {
        let then = self.server.app.now();
        self.server.clock.advance(Duration::from_secs(3_600));
        then
    }
}

#[tokio::test]
async fn news_are_what_came_in_changed_and_went() {
    let site = Site::new().await;
    let (server, phase) = (&site.server, &site.phase);
    let tasks = server.get(&site.bo, "/v1/portal/tasks").await.good().json()["rows"].clone();
    let (first, second) = (tasks[0]["id"].clone(), tasks[1]["id"].clone());
    let visit = site.hours_pass();
    assert_eq!(ids(&site.news(visit).await, "new"), Vec::<String>::new());

    let task = json!({ "phase": phase, "title": "Build" });
    let added = server.does("add-task", task).await;
    let assigned = json!({ "task": added, "assignees": [site.person] });
    server.does("assign-task", assigned).await;
    server.does("change-task", json!({ "task": first, "title": "Draw well" })).await;
    server.does("remove-task", json!({ "task": second })).await;

    let news = site.news(visit).await;
    assert_eq!(ids(&news, "new"), [format!("tasks {added}")]);
    // The level opened the phase before; only the task itself is new, and his.
    let because = news["new"][0]["because"].as_array().unwrap().clone();
    assert!(!because.is_empty() && !because.contains(&json!("module_licensed")), "{because:?}");
    assert_eq!(ids(&news, "withdrawn"), [format!("tasks {}", second.as_str().unwrap())]);
    let changed = ids(&news, "changed");
    assert!(changed.contains(&format!("tasks {}", first.as_str().unwrap())), "{changed:?}");
    let task = news["changed"].as_array().unwrap().iter().find(|row| row["row"]["id"] == first);
    assert_eq!(task.unwrap()["fields"], json!(["title"]));
    assert_eq!(task.unwrap()["row"]["title"], "Draw well");
    assert!(!news.to_string().contains("Draw 0"), "what was told then is not told again: {news}");
}

#[tokio::test]
async fn a_field_that_is_told_in_another_form_is_no_change_of_a_row() {
    let site = Site::new().await;
    let visit = site.hours_pass();
    let hidden =
        json!({ "scope": "externals", "fields": [{ "task": "title" }], "access": "masked" });
    site.server.does("set-field-access", hidden).await;
    let news = site.news(visit).await;
    assert_eq!(ids(&news, "changed"), Vec::<String>::new(), "{news}");
}

#[tokio::test]
async fn what_is_withdrawn_by_a_licence_is_told_by_its_id_alone() {
    let site = Site::new().await;
    let visit = site.hours_pass();
    let revoked = json!({ "partner_user": site.bo_id, "module": "projects" });
    site.server.does("revoke-module-licence", revoked).await;
    let news = site.news(visit).await;
    assert!(ids(&news, "withdrawn").contains(&format!("projects {}", site.project)), "{news}");
    assert!(!news.to_string().contains("Tower"), "{news}");
}

#[tokio::test]
async fn why_tells_the_conditions_of_what_is_seen_and_nothing_of_what_is_not() {
    let site = Site::new().await;
    let why = format!("/v1/portal/why/{}", site.project);
    let told = site.server.get(&site.bo, &why).await.good().json();
    assert_eq!(told["view"], "projects");
    let because = told["because"].as_array().unwrap();
    assert!(because.contains(&json!("takes_part")), "{told}");

    let other = json!({ "name": "Bridge", "start": "2026-03-02", "delivery": "joint" });
    let hidden = site.server.does("create-project", other).await;
    let missing = "01234567-89ab-7cde-8f01-23456789abcd";
    let nothing = site.server.get(&site.bo, &format!("/v1/portal/why/{missing}")).await.told();
    let hidden = site.server.get(&site.bo, &format!("/v1/portal/why/{hidden}")).await.told();
    assert_eq!(hidden, nothing);
}

#[tokio::test]
async fn what_is_told_reaches_back_so_far_and_not_ahead() {
    let site = Site::new().await;
    let now = site.server.app.now();
    let days_ago = |days: u32| now.plus_minutes(-i64::from(days) * 24 * 60);
    let news = site.news(days_ago(NEWS_DAYS_MAX + 1)).await;
    assert_eq!(news["since"], json!(days_ago(NEWS_DAYS_MAX)));
    assert!(!ids(&news, "new").is_empty(), "{news}");
    let tomorrow = now.plus_minutes(24 * 60);
    let bad = [String::new(), "?since=yesterday".into(), format!("?since={tomorrow}")];
    for query in bad {
        let path = format!("/v1/portal/news{query}");
        site.server.get(&site.bo, &path).await.is(400, "bad_query");
    }
}

#[tokio::test]
async fn the_last_visit_is_the_one_before_this_session() {
    let server = Server::new().await;
    let login = json!({ "user": "root", "password": PASSWORD });
    let mut visits = Vec::new();
    for _ in 0..2 {
        let answer = server.ask("", "POST", "/v1/session", &[], Some(&login)).await.good();
        let token = answer.json()["token"].as_str().unwrap().to_owned();
        let who = server.get(&token, "/v1/session").await.good().json();
        visits.push(who["who"]["last_visit"].clone());
        server.clock.advance(Duration::from_secs(3 * 3_600 + 600));
    }
    assert_eq!(visits, [Value::Null, json!(Instant::from_micros(MORNING))]);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_partner_takes_no_places_of_others() {
    let site = Site::new().await;
    let path = format!("/v1/portal/news?since={}", site.server.app.now());
    let ask = || site.server.get(&site.bo, &path);
    // Each is held back for a round, so all of them are under way together.
    let (one, two, three) = tokio::join!(ask(), ask(), ask());
    let refused: Vec<_> =
        [one, two, three].into_iter().filter(|answer| !answer.status.is_success()).collect();
    assert_eq!(refused.len(), 3 - NEWS_PER_USER_MAX);
    refused[0].is(429, "too_many_questions");
    ask().await.good();
}
