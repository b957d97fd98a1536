//! A hidden record answers exactly as a missing one: same status, same body, same headers, at every
//! address and for every command that takes an id, for every record that a partner may not see.

pub(super) mod questions;

use std::collections::BTreeSet;

use loggia_core::command::CommandKind;
use loggia_tests::ask::{Client, DryRun};
use loggia_tests::binary::Server;
use loggia_tests::inside::Inside;
use loggia_tests::plant::{self, Expected};
use loggia_tests::real_data;
use loggia_tests::story::{Story, Teller};
use serde_json::{Value, json};

use questions::{Question, Seen, Told, about_nothing, everything, is_for_partners, questions};

/// Each id is asked about at every address, and with one in so many of the bodies of commands, another
/// part of them for each id.
const PARTS: usize = 8;

/// What the questions are answered about nothing: as of what is missing, but for what tells those who
/// are nobody on whom work is planned that they are not.
fn are_missing(questions: &[Question], answers: &[Told], seen: &Seen) {
    let is_nobody = !seen.own.contains_key("PersonId");
    for (Question { what, address, alone, .. }, (status, _, body)) in
        questions.iter().zip(answers).filter(|(question, _)| question.alone)
    {
        let body = String::from_utf8_lossy(body);
        let of_nobody = is_nobody && body.contains("\"person_needed\"");
        let each = address.ends_with("/batch") && body.contains("\"status\":404");
        // What makes something new changes no revision of anything.
        let of_new = what.starts_with("if-match") && body.contains("\"bad_if_match\"");
        assert!(*status == 404 || of_nobody || each || of_new, "{what} {alone}: {status} {body}");
    }
}

/// Compares what is told about each of `hidden` with what is told about nothing; how many answers.
fn compare(name: &str, client: &Client, document: &Value, seen: &Seen, ids: &[&String]) -> usize {
    let questions = questions(document, &seen.own);
    let missing = about_nothing(client, &questions);
    are_missing(&questions, &missing, seen);
    let mut compared = 0;
    for (at, id) in ids.iter().enumerate() {
        let all = questions.iter().zip(&missing).enumerate();
        let now = |(nth, (question, _)): &(usize, (&Question, _))| {
            question.reads() || nth % PARTS == at % PARTS
        };
        for (_, (question, missing)) in all.filter(now) {
            let told = question.told(client, id);
            let text = String::from_utf8_lossy(&told.2);
            assert_eq!(&told, missing, "{name}: {id}: {}: {text}", question.what);
            compared += 1;
        }
    }
    compared
}

/// What of the document is not asked: an invitation names nobody who is there, and a file comes as a
/// form (see `attachments`).
const NOT_ASKED: [CommandKind; 2] = [CommandKind::InviteColleague, CommandKind::AttachFile];

#[test]
fn every_address_and_every_command_of_partners_that_takes_an_id_is_asked() {
    let inside = Inside::at_the_end_of(&Story::begin());
    let ada = inside.user("ada");
    let document = ada.get("/openapi.json").good().json();
    let seen = Seen::by(&ada, &document);
    let questions = questions(&document, &seen.own);
    let asked: BTreeSet<&str> = questions.iter().map(|q| q.address.as_str()).collect();
    let paths = document["paths"].as_object().expect("paths").keys();
    let takes_id = |path: &&String| path.starts_with("/v1/portal") && path.contains('{');
    let unasked: Vec<_> =
        paths.filter(takes_id).filter(|path| !asked.contains(path.as_str())).collect();
    assert!(unasked.is_empty(), "{unasked:?}");
    let kinds = CommandKind::ASKED.iter().filter(|kind| is_for_partners(**kind));
    let unasked: Vec<_> =
        kinds.filter(|kind| !asked.contains(&*format!("/v1/commands/{}", kind.kebab()))).collect();
    assert!(unasked.iter().all(|kind| NOT_ASKED.contains(kind)), "{unasked:?}");
    // Somebody in a project has something of each kind beside which something else can be asked.
    let beside = questions.iter().filter(|question| !question.alone).count();
    println!("{} questions, {beside} beside what is there", questions.len());
    assert!(beside > 20, "{beside}");
}

