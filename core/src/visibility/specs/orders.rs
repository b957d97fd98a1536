use super::*;
use crate::access::{Column, ListName};
use crate::production::{FeedbackAction, InterruptionReason};
use crate::spec::story::{
    O_2, P_2, S_3, column_hidden, feedback, moved, order, process_of, process_scheduled,
};

#[test]
fn an_order_is_visible_with_its_first_visible_step_and_hidden_with_the_last() {
    let mut plant = coating();
    plant.when(order(O_2));
    plant.when(step(S_3, on(OVEN).of(O_2)));
    plant.when(process_of(P_2, O_2));
    assert_eq!(plant.shows(PARTNER, O_2), None);
    plant.when(scheduled(S_3, hours(10, 11)));
    plant.when(moved(S_3, LASER, hours(10, 11)));
    let visible = [S.into(), S_3.into(), P.into(), P_2.into(), O.into(), O_2.into(), ITEM.into()];
    assert_eq!(plant.sees(PARTNER), visible);
    plant.when(moved(S_3, OVEN, hours(10, 11)));
    assert_eq!(plant.sees(PARTNER), [S.into(), P.into(), O.into(), ITEM.into()]);
}

#[test]
fn an_order_reads_like_this_and_counts_only_what_is_seen() {
    let expected = serde_json::json!({
        "id": "00000000-0000-0000-0000-000000000fa1",
        "number": "order 1",
        "order_item_id": "00000000-0000-0000-0000-000000000bb9",
        "article": "bracket",
        "quantity": 10,
        "status": "not_scheduled",
        "planned_start": "2026-03-02T07:00:00Z",
        "planned_end": "2026-03-02T09:00:00Z",
        "work_steps": 1,
        "work_steps_completed": 0,
        "processes": 1,
    });
    assert_eq!(read(&coating(), PARTNER, O), expected);
}

#[test]
fn an_order_grows_with_what_is_seen_of_it() {
    let mut plant = coating();
    plant.when(external(OVEN));
    plant.when(linked(PARTNER, OVEN));
    let row = read(&plant, PARTNER, O);
    assert_eq!(row["work_steps"], 2);
    assert_eq!(row["planned_start"], "2026-03-02T07:00:00Z");
    assert_eq!(row["planned_end"], "2026-03-02T13:00:00Z");
}

#[test]
fn what_is_done_on_hidden_children_changes_nothing_in_an_order() {
    let mut plant = coating();
    plant.when(crate::spec::story::processes_withdrawn(PARTNER));
    let before = (read(&plant, PARTNER, O), read(&plant, PARTNER, ITEM));
    let reason = InterruptionReason::Breakdown;
    for hidden in [
        feedback(S_2, FeedbackAction::Start),
        feedback(S_2, FeedbackAction::Interrupt { reason }),
        feedback(P, FeedbackAction::Start),
        feedback(P, FeedbackAction::Interrupt { reason }),
        moved(S_2, OVEN, hours(20, 30)),
    ] {
        plant.when(hidden);
        assert_eq!((read(&plant, PARTNER, O), read(&plant, PARTNER, ITEM)), before);
    }
}

#[test]
fn the_status_of_an_order_rolls_up_from_the_visible_children() {
    let mut plant = coating();
    let status = |plant: &Plant| read(plant, PARTNER, O)["status"].clone();
    assert_eq!(status(&plant), "not_scheduled", "the process has no slot");
    plant.when(process_scheduled(P, hours(1, 2)));
    assert_eq!(status(&plant), "scheduled");
    plant.when(feedback(S, FeedbackAction::Start));
    assert_eq!(status(&plant), "started");
    plant.when(feedback(S, FeedbackAction::Pause));
    assert_eq!(status(&plant), "started", "pausing alone changes nothing");
    plant.when(feedback(S, FeedbackAction::Finish));
    assert_eq!(status(&plant), "started");
    assert_eq!(read(&plant, PARTNER, O)["work_steps_completed"], 1);
    plant.when(feedback(P, FeedbackAction::Start));
    let reason = InterruptionReason::Quality;
    plant.when(feedback(P, FeedbackAction::Interrupt { reason }));
    assert_eq!(status(&plant), "interrupted");
    plant.when(feedback(P, FeedbackAction::Finish));
    assert_eq!(status(&plant), "completed", "the step on the oven is not his");
}

#[test]
fn a_status_that_is_hidden_on_the_steps_is_absent_from_orders_and_items() {
    let mut plant = coating();
    plant.when(column_hidden(ListName::WorkSteps, Column::Status));
    let order = read(&plant, PARTNER, O);
    assert_eq!((order.get("status"), order.get("work_steps_completed")), (None, None));
    assert_eq!(order["work_steps"], 1, "how many there are is no status");
    assert_eq!(read(&plant, PARTNER, ITEM).get("status"), None);
}

#[test]
fn a_status_that_is_hidden_on_the_processes_does_not_come_back_through_the_order() {
    let mut plant = coating();
    plant.when(column_hidden(ListName::Processes, Column::Status));
    assert_eq!(read(&plant, PARTNER, O)["status"], "scheduled", "the step alone");
    let before = (read(&plant, PARTNER, O), read(&plant, PARTNER, ITEM));
    plant.when(feedback(P, FeedbackAction::Start));
    let reason = InterruptionReason::Quality;
    plant.when(feedback(P, FeedbackAction::Interrupt { reason }));
    assert_eq!((read(&plant, PARTNER, O), read(&plant, PARTNER, ITEM)), before);
}

#[test]
fn planned_times_that_are_hidden_on_the_steps_are_absent_from_the_order() {
    for (column, field, other) in [
        (Column::PlannedStart, "planned_start", "planned_end"),
        (Column::PlannedEnd, "planned_end", "planned_start"),
    ] {
        let mut plant = coating();
        plant.when(column_hidden(ListName::WorkSteps, column));
        let row = read(&plant, PARTNER, O);
        assert_eq!(row.get(field), None);
        assert!(row.get(other).is_some());
    }
}

#[test]
fn a_column_that_is_hidden_on_the_steps_does_not_come_back_in_their_order_or_item() {
    for (column, field) in [(Column::Article, "article"), (Column::Quantity, "quantity")] {
        let mut plant = coating();
        assert!(read(&plant, PARTNER, O).get(field).is_some());
        plant.when(crate::spec::story::column_hidden(ListName::WorkSteps, column));
        assert_eq!(read(&plant, PARTNER, O).get(field), None);
        assert_eq!(read(&plant, PARTNER, ITEM).get(field), None);
    }
}
