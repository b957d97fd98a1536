mod items;
mod links;

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
    const GOLDEN: &str = include_str!("../states.txt");
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
    const GOLDEN: &str = include_str!("../permissions.txt");
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
