//! A place with something behind every door, and who walks there.

use loggia_core::actor::{Actor, Role};
use loggia_core::id::{PartnerUserId, StaffUserId};
use loggia_core::permit::{may_ask, may_read};
use loggia_core::scalar::Instant;
use loggia_core::spec::MORNING;
use loggia_tests::ask::Client;
use loggia_tests::inside::Inside;
use serde_json::{Value, json};

use super::super::sample::{self, NOWHERE};
use super::door::Door;
use super::project::Project;

/// The name of the import that the walk looks at.
const IMPORT: &str = "01234567-89ab-7cde-8f01-0123456789ab";

/// Somebody who walks.
pub(super) struct Visitor {
    pub(super) name: String,
    /// None: not logged in.
    pub(super) actor: Option<Actor>,
    pub(super) id: String,
}

/// A place with something behind every door.
pub(super) struct Place {
    pub(super) server: Inside,
    pub(super) partner: String,
    pub(super) step: String,
    pub(super) rebuild: String,
    pub(super) verify: String,
    pub(super) project: Project,
}

impl Place {
    pub(super) fn new() -> Self {
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

    pub(super) fn visitors(&self) -> Vec<Visitor> {
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

    pub(super) fn client(&self, visitor: &Visitor) -> Client {
        match visitor.actor {
            // A session of its own for each question: some end it.
            Some(_) => self.server.user(&visitor.name),
            None => Client::nobody(&self.server.base),
        }
    }

    /// The address with ids of what is there for the visitor.
    pub(super) fn filled(&self, path: &str, visitor: &Visitor, client: &Client) -> String {
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

    pub(super) fn may(&self, visitor: &Visitor, door: Door) -> bool {
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
pub(super) fn is_remark(path: &str) -> bool {
    path.ends_with("/comments") || path.ends_with("/attachments")
}

pub(super) fn user(name: &str) -> Value {
    json!({ "user_name": name, "display_name": name })
}
