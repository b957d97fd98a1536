use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use loggia_core::scalar::Instant;

use super::document::Document;
use super::finding::{Noted, Place, PlanFinding, PlanFindingCode as Code, PlanFindings};
use super::value::{self, Fault};

macro_rules! fields {
    ($($variant:ident = $element:literal,)+) => {
        /// The values that are read, of whatever they are a part.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Field { $($variant,)+ }

        impl Field {
            pub(super) fn element(self) -> &'static str {
                match self { $(Self::$variant => $element,)+ }
            }

            pub(super) fn of(element: &[u8]) -> Option<Self> {
                [$(Self::$variant,)+].into_iter().find(|field| field.element().as_bytes() == element)
            }
        }
    };
}

fields! {
    Active = "Active",
    CrossProject = "CrossProject",
    ExternalTask = "ExternalTask",
    Finish = "Finish",
    FinishDate = "FinishDate",
    IsNull = "IsNull",
    IsSubproject = "IsSubproject",
    LagFormat = "LagFormat",
    LinkLag = "LinkLag",
    Milestone = "Milestone",
    Name = "Name",
    Notes = "Notes",
    OutlineLevel = "OutlineLevel",
    PercentComplete = "PercentComplete",
    PredecessorUid = "PredecessorUID",
    ResourceUid = "ResourceUID",
    Start = "Start",
    StartDate = "StartDate",
    Summary = "Summary",
    TaskUid = "TaskUID",
    Title = "Title",
    Type = "Type",
    Uid = "UID",
    Work = "Work",
}

/// The values of one task, resource, link, assignment, or of the project; each at most once.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub(super) line: usize,
    fields: BTreeMap<Field, String>,
    repeated: Vec<Field>,
}

impl Record {
    pub(super) fn at(line: usize) -> Self {
        Self { line, ..Self::default() }
    }

    /// All of an element that has nothing but values.
    pub(super) fn read(document: &mut Document<'_>, line: usize) -> Result<Self, PlanFinding> {
        let mut record = Self::at(line);
        while let Some(opened) = document.child()? {
            record.take(document, opened.name())?;
        }
        Ok(record)
    }

    /// The element that the document is inside: a value, or something that plans may hold besides.
    pub(super) fn take(
        &mut self,
        document: &mut Document<'_>,
        element: &[u8],
    ) -> Result<(), PlanFinding> {
        let Some(field) = Field::of(element) else { return document.pass_over() };
        let text = document.text()?;
        // Once is enough to say it.
        if self.fields.insert(field, text).is_some() && !self.repeated.contains(&field) {
            self.repeated.push(field);
        }
        Ok(())
    }

    /// What stands there as it stands, unless it is blank.
    pub(super) fn text(&self, field: Field) -> Option<&str> {
        self.fields.get(&field).map(String::as_str).filter(|text| !text.trim().is_empty())
    }
}

/// A record as it is understood, with the notebook for what is wrong with it.
pub(super) struct Reading<'a> {
    record: &'a Record,
    /// Known better as soon as the number of the task or resource is read.
    pub(super) place: Place,
    findings: &'a mut PlanFindings,
}

impl<'a> Reading<'a> {
    /// What stands twice is noted at [`Self::once`], when it is known whose it is.
    pub(super) fn of(record: &'a Record, place: Place, findings: &'a mut PlanFindings) -> Self {
        Self { record, place: Place { line: Some(record.line), ..place }, findings }
    }

    pub(super) fn once(&mut self) {
        for field in &self.record.repeated {
            self.note(*field, Code::RepeatedField, "it stands twice; which one is meant?");
        }
    }

    pub(super) fn text(&self, field: Field) -> Option<&'a str> {
        self.record.text(field)
    }

    /// The value of a field, or none where it is blank or absent.
    pub(super) fn value<T>(
        &mut self,
        field: Field,
        read: impl FnOnce(&str) -> Result<T, Fault>,
    ) -> Result<Option<T>, Noted> {
        let Some(text) = self.record.text(field) else { return Ok(None) };
        match read(text.trim()) {
            Ok(value) => Ok(Some(value)),
            Err((code, message)) => Err(self.note(field, code, message)),
        }
    }

    /// A mark that is not set where it is absent.
    pub(super) fn marked(&mut self, field: Field) -> Result<bool, Noted> {
        Ok(self.value(field, value::flag)?.unwrap_or(false))
    }

    pub(super) fn instant(
        &mut self,
        field: Field,
        zone: &TimeZone,
    ) -> Result<Option<Instant>, Noted> {
        let Some(read) = self.value(field, |text| value::instant(text, zone))? else {
            return Ok(None);
        };
        if let Some((code, message)) = read.doubt {
            self.note(field, code, message);
        }
        Ok(Some(read.at))
    }

    /// Both ends, as far as they are known; in order.
    pub(super) fn times(
        &mut self,
        fields: (Field, Field),
        zone: &TimeZone,
    ) -> Result<(Option<Instant>, Option<Instant>), Noted> {
        let start = self.instant(fields.0, zone);
        let finish = self.instant(fields.1, zone);
        let (start, finish) = (start?, finish?);
        match start.zip(finish).filter(|(start, finish)| finish < start) {
            Some((start, _)) => {
                let message = format!("it ends before it starts at `{start}`");
                Err(self.note(fields.1, Code::FinishBeforeStart, message))
            }
            None => Ok((start, finish)),
        }
    }

    /// About one value, which is shown unless it could tell about a person.
    pub(super) fn note(&mut self, field: Field, code: Code, message: impl Into<String>) -> Noted {
        let mut found = PlanFinding::new(code, message).at(self.place).in_element(field.element());
        if let Some(text) = self.record.text(field).filter(|_| self.place.resource.is_none()) {
            found = found.showing(text.trim());
        }
        self.findings.note(found);
        Noted
    }
}
