//! Canaries: a value that stands nowhere else in every field that can be hidden, masked or coarse.
//! Whatever a partner fetches - lists in every order and format, items, reports, the change stream,
//! problems, the OpenAPI document - none sings that this partner's lens hides, and each sings to
//! whoever may read it. Likewise what no field governs: comments, files, bookings, profiles.
//!
//! Nor does any mail that leaves: see [`mails`].

mod effort;
mod eml;
mod mails;
mod office;
mod people;
mod plant;
mod project;
mod remarks;
mod visits;

use std::collections::BTreeSet;

use axum::http::Method;
use loggia_core::access::{ExpenseField, Field, FieldAccess, StatusReportField, TimesheetField};
use tokio::runtime::Runtime;

use super::noninterference::Served;
use plant::{canaries, songs, story};
use visits::{Listener, follow, visit};

/// Fewer requests prove nothing.
const REQUESTS_MIN: usize = 20_000;

/// Whether the text holds the canary as a word of its own: ids and tags are full of digits.
fn sings(text: &str, canary: &str) -> bool {
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric());
    text.match_indices(canary).any(|(from, _)| {
        let (before, after) = (&text[..from], &text[from + canary.len()..]);
        apart(before.chars().next_back()) && apart(after.chars().next())
    })
}

#[test]
fn no_canary_sings_to_whom_the_lens_hides_it() {
    let story = story();
    let served = Served::at_the_end_of(&story);
    let canaries = songs();
    let runtime = Runtime::new().unwrap();
    let requests = runtime.block_on(async {
        let partners = &story.own.partners;
        let mut requests = 0;
        let mut fetch = Listener::new(&served, partners[0]);
        let document = fetch.ask(&Method::GET, "/openapi.json", false, None).await;
        for partner in partners {
            let mut listener = Listener::new(&served, *partner);
            visit(&mut listener, &document, &canaries).await;
            let heard: Vec<&str> = listener.heard.iter().copied().collect();
            let may: BTreeSet<&str> = listener.may.iter().copied().collect();
            let silent: Vec<&&str> = may.iter().filter(|canary| !heard.contains(canary)).collect();
            assert!(silent.is_empty(), "{partner}: not to be found, though told: {silent:?}");
            requests += listener.requests;
        }
        let told = follow(&served, partners, &story).await;
        assert!(told >= 2, "the stream tells who may know: {told}");
        requests
    });
    assert!(requests >= REQUESTS_MIN, "only {requests} requests");
    served.app.shutdown().unwrap();
}

#[test]
fn every_field_that_has_a_value_of_its_own_has_a_canary() {
    let held: BTreeSet<Field> = canaries().into_iter().flat_map(|canary| canary.by).collect();
    // Words and small counts stand everywhere; the link to an item is an id, which its row shows too.
    let words = |field: &Field| {
        let counted = ["status", "report_count", "work_steps", "work_steps_completed"];
        let more = ["processes", "orders", "order_item_id"];
        let of_projects = ["delivery", "health", "go_live", "tasks", "tasks_done", "is_value"];
        let of_raid = ["impact", "likelihood", "severity", "occurred", "validated", "priority"];
        // Ids, which rows show too; and instants of commits, which many have.
        let links = ["milestones", "items", "raised_at", "closed_at", "submitted_at"];
        let of_reports = ["published_at", "scope", "schedule", "resources", "sentiment"];
        let counted = [counted.as_slice(), &of_projects, &of_raid, &links, &of_reports].concat();
        // Told to whom it concerns alone, and here to nobody: see `effort::NEVER`.
        let apart = [
            Field::StatusReport(StatusReportField::ReturnReason),
            Field::StatusReport(StatusReportField::Budget),
            Field::Timesheet(TimesheetField::Reason),
            Field::Expense(ExpenseField::Billable),
        ];
        let named = counted.contains(&field.name()) || more.contains(&field.name());
        named || apart.contains(field)
    };
    for field in Field::all().filter(|field| !words(field)) {
        assert!(held.contains(&field), "{field:?}");
    }
    let access = FieldAccess::ALL;
    assert_eq!(access.len(), 5, "each of them stands in a lens of the story");
}
