use std::collections::BTreeSet;

use super::*;
use crate::access::{
    Allowed, Circle, Extent, Field, FieldAccess, FieldScope, ParticipantView, Permissions,
};
use crate::command::Command;
use crate::delivery::RemoveTask;
use crate::event::{DeliveryEvent, Event};
use crate::refusal::{RecordKind, Refusal};
use crate::scalar::Change;
use crate::spec::story::delivery::{
    ADA_HERSELF, BRIDGE, CHECK, DESIGN, DIG, DRAW, JO, KIM, PIERS, ROOF, milestone, person_of,
    phase, project, task, task_as,
};
use crate::spec::story::raid::{
    CRACK, CRANE, GROUND, STORM, assumed, by_bo, depends, grade, occurred, pressing, raid_linked,
    raid_status, raised, risky, storm, text, tower_with,
};
use crate::spec::story::{ADA, BO, fields_set};
use crate::spec::{Plant, Told, day, name, nth, table};
use crate::visibility::DocumentId;

/// A command, and what the table calls it.
type Asked = (&'static str, fn(RaidItemId) -> Told);

fn usual() -> Permissions {
    Permissions::usual(None)
}

fn row(plant: &Plant, item: RaidItemId) -> serde_json::Value {
    let shown = plant.shows(BO, item);
    serde_json::to_value(shown).expect("a document is JSON")
}

fn unknown(item: RaidItemId) -> Refusal {
    Refusal::Unknown(RecordKind::RaidItem, item.into())
}

fn outcome(plant: &Plant, told: Told) -> &'static str {
    match plant.clone().tries(told) {
        Ok(events) if events.is_empty() => "unchanged",
        Ok(_) => "yes",
        Err(refusal) => refusal.code(),
    }
}

fn renamed(item: RaidItemId) -> ChangeRaidItem {
    ChangeRaidItem { title: Change::To(name("gale")), ..ChangeRaidItem::of(item) }
}

fn owned_by(item: RaidItemId, owner: PersonId) -> ChangeRaidItem {
    ChangeRaidItem { owner: Change::To(Some(owner)), ..ChangeRaidItem::of(item) }
}

/// Every state of a risk and of an issue, and every command.
#[test]
fn where_a_raid_item_stands_and_what_may_be_asked_for_there() {
    const GOLDEN: &str = include_str!("states.txt");
    let asked: [Asked; 6] = [
        ("set open", |item| raid_status(item, RaidStatus::Open)),
        ("set in_progress", |item| raid_status(item, RaidStatus::InProgress)),
        ("set closed", |item| raid_status(item, RaidStatus::Closed)),
        ("change", |item| renamed(item).into()),
        ("link", |item| raid_linked(item, [], [GROUND])),
        ("raise issue", |item| occurred(item, RaidItemId(nth(27_009)))),
    ];
    let mut rows = vec![["item".to_owned(), "state".to_owned()].to_vec()];
    rows[0].extend(asked.iter().map(|(name, _)| (*name).to_owned()));
    for (kind, details) in [("risk", risky()), ("issue", pressing())] {
        for state in ["open", "in_progress", "closed", "occurred"] {
            let mut plant = tower_with(usual());
            plant.when(raised(STORM, details.clone(), Audience::Shared));
            plant.when(raised(GROUND, assumed(), Audience::Shared));
            let moved = match state {
                "open" => Ok(Vec::new()),
                "in_progress" => plant.tries(raid_status(STORM, RaidStatus::InProgress)),
                "closed" => plant.tries(raid_status(STORM, RaidStatus::Closed)),
                _ => plant.tries(occurred(STORM, CRACK)),
            };
            if moved.is_err() {
                continue;
            }
            let mut row = vec![kind.to_owned(), state.to_owned()];
            row.extend(asked.iter().map(|(_, ask)| outcome(&plant, ask(STORM)).to_owned()));
            rows.push(row);
        }
    }
    let found = table(&rows);
    assert!(found == GOLDEN, "states.txt should be:\n{found}");
}

