//! The real plant: its partners, and the figures that were computed apart from Loggia.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::ask::Client;

/// The figures.
pub struct Expected(Value);

impl Expected {
    /// Reads them.
    pub fn read(folder: &Path) -> Self {
        let text = std::fs::read(folder.join("expected.json")).expect("the expected figures");
        Self(serde_json::from_slice(&text).expect("figures in JSON"))
    }

    /// The names of the partners.
    pub fn partners(&self) -> Vec<String> {
        self.0["partners"].as_object().expect("partners").keys().cloned().collect()
    }

    /// What is expected of a partner.
    pub fn of(&self, partner: &str) -> &Value {
        &self.0["partners"][partner]
    }

    /// A figure that stands alone.
    pub fn get(&self, name: &str) -> &Value {
        &self.0[name]
    }
}

/// A partner of the plant who can ask.
pub struct Partner {
    /// The partner user's id.
    pub id: String,
    /// Logged in.
    pub client: Client,
}

/// The password of every partner.
pub const PASSWORD: &str = "correct horse battery";

/// Makes the partners, each with all modules; links come with [`link`].
pub fn partners(root: &Client, expected: &Expected) -> BTreeMap<String, Partner> {
    let make = |name: String| {
        let user = json!({ "user_name": name, "display_name": name });
        let id = root.made("create-partner-user", &user);
        for module in ["planning_objects", "planning", "dashboard", "workbench_classic"] {
            root.command("assign-module-licence", &json!({ "partner_user": id, "module": module }));
        }
        if expected.of(&name)["allow_process_feedback"] == json!(true) {
            root.command("allow-process-feedback", &json!({ "partner_user": id }));
        }
        let path = format!("/v1/users/{id}/password");
        root.send("PUT", &path, &[], &json!({ "password": PASSWORD })).expect("set").good();
        let client = Client::logged_in(root.base(), &name, PASSWORD);
        (name, Partner { id, client })
    };
    expected.partners().into_iter().map(make).collect()
}

/// Marks the resources that the figures name as external and links them. Their names lead to their
/// ids, which are made first where `missing` says so.
pub fn link(root: &Client, expected: &Expected, partners: &BTreeMap<String, Partner>) {
    let mut resources = resources(root);
    for (name, partner) in partners {
        for resource in expected.of(name)["resources"].as_array().expect("resources") {
            let resource = resource.as_str().expect("a name");
            let id = resources
                .entry(resource.to_owned())
                .or_insert_with(|| root.made("create-resource", &json!({ "name": resource })));
            root.command("mark-resource-external", &json!({ "resource": id }));
            root.command("link-resource", &json!({ "partner_user": partner.id, "resource": id }));
        }
    }
}

/// The resources by name.
pub fn resources(root: &Client) -> BTreeMap<String, String> {
    let rows = root.rows("/v1/staff/resources").into_iter();
    rows.map(|row| (text(&row["name"]), text(&row["id"]))).collect()
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// What a partner's lists say, in the words of the expected figures.
#[derive(Debug, PartialEq)]
pub struct Figures(pub Value);

/// Adds up what `rows` (work steps or processes) and the reports on them say.
pub fn figures(client: &Client, list: &str, rows: &[Value]) -> Figures {
    let mut kinds = BTreeMap::<&str, u64>::new();
    let mut lines = Vec::new();
    let mut rework = 0;
    for row in rows {
        let id = row["id"].as_str().expect("an id");
        let reports = client.rows(&format!("/v1/portal/{list}/{id}/feedback"));
        assert_eq!(json!(reports.len()), row["report_count"], "{row}");
        for report in reports {
            let kind = match report["kind"].as_str() {
                Some("set_up") => "S",
                Some("production") => "D",
                Some("breakdown") => "B",
                other => panic!("{other:?} is no kind of report"),
            };
            *kinds.entry(kind).or_default() += 1;
            rework += u64::from(report["rework"] == json!("yes"));
            lines.push(line(row, kind, &report));
        }
    }
    lines.sort();
    let sum =
        |field: &str| rows.iter().map(|row| row[field].as_u64().expect("a number")).sum::<u64>();
    let orders: BTreeSet<&str> = rows.iter().filter_map(|row| row["order"].as_str()).collect();
    Figures(json!({
        "rows": sum("report_count"),
        "orders": orders.len(),
        "objects": rows.len(),
        "by_report_type": kinds,
        "minutes": sum("actual_minutes"),
        "qty_completed": sum("done_quantity"),
        "qty_rejected": sum("scrap_quantity"),
        "qty_mrb": sum("held_quantity"),
        "rework_rows": rework,
        "sha256_full_cols": format!("{:x}", Sha256::digest(lines.join("\n"))),
    }))
}

/// A report as it stood in the source: the columns of `sha256_full_cols`.
fn line(row: &Value, kind: &str, report: &Value) -> String {
    let at = |field: &str| {
        let instant = report[field].as_str().expect("an instant");
        let plain = instant.trim_end_matches('Z').replace('-', "/").replace('T', " ");
        if plain.contains('.') { plain } else { format!("{plain}.000") }
    };
    let plain = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    [
        plain(&row["order"]),
        plain(&row["name"]),
        plain(&row["resource"]),
        at("start"),
        at("end"),
        kind.to_owned(),
        plain(&report["good"]),
        plain(&report["scrap"]),
        plain(&report["held"]),
    ]
    .join("\t")
}

/// The digest of the numbers of the orders that a partner sees.
pub fn orders_digest(client: &Client) -> (usize, String) {
    let mut numbers: Vec<String> =
        client.rows("/v1/portal/orders").iter().map(|row| text(&row["number"])).collect();
    numbers.sort();
    (numbers.len(), format!("{:x}", Sha256::digest(numbers.join("\n"))))
}

/// Everything that a partner can list, byte for byte.
pub fn bytes(client: &Client) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for list in ["work-steps", "processes", "orders", "order-items"] {
        let mut path = format!("/v1/portal/{list}?limit=500");
        loop {
            let page = client.get(&path).good();
            let next = page.json()["next"].as_str().map(str::to_owned);
            all.push(page.body);
            let Some(cursor) = next else { break };
            path = format!("/v1/portal/{list}?limit=500&cursor={cursor}");
        }
    }
    all
}
