//! Every operation of the served OpenAPI document, asked by nobody, by two partners, and by each role
//! of staff alone: who may gets in, and everybody else is told exactly what the tables of permits
//! say. An operation that has no place in [`door`] fails the walk.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpStream;

use loggia_core::access::UserId;
use loggia_core::actor::{Actor, Role};
use loggia_core::command::CommandKind;
use loggia_core::delivery::{About, AttachFile, Audience, FileBrief, MediaType};
use loggia_core::id::{PartnerUserId, StaffUserId, TaskId};
use loggia_core::permit::{Partners, Query, may_ask, may_read, permit};
use loggia_core::scalar::{ContentHash, FileName, FileSize, Instant};
use loggia_core::spec::{MORNING, name};
use loggia_tests::ask::{Answer, Client};
use loggia_tests::inside::Inside;
use serde_json::{Value, json};

use super::sample::{self, NOWHERE};

/// The name of the import that the walk looks at.
const IMPORT: &str = "01234567-89ab-7cde-8f01-0123456789ab";

/// To whom an operation is open.
#[derive(Clone, Copy, Debug)]
enum Door {
    /// Everybody, logged in or not.
    Anybody,
    /// Everybody who is logged in, for what is his own.
    Own,
    /// Partners, for what they see.
    Portal,
    /// Who may ask for the command.
    Command(CommandKind),
    /// Who may read it.
    Staff(Query),
    /// Who may read it; to all others it is not there.
    Unseen(Query),
}

