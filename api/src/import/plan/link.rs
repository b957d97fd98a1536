use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Noted, Place, PlanFinding, PlanFindingCode as Code, PlanFindings};
use super::record::{Field, Reading, Record};
use super::value::{self, Fault};
use super::{Lag, LinkKind, PlannedLink, PlannedTask, TaskUid};

/// A link as the file states it.
#[derive(Clone, Copy)]
pub(super) struct Link {
    line: usize,
    link: PlannedLink,
}

impl Link {
    /// Of the task at `place`; none where it leads out of the plan, which has been noted.
    pub(super) fn read(
        record: &Record,
        place: Place,
        findings: &mut PlanFindings,
    ) -> Result<Option<Self>, Noted> {
        let mut reading = Reading::of(record, place, findings);
        reading.once();
        let elsewhere = reading.marked(Field::CrossProject);
        let predecessor = reading.value(Field::PredecessorUid, value::uid);
        let kind = reading.value(Field::Type, link_kind);
        let amount = reading.value(Field::LinkLag, value::whole);
        let unit = reading.value(Field::LagFormat, lag_unit);
        if elsewhere? {
            let message = "a link to a task of another project; it is left out";
            reading.note(Field::PredecessorUid, Code::LinkToOtherProject, message);
            return Ok(None);
        }
        let Some(predecessor) = predecessor?.map(TaskUid) else {
            let message = "the link does not say to which task; it is left out";
            reading.note(Field::PredecessorUid, Code::LinkToUnknownTask, message);
            return Ok(None);
        };
        let unit = unit?.unwrap_or(LagUnit::Working);
        let link = PlannedLink {
            predecessor,
            kind: kind?.unwrap_or(LinkKind::FinishToStart),
            lag: unit.of(amount?.unwrap_or_default()),
        };
        Ok(Some(Self { line: record.line, link }))
    }
}

fn link_kind(text: &str) -> Result<LinkKind, Fault> {
    match value::whole(text)? {
        0 => Ok(LinkKind::FinishToFinish),
        1 => Ok(LinkKind::FinishToStart),
        2 => Ok(LinkKind::StartToFinish),
        3 => Ok(LinkKind::StartToStart),
        _ => Err((Code::BadNumber, "a link is of the kind `0`, `1`, `2` or `3`".to_owned())),
    }
}

/// What a lag is counted in.
#[derive(Clone, Copy)]
enum LagUnit {
    Working,
    Elapsed,
    WorkingPercent,
    ElapsedPercent,
}

/// The numbers of MSPDI: minutes, hours, days, weeks, months and percent, as an estimate from 35
/// on. 21 and 53 say that there is no format.
fn lag_unit(text: &str) -> Result<LagUnit, Fault> {
    match value::whole(text)? {
        3 | 5 | 7 | 9 | 11 | 21 | 35 | 37 | 39 | 41 | 43 | 53 => Ok(LagUnit::Working),
        4 | 6 | 8 | 10 | 12 | 36 | 38 | 40 | 42 | 44 => Ok(LagUnit::Elapsed),
        19 | 51 => Ok(LagUnit::WorkingPercent),
        20 | 52 => Ok(LagUnit::ElapsedPercent),
        _ => Err((Code::BadNumber, "no format of lags has this number".to_owned())),
    }
}

impl LagUnit {
    /// Whatever it is shown in, time is stated in tenths of a minute, and percent as they are.
    fn of(self, amount: i64) -> Lag {
        // Rounded to the minute, halves away from nothing.
        let minutes = amount.saturating_add(amount.signum().saturating_mul(5)) / 10;
        match self {
            Self::Working => Lag::WorkingMinutes(minutes),
            Self::Elapsed => Lag::ElapsedMinutes(minutes),
            Self::WorkingPercent => Lag::WorkingPercent(amount),
            Self::ElapsedPercent => Lag::ElapsedPercent(amount),
        }
    }
}

