use super::*;
use crate::access::{CreatePartnerUser, Language, TimeZone};
use crate::production::{
    CreateOrderItem, CreateProductionOrder, CreateResource, Finality, ImportKey, ImportProduction,
    ImportRow, ImportTarget, Report, ReportKind, ReportWork, ResourceKind, Rework, Subject,
};
use crate::scalar::{Name, Personal, Quantity};
use crate::spec::story::{RIVAL, S_3};
use crate::spec::{Told, name};
use crate::visibility::scope;

/// Stands in every text that no partner may read.
const CANARY: &str = "canary";

fn secret(what: &str) -> Name {
    name(&format!("{CANARY} {what}"))
}

fn work_by_somebody(subject: impl Into<Subject>) -> Told {
    let command = ReportWork {
        subject: subject.into(),
        kind: ReportKind::Production,
        start: hours(1, 2).start,
        end: hours(1, 2).end,
        good: Quantity::units(1),
        scrap: Quantity::ZERO,
        held: Quantity::ZERO,
        rework: Rework::No,
        worker: Some(Personal::new(secret("worker"))),
        finality: Finality::Partial,
    };
    command.into()
}

fn imported_work() -> Told {
    let row = ImportRow {
        key: ImportKey(*b"canary canary ca"),
        order: name("order 1"),
        article: secret("article of a known order"),
        order_quantity: Quantity::units(10),
        resource: name("resource 1"),
        activity: name("step 1"),
        target: ImportTarget::WorkStep,
        report: Report {
            kind: ReportKind::Production,
            start: hours(1, 2).start,
            end: hours(1, 2).end,
            good: Quantity::units(1),
            scrap: Quantity::ZERO,
            held: Quantity::ZERO,
            rework: Rework::No,
            worker: Some(Personal::new(secret("imported worker"))),
        },
        finality: Finality::Partial,
    };
    ImportProduction { rows: vec![row] }.into()
}

/// A plant full of canaries: whatever the partner reads of it, none sings.
fn plant_with_secrets() -> Plant {
    let mut plant = given([]);
    let makes = |id: uuid::Uuid, told: Told| Told { makes: Some(id), ..told };
    let laser = CreateResource {
        name: name("resource 1"),
        kind: ResourceKind::Machine,
        group: Some(secret("group")),
        parallel: 1,
    };
    let oven = CreateResource { name: secret("oven"), ..laser.clone() };
    let wanted = CreateOrderItem {
        number: name("item 1"),
        customer_project: Some(secret("customer project")),
        article: name("bracket"),
        quantity: Quantity::units(10),
        due: None,
    };
    let rival = CreatePartnerUser {
        user_name: Personal::new(secret("rival")),
        display_name: Personal::new(secret("rival")),
        language: Language::En,
        time_zone: TimeZone::utc(),
    };
    let hidden = CreateProductionOrder {
        number: secret("order"),
        order_item: Some(ITEM),
        article: secret("article"),
        quantity: Quantity::units(10),
    };
    for told in [
        makes(LASER.0, laser.into()),
        makes(OVEN.0, oven.into()),
        makes(ITEM.0, wanted.into()),
        order_for(O, ITEM),
        makes(crate::spec::story::O_2.0, hidden.into()),
        step(S, on(LASER)),
        step(S_2, on(OVEN).at(20)),
        step(S_3, on(OVEN).of(crate::spec::story::O_2)),
        process(P),
        partner(PARTNER),
        makes(RIVAL.0, rival.into()),
        external(LASER),
        external(OVEN),
        linked(PARTNER, LASER),
        linked(RIVAL, LASER),
        linked(RIVAL, OVEN),
        processes_allowed(PARTNER),
        processes_allowed(RIVAL),
    ] {
        plant.when(told);
    }
    for module in Module::ALL {
        plant.when(licensed(PARTNER, module));
        plant.when(licensed(RIVAL, module));
    }
    plant.passes(hours(9, 9).start);
    for told in [work_by_somebody(S), work_by_somebody(P), work_by_somebody(S_2), imported_work()] {
        plant.when(told);
    }
    plant
}

fn texts(plant: &Plant, reader: PartnerUserId) -> String {
    let documents = scope(&plant.world, reader).into_iter();
    let read = documents.filter_map(|id| plant.shows(reader, id));
    read.map(|document| serde_json::to_string(&document).expect("documents are JSON")).collect()
}

#[test]
fn neither_workers_nor_customer_projects_nor_others_stand_in_any_document() {
    let plant = plant_with_secrets();
    let seen = plant.sees(PARTNER);
    let expected = [
        S.into(),
        P.into(),
        O.into(),
        ITEM.into(),
        DocumentId::Report(S.into(), 1),
        DocumentId::Report(S.into(), 2),
        DocumentId::Report(P.into(), 1),
    ];
    assert_eq!(seen, expected, "there is something to search");
    let read = texts(&plant, PARTNER);
    assert!(read.contains("bracket"));
    assert!(!read.contains(CANARY), "{read}");
    let key: Vec<String> = b"canary".iter().map(u8::to_string).collect();
    assert!(!read.contains(&key.join(",")), "the key of an imported row");
}

#[test]
fn even_who_sees_the_whole_plan_reads_no_worker_group_or_customer_project() {
    let plant = plant_with_secrets();
    let read = texts(&plant, RIVAL);
    for what in ["worker", "imported worker", "customer project", "group", "article of a known"] {
        assert!(!read.contains(&format!("{CANARY} {what}")), "{what}: {read}");
    }
    assert!(read.contains("canary oven"), "what is his, he reads");
}

#[test]
fn errors_and_traces_show_no_person() {
    let plant = plant_with_secrets();
    let told = work_by_somebody(S);
    assert!(!format!("{told:?}").contains(CANARY));
    let report = plant.world.production.report(S.into(), 1).expect("it was made");
    assert!(!format!("{report:?}").contains(CANARY));
}
