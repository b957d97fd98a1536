//! RAID items of the tower.

use super::delivery::{
    DESIGN, JO, JO_DESIGNS, KIM, LEAD, TOWER, level, person, takes_part_as, tower,
};
use super::{BO, EVE, OTHER_FIRM, called, contact, makes};
use crate::access::Permissions;
use crate::actor::Actor;
use crate::delivery::{
    Assumption, Audience, Dependency, Issue, LinkRaidItem, Priority, RaidDetails, RaidStatus,
    RaiseIssueFromRisk, RaiseRaidItem, Risk, SetRaidStatus, Validation,
};
use crate::id::{RaidItemId, TaskId};
use crate::scalar::{Grade, NotAGrade, Text};
use crate::spec::{Plant, Told, day, given, name, nth};

/// A risk of the tower.
pub const STORM: RaidItemId = RaidItemId(nth(27_001));
/// An assumption.
pub const GROUND: RaidItemId = RaidItemId(nth(27_002));
/// An issue.
pub const CRACK: RaidItemId = RaidItemId(nth(27_003));
/// A dependency.
pub const CRANE: RaidItemId = RaidItemId(nth(27_004));

/// A grade.
pub fn grade(number: u8) -> Grade {
    match Grade::new(number) {
        Ok(grade) => grade,
        Err(NotAGrade { .. }) => unreachable!("the story uses grades that are grades"),
    }
}

/// Some text.
pub fn text(words: &str) -> Text {
    match Text::new(words) {
        Ok(text) => text,
        Err(_) => unreachable!("the story uses texts that are texts"),
    }
}

/// What a risk of four times three has.
pub fn risky() -> RaidDetails {
    RaidDetails::Risk(Risk {
        impact: grade(4),
        likelihood: grade(3),
        mitigation: Some(text("anchors")),
        contingency: Some(text("rebuild")),
    })
}

/// What an assumption has that nobody has looked at.
pub fn assumed() -> RaidDetails {
    RaidDetails::Assumption(Assumption { validated: Validation::NotYet })
}

/// What an urgent issue has.
pub fn pressing() -> RaidDetails {
    let action_plan = Some(text("fill it"));
    RaidDetails::Issue(Issue { impact: grade(2), priority: Priority::Urgent, action_plan })
}

/// What a dependency has.
pub fn depends() -> RaidDetails {
    let (depends_on, needed_by) = (name("the city"), Some(day("2026-04-01")));
    RaidDetails::Dependency(Dependency { depends_on, needed_by })
}

/// A RAID item of the tower, with this id where the spec gives one.
pub fn raised(id: RaidItemId, details: RaidDetails, audience: Audience) -> Told {
    let command = RaiseRaidItem {
        project: TOWER,
        title: called("item", id.0),
        description: Some(text("look out")),
        details,
        owner: None,
        due: Some(day("2026-04-15")),
        audience,
    };
    makes(id.0, command)
}

/// The risk of a storm, for partners as well.
pub fn storm() -> Told {
    raised(STORM, risky(), Audience::Shared)
}

/// The item stands here from now on.
pub fn raid_status(item: RaidItemId, status: RaidStatus) -> Told {
    SetRaidStatus { item, status }.into()
}

/// The item concerns these tasks and belongs together with these items.
pub fn raid_linked<const T: usize, const N: usize>(
    item: RaidItemId,
    tasks: [TaskId; T],
    items: [RaidItemId; N],
) -> Told {
    let (tasks, items) = (tasks.into(), items.into());
    LinkRaidItem { item, tasks, milestones: Default::default(), items }.into()
}

/// The risk becomes this issue.
pub fn occurred(risk: RaidItemId, issue: RaidItemId) -> Told {
    let command = RaiseIssueFromRisk {
        risk,
        title: None,
        description: None,
        impact: None,
        priority: Priority::High,
        action_plan: None,
        owner: None,
        due: None,
    };
    makes(issue.0, command)
}

/// The tower, in whose design Bo takes part with these permissions, and on which Kim of another firm
/// could work as well.
pub fn tower_with(permissions: Permissions) -> Plant {
    let mut plant = given(tower());
    for told in [
        contact(EVE, OTHER_FIRM),
        person(KIM, EVE),
        level(LEAD, permissions),
        takes_part_as(JO_DESIGNS, DESIGN, JO, LEAD),
    ] {
        plant.when(told);
    }
    plant
}

/// Bo asks, and then it is staff again.
pub fn by_bo<T>(plant: &mut Plant, ask: impl FnOnce(&mut Plant) -> T) -> T {
    let staff = std::mem::replace(&mut plant.actor, Actor::Partner(BO));
    let answer = ask(plant);
    plant.actor = staff;
    answer
}
