//! The other job on real input: the plan of a house is imported, six contractors see their tasks and
//! the headings above them, and every figure is the one that was computed apart from us.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant as Moment};

use loggia_core::scalar::Instant;
use loggia_tests::ask::{Client, DryRun};
use loggia_tests::binary::Server;
use loggia_tests::plant::{Expected, PASSWORD, Partner};
use loggia_tests::real_data;
use serde_json::{Value, json};

const PLAN: &str = "residential-construction.xml";

/// The firm with two resources, which are one person.
const TWO: &str = "SiteAndConcrete";

const NOBODY: &str = "NoLink";

pub(super) fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// In Vienna, as the plan is imported; it ends before the clocks of 2014 change.
fn utc(local: &Value) -> Instant {
    let local = text(local);
    let hours = if local.as_str() < "2013-10-27" { 2 } else { 1 };
    format!("{local}Z").parse::<Instant>().expect("an instant").plus_minutes(-60 * hours)
}

fn plan(root: &Client, file: &[u8], parts: &[(&str, &str)], dry_run: DryRun) -> Value {
    let zone = [("zone", "Europe/Vienna")];
    let parts = [&zone, parts].concat();
    root.upload("/v1/imports/plan", PLAN, file, &parts, dry_run).good().json()
}

/// Seq of the last commit.
pub(super) fn head(root: &Client) -> Value {
    root.get("/v1/ops/status").good().json()["log"]["seq"].clone()
}

/// A firm, somebody of it, and the user that he is; and his contact.
pub(super) fn partner(root: &Client, owner: &Value, name: &str) -> (String, Partner) {
    let kind = json!({ "partner": "contractor" });
    let firm = json!({ "name": name, "kind": kind, "owner": owner });
    let firm = root.made("create-account", &firm);
    let email = format!("boss@{}.example", name.to_lowercase());
    let boss = json!({ "account": firm, "name": format!("Boss of {name}"), "email": email });
    let contact = root.made("add-contact", &boss);
    let enabled = json!({ "contact": contact, "user_name": name });
    let id = root.made("enable-contact", &enabled);
    let module = json!({ "partner_user": id, "module": "projects" });
    root.command("assign-module-licence", &module);
    let path = format!("/v1/users/{id}/password");
    root.send("PUT", &path, &[], &json!({ "password": PASSWORD })).expect("set").good();
    let client = Client::logged_in(root.base(), name, PASSWORD);
    (contact, Partner { id, client })
}

/// Everything that a partner can ask for, byte for byte.
fn bytes(client: &Client, project: &str) -> Vec<Vec<u8>> {
    let mut paths: Vec<String> =
        ["/projects", "/tasks"].map(|list| format!("/v1/portal{list}?limit=500")).to_vec();
    for list in ["", "/phases", "/milestones", "/tasks", "/participants", "/health"] {
        paths.push(format!("/v1/portal/projects/{project}{list}"));
    }
    for row in client.rows("/v1/portal/tasks") {
        paths.push(format!("/v1/portal/tasks/{}", text(&row["id"])));
    }
    let answers = paths.iter().map(|path| {
        let mut answer = client.get(path);
        let status = answer.status.to_string().into_bytes();
        answer.body.extend(status);
        answer.body
    });
    answers.collect()
}

/// What staff knows of all tasks.
struct Known {
    tasks: Vec<Value>,
    names: Vec<String>,
}

impl Known {
    fn by(root: &Client) -> Self {
        let names = root.rows("/v1/staff/persons").iter().map(|row| text(&row["name"])).collect();
        Self { tasks: root.rows("/v1/staff/tasks"), names }
    }

    /// Links between what is in the view and what is not.
    fn crossing(&self, mine: &BTreeSet<String>) -> usize {
        let links = self.tasks.iter().flat_map(|task| {
            let after = mine.contains(task["id"].as_str().unwrap_or_default());
            let links = task["predecessors"].as_array().into_iter().flatten();
            links.map(move |link| (after, mine.contains(link["task"].as_str().unwrap_or_default())))
        });
        links.filter(|(after, before)| after != before).count()
    }
}

