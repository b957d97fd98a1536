//! kill -9 at random moments under load: what was acknowledged is there, once, in order; what was
//! not is whole or not there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use loggia_tests::ask::{Client, DryRun};
use loggia_tests::binary::Server;
use serde_json::{Value, json};

/// Kills; `LOGGIA_SOAK` multiplies them.
const KILLS: u32 = 50;

/// Clients that create order items.
const CLIENTS: usize = 4;

/// What one client was told.
#[derive(Default)]
struct Told {
    acknowledged: Vec<(String, u64)>,
    asked: Vec<String>,
}

fn load(client: &Client, prefix: &str, stop: &AtomicBool) -> Told {
    let mut told = Told::default();
    for n in 0.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let number = format!("{prefix}-{n}");
        let body = json!({ "number": number, "article": "shaft", "quantity": 1 });
        told.asked.push(number.clone());
        // An error means that the server is gone: whether this one was written is open.
        let Ok(answer) = client.send("POST", "/v1/commands/create-order-item", &[], &body) else {
            break;
        };
        if answer.status != 200 {
            break;
        }
        told.acknowledged.push((number, answer.json()["seq"].as_u64().expect("a seq")));
    }
    told
}

/// Imports of two rows, each a commit of several events: order, resource, step, two reports.
fn imports(client: &Client, prefix: &str, stop: &AtomicBool) -> Vec<String> {
    let mut done = Vec::new();
    for n in 0.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let order = format!("{prefix}-import-{n}");
        let head = "CaseID,Activity,Resource,Start,Complete,Span,Work Order  Qty,Part Desc.,Worker ID,\
                    Report Type,Qty Completed,Qty Rejected,Qty for MRB,Rework";
        let row = |from: u32| {
            format!(
                "{order},Turning,Lathe,2012/01/02 0{from}:00:00.000,2012/01/02 0{}:00:00.000,1:00,9,\
                 shaft,W1,D,3,0,0,",
                from + 1
            )
        };
        let file = format!("{head}\n{}\n{}\n", row(1), row(2));
        let ask = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            client.import("rows.csv", file.as_bytes(), "plant-csv", DryRun::No)
        }));
        match ask {
            Ok(answer) if answer.status == 200 => done.push(order),
            Ok(_) | Err(_) => break,
        }
    }
    done
}

/// An administrator alone neither plans nor imports.
fn may_plan_and_audit(root: &Client) {
    let users = root.rows("/v1/staff/staff-users");
    let roles = ["administrator", "planner", "auditor"];
    root.command("set-staff-roles", &json!({ "staff_user": users[0]["id"], "roles": roles }));
}

fn pause(kill: u32) -> Duration {
    // Spread over the block, from a few to some hundred milliseconds; any sequence will do.
    Duration::from_millis(u64::from(kill.wrapping_mul(2_654_435_761) % 190) + 5)
}

#[test]
fn what_was_acknowledged_survives_kill_minus_nine() {
    let kills = KILLS * loggia_tests::soak();
    let dir = tempfile::tempdir().expect("a folder");
    loggia_tests::binary::init(dir.path());
    let server = Server::start(dir.path());
    may_plan_and_audit(&server.root());
    server.stop();
    let mut acknowledged = Vec::<(String, u64)>::new();
    let mut asked = BTreeSet::<String>::new();
    let mut imported = Vec::<String>::new();
    // Panics of the imports' connection are expected; keep the output readable.
    std::panic::set_hook(Box::new(|_| {}));
    for kill in 0..kills {
        let server = Server::start(dir.path());
        let root = server.root();
        let stop = AtomicBool::new(false);
        let (told, more) = std::thread::scope(|scope| {
            let loads: Vec<_> = (0..CLIENTS)
                .map(|at| {
                    let (root, stop) = (root.clone(), &stop);
                    scope.spawn(move || load(&root, &format!("k{kill}-c{at}"), stop))
                })
                .collect();
            let (importer, stopping) = (root.clone(), &stop);
            let importing = scope.spawn(move || imports(&importer, &format!("k{kill}"), stopping));
            std::thread::sleep(pause(kill));
            server.kill();
            stop.store(true, Ordering::Relaxed);
            let told: Vec<Told> = loads.into_iter().map(|l| l.join().expect("a client")).collect();
            (told, importing.join().expect("the importer"))
        });
        for client in told {
            let seqs: Vec<u64> = client.acknowledged.iter().map(|(_, seq)| *seq).collect();
            assert!(
                seqs.is_sorted_by(|one, next| one < next),
                "a client's commits follow each other"
            );
            acknowledged.extend(client.acknowledged);
            asked.extend(client.asked);
        }
        imported.extend(more);
    }
    let _ = std::panic::take_hook();

    let server = Server::start(dir.path());
    let root = server.root();
    let items = root.rows("/v1/staff/order-items");
    let mut found = BTreeMap::<String, u32>::new();
    for item in &items {
        *found.entry(item["number"].as_str().expect("a number").to_owned()).or_default() += 1;
    }
    assert!(found.values().all(|count| *count == 1), "each is there once");
    for (number, _) in &acknowledged {
        assert!(found.contains_key(number), "`{number}` was acknowledged and is gone");
    }
    assert!(found.keys().all(|number| asked.contains(number)), "nothing that nobody asked for");
    // At most one for each client and kill was written without its answer.
    let unanswered = found.len() - acknowledged.len();
    assert!(unanswered <= kills as usize * CLIENTS, "{unanswered} unanswered");

    // Each commit stands where its answer said.
    let mut by_seq = acknowledged.clone();
    by_seq.sort_by_key(|(_, seq)| *seq);
    assert!(by_seq.windows(2).all(|pair| pair[0].1 < pair[1].1), "no place was given twice");
    for (number, seq) in by_seq.iter().step_by(by_seq.len() / 50 + 1) {
        let id = items.iter().find(|item| item["number"] == json!(number)).expect("it is there");
        let path = format!("/v1/audit/history/{}", id["id"].as_str().expect("an id"));
        let history = root.get(&path).good().json();
        let text = history.to_string();
        assert!(text.contains(&format!("\"seq\":{seq}")), "`{number}` at {seq}: {text}");
    }

    // Imports are whole: both rows or none.
    let orders = root.rows("/v1/staff/orders");
    let steps = root.rows("/v1/staff/work-steps");
    let orders: BTreeSet<&str> =
        orders.iter().filter_map(|order| order["number"].as_str()).collect();
    for order in &imported {
        assert!(orders.contains(order.as_str()), "the import of `{order}` was acknowledged");
    }
    let reports = |step: &Value| step["report_count"].as_u64();
    assert!(steps.iter().all(|step| reports(step) == Some(2)), "an import is half there");
    assert_eq!(steps.len(), orders.len());
    // With nothing done all of the above holds as well.
    let count = acknowledged.len();
    assert!(count > kills as usize, "{count} acknowledged commands in {kills} kills");
    assert!(!imported.is_empty(), "no import was taken");
    println!(
        "{kills} kills, {} acknowledged commands, {unanswered} written without an answer, {} imports",
        acknowledged.len(),
        imported.len(),
    );
}
