//! Reports of staff, and the dashboards of partners.

use super::*;

const TASKS: usize = 3;

/// A project in which bo takes part, with tasks of eight hours that are his, time, money, a risk and a
/// milestone that is late.
pub(super) struct Site {
    pub(super) server: Server,
    pub(super) bo: String,
    pub(super) bo_id: String,
    pub(super) project: String,
    pub(super) phase: String,
    pub(super) person: String,
}

impl Site {
    pub(super) async fn new() -> Self {
        Self::with(TASKS).await
    }

    async fn with(tasks: usize) -> Self {
        Self::on(Server::new().await, tasks).await
    }

    pub(super) async fn on(server: Server, tasks: usize) -> Self {
        let me = server.get(&server.root, "/v1/staff/me").await.good().json()["id"].clone();
        let roles = json!({ "staff_user": me, "roles": ["administrator", "delivery_manager"] });
        server.does("set-staff-roles", roles).await;
        let kind = json!({ "partner": "systems_integrator" });
        let account = json!({ "name": "Dorn", "kind": kind, "owner": me });
        let account = server.does("create-account", account).await;
        let contact = json!({ "account": account, "name": "Bo", "email": "bo@dorn.example" });
        let contact = server.does("add-contact", contact).await;
        let enabled = json!({ "contact": contact, "user_name": "bo" });
        let bo_id = server.does("enable-contact", enabled).await;
        let licence = json!({ "partner_user": bo_id, "module": "projects" });
        server.does("assign-module-licence", licence).await;
        let person = server.does("create-person", json!({ "of": { "contact": contact } })).await;
        let project = json!({ "name": "Tower", "start": "2026-03-02", "delivery": "joint" });
        let project = server.does("create-project", project).await;
        let phase = json!({ "project": project, "name": "Design" });
        let phase = server.does("add-phase", phase).await;
        let part = json!({ "phase": phase, "person": person });
        server.does("add-participant", part).await;
        for n in 0..tasks {
            let task = json!({ "phase": phase, "title": format!("Draw {n}"), "planned": 8 });
            let task = server.does("add-task", task).await;
            let assigned = json!({ "task": task, "assignees": [person] });
            server.does("assign-task", assigned).await;
        }
        let bo = server.partner_token(&bo_id);
        Self { server, bo, bo_id, project, phase, person }
    }

    pub(super) async fn filled() -> Self {
        let site = Self::new().await;
        let Self { server, project, phase, person, .. } = &site;
        let on = json!({ "phase": phase });
        let time = json!({ "person": person, "on": on, "day": "2026-03-02", "hours": 6.25 });
        server.does("log-time", time).await;
        for (amount, currency) in [(0.1, "EUR"), (0.2, "EUR"), (5.0, "CHF")] {
            let money = json!({ "amount": amount, "currency": currency });
            let spent = json!({ "person": person, "project": project, "category": "Travel",
                "day": "2026-03-02", "money": money });
            server.does("add-expense", spent).await;
        }
        for (title, impact) in [("Storm", 5), ("Rain", 1)] {
            let details = json!({ "risk": { "impact": impact, "likelihood": 4 } });
            let risk = json!({ "project": project, "title": title, "details": details,
                "audience": "shared" });
            server.does("raise-raid-item", risk).await;
        }
        for (name, actual) in [("Roof", "2026-03-12"), ("Walls", "2026-03-04")] {
            let milestone = json!({ "project": project, "name": name, "target": "2026-03-05",
                "actual": actual, "is_value": true });
            server.does("add-milestone", milestone).await;
        }
        let booked = json!({ "person": person, "phase": phase, "from": "2026-03-02",
            "until": "2026-03-13", "hours": 40, "status": "confirmed" });
        server.does("book-person", booked).await;
        site
    }

    async fn reads(&self, report: &str) -> Vec<Value> {
        let path = format!("/v1/staff/reports/{report}");
        let answer = self.server.get(&self.server.root, &path).await.good();
        answer.json()["rows"].as_array().cloned().unwrap_or_default()
    }

    /// How many records the list holds that a row of a report opens.
    async fn behind(&self, row: &Value) -> usize {
        let path = row["rows"].as_str().unwrap();
        let list = self.server.get(&self.server.root, path).await.good().json();
        list["rows"].as_array().unwrap().len()
    }

