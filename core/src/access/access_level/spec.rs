use super::*;
use crate::access::TaskView;
use crate::delivery::ChangeParticipant;
use crate::scalar::Change;
use crate::spec::story::FIRM;
use crate::spec::story::delivery::{
    DESIGN, GUEST, JO, JO_DESIGNS, LEAD, by_default, level, takes_part_as, tower,
};
use crate::spec::{given, name};

fn permissions() -> Permissions {
    Permissions { task_view: TaskView::Phase, ..Permissions::default() }
}

fn changed(called: &str, permissions: Permissions) -> ChangeAccessLevel {
    ChangeAccessLevel { access_level: GUEST, name: name(called), permissions }
}

fn removed() -> RemoveAccessLevel {
    RemoveAccessLevel { access_level: GUEST }
}

#[test]
fn a_level_has_a_name_of_its_own_and_permits_what_it_says() {
    let mut world = given([]);
    let created =
        AccessLevelCreated { id: GUEST, name: name("level 1"), permissions: permissions().list() };
    assert_eq!(world.when(level(GUEST, permissions())), [created.into()]);
    let taken = Refusal::AccessLevelNameTaken(name("LEVEL 1"));
    world.refuses(CreateAccessLevel { name: name("LEVEL 1"), permissions: permissions() }, &taken);
    let held = world.world.access.levels().get(GUEST).expect("created");
    assert_eq!(held.permissions, permissions());
}

#[test]
fn a_level_is_changed_once_and_may_keep_its_name() {
    let mut world = given([level(GUEST, permissions()), level(LEAD, permissions())]);
    assert_eq!(world.when(changed("level 1", permissions())), []);
    world.when(changed("Level 1", Permissions::default()));
    let held = world.world.access.levels().get(GUEST).expect("created");
    assert_eq!((held.permissions, held.since), (Permissions::default(), world.seq()));
    let taken = Refusal::AccessLevelNameTaken(name("level 2"));
    world.refuses(changed("level 2", permissions()), &taken);
}

#[test]
fn another_name_alone_makes_nothing_visible() {
    let mut world = given([level(GUEST, permissions())]);
    let since = |world: &crate::spec::Plant| {
        world.world.access.levels().get(GUEST).map(|level| level.since)
    };
    let before = since(&world);
    world.when(changed("visitor", permissions()));
    assert_eq!(since(&world), before);
}

#[test]
fn a_level_that_is_held_or_a_default_stays() {
    let mut world = given(tower());
    world.when(level(GUEST, permissions()));
    world.when(takes_part_as(JO_DESIGNS, DESIGN, JO, GUEST));
    let in_use = Refusal::AccessLevelInUse(GUEST.into());
    world.refuses(removed(), &in_use);
    world.when(ChangeParticipant {
        participant: JO_DESIGNS,
        role: Change::Keep,
        access_level: Change::To(None),
    });
    world.when(by_default(LevelScope::Externals, GUEST));
    world.refuses(removed(), &in_use);
    world.when(SetDefaultAccessLevel { scope: LevelScope::Externals, access_level: None });
    assert_eq!(world.when(removed()), [AccessLevelRemoved { id: GUEST }.into()]);
    world.refuses(removed(), &Refusal::Unknown(RecordKind::AccessLevel, GUEST.into()));
}

#[test]
fn a_default_is_set_once_for_a_known_level_and_account() {
    let mut world = given(tower());
    let of_firm = || LevelScope::Account(FIRM);
    let unknown = Refusal::Unknown(RecordKind::AccessLevel, GUEST.into());
    world.refuses(by_default(of_firm(), GUEST), &unknown);
    world.when(level(GUEST, permissions()));
    world.when(by_default(of_firm(), GUEST));
    assert_eq!(world.when(by_default(of_firm(), GUEST)), []);
    let role = |role: &str| LevelScope::ProjectRole(name(role));
    world.when(by_default(role("Architect"), GUEST));
    assert_eq!(world.when(by_default(role("ARCHITECT"), GUEST)), [], "without regard to case");
    let nobody = AccountId(crate::spec::nth(7_777));
    let unknown = Refusal::Unknown(RecordKind::Account, nobody.into());
    world.refuses(by_default(LevelScope::Account(nobody), GUEST), &unknown);
}
