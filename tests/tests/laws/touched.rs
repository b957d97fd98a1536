//! Whom a change of fields concerns, and nobody else.

use std::collections::BTreeSet;

use loggia_core::access::{
    AccountKind, ChangeAccessLevel, ChangeAccount, Column, Field, FieldAccess, FieldScope,
    LevelScope, ListName, PartnerType, Permissions, SetColumns, SetDefaultAccessLevel,
    SetFieldAccess,
};
use loggia_core::actor::Actor;
use loggia_core::command::Command;
use loggia_core::delivery::{ProjectStatus, SetProjectStatus, SetTaskStatus, TaskStatus};
use loggia_core::id::{FreshIds, PartnerUserId, StaffUserId};
use loggia_core::scalar::Name;
use loggia_core::spec::name;
use loggia_core::world::{Context, Seq, Stamp};
use loggia_projections::{AccessDiff, WhatIf, affected};
use loggia_tests::story::{Ask, Story, Teller};
use uuid::Uuid;

const STAFF: Actor = Actor::Staff(StaffUserId(Uuid::from_u128(1)));

/// Whose documents are rendered again when `command` happens.
fn touched_by(story: &mut Story, command: impl Into<Command>) -> BTreeSet<PartnerUserId> {
    let mut world = story.world.clone();
    let before = story.commits.len();
    story.ask(Teller::Own, &Ask { actor: STAFF, command: command.into() }).unwrap();
    let mut touched = Vec::new();
    for commit in &story.commits[before..] {
        for event in &commit.events {
            affected(&world, event, &mut touched);
            world.apply(commit.stamp, event);
            affected(&world, event, &mut touched);
        }
    }
    touched.into_iter().map(|(partner, _)| partner).collect()
}

fn hide(scope: FieldScope) -> SetFieldAccess {
    let fields = [Field::WorkStep(Column::Quantity)].into();
    SetFieldAccess { scope, fields, access: Some(FieldAccess::Hidden) }
}

fn firm(story: &Story, nth: usize, called: Name, partner_type: PartnerType) -> ChangeAccount {
    let account = story.own.accounts[nth];
    let kind = AccountKind::Partner(partner_type);
    ChangeAccount { account, name: called, kind, owner: None }
}

#[test]
fn a_change_of_fields_touches_those_of_its_scope_and_nobody_else() {
    let mut story = Story::begin();
    let [ada, ben, ..] = story.own.partners[..] else { panic!("two partners of firms") };
    let [of_ada, of_ben, ..] = story.own.accounts[..] else { panic!("two firms") };
    let all: BTreeSet<_> = story.own.partners.iter().copied().collect();
    assert_eq!(touched_by(&mut story, hide(FieldScope::Externals)), all);
    let contractors = FieldScope::PartnerType(PartnerType::Contractor);
    assert_eq!(touched_by(&mut story, hide(contractors)), BTreeSet::from([ben]));
    let nobodys = FieldScope::PartnerType(PartnerType::SystemsIntegrator);
    assert_eq!(touched_by(&mut story, hide(nobodys)), BTreeSet::new());
    let own = FieldScope::Account(of_ada);
    assert_eq!(touched_by(&mut story, hide(own)), BTreeSet::from([ada]));
    let list = ListName::WorkSteps;
    let columns = Some(vec![Column::Name]);
    let set = SetColumns { list, columns: columns.clone(), account: Some(of_ben) };
    assert_eq!(touched_by(&mut story, set), BTreeSet::from([ben]));
    assert_eq!(touched_by(&mut story, SetColumns { list, columns, account: None }), all);
}

#[test]
fn an_account_that_changes_its_type_touches_its_users() {
    let mut story = Story::begin();
    let retyped = firm(&story, 2, name("another name"), PartnerType::Contractor);
    let users: BTreeSet<_> = story.own.partners[3..5].iter().copied().collect();
    assert_eq!(touched_by(&mut story, retyped), users);
}

#[test]
fn an_account_that_changes_its_name_touches_those_in_whose_projects_it_is() {
    let mut story = Story::begin();
    let [ada, ben, ..] = story.own.partners[..] else { panic!("two partners of firms") };
    let renamed = firm(&story, 2, name("another name"), PartnerType::Supplier);
    assert_eq!(touched_by(&mut story, renamed), BTreeSet::new(), "it is in no project");
    let renamed = firm(&story, 0, name("a third name"), PartnerType::Supplier);
    assert_eq!(touched_by(&mut story, renamed), BTreeSet::from([ada, ben]));
}

/// Ada takes part by default in the role that is first, Ben with the levels of the story.
#[test]
fn an_access_level_touches_those_who_may_hold_it_and_nobody_else() {
    let mut story = Story::begin();
    let [ada, ben, ..] = story.own.partners[..] else { panic!("two partners of firms") };
    let [first, ..] = story.own.levels[..] else { panic!("levels") };
    let nothing = |access_level| ChangeAccessLevel {
        access_level,
        name: name("nothing"),
        permissions: Permissions::default(),
    };
    assert_eq!(touched_by(&mut story, nothing(first)), BTreeSet::from([ben]));
    let scope = LevelScope::Externals;
    let default = SetDefaultAccessLevel { scope, access_level: Some(first) };
    assert_eq!(touched_by(&mut story, default), BTreeSet::from([ada]));
    let all = ChangeAccessLevel { permissions: Permissions::usual(None), ..nothing(first) };
    assert_eq!(touched_by(&mut story, all), BTreeSet::from([ada, ben]));
}

#[test]
fn what_happens_in_a_project_touches_nobody_outside_it() {
    let mut story = Story::begin();
    let [ada, ben, ..] = story.own.partners[..] else { panic!("two partners of firms") };
    let project = story.own.projects[0];
    let resting = SetProjectStatus { project, status: ProjectStatus::OnHold };
    assert_eq!(touched_by(&mut story, resting), BTreeSet::from([ada, ben]));
    let done = SetTaskStatus { task: story.own.tasks[2], status: TaskStatus::Done };
    assert_eq!(touched_by(&mut story, done), BTreeSet::from([ada, ben]));
}

#[test]
fn what_if_tells_the_fields_that_each_partner_would_gain_and_lose() {
    let story = Story::begin();
    let ada = story.own.partners[0];
    let own = FieldScope::Account(story.own.accounts[0]);
    let mut supply = || Uuid::from_u128(7);
    let ids = FreshIds::new(&mut supply);
    let cx = Context { now: story.now, actor: STAFF, ids: &ids };
    let stamp = Stamp { seq: Seq(99), at: story.now };
    let mut question = WhatIf::on(&story.world, stamp);
    question.try_out(&cx, &hide(own).into()).unwrap();
    let diffs = question.told();
    let [diff] = &diffs[..] else { panic!("one partner: {diffs:?}") };
    assert_eq!(diff.partner, ada);
    assert_eq!((diff.gained.total, diff.lost.total), (0, 0));
    assert!(diff.changed.total > 0 && diff.changed.first.len() == diff.changed.total);
    let (before, after) = (FieldAccess::Read, FieldAccess::Hidden);
    let lost: Vec<&str> = diff.fields.iter().map(|diff| diff.field.name()).collect();
    assert_eq!(lost, ["quantity"; 3], "of steps, and of the orders and items made of them");
    for AccessDiff { before: was, after: is, rows, field: _ } in &diff.fields {
        assert_eq!((*was, *is), (before, after));
        assert!(*rows > 0);
    }
}
