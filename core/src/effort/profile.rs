//! What somebody can do, and when: kept up to date by the person himself.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::asker::Asker;
use super::event::{AvailabilitySet, SkillsSet};
use crate::id::PersonId;
use crate::refusal::Refusal;
use crate::scalar::{Date, Grade, Name, Percent};
use crate::world::{Context, Decision, World, happened, unchanged};

/// Most skills of one person.
pub const SKILLS_MAX: usize = 100;

/// Most periods of availability of one person, time off included.
pub const AVAILABILITY_MAX: usize = 400;

/// What somebody can do. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Skill {
    /// Of what sort, such as `Programming`.
    pub category: Name,
    /// Which, such as `IEC 61131`.
    pub name: Name,
    /// How well: 1 (beginner) to 5 (expert).
    pub level: Grade,
    /// The last day of the certificate, where there is one.
    #[serde(default)]
    pub valid_until: Option<Date>,
}

/// How much of the usual week somebody can work. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Availability {
    /// So much of it.
    Percent(Percent),
    /// None of it: holidays, illness. It goes before any percentage.
    TimeOff,
}

/// How much somebody can work from one day to another. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AvailabilityPeriod {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// How much.
    pub availability: Availability,
}

/// Say what somebody can do: these skills, and no others.
///
/// Source: partner-workspace.txt, "Update their Resource profile".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetSkills {
    /// Who; oneself where nobody is named.
    #[serde(default)]
    pub person: Option<PersonId>,
    /// What this person can do; each skill of a category once, at most 100.
    #[cfg_attr(feature = "schema", schema(max_items = 100))]
    pub skills: Vec<Skill>,
}

/// Say when somebody can work: in these periods so much, else all of the usual week.
///
/// Source: partner-workspace.txt, "Update their Resource profile".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetAvailability {
    /// Who; oneself where nobody is named.
    #[serde(default)]
    pub person: Option<PersonId>,
    /// The periods: no two percentages and no two times off for the same day; at most 400.
    #[cfg_attr(feature = "schema", schema(max_items = 400))]
    pub periods: Vec<AvailabilityPeriod>,
}

pub(crate) fn set_skills(world: &World, cx: &Context<'_>, command: &SetSkills) -> Decision {
    let SetSkills { person, skills } = command.clone();
    let id = Asker::of(world, cx.actor).writes_for(person)?;
    bounded(skills.len(), SKILLS_MAX)?;
    let mut named = BTreeSet::new();
    for (at, skill) in skills.iter().enumerate() {
        if !named.insert((skill.category.folded(), skill.name.folded())) {
            return Err(Refusal::SkillTwice(at));
        }
    }
    match world.effort.person(id)?.skills == skills {
        true => unchanged(),
        false => happened(SkillsSet { id, skills }),
    }
}

pub(crate) fn set_availability(
    world: &World,
    cx: &Context<'_>,
    command: &SetAvailability,
) -> Decision {
    let SetAvailability { person, mut periods } = command.clone();
    let id = Asker::of(world, cx.actor).writes_for(person)?;
    bounded(periods.len(), AVAILABILITY_MAX)?;
    if let Some(period) = periods.iter().find(|period| period.until < period.from) {
        return Err(Refusal::EndsBeforeItStarts(period.from, period.until));
    }
    periods.sort_by_key(|period| (period.from, period.until));
    let off = |period: &&AvailabilityPeriod| period.availability == Availability::TimeOff;
    let (off, percent): (Vec<_>, Vec<_>) = periods.iter().partition(off);
    apart(&off)?;
    apart(&percent)?;
    match world.effort.person(id)?.availability == periods {
        true => unchanged(),
        false => happened(AvailabilitySet { id, periods }),
    }
}

fn bounded(given: usize, max: usize) -> Result<(), Refusal> {
    match given > max {
        true => Err(Refusal::TooMany { given, max }),
        false => Ok(()),
    }
}

/// Refuses periods, sorted by when they begin, of which two cover the same day.
fn apart(periods: &[&AvailabilityPeriod]) -> Result<(), Refusal> {
    let mut ended = None;
    for period in periods {
        if ended.is_some_and(|ended| period.from <= ended) {
            return Err(Refusal::PeriodsOverlap(period.from));
        }
        ended = Some(period.until);
    }
    Ok(())
}

#[cfg(test)]
mod spec;
