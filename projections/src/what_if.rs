use std::collections::BTreeMap;

use loggia_core::access::{Field, FieldAccess};
use loggia_core::command::Command;
use loggia_core::id::PartnerUserId;
use loggia_core::refusal::Refusal;
use loggia_core::visibility::{Document, DocumentId, Lens, View, document};
use loggia_core::world::{Context, Stamp, World};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::affected::{Touched, affected};

/// Rows of each kind that are listed for a partner; all are counted.
pub const WHAT_IF_ROWS_MAX: usize = 200;

/// Rows that are listed for all partners together; all are counted.
pub const WHAT_IF_ROWS_ALL_MAX: usize = 5_000;

/// What one partner would gain and lose.
#[derive(Clone, Debug, Serialize)]
pub struct PartnerDiff {
    /// Who.
    pub partner: PartnerUserId,
    /// Rows that would appear.
    pub gained: Counted,
    /// Rows that would vanish.
    pub lost: Counted,
    /// Rows that would stay, with other fields or values.
    pub changed: Counted,
    /// Fields of which more or less would be shown, on rows that would stay.
    pub fields: Vec<AccessDiff>,
}

/// Rows: how many, and the first of them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Counted {
    /// How many there are, listed or not.
    pub total: usize,
    /// At most [`WHAT_IF_ROWS_MAX`] of them, and [`WHAT_IF_ROWS_ALL_MAX`] for all partners together.
    pub first: Vec<DocumentDiff>,
}

impl Counted {
    fn count(&mut self, room: &mut usize, row: impl FnOnce() -> DocumentDiff) {
        self.total += 1;
        if self.first.len() < WHAT_IF_ROWS_MAX && *room > 0 {
            *room -= 1;
            self.first.push(row());
        }
    }
}

/// How much of a field would be shown. The fields of reports follow their columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct AccessDiff {
    /// Which.
    pub field: Field,
    /// Before.
    pub before: FieldAccess,
    /// After.
    pub after: FieldAccess,
    /// On how many rows that stay.
    pub rows: usize,
}

/// What would become of one row.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentDiff {
    /// In which list.
    pub view: View,
    /// The row as it would be, or as it was if it would vanish.
    pub row: Value,
    /// The fields that would differ.
    pub fields: Vec<FieldDiff>,
}

/// What would become of one field.
#[derive(Clone, Debug, Serialize)]
pub struct FieldDiff {
    /// Which.
    pub field: String,
    /// Before; absent where the field was hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// After; absent where the field would be hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

/// A copy of the world on which commands are tried, one after the other. Nothing happens.
pub struct WhatIf<'a> {
    before: &'a World,
    after: World,
    stamp: Stamp,
    touched: Touched,
}

impl<'a> WhatIf<'a> {
    /// As it is now; `stamp` is that of a commit to come.
    pub fn on(world: &'a World, stamp: Stamp) -> Self {
        Self { before: world, after: world.clone(), stamp, touched: Vec::new() }
    }

    /// As it would be after what was tried.
    pub fn world(&self) -> &World {
        &self.after
    }

    /// Decides one more command upon what was tried before it.
    pub fn try_out(&mut self, cx: &Context<'_>, command: &Command) -> Result<(), Refusal> {
        for event in self.after.decide(cx, command)? {
            affected(&self.after, &event, &mut self.touched);
            self.after.apply(self.stamp, &event);
            affected(&self.after, &event, &mut self.touched);
        }
        Ok(())
    }

    /// What each partner would gain and lose.
    pub fn told(mut self) -> Vec<PartnerDiff> {
        self.touched.sort_unstable();
        self.touched.dedup();
        let mut room = WHAT_IF_ROWS_ALL_MAX;
        let mut diffs = Vec::new();
        for group in self.touched.chunk_by(|(one, _), (other, _)| one == other) {
            let Some((partner, _)) = group.first() else { continue };
            let mut diff = PartnerDiff::of(*partner);
            let mut stay = BTreeMap::new();
            for (_, id) in group {
                let was = document(self.before, *partner, *id);
                let is = document(&self.after, *partner, *id);
                if was.is_some() && is.is_some() {
                    *stay.entry(id.view()).or_default() += 1;
                }
                diff.compare(*id, was, is, &mut room);
            }
            diff.fields = fields_diff(self.before, &self.after, *partner, &stay);
            if !diff.is_empty() {
                diffs.push(diff);
            }
        }
        diffs
    }
}

/// The fields of which more or less would be shown. Whoever's fields change has all rows touched.
fn fields_diff(
    before: &World,
    after: &World,
    partner: PartnerUserId,
    stay: &BTreeMap<View, usize>,
) -> Vec<AccessDiff> {
    let lens = |world: &World, field| {
        let user = world.access.partner_user(partner).ok()?;
        Some(Lens::on(world, user).access(field))
    };
    let diffs = Field::all().filter_map(|field| {
        let view = match field {
            Field::WorkStep(_) => View::WorkSteps,
            Field::Process(_) => View::Processes,
            Field::ProductionOrder(_) => View::Orders,
            Field::OrderItem(_) => View::OrderItems,
            Field::Project(_) => View::Projects,
            Field::Phase(_) => View::Phases,
            Field::Milestone(_) => View::Milestones,
            Field::Task(_) => View::Tasks,
            Field::RaidItem(_) => View::Raid,
            Field::StatusReport(_) => View::StatusReports,
            Field::Timesheet(_) => View::Timesheets,
            Field::Expense(_) => View::Expenses,
        };
        let rows = stay.get(&view).copied().filter(|rows| *rows > 0)?;
        let (before, after) = (lens(before, field)?, lens(after, field)?);
        (before != after).then_some(AccessDiff { field, before, after, rows })
    });
    diffs.collect()
}

impl PartnerDiff {
    fn of(partner: PartnerUserId) -> Self {
        let none = Counted::default;
        Self { partner, gained: none(), lost: none(), changed: none(), fields: Vec::new() }
    }

    fn is_empty(&self) -> bool {
        let rows = [&self.gained, &self.lost, &self.changed];
        rows.iter().all(|rows| rows.total == 0) && self.fields.is_empty()
    }

    fn compare(
        &mut self,
        id: DocumentId,
        before: Option<Document>,
        after: Option<Document>,
        room: &mut usize,
    ) {
        let view = id.view();
        match (before, after) {
            (Some(before), Some(after)) if before == after => {}
            (Some(before), Some(after)) => self.changed.count(room, || {
                let (before, after) = (fields_of(&before), fields_of(&after));
                let fields = differing(&before, &after);
                DocumentDiff { view, row: Value::Object(after), fields }
            }),
            (Some(before), None) => self.lost.count(room, || {
                let row = Value::Object(fields_of(&before));
                DocumentDiff { view, row, fields: Vec::new() }
            }),
            (None, Some(after)) => self.gained.count(room, || {
                let row = Value::Object(fields_of(&after));
                DocumentDiff { view, row, fields: Vec::new() }
            }),
            (None, None) => {}
        }
    }
}

fn fields_of(document: &Document) -> Map<String, Value> {
    match serde_json::to_value(document) {
        Ok(Value::Object(fields)) => fields,
        Ok(_) | Err(_) => Map::new(),
    }
}

fn differing(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<FieldDiff> {
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let fields = names.into_iter().map(|name| FieldDiff {
        field: name.clone(),
        before: before.get(name).cloned(),
        after: after.get(name).cloned(),
    });
    fields.filter(|field| field.before != field.after).collect()
}
