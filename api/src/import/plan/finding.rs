use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::super::finding::{Weight, codes, shortened};
use super::super::limits::FINDINGS_MAX;
use super::{ResourceUid, TaskUid};

codes! {
    /// What was found in a project plan. The codes are stable, as those of other imports are.
    PlanFindingCode;
    /// The file is larger than plans may be.
    FileTooLarge = "file_too_large" Refuses,
    /// A file of Microsoft Project itself, not the XML that it can save.
    BinaryPlan = "binary_plan" Refuses,
    /// Not UTF-8.
    UndecodableBytes = "undecodable_bytes" Refuses,
    /// A document type: plans have none, and entities come by it.
    DocumentType = "document_type" Refuses,
    /// An entity that XML itself does not know.
    UnknownEntity = "unknown_entity" Refuses,
    /// Not XML, damaged, or broken off.
    MalformedXml = "malformed_xml" Refuses,
    /// XML, but no project of Microsoft Project.
    NotAPlan = "not_a_plan" Refuses,
    /// More elements or more levels of headings within one another than plans may have.
    TooDeep = "too_deep" Refuses,
    /// More tasks than plans may have.
    TooManyTasks = "too_many_tasks" Refuses,
    /// More resources than plans may have.
    TooManyResources = "too_many_resources" Refuses,
    /// More assignments than plans may have.
    TooManyAssignments = "too_many_assignments" Refuses,
    /// More links than plans may have.
    TooManyLinks = "too_many_links" Refuses,
    /// No task below the project.
    NoTasks = "no_tasks" Refuses,
    /// A task or resource without its number.
    MissingUid = "missing_uid" Refuses,
    /// The number of an earlier task or resource.
    RepeatedUid = "repeated_uid" Refuses,
    /// A task that does not say on which level it stands.
    MissingLevel = "missing_level" Refuses,
    /// A second task on the level of the project.
    SecondProject = "second_project" Refuses,
    /// A value that stands twice in one task, resource, link or assignment.
    RepeatedField = "repeated_field" Refuses,
    /// A task, or the project, without a name.
    BlankName = "blank_name" Refuses,
    /// A name with control characters.
    BadName = "bad_name" Refuses,
    /// A name of too many characters.
    NameTooLong = "name_too_long" Refuses,
    /// Not a number, or none of those that may stand there.
    BadNumber = "bad_number" Refuses,
    /// Not a date with a time of day.
    BadDate = "bad_date" Refuses,
    /// Not a duration in hours, minutes and seconds.
    BadDuration = "bad_duration" Refuses,
    /// A task, or the project, that ends before it starts.
    FinishBeforeStart = "finish_before_start" Refuses,
    /// Tasks that wait for one another in a circle.
    LinkCycle = "link_cycle" Refuses,
    /// A time that clocks in the zone skipped.
    DateInGap = "date_in_gap" Warns,
    /// A time that clocks in the zone showed twice.
    DateInFold = "date_in_fold" Warns,
    /// A task without a start or a finish.
    NoDates = "no_dates" Warns,
    /// Notes of too many characters.
    NotesCut = "notes_cut" Warns,
    /// A task more than one level below what stands above it.
    SkippedLevel = "skipped_level" Warns,
    /// A heading without tasks, or a task with tasks below that is not marked as a heading.
    HeadingContradicts = "heading_contradicts" Warns,
    /// A task that is switched off.
    InactiveTask = "inactive_task" Warns,
    /// A task that stands for one of another project.
    ExternalTask = "external_task" Warns,
    /// A project that was inserted; its tasks are in a file of their own.
    InsertedProject = "inserted_project" Warns,
    /// A resource without a name.
    UnnamedResource = "unnamed_resource" Warns,
    /// Work that is assigned to no resource of the plan.
    AssignmentToNobody = "assignment_to_nobody" Warns,
    /// An assignment to a task that is not in the plan.
    AssignmentToUnknownTask = "assignment_to_unknown_task" Warns,
    /// An assignment to the project as a whole.
    AssignmentToProject = "assignment_to_project" Warns,
    /// The same resource on the same task once more.
    RepeatedAssignment = "repeated_assignment" Warns,
    /// A link to a task that is not in the plan.
    LinkToUnknownTask = "link_to_unknown_task" Warns,
    /// A link to a task of another project.
    LinkToOtherProject = "link_to_other_project" Warns,
    /// A link of a task to itself.
    LinkToItself = "link_to_itself" Warns,
    /// A link between a task and a heading above it.
    LinkToOwnHeading = "link_to_own_heading" Warns,
    /// A second link between the same two tasks.
    RepeatedLink = "repeated_link" Warns,
}

