use loggia_core::effort::TimeRow;
use loggia_core::scalar::ImportKey;
use sha2::{Digest as _, Sha256};

use super::cells::{Cells, EffortField};
use super::mapping::{EffortMapping, TimeOptions};
use crate::import::finding::Findings;
use crate::import::header::Header;
use crate::import::key::{Content, add};
use crate::import::mapping::Layout;
use crate::import::reading::Noted;
use crate::import::table::{RawRow, Reads};

/// A line of a timesheet, without its key.
pub(crate) struct TimeLine {
    pub(super) row: usize,
    pub(super) said: TimeRow,
}

impl Reads for EffortMapping<TimeOptions> {
    type Field = EffortField;
    type Row = TimeLine;

    fn layout(&self) -> &Layout<EffortField> {
        &self.layout
    }

    fn read(
        &self,
        row: &RawRow,
        header: &Header<EffortField>,
        findings: &mut Findings,
    ) -> Option<TimeLine> {
        let said = line(Cells::new(self, row, header, findings)).ok()?;
        Some(TimeLine { row: row.number, said })
    }
}

fn line(mut cells: Cells<'_, TimeOptions>) -> Result<TimeRow, Noted> {
    // Every field is read before the first that is wrong ends it.
    let person = cells.person();
    let project = cells.name(EffortField::Project);
    let phase = cells.name(EffortField::Phase);
    let task = cells.maybe_name(EffortField::Task);
    let description = cells.text(EffortField::Description);
    let day = cells.day();
    let hours = cells.hours();
    let note = cells.text(EffortField::Note);
    let (name, person) = person?;
    Ok(TimeRow {
        key: ImportKey([0; 16]),
        name,
        person,
        project: project?,
        phase: phase?,
        task: task?,
        description: description?,
        day: day?,
        hours: hours?,
        note: note?,
    })
}

/// Stored in keys of the log: a change would import every known row again.
const SCHEME: &[u8] = b"loggia import time 1";

impl Content for TimeLine {
    fn row(&self) -> usize {
        self.row
    }

    /// What the task is about is no part of it, nor who somebody is here.
    fn content(&self) -> Sha256 {
        let TimeRow {
            key: _,
            name,
            person: _,
            project,
            phase,
            task,
            description: _,
            day,
            hours,
            note,
        } = &self.said;
        let mut digest = Sha256::new_with_prefix(SCHEME);
        for name in [name.reveal(), project, phase] {
            add(&mut digest, name.as_str());
        }
        // Neither names nor texts are ever empty, so the empty text is none.
        add(&mut digest, task.as_ref().map_or("", |task| task.as_str()));
        add(&mut digest, &day.to_string());
        // Shown without trailing zeros, hours have one text.
        add(&mut digest, &hours.to_string());
        add(&mut digest, note.as_ref().map_or("", |note| note.as_str()));
        digest
    }
}
