use super::*;
use crate::access::{Column, ListName};
use crate::production::{Finality, Subject};
use crate::spec::story::{column_hidden, processes_withdrawn, unlinked, worked};

/// Two hours of work on either step and on the process.
fn worked_on() -> Plant {
    let mut plant = coating();
    plant.passes(hours(9, 9).start);
    for subject in [Subject::WorkStep(S), Subject::WorkStep(S_2), Subject::Process(P)] {
        plant.when(worked(subject, hours(1, 3), 4, Finality::Partial));
    }
    plant
}

fn report(subject: impl Into<Subject>) -> DocumentId {
    DocumentId::Report(subject.into(), 1)
}

#[test]
fn a_report_is_seen_with_what_it_is_about() {
    let mut plant = worked_on();
    let seen = [S.into(), P.into(), O.into(), ITEM.into(), report(S), report(P)];
    assert_eq!(plant.sees(PARTNER), seen);
    plant.when(processes_withdrawn(PARTNER));
    assert_eq!(plant.sees(PARTNER), [S.into(), O.into(), ITEM.into(), report(S)]);
    plant.when(unlinked(PARTNER, LASER));
    assert_eq!(plant.sees(PARTNER), []);
}

#[test]
fn there_are_no_reports_but_those_that_were_made() {
    let plant = worked_on();
    for number in [0, 2, u32::MAX] {
        assert_eq!(plant.shows(PARTNER, DocumentId::Report(S.into(), number)), None);
    }
}

#[test]
fn a_report_reads_like_this() {
    let plant = worked_on();
    let mut expected = serde_json::json!({
        "work_step": "00000000-0000-0000-0000-000000001389",
        "number": 1,
        "kind": "production",
        "start": "2026-03-02T07:00:00Z",
        "end": "2026-03-02T09:00:00Z",
        "minutes": 120,
        "good": 4,
        "scrap": 0,
        "held": 0,
        "rework": "no",
    });
    assert_eq!(read(&plant, PARTNER, report(S)), expected);
    let fields = expected.as_object_mut().expect("an object");
    fields.remove("work_step");
    fields.insert("process".into(), "00000000-0000-0000-0000-000000001771".into());
    assert_eq!(read(&plant, PARTNER, report(P)), expected);
}

/// The field of a report that each column of the list shows.
const FIELDS: [(Column, &str); 7] = [
    (Column::Status, "kind"),
    (Column::ActualStart, "start"),
    (Column::ActualEnd, "end"),
    (Column::ActualMinutes, "minutes"),
    (Column::DoneQuantity, "good"),
    (Column::ScrapQuantity, "scrap"),
    (Column::HeldQuantity, "held"),
];

#[test]
fn a_column_that_is_hidden_on_the_list_is_absent_from_its_reports() {
    let whole = worked_on();
    for (list, mine, others) in
        [(ListName::WorkSteps, report(S), report(P)), (ListName::Processes, report(P), report(S))]
    {
        for (column, field) in FIELDS {
            let mut plant = worked_on();
            plant.when(column_hidden(list, column));
            let mut expected = read(&whole, PARTNER, mine);
            expected.as_object_mut().and_then(|fields| fields.remove(field));
            assert_eq!(read(&plant, PARTNER, mine), expected, "{column:?}");
            assert_eq!(read(&plant, PARTNER, others), read(&whole, PARTNER, others));
        }
    }
}

#[test]
fn without_the_number_of_reports_there_are_no_reports() {
    let mut plant = worked_on();
    plant.when(column_hidden(ListName::WorkSteps, Column::ReportCount));
    assert_eq!(plant.shows(PARTNER, report(S)), None);
    assert!(plant.shows(PARTNER, report(P)).is_some());
    assert!(plant.shows(PARTNER, S).is_some());
}