/// The whole agreement. It does not follow from the code: whoever adds an operation decides here.
fn door(method: &str, path: &str) -> Option<Door> {
    use Query as Q;
    if path.starts_with("/v1/commands/") && path.ends_with("/batch") {
        // Who may ask for one is said of each item.
        return (method == "post").then_some(Door::Own);
    }
    if let Some(name) = path.strip_prefix("/v1/commands/") {
        let kind = CommandKind::ASKED.iter().find(|kind| kind.kebab() == name);
        return kind.filter(|_| method == "post").map(|kind| Door::Command(*kind));
    }
    if path == "/v1/portal" || path.starts_with("/v1/portal/") {
        return (method == "get").then_some(Door::Portal);
    }
    Some(match (method, path) {
        ("get", "/livez" | "/readyz" | "/v1/session")
        | (
            "post",
            "/v1/session"
            | "/v1/invitations/accept"
            | "/v1/password-resets"
            | "/v1/password-resets/use",
        ) => Door::Anybody,
        ("get", "/metrics") => Door::Unseen(Q::Metrics),
        ("delete", "/v1/session" | "/v1/sessions/{id}" | "/v1/tokens/{id}")
        | ("get", "/v1/sessions" | "/v1/tokens")
        | ("post", "/v1/tokens")
        | ("put", "/v1/users/{id}/password") => Door::Own,
        ("get", "/v1/staff/me") => Door::Staff(Q::Me),
        ("get", "/v1/staff/staff-users" | "/v1/staff/staff-users/{id}") => {
            Door::Staff(Q::StaffUsers)
        }
        ("get", "/v1/staff/partner-users" | "/v1/staff/partner-users/{id}") => {
            Door::Staff(Q::PartnerUsers)
        }
        ("get", "/v1/staff/accounts" | "/v1/staff/accounts/{id}") => Door::Staff(Q::Accounts),
        ("get", "/v1/staff/contacts" | "/v1/staff/contacts/{id}") => Door::Staff(Q::Contacts),
        ("get", "/v1/staff/licences" | "/v1/staff/licences/{kind}/holders") => {
            Door::Staff(Q::Licences)
        }
        ("get", "/v1/staff/field-security") => Door::Staff(Q::FieldSecurity),
        ("get", "/v1/ops/mails") => Door::Staff(Q::Outbox),
        ("get", "/v1/staff/resources" | "/v1/staff/resources/{id}") => Door::Staff(Q::Resources),
        ("get", "/v1/staff/order-items" | "/v1/staff/order-items/{id}") => {
            Door::Staff(Q::OrderItems)
        }
        ("get", "/v1/staff/orders" | "/v1/staff/orders/{id}") => Door::Staff(Q::Orders),
        ("get", "/v1/staff/work-steps" | "/v1/staff/work-steps/{id}") => Door::Staff(Q::WorkSteps),
        ("get", "/v1/staff/processes" | "/v1/staff/processes/{id}") => Door::Staff(Q::Processes),
        ("get", "/v1/staff/access-levels" | "/v1/staff/access-levels/{id}") => {
            Door::Staff(Q::AccessLevels)
        }
        ("get", "/v1/staff/persons" | "/v1/staff/persons/{id}") => Door::Staff(Q::Persons),
        (
            "get",
            "/v1/staff/projects"
            | "/v1/staff/projects/{id}"
            | "/v1/staff/phases"
            | "/v1/staff/phases/{id}"
            | "/v1/staff/participants"
            | "/v1/staff/participants/{id}"
            | "/v1/staff/milestones"
            | "/v1/staff/milestones/{id}"
            | "/v1/staff/tasks"
            | "/v1/staff/tasks/{id}"
            | "/v1/staff/raid"
            | "/v1/staff/raid/{id}"
            | "/v1/staff/status-reports"
            | "/v1/staff/status-reports/{id}",
        ) => Door::Staff(Q::Projects),
        (
            "get",
            "/v1/staff/timesheets" | "/v1/staff/timesheets/{id}" | "/v1/staff/effort-settings",
        ) => Door::Staff(Q::Timesheets),
        ("get", "/v1/staff/expenses" | "/v1/staff/expenses/{id}") => Door::Staff(Q::Expenses),
        (
            "get",
            "/v1/staff/bookings"
            | "/v1/staff/bookings/{id}"
            | "/v1/staff/comments"
            | "/v1/staff/comments/{id}"
            | "/v1/staff/attachments"
            | "/v1/staff/attachments/{id}"
            | "/v1/staff/attachments/{id}/content",
        ) => Door::Staff(Q::Projects),
        ("get", path) if path.starts_with("/v1/audit/views/") => Door::Staff(Q::AuditViews),
        ("get", path) if path.starts_with("/v1/staff/reports/") => Door::Staff(Q::Reports),
        ("get", "/v1/audit/why/{partner}/{record}") => Door::Staff(Q::AuditWhy),
        ("get", "/v1/audit/who/{record}") => Door::Staff(Q::AuditWho),
        ("post", "/v1/audit/what-if") => Door::Staff(Q::AuditWhatIf),
        ("get", "/v1/audit/history/{record}") => Door::Staff(Q::AuditHistory),
        ("get", "/v1/audit/commits") => Door::Staff(Q::AuditCommits),
        ("get", "/v1/ops/status") => Door::Staff(Q::OpsStatus),
        ("post", "/v1/ops/rebuild") => Door::Staff(Q::StartRebuild),
        ("get", "/v1/ops/rebuild/{id}") => Door::Staff(Q::LookAtRebuild),
        ("delete", "/v1/ops/rebuild/{id}") => Door::Staff(Q::StopRebuild),
        ("post", "/v1/ops/verify") => Door::Staff(Q::StartVerify),
        ("get", "/v1/ops/verify/{id}") => Door::Staff(Q::LookAtVerify),
        ("delete", "/v1/ops/verify/{id}") => Door::Staff(Q::StopVerify),
        ("post", "/v1/imports/production") => Door::Staff(Q::Import),
        ("post", "/v1/imports/partners") => Door::Staff(Q::ImportPartners),
        ("post", "/v1/imports/plan") => Door::Staff(Q::ImportPlan),
        ("post", "/v1/imports/timesheets") => Door::Staff(Q::ImportTimesheets),
        ("post", "/v1/imports/expenses") => Door::Staff(Q::ImportExpenses),
        ("get", "/v1/imports/{id}") => Door::Staff(Q::LookAtImport),
        ("delete", "/v1/imports/{id}") => Door::Staff(Q::StopImport),
        _ => return None,
    })
}

/// Somebody who walks.
struct Visitor {
    name: String,
    /// None: not logged in.
    actor: Option<Actor>,
    id: String,
}

/// A place with something behind every door.
struct Place {
    server: Inside,
    partner: String,
    step: String,
    rebuild: String,
    verify: String,
    project: Project,
}

