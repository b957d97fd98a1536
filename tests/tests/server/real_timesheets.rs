//! Ten years of timesheets of a software firm are imported from two files, and partners see their part
//! of them: every figure is the one that was computed apart from us.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::time::Instant as Moment;

use loggia_core::scalar::Hours;
use loggia_tests::ask::{Answer, Client, DryRun};
use loggia_tests::binary::Server;
use loggia_tests::plant::{Expected, Partner};
use loggia_tests::real_data;
use serde_json::{Value, json};

use super::real_house::{head, partner, text};

const LINES: &str = "Sip-task-info.masked-summary.csv";
const DAYS: &str = "est-act-dates.csv";

/// What the server may take at most while it imports and serves ten years, in KiB.
const RESIDENT_KIB_MAX: u64 = 1024 * 1024;

struct Sip {
    lines: Vec<u8>,
    days: Vec<u8>,
}

impl Sip {
    fn import(&self, root: &Client, dry_run: DryRun) -> Answer {
        self.import_by(root, "sip", dry_run)
    }

    fn import_by(&self, root: &Client, mapping: &str, dry_run: DryRun) -> Answer {
        let files = [("file", LINES, &self.lines[..]), ("joined", DAYS, &self.days[..])];
        root.upload_all("/v1/imports/timesheets", &files, &[("mapping", mapping)], dry_run)
    }
}

/// Lines, what they come to, and the tasks, persons and phases that they name.
#[derive(Default)]
struct Figures {
    lines: usize,
    hours: Hours,
    tasks: BTreeSet<String>,
    persons: BTreeSet<String>,
    phases: BTreeSet<String>,
}

impl Figures {
    fn of(rows: &[Value], lines: impl Fn(&Value) -> bool) -> Self {
        let mut figures = Self::default();
        for row in rows {
            let all = row["lines"].as_array().into_iter().flatten();
            for line in all.filter(|line| lines(line)) {
                for entry in line["entries"].as_array().expect("entries") {
                    figures.lines += 1;
                    let hours = entry["hours"].to_string().parse().expect("hours");
                    figures.hours = figures.hours.plus(hours);
                }
                let field = |name: &str| line[name].as_str().map(str::to_owned);
                figures.tasks.extend(field("task_id"));
                figures.phases.extend(field("phase_id"));
                figures.persons.extend(row["person"].as_str().map(str::to_owned));
            }
        }
        figures
    }

    #[track_caller]
    fn are(&self, expected: &Value, whose: &str) {
        let hours: Hours = text(&expected["hours"]).parse().expect("hours");
        assert_eq!(
            (json!(self.lines), self.hours),
            (expected["timesheet_lines"].clone(), hours),
            "{whose}"
        );
    }
}

/// Everything of timesheets that a partner can ask for, in one text.
fn bytes(client: &Client) -> String {
    let rows = client.rows("/v1/portal/timesheets");
    let mut all = json!(rows).to_string();
    for row in rows.iter().step_by(97) {
        let path = format!("/v1/portal/timesheets/{}", text(&row["id"]));
        all.push_str(&String::from_utf8_lossy(&client.get(&path).good().body));
    }
    for list in ["projects", "tasks"] {
        all.push_str(&json!(client.rows(&format!("/v1/portal/{list}"))).to_string());
    }
    all
}

fn resident_kib(server: &Server) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.id()));
    let status = status.unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = peak.and_then(|rest| rest.split_whitespace().next());
    kib.and_then(|kib| kib.parse().ok()).expect("a number of KiB")
}

