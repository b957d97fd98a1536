//! What a partner reads.

use super::*;

fn names(answer: &Answer, field: &str) -> Vec<String> {
    let rows = answer.json()["rows"].as_array().cloned().unwrap_or_default();
    rows.iter().map(|row| row[field].as_str().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn a_portal_says_who_one_is_and_how_much_there_is() {
    let plant = Plant::new().await;
    let answer = plant.ada_reads("/v1/portal").await.good();
    let portal = answer.json();
    assert_eq!(portal["id"], plant.ada_id);
    assert_eq!(portal["branding"]["name"], "Works");
    let counts = json!({ "work-steps": 3, "processes": 1, "orders": 1, "order-items": 0 });
    assert_eq!(portal["counts"], counts);
    assert!(answer.header("loggia-revision").parse::<u64>().unwrap() > 0);
    plant.server.close().await;
}

#[tokio::test]
async fn a_list_holds_what_concerns_one_and_nothing_else() {
    let plant = Plant::new().await;
    let list = plant.ada_reads("/v1/portal/work-steps").await.good();
    assert_eq!(names(&list, "id"), plant.steps);
    assert_eq!(list.json()["next"], Value::Null);
    assert_eq!(list.json()["columns"][0], "id");
    let bob = plant.server.get(&plant.bob, "/v1/portal/work-steps").await.good();
    assert_eq!(names(&bob, "id"), [plant.hidden.as_str()]);
    let bob = plant.server.get(&plant.bob, "/v1/portal/processes").await.good();
    assert_eq!(names(&bob, "id"), Vec::<String>::new());
    let processes = plant.ada_reads("/v1/portal/processes").await.good();
    assert_eq!(names(&processes, "id"), [plant.process.as_str()]);
    assert_eq!(names(&plant.ada_reads("/v1/portal/orders").await, "id"), [plant.order.as_str()]);
    plant.server.close().await;
}

#[tokio::test]
async fn a_hidden_record_answers_as_a_missing_one_and_as_a_malformed_id() {
    let plant = Plant::new().await;
    for list in ["work-steps", "processes", "orders", "order-items"] {
        for below in ["", "/feedback"] {
            let told = |id: &str| {
                let path = format!("/v1/portal/{list}/{id}{below}");
                let plant = &plant;
                async move { plant.ada_reads(&path).await.told() }
            };
            let missing = told(&nowhere()).await;
            assert_eq!(missing.0, StatusCode::NOT_FOUND);
            for id in [&plant.hidden, &plant.laser, "7", "x?colour=red"] {
                assert_eq!(told(id).await, missing, "{list} {id} {below}");
            }
        }
    }
    plant.server.close().await;
}

#[tokio::test]
async fn a_list_without_its_module_is_an_address_that_is_not_there() {
    let plant = Plant::new().await;
    let nothing = plant.ada_reads("/v1/nothing").await.told();
    plant.ada_reads("/v1/portal/processes").await.good();
    for module in ["planning_objects", "workbench_classic"] {
        let licence = json!({ "partner_user": plant.ada_id, "module": module });
        plant.server.does("revoke-module-licence", licence).await;
    }
    let licence = json!({ "partner_user": plant.ada_id, "module": "workbench_terminal" });
    plant.server.does("assign-module-licence", licence).await;
    assert_eq!(plant.ada_reads("/v1/portal/processes").await.told(), nothing);
    assert_eq!(plant.ada_reads("/v1/portal/orders").await.told(), nothing);
    plant.ada_reads("/v1/portal/work-steps").await.good();
    let portal = plant.ada_reads("/v1/portal").await.json();
    assert_eq!(portal["counts"], json!({ "work-steps": 3 }));
    plant.server.close().await;
}

#[tokio::test]
async fn rows_are_chosen_sorted_and_searched_by_visible_columns() {
    let plant = Plant::new().await;
    let rows = |query: &str| {
        let path = format!("/v1/portal/work-steps?{query}");
        let plant = &plant;
        async move { names(&plant.ada_reads(&path).await.good(), "name") }
    };
    assert_eq!(rows("name=Cut").await, ["Cut"]);
    assert_eq!(rows("name=Cut&name=Mark").await, ["Cut", "Mark"]);
    assert_eq!(rows("sequence.from=2").await, ["=Etch", "Mark"]);
    assert_eq!(rows("sequence.from=2&sequence.to=2").await, ["=Etch"]);
    assert_eq!(rows("sort=-sequence").await, ["Mark", "=Etch", "Cut"]);
    assert_eq!(rows("q=MAR").await, ["Mark"]);
    assert_eq!(rows("q=Anneal").await, Vec::<String>::new());
    assert_eq!(rows("planned_start=").await.len(), 3);
    assert_eq!(rows("planned_start.from=2026-01-01T00:00:00Z").await.len(), 0);
    assert_eq!(rows(&format!("order_id={}", plant.order)).await.len(), 3);
    plant.server.close().await;
}

#[tokio::test]
async fn a_hidden_column_reads_exactly_like_one_that_never_was() {
    let plant = Plant::new().await;
    let columns = json!({ "list": "work_steps", "columns": ["name", "sequence"] });
    plant.server.does("set-columns", columns).await;
    let list = plant.ada_reads("/v1/portal/work-steps").await.good();
    assert_eq!(list.json()["columns"], json!(["id", "name", "sequence"]));
    for (hidden, never) in [
        ("status=scheduled", "colour=scheduled"),
        ("sort=status", "sort=colour"),
        ("sort=-status", "sort=-colour"),
        ("quantity.from=1", "colour.from=1"),
        ("order_id=x", "colour_id=x"),
    ] {
        let hidden = plant.ada_reads(&format!("/v1/portal/work-steps?{hidden}")).await;
        let never = plant.ada_reads(&format!("/v1/portal/work-steps?{never}")).await;
        hidden.is(400, "bad_query");
        let plain = |answer: &Answer| {
            let text = String::from_utf8(answer.body.clone()).unwrap();
            let words = ["status", "quantity", "order", "colour"];
            words.iter().fold(text, |text, word| text.replace(word, "_"))
        };
        assert_eq!(plain(&hidden), plain(&never));
    }
    assert_eq!(names(&plant.ada_reads("/v1/portal/work-steps?q=Case").await, "id").len(), 0);
    plant.server.close().await;
}

#[tokio::test]
async fn pages_follow_each_other_and_cursors_are_sealed() {
    let plant = Plant::new().await;
    for query in ["limit=1", "limit=2", "limit=1&sort=-name", "limit=1&sequence.from=2"] {
        let whole = query.replace("limit=1&", "").replace("limit=1", "").replace("limit=2", "");
        let whole = plant.ada_reads(&format!("/v1/portal/work-steps?{whole}")).await.good();
        let mut found = Vec::new();
        let mut path = format!("/v1/portal/work-steps?{query}");
        loop {
            let page = plant.ada_reads(&path).await.good();
            assert_eq!(page.body, plant.ada_reads(&path).await.good().body);
            found.extend(names(&page, "id"));
            let Some(next) = page.json()["next"].as_str().map(str::to_owned) else { break };
            path = format!("/v1/portal/work-steps?{query}&cursor={next}");
        }
        assert_eq!(found, names(&whole, "id"), "{query}");
    }
    let page = plant.ada_reads("/v1/portal/work-steps?limit=1").await;
    let next = page.json()["next"].as_str().unwrap().to_owned();
    for path in [
        format!("/v1/portal/orders?cursor={next}"),
        format!("/v1/portal/work-steps?sort=name&cursor={next}"),
        format!("/v1/portal/work-steps?cursor={}", next.to_uppercase()),
    ] {
        plant.ada_reads(&path).await.is(400, "bad_query");
    }
    let path = format!("/v1/portal/work-steps?cursor={next}");
    plant.server.get(&plant.bob, &path).await.is(400, "bad_query");
    plant.server.close().await;
}

#[tokio::test]
async fn a_list_is_a_csv_file_too_and_no_cell_is_a_formula() {
    let plant = Plant::new().await;
    let columns = json!({ "list": "work_steps", "columns": ["sequence", "name", "quantity"] });
    plant.server.does("set-columns", columns).await;
    let by_name = plant.ada_reads("/v1/portal/work-steps?format=csv").await.good();
    let accept = [("accept", "text/csv")];
    let path = "/v1/portal/work-steps";
    let by_header = plant.server.ask(&plant.ada, "GET", path, &accept, None).await.good();
    assert_eq!(by_name.body, by_header.body);
    assert!(by_name.header("content-type").starts_with("text/csv"));
    let text = String::from_utf8(by_name.body).unwrap();
    let [cut, etch, mark] = &plant.steps[..] else { panic!("three steps") };
    let expected = format!("{cut},1,Cut,12\r\n{etch},2,'=Etch,12\r\n{mark},3,Mark,12\r\n");
    assert_eq!(text, format!("id,sequence,name,quantity\r\n{expected}"));
    plant.server.close().await;
}

#[tokio::test]
async fn who_has_it_already_gets_304_until_something_changes() {
    let plant = Plant::new().await;
    let item = format!("/v1/portal/work-steps/{}", plant.steps[0]);
    for path in ["/v1/portal", "/v1/portal/work-steps", &item] {
        let first = plant.ada_reads(path).await.good();
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with('"'), "{tag}");
        let again = [("if-none-match", tag.as_str())];
        let again = plant.server.ask(&plant.ada, "GET", path, &again, None).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
        assert!(again.body.is_empty() && again.header("etag") == tag);
    }
    let tag = plant.ada_reads(&item).await.header("etag").to_owned();
    // What does not concern ada changes nothing for her.
    let other = json!({ "subject": { "work_step": plant.hidden }, "action": "start" });
    plant.server.post(&plant.bob, "/v1/commands/report-feedback", other).await.good();
    assert_eq!(plant.ada_reads(&item).await.header("etag"), tag);
    let own = json!({ "subject": { "work_step": plant.steps[0] }, "action": "start" });
    plant.server.post(&plant.ada, "/v1/commands/report-feedback", own).await.good();
    assert_ne!(plant.ada_reads(&item).await.header("etag"), tag);
    plant.server.close().await;
}

#[tokio::test]
async fn a_link_that_ends_takes_its_rows_before_anything_is_served() {
    let plant = Plant::new().await;
    let until = json!({
        "partner_user": plant.ada_id,
        "resource": plant.laser,
        "until": "2026-03-02T07:00:00Z",
    });
    plant.server.does("link-resource", until).await;
    assert_eq!(names(&plant.ada_reads("/v1/portal/work-steps").await, "id").len(), 3);
    plant.server.clock.advance(std::time::Duration::from_secs(3_600));
    assert_eq!(names(&plant.ada_reads("/v1/portal/work-steps").await, "id").len(), 0);
    let item = format!("/v1/portal/work-steps/{}", plant.steps[0]);
    plant.ada_reads(&item).await.is(404, "not_found");
    plant.server.close().await;
}

#[tokio::test]
async fn reports_are_listed_below_their_step() {
    let plant = Plant::new().await;
    let report = json!({
        "subject": { "work_step": plant.steps[0] },
        "kind": "production",
        "start": "2026-03-02T05:00:00Z",
        "end": "2026-03-02T05:30:00Z",
        "good": 5,
        "worker": "Grace",
    });
    plant.server.does("report-work", report).await;
    let path = format!("/v1/portal/work-steps/{}/feedback", plant.steps[0]);
    let list = plant.ada_reads(&path).await.good();
    assert_eq!(list.json()["rows"][0]["minutes"], 30);
    assert!(!String::from_utf8_lossy(&list.body).contains("Grace"));
    let empty = format!("/v1/portal/work-steps/{}/feedback", plant.steps[1]);
    assert_eq!(plant.ada_reads(&empty).await.good().json()["rows"], json!([]));
    plant.server.close().await;
}