/// A project in which `ada` takes part, and a colleague of hers whom somebody may send away.
struct Project {
    project: String,
    phase: String,
    milestone: String,
    task: String,
    /// That the colleague takes part.
    participant: String,
    /// The person that `ada` is.
    person: String,
    /// A task that somebody may remove.
    removable: String,
    raid_item: String,
    /// A draft that staff wrote and published.
    report: String,
    /// Of `ada`, as are the expenses, of which the second may be removed.
    timesheet: String,
    expenses: [String; 2],
    /// Of staff, about the task, as are the files; the second of each may be removed.
    comments: [String; 2],
    attachments: [String; 2],
    /// Of `ada`; the second may be cancelled.
    bookings: [String; 2],
}

impl Project {
    fn new(server: &Inside, root: &Client, firm: &str, ada: &str) -> Self {
        let colleague = json!({ "account": firm, "name": "zoe", "email": "zoe@example.com" });
        let colleague = root.made("add-contact", &colleague);
        let person = |contact| root.made("create-person", &json!({ "of": { "contact": contact } }));
        let (person, colleague) = (person(ada), person(&colleague));
        let level = json!({ "name": "lead", "permissions": { "project_view": "read" } });
        root.made("create-access-level", &level);
        let project = root.made("create-project", &json!({ "name": "tower" }));
        let phase = root.made("add-phase", &json!({ "project": project, "name": "design" }));
        let joins = |person: &str| json!({ "phase": phase, "person": person });
        root.made("add-participant", &joins(&person));
        let participant = root.made("add-participant", &joins(&colleague));
        let milestone = json!({ "project": project, "phase": phase, "name": "roof" });
        let milestone = root.made("add-milestone", &milestone);
        let task = |title| root.made("add-task", &json!({ "phase": phase, "title": title }));
        let (task, removable) = (task("draw"), task("check"));
        let risk = json!({ "risk": { "impact": 2, "likelihood": 3 } });
        let raid_item = json!({ "project": project, "title": "flood", "details": risk });
        let raid_item = root.made("raise-raid-item", &raid_item);
        let report = json!({
            "project": project, "from": "2026-03-02", "to": "2026-03-06", "scope": "green",
            "schedule": "green", "budget": "green", "resources": "green", "summary": "dry",
        });
        let report = root.made("write-status-report", &report);
        root.command("submit-status-report", &json!({ "report": report }));
        root.command("publish-status-report", &json!({ "report": report }));
        let on = json!({ "phase": phase });
        let worked = json!({ "person": person, "on": on, "day": "2026-03-04", "hours": 2.5 });
        let timesheet = root.made("log-time", &worked);
        let expenses = ["travel", "meals"].map(|category| {
            let money = json!({ "amount": 12.5, "currency": "EUR" });
            let spent = json!({
                "person": person, "project": project, "category": category, "day": "2026-03-04",
                "money": money,
            });
            root.made("add-expense", &spent)
        });
        let about = json!({ "task": task });
        let said = json!({ "about": about, "text": "look" });
        let comments = [(); 2].map(|()| root.made("add-comment", &said));
        let file = FileBrief {
            name: FileName::new("plan.pdf").expect("a name"),
            media_type: MediaType::Pdf,
            size: FileSize::new(1_000).expect("a size"),
            sha256: ContentHash::new([7; 32]),
        };
        let about = About::Task(TaskId(task.parse().expect("a uuid")));
        let by = server.app.world().access.user_by_name(&name("root"));
        let Some(UserId::Staff(by)) = by else { panic!("root is staff") };
        let attach = AttachFile { about, file, audience: Audience::Shared };
        let attachments =
            [(); 2].map(|()| server.made(Actor::Staff(by), attach.clone()).to_string());
        let booking = json!({
            "person": person, "phase": phase, "from": "2026-03-04", "until": "2026-03-06", "hours": 8,
        });
        let bookings = [(); 2].map(|()| root.made("book-person", &booking));
        Self {
            project,
            phase,
            milestone,
            task,
            participant,
            person,
            removable,
            raid_item,
            report,
            timesheet,
            expenses,
            comments,
            attachments,
            bookings,
        }
    }