/// Each value of `raid_view`, `raid_create` and `raid_edit`, and whose and for whom the item is.
#[test]
fn what_a_partner_sees_raises_and_changes() {
    const GOLDEN: &str = include_str!("permissions.txt");
    let head = ["view", "create", "edit", "sees shared", "sees internal", "raises shared"]
        .into_iter()
        .chain([
            "raises internal",
            "changes own",
            "changes raised",
            "changes other's",
            "makes internal",
            "links own to other's",
            "links other's to own",
        ]);
    let mut rows = vec![head.map(str::to_owned).collect::<Vec<_>>()];
    for view in Circle::ALL {
        for create in Allowed::ALL {
            for edit in Extent::ALL {
                let all = Permissions { raid_view: Circle::All, ..usual() };
                let mut plant = tower_with(all);
                plant.when(storm());
                plant.when(raised(GROUND, assumed(), Audience::Internal));
                plant.when(raised(CRANE, depends(), Audience::Shared));
                plant.when(owned_by(CRANE, JO));
                by_bo(&mut plant, |plant| {
                    plant.when(raised(CRACK, pressing(), Audience::Shared));
                });
                let level = crate::access::ChangeAccessLevel {
                    access_level: crate::spec::story::delivery::LEAD,
                    name: name("level"),
                    permissions: Permissions {
                        raid_view: *view,
                        raid_create: *create,
                        raid_edit: *edit,
                        ..usual()
                    },
                };
                plant.when(level);
                let sees =
                    |item: RaidItemId| if plant.shows(BO, item).is_some() { "yes" } else { "-" };
                let mut row = vec![said(view), said(create), said(edit)];
                row.extend([sees(STORM), sees(GROUND)].map(str::to_owned));
                let id = RaidItemId(nth(27_009));
                let asked: [Told; 8] = [
                    raised(id, risky(), Audience::Shared),
                    raised(id, risky(), Audience::Internal),
                    renamed(CRANE).into(),
                    renamed(CRACK).into(),
                    renamed(STORM).into(),
                    ChangeRaidItem {
                        audience: Change::To(Audience::Internal),
                        ..ChangeRaidItem::of(CRACK)
                    }
                    .into(),
                    raid_linked(CRANE, [], [STORM]),
                    raid_linked(STORM, [], [CRANE]),
                ];
                by_bo(&mut plant, |plant| {
                    row.extend(asked.map(|told| outcome(plant, told).to_owned()));
                });
                rows.push(row);
            }
        }
    }
    let found = table(&rows);
    assert!(found == GOLDEN, "permissions.txt should be:\n{found}");
}

/// A value of a permission as it is told.
fn said(value: &impl serde::Serialize) -> String {
    let told = serde_json::to_value(value).expect("it is JSON");
    told.as_str().unwrap_or_default().to_owned()
}

#[test]
fn an_item_that_a_partner_does_not_see_is_refused_like_a_missing_one() {
    let mut plant = with_the_bridge(usual());
    plant.when(raised(STORM, risky(), Audience::Internal));
    plant.when(storm_of_the_bridge());
    for item in [STORM, CRANE, RaidItemId(nth(27_099))] {
        assert_eq!(plant.shows(BO, item), None);
        let asked: [Told; 4] = [
            renamed(item).into(),
            raid_status(item, RaidStatus::Closed),
            raid_linked(item, [], []),
            occurred(item, CRACK),
        ];
        by_bo(&mut plant, |plant| {
            for told in asked {
                plant.refuses(told, &unknown(item));
            }
        });
    }
}

/// An item of a project in which Bo takes no part.
fn storm_of_the_bridge() -> Told {
    let command = RaiseRaidItem {
        project: BRIDGE,
        title: name("flood"),
        description: None,
        details: risky(),
        owner: None,
        due: None,
        audience: Audience::Shared,
    };
    Told { command: command.into(), makes: Some(CRANE.0) }
}

fn with_the_bridge(permissions: Permissions) -> Plant {
    let mut plant = tower_with(permissions);
    for told in [project(BRIDGE), phase(PIERS, BRIDGE)] {
        plant.when(told);
    }
    plant
}

