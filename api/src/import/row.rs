use loggia_core::production::{ImportTarget, Report, ReportKind, Rework};
use loggia_core::scalar::{Instant, Name, Personal, Quantity};

use super::date::instant;
use super::finding::{FindingCode, Findings};
use super::header::Header;
use super::mapping::{BlankQuantity, Field, Layout, Mapping};
use super::number::quantity;
use super::reading::{Noted, Reading, marks};
use super::span;
use super::table::{RawRow, Reads};

/// What one row says, in the project's terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Work {
    /// Its row in the file.
    pub(super) row: usize,
    pub(super) order: Name,
    pub(super) article: Name,
    pub(super) order_quantity: Quantity,
    pub(super) resource: Name,
    pub(super) activity: Name,
    pub(super) target: ImportTarget,
    pub(super) report: Report,
}

impl Reads for Mapping {
    type Field = Field;
    type Row = Work;

    fn layout(&self) -> &Layout<Field> {
        &self.layout
    }

    fn read(&self, row: &RawRow, header: &Header<Field>, findings: &mut Findings) -> Option<Work> {
        let cells = Reading { row, header, findings, is_personal };
        WorkRow { cells, mapping: self }.work().ok()
    }
}

/// Columns that tell about a person; their values stay out of every finding.
fn is_personal(field: Field) -> bool {
    field == Field::Worker
}

struct WorkRow<'a> {
    cells: Reading<'a, Field>,
    mapping: &'a Mapping,
}

