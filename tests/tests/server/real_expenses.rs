//! The expenses of two real programmes in Primavera P6 are imported, and a partner on one of them sees
//! nothing of the other.

use std::collections::{BTreeMap, HashSet};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use loggia_core::scalar::Amount;
use loggia_tests::ask::{Client, DryRun};
use loggia_tests::binary::Server;
use loggia_tests::mail_server::python;
use loggia_tests::plant::Expected;
use loggia_tests::real_data;
use serde_json::{Value, json};

use super::real_house::{head, partner, text};

const FILE: &str = "PrimaveraProject.xml";

/// A line of CSV for each expense, with the id of its project and the start of its activity.
const TO_CSV: &str = r#"
import csv, sys, xml.etree.ElementTree as ET
ns = "{http://xmlns.oracle.com/Primavera/P6Professional/V15.2/API/BusinessObjects}"
def at(element, name):
    found = element.find(ns + name)
    return "NA" if found is None or not found.text else found.text
out = csv.writer(sys.stdout)
out.writerow(["ProjectId", "Activity", "ExpenseItem", "PlannedStartDate", "PlannedCost", "Vendor"])
for project in ET.parse(sys.argv[1]).getroot().iter(ns + "Project"):
    activities = {at(a, "ObjectId"): a for a in project.iter(ns + "Activity")}
    for e in project.iter(ns + "ActivityExpense"):
        a = activities[at(e, "ActivityObjectId")]
        out.writerow([at(project, "Id"), at(a, "Name"), at(e, "ExpenseItem"), at(a, "PlannedStartDate"), at(e, "PlannedCost"), at(e, "Vendor")])
"#;

fn csv(python: &Path, xml: &Path) -> Vec<u8> {
    let mut child = Command::new(python)
        .arg("-")
        .arg(xml)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python starts");
    let mut stdin = child.stdin.take().expect("its standard input");
    stdin.write_all(TO_CSV.as_bytes()).expect("it reads the script");
    drop(stdin);
    let done = child.wait_with_output().expect("it ends");
    assert!(done.status.success());
    done.stdout
}

fn import(root: &Client, file: &[u8], dry_run: DryRun) -> loggia_tests::ask::Answer {
    let mapping = [("mapping", "p6-expenses")];
    root.upload("/v1/imports/expenses", "expenses.csv", file, &mapping, dry_run)
}

/// How many, and what they come to.
fn figures<'a>(rows: impl Iterator<Item = &'a Value>) -> (usize, Amount) {
    rows.fold((0, Amount::ZERO), |(count, sum), row| {
        assert_eq!(row["money"]["currency"], "USD", "{row}");
        let amount = row["money"]["amount"].to_string().parse().expect("an amount");
        (count + 1, sum.plus(amount))
    })
}

