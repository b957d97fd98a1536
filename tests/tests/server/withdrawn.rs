//! Who takes part no more loses everything of the project in the same commit: rows, what is said about
//! them and attached, and the hours that were meant for it; and the past keeps it.

use std::collections::BTreeSet;

use loggia_core::spec::name;
use loggia_tests::ask::Client;
use loggia_tests::inside::Inside;
use loggia_tests::story::{Cast, Story};
use serde_json::{Value, json};

use super::hidden_is_absent::questions::Seen;
use super::sample::NOWHERE;

/// What of a project a partner may see, by the view in which it is: each is to have some of it.
fn of_the_project(cast: &Cast) -> [(&'static str, BTreeSet<String>); 10] {
    fn texts<T: ToString>(ids: &[T]) -> BTreeSet<String> {
        ids.iter().map(T::to_string).collect()
    }
    [
        ("projects", texts(&cast.projects)),
        ("phases", texts(&cast.phases)),
        ("participants", texts(&cast.parts)),
        ("milestones", texts(&cast.milestones)),
        ("tasks", texts(&cast.tasks)),
        ("raid", texts(&cast.raid)),
        ("status-reports", texts(&cast.reports)),
        ("bookings", texts(&cast.bookings)),
        ("comments", texts(&cast.comments)),
        ("attachments", texts(&cast.attachments)),
    ]
}

/// That `ada` takes part, each of them, by their ids.
fn participations(root: &Client, story: &Story) -> Vec<String> {
    let contact = story.own.contacts[0];
    let person = story.world.effort.person_of_contact(contact).expect("a person").to_string();
    let rows = root.rows("/v1/staff/participants");
    let of_hers = rows.iter().filter(|row| row["person"] == person);
    of_hers.map(|row| row["id"].as_str().expect("an id").to_owned()).collect()
}

/// A row as the auditor sees that a partner saw it after a commit.
fn past(root: &Client, view: &str, id: &str, seq: u64) -> (u16, Value) {
    let answer = root.get(&format!("/v1/audit/views/ada/{view}/{id}?seq={seq}"));
    (answer.status, answer.json())
}

#[test]
fn with_the_last_participation_all_of_the_project_goes_in_one_commit() {
    let story = Story::begin();
    let inside = Inside::at_the_end_of(&story);
    let root = inside.root();
    let me = root.get("/v1/staff/me").good().json()["id"].clone();
    let roles = json!({
        "staff_user": me, "roles": ["administrator", "delivery_manager", "auditor"],
    });
    root.command("set-staff-roles", &roles);
    let ada = inside.user("ada");
    let document = ada.get("/openapi.json").good().json();
    // That in the phase in which there is something of everything.
    let last = story.own.parts[0].to_string();
    let parts = participations(&root, &story);
    assert!(parts.contains(&last), "{parts:?}");
    for part in parts.into_iter().filter(|part| *part != last) {
        root.command("remove-participant", &json!({ "participant": part }));
    }

    let before = Seen::by(&ada, &document);
    let views = of_the_project(&story.own);
    let mut stream = ada.lines("/v1/portal/changes");
    let mut event = || {
        let mut told = (String::new(), Value::Null);
        for line in stream.by_ref() {
            if let Some(id) = line.strip_prefix("id:") {
                told.0 = id.trim().to_owned();
            }
            if let Some(data) = line.strip_prefix("data:") {
                told.1 = serde_json::from_str(data.trim()).expect("JSON");
            }
            if line.is_empty() && told.1 != Value::Null {
                return told;
            }
        }
        panic!("the stream ended");
    };
    event();
    let done = root.command("remove-participant", &json!({ "participant": last }));
    let seq = done["seq"].as_u64().expect("a seq");

    // One change tells of all of it, by ids alone.
    let (_, change) = event();
    let after = Seen::by(&ada, &document);
    let rows = change["changes"].as_array().expect("rows");
    let gone: BTreeSet<String> =
        rows.iter().filter_map(|row| row["gone"].as_str().map(str::to_owned)).collect();
    let lost: BTreeSet<String> = before.ids.difference(&after.ids).cloned().collect();
    assert!(lost.is_subset(&gone), "not told: {:?}", lost.difference(&gone));
    assert!(gone.is_disjoint(&after.ids), "told, and still there: {gone:?}");
    for row in rows.iter().filter(|row| row.get("gone").is_some()) {
        let told: BTreeSet<&str> =
            row.as_object().expect("a row").keys().map(String::as_str).collect();
        assert_eq!(told, BTreeSet::from(["view", "gone"]), "{row}");
    }

    for (view, ids) in views {
        let went: Vec<&String> = ids.intersection(&lost).collect();
        assert!(!went.is_empty(), "she saw none of {view}");
        for id in ids.intersection(&after.ids) {
            // What is said of her own expense is hers, as the expense is.
            let row = ada.get(&format!("/v1/portal/{view}/{id}")).good().json();
            assert_eq!(row["about"], "expense", "{view}: {row}");
        }
        for id in went {
            // Who takes part stands in a list alone.
            if view == "participants" {
                continue;
            }
            let path = |id: &str| format!("/v1/portal/{view}/{id}");
            assert_eq!(ada.get(&path(id)).told(), ada.get(&path(NOWHERE)).told(), "{view}");
            if view == "attachments" {
                let path = |id: &str| format!("/v1/portal/attachments/{id}/content");
                assert_eq!(ada.get(&path(id)).told(), ada.get(&path(NOWHERE)).told());
            }
            // The commit before it all was there, and with it nothing is.
            let (was, row) = past(&root, view, id, seq - 1);
            assert_eq!((was, row["id"].as_str()), (200, Some(id.as_str())), "{view}: {row}");
            assert_eq!(past(&root, view, id, seq).0, 404, "{view}: {id}");
        }
    }
    for view in ["projects", "tasks", "bookings"] {
        let list = |seq: u64| {
            let path = format!("/v1/audit/views/ada/{view}?limit=500&seq={seq}");
            root.get(&path).good().json()["rows"].as_array().expect("rows").len()
        };
        assert!(list(seq - 1) > 0, "{view}");
        assert_eq!(list(seq), 0, "{view}");
        assert!(ada.rows(&format!("/v1/portal/{view}")).is_empty(), "{view}");
    }
    let user = inside.app.world().access.user_by_name(&name("ada"));
    assert!(user.is_some(), "she is still a user");
}
