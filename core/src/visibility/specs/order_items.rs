use super::*;
use crate::production::FeedbackAction;
use crate::spec::story::{ITEM_2, O_2, S_3, feedback, moved, processes_withdrawn, unlinked};

/// A second order of the item, with a step on the oven.
fn with_a_second_order() -> Plant {
    let mut plant = coating();
    plant.when(order_for(O_2, ITEM));
    plant.when(step(S_3, on(OVEN).of(O_2)));
    plant.when(scheduled(S_3, hours(10, 11)));
    plant
}

#[test]
fn an_item_follows_its_orders() {
    let mut plant = coating();
    assert!(plant.shows(PARTNER, ITEM).is_some());
    plant.when(item(ITEM_2));
    assert_eq!(plant.shows(PARTNER, ITEM_2), None, "without orders");
    plant.when(unlinked(PARTNER, LASER));
    assert_eq!(plant.shows(PARTNER, ITEM), None);
}

#[test]
fn an_item_reads_like_this_and_counts_only_the_orders_that_are_seen() {
    let expected = serde_json::json!({
        "id": "00000000-0000-0000-0000-000000000bb9",
        "number": "item 1",
        "article": "bracket",
        "quantity": 10,
        "due": null,
        "status": "not_scheduled",
        "orders": 1,
    });
    let mut plant = with_a_second_order();
    assert_eq!(read(&plant, PARTNER, ITEM), expected);
    plant.when(moved(S_3, LASER, hours(10, 11)));
    assert_eq!(read(&plant, PARTNER, ITEM)["orders"], 2);
}

#[test]
fn the_status_of_an_item_rolls_up_from_the_orders_that_are_seen() {
    let mut plant = with_a_second_order();
    plant.when(processes_withdrawn(PARTNER));
    for action in [FeedbackAction::Start, FeedbackAction::Finish] {
        plant.when(feedback(S, action));
    }
    assert_eq!(read(&plant, PARTNER, ITEM)["status"], "completed");
    plant.when(moved(S_3, LASER, hours(10, 11)));
    assert_eq!(read(&plant, PARTNER, ITEM)["status"], "started", "now the other one counts");
}
