use std::collections::BTreeSet;

use loggia_core::access::UserId;
use loggia_core::delivery::event::*;
use loggia_core::delivery::{
    Assumption, Audience, Author, Dependency, Issue, Priority, RaidBrief, RaidDetails, RaidStatus,
    Risk, Validation,
};
use loggia_core::event::Event;
use loggia_core::id::{
    MilestoneId, PartnerUserId, PersonId, ProjectId, RaidItemId, StaffUserId, TaskId,
};
use loggia_core::scalar::{Grade, Text};

use super::{day, id, name, sure};

pub(super) fn text(words: &str) -> Text {
    sure(Text::new(words))
}

pub(super) fn grade(number: u8) -> Grade {
    sure(Grade::new(number))
}

pub(super) fn partner() -> Author {
    Author { user: UserId::Partner(PartnerUserId(id(2))), person: Some(PersonId(id(41))) }
}

pub(super) fn staff() -> Author {
    Author { user: UserId::Staff(StaffUserId(id(1))), person: None }
}

fn risk() -> RaidDetails {
    RaidDetails::Risk(Risk {
        impact: grade(5),
        likelihood: grade(1),
        mitigation: Some(text("anchors")),
        contingency: Some(text("rebuild\nor not")),
    })
}

fn assumption(validated: Validation) -> RaidDetails {
    RaidDetails::Assumption(Assumption { validated })
}

fn issue(priority: Priority) -> RaidDetails {
    RaidDetails::Issue(Issue { impact: grade(3), priority, action_plan: Some(text("fill it")) })
}

fn dependency() -> RaidDetails {
    let needed_by = Some(day("2012-02-29"));
    RaidDetails::Dependency(Dependency { depends_on: name("the city"), needed_by })
}

fn brief(details: RaidDetails, audience: Audience) -> RaidBrief {
    RaidBrief {
        title: name("Storm"),
        description: Some(text("look out")),
        details,
        owner: Some(PersonId(id(41))),
        due: Some(day("2012-04-15")),
        audience,
    }
}

/// Of risks, assumptions, issues and dependencies.
pub(super) fn events() -> Vec<Event> {
    let (item, other, project) = (RaidItemId(id(50)), RaidItemId(id(51)), ProjectId(id(40)));
    let raised = |details, audience, by| {
        RaidItemRaised { id: item, project, brief: brief(details, audience), by }.into()
    };
    let changed = |details| {
        let brief = RaidBrief {
            description: None,
            owner: None,
            due: None,
            ..brief(details, Audience::Shared)
        };
        RaidItemChanged { id: item, brief }.into()
    };
    let set = |status| RaidStatusSet { id: item, status }.into();
    vec![
        raised(risk(), Audience::Shared, Some(partner())),
        raised(dependency(), Audience::Internal, Some(staff())),
        raised(assumption(Validation::NotYet), Audience::Shared, None),
        raised(issue(Priority::Low), Audience::Shared, None),
        changed(assumption(Validation::Yes)),
        changed(assumption(Validation::No)),
        changed(issue(Priority::Medium)),
        changed(issue(Priority::High)),
        changed(issue(Priority::Urgent)),
        set(RaidStatus::Open),
        set(RaidStatus::InProgress),
        set(RaidStatus::Closed),
        RaidItemLinked {
            id: item,
            tasks: [TaskId(id(42)), TaskId(id(43))].into(),
            milestones: [MilestoneId(id(44))].into(),
            items: [other].into(),
        }
        .into(),
        RaidItemLinked {
            id: item,
            tasks: BTreeSet::new(),
            milestones: BTreeSet::new(),
            items: BTreeSet::new(),
        }
        .into(),
        RiskOccurred { id: item, issue: other }.into(),
    ]
}