    /// Puts what there is where a partner's command takes it: what is hidden from all would answer
    /// as if the command were not there.
    fn fill(&self, operation: &str, body: &mut Value) {
        let of_partners = [
            "change_project",
            "set_project_health",
            "change_phase",
            "add_participant",
            "remove_participant",
            "change_milestone",
            "add_task",
            "change_task",
            "set_task_status",
            "remove_task",
            "raise_raid_item",
            "change_raid_item",
            "set_raid_status",
            "link_raid_item",
            "raise_issue_from_risk",
            "write_status_report",
            "change_status_report",
            "submit_status_report",
            "recall_status_report",
            "log_time",
            "submit_timesheet",
            "recall_timesheet",
            "approve_timesheet",
            "reject_timesheet",
            "add_expense",
            "change_expense",
            "remove_expense",
            "submit_expense",
            "recall_expense",
            "approve_expense",
            "reject_expense",
            "set_skills",
            "set_availability",
            "book_person",
            "change_booking",
            "cancel_booking",
            "add_comment",
            "change_comment",
            "remove_comment",
            "remove_attachment",
        ];
        if !of_partners.contains(&operation) {
            return;
        }
        let task = if operation == "remove_task" { &self.removable } else { &self.task };
        let nth =
            |of: &'_ [String; 2], removes: &str| of[usize::from(operation == removes)].clone();
        let expense = &nth(&self.expenses, "remove_expense");
        let comment = &nth(&self.comments, "remove_comment");
        let attachment = &nth(&self.attachments, "remove_attachment");
        let booking = &nth(&self.bookings, "cancel_booking");
        if body.get("on").is_some() {
            body["on"] = json!({ "phase": self.phase });
        }
        if body.get("about").is_some() {
            body["about"] = json!({ "task": self.task });
        }
        for (field, id) in [
            ("project", &self.project),
            ("phase", &self.phase),
            ("milestone", &self.milestone),
            ("task", task),
            ("participant", &self.participant),
            ("person", &self.person),
            ("item", &self.raid_item),
            ("risk", &self.raid_item),
            ("report", &self.report),
            ("timesheet", &self.timesheet),
            ("expense", expense),
            ("comment", comment),
            ("attachment", attachment),
            ("booking", booking),
        ] {
            if body.get(field).is_some() {
                body[field] = json!(id);
            }
        }
    }
}

impl Place {
    fn new() -> Self {
        let server = Inside::at(Instant::from_micros(MORNING));
        let root = server.root();
        let me = root.get("/v1/staff/me").good().json()["id"].clone();
        let roles = ["administrator", "planner", "operator", "delivery_manager"];
        let roles = json!({ "staff_user": me, "roles": roles });
        root.command("set-staff-roles", &roles);
        let kind = json!({ "partner": "supplier" });
        let firm =
            root.made("create-account", &json!({ "name": "firm", "kind": kind, "owner": me }));
        root.command("set-account-seats", &json!({ "account": firm, "seats": 9 }));
        let contact = json!({ "account": firm, "name": "ada", "email": "ada@example.com" });
        let contact = root.made("add-contact", &contact);
        let enable = json!({ "contact": contact, "user_name": "ada" });
        let partner = root.made("enable-contact", &enable);
        root.command("name-partner-administrator", &json!({ "partner_user": partner }));
        root.made("create-partner-user", &user("bob"));
        let oven = root.made("create-resource", &json!({ "name": "Oven" }));
        let planning = ["planning_objects", "planning", "dashboard"];
        let more = ["workbench_classic", "workbench_terminal", "projects"];
        for module in planning.into_iter().chain(more) {
            let licence = json!({ "partner_user": partner, "module": module });
            root.command("assign-module-licence", &licence);
        }
        root.command("mark-resource-external", &json!({ "resource": oven }));
        root.command("link-resource", &json!({ "partner_user": partner, "resource": oven }));
        root.command("allow-process-feedback", &json!({ "partner_user": partner }));
        let item = json!({ "number": "I1", "article": "shaft", "quantity": 1 });
        let item = root.made("create-order-item", &item);
        let order =
            json!({ "number": "O1", "article": "shaft", "quantity": 1, "order_item": item });
        let order = root.made("create-production-order", &order);
        let step = json!({ "order": order, "sequence": 1, "name": "harden", "resource": oven });
        let step = root.made("add-work-step", &step);
        let process = json!({ "order": order, "sequence": 1, "name": "inspect" });
        root.made("add-process", &process);
        let project = Project::new(&server, &root, &firm, &contact);
        let key =
            [("idempotency-key", IMPORT), ("content-type", "multipart/form-data; boundary=x")];
        let tried = root.anew().ask("POST", "/v1/imports/production", &key, Some(b"--x--\r\n"));
        assert_eq!(tried.expect("an answer").status, 400);
        let job = |kind: &str| {
            let started = root.post(&format!("/v1/ops/{kind}"), &json!({})).good().json();
            started["id"].as_str().expect("a job").to_owned()
        };
        let (rebuild, verify) = (job("rebuild"), job("verify"));
        Self { server, partner, step, rebuild, verify, project }
    }

