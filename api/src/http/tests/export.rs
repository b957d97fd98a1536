//! What may be taken along: lists of projects as CSV, as far as the access levels say so.

use super::reports::Site;
use super::*;

/// Lists with an address of their own that belong to projects.
const LISTS: [&str; 6] = ["projects", "tasks", "timesheets", "expenses", "approvals", "bookings"];

/// Lists below one project.
const BELOW: [&str; 9] = [
    "phases",
    "milestones",
    "tasks",
    "participants",
    "health",
    "raid",
    "status-reports",
    "comments",
    "attachments",
];

/// Ways to say CSV; whatever of them is in the header is in the second.
const SPELLINGS: [(&str, Option<&str>); 6] = [
    ("?format=csv", None),
    ("?format=%63sv", None),
    ("?%66ormat=c%73%76", None),
    ("?limit=1&format=%63%73%76&", None),
    ("", Some("text/csv")),
    ("?limit=1", Some("Text/CSV;q=0.9, application/json")),
];

const SEES_ALL: [(&str, &str); 7] = [
    ("project_view", "read"),
    ("phase_view", "all"),
    ("task_view", "project"),
    ("milestone_view", "yes"),
    ("participant_view", "all"),
    ("raid_view", "shared"),
    ("status_report_view", "shared"),
];

impl Site {
    async fn level(&self, name: &str, export: &str) -> String {
        let others = [("health_view", "yes"), ("export", export)];
        let permitted = SEES_ALL.iter().chain(&others);
        let permissions: serde_json::Map<_, _> =
            permitted.map(|(what, how)| ((*what).to_owned(), json!(how))).collect();
        let level = json!({ "name": name, "permissions": permissions });
        self.server.does("create-access-level", level).await
    }

    /// The portal's answer, which is the audit's.
    async fn taken(&self, path: &str, (query, accept): (&str, Option<&str>)) -> Answer {
        let headers: Vec<_> = accept.map(|accept| ("accept", accept)).into_iter().collect();
        let ask = async |token: &str, path: String| {
            self.server.ask(token, "GET", &path, &headers, None).await
        };
        let own = ask(&self.bo, format!("/v1/portal/{path}{query}")).await;
        let seen = format!("/v1/audit/views/{}/{path}{query}", self.bo_id);
        let seen = ask(&self.server.root, seen).await;
        assert_eq!((seen.status, &seen.body), (own.status, &own.body), "{path}{query} {accept:?}");
        own
    }
}

#[tokio::test]
async fn a_list_that_stays_here_is_no_csv_however_it_is_spelled() {
    let site = Site::filled().await;
    let module = json!({ "partner_user": site.bo_id, "module": "planning_objects" });
    site.server.does("assign-module-licence", module).await;
    let stays = site.level("reader", "no").await;
    let default = json!({ "scope": "externals", "access_level": stays });
    site.server.does("set-default-access-level", default).await;
    let tasks = site.server.get(&site.bo, "/v1/portal/tasks").await.good().json();
    let task = tasks["rows"][0]["id"].as_str().unwrap().to_owned();
    let mut paths: Vec<String> = LISTS.iter().map(|list| (*list).to_owned()).collect();
    paths.extend(BELOW.iter().map(|list| format!("projects/{}/{list}", site.project)));
    paths.extend(["comments", "attachments"].map(|list| format!("tasks/{task}/{list}")));
    for path in &paths {
        site.taken(path, ("", None)).await.good();
        site.taken(path, ("?format=json", Some("text/csv"))).await.good();
        for spelling in SPELLINGS {
            site.taken(path, spelling).await.is(403, "level_permits_not");
        }
    }
    for list in ["work-steps", "processes", "orders", "order-items"] {
        for spelling in SPELLINGS {
            let csv = site.taken(list, spelling).await.good();
            assert!(csv.header("content-type").starts_with("text/csv"), "{list} {spelling:?}");
        }
    }
    // As soon as the level says so, the same is taken along; and never out of a page kept before.
    let goes = site.level("taker", "yes").await;
    let default = json!({ "scope": "externals", "access_level": goes });
    site.server.does("set-default-access-level", default).await;
    for path in &paths {
        for spelling in SPELLINGS {
            let csv = site.taken(path, spelling).await.good();
            assert!(csv.header("content-type").starts_with("text/csv"), "{path} {spelling:?}");
        }
    }
    let default = json!({ "scope": "externals", "access_level": stays });
    site.server.does("set-default-access-level", default).await;
    for path in &paths {
        site.taken(path, ("?format=csv", None)).await.is(403, "level_permits_not");
    }
    site.server.close().await;
}

