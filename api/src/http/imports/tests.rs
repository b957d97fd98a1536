use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::json;
use uuid::Uuid;

use crate::demo::fixture::{Plant, Reply};

const MAPPING: &str = r#"
[file]
format = "csv"
[dates]
zone = "Etc/UTC"
patterns = ["%Y-%m-%d %H:%M"]
[numbers]
decimal = "."
[columns]
order = "Order"
order_quantity = "Ordered"
article = "Article"
resource = "Machine"
activity = "Activity"
start = "Start"
end = "End"
good = "Good"
[processes]
resources = ["Packing table"]
"#;

const HEADING: &str = "Order,Ordered,Article,Machine,Activity,Start,End,Good";

/// So many rows: ten to an order, the last of each is packing.
fn file(rows: usize) -> String {
    let mut text = HEADING.to_owned();
    for row in 0..rows {
        let (order, step) = (row / 10, row % 10);
        let machine = if step == 9 { "Packing table".into() } else { format!("Old lathe {step}") };
        text.push_str(&format!(
            "\nOLD-{order},5,Flange,{machine},Turn,2026-02-01 0{step}:00,2026-02-01 0{step}:30,{}",
            step % 3
        ));
    }
    text
}

async fn import(plant: &Plant, user: &str, key: &str, parts: &[(&str, &str)]) -> Reply {
    import_to(plant, user, "production", key, parts).await
}

async fn import_to(
    plant: &Plant,
    user: &str,
    what: &str,
    key: &str,
    parts: &[(&str, &str)],
) -> Reply {
    let mut body = String::new();
    for (name, value) in parts {
        let file = if *name == "file" { "; filename=\"log.csv\"" } else { "" };
        body.push_str(&format!(
            "--x\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n"
        ));
    }
    body.push_str("--x--\r\n");
    let request = Request::post(format!("/v1/imports/{what}"))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .header("idempotency-key", key);
    plant.send(user, request.body(Body::from(body)).unwrap()).await
}

