use jiff::tz::TimeZone;
use loggia_core::scalar::{Minutes, Name, Slot};

use super::super::limits::{PLAN_LEVELS_MAX, PLAN_NOTES_CHARS_MAX};
use super::TaskUid;
use super::finding::{Noted, Place, PlanFindingCode as Code, PlanFindings};
use super::link::Link;
use super::record::{Field, Reading, Record};
use super::value;

/// A row of the plan by itself: not yet below its heading.
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) uid: TaskUid,
    /// As the file counts: 0 is the project.
    pub(super) level: u32,
    pub(super) kind: RowKind,
}

/// What a row is for the plan.
pub(super) enum RowKind {
    /// The project itself, which sums up everything.
    Project { name: Option<Name> },
    /// Switched off, or of another project.
    LeftOut,
    /// A heading, work, or a milestone.
    Task(Told),
}

/// What a task tells of itself.
pub(super) struct Told {
    pub(super) name: Name,
    /// Whether it is marked as a heading, where anything is said about that.
    pub(super) heading: Option<bool>,
    pub(super) milestone: bool,
    pub(super) notes: Option<String>,
    pub(super) slot: Option<Slot>,
    pub(super) work: Minutes,
    pub(super) percent_complete: u8,
    pub(super) links: Vec<Link>,
}

/// Reads a row; everything that is wrong with it is noted. None for a blank one.
pub(super) fn row(
    record: &Record,
    links: &[Record],
    zone: &TimeZone,
    findings: &mut PlanFindings,
) -> Result<Option<Row>, Noted> {
    let mut reading = Reading::of(record, Place::default(), findings);
    let blank = reading.marked(Field::IsNull);
    if matches!(blank, Ok(true)) {
        return Ok(None);
    }
    let Some(uid) = reading.value(Field::Uid, value::uid)?.map(TaskUid) else {
        let message = "the task has no number, so nothing can be linked or assigned to it";
        return Err(reading.note(Field::Uid, Code::MissingUid, message));
    };
    reading.place.task = Some(uid);
    reading.once();
    let level = level(&mut reading, uid)?;
    let kind = if level == 0 {
        Ok(RowKind::Project { name: reading.value(Field::Name, value::name)? })
    } else if is_left_out(&mut reading)? {
        Ok(RowKind::LeftOut)
    } else {
        told(&mut reading, zone).map(RowKind::Task)
    };
    let place = reading.place;
    let linked: Vec<Link> =
        links.iter().filter_map(|link| Link::read(link, place, findings).ok().flatten()).collect();
    blank?;
    let mut row = Row { line: record.line, uid, level, kind: kind? };
    if let RowKind::Task(told) = &mut row.kind {
        told.links = linked;
    }
    Ok(Some(row))
}

fn level(reading: &mut Reading<'_>, uid: TaskUid) -> Result<u32, Noted> {
    match reading.value(Field::OutlineLevel, value::uid)? {
        Some(level) if level > PLAN_LEVELS_MAX => {
            let message = format!("at most `{PLAN_LEVELS_MAX}` levels may be below one another");
            Err(reading.note(Field::OutlineLevel, Code::TooDeep, message))
        }
        Some(level) => Ok(level),
        // Microsoft Project gives this number to the project and to nothing else.
        None if uid == TaskUid(0) => Ok(0),
        None => {
            let message = "it is not said below which heading the task stands";
            Err(reading.note(Field::OutlineLevel, Code::MissingLevel, message))
        }
    }
}

fn is_left_out(reading: &mut Reading<'_>) -> Result<bool, Noted> {
    let active = reading.value(Field::Active, value::flag);
    let external = reading.marked(Field::ExternalTask);
    let inserted = reading.marked(Field::IsSubproject);
    let (active, external) = (active?.unwrap_or(true), external?);
    if !active {
        let message = "the task is inactive and left out, with its links and assignments";
        reading.note(Field::Active, Code::InactiveTask, message);
    } else if external {
        let message = "the task stands for one of another project and is left out";
        reading.note(Field::ExternalTask, Code::ExternalTask, message);
    } else if inserted? {
        let message = "an inserted project; its tasks are not in this file, import it by itself";
        reading.note(Field::IsSubproject, Code::InsertedProject, message);
    }
    Ok(!active || external)
}

fn told(reading: &mut Reading<'_>, zone: &TimeZone) -> Result<Told, Noted> {
    // Every value is read before the first that is wrong ends it.
    let name = match reading.value(Field::Name, value::name) {
        Ok(None) => {
            let message = "the task has no name; give it one in Microsoft Project";
            Err(reading.note(Field::Name, Code::BlankName, message))
        }
        Ok(Some(name)) => Ok(name),
        Err(noted) => Err(noted),
    };
    let heading = reading.value(Field::Summary, value::flag);
    let milestone = reading.marked(Field::Milestone);
    let work = reading.value(Field::Work, value::minutes);
    let percent_complete = reading.value(Field::PercentComplete, value::percent);
    let notes = notes(reading);
    let milestone = milestone?;
    let slot = slot(reading, zone, milestone);
    Ok(Told {
        name: name?,
        heading: heading?,
        milestone,
        notes,
        slot: slot?,
        work: work?.unwrap_or_default(),
        percent_complete: percent_complete?.unwrap_or_default(),
        links: Vec::new(),
    })
}

/// Plain text on lines; what else could steer a terminal is not part of it.
fn notes(reading: &mut Reading<'_>) -> Option<String> {
    let text = reading.text(Field::Notes)?.trim();
    let mut signs =
        text.chars().filter(|sign| !sign.is_control() || matches!(sign, '\n' | '\t')).peekable();
    let notes: String = signs.by_ref().take(PLAN_NOTES_CHARS_MAX).collect();
    if signs.peek().is_some() {
        let message = format!("the notes are cut after `{PLAN_NOTES_CHARS_MAX}` characters");
        reading.note(Field::Notes, Code::NotesCut, message);
    }
    Some(notes).filter(|notes| !notes.is_empty())
}

/// A milestone has no length, so that one of its times tells the other.
fn slot(
    reading: &mut Reading<'_>,
    zone: &TimeZone,
    milestone: bool,
) -> Result<Option<Slot>, Noted> {
    let (start, finish) = reading.times((Field::Start, Field::Finish), zone)?;
    let (start, finish) = match milestone {
        true => (start.or(finish), finish.or(start)),
        false => (start, finish),
    };
    let slot = start.zip(finish).and_then(|(start, finish)| Slot::new(start, finish).ok());
    if slot.is_none() {
        let open = if start.is_none() { Field::Start } else { Field::Finish };
        let message = "the task has no start or no finish and stays without dates";
        reading.note(open, Code::NoDates, message);
    }
    Ok(slot)
}
