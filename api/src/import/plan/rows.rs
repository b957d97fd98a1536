//! What a plan asks for here: the rows of the core, in the order in which they can be decided.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use loggia_core::delivery::{
    ASSIGNEES_MAX, LINKS_MAX, LinkKind as Kept, PlanLine, PlanLink, PlanLinks, PlanPerson,
    PlanPhase, PlanProject, PlanRow, PlanTask, TaskKind as Made, TaskStatus,
};
use loggia_core::id::PersonId;
use loggia_core::scalar::{Date, HOURS_MAX, Hours, Instant, Minutes, Name, Text};

use super::finding::{Place, PlanFinding, PlanFindingCode as Code, PlanFindings};
use super::{
    Lag, LinkKind, Plan, PlannedLink, PlannedTask, ResourceKind, ResourceUid, TaskKind, TaskUid,
};

/// What the plan does not say itself.
#[derive(Clone, Debug)]
pub struct PlanWishes {
    /// In which its days begin and end.
    pub zone: TimeZone,
    /// The project that it is of; the one that it names where none is given.
    pub project: Option<Name>,
    /// Who its resources are, by their names.
    pub persons: BTreeMap<Name, PersonId>,
}

/// What a plan asks for.
#[derive(Clone, Debug)]
pub struct PlanRows {
    /// Its project.
    pub project: PlanProject,
    /// In the order in which they can be decided.
    pub rows: Vec<PlanRow>,
    /// The lines of the plan.
    pub lines: BTreeSet<PlanLine>,
    /// What a person should look at: that of the plan, and what of it is not kept.
    pub warnings: Vec<PlanFinding>,
    /// How many there are of each code, listed or not.
    pub warnings_total: BTreeMap<Code, usize>,
}

/// What a plan asks for.
pub fn rows_of(plan: Plan, wishes: &PlanWishes) -> PlanRows {
    let Plan { name, start, finish, tasks, resources, warnings, warnings_total } = plan;
    let mut findings = PlanFindings::going_on(warnings, warnings_total);
    let mut rows = Vec::new();
    let mut people = BTreeSet::new();
    let mut unused: BTreeSet<&Name> = wishes.persons.keys().collect();
    for resource in &resources {
        unused.remove(&resource.name);
        match resource.kind {
            ResourceKind::Work => {
                people.insert(resource.uid);
                let person = wishes.persons.get(&resource.name).copied();
                let name = resource.name.clone();
                rows.push(PlanRow::Person(PlanPerson { uid: resource.uid.0, name, person }));
            }
            ResourceKind::Material | ResourceKind::Cost => {
                let message =
                    "material and costs are no person; what is assigned to it is left out";
                let place = Place { resource: Some(resource.uid), ..Place::default() };
                findings.note(PlanFinding::new(Code::NoPerson, message).at(place));
            }
        }
    }
    for _ in unused {
        let message = "`persons` names a resource that the plan does not have";
        findings.note(PlanFinding::new(Code::UnknownResource, message));
    }
    let days = |start: Option<Instant>, finish: Option<Instant>| {
        (start.map(|at| day(at, &wishes.zone)), finish.map(|at| last_day(start, at, &wishes.zone)))
    };
    let (first, last) = days(start, finish);
    let outline = Outline { zone: &wishes.zone, people, name: name.clone(), first, last };
    outline.tasks(&tasks, &mut rows, &mut findings);
    links(&tasks, &mut rows, &mut findings);
    let project = match &wishes.project {
        Some(named) => PlanProject { name: named.clone(), start: None, end: None },
        None => PlanProject { name, start: first, end: last },
    };
    let lines = rows.iter().filter_map(line).collect();
    let (warnings, warnings_total) = findings.listed();
    PlanRows { project, rows, lines, warnings, warnings_total }
}

fn line(row: &PlanRow) -> Option<PlanLine> {
    match row {
        PlanRow::Person(person) => Some(PlanLine::Resource(person.uid)),
        PlanRow::Phase(phase) => Some(phase.line),
        PlanRow::Task(task) => Some(PlanLine::Task(task.uid)),
        PlanRow::Links(_) => None,
    }
}

fn day(at: Instant, zone: &TimeZone) -> Date {
    at.timestamp().to_zoned(zone.clone()).date().into()
}

/// What ends at midnight ends on the day before.
fn last_day(start: Option<Instant>, finish: Instant, zone: &TimeZone) -> Date {
    let last = Instant::from_micros(finish.micros().saturating_sub(1));
    day(start.map_or(last, |start| last.max(start)), zone)
}

struct Outline<'a> {
    zone: &'a TimeZone,
    people: BTreeSet<ResourceUid>,
    name: Name,
    first: Option<Date>,
    last: Option<Date>,
}