#[test]
fn what_belongs_together_belongs_to_one_project() {
    let mut plant = with_the_bridge(usual());
    plant.when(storm());
    plant.when(storm_of_the_bridge());
    plant.when(task(DIG, PIERS));
    plant.refuses(raid_linked(STORM, [DIG], []), &Refusal::OfAnotherProject(DIG.into()));
    plant.refuses(raid_linked(STORM, [], [CRANE]), &Refusal::OfAnotherProject(CRANE.into()));
    plant.refuses(raid_linked(STORM, [], [STORM]), &Refusal::LinkedToItself(STORM.into()));
    let many: BTreeSet<TaskId> = (0..51).map(|n| TaskId(nth(50_000 + n))).collect();
    let all = LinkRaidItem {
        item: STORM,
        tasks: many,
        milestones: BTreeSet::new(),
        items: BTreeSet::new(),
    };
    plant.refuses(all, &Refusal::TooMany { given: 51, max: RAID_LINKS_MAX });
}

#[test]
fn items_are_linked_both_ways() {
    let mut plant = tower_with(usual());
    plant.when(storm());
    plant.when(raised(CRACK, pressing(), Audience::Shared));
    plant.when(raid_linked(STORM, [], [CRACK]));
    assert_eq!(row(&plant, CRACK)["items"], serde_json::json!([STORM]));
    plant.when(raid_linked(CRACK, [], []));
    assert_eq!(row(&plant, STORM)["items"], serde_json::json!([]));
}

#[test]
fn links_to_what_a_partner_does_not_see_vanish_and_outlast_what_he_links() {
    let mut plant = tower_with(Permissions { raid_edit: Extent::All, ..usual() });
    for told in [
        storm(),
        raised(CRACK, pressing(), Audience::Internal),
        raised(GROUND, assumed(), Audience::Shared),
        task(DRAW, DESIGN),
        task_as(CHECK, DESIGN, None, crate::delivery::TaskKind::Work, Audience::Internal),
        milestone(ROOF, TOWER_ID, None),
        raid_linked(STORM, [DRAW, CHECK], [CRACK, GROUND]),
    ] {
        plant.when(told);
    }
    let seen = row(&plant, STORM);
    assert_eq!(seen["tasks"], serde_json::json!([DRAW]));
    assert_eq!(seen["items"], serde_json::json!([GROUND]));
    by_bo(&mut plant, |plant| {
        let hidden = Refusal::Unknown(RecordKind::Task, CHECK.into());
        plant.refuses(raid_linked(STORM, [CHECK], []), &hidden);
        plant.refuses(raid_linked(STORM, [], [CRACK]), &unknown(CRACK));
        plant.when(LinkRaidItem {
            item: STORM,
            tasks: BTreeSet::new(),
            milestones: [ROOF].into(),
            items: BTreeSet::new(),
        });
        // Saying what he reads changes nothing.
        let as_read = LinkRaidItem {
            item: STORM,
            tasks: BTreeSet::new(),
            milestones: [ROOF].into(),
            items: BTreeSet::new(),
        };
        assert_eq!(plant.when(as_read), []);
    });
    let held = plant.world.delivery.raid_item(STORM).expect("raised").clone();
    assert_eq!(held.tasks, [CHECK].into());
    assert_eq!(held.items, [CRACK].into());
    assert_eq!(held.milestones, [ROOF].into());
}

const TOWER_ID: ProjectId = crate::spec::story::delivery::TOWER;

#[test]
fn what_is_removed_is_linked_no_more() {
    let mut plant = tower_with(usual());
    for told in [
        storm(),
        task(DRAW, DESIGN),
        milestone(ROOF, TOWER_ID, None),
        LinkRaidItem {
            item: STORM,
            tasks: [DRAW].into(),
            milestones: [ROOF].into(),
            items: BTreeSet::new(),
        }
        .into(),
        RemoveTask { task: DRAW }.into(),
        crate::delivery::RemoveMilestone { milestone: ROOF }.into(),
    ] {
        plant.when(told);
    }
    let held = plant.world.delivery.raid_item(STORM).expect("raised");
    assert!(held.tasks.is_empty() && held.milestones.is_empty());
}