#[track_caller]
fn sees(known: &Known, client: &Client, name: &str, project: &str, expected: &Value) {
    let rows = client.rows("/v1/portal/tasks");
    let (headings, tasks): (Vec<&Value>, Vec<&Value>) =
        rows.iter().partition(|row| row["heading_only"] == json!(true));
    assert_eq!(json!(tasks.len()), expected["tasks"], "{name}");
    let milestones = tasks.iter().filter(|row| row["kind"] == json!("milestone")).count();
    assert_eq!(json!(milestones), expected["milestones"], "{name}");
    let mut titles: Vec<String> = tasks.iter().map(|row| text(&row["title"])).collect();
    titles.sort();
    assert_eq!(json!(titles), expected["task_names"], "{name}");
    let projects = client.rows("/v1/portal/projects").len();
    let phases = match projects {
        0 => 0,
        _ => client.rows(&format!("/v1/portal/projects/{project}/phases")).len(),
    };
    let above = projects + phases + headings.len();
    assert_eq!(json!(above), expected["heading_phases_incl_project"], "{name}");
    if projects > 0 {
        let within = client.rows(&format!("/v1/portal/projects/{project}/tasks"));
        assert_eq!(within, rows, "{name}: the project has what the list has");
    }

    let at = |row: &Value, field: &str| text(&row[field]).parse::<Instant>().expect("an instant");
    let first = tasks.iter().map(|row| at(row, "start")).min();
    let last = tasks.iter().map(|row| at(row, "end")).max();
    let of = |field: &str| Some(&expected[field]).filter(|at| !at.is_null()).map(utc);
    assert_eq!((first, last), (of("first"), of("last")), "{name}");

    let mine: BTreeSet<String> = tasks.iter().map(|row| text(&row["id"])).collect();
    let inside: usize =
        tasks.iter().filter_map(|row| row["predecessors"].as_array()).map(Vec::len).sum();
    assert_eq!(json!(inside), expected["links_inside_view"], "{name}");
    let leaking = &expected["links_that_would_leak_a_foreign_task"];
    assert_eq!(json!(known.crossing(&mine)), *leaking, "{name}: they are there, for staff");
    let shared = known.tasks.iter().filter(|task| {
        mine.contains(task["id"].as_str().unwrap_or_default())
            && task["assignees"].as_array().is_some_and(|all| all.len() > 1)
    });
    assert_eq!(json!(shared.count()), expected["co_assigned_tasks"], "{name}");

    // Not one byte tells of a task that is not in the view, or of whoever else is assigned.
    let told: BTreeSet<String> = rows.iter().map(|row| text(&row["id"])).collect();
    let all = bytes(client, project).concat();
    let all = String::from_utf8_lossy(&all);
    for task in &known.tasks {
        let id = task["id"].as_str().unwrap_or_default();
        assert!(told.contains(id) || !all.contains(id), "{name} is told of {task}");
    }
    for person in known.names.iter().filter(|person| **person != format!("Boss of {name}")) {
        assert!(!all.contains(person.as_str()), "{name} is told of {person}");
    }
}