fn key() -> String {
    Uuid::now_v7().to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_foretells_exactly_what_the_import_makes_and_makes_nothing() {
    let plant = Plant::new().await;
    let (seq, rows) = (plant.seq(), file(620));
    let parts = [("file", rows.as_str()), ("mapping", MAPPING), ("dry_run", "true")];
    let dry = import(&plant, "paula", &key(), &parts).await;
    assert_eq!(dry.status, StatusCode::OK, "{dry:?}");
    assert_eq!(plant.seq(), seq);
    let dry = dry.json();
    let made = json!({
        "production_orders": 62, "resources": 10, "work_steps": 558, "processes": 62,
        "reports": 620,
    });
    assert_eq!((&dry["made"], &dry["added"]), (&made, &json!(620)));
    let resources = plant.app.world().production.resources().count();
    let real = import(&plant, "paula", &key(), &parts[..2]).await.json();
    assert_eq!((&real["made"], &real["dry_run"]), (&made, &json!(false)), "{real}");
    assert_eq!(plant.app.world().production.resources().count(), resources + 10);
    // Three batches of at most 250 rows.
    assert_eq!(plant.seq(), seq + 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_file_twice_adds_nothing_whatever_its_name() {
    let plant = Plant::new().await;
    let rows = file(300);
    let parts = [("file", rows.as_str()), ("mapping", MAPPING)];
    let first = key();
    import(&plant, "paula", &first, &parts).await;
    let seq = plant.seq();
    for name in [first, key()] {
        let again = import(&plant, "astrid", &name, &parts).await.json();
        assert_eq!((&again["added"], &again["already_there"]), (&json!(0), &json!(300)), "{again}");
    }
    let longer = file(310);
    let parts = [("file", longer.as_str()), ("mapping", MAPPING)];
    assert_eq!(plant.seq(), seq);
    let more = import(&plant, "paula", &key(), &parts).await.json();
    assert_eq!((&more["added"], &more["already_there"]), (&json!(10), &json!(300)), "{more}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_read_right_is_refused_whole_with_row_and_column() {
    let plant = Plant::new().await;
    let (seq, rows) = (plant.seq(), file(300).replace("2026-02-01 03:00", "a Sunday"));
    let name = key();
    let parts = [("file", rows.as_str()), ("mapping", MAPPING)];
    let refused = import(&plant, "paula", &name, &parts).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let problem = refused.json();
    assert_eq!(problem["code"], "import_refused");
    let first = &problem["findings"][0];
    assert_eq!(
        (&first["row"], &first["column"], &first["value"], &first["code"]),
        (&json!(5), &json!("Start"), &json!("a Sunday"), &json!("bad_date"))
    );
    assert_eq!(plant.seq(), seq);
    let stand = plant.get("paula", &format!("/v1/imports/{name}")).await.json();
    assert_eq!((&stand["stage"], &stand["code"]), (&json!("failed"), &json!("import_refused")));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_is_looked_at_by_the_name_that_its_sender_gave() {
    let plant = Plant::new().await;
    let (name, rows) = (key(), file(20));
    let parts = [("file", rows.as_str()), ("mapping", MAPPING)];
    import(&plant, "paula", &name, &parts).await;
    let stand = plant.get("astrid", &format!("/v1/imports/{name}")).await.json();
    assert_eq!(
        (&stand["stage"], &stand["done"], &stand["total"]),
        (&json!("done"), &json!(20), &json!(20))
    );
    let stopped = plant.delete("paula", &format!("/v1/imports/{name}")).await;
    assert_eq!(stopped.status, StatusCode::ACCEPTED);
    let unknown = plant.get("paula", &format!("/v1/imports/{}", key())).await;
    assert_eq!(unknown.code(), "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_wrong_is_told_and_leaves_the_log_alone() {
    let plant = Plant::new().await;
    let (seq, rows) = (plant.seq(), file(3));
    let rows = ("file", rows.as_str());
    let cases: [(&[(&str, &str)], &str); 8] = [
        (&[rows], "bad_upload"),
        (&[("mapping", MAPPING)], "bad_upload"),
        (&[rows, rows, ("mapping", MAPPING)], "bad_upload"),
        (&[rows, ("mapping", MAPPING), ("nonsense", "1")], "bad_upload"),
        (&[rows, ("mapping", MAPPING), ("dry_run", "perhaps")], "bad_upload"),
        (&[rows, ("mapping", "nowhere")], "bad_mapping"),
        (&[rows, ("mapping", "x = 1\n")], "bad_mapping"),
        (&[rows, ("mapping", "plant-csv")], "import_refused"),
    ];
    for (parts, code) in cases {
        assert_eq!(import(&plant, "paula", &key(), parts).await.code(), code, "{parts:?}");
    }
    let right = [rows, ("mapping", MAPPING)];
    let named = import(&plant, "paula", "not-a-uuid", &right).await;
    assert_eq!(named.code(), "bad_idempotency_key");
    for (user, code) in
        [("audrey", "role_missing"), ("otto", "role_missing"), ("nora", "not_found")]
    {
        assert_eq!(import(&plant, user, &key(), &right).await.code(), code, "{user}");
    }
    let json = plant.post("paula", "/v1/imports/production", &json!({})).await;
    assert_eq!(json.code(), "bad_upload");
    assert_eq!(plant.seq(), seq);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_part_is_refused_before_it_is_held() {
    let plant = Plant::new().await;
    let mapping = "#".repeat(crate::import::MAPPING_BYTES_MAX + 1);
    let parts = [("file", "x"), ("mapping", mapping.as_str())];
    let refused = import(&plant, "paula", &key(), &parts).await;
    assert_eq!(refused.code(), "body_too_large");
    assert_eq!(refused.json()["bytes_max"], crate::import::MAPPING_BYTES_MAX);
}

async fn invite(plant: &Plant, user: &str, list: &str, dry_run: &str) -> Reply {
    import_to(plant, user, "partners", &key(), &[("file", list), ("dry_run", dry_run)]).await
}

const LIST: &str = "account,partner_type,owner,name,email,language\n\
    Hardtop,supplier,,Max,max@hardtop.example,de\n\
    Hardtop,supplier,,Eve,eve@hardtop.example,\n\
    Newfound,,,Ida,ida@newfound.example,\n\
    Hardtop,,,Bad,nowhere,\n\
    Softtop,contractor,nobody,Oda,oda@softtop.example,\n";

#[tokio::test(flavor = "multi_thread")]
async fn every_row_of_a_list_is_tried_and_the_list_again_changes_nothing() {
    let plant = Plant::new().await;
    let before = plant.seq();
    let expected = json!([
        [2, "invited", null],
        [3, "invited", null],
        [4, "refused", "partner_type_needed"],
        [5, "refused", "bad_email"],
        [6, "refused", "unknown_owner"],
    ]);
    let told = |report: &serde_json::Value| {
        let row = |row: &serde_json::Value| {
            json!([row["row"], row["outcome"], row["problems"][0]["code"]])
        };
        json!(report["results"].as_array().unwrap().iter().map(row).collect::<Vec<_>>())
    };
    let dry = invite(&plant, "astrid", LIST, "true").await;
    assert_eq!(dry.status, StatusCode::OK, "{dry:?}");
    assert_eq!((told(&dry.json()), plant.seq()), (expected.clone(), before), "a dry run");
    let real = invite(&plant, "astrid", LIST, "false").await.json();
    assert_eq!(told(&real), expected);
    assert_eq!([&real["invited"], &real["already_there"], &real["refused"]], [2, 0, 3]);
    assert_eq!(real["results"][0]["partner_user"], plant.user("max@hardtop.example"));
    let after = plant.seq();
    assert_eq!(after, before + 2, "one commit for each person");
    let again = invite(&plant, "astrid", LIST, "false").await.json();
    assert_eq!([&again["invited"], &again["already_there"], &again["refused"]], [0, 2, 3]);
    assert_eq!(plant.seq(), after);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_is_none_and_whoever_may_not_invite_leave_no_trace() {
    let plant = Plant::new().await;
    let before = plant.seq();
    let none = invite(&plant, "astrid", "account,nmae,email\nA,B,c@d.example\n", "false").await;
    assert_eq!(
        (none.status, none.code().as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "import_refused")
    );
    assert_eq!(none.json()["findings"][0]["code"], "unknown_column");
    let parts = [("file", LIST), ("encoding", "klingon")];
    let encoded = import_to(&plant, "astrid", "partners", &key(), &parts).await;
    assert_eq!(encoded.code(), "bad_upload");
    for (user, status) in [("paula", StatusCode::FORBIDDEN), ("nora", StatusCode::NOT_FOUND)] {
        assert_eq!(invite(&plant, user, LIST, "false").await.status, status, "{user}");
    }
    assert_eq!(plant.seq(), before);
}

async fn plan(plant: &Plant, user: &str, text: &str, more: &[(&str, &str)]) -> Reply {
    let parts = [&[("file", text), ("zone", "Europe/Vienna")], more].concat();
    import_to(plant, user, "plan", &key(), &parts).await
}

/// A plan with a phase, a task for a firm, a milestone after it, and what is added.
fn house(more: &str) -> String {
    format!(
        r#"<Project xmlns="http://schemas.microsoft.com/project"><Title>House</Title><Tasks>
<Task><UID>0</UID><Name>House</Name><OutlineLevel>0</OutlineLevel></Task>
<Task><UID>1</UID><Name>Framing</Name><OutlineLevel>1</OutlineLevel><Summary>1</Summary>
<Start>2026-03-02T08:00:00</Start><Finish>2026-03-06T17:00:00</Finish></Task>
<Task><UID>2</UID><Name>Frame</Name><OutlineLevel>2</OutlineLevel>
<Start>2026-03-02T08:00:00</Start><Finish>2026-03-06T17:00:00</Finish>
<Work>PT40H0M0S</Work><PercentComplete>50</PercentComplete></Task>
<Task><UID>3</UID><Name>Framed</Name><OutlineLevel>2</OutlineLevel><Milestone>1</Milestone>
<Start>2026-03-06T17:00:00</Start><Finish>2026-03-06T17:00:00</Finish>
<PredecessorLink><PredecessorUID>2</PredecessorUID><Type>1</Type>
<LinkLag>50</LinkLag><LagFormat>19</LagFormat></PredecessorLink>
<PredecessorLink><PredecessorUID>4</PredecessorUID><Type>1</Type></PredecessorLink></Task>
<Task><UID>4</UID><Name>Site</Name><OutlineLevel>1</OutlineLevel><Summary>1</Summary>
<Start>2026-03-02T08:00:00</Start><Finish>2026-03-06T17:00:00</Finish></Task>
<Task><UID>5</UID><Name>Dig</Name><OutlineLevel>2</OutlineLevel>
<Start>2026-03-02T08:00:00</Start><Finish>2026-03-06T17:00:00</Finish></Task>{more}</Tasks>
<Resources><Resource><UID>1</UID><Name>Framer</Name><Type>1</Type></Resource>
<Resource><UID>2</UID><Name>Nails</Name><Type>0</Type></Resource></Resources>
<Assignments><Assignment><TaskUID>2</TaskUID><ResourceUID>1</ResourceUID></Assignment>
<Assignment><TaskUID>2</TaskUID><ResourceUID>2</ResourceUID></Assignment></Assignments>
</Project>"#
    )
}

const LOOSE: &str = "<Task><UID>6</UID><Name>Sweep</Name><OutlineLevel>1</OutlineLevel>\
    <Start>2026-03-02T08:00:00</Start><Finish>2026-03-06T17:00:00</Finish></Task>";

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_is_rehearsed_then_taken_and_the_next_file_changes_what_differs() {
    let plant = Plant::new().await;
    let seq = plant.seq();
    let dry = plan(&plant, "astrid", &house(LOOSE), &[("dry_run", "true")]).await;
    assert_eq!(dry.status, StatusCode::OK, "{dry:?}");
    assert_eq!((plant.seq(), &dry.json()["project"]), (seq, &json!(null)));
    let made = json!({
        "projects": 1, "phases": 3, "headings": 0, "tasks": 3, "milestones": 1, "persons": 1,
    });
    let warned = json!({ "no_person": 1, "link_of_heading": 1, "percent_lag": 1 });
    let real = plan(&plant, "astrid", &house(LOOSE), &[]).await.json();
    for report in [&dry.json(), &real] {
        assert_eq!((&report["made"], &report["warnings_total"]), (&made, &warned), "{report}");
    }
    let person = real["persons"][0]["person"].as_str().unwrap().to_owned();
    assert_eq!((&real["persons"][0]["by"], plant.seq()), (&json!("new"), seq + 1));

    // The same again, whatever it is called; then without what stood under the project alone.
    let again = plan(&plant, "astrid", &house(LOOSE), &[("project", "HOUSE")]).await.json();
    assert_eq!(again["unchanged"]["tasks"], 3, "{again}");
    let changed = house("").replace("<Name>Dig", "<Name>Dig deep");
    let changed = plan(&plant, "astrid", &changed, &[]).await.json();
    assert_eq!((&changed["changed"]["tasks"], &changed["made"]["tasks"]), (&json!(1), &json!(0)));
    let gone: Vec<_> = changed["vanished"].as_array().unwrap().iter().collect();
    let told = |nth: usize| (&gone[nth]["task"], &gone[nth]["name"]);
    assert_eq!(told(0), (&json!(null), &json!("House")), "the phase of what stood in none");
    assert_eq!(told(1), (&json!(6), &json!("Sweep")));
    assert_eq!((gone.len(), plant.seq()), (2, seq + 2));

    // Whoever it is said to be.
    let who = format!("{{\"Framer\": \"{person}\"}}");
    let said = plan(&plant, "astrid", &house(""), &[("persons", who.as_str())]).await.json();
    assert_eq!(said["persons"], json!([{ "resource": 1, "person": person, "by": "said" }]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_that_is_none_or_sent_wrong_leaves_no_trace() {
    let plant = Plant::new().await;
    let (seq, house) = (plant.seq(), house(""));
    let nobody = format!("Framer = \"{}\"", Uuid::now_v7());
    let cases: [(&[(&str, &str)], &str); 5] = [
        (&[("project", "Nowhere")], "bad_upload"),
        (&[("persons", "Framer")], "bad_mapping"),
        (&[("persons", nobody.as_str())], "bad_mapping"),
        (&[("mapping", "plant")], "bad_upload"),
        (&[("dry_run", "perhaps")], "bad_upload"),
    ];
    for (parts, code) in cases {
        assert_eq!(plan(&plant, "astrid", &house, parts).await.code(), code, "{parts:?}");
    }
    for zone in ["", "Mars/Olympus"] {
        let parts = [("file", house.as_str()), ("zone", zone)];
        let reply = import_to(&plant, "astrid", "plan", &key(), &parts).await;
        assert_eq!(reply.code(), "bad_upload", "{zone}");
    }
    let refused = plan(&plant, "astrid", "<Project/>", &[]).await;
    assert_eq!(refused.code(), "import_refused");
    assert_eq!(refused.json()["findings"][0]["code"], "not_a_plan");
    for (user, code) in [("paula", "role_missing"), ("nora", "not_found")] {
        assert_eq!(plan(&plant, user, &house, &[]).await.code(), code, "{user}");
    }
    assert_eq!(plant.seq(), seq);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_microsoft_project_itself_is_told_how_to_become_one() {
    let plant = Plant::new().await;
    let mut body = b"--x\r\nContent-Disposition: form-data; name=\"zone\"\r\n\r\nUTC\r\n--x\r\n\
        Content-Disposition: form-data; name=\"file\"; filename=\"house.mpp\"\r\n\r\n"
        .to_vec();
    body.extend(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00\r\n--x--\r\n");
    let request = Request::post("/v1/imports/plan")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    let refused = plant.send("astrid", request.body(Body::from(body)).unwrap()).await;
    assert_eq!(refused.code(), "import_refused", "{refused:?}");
    let finding = &refused.json()["findings"][0];
    assert_eq!(finding["code"], "binary_plan");
    assert!(finding["message"].as_str().unwrap().contains("XML"), "{finding}");
}