#[test]
fn a_risk_that_occurred_goes_on_as_an_issue_for_the_same_people() {
    for audience in [Audience::Shared, Audience::Internal] {
        let mut plant = tower_with(usual());
        plant.when(raised(STORM, risky(), audience));
        plant.when(task(DRAW, DESIGN));
        plant.when(raid_linked(STORM, [DRAW], []));
        let names = plant.when(occurred(STORM, CRACK));
        let names: Vec<&str> = names.iter().map(Event::name).collect();
        assert_eq!(names, ["RaidItemRaised", "RaidItemLinked", "RiskOccurred"]);
        let risk = plant.world.delivery.raid_item(STORM).expect("raised");
        let issue = plant.world.delivery.raid_item(CRACK).expect("raised");
        assert_eq!((risk.status, risk.occurred), (RaidStatus::Closed, Some(CRACK)));
        assert_eq!(risk.closed, Some(plant.now));
        assert_eq!((&risk.items, &issue.items), (&[CRACK].into(), &[STORM].into()));
        assert_eq!((issue.brief.audience, &issue.tasks), (audience, &[DRAW].into()));
        assert_eq!(issue.brief.title, risk.brief.title);
        let told = RaidDetails::Issue(Issue {
            impact: grade(4),
            priority: Priority::High,
            action_plan: None,
        });
        assert_eq!(issue.brief.details, told);
        let seen = plant.sees(BO);
        let both = [STORM, CRACK].map(DocumentId::from);
        let shared = audience == Audience::Shared;
        assert_eq!(both.map(|item| seen.contains(&item)), [shared, shared]);
    }
}

#[test]
fn a_partner_tells_of_a_risk_that_occurred_where_he_may_raise_and_close() {
    let mut plant = tower_with(usual());
    plant.when(storm());
    by_bo(&mut plant, |plant| {
        plant.refuses(occurred(STORM, CRACK), &Refusal::LevelPermitsNot);
    });
    plant.when(owned_by(STORM, JO));
    let mut hidden = plant.clone();
    let status = [Field::RaidItem(RaidField::Status)];
    hidden.when(fields_set(FieldScope::Externals, status, Some(FieldAccess::Read)));
    by_bo(&mut hidden, |plant| {
        plant.refuses(occurred(STORM, CRACK), &Refusal::FieldNotEditable);
    });
    by_bo(&mut plant, |plant| plant.when(occurred(STORM, CRACK)));
    assert_eq!(row(&plant, STORM)["occurred"], true);
    // Raised by him and his to deal with, as the risk was.
    assert_eq!(row(&plant, CRACK)["mine"], true);
}

#[test]
fn a_closed_item_says_when_and_an_open_one_does_not() {
    let mut plant = tower_with(usual());
    plant.when(storm());
    plant.when(raid_status(STORM, RaidStatus::Closed));
    assert_eq!(row(&plant, STORM)["closed_at"], plant.now.to_string());
    plant.when(raid_status(STORM, RaidStatus::Open));
    assert_eq!(row(&plant, STORM)["closed_at"], serde_json::Value::Null);
}

#[test]
fn each_kind_is_changed_in_what_it_has() {
    type Set = fn(&mut ChangeRaidItem);
    let fields: [(RaidField, Set); 9] = [
        (RaidField::Impact, |c| c.impact = Change::To(grade(5))),
        (RaidField::Likelihood, |c| c.likelihood = Change::To(grade(5))),
        (RaidField::Mitigation, |c| c.mitigation = Change::To(None)),
        (RaidField::Contingency, |c| c.contingency = Change::To(None)),
        (RaidField::Validated, |c| c.validated = Change::To(Validation::No)),
        (RaidField::Priority, |c| c.priority = Change::To(Priority::Low)),
        (RaidField::ActionPlan, |c| c.action_plan = Change::To(None)),
        (RaidField::DependsOn, |c| c.depends_on = Change::To(name("the state"))),
        (RaidField::NeededBy, |c| c.needed_by = Change::To(Some(day("2026-05-01")))),
    ];
    for details in [risky(), assumed(), pressing(), depends()] {
        for (field, set) in fields {
            let mut plant = tower_with(usual());
            plant.when(raised(STORM, details.clone(), Audience::Shared));
            let before = row(&plant, STORM)[field.field()].clone();
            let mut change = ChangeRaidItem::of(STORM);
            set(&mut change);
            if details.kind().has(field) {
                plant.when(change);
                assert_ne!(row(&plant, STORM)[field.field()], before, "{field:?}");
            } else {
                plant.refuses(change, &Refusal::FieldOfAnotherKind(field));
                assert_eq!(before, serde_json::Value::Null, "{field:?}");
            }
        }
    }
}