impl Outline<'_> {
    /// Headings directly under the project become phases, what else stands there goes into a phase
    /// that is called like the project.
    fn tasks(&self, tasks: &[PlannedTask], rows: &mut Vec<PlanRow>, findings: &mut PlanFindings) {
        let mut phases: BTreeMap<TaskUid, PlanLine> = BTreeMap::new();
        let is_loose = |task: &PlannedTask| task.parent.is_none() && task.kind != TaskKind::Heading;
        if tasks.iter().any(is_loose) {
            let (start, end) = (self.first, self.last);
            let (line, name) = (PlanLine::Project, self.name.clone());
            rows.push(PlanRow::Phase(PlanPhase { line, name, start, end }));
        }
        for task in tasks {
            let place = Place { task: Some(task.uid), ..Place::default() };
            let line = PlanLine::Task(task.uid.0);
            let is_heading = task.kind == TaskKind::Heading;
            if is_heading && !task.assigned.is_empty() {
                let message = "nobody works on a heading; assign the tasks below it";
                findings.note(PlanFinding::new(Code::AssignmentToHeading, message).at(place));
            }
            let phase = match task.parent {
                None if is_heading => {
                    if task.notes.is_some() {
                        let message = "a phase has no notes; they are left out";
                        findings.note(PlanFinding::new(Code::NotesOfPhase, message).at(place));
                    }
                    phases.insert(task.uid, line);
                    rows.push(PlanRow::Phase(self.phase(task, line)));
                    continue;
                }
                None => PlanLine::Project,
                Some(parent) => phases.get(&parent).copied().unwrap_or(PlanLine::Project),
            };
            phases.insert(task.uid, phase);
            // The phase itself is no heading within it.
            let parent = task.parent.filter(|parent| PlanLine::Task(parent.0) != phase);
            let planned = if is_heading { Hours::ZERO } else { hours(task.work, place, findings) };
            rows.push(PlanRow::Task(PlanTask {
                uid: task.uid.0,
                phase,
                parent: parent.map(|parent| parent.0),
                title: task.name.clone(),
                description: task.notes.as_deref().and_then(|notes| Text::new(notes).ok()),
                kind: match task.kind {
                    TaskKind::Heading => Made::Heading,
                    TaskKind::Work => Made::Work,
                    TaskKind::Milestone => Made::Milestone,
                },
                slot: task.slot,
                planned,
                status: match task.percent_complete {
                    0 => TaskStatus::Open,
                    1..=99 => TaskStatus::InProgress,
                    100.. => TaskStatus::Done,
                },
                assigned: self.assigned(task, place, findings),
            }));
        }
    }

    fn phase(&self, task: &PlannedTask, line: PlanLine) -> PlanPhase {
        let start = task.slot.map(|slot| day(slot.start, self.zone));
        let end = task.slot.map(|slot| last_day(Some(slot.start), slot.end, self.zone));
        PlanPhase { line, name: task.name.clone(), start, end }
    }

    fn assigned(&self, task: &PlannedTask, place: Place, findings: &mut PlanFindings) -> Vec<u32> {
        if task.kind == TaskKind::Heading {
            return Vec::new();
        }
        let mut assigned: Vec<u32> =
            task.assigned.iter().filter(|uid| self.people.contains(uid)).map(|uid| uid.0).collect();
        if assigned.len() > ASSIGNEES_MAX {
            let message =
                format!("at most `{ASSIGNEES_MAX}` are assigned; the others are left out");
            findings.note(PlanFinding::new(Code::TooManyAssigned, message).at(place));
            assigned.truncate(ASSIGNEES_MAX);
        }
        assigned
    }
}

/// To the hundredth of an hour, halves up.
fn hours(work: Minutes, place: Place, findings: &mut PlanFindings) -> Hours {
    let max = HOURS_MAX.saturating_mul(100);
    let hundredths = i64::from(work.0).saturating_mul(100).saturating_add(30) / 60;
    if hundredths > max {
        let message = format!("more than `{HOURS_MAX}` hours of work; they are taken as so many");
        findings.note(PlanFinding::new(Code::TooMuchWork, message).at(place));
    }
    Hours::hundredths(hundredths.min(max))
}

/// What each task follows, so that no circle ever closes: those of a predecessor first.
fn links(tasks: &[PlannedTask], rows: &mut Vec<PlanRow>, findings: &mut PlanFindings) {
    let headings: BTreeSet<TaskUid> =
        tasks.iter().filter(|task| task.kind == TaskKind::Heading).map(|task| task.uid).collect();
    let mut kept: BTreeMap<u32, Vec<PlanLink>> = BTreeMap::new();
    for task in tasks {
        let place = Place { task: Some(task.uid), ..Place::default() };
        let mut links = Vec::new();
        for link in &task.predecessors {
            if headings.contains(&task.uid) || headings.contains(&link.predecessor) {
                let message = "a link of a heading is left out; link the tasks below it";
                let finding = PlanFinding::new(Code::LinkOfHeading, message).at(place);
                findings.note(finding.showing(&link.predecessor.to_string()));
            } else {
                links.push(kept_link(link, place, findings));
            }
        }
        if links.len() > LINKS_MAX {
            let message = format!("at most `{LINKS_MAX}` links are kept; the others are left out");
            findings.note(PlanFinding::new(Code::TooManyLinksOfTask, message).at(place));
            links.truncate(LINKS_MAX);
        }
        if task.kind != TaskKind::Heading {
            kept.insert(task.uid.0, links);
        }
    }
    for uid in predecessors_first(&kept) {
        let predecessors = kept.remove(&uid).unwrap_or_default();
        rows.push(PlanRow::Links(PlanLinks { uid, predecessors }));
    }
}