/// Gives every task the links that stay within the plan, and looks for circles among them.
pub(super) fn keep_links(
    tasks: &mut [PlannedTask],
    links: Vec<(TaskUid, Link)>,
    project: Option<TaskUid>,
    findings: &mut PlanFindings,
) {
    let parents: BTreeMap<TaskUid, Option<TaskUid>> =
        tasks.iter().map(|task| (task.uid, task.parent)).collect();
    let is_above = |above: TaskUid, task: TaskUid| {
        let mut headings =
            std::iter::successors(Some(task), |task| parents.get(task).copied().flatten());
        headings.any(|heading| heading == above)
    };
    let mut kept = Links::new();
    let mut seen = BTreeSet::new();
    for (uid, Link { line, link }) in links {
        let other = link.predecessor;
        let fault = if other == uid {
            (Code::LinkToItself, "the task waits for itself; the link is left out")
        } else if project == Some(other) || is_above(other, uid) || is_above(uid, other) {
            let message = "a heading and what stands below it cannot wait for one another; the \
                           link is left out";
            (Code::LinkToOwnHeading, message)
        } else if !parents.contains_key(&other) {
            (Code::LinkToUnknownTask, "the plan has no such task; the link is left out")
        } else if !seen.insert((uid, other)) {
            (Code::RepeatedLink, "an earlier link ties the same two tasks; this one is left out")
        } else {
            kept.entry(uid).or_default().push((line, link));
            continue;
        };
        let (code, message) = fault;
        let place = Place { task: Some(uid), line: Some(line), ..Place::default() };
        findings.note(PlanFinding::new(code, message).at(place).showing(&other.to_string()));
    }
    for cycle in cycles(&kept) {
        findings.note(told(&cycle, &kept));
    }
    for task in tasks {
        let links = kept.remove(&task.uid).unwrap_or_default();
        task.predecessors = links.into_iter().map(|(_, link)| link).collect();
    }
}

/// What each task waits for, and the line that says so.
type Links = BTreeMap<TaskUid, Vec<(usize, PlannedLink)>>;

/// At least one circle of each tangle, and never the same one twice. Its first task waits for the
/// second, and so on; the last for the first.
fn cycles(links: &Links) -> Vec<Vec<TaskUid>> {
    let mut waits: BTreeMap<TaskUid, usize> = BTreeMap::new();
    let mut followers: BTreeMap<TaskUid, Vec<TaskUid>> = BTreeMap::new();
    for (uid, links) in links {
        waits.insert(*uid, links.len());
        for (_, link) in links {
            waits.entry(link.predecessor).or_default();
            followers.entry(link.predecessor).or_default().push(*uid);
        }
    }
    // Whatever waits for nothing is in no circle, and nobody has to wait for it.
    let mut free: Vec<TaskUid> =
        waits.iter().filter(|(_, count)| **count == 0).map(|(uid, _)| *uid).collect();
    while let Some(uid) = free.pop() {
        waits.remove(&uid);
        for follower in followers.get(&uid).into_iter().flatten() {
            if let Some(count) = waits.get_mut(follower) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    free.push(*follower);
                }
            }
        }
    }
    // Whatever is left waits for something that is left: a walk along that must come back.
    let mut walked: BTreeSet<TaskUid> = BTreeSet::new();
    let mut found = Vec::new();
    for start in waits.keys() {
        let mut path = Vec::new();
        let mut next = Some(*start);
        while let Some(uid) = next.filter(|uid| walked.insert(*uid)) {
            path.push(uid);
            let left = |link: &&(usize, PlannedLink)| waits.contains_key(&link.1.predecessor);
            let onward = links.get(&uid).and_then(|links| links.iter().find(left));
            next = onward.map(|(_, link)| link.predecessor);
        }
        let back = next.and_then(|uid| path.iter().position(|passed| *passed == uid));
        found.extend(back.map(|from| path.split_off(from)));
    }
    found
}

fn told(cycle: &[TaskUid], links: &Links) -> PlanFinding {
    const TASKS_SHOWN_MAX: usize = 12;
    let first = cycle.first().copied();
    let line = first.and_then(|uid| links.get(&uid)?.first().map(|(line, _)| *line));
    let shown: Vec<String> =
        cycle.iter().take(TASKS_SHOWN_MAX).map(|uid| format!("`{uid}`")).collect();
    let more = if cycle.len() > TASKS_SHOWN_MAX { " and more" } else { "" };
    let message = format!(
        "tasks wait for one another in a circle: {}{more}; remove one of the links",
        shown.join(", ")
    );
    PlanFinding::new(Code::LinkCycle, message).at(Place { task: first, line, resource: None })
}