#[test]
fn ten_years_of_real_timesheets_are_seen_by_each_partner_in_his_part() {
    let Some(folder) = real_data::folder("timesheets") else { return };
    let expected = Expected::read(&folder);
    let read = |name: &str| std::fs::read(folder.join(name)).expect("a file");
    let sip = Sip { lines: read(LINES), days: read(DAYS) };
    let dir = tempfile::tempdir().expect("a folder");
    let server = Server::fresh(dir.path());
    let root = server.root();
    let owner = root.get("/v1/staff/me").good().json()["id"].clone();
    let roles = json!({ "staff_user": owner, "roles": ["administrator", "delivery_manager"] });
    root.command("set-staff-roles", &roles);
    let seq = head(&root);

    // Hours of tasks are no hours of days: who says so is told each line that is too long.
    let folded = include_str!("../../../api/src/import/mappings/sip.toml");
    let of_days = folded.replace("hours_of = \"task\"", "hours_of = \"day\"");
    let refused = sip.import_by(&root, &of_days, DryRun::No);
    assert_eq!(refused.code(), "import_refused");
    let refused = refused.json();
    let over: usize = refused["totals"]["row_refused"].as_u64().expect("a count") as usize;
    let least = expected.get("dirty")["hours_lines_over_24"].as_u64().expect("a count") as usize;
    assert!(over >= least, "{over} of at least {least}");
    for finding in refused["findings"].as_array().expect("findings") {
        assert_eq!(finding["column"], "DeveloperHoursActual", "{finding}");
        let message = text(&finding["message"]);
        assert!(finding["row"].is_u64() && message.starts_with("more_than_a_day"), "{finding}");
    }

    // Dirt is told where it stands, and changes nothing.
    let dirty = String::from_utf8_lossy(&sip.days).replacen("16-Nov-04", "16 Nov", 1).into_bytes();
    let dirty = Sip { lines: sip.lines.clone(), days: dirty };
    let refused = dirty.import(&root, DryRun::No);
    assert_eq!(refused.code(), "import_refused");
    let finding = &refused.json()["findings"][0];
    assert_eq!((&finding["code"], &finding["column"]), (&json!("bad_date"), &json!("CompletedOn")));
    assert!(finding["row"].is_u64(), "{finding}");
    let utf8 = folded.replace("windows-1252", "utf-8");
    let refused = sip.import_by(&root, &utf8, DryRun::No).json();
    assert_eq!(refused["findings"][0]["code"], "undecodable_bytes", "{refused}");

    let dry = sip.import(&root, DryRun::Yes).good().json();
    assert_eq!(head(&root), seq, "none of that has written anything");
    let began = Moment::now();
    let told = sip.import(&root, DryRun::No).good().json();
    println!("imported in {:?}", began.elapsed());
    let all = expected.get("all");
    for count in ["rows", "added", "already_there", "made", "hours", "warnings_total"] {
        assert_eq!(told[count], dry[count], "the dry run foretold it: {count}");
    }
    assert_eq!(told["added"], all["timesheet_lines"]);
    assert_eq!(told["hours"].to_string().parse(), text(&all["hours"]).parse::<Hours>());
    for (made, count) in [("tasks", "tasks"), ("persons", "developers")] {
        assert_eq!(told["made"][made], all[count], "{made}");
    }
    assert_eq!(told["made"]["projects"], *expected.get("projects"));

    // The same files again add nothing, in whichever order their lines stand.
    let seq = head(&root);
    let text_of = |bytes: &[u8]| {
        bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>()
    };
    let mut turned = text_of(&sip.lines);
    turned[1..].reverse();
    let turned = Sip { lines: turned.concat(), days: sip.days.clone() };
    for again in [&sip, &turned] {
        let again = again.import(&root, DryRun::No).good().json();
        assert_eq!(
            (&again["added"], &again["already_there"]),
            (&json!(0), &all["timesheet_lines"])
        );
    }
    assert_eq!(head(&root), seq);

    let sheets = root.rows("/v1/staff/timesheets");
    Figures::of(&sheets, |_| true).are(all, "everything");
    assert!(sheets.iter().all(|sheet| sheet["status"] == "approved"));

    let by_name = |list: &str| -> BTreeMap<String, String> {
        let rows = root.rows(&format!("/v1/staff/{list}"));
        rows.iter().map(|row| (text(&row["name"]), text(&row["id"]))).collect()
    };
    let (projects, persons) = (by_name("projects"), by_name("persons"));
    let phases = root.rows("/v1/staff/phases");
    let level = root.made(
        "create-access-level",
        &json!({ "name": "Controllers", "permissions": {
            "project_view": "read", "phase_view": "all", "task_view": "project",
            "participant_view": "all", "timesheet_view": "all",
        }}),
    );
    // Nobody takes part in anything because of the import.
    assert_eq!(root.rows("/v1/staff/participants"), [] as [Value; 0]);
    let mut partners: BTreeMap<&str, (Partner, Vec<String>)> = BTreeMap::new();
    for name in ["PC18", "PC9_PC5", "PC16", "none"] {
        let (contact, made) = partner(&root, &owner, name);
        let person = root.made("create-person", &json!({ "of": { "contact": contact } }));
        let mine =
            expected.get("partners_by_project")[name]["projects"].as_array().expect("projects");
        let mine: Vec<String> =
            mine.iter().map(|project| projects[&text(project)].clone()).collect();
        for project in &mine {
            let phase = phases.iter().find(|phase| phase["project"] == json!(project));
            let part = json!({ "phase": phase.expect("a phase")["id"], "person": person,
                "access_level": level });
            root.command("add-participant", &part);
        }
        partners.insert(name, (made, mine));
    }
    let (contact, developer) = partner(&root, &owner, "Developer");
    root.command("staff-person", &json!({ "person": persons["26"], "of": { "contact": contact } }));

    for (name, (made, mine)) in &partners {
        let figures = &expected.get("partners_by_project")[*name];
        let rows = made.client.rows("/v1/portal/timesheets");
        let seen = Figures::of(&rows, |_| true);
        seen.are(figures, name);
        assert_eq!(json!(seen.tasks.len()), figures["tasks"], "{name}");
        assert_eq!(json!(seen.persons.len()), figures["developers"], "{name}");
        // Not one id of what is not his.
        let mine: HashSet<&str> = mine.iter().map(String::as_str).collect();
        let within = |row: &Value| mine.contains(row["project"].as_str().unwrap_or_default());
        let foreign = |list: &str| -> HashSet<String> {
            let rows = root.rows(&format!("/v1/staff/{list}"));
            rows.iter().filter(|row| !within(row)).map(|row| text(&row["id"])).collect()
        };
        let mut hidden = foreign("tasks");
        hidden.extend(foreign("phases"));
        hidden.extend(projects.values().filter(|id| !mine.contains(id.as_str())).cloned());
        hidden.extend(persons.values().cloned());
        let told = bytes(&made.client);
        let leaked: Vec<&str> = told.split('"').filter(|word| hidden.contains(*word)).collect();
        assert_eq!(leaked, [] as [&str; 0], "{name}");
    }
    let rows = developer.client.rows("/v1/portal/timesheets");
    assert!(rows.iter().all(|row| row["mine"] == json!(true)));
    Figures::of(&rows, |_| true).are(&expected.get("contractor_only_own_lines")["26"], "26");

    let resident = resident_kib(&server);
    println!("the server took at most {resident} KiB");
    assert!(resident < RESIDENT_KIB_MAX, "the server took {resident} KiB");
}