fn kept_link(link: &PlannedLink, place: Place, findings: &mut PlanFindings) -> PlanLink {
    let PlannedLink { predecessor, kind, lag } = *link;
    let minutes = match lag {
        Lag::WorkingMinutes(minutes) => minutes,
        Lag::ElapsedMinutes(minutes) => {
            if minutes != 0 {
                let message = "a lag on the clock; it is taken as so much working time";
                let finding = PlanFinding::new(Code::ElapsedLag, message).at(place);
                findings.note(finding.showing(&predecessor.to_string()));
            }
            minutes
        }
        Lag::WorkingPercent(percent) | Lag::ElapsedPercent(percent) => {
            if percent != 0 {
                let message = "a lag in percent is not computed; the link is kept without a lag";
                let finding = PlanFinding::new(Code::PercentLag, message).at(place);
                findings.note(finding.showing(&predecessor.to_string()));
            }
            0
        }
    };
    let bound = if minutes < 0 { i32::MIN } else { i32::MAX };
    PlanLink {
        uid: predecessor.0,
        kind: match kind {
            LinkKind::FinishToFinish => Kept::FinishToFinish,
            LinkKind::FinishToStart => Kept::FinishToStart,
            LinkKind::StartToFinish => Kept::StartToFinish,
            LinkKind::StartToStart => Kept::StartToStart,
        },
        lag_minutes: i32::try_from(minutes).unwrap_or(bound),
    }
}

/// The reader refuses plans whose tasks wait for one another in a circle, so that this ends.
fn predecessors_first(links: &BTreeMap<u32, Vec<PlanLink>>) -> Vec<u32> {
    let (mut done, mut order) = (BTreeSet::new(), Vec::new());
    for uid in links.keys() {
        let mut open = vec![*uid];
        while let Some(next) = open.last().copied() {
            let waits = links.get(&next).into_iter().flatten().map(|link| link.uid);
            let waits: Vec<u32> = waits.filter(|uid| !done.contains(uid)).collect();
            if waits.is_empty() || done.contains(&next) {
                open.pop();
                if done.insert(next) {
                    order.push(next);
                }
            } else {
                open.extend(waits);
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn follows(links: &[(u32, &[u32])]) -> Vec<u32> {
        let link = |uid: &u32| PlanLink { uid: *uid, kind: Kept::FinishToStart, lag_minutes: 0 };
        let links = links.iter().map(|(uid, others)| (*uid, others.iter().map(link).collect()));
        predecessors_first(&links.collect())
    }

    #[test]
    fn what_is_followed_comes_before_what_follows_it() {
        assert_eq!(follows(&[(1, &[]), (2, &[1]), (3, &[2, 1])]), [1, 2, 3]);
        assert_eq!(follows(&[(1, &[2, 3]), (2, &[3]), (3, &[])]), [3, 2, 1]);
        assert_eq!(follows(&[(1, &[4, 3]), (2, &[]), (3, &[4]), (4, &[2])]), [2, 4, 3, 1]);
    }

    #[test]
    fn what_ends_at_midnight_ends_on_the_day_before_in_the_zone_of_the_plan() {
        let zone = super::super::plan_zone("Europe/Vienna").unwrap();
        let at = |text: &str| text.parse::<Instant>().unwrap();
        let last = |start, end| last_day(start, at(end), &zone).to_string();
        let start = Some(at("2026-03-02T07:00:00Z"));
        assert_eq!(last(start, "2026-03-06T16:00:00Z"), "2026-03-06");
        assert_eq!(last(start, "2026-03-06T23:00:00Z"), "2026-03-06");
        assert_eq!(last(start, "2026-03-06T23:00:01Z"), "2026-03-07");
        let midnight = "2026-03-06T23:00:00Z";
        assert_eq!(last(Some(at(midnight)), midnight), "2026-03-07", "of no length");
    }

    #[test]
    fn hours_are_rounded_to_the_hundredth_and_bounded() {
        let mut findings = PlanFindings::default();
        let mut of = |minutes| hours(Minutes(minutes), Place::default(), &mut findings);
        assert_eq!([0, 20, 90].map(&mut of), [0, 33, 150].map(Hours::hundredths));
        assert_eq!(of(u32::MAX), Hours::hundredths(HOURS_MAX * 100));
        assert_eq!(findings.listed().1, BTreeMap::from([(Code::TooMuchWork, 1)]));
    }
}
