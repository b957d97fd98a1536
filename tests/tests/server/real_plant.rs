//! The main job on real input: a production log is imported, six partners see what is theirs, and
//! every figure is the one that was computed apart from us.

use std::time::{Duration, Instant};

use loggia_tests::ask::{Client, DryRun};
use loggia_tests::binary::Server;
use loggia_tests::plant::{self, Expected};
use loggia_tests::real_data;
use serde_json::{Value, json};

const WORKBOOK: &str = "Production_Data.xlsx";

#[track_caller]
fn sees(client: &Client, expected: &Value) {
    let steps = client.rows("/v1/portal/work-steps");
    assert_eq!(plant::figures(client, "work-steps", &steps).0, expected["work_steps"]);
    let processes = client.rows("/v1/portal/processes");
    assert_eq!(plant::figures(client, "processes", &processes).0, expected["processes"]);
    let (orders, digest) = plant::orders_digest(client);
    assert_eq!(json!(orders), expected["orders_visible"]);
    assert_eq!(json!(digest), expected["orders_list_sha256"]);
    let first: Vec<Value> = client.get("/v1/portal/orders?limit=5").good().json()["rows"]
        .as_array()
        .map(|rows| rows.iter().map(|row| row["number"].clone()).collect())
        .unwrap_or_default();
    assert_eq!(json!(first), expected["first_orders"], "orders come in the order of their numbers");
}

/// Number of reports and of orders that a partner sees.
fn counts(client: &Client, list: &str) -> u64 {
    let rows = client.rows(&format!("/v1/portal/{list}"));
    rows.iter().filter_map(|row| row["report_count"].as_u64()).sum()
}

/// Rebuilds tried before it is said that none can be paused: one may end before it is asked to.
const REBUILDS_MAX: usize = 20;

/// A rebuild, paused at its beginning: its address.
fn paused_rebuild(root: &Client) -> String {
    for _ in 0..REBUILDS_MAX {
        let id = root.post("/v1/ops/rebuild", &json!({})).good().json()["id"].clone();
        let path = format!("/v1/ops/rebuild/{}", id.as_str().expect("an id"));
        root.post(&format!("{path}/pause"), &json!({}));
        if is_half_built(&looked_at(root, &path, |job| job["total"] != 0)) {
            return path;
        }
        root.post(&format!("{path}/resume"), &json!({}));
        rebuilt(root, &path);
    }
    panic!("all rebuilds ended before they could be paused");
}

fn is_half_built(job: &Value) -> bool {
    job["state"] == "paused" && job["done"].as_u64() < job["total"].as_u64()
}

/// Waits until a rebuild has ended well.
fn rebuilt(root: &Client, path: &str) {
    let is_over = |job: &Value| !["running", "checking"].map(Some).contains(&job["state"].as_str());
    let job = looked_at(root, path, is_over);
    assert_eq!((&job["state"], &job["differing"]), (&json!("done"), &json!([])), "{job}");
}

/// A job, looked at until it is as it should be.
fn looked_at(root: &Client, path: &str, is_so: impl Fn(&Value) -> bool) -> Value {
    let patience = Instant::now() + Duration::from_secs(120);
    loop {
        let job = root.get(path).good().json();
        if is_so(&job) {
            return job;
        }
        assert!(Instant::now() < patience, "it takes too long: {job}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn six_partners_of_a_real_plant_see_exactly_what_is_theirs() {
    let Some(folder) = real_data::folder("plant") else { return };
    let expected = Expected::read(&folder);
    let file = std::fs::read(folder.join(WORKBOOK)).expect("the workbook");
    let dir = tempfile::tempdir().expect("a folder");
    let server = Server::fresh(dir.path());
    let root = server.root();

    let told = root.import(WORKBOOK, &file, "plant", DryRun::Yes).good().json();
    assert_eq!(told["rows"], expected.get("source_rows").clone(), "{told}");
    assert!(plant::resources(&root).is_empty(), "a dry run changes nothing");
    root.import(WORKBOOK, &file, "plant", DryRun::No).good();
    let again = root.import(WORKBOOK, &file, "plant", DryRun::No).good().json();
    assert_eq!(again["added"], json!(0), "the same file again adds nothing: {again}");
    assert_eq!(again["already_there"], expected.get("source_rows").clone(), "{again}");
    assert_eq!(json!(plant::resources(&root).len()), expected.get("resources_all").clone());

    let partners = plant::partners(&root, &expected);
    plant::link(&root, &expected, &partners);
    for (name, partner) in &partners {
        sees(&partner.client, expected.of(name));
    }

    let served = |name: &str| plant::bytes(&partners[name].client);
    let before: Vec<_> = partners.keys().map(|name| served(name)).collect();
    let rebuild = paused_rebuild(&root);
    assert_eq!(partners.keys().map(|name| served(name)).collect::<Vec<_>>(), before, "half built");
    let held = root.get(&rebuild).good().json();
    assert!(is_half_built(&held), "{held}");
    root.post(&format!("{rebuild}/resume"), &json!({})).good();
    rebuilt(&root, &rebuild);
    assert_eq!(partners.keys().map(|name| served(name)).collect::<Vec<_>>(), before, "rebuilt");

    // A link that goes takes its rows along, at once.
    let grinder = &partners["GrindBackup"];
    let machine = plant::resources(&root)["Machine 3 - Round Grinding"].clone();
    root.command("unlink-resource", &json!({ "partner_user": grinder.id, "resource": machine }));
    let unlinked = expected.get("GrindBackup_after_unlinking_Machine_3");
    assert_eq!(json!(counts(&grinder.client, "work-steps")), unlinked["work_step_rows"]);
    assert_eq!(json!(plant::orders_digest(&grinder.client).0), unlinked["orders"]);

    // Processes come with the right to them, for the orders that were visible all along.
    let marker = &partners["LaserMark"];
    root.command("allow-process-feedback", &json!({ "partner_user": marker.id }));
    let allowed = expected.get("LaserMark_after_allow_process_feedback");
    assert_eq!(json!(counts(&marker.client, "work-steps")), allowed["work_step_rows"]);
    assert_eq!(json!(counts(&marker.client, "processes")), allowed["process_rows"]);
    assert_eq!(json!(plant::orders_digest(&marker.client).0), allowed["orders"]);

    // Nobody else has noticed.
    for name in ["RoundGrind", "WireErode", "HeatTreat", "NoLink"] {
        sees(&partners[name].client, expected.of(name));
    }

    let before: Vec<_> = partners.keys().map(|name| served(name)).collect();
    server.kill();
    let server = Server::start(dir.path());
    let again = partners
        .keys()
        .map(|name| plant::bytes(&Client::logged_in(&server.base, name, plant::PASSWORD)));
    assert_eq!(again.collect::<Vec<_>>(), before, "killed and started again");
}