/// Something about a plan that a person should know: where, what, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct PlanFinding {
    /// What was found.
    pub code: PlanFindingCode,
    /// The task's `UID` in the file.
    pub task: Option<TaskUid>,
    /// The resource's `UID` in the file.
    pub resource: Option<ResourceUid>,
    /// Line of the file, counted from 1.
    pub line: Option<usize>,
    /// Name of the element.
    pub element: Option<String>,
    /// What stands there, shortened; never of a resource, who may be a person.
    pub value: Option<String>,
    /// What is wrong and what would be right.
    pub message: String,
}

/// Where in the file something stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) task: Option<TaskUid>,
    pub(super) resource: Option<ResourceUid>,
    pub(super) line: Option<usize>,
}

impl PlanFinding {
    /// About the file as a whole, until [`Self::at`] and the others say more.
    pub(super) fn new(code: PlanFindingCode, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { code, task: None, resource: None, line: None, element: None, value: None, message }
    }

    pub(super) fn at(self, place: Place) -> Self {
        let Place { task, resource, line } = place;
        Self { task, resource, line, ..self }
    }

    pub(super) fn in_element(self, element: &str) -> Self {
        Self { element: Some(shortened(element)), ..self }
    }

    /// Not for what tells about a person.
    pub(super) fn showing(self, value: &str) -> Self {
        Self { value: Some(shortened(value)), ..self }
    }
}

impl fmt::Display for PlanFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, task, resource, line, element, value, message } = self;
        write!(f, "{code}")?;
        if let Some(task) = task {
            write!(f, ", task `{task}`")?;
        }
        if let Some(resource) = resource {
            write!(f, ", resource `{resource}`")?;
        }
        if let Some(line) = line {
            write!(f, ", line {line}")?;
        }
        if let Some(element) = element {
            write!(f, ", `{element}`")?;
        }
        if let Some(value) = value {
            write!(f, ", `{value}`")?;
        }
        write!(f, ": {message}")
    }
}

/// The plan cannot be read right, so nothing of it was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct PlanRefusal {
    /// What refuses it, by line; of each code at most [`FINDINGS_MAX`].
    pub findings: Vec<PlanFinding>,
    /// How many there are of each code, listed or not.
    pub totals: BTreeMap<PlanFindingCode, usize>,
}

impl fmt::Display for PlanRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total: usize = self.totals.values().sum();
        write!(f, "the plan has {total} problems, so nothing of it was taken")?;
        self.findings.first().map_or(Ok(()), |first| write!(f, "; the first is {first}"))
    }
}

impl std::error::Error for PlanRefusal {}

/// Findings as they come up, bounded.
#[derive(Clone, Debug, Default)]
pub(super) struct PlanFindings {
    listed: Vec<PlanFinding>,
    totals: BTreeMap<PlanFindingCode, usize>,
}

impl PlanFindings {
    pub(super) fn note(&mut self, finding: PlanFinding) {
        let total = self.totals.entry(finding.code).or_default();
        *total = total.saturating_add(1);
        if *total <= FINDINGS_MAX {
            self.listed.push(finding);
        }
    }

    /// What was read, with the warnings by line and the totals; unless it could not be read, or
    /// something refuses.
    pub(super) fn weighed<T>(mut self, read: Result<T, Noted>) -> Result<Weighed<T>, PlanRefusal> {
        self.listed.sort_by_key(|finding| finding.line);
        let refuses = |code: PlanFindingCode| code.weight() == Weight::Refuses;
        let fits = !self.totals.keys().any(|code| refuses(*code));
        if let Ok(read) = read
            && fits
        {
            return Ok(Weighed { read, warnings: self.listed, totals: self.totals });
        }
        self.listed.retain(|finding| refuses(finding.code));
        self.totals.retain(|code, _| refuses(*code));
        Err(PlanRefusal { findings: self.listed, totals: self.totals })
    }
}

/// Something is wrong and has been noted.
pub(super) struct Noted;

/// What the notebook came to.
pub(super) struct Weighed<T> {
    pub(super) read: T,
    pub(super) warnings: Vec<PlanFinding>,
    pub(super) totals: BTreeMap<PlanFindingCode, usize>,
}