#[test]
fn a_partner_on_one_real_programme_sees_its_expenses_and_not_one_id_of_the_other() {
    let Some(folder) = real_data::folder("expenses") else { return };
    let Some(python) = python() else { return };
    let expected = Expected::read(&folder);
    let expected = expected.get(FILE);
    let file = csv(&python, &folder.join(FILE));
    let dir = tempfile::tempdir().expect("a folder");
    let server = Server::fresh(dir.path());
    let root = server.root();
    let owner = root.get("/v1/staff/me").good().json()["id"].clone();
    let roles = json!({ "staff_user": owner, "roles": ["administrator", "delivery_manager"] });
    root.command("set-staff-roles", &roles);
    let seq = head(&root);

    // Dirt is told by row and column, all of it, and changes nothing.
    let dirty = String::from_utf8(file.clone()).expect("UTF-8");
    let dirty = dirty.replacen(",800,", ",8.0.0,", 1).replacen(",21000,", ",-21000,", 1);
    let refused = import(&root, dirty.as_bytes(), DryRun::No).json();
    let finding = &refused["findings"][0];
    assert_eq!((&finding["code"], &finding["row"]), (&json!("bad_number"), &json!(3)), "{refused}");
    assert_eq!(finding["column"], "PlannedCost");
    let dirty = dirty.replacen(",8.0.0,", ",800,", 1);
    let refused = import(&root, dirty.as_bytes(), DryRun::No).json();
    let finding = &refused["findings"][0];
    assert_eq!(
        (&finding["code"], &finding["row"]),
        (&json!("row_refused"), &json!(7)),
        "{refused}"
    );
    assert_eq!(finding["column"], "PlannedCost");

    let dry = import(&root, &file, DryRun::Yes).good().json();
    assert_eq!(head(&root), seq, "none of that has written anything");
    let told = import(&root, &file, DryRun::No).good().json();
    assert_eq!((&told["made"], &told["amounts"]), (&dry["made"], &dry["amounts"]));
    assert_eq!(told["made"]["expenses"], 14, "{told}");
    assert_eq!(told["amounts"], json!({ "USD": 146_800 + 484_800 }));
    let seq = head(&root);
    // A decimal comma is the same number.
    let commas = String::from_utf8(file.clone()).expect("UTF-8");
    let commas = commas.replace(",70000,", ",\"70000,00\",").replace(",3500,", ",3500.0,");
    for again in [&file[..], commas.as_bytes()] {
        let again = import(&root, again, DryRun::No).good().json();
        assert_eq!((&again["added"], &again["already_there"]), (&json!(0), &json!(14)));
    }
    assert_eq!(head(&root), seq, "the same file again adds nothing");

    let projects: BTreeMap<String, String> = root
        .rows("/v1/staff/projects")
        .iter()
        .map(|row| (text(&row["name"]), text(&row["id"])))
        .collect();
    let all = root.rows("/v1/staff/expenses");
    for name in ["PROD00883", "PROD00499"] {
        let of = all.iter().filter(|row| row["project"] == json!(projects[name]));
        let sum = expected[name]["planned_cost_sum"].to_string().parse().expect("an amount");
        assert_eq!(json!(figures(of.clone()).0), expected[name]["expenses"], "{name}");
        assert_eq!(figures(of).1, sum, "{name}");
    }

    let phases = root.rows("/v1/staff/phases");
    let level = root.made(
        "create-access-level",
        &json!({ "name": "Controllers", "permissions": {
            "project_view": "read", "phase_view": "all", "participant_view": "all",
            "expense_view": "all",
        }}),
    );
    let mine = json!(projects["PROD00883"]);
    let (contact, guest) = partner(&root, &owner, "Guest");
    let (_, stranger) = partner(&root, &owner, "Stranger");
    let person = root.made("create-person", &json!({ "of": { "contact": contact } }));
    let phase = phases.iter().find(|phase| phase["project"] == mine).expect("a phase");
    let part = json!({ "phase": phase["id"], "person": person, "access_level": level });
    root.command("add-participant", &part);
    let rows = guest.client.rows("/v1/portal/expenses");
    assert_eq!(figures(rows.iter()), figures(all.iter().filter(|row| row["project"] == mine)));
    assert_eq!(rows.len(), 7);
    assert_eq!(stranger.client.rows("/v1/portal/expenses"), [] as [Value; 0]);

    // Not one id of the other programme, and a missing one answers alike.
    let foreign = |row: &&Value| row["project"] != mine;
    let mut hidden: HashSet<String> =
        all.iter().filter(foreign).map(|row| text(&row["id"])).collect();
    hidden.extend(phases.iter().filter(foreign).map(|row| text(&row["id"])));
    hidden.insert(projects["PROD00499"].clone());
    let project = projects["PROD00883"].as_str();
    let mut told = json!(rows).to_string();
    for path in ["projects".to_owned(), format!("projects/{project}/phases"), "tasks".to_owned()] {
        told.push_str(&json!(guest.client.rows(&format!("/v1/portal/{path}"))).to_string());
    }
    let leaked: Vec<&str> = told.split('"').filter(|word| hidden.contains(*word)).collect();
    assert_eq!(leaked, [] as [&str; 0]);
    let of_other = all.iter().find(|row| foreign(row)).expect("one");
    let ask = |id: &str| guest.client.get(&format!("/v1/portal/expenses/{id}")).told();
    assert_eq!(ask(&text(&of_other["id"])), ask(&person));
}