impl WorkRow<'_> {
    fn work(&mut self) -> Result<Work, Noted> {
        // Every field is read before the first that is wrong ends it.
        let order = self.cells.name(Field::Order);
        let order_quantity = self.quantity(Field::OrderQuantity);
        let article = self.cells.name(Field::Article);
        let resource = self.cells.name(Field::Resource);
        let activity = self.cells.name(Field::Activity);
        let times = self.times();
        let kind = self.kind();
        let good = self.quantity(Field::Good);
        let scrap = self.quantity(Field::Scrap);
        let held = self.quantity(Field::Held);
        let rework = self.rework();
        let worker = self.worker();
        let (start, end) = times?;
        let (resource, activity) = (resource?, activity?);
        self.compare(&resource, &activity);
        Ok(Work {
            row: self.cells.row.number,
            order: order?,
            article: article?,
            order_quantity: order_quantity?,
            target: match self.mapping.processes.contains(resource.as_str()) {
                true => ImportTarget::Process,
                false => ImportTarget::WorkStep,
            },
            resource,
            activity,
            report: Report {
                kind: kind?,
                start,
                end,
                good: good?,
                scrap: scrap?,
                held: held?,
                rework: rework?,
                worker: worker?,
            },
        })
    }

    fn times(&mut self) -> Result<(Instant, Instant), Noted> {
        let start = self.instant(Field::Start);
        let end = self.instant(Field::End);
        let (start, end) = (start?, end?);
        if end < start {
            let message = format!("the work ends before it starts at `{start}`");
            return Err(self.cells.note(Field::End, FindingCode::EndBeforeStart, message));
        }
        if end == start {
            self.cells.note(
                Field::End,
                FindingCode::NoLength,
                "the work ends when it starts".to_owned(),
            );
        }
        if let Some(format) = self.mapping.span {
            let (_, cell) = self.cells.cell(Field::Span).unzip();
            let stated = cell.filter(|cell| !cell.is_blank());
            if let Some(message) =
                stated.and_then(|cell| span::contradiction(cell, format, self.mapping, start, end))
            {
                self.cells.note(Field::Span, FindingCode::SpanContradicts, message);
            }
        }
        Ok((start, end))
    }

    fn instant(&mut self, field: Field) -> Result<Instant, Noted> {
        let cell = self.cells.filled(field)?;
        instant(cell, &self.mapping.dates)
            .map_err(|(code, message)| self.cells.note(field, code, message))
    }

    fn quantity(&mut self, field: Field) -> Result<Quantity, Noted> {
        let Some((_, cell)) = self.cells.cell(field) else { return Ok(Quantity::ZERO) };
        let zero = match self.mapping.numbers.blank {
            BlankQuantity::Zero => field != Field::OrderQuantity,
            BlankQuantity::Reject => false,
        };
        if zero && cell.is_blank() {
            return Ok(Quantity::ZERO);
        }
        let cell = self.cells.filled(field)?;
        quantity(cell, &self.mapping.numbers)
            .map_err(|(code, message)| self.cells.note(field, code, message))
    }

    fn kind(&mut self) -> Result<ReportKind, Noted> {
        if self.cells.cell(Field::ReportKind).is_none() {
            return Ok(ReportKind::Production);
        }
        let text = self.cells.filled(Field::ReportKind)?.shown();
        self.mapping.report_kinds.get(text.as_ref()).copied().ok_or_else(|| {
            let known = marks(self.mapping.report_kinds.keys());
            let message = format!("the mapping explains only {known}; add it to `report_kinds`");
            self.cells.note(Field::ReportKind, FindingCode::UnknownReportKind, message)
        })
    }

    fn rework(&mut self) -> Result<Rework, Noted> {
        let Some((_, cell)) = self.cells.cell(Field::Rework) else { return Ok(Rework::No) };
        if cell.is_blank() {
            return Ok(Rework::No);
        }
        let text = self.cells.filled(Field::Rework)?.shown();
        let known = &self.mapping.rework;
        if known.yes.contains(text.as_ref()) {
            return Ok(Rework::Yes);
        }
        if known.no.contains(text.as_ref()) {
            return Ok(Rework::No);
        }
        let message = format!(
            "the mapping explains only {}; add it to `rework.yes` or `rework.no`",
            marks(known.yes.iter().chain(&known.no))
        );
        Err(self.cells.note(Field::Rework, FindingCode::UnknownRework, message))
    }

    fn worker(&mut self) -> Result<Option<Personal<Name>>, Noted> {
        let Some((_, cell)) = self.cells.cell(Field::Worker) else { return Ok(None) };
        if cell.is_blank() {
            return Ok(None);
        }
        self.cells.name(Field::Worker).map(|name| Some(Personal::new(name)))
    }

    fn compare(&mut self, resource: &Name, activity: &Name) {
        let Some(word) = &self.mapping.numbered_word else { return };
        let number = |name: &'_ Name| number_after(word, name.as_str()).map(str::to_owned);
        let (Some(on), Some(named)) = (number(resource), number(activity)) else { return };
        if on != named {
            let message = format!(
                "it names `{word} {named}`, the resource is `{word} {on}`; the resource counts"
            );
            self.cells.note(Field::Activity, FindingCode::ActivityNamesOtherResource, message);
        }
    }
}

/// The number in `Machine 7- Laser Marking` after `Machine`, with letters that belong to it.
fn number_after<'a>(word: &str, text: &'a str) -> Option<&'a str> {
    text.match_indices(word).find_map(|(at, _)| {
        let (before, rest) = text.split_at_checked(at)?;
        let rest = rest.strip_prefix(word)?.trim_start();
        let number = rest.split(|sign: char| !sign.is_alphanumeric()).next()?;
        let starts_a_word = !before.ends_with(char::is_alphanumeric);
        (starts_a_word && number.starts_with(|sign: char| sign.is_ascii_digit())).then_some(number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_machine_is_found_in_names_as_people_write_them() {
        for (text, number) in [
            ("Machine 7- Laser Marking", Some("7")),
            ("Turning - Machine 15M", Some("15M")),
            ("Machine12", Some("12")),
            ("Manual Machine, Machine 3", Some("3")),
            ("Oven 7", None),
            ("XMachine 7", None),
            ("Machine", None),
        ] {
            assert_eq!(number_after("Machine", text), number, "{text}");
        }
    }
}
