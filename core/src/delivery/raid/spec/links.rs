use super::*;

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
