use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use loggia_core::scalar::{Instant, Name};

use super::super::limits::{
    PLAN_ASSIGNMENTS_MAX, PLAN_LINKS_MAX, PLAN_RESOURCES_MAX, PLAN_TASKS_MAX,
};
use super::assignment::{Assignment, assign};
use super::document::{Document, Opened};
use super::finding::{Noted, Place, PlanFinding, PlanFindingCode as Code, PlanFindings};
use super::link::keep_links;
use super::outline::{Outline, outlined};
use super::record::{Field, Reading, Record};
use super::task::{Row, RowKind};
use super::{PlanOptions, PlannedResource, PlannedTask, ResourceUid, resource, task, value};

/// What stands in the file, part by part; nothing is compared across tasks yet.
#[derive(Default)]
pub(super) struct Contents {
    project: Record,
    rows: Vec<Row>,
    resources: Vec<PlannedResource>,
    assignments: Vec<Assignment>,
    resource_uids: BTreeSet<ResourceUid>,
    seen: Seen,
}

/// How many there were of each, read right or not.
#[derive(Default)]
struct Seen {
    tasks: usize,
    /// Tasks that could not be read; why has been noted.
    unread: usize,
    links: usize,
    resources: usize,
    assignments: usize,
}

/// A plan whose parts fit together.
pub(super) struct Arranged {
    pub(super) name: Name,
    pub(super) start: Option<Instant>,
    pub(super) finish: Option<Instant>,
    pub(super) tasks: Vec<PlannedTask>,
    pub(super) resources: Vec<PlannedResource>,
}

impl Contents {
    /// All of the file. What ends the reading is the error; everything else is noted.
    pub(super) fn read(
        bytes: &[u8],
        options: &PlanOptions,
        findings: &mut PlanFindings,
    ) -> Result<Self, PlanFinding> {
        let mut document = Document::open(bytes)?;
        let mut contents = Self::default();
        while let Some(opened) = document.child()? {
            match opened.name() {
                b"Tasks" => contents.read_tasks(&mut document, &options.zone, findings)?,
                b"Resources" => contents.read_resources(&mut document, findings)?,
                b"Assignments" => contents.read_assignments(&mut document, findings)?,
                value => contents.project.take(&mut document, value)?,
            }
        }
        document.end()?;
        Ok(contents)
    }

    fn read_tasks(
        &mut self,
        document: &mut Document<'_>,
        zone: &TimeZone,
        findings: &mut PlanFindings,
    ) -> Result<(), PlanFinding> {
        while let Some(opened) = next(document, b"Task")? {
            let bound = Bound { code: Code::TooManyTasks, of: "tasks", max: PLAN_TASKS_MAX };
            bound.count(&mut self.seen.tasks, opened.line)?;
            let mut record = Record::at(opened.line);
            let mut links = Vec::new();
            while let Some(opened) = document.child()? {
                if opened.name() != b"PredecessorLink" {
                    record.take(document, opened.name())?;
                    continue;
                }
                let bound = Bound { code: Code::TooManyLinks, of: "links", max: PLAN_LINKS_MAX };
                bound.count(&mut self.seen.links, opened.line)?;
                links.push(Record::read(document, opened.line)?);
            }
            match task::row(&record, &links, zone, findings) {
                Ok(row) => self.rows.extend(row),
                Err(Noted) => self.seen.unread = self.seen.unread.saturating_add(1),
            }
        }
        Ok(())
    }

    fn read_resources(
        &mut self,
        document: &mut Document<'_>,
        findings: &mut PlanFindings,
    ) -> Result<(), PlanFinding> {
        while let Some(opened) = next(document, b"Resource")? {
            let (code, max) = (Code::TooManyResources, PLAN_RESOURCES_MAX);
            Bound { code, of: "resources", max }.count(&mut self.seen.resources, opened.line)?;
            let record = Record::read(document, opened.line)?;
            if let Ok(Some(read)) = resource::read(&record, &mut self.resource_uids, findings) {
                self.resources.push(read);
            }
        }
        Ok(())
    }

    fn read_assignments(
        &mut self,
        document: &mut Document<'_>,
        findings: &mut PlanFindings,
    ) -> Result<(), PlanFinding> {
        while let Some(opened) = next(document, b"Assignment")? {
            let (code, max) = (Code::TooManyAssignments, PLAN_ASSIGNMENTS_MAX);
            Bound { code, of: "assignments", max }
                .count(&mut self.seen.assignments, opened.line)?;
            let record = Record::read(document, opened.line)?;
            if let Ok(read) = Assignment::read(&record, findings) {
                self.assignments.push(read);
            }
        }
        Ok(())
    }

    /// Tasks below their headings, with their links and resources.
    pub(super) fn arranged(
        self,
        options: &PlanOptions,
        findings: &mut PlanFindings,
    ) -> Result<Arranged, Noted> {
        let Self { project, rows, resources, assignments, resource_uids: _, seen } = self;
        let own_row = rows.iter().find_map(|row| match &row.kind {
            RowKind::Project { name } => name.clone(),
            RowKind::LeftOut | RowKind::Task(_) => None,
        });
        let about = described(&project, own_row, &options.zone, findings);
        let Outline { mut tasks, links, project } = outlined(rows, findings);
        if tasks.is_empty() && seen.unread == 0 {
            let message = "there is no task below the project";
            findings.note(PlanFinding::new(Code::NoTasks, message));
        }
        keep_links(&mut tasks, links, project, findings);
        assign(&mut tasks, &resources, assignments, project, findings);
        let Described { name, start, finish } = about?;
        Ok(Arranged { name, start, finish, tasks, resources })
    }
}

/// What is told of the project as a whole.
struct Described {
    name: Name,
    start: Option<Instant>,
    finish: Option<Instant>,
}

fn described(
    project: &Record,
    own_row: Option<Name>,
    zone: &TimeZone,
    findings: &mut PlanFindings,
) -> Result<Described, Noted> {
    let mut reading = Reading::of(project, Place::default(), findings);
    reading.once();
    let times = reading.times((Field::StartDate, Field::FinishDate), zone);
    let titled = reading.value(Field::Title, value::name);
    let file = reading.value(Field::Name, |file| {
        let suffix = |end| file.strip_suffix(end);
        value::name(suffix(".xml").or_else(|| suffix(".mpp")).unwrap_or(file))
    });
    let (titled, file) = (titled?, file?);
    let name = own_row.or(titled).or(file).ok_or_else(|| {
        reading.note(Field::Title, Code::BlankName, "the project has neither a title nor a name")
    });
    let (start, finish) = times?;
    Ok(Described { name: name?, start, finish })
}

/// The next element of a list that is what the list is of.
fn next<'a>(
    document: &mut Document<'a>,
    element: &[u8],
) -> Result<Option<Opened<'a>>, PlanFinding> {
    while let Some(opened) = document.child()? {
        if opened.name() == element {
            return Ok(Some(opened));
        }
        document.pass_over()?;
    }
    Ok(None)
}

/// At most so many.
struct Bound {
    code: Code,
    of: &'static str,
    max: usize,
}

impl Bound {
    fn count(self, seen: &mut usize, line: usize) -> Result<(), PlanFinding> {
        let Self { code, of, max } = self;
        if *seen == max {
            let message = format!("at most `{max}` {of} are read; split the plan");
            let place = Place { line: Some(line), ..Place::default() };
            return Err(PlanFinding::new(code, message).at(place));
        }
        *seen = seen.saturating_add(1);
        Ok(())
    }
}