#[test]
fn the_severity_of_a_risk_is_impact_times_likelihood_and_never_more_told_than_they_are() {
    let mut plant = tower_with(usual());
    plant.when(storm());
    assert_eq!(row(&plant, STORM)["severity"], 12);
    let set = |plant: &mut Plant, field, access| {
        let fields = [Field::RaidItem(field)];
        plant.when(fields_set(FieldScope::Externals, fields, Some(access)));
    };
    set(&mut plant, RaidField::Severity, FieldAccess::Coarse);
    set(&mut plant, RaidField::Due, FieldAccess::Coarse);
    assert_eq!(row(&plant, STORM)["severity"], "10-99");
    assert_eq!(row(&plant, STORM)["due"], "2026-W16");
    set(&mut plant, RaidField::Likelihood, FieldAccess::Hidden);
    assert_eq!(row(&plant, STORM).get("severity"), None);
    set(&mut plant, RaidField::Status, FieldAccess::Hidden);
    assert_eq!(row(&plant, STORM).get("occurred"), None);
    assert_eq!(row(&plant, STORM).get("closed_at"), None);
}

#[test]
fn a_partner_changes_no_field_that_he_may_only_read() {
    let mut plant = tower_with(usual());
    plant.when(storm());
    plant.when(owned_by(STORM, JO));
    let fields = [RaidField::Title, RaidField::Status, RaidField::Items].map(Field::RaidItem);
    plant.when(raised(GROUND, assumed(), Audience::Shared));
    let asked: [Command; 3] = [
        renamed(STORM).into(),
        SetRaidStatus { item: STORM, status: RaidStatus::Closed }.into(),
        raid_linked(STORM, [], [GROUND]).command,
    ];
    by_bo(&mut plant.clone(), |plant| {
        for command in asked.clone() {
            assert_ne!(plant.when(command), []);
        }
    });
    plant.when(fields_set(FieldScope::Externals, fields, Some(FieldAccess::Read)));
    by_bo(&mut plant, |plant| {
        for command in asked {
            plant.refuses(command, &Refusal::FieldNotEditable);
        }
    });
}

#[test]
fn a_partner_gives_items_to_his_own_firm_and_the_host_company_only() {
    let mut plant = tower_with(Permissions { raid_edit: Extent::All, ..usual() });
    plant.when(person_of(ADA_HERSELF, crate::effort::PersonOf::StaffUser(ADA)));
    plant.when(storm());
    let stranger = |person: PersonId| Refusal::Unknown(RecordKind::Person, person.into());
    by_bo(&mut plant, |plant| {
        plant.when(owned_by(STORM, JO));
        plant.when(owned_by(STORM, ADA_HERSELF));
        for person in [KIM, PersonId(nth(99))] {
            plant.refuses(owned_by(STORM, person), &stranger(person));
            let Command::RaiseRaidItem(raise) = storm().command else { unreachable!("raises") };
            plant.refuses(RaiseRaidItem { owner: Some(person), ..raise }, &stranger(person));
        }
    });
}

#[test]
fn who_raised_and_who_deals_with_it_are_called_as_participants_are() {
    for (view, staff, rival) in [
        (ParticipantView::No, None, None),
        (ParticipantView::Names, Some("ada"), None),
        (ParticipantView::All, Some("ada"), Some("contact 2")),
    ] {
        let mut plant = tower_with(Permissions { participant_view: view, ..usual() });
        plant.actor = crate::actor::Actor::Staff(ADA);
        plant.when(storm());
        plant.when(owned_by(STORM, KIM));
        let told = row(&plant, STORM);
        assert_eq!(told.get("raised_by").and_then(|name| name.as_str()), staff, "{view:?}");
        assert_eq!(told.get("owner").and_then(|name| name.as_str()), rival, "{view:?}");
    }
}

#[test]
fn an_item_is_raised_once_and_remembers_by_whom() {
    let mut plant = tower_with(usual());
    let raised = by_bo(&mut plant, |plant| plant.when(storm()));
    let Some(Event::Delivery(DeliveryEvent::RaidItemRaised(raised))) = raised.first() else {
        unreachable!("it was raised: {raised:?}")
    };
    let bo = crate::access::UserId::Partner(BO);
    assert_eq!(raised.by, Some(Author { user: bo, person: Some(JO) }));
    assert_eq!(raised.brief.description, Some(text("look out")));
    assert_eq!(plant.when(ChangeRaidItem::of(STORM)), []);
}