    async fn dashboard(&self) -> Value {
        self.server.get(&self.bo, "/v1/portal/dashboard").await.good().json()
    }

    async fn hides(&self, fields: Value, access: &str) {
        let body = json!({ "scope": "externals", "fields": fields, "access": access });
        self.server.does("set-field-access", body).await;
    }
}

#[tokio::test]
async fn every_report_opens_the_records_that_it_counts() {
    let site = Site::filled().await;
    let hours = site.reads("hours").await;
    let told: Vec<_> =
        hours.iter().map(|row| (&row["planned"], &row["logged"], &row["percent"])).collect();
    let (planned, logged, percent) = (json!(24), json!(6.25), json!(26));
    assert_eq!(told, [(&planned, &logged, &percent), (&planned, &logged, &percent)]);
    assert_eq!(
        (hours[0]["phase"].clone(), hours[1]["phase"].clone()),
        (Value::Null, json!(site.phase))
    );
    for row in &hours {
        assert_eq!(row["tasks"], json!(site.behind(row).await));
        assert_eq!(row["timesheets"].as_array().unwrap().len(), 1);
    }

    let expenses = site.reads("expenses?from=2026-03-01&until=2026-03-02").await;
    let sums = json!([{ "amount": 5, "currency": "CHF" }, { "amount": 0.3, "currency": "EUR" }]);
    assert_eq!(
        (expenses.len(), &expenses[0]["sums"], &expenses[0]["expenses"]),
        (1, &sums, &json!(3))
    );
    assert_eq!(site.behind(&expenses[0]).await, 3);
    assert_eq!(site.reads("expenses?from=2026-03-03").await.len(), 0);

    let raid = site.reads("raid").await;
    let told: Vec<_> = raid.iter().map(|row| (&row["band"], &row["items"])).collect();
    assert_eq!(told, [(&json!("low"), &json!(1)), (&json!("critical"), &json!(1))]);
    for row in &raid {
        assert_eq!(site.behind(row).await, 1);
    }

    let slipped = site.reads("milestones?sort=-slipped_days").await;
    let told: Vec<_> = slipped.iter().map(|row| (&row["name"], &row["slipped_days"])).collect();
    assert_eq!(told, [(&json!("Roof"), &json!(7)), (&json!("Walls"), &json!(-1))]);

    let value = site.reads("time-to-value?delivery=joint").await;
    assert_eq!((&value[0]["projects"], &value[0]["median_days"]), (&json!(1), &json!(2)));
    assert_eq!(value[0]["reached"][0]["milestone"], slipped[1]["milestone"]);

    let busy = site.reads("utilisation?from=2026-03-02&until=2026-03-09").await;
    let told: Vec<_> = busy
        .iter()
        .map(|row| (&row["week"], &row["booked_percent"], &row["logged_percent"]))
        .collect();
    let (first, second) = (json!("2026-03-02"), json!("2026-03-09"));
    let (half, some, none) = (json!(50), json!(15), json!(0));
    assert_eq!(told, [(&first, &half, &some), (&second, &half, &none)]);
    assert_eq!(busy[0]["person"], json!(site.person));
    assert_eq!(site.reads("sentiment").await.len(), 0);
    site.server.close().await;
}

#[tokio::test]
async fn reports_are_pages_with_bounds_and_say_what_they_do_not_take() {
    let site = Site::filled().await;
    let (server, root) = (&site.server, &site.server.root);
    let path = |report: &str| format!("/v1/staff/reports/{report}");
    let page = server.get(root, &path("raid?limit=1")).await.good().json();
    let next = page["next"].as_str().unwrap();
    let rest = server.get(root, &path(&format!("raid?limit=1&cursor={next}"))).await.good().json();
    assert_eq!((&rest["rows"][0]["band"], &rest["next"]), (&json!("critical"), &Value::Null));
    let other = path(&format!("raid?limit=1&cursor={next}&project={}", site.project));
    assert_eq!(server.get(root, &other).await.code(), "bad_query");
    let csv = server.get(root, &path("raid?format=csv")).await.good();
    assert!(csv.body.starts_with(b"project,"));
    for refused in [
        "utilisation",
        "utilisation?from=2026-03-02",
        "utilisation?from=2025-03-02&until=2026-04-01",
        "utilisation?from=2026-03-09&until=2026-03-02",
        "expenses?from=yesterday",
        "expenses?from=2026-03-09&until=2026-03-02",
        "expenses?project=7",
        "raid?until=2026-03-02",
        "sentiment?colour=red",
    ] {
        assert_eq!(server.get(root, &path(refused)).await.code(), "bad_query", "{refused}");
    }
    let missing = path(&format!("hours?project={}", nowhere()));
    server.get(root, &missing).await.is(404, "not_found");
    server.get(&site.bo, &path("hours")).await.is(404, "not_found");
    site.server.close().await;
}