    fn visitors(&self) -> Vec<Visitor> {
        let root = self.server.root();
        let mut all = vec![Visitor { name: "nobody".into(), actor: None, id: NOWHERE.to_owned() }];
        for row in root.rows("/v1/staff/partner-users") {
            let id = row["id"].as_str().expect("an id").to_owned();
            let actor = Actor::Partner(PartnerUserId(id.parse().expect("a uuid")));
            let name = row["user_name"].as_str().expect("a name").to_owned();
            all.push(Visitor { name, actor: Some(actor), id });
        }
        for role in Role::ALL {
            let name = format!("{role:?}").to_lowercase();
            let body = json!({ "user_name": name, "display_name": name, "roles": [role] });
            let id = root.made("create-staff-user", &body);
            let actor = Actor::Staff(StaffUserId(id.parse().expect("a uuid")));
            all.push(Visitor { name, actor: Some(actor), id });
        }
        all
    }

    fn client(&self, visitor: &Visitor) -> Client {
        match visitor.actor {
            // A session of its own for each question: some end it.
            Some(_) => self.server.user(&visitor.name),
            None => Client::nobody(&self.server.base),
        }
    }

    /// The address with ids of what is there for the visitor.
    fn filled(&self, path: &str, visitor: &Visitor, client: &Client) -> String {
        let id_of = |row: &Value| row["id"].as_str().unwrap_or(NOWHERE).to_owned();
        let first = |list: &str, of: &Client| id_of(&of.get(list).json()["rows"][0]);
        let own = |list: &str| id_of(&client.get(&format!("/v1/{list}")).json()[list][0]);
        let list = path.split("/{id}").next().unwrap_or_default();
        let id = match list {
            _ if !path.contains("{id}") => String::new(),
            "/v1/users" => visitor.id.clone(),
            "/v1/sessions" => own("sessions"),
            "/v1/tokens" if visitor.actor.is_some() => {
                let body = json!({ "name": "x", "expires": sample::later() });
                client.post("/v1/tokens", &body).good();
                own("tokens")
            }
            "/v1/tokens" => NOWHERE.to_owned(),
            "/v1/ops/rebuild" => self.rebuild.clone(),
            "/v1/ops/verify" => self.verify.clone(),
            "/v1/imports" => IMPORT.to_owned(),
            "/v1/audit/views/{partner}/{view}" if is_remark(path) => self.project.task.clone(),
            "/v1/audit/views/{partner}/{view}" => self.step.clone(),
            "/v1/audit/views/{partner}/projects" => self.project.project.clone(),
            "/v1/portal/why" => self.step.clone(),
            "/v1/portal/phases" => self.project.phase.clone(),
            "/v1/portal/milestones" => self.project.milestone.clone(),
            "/v1/portal/raid" => self.project.raid_item.clone(),
            "/v1/portal/status-reports" => self.project.report.clone(),
            "/v1/portal/comments" => self.project.comments[0].clone(),
            "/v1/portal/attachments" => self.project.attachments[0].clone(),
            list if list.starts_with("/v1/portal/") => first(list, &self.server.user("ada")),
            list => first(list, &self.server.root()),
        };
        let path = path.replace("{partner}", &self.partner).replace("{record}", &self.step);
        let view = match () {
            () if path.contains("/projects/{id}/") => "phases",
            () if is_remark(&path) => "tasks",
            () => "work-steps",
        };
        path.replace("{view}", view).replace("{kind}", "partner").replace("{id}", &id)
    }