#[test]
fn of_links_that_a_field_hides_a_partner_names_none_and_finds_none_by_trying() {
    let all = Permissions { raid_edit: Extent::All, ..usual() };
    for access in [FieldAccess::Hidden, FieldAccess::Masked] {
        let mut plant = tower_with(all);
        for told in [
            storm(),
            raised(GROUND, assumed(), Audience::Shared),
            task(DRAW, DESIGN),
            milestone(ROOF, TOWER_ID, None),
            raid_linked(STORM, [DRAW], [GROUND]),
        ] {
            plant.when(told);
        }
        let fields = [RaidField::Tasks, RaidField::Items].map(Field::RaidItem);
        plant.when(fields_set(FieldScope::Externals, fields, Some(access)));
        by_bo(&mut plant, |plant| {
            for told in [
                raid_linked(STORM, [DRAW], [GROUND]),
                raid_linked(STORM, [DRAW], []),
                raid_linked(STORM, [], [GROUND]),
                raid_linked(STORM, [TaskId(nth(22_099))], []),
            ] {
                plant.refuses(told, &Refusal::FieldNotEditable);
            }
            assert_eq!(plant.when(raid_linked(STORM, [], [])), []);
            let (tasks, items) = Default::default();
            plant.when(LinkRaidItem { item: STORM, tasks, milestones: [ROOF].into(), items });
        });
        let held = plant.world.delivery.raid_item(STORM).expect("raised");
        assert_eq!((&held.tasks, &held.items), (&[DRAW].into(), &[GROUND].into()));
        assert_eq!(held.milestones, [ROOF].into());
    }
}

#[test]
fn the_list_of_a_linked_item_is_bounded_as_well_and_not_filled_by_what_is_internal() {
    let mut plant = tower_with(usual());
    plant.when(storm());
    let other = |n: usize| RaidItemId(nth(50_000 + n as u128));
    for n in 0..2 * RAID_LINKS_MAX {
        let audience = if n < RAID_LINKS_MAX { Audience::Internal } else { Audience::Shared };
        plant.when(raised(other(n), assumed(), audience));
        plant.when(raid_linked(other(n), [], [STORM]));
    }
    let full = Refusal::TooMany { given: RAID_LINKS_MAX + 1, max: RAID_LINKS_MAX };
    for audience in [Audience::Internal, Audience::Shared] {
        plant.when(raised(GROUND, assumed(), audience));
        plant.refuses(raid_linked(GROUND, [], [STORM]), &full);
        assert_eq!(plant.when(raid_linked(GROUND, [], [])), []);
    }
}

#[test]
fn whoever_may_change_one_of_two_items_links_and_parts_them() {
    let mut plant = tower_with(usual());
    for told in [storm(), owned_by(STORM, JO).into(), raised(CRACK, pressing(), Audience::Shared)] {
        plant.when(told);
    }
    by_bo(&mut plant, |plant| {
        plant.refuses(raid_linked(CRACK, [], [STORM]), &Refusal::LevelPermitsNot);
        plant.when(raid_linked(STORM, [], [CRACK]));
        plant.refuses(raid_linked(CRACK, [], []), &Refusal::LevelPermitsNot);
        plant.when(raid_linked(STORM, [], []));
    });
    assert_eq!(row(&plant, CRACK)["items"], serde_json::json!([]));
}

/// Whether it occurred would show in what may be done with it.
#[test]
fn whoever_is_not_told_whether_a_risk_occurred_does_nothing_with_a_closed_one() {
    let all = Permissions { raid_edit: Extent::All, ..usual() };
    let mut closed = tower_with(all);
    closed.when(storm());
    let fields = [Field::RaidItem(RaidField::Occurred)];
    closed.when(fields_set(FieldScope::Externals, fields, Some(FieldAccess::Hidden)));
    let mut occurred_already = closed.clone();
    closed.when(raid_status(STORM, RaidStatus::Closed));
    occurred_already.when(occurred(STORM, CRACK));
    for mut plant in [closed, occurred_already] {
        by_bo(&mut plant, |plant| {
            let refusal = &Refusal::FieldNotEditable;
            plant.refuses(raid_status(STORM, RaidStatus::Open), refusal);
            plant.refuses(occurred(STORM, RaidItemId(nth(27_009))), refusal);
            assert_eq!(plant.when(raid_status(STORM, RaidStatus::Closed)), []);
        });
    }
}
