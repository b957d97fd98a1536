use serde_json::{Value, json};

use super::*;
use crate::access::{
    Allowed, Circle, Field, FieldAccess, FieldScope, Permissions, StatusReportField,
};
use crate::command::CommandKind;
use crate::delivery::event::StatusReportAudienceSet;
use crate::permit::{Partners, permit};
use crate::refusal::{RecordKind, Refusal};
use crate::scalar::Change;
use crate::spec::story::delivery::LEAD;
use crate::spec::story::raid::{by_bo, text, tower_with};
use crate::spec::story::status_report::{
    MARCH, published, recalled, report_told, reported, returned, submitted,
};
use crate::spec::story::{BO, fields_set};
use crate::spec::{Plant, Told, day, nth, table};

fn reporting() -> Permissions {
    Permissions { status_report_submit: Allowed::Yes, ..Permissions::usual(None) }
}

fn shortened() -> Told {
    let summary = Change::To(text("later"));
    ChangeStatusReport { summary, ..ChangeStatusReport::of(MARCH) }.into()
}

fn row(plant: &Plant) -> Value {
    serde_json::to_value(plant.shows(BO, MARCH)).expect("a document is JSON")
}

fn said(value: &impl Serialize) -> String {
    let told = serde_json::to_value(value).expect("it is JSON");
    told.as_str().unwrap_or_default().to_owned()
}

/// What becomes of the report, or why not.
fn outcome(plant: &Plant, told: Told) -> String {
    let mut plant = plant.clone();
    match plant.tries(told) {
        Ok(_) => plant.world.delivery.status_report(MARCH).expect("written").state.to_string(),
        Err(refusal) => refusal.code().to_owned(),
    }
}

/// Brings a report from a draft to a state; whoever wrote it submits it.
fn bring(plant: &mut Plant, author: &str, state: StatusReportState) {
    let steps: &[Told] = match state {
        StatusReportState::Draft => &[],
        StatusReportState::Submitted => &[submitted(MARCH)],
        StatusReportState::Published => &[submitted(MARCH), published(MARCH)],
    };
    for (at, step) in steps.iter().enumerate() {
        match (author, at) {
            ("bo", 0) => by_bo(plant, |plant| plant.when(step.clone())),
            _ => plant.when(step.clone()),
        };
    }
}

const STATES: [StatusReportState; 3] =
    [StatusReportState::Draft, StatusReportState::Submitted, StatusReportState::Published];