    fn may(&self, visitor: &Visitor, door: Door) -> bool {
        let world = self.server.app.world();
        let Some(actor) = visitor.actor else { return matches!(door, Door::Anybody) };
        match door {
            Door::Anybody | Door::Own => true,
            Door::Portal => matches!(actor, Actor::Partner(_)),
            Door::Command(kind) => may_ask(&world.access, actor, kind).is_ok(),
            Door::Staff(query) | Door::Unseen(query) => {
                may_read(&world.access, actor, query).is_ok()
            }
        }
    }
}

/// What was said about a record, or attached to it.
fn is_remark(path: &str) -> bool {
    path.ends_with("/comments") || path.ends_with("/attachments")
}

fn user(name: &str) -> Value {
    json!({ "user_name": name, "display_name": name })
}

/// What is sent, whatever the address.
struct Question {
    method: String,
    kind: Option<&'static str>,
    body: Option<Vec<u8>>,
}

impl Question {
    fn of(document: &Value, method: &str, operation: &Value, place: &Place) -> Self {
        let content = &operation["requestBody"]["content"];
        let method = method.to_uppercase();
        if content["multipart/form-data"].is_object() {
            let kind = Some("multipart/form-data; boundary=x");
            return Self { method, kind, body: Some(b"--x--\r\n".to_vec()) };
        }
        let schema = &content["application/json"]["schema"];
        if !schema.is_object() {
            return Self { method, kind: None, body: None };
        }
        let mut body = sample::of(document, schema);
        if body.get("subject").is_some() {
            body["subject"] = json!({ "work_step": place.step });
        }
        if operation["operationId"] == "deactivate_colleague" {
            body["partner_user"] = json!(place.partner);
        }
        let operation = operation["operationId"].as_str().unwrap_or_default();
        place.project.fill(operation, &mut body);
        let body = Some(body.to_string().into_bytes());
        Self { method, kind: Some("application/json"), body }
    }

    fn ask(&self, client: &Client, path: &str) -> Answer {
        let headers: Vec<_> = self.kind.iter().map(|kind| ("content-type", *kind)).collect();
        client.anew().ask(&self.method, path, &headers, self.body.as_deref()).expect("an answer")
    }
}

/// The status of an answer that does not end.
fn status_of_stream(client: &Client, path: &str) -> u16 {
    let address = client.base().trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).expect("a connection");
    let token = client.token().unwrap_or_default();
    let request =
        format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {token}\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut head = [0; 12];
    stream.read_exact(&mut head).expect("a status");
    String::from_utf8_lossy(&head[9..]).parse().expect("a number")
}

/// Somebody who may not: what is he told?
fn is_refused(visitor: &Visitor, door: Door, answer: &Answer, missing: &Answer, what: &str) {
    let told = (answer.status, answer.code());
    let not_there = match (visitor.actor, door) {
        (_, Door::Unseen(_)) => true,
        (None, _) => {
            assert_eq!(told, (401, "no_session".into()), "{what}");
            assert_eq!(answer.told(), missing.told(), "{what}");
            return;
        }
        (Some(Actor::Staff(_)), Door::Portal) | (Some(Actor::Partner(_)), _) => true,
        (Some(_), _) => false,
    };
    if not_there {
        assert_eq!(told, (404, "not_found".into()), "{what}");
        assert_eq!(answer.told(), missing.told(), "{what}");
    } else {
        assert_eq!(told, (403, "role_missing".into()), "{what}");
        let roles = answer.json()["roles"].as_array().map_or(0, Vec::len);
        match door {
            // Some commands are for partner administrators alone: no role opens them.
            Door::Command(kind) => assert_eq!(roles, permit(kind).roles.len(), "{what}"),
            Door::Anybody | Door::Own | Door::Portal | Door::Staff(_) | Door::Unseen(_) => {
                assert!(roles > 0, "{what}: which roles?");
            }
        }
    }
}

/// Somebody who may: anything but a refusal of who he is.
fn is_let_in(visitor: &Visitor, door: Door, answer: &Answer, missing: &Answer, what: &str) {
    let told = String::from_utf8_lossy(&answer.body);
    assert!(!matches!(answer.code().as_str(), "no_session" | "role_missing"), "{what}: {told}");
    // What bob does not see is not there for him; that is not about doors.
    if visitor.name == "bob" && matches!(door, Door::Portal | Door::Command(_)) {
        return;
    }
    // A server in memory keeps no files: it says so to who would get one.
    assert!(answer.status < 500 || what.ends_with("/content"), "{what}: {told}");
    assert_ne!(answer.told(), missing.told(), "{what}: {told}");
    if !matches!(door, Door::Command(_)) {
        assert_ne!(answer.status, 404, "{what}: {told}");
    }
}