/// A partner sees of a project what his level opens; the rest of it, and what hangs on records that
/// he sees, answers as what nobody has.
#[test]
fn every_hidden_record_of_a_project_answers_as_a_missing_one() {
    use loggia_core::access::PartnerType;
    use loggia_tests::project_moves::{At, HeaderMove as H, TaskMove as T};

    let mut story = Story::begin();
    story.partner_of_firm(Teller::Foreign, "eve", PartnerType::Supplier);
    story.project(Teller::Foreign);
    for next in [
        H::Phase(At::Anywhere, 0, None).into(),
        H::Milestone(0, Some(2), None).into(),
        // In the phase of the own project that the stranger added, and in those of the own story.
        H::Join(At::Anywhere, None, 0, 0, None, None).into(),
        H::Join(At::Anywhere, None, 1, 2, None, None).into(),
        T::Task(At::Anywhere, None, 0, None, 0, loggia_core::delivery::Audience::Internal).into(),
    ] {
        story.play(Teller::Foreign, &next);
    }
    let inside = Inside::at_the_end_of(&story);
    let document = inside.root().get("/openapi.json").good().json();
    let everything = everything(&inside.root(), &document);
    let persons = inside.root().rows("/v1/staff/persons");
    let hosts = persons.iter().filter(|row| !row["of"]["staff_user"].is_null());
    let hosts: Vec<_> = hosts.filter_map(|row| row["id"].as_str().map(str::to_owned)).collect();
    assert!(!hosts.is_empty(), "{persons:?}");
    let mut compared = 0;
    for partner in ["ada", "ben", "cyd"] {
        let client = inside.user(partner);
        let mut seen = Seen::by(&client, &document);
        let takes_part = seen.own.contains_key("ProjectId");
        assert_eq!(takes_part, partner != "cyd", "{partner}");
        // Whoever takes part is told of the host company's people, and may name them.
        seen.ids.extend(hosts.iter().filter(|_| takes_part).cloned());
        let hidden: Vec<_> = everything.difference(&seen.ids).collect();
        compared += compare(partner, &client, &document, &seen, &hidden);
    }
    println!("{compared} answers compared, {} records", everything.len());
    for cast in [&story.own, &story.foreign] {
        let held = |id: String| everything.contains(&id);
        assert!(!cast.comments.is_empty() && cast.comments.iter().all(|id| held(id.to_string())));
        assert!(!cast.bookings.is_empty() && cast.bookings.iter().all(|id| held(id.to_string())));
        let mut files = cast.attachments.iter();
        assert!(files.len() > 0 && files.all(|id| held(id.to_string())));
    }
    assert!(compared > 10_000, "{compared} answers compared");
}

#[test]
fn every_hidden_record_of_a_real_plant_answers_as_a_missing_one() {
    let Some(folder) = real_data::folder("plant") else { return };
    let expected = Expected::read(&folder);
    let file = std::fs::read(folder.join("Production_Data.xlsx")).expect("the workbook");
    let dir = tempfile::tempdir().expect("a folder");
    let server = Server::fresh(dir.path());
    let root = server.root();
    root.import("Production_Data.xlsx", &file, "plant", DryRun::No).good();
    let partners = plant::partners(&root, &expected);
    plant::link(&root, &expected, &partners);

    let document = root.get("/openapi.json").good().json();
    let everything = everything(&root, &document);
    assert!(everything.len() > 1_500, "{} records", everything.len());

    // The one with a little, and the one with nothing.
    let mut compared = 0;
    for name in ["HeatTreat", "NoLink"] {
        let client = &partners[name].client;
        let seen = Seen::by(client, &document);
        let hidden: Vec<_> = everything.difference(&seen.ids).collect();
        compared += compare(name, client, &document, &seen, &hidden);
    }
    println!("{compared} answers compared");

    // Routes of staff answer as routes that are not there.
    let client = &partners["HeatTreat"].client;
    let nothing = client.get("/v1/nothing-at-all").told();
    for path in ["/v1/staff/work-steps", "/v1/ops/status", "/v1/audit/history/x", "/v1/staff/me"] {
        assert_eq!(client.get(path).told(), nothing, "{path}");
    }
    let nothing = client.post("/v1/commands/no-such-command", &json!({})).told();
    for command in ["link-resource", "create-partner-user", "import-production", "report-work"] {
        let answer = client.post(&format!("/v1/commands/{command}"), &json!({}));
        assert_eq!(answer.told(), nothing, "{command}");
    }
    drop(server);
}