fn rebuild(root: &Client) {
    let id = text(&root.post("/v1/ops/rebuild", &json!({})).good().json()["id"]);
    let patience = Moment::now() + Duration::from_secs(120);
    loop {
        let job = root.get(&format!("/v1/ops/rebuild/{id}")).good().json();
        match job["state"].as_str() {
            Some("done") => {
                assert_eq!(job["differing"], json!([]), "the same views");
                return;
            }
            Some("failed" | "stopped") | None => panic!("{job}"),
            Some(_) => {}
        }
        assert!(Moment::now() < patience, "the rebuild takes too long: {job}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn six_contractors_of_a_real_house_see_their_tasks_and_the_headings_above_them() {
    let Some(folder) = real_data::folder("house") else { return };
    let expected = Expected::read(&folder);
    let file = std::fs::read(folder.join(PLAN)).expect("the plan");
    let dir = tempfile::tempdir().expect("a folder");
    let server = Server::fresh(dir.path());
    let root = server.root();
    let owner = root.get("/v1/staff/me").good().json()["id"].clone();
    // Of projects, only delivery managers say who may see what.
    let roles = json!({ "staff_user": owner, "roles": ["administrator", "delivery_manager"] });
    root.command("set-staff-roles", &roles);

    let mut contacts = BTreeMap::new();
    let mut partners = BTreeMap::new();
    for name in expected.partners() {
        let (contact, made) = partner(&root, &owner, &name);
        contacts.insert(name.clone(), contact);
        partners.insert(name, made);
    }
    // Two resources of the plan are one person, so that person is there first.
    let one = json!({ "of": { "contact": contacts[TWO] } });
    let one = root.made("create-person", &one);
    let resources = expected.of(TWO)["resources"].as_array().expect("resources").iter();
    let said: serde_json::Map<String, Value> =
        resources.map(|resource| (text(resource), json!(one))).collect();
    let said = Value::Object(said).to_string();
    let persons = [("persons", said.as_str())];

    let seq = head(&root);
    let dry = plan(&root, &file, &persons, DryRun::Yes);
    let made = json!({
        "projects": 1, "phases": 10, "headings": 9, "tasks": 83, "milestones": 6, "persons": 21,
    });
    assert_eq!(dry["made"], made, "{dry}");
    assert_eq!((head(&root), &dry["project"]), (seq, &Value::Null), "a dry run changes nothing");
    let told = plan(&root, &file, &persons, DryRun::No);
    for counts in ["made", "changed", "unchanged", "participants_added", "warnings_total"] {
        assert_eq!(told[counts], dry[counts], "the dry run foretold it: {counts}");
    }
    assert_eq!(told["warnings_total"], json!({ "assignment_to_nobody": 1 }));
    let project = text(&told["project"]);

    // Nobody sees anything until staff says who the resources are.
    for (name, partner) in partners.iter().filter(|(name, _)| *name != TWO) {
        assert_eq!(partner.client.rows("/v1/portal/tasks"), [] as [Value; 0], "{name}");
    }
    let people: BTreeMap<String, String> = root
        .rows("/v1/staff/persons")
        .iter()
        .map(|row| (text(&row["name"]), text(&row["id"])))
        .collect();
    let own = json!({ "project_view": "read", "phase_view": "assigned", "task_view": "own" });
    let own = root.made("create-access-level", &json!({ "name": "Own tasks", "permissions": own }));
    for name in partners.keys().filter(|name| ![TWO, NOBODY].contains(&name.as_str())) {
        let resource = text(&expected.of(name)["resources"][0]);
        let of = json!({ "contact": contacts[name] });
        root.command("staff-person", &json!({ "person": people[&resource], "of": of }));
    }
    let default = json!({ "scope": "externals", "access_level": own });
    root.command("set-default-access-level", &default);

    let known = Known::by(&root);
    for (name, partner) in &partners {
        sees(&known, &partner.client, name, &project, expected.of(name));
    }

    // The same file again adds nothing, with the same persons or with what is known by now.
    let seq = head(&root);
    for parts in [&persons[..], &[], &[("project", "residential CONSTRUCTION")]] {
        let again = plan(&root, &file, parts, DryRun::No);
        let none = json!({
            "projects": 0, "phases": 0, "headings": 0, "tasks": 0, "milestones": 0, "persons": 0,
        });
        assert_eq!((&again["made"], &again["changed"]), (&none, &none), "{again}");
        assert_eq!(again["vanished_total"], json!(0));
        assert_eq!(again["project"], json!(project));
    }
    assert_eq!(head(&root), seq);

    let served = |name: &String| bytes(&partners[name].client, &project);
    let before: Vec<_> = partners.keys().map(served).collect();
    rebuild(&root);
    assert_eq!(partners.keys().map(served).collect::<Vec<_>>(), before, "rebuilt");
    for (name, partner) in &partners {
        let now = partner.client.get("/v1/portal/tasks?limit=500").good().body;
        let path = format!("/v1/audit/views/{}/tasks?seq={seq}&limit=500", partner.id);
        assert_eq!(root.get(&path).good().body, now, "{name} at the head");
    }

    // A task changes its name: exactly that is changed.
    let text_of = String::from_utf8(file.clone()).expect("UTF-8");
    let renamed = text_of.replacen("Install roof decking", "Install the roof decking", 1);
    let changed = plan(&root, renamed.as_bytes(), &[], DryRun::No);
    assert_eq!((&changed["changed"]["tasks"], &changed["made"]["tasks"]), (&json!(1), &json!(0)));
    let framing = &partners["FramingCo"];
    let titles: Vec<Value> =
        framing.client.rows("/v1/portal/tasks").iter().map(|row| row["title"].clone()).collect();
    assert!(titles.contains(&json!("Install the roof decking")), "{titles:?}");
    plan(&root, &file, &[], DryRun::No);
    assert_eq!(partners.keys().map(served).collect::<Vec<_>>(), before, "and back");

    // Whoever leaves his last phase loses all of it in one commit.
    let framer = &people["Framing contractor"];
    let participants = root.rows("/v1/staff/participants");
    let mut parts: Vec<String> = participants
        .iter()
        .filter(|row| row["person"] == json!(framer))
        .map(|row| text(&row["id"]))
        .collect();
    let last = parts.pop().expect("he takes part");
    for part in parts {
        root.command("remove-participant", &json!({ "participant": part }));
    }
    assert_eq!(framing.client.rows("/v1/portal/projects").len(), 1);
    assert!(!framing.client.rows("/v1/portal/tasks").is_empty());
    root.command("remove-participant", &json!({ "participant": last }));
    for list in ["projects", "tasks"] {
        assert_eq!(framing.client.rows(&format!("/v1/portal/{list}")), [] as [Value; 0], "{list}");
    }
    let gone = framing.client.get(&format!("/v1/portal/projects/{project}"));
    let never = framing.client.get(&format!("/v1/portal/projects/{one}"));
    assert_eq!(gone.told(), never.told(), "as if it had never been there");
    // The plan again does not let him in again.
    plan(&root, &file, &[], DryRun::No);
    assert_eq!(framing.client.rows("/v1/portal/tasks"), [] as [Value; 0]);
    for name in partners.keys().filter(|name| *name != "FramingCo") {
        let (nth, _) = partners.keys().enumerate().find(|(_, found)| *found == name).expect("it");
        assert_eq!(served(name), before[nth], "{name} has not noticed");
    }
}