/// Whoever wrote it, every state, whoever asks, every command.
#[test]
fn where_a_status_report_stands_and_what_may_be_asked_for_there() {
    const GOLDEN: &str = include_str!("states.txt");
    let head =
        ["author", "state", "asks", "change", "submit", "recall", "return", "publish", "audience"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for author in ["bo", "staff"] {
        for state in STATES {
            let mut plant = tower_with(reporting());
            match author {
                "bo" => by_bo(&mut plant, |plant| plant.when(reported(MARCH, Audience::Shared))),
                _ => plant.when(reported(MARCH, Audience::Shared)),
            };
            bring(&mut plant, author, state);
            let asked = || {
                [
                    shortened(),
                    submitted(MARCH),
                    recalled(MARCH),
                    returned(MARCH),
                    published(MARCH),
                    report_told(MARCH, Audience::Internal),
                ]
            };
            let told =
                |asks: &str| [author.to_owned(), state.to_string(), asks.to_owned()].to_vec();
            let mut by_staff = told("staff");
            by_staff.extend(asked().map(|told| outcome(&plant, told)));
            let mut row = told("bo");
            by_bo(&mut plant, |plant| {
                row.extend(asked().map(|told| match permit(told.command.kind()).partners {
                    Partners::MayAsk => outcome(plant, told),
                    Partners::MayNot | Partners::Administrators => "-".to_owned(),
                }));
            });
            rows.extend([by_staff, row]);
        }
    }
    let found = table(&rows);
    assert!(found == GOLDEN, "states.txt should be:\n{found}");
}

/// Each value of `status_report_view` and `status_report_submit`, whoever wrote it, for whomever.
#[test]
fn what_a_partner_sees_of_status_reports_and_whether_he_writes() {
    const GOLDEN: &str = include_str!("permissions.txt");
    let head = ["view", "submit", "author", "audience", "draft", "submitted", "published"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows[0].extend(["writes", "writes internal", "changes a draft"].map(str::to_owned));
    for view in Circle::ALL {
        for submit in Allowed::ALL {
            for (author, audience) in [
                ("bo", Audience::Shared),
                ("staff", Audience::Shared),
                ("staff", Audience::Internal),
            ] {
                let level = crate::access::ChangeAccessLevel {
                    access_level: crate::spec::story::delivery::LEAD,
                    name: crate::spec::name("level"),
                    permissions: Permissions {
                        status_report_view: *view,
                        status_report_submit: *submit,
                        ..reporting()
                    },
                };
                let at = |state| {
                    let mut plant = tower_with(reporting());
                    match author {
                        "bo" => by_bo(&mut plant, |plant| plant.when(reported(MARCH, audience))),
                        _ => plant.when(reported(MARCH, audience)),
                    };
                    bring(&mut plant, author, state);
                    plant.when(level.clone());
                    plant
                };
                let mut row = vec![said(view), said(submit), author.to_owned(), said(&audience)];
                row.extend(STATES.map(|state| match at(state).shows(BO, MARCH) {
                    Some(_) => "yes".to_owned(),
                    None => "-".to_owned(),
                }));
                let other = StatusReportId(nth(28_009));
                let mut plant = at(StatusReportState::Draft);
                by_bo(&mut plant, |plant| {
                    row.extend([
                        outcome(plant, reported(other, Audience::Shared)),
                        outcome(plant, reported(other, Audience::Internal)),
                        outcome(plant, shortened()),
                    ]);
                });
                rows.push(row);
            }
        }
    }
    let found = table(&rows);
    assert!(found == GOLDEN, "permissions.txt should be:\n{found}");
}

#[test]
fn a_report_that_comes_back_says_why_until_it_is_submitted_again() {
    let mut plant = tower_with(reporting());
    by_bo(&mut plant, |plant| plant.when(reported(MARCH, Audience::Shared)));
    bring(&mut plant, "bo", StatusReportState::Submitted);
    assert_eq!(row(&plant)["submitted_at"], plant.now.to_string());
    plant.when(returned(MARCH));
    assert_eq!(
        (&row(&plant)["return_reason"], &row(&plant)["state"]),
        (&json!("too short"), &json!("draft"))
    );
    assert_eq!(row(&plant)["submitted_at"], Value::Null);
    bring(&mut plant, "bo", StatusReportState::Submitted);
    assert_eq!(row(&plant)["return_reason"], Value::Null);
    by_bo(&mut plant, |plant| plant.when(recalled(MARCH)));
    assert_eq!(row(&plant)["return_reason"], Value::Null);
}

#[test]
fn somebody_elses_draft_is_refused_like_a_missing_report() {
    let mut plant = tower_with(reporting());
    plant.when(reported(MARCH, Audience::Shared));
    let missing = Refusal::Unknown(RecordKind::StatusReport, MARCH.into());
    by_bo(&mut plant, |plant| {
        for told in [shortened(), submitted(MARCH), recalled(MARCH)] {
            plant.refuses(told, &missing);
        }
    });
}

#[test]
fn a_partner_changes_no_field_that_he_may_only_read_and_never_for_whom_it_is() {
    let mut plant = tower_with(reporting());
    by_bo(&mut plant, |plant| plant.when(reported(MARCH, Audience::Shared)));
    let internal = ChangeStatusReport {
        audience: Change::To(Audience::Internal),
        ..ChangeStatusReport::of(MARCH)
    };
    by_bo(&mut plant, |plant| plant.refuses(internal, &Refusal::LevelPermitsNot));
    let summary = [Field::StatusReport(StatusReportField::Summary)];
    plant.when(fields_set(FieldScope::Externals, summary, Some(FieldAccess::Read)));
    by_bo(&mut plant, |plant| plant.refuses(shortened(), &Refusal::FieldNotEditable));
}

#[test]
fn a_period_does_not_end_before_it_starts_and_a_sentiment_hides_its_comment() {
    let mut plant = tower_with(reporting());
    by_bo(&mut plant, |plant| plant.when(reported(MARCH, Audience::Shared)));
    let (from, to) = (day("2026-03-07"), day("2026-03-06"));
    let backwards = ChangeStatusReport { from: Change::To(from), ..ChangeStatusReport::of(MARCH) };
    by_bo(&mut plant, |plant| plant.refuses(backwards, &Refusal::EndsBeforeItStarts(from, to)));
    let sentiment = [Field::StatusReport(StatusReportField::Sentiment)];
    plant.when(fields_set(FieldScope::Externals, sentiment, Some(FieldAccess::Hidden)));
    assert_eq!(row(&plant).get("sentiment_comment"), None);
    assert_eq!(row(&plant)["author"], "contact 1");
}

#[test]
fn staff_alone_returns_publishes_and_says_for_whom() {
    for command in [
        CommandKind::ReturnStatusReport,
        CommandKind::PublishStatusReport,
        CommandKind::SetStatusReportAudience,
    ] {
        assert_eq!(permit(command).partners, Partners::MayNot);
    }
}

#[test]
fn what_was_published_for_the_wrong_people_is_taken_back_from_them_and_given_again() {
    let mut plant = tower_with(reporting());
    for told in [reported(MARCH, Audience::Shared), submitted(MARCH), published(MARCH)] {
        plant.when(told);
    }
    assert!(plant.shows(BO, MARCH).is_some());
    assert_eq!(plant.when(report_told(MARCH, Audience::Shared)), []);
    let id = MARCH;
    let set = StatusReportAudienceSet { id, audience: Audience::Internal };
    assert_eq!(plant.when(report_told(MARCH, Audience::Internal)), [set.into()]);
    assert_eq!(plant.shows(BO, MARCH), None);
    let report = plant.world.delivery.status_report(MARCH).expect("written");
    assert_eq!(report.state, StatusReportState::Published);
    plant.when(report_told(MARCH, Audience::Shared));
    assert_eq!(row(&plant)["state"], "published");
}

#[test]
fn why_names_the_commit_that_published_it_and_the_one_that_said_for_whom() {
    let mut plant = tower_with(reporting());
    let level = plant.world.access.levels().get(LEAD).expect("made").since;
    plant.when(reported(MARCH, Audience::Internal));
    plant.when(submitted(MARCH));
    plant.when(published(MARCH));
    let stands = plant.seq();
    plant.when(report_told(MARCH, Audience::Shared));
    let told = plant.seq();
    let why = crate::visibility::explain(&plant.world, BO, MARCH.into());
    let named: Vec<_> =
        why.because.iter().rev().take(3).map(|c| (c.rule, c.holds, c.seq)).collect();
    use crate::visibility::Rule;
    assert_eq!(
        named[1..],
        [(Rule::Shared, true, Some(told)), (Rule::Published, true, Some(stands))]
    );
    assert_eq!((named[0].0, named[0].1), (Rule::AccessLevelOpens, true));
    assert!(named[0].2 >= Some(level), "when the level came to hold: {named:?}");
    assert!(named[0].2 < Some(stands), "and not when the report was told: {named:?}");
}