#[tokio::test]
async fn remarks_are_taken_along_as_the_level_in_their_project_says() {
    let site = Site::filled().await;
    let (stays, goes) = (site.level("reader", "no").await, site.level("taker", "yes").await);
    let default = json!({ "scope": "externals", "access_level": goes });
    site.server.does("set-default-access-level", default).await;
    let project = json!({ "name": "Bridge", "start": "2026-03-02", "delivery": "joint" });
    let other = site.server.does("create-project", project).await;
    let phase = json!({ "project": other, "name": "Design" });
    let phase = site.server.does("add-phase", phase).await;
    let part = json!({ "phase": phase, "person": site.person, "access_level": stays });
    site.server.does("add-participant", part).await;
    let task = json!({ "phase": phase, "title": "Span" });
    let task = site.server.does("add-task", task).await;
    let tasks = site.server.get(&site.bo, "/v1/portal/tasks").await.good().json();
    let tasks = tasks["rows"].as_array().unwrap();
    let own = tasks.iter().find(|task| task["project_id"] == json!(site.project)).unwrap();
    let own = own["id"].as_str().unwrap();
    for list in ["comments", "attachments"] {
        for about in [format!("projects/{}", site.project), format!("tasks/{own}")] {
            site.taken(&format!("{about}/{list}"), ("?format=csv", None)).await.good();
        }
        for about in [format!("projects/{other}"), format!("tasks/{task}")] {
            let refused = site.taken(&format!("{about}/{list}"), ("?format=csv", None)).await;
            refused.is(403, "level_permits_not");
        }
    }
    // A list of all projects is as narrow as the narrowest of them.
    site.taken("tasks", ("?format=csv", None)).await.is(403, "level_permits_not");
    site.server.close().await;
}

#[tokio::test]
async fn a_list_that_is_not_there_answers_nothing_else_whatever_is_asked() {
    let site = Site::filled().await;
    let below = BELOW.map(|list| format!("projects/{}/{list}", site.project));
    let module = json!({ "partner_user": site.bo_id, "module": "projects" });
    site.server.does("revoke-module-licence", module).await;
    let nothing = site.server.get(&site.bo, "/v1/nothing").await.told();
    let production = ["work-steps", "processes", "orders", "order-items", "colleagues"];
    let lists = LISTS.into_iter().chain(production).map(str::to_owned).chain(below);
    for path in lists {
        for query in ["", "?nonsense=1", "?limit=0", "?%zz", "?format=csv", "?format=%63sv&q="] {
            let answer = site.server.get(&site.bo, &format!("/v1/portal/{path}{query}")).await;
            assert_eq!(answer.told(), nothing, "{path}{query}");
        }
    }
    site.server.close().await;
}

#[tokio::test]
async fn the_audit_has_no_address_that_the_portal_has_not() {
    let site = Site::filled().await;
    let profile = site.server.get(&site.bo, "/v1/portal/profile").await.good().json();
    let sheets = site.server.get(&site.bo, "/v1/portal/timesheets").await.good().json();
    let sheet = sheets["rows"][0]["id"].as_str().unwrap();
    for path in [
        format!("profile/{}", profile["id"].as_str().unwrap_or(&site.person)),
        format!("approvals/{sheet}"),
        format!("participants/{}", site.person),
    ] {
        site.server.get(&site.bo, &format!("/v1/portal/{path}")).await.is(404, "not_found");
        let seen = format!("/v1/audit/views/{}/{path}", site.bo_id);
        site.server.get(&site.server.root, &seen).await.is(404, "not_found");
    }
    site.taken(&format!("timesheets/{sheet}"), ("", None)).await.good();
    site.taken("profile", ("", None)).await.good();
    site.server.close().await;
}