#[test]
fn every_operation_lets_in_whom_the_tables_name_and_refuses_everybody_else_as_documented() {
    let place = Place::new();
    let visitors = place.visitors();
    assert_eq!(visitors.len(), 8);
    let document = Client::nobody(&place.server.base).get("/openapi.json").good().json();
    let (mut walked, mut queries, mut let_in) = (0, BTreeSet::new(), 0);
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            let door = door(method, path);
            let door = door.unwrap_or_else(|| panic!("nobody has decided about {method} {path}"));
            if let Door::Staff(query) | Door::Unseen(query) = door {
                queries.insert(query);
            }
            if let Door::Staff(_) = door {
                let told = &operation["responses"];
                let told = told["403"].is_object() || told["4XX"].is_object();
                assert!(told, "{method} {path} does not tell of its refusal");
            }
            let question = Question::of(&document, method, operation, &place);
            for visitor in &visitors {
                let what = format!("{} {method} {path}", visitor.name);
                let may = place.may(visitor, door);
                let client = place.client(visitor);
                let filled = place.filled(path, visitor, &client);
                walked += 1;
                if may && path == "/v1/portal/changes" {
                    assert_eq!(status_of_stream(&client, &filled), 200, "{what}");
                    continue;
                }
                // Outside the API, what is nothing else is the portal's page; below `/docs` nothing is.
                let nowhere =
                    if path.starts_with("/v1/") { "/v1/no/such" } else { "/docs/no/such" };
                let missing = question.ask(&client, nowhere);
                let answer = question.ask(&client, &filled);
                match may {
                    true => is_let_in(visitor, door, &answer, &missing, &what),
                    false => is_refused(visitor, door, &answer, &missing, &what),
                }
                let_in += u32::from(may);
            }
        }
    }
    println!("{walked} questions, {let_in} let in");
    // Setting another's password has no address of its own.
    let unwalked: Vec<_> = Query::ALL.iter().filter(|query| !queries.contains(query)).collect();
    assert_eq!(unwalked, [&Query::SetPasswords]);
}

#[test]
fn another_ones_password_is_for_those_whom_the_table_names() {
    let place = Place::new();
    let visitors = place.visitors();
    let path = format!("/v1/users/{}/password", place.partner);
    let body = json!({ "password": "three tired horses" });
    let set =
        |client: &Client, path: &str| client.anew().send("PUT", path, &[], &body).expect("asked");
    for visitor in visitors.iter().filter(|visitor| visitor.name != "ada") {
        let client = place.client(visitor);
        let (answer, missing) = (set(&client, &path), set(&client, "/v1/no/such"));
        let door = Door::Staff(Query::SetPasswords);
        match place.may(visitor, door) {
            true => assert_eq!(answer.status, 204, "{}", visitor.name),
            false => is_refused(visitor, door, &answer, &missing, &visitor.name),
        }
    }
}

#[test]
fn to_a_partner_the_addresses_of_staff_are_not_there_whatever_the_method() {
    let place = Place::new();
    let ada = place.server.user("ada");
    let document = ada.get("/openapi.json").good().json();
    for (path, _) in document["paths"].as_object().expect("paths") {
        let is_hidden = match path.strip_prefix("/v1/commands/") {
            Some(name) => {
                let kind = CommandKind::ASKED.iter().find(|kind| kind.kebab() == name);
                kind.is_some_and(|kind| permit(*kind).partners == Partners::MayNot)
            }
            None => ["/v1/staff/", "/v1/audit/", "/v1/ops/", "/v1/imports/"]
                .iter()
                .any(|root| path.starts_with(root)),
        };
        if !is_hidden {
            continue;
        }
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] {
            let ask =
                |path: &str| ada.anew().ask(method, path, &[], None).expect("an answer").told();
            assert_eq!(ask(path), ask("/v1/no/such"), "{method} {path}");
        }
    }
}
