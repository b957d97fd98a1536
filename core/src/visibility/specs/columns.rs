use super::*;
use crate::access::{Column, ListName};
use crate::production::Finality;
use crate::spec::story::{column_hidden, columns_set, worked};
use crate::visibility::View;

#[test]
fn a_hidden_column_is_absent_from_the_row_and_nothing_else_is() {
    for (list, id) in
        [(ListName::WorkSteps, DocumentId::from(S)), (ListName::Processes, DocumentId::from(P))]
    {
        for column in Column::of(list) {
            let mut plant = coating();
            let mut expected = read(&plant, PARTNER, id);
            plant.when(column_hidden(list, *column));
            let fields = expected.as_object_mut().expect("a row");
            assert!(fields.remove(column.field()).is_some(), "{column:?} was there");
            if *column == Column::Order {
                fields.remove("order_id");
            }
            assert_eq!(read(&plant, PARTNER, id), expected, "{column:?}");
        }
    }
}

#[test]
fn the_columns_of_one_list_do_not_touch_the_other() {
    let mut plant = coating();
    let before = read(&plant, PARTNER, P);
    plant.when(columns_set(ListName::WorkSteps, []));
    assert_eq!(read(&plant, PARTNER, P), before);
    assert_eq!(read(&plant, PARTNER, S), serde_json::json!({ "id": S }));
}

#[test]
fn columns_apply_to_every_partner_alike_and_show_no_row() {
    let mut plant = coating();
    plant.when(columns_set(ListName::WorkSteps, [Column::Name]));
    assert_eq!(plant.shows(PARTNER, S_2), None);
    assert_eq!(plant.sees(PARTNER), [S.into(), P.into(), O.into(), ITEM.into()]);
}

#[test]
fn the_columns_of_a_list_stand_in_the_order_that_was_chosen() {
    let mut plant = coating();
    plant.when(columns_set(ListName::WorkSteps, [Column::Status, Column::Name]));
    assert_eq!(heads(&plant, View::WorkSteps, None), ["id", "status", "name"]);
    let names = heads(&plant, View::Processes, None);
    assert_eq!(names.len(), 1 + Column::of(ListName::Processes).len());
}

/// The head of each list names the fields of its rows, whatever columns are hidden.
#[test]
fn the_head_of_a_list_names_the_fields_of_its_rows() {
    let hidden = ListName::WorkSteps;
    let choices = [None]
        .into_iter()
        .chain(Column::of(hidden).iter().map(|column| Some((hidden, *column))))
        .chain(Column::of(ListName::Processes).iter().map(|c| Some((ListName::Processes, *c))));
    for choice in choices {
        let mut plant = coating();
        plant.passes(hours(9, 9).start);
        plant.when(worked(S, hours(1, 2), 1, Finality::Partial));
        plant.when(worked(P, hours(1, 2), 1, Finality::Partial));
        if let Some((list, column)) = choice {
            plant.when(column_hidden(list, column));
        }
        for id in plant.sees(PARTNER) {
            let subject = match id {
                DocumentId::Report(subject, _) => Some(subject),
                DocumentId::Portal
                | DocumentId::WorkStep(_)
                | DocumentId::Process(_)
                | DocumentId::Order(_)
                | DocumentId::OrderItem(_)
                | DocumentId::Colleague(_)
                | DocumentId::Project(_)
                | DocumentId::Phase(_)
                | DocumentId::Milestone(_)
                | DocumentId::Task(_)
                | DocumentId::Participant(_)
                | DocumentId::Health(..)
                | DocumentId::RaidItem(_)
                | DocumentId::Timesheet(_)
                | DocumentId::StatusReport(_)
                | DocumentId::Expense(_)
                | DocumentId::TimesheetApproval(_)
                | DocumentId::ExpenseApproval(_)
                | DocumentId::Profile(_)
                | DocumentId::Booking(_)
                | DocumentId::Comment(_)
                | DocumentId::Attachment(_) => None,
            };
            let mut head = heads(&plant, id.view(), subject);
            let row = read(&plant, PARTNER, id);
            let fields = row.as_object().expect("a row");
            let mut fields: Vec<&str> = fields.keys().map(String::as_str).collect();
            if matches!(id.view(), View::WorkSteps | View::Processes) {
                // Goes with the number of the order, as the address of its document.
                fields.retain(|field| *field != "order_id");
            }
            head.sort_unstable();
            fields.sort_unstable();
            assert_eq!(head, fields, "{id:?} without {choice:?}");
        }
    }
}

#[test]
fn rows_stand_by_order_and_sequence_and_by_nothing_that_is_hidden() {
    let mut plant = coating();
    plant.when(external(OVEN));
    plant.when(linked(PARTNER, OVEN));
    let place = |plant: &Plant, id| plant.shows(PARTNER, id).map(|document| document.place());
    assert!(place(&plant, S) < place(&plant, S_2));
    plant.when(columns_set(ListName::WorkSteps, [Column::Name]));
    assert_eq!(place(&plant, S), place(&plant, S_2));
}
