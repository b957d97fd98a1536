mod looks;
mod what_if;

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::demo::fixture::Plant;

/// The first row of a list that fits.
async fn row(plant: &Plant, user: &str, path: &str) -> Value {
    let list = plant.get(user, path).await.json();
    list["rows"][0].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_auditor_reads_the_very_bytes_that_the_partner_reads() {
    let plant = Plant::new().await;
    let step = row(&plant, "nora", "/v1/portal/work-steps?status=completed").await;
    let step = step["id"].as_str().unwrap();
    let process = row(&plant, "nora", "/v1/portal/processes").await;
    let process = process["id"].as_str().unwrap();
    for path in [
        "work-steps".to_owned(),
        "work-steps?limit=3&sort=-planned_start".to_owned(),
        "work-steps?status=started&q=coat".to_owned(),
        "work-steps?format=csv".to_owned(),
        "processes?limit=2".to_owned(),
        "orders".to_owned(),
        "order-items".to_owned(),
        format!("work-steps/{step}"),
        format!("work-steps/{step}/feedback"),
        format!("processes/{process}/feedback"),
        "work-steps?nonsense=1".to_owned(),
    ] {
        let partner = plant.get("nora", &format!("/v1/portal/{path}")).await;
        let auditor = plant.get("audrey", &format!("/v1/audit/views/nora/{path}")).await;
        assert_eq!(auditor.bytes, partner.bytes, "{path}");
        assert_eq!(auditor.headers.get("etag"), partner.headers.get("etag"), "{path}");
    }
    let partner = plant.get("nora", "/v1/portal").await;
    let auditor = plant.get("audrey", "/v1/audit/views/nora/portal").await;
    assert_eq!(auditor.bytes, partner.bytes);
    assert_eq!(auditor.headers["loggia-as-of-seq"], plant.seq().to_string().as_str());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_past_stays_as_the_partner_saw_it_cursors_included() {
    let plant = Plant::new().await;
    let first = "work-steps?limit=5";
    let seen = plant.get("nora", &format!("/v1/portal/{first}")).await;
    let seq = plant.seq();
    let unlink = json!({
        "partner_user": plant.user("nora"),
        "resource": plant.resource("Coating line 1"),
    });
    plant.clock.advance(std::time::Duration::from_secs(60));
    let done = plant.post("astrid", "/v1/commands/unlink-resource", &unlink).await;
    assert_eq!(done.status, StatusCode::OK, "{done:?}");
    assert_ne!(plant.get("nora", &format!("/v1/portal/{first}")).await.bytes, seen.bytes);
    let past = format!("/v1/audit/views/nora/{first}&seq={seq}");
    let replayed = plant.get("audrey", &past).await;
    assert_eq!(replayed.bytes, seen.bytes);
    let at = replayed.headers["loggia-as-of-at"].to_str().unwrap().to_owned();
    let past = format!("/v1/audit/views/{}/{first}&at={at}", plant.user("nora"));
    assert_eq!(plant.get("audrey", &past).await.bytes, seen.bytes);
}

#[tokio::test(flavor = "multi_thread")]
async fn before_a_partner_was_let_in_there_is_nothing_to_see() {
    let plant = Plant::new().await;
    let path = "/v1/audit/views/nora/work-steps";
    assert_eq!(plant.get("audrey", &format!("{path}?seq=2")).await.code(), "not_found");
    let future = plant.get("audrey", &format!("{path}?seq=999999")).await;
    assert_eq!((future.code().as_str(), &future.json()["head"]), ("not_yet", &plant.seq().into()));
    let future = plant.get("audrey", &format!("{path}?at=2999-01-01T00:00:00Z")).await;
    assert_eq!(future.code(), "not_yet");
    assert_eq!(plant.get("audrey", "/v1/audit/views/nora/nonsense").await.code(), "not_found");
    assert_eq!(plant.get("audrey", "/v1/audit/views/otto/orders").await.code(), "not_found");
    assert_eq!(plant.get("audrey", "/v1/audit/views/nora/orders/7").await.code(), "bad_id");
}

#[tokio::test(flavor = "multi_thread")]
async fn why_names_every_condition_and_the_commits_that_made_it_so() {
    let plant = Plant::new().await;
    let step = row(&plant, "nora", "/v1/portal/work-steps?resource=Coating%20line%201").await;
    let step = step["id"].as_str().unwrap();
    let why = plant.get("audrey", &format!("/v1/audit/why/nora/{step}")).await.json();
    assert_eq!(why["why"]["visible"], true, "{why}");
    let commits = why["commits"].as_array().unwrap();
    let linked = commits.iter().find(|commit| commit["command"] == "link-resource").unwrap();
    assert_eq!(linked["actor"]["name"], "astrid");
    assert_eq!(linked["reason"], "frame contract signed");
    for condition in why["why"]["because"].as_array().unwrap() {
        let seq = &condition["seq"];
        assert!(commits.iter().any(|commit| commit["seq"] == *seq), "{seq}");
    }
    let hidden = plant.get("audrey", &format!("/v1/audit/why/bruno/{step}")).await.json();
    assert_eq!(hidden["why"]["visible"], false);
    let back_then = format!("/v1/audit/why/nora/{step}?seq=3");
    let back_then = plant.get("audrey", &back_then).await.json();
    assert_eq!(back_then["why"]["visible"], false, "{back_then}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_tells_exactly_those_whose_portal_has_the_record() {
    let plant = Plant::new().await;
    let orders = plant.get("paula", "/v1/staff/orders?limit=80").await.json();
    for order in orders["rows"].as_array().unwrap() {
        let (id, number) = (order["id"].as_str().unwrap(), order["number"].as_str().unwrap());
        let who = plant.get("audrey", &format!("/v1/audit/who/{number}")).await.json();
        let told: Vec<&str> = who["partners"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["partner"]["id"].as_str().unwrap())
            .collect();
        for partner in ["nora", "bruno"] {
            let path = format!("/v1/portal/orders/{id}");
            let sees = plant.get(partner, &path).await.status == StatusCode::OK;
            assert_eq!(told.contains(&plant.user(partner).as_str()), sees, "{partner} {number}");
        }
    }
    assert_eq!(plant.get("audrey", "/v1/audit/who/PO-0").await.code(), "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_history_comes_in_pages_the_newest_first() {
    let plant = Plant::new().await;
    let path = "/v1/audit/history/Coating%20line%201";
    let all = plant.get("audrey", &format!("{path}?limit=200")).await.json();
    let all: Vec<Value> = all["commits"].as_array().unwrap().clone();
    assert!(all.len() > 5);
    assert_eq!(all.last().unwrap()["command"], "create-resource");
    let (mut paged, mut before) = (Vec::new(), String::new());
    loop {
        let page = plant.get("audrey", &format!("{path}?limit=3{before}")).await.json();
        paged.extend(page["commits"].as_array().unwrap().clone());
        match page["next"].as_u64() {
            Some(next) => before = format!("&before={next}"),
            None => break,
        }
    }
    assert_eq!(paged, all);
    let unknown = plant.get("audrey", &format!("/v1/audit/history/{}", uuid::Uuid::nil())).await;
    assert_eq!(unknown.code(), "not_found");
    assert_eq!(plant.get("audrey", &format!("{path}?limit=0")).await.code(), "bad_query");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_leaves_as_json_lines_without_a_gap() {
    let plant = Plant::new().await;
    let (mut after, mut seqs) = (0, Vec::new());
    loop {
        let part = plant.get("audrey", &format!("/v1/audit/commits?after={after}")).await;
        let text = String::from_utf8(part.bytes).unwrap();
        if text.is_empty() {
            break;
        }
        for line in text.lines() {
            let commit: Value = serde_json::from_str(line).unwrap();
            seqs.push(commit["seq"].as_u64().unwrap());
            assert!(!commit["events"].as_array().unwrap().is_empty());
        }
        after = *seqs.last().unwrap();
    }
    assert_eq!(seqs, (1..=plant.seq()).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn only_auditors_and_administrators_may() {
    let plant = Plant::new().await;
    for path in
        ["views/nora/orders", "why/nora/PO-5001", "who/PO-5001", "history/PO-5001", "commits"]
    {
        let path = format!("/v1/audit/{path}");
        for (user, status) in [
            ("audrey", StatusCode::OK),
            ("astrid", StatusCode::OK),
            ("otto", StatusCode::FORBIDDEN),
            ("nora", StatusCode::NOT_FOUND),
        ] {
            assert_eq!(plant.get(user, &path).await.status, status, "{user} {path}");
        }
    }
    let question = json!({ "commands": [] });
    let refused = plant.post("paula", "/v1/audit/what-if", &question).await;
    assert_eq!(refused.code(), "role_missing");
}