#[tokio::test]
async fn a_dashboard_is_what_the_rows_come_to() {
    let site = Site::filled().await;
    let told = site.dashboard().await;
    let money = json!([{ "amount": 5, "currency": "CHF" }, { "amount": 0.3, "currency": "EUR" }]);
    assert_eq!((&told["planned_hours"], &told["logged_hours"]), (&json!(24), &json!(0)));
    assert_eq!(told["my_tasks"], json!([{ "status": "open", "tasks": 3 }]));
    assert_eq!(told["my_weeks"][0]["hours"], json!(6.25));
    assert_eq!(told["my_expenses"], json!([{ "status": "draft", "expenses": 3, "sums": money }]));
    let bands: Vec<_> = told["raid"].as_array().unwrap().iter().map(|row| &row["band"]).collect();
    assert_eq!(bands, [&json!("low"), &json!("critical")]);
    assert_eq!(told["late_milestones"]["milestones"], json!(1));
    assert_eq!(told["late_milestones"]["latest"][0]["days"], json!(7));

    // What is not shared is not counted, and the audit gets the very bytes.
    let details = json!({ "risk": { "impact": 3, "likelihood": 4 } });
    let risk = json!({ "project": site.project, "title": "Theft", "details": details,
        "audience": "internal" });
    site.server.does("raise-raid-item", risk).await;
    assert_eq!(site.dashboard().await, told);
    let seen = format!("/v1/audit/views/{}/dashboard", site.bo_id);
    let seen = site.server.get(&site.server.root, &seen).await.good();
    let own = site.server.get(&site.bo, "/v1/portal/dashboard").await.good();
    assert_eq!(seen.body, own.body);
    let tag = own.header("etag").to_owned();
    let again = [("if-none-match", tag.as_str())];
    let again = site.server.ask(&site.bo, "GET", "/v1/portal/dashboard", &again, None).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    site.server.close().await;
}

#[tokio::test]
async fn a_figure_of_what_is_hidden_masked_or_coarse_is_absent() {
    let site = Site::filled().await;
    let all = site.dashboard().await;
    for (field, access, figures) in [
        (json!({ "task": "planned_hours" }), "coarse", vec!["planned_hours", "logged_percent"]),
        (json!({ "task": "logged_hours" }), "masked", vec!["logged_hours", "logged_percent"]),
        (json!({ "task": "status" }), "hidden", vec!["my_tasks"]),
        (
            json!({ "timesheet": "lines" }),
            "hidden",
            vec!["my_weeks", "logged_hours", "logged_percent"],
        ),
        (json!({ "expense": "status" }), "masked", vec!["my_expenses"]),
        (json!({ "raid_item": "impact" }), "hidden", vec!["raid"]),
        (json!({ "milestone": "actual" }), "coarse", vec!["late_milestones"]),
    ] {
        site.hides(json!([field]), access).await;
        let mut expected = all.clone();
        for figure in figures {
            expected.as_object_mut().unwrap().remove(figure);
        }
        assert_eq!(site.dashboard().await, expected, "{field}");
        site.hides(json!([field]), "read").await;
    }
    site.hides(json!([{ "expense": "money" }]), "coarse").await;
    let told = site.dashboard().await;
    assert_eq!(told["my_expenses"], json!([{ "status": "draft", "expenses": 3 }]));
    site.server.close().await;
}

#[tokio::test]
async fn without_the_module_there_is_no_dashboard() {
    let site = Site::new().await;
    site.dashboard().await;
    let licence = json!({ "partner_user": site.bo_id, "module": "projects" });
    site.server.does("revoke-module-licence", licence).await;
    let nothing = site.server.get(&site.bo, "/v1/nothing").await.told();
    assert_eq!(site.server.get(&site.bo, "/v1/portal/dashboard").await.told(), nothing);
    site.server.close().await;
}
