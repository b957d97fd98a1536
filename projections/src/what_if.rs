use loggia_core::command::Command;
use loggia_core::id::PartnerUserId;
use loggia_core::refusal::Refusal;
use loggia_core::visibility::{Document, DocumentId, View, document};
use loggia_core::world::{Context, Stamp, World};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::affected;

/// What one partner would gain and lose.
#[derive(Clone, Debug, Serialize)]
pub struct PartnerDiff {
    /// Who.
    pub partner: PartnerUserId,
    /// Rows that would appear.
    pub gained: Vec<DocumentDiff>,
    /// Rows that would vanish.
    pub lost: Vec<DocumentDiff>,
    /// Rows that would stay, with other fields or values.
    pub changed: Vec<DocumentDiff>,
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

/// Decides `commands` one after the other on a copy of the world, and tells what each partner would
/// gain and lose. Nothing happens.
pub fn what_if(
    world: &World,
    cx: &Context<'_>,
    stamp: Stamp,
    commands: &[Command],
) -> Result<Vec<PartnerDiff>, Refusal> {
    let mut after = world.clone();
    let mut touched = Vec::new();
    for command in commands {
        for event in after.decide(cx, command)? {
            affected(&after, &event, &mut touched);
            after.apply(stamp, &event);
            affected(&after, &event, &mut touched);
        }
    }
    touched.sort_unstable();
    touched.dedup();
    let mut diffs = Vec::new();
    for group in touched.chunk_by(|(one, _), (other, _)| one == other) {
        let Some((partner, _)) = group.first() else { continue };
        let mut diff =
            PartnerDiff { partner: *partner, gained: vec![], lost: vec![], changed: vec![] };
        for (_, id) in group {
            diff.compare(*id, document(world, *partner, *id), document(&after, *partner, *id));
        }
        if !(diff.gained.is_empty() && diff.lost.is_empty() && diff.changed.is_empty()) {
            diffs.push(diff);
        }
    }
    Ok(diffs)
}

impl PartnerDiff {
    fn compare(&mut self, id: DocumentId, before: Option<Document>, after: Option<Document>) {
        let view = id.view();
        match (before, after) {
            (Some(before), Some(after)) if before == after => {}
            (Some(before), Some(after)) => {
                let (before, after) = (fields_of(&before), fields_of(&after));
                let fields = differing(&before, &after);
                self.changed.push(DocumentDiff { view, row: Value::Object(after), fields });
            }
            (Some(before), None) => {
                let row = Value::Object(fields_of(&before));
                self.lost.push(DocumentDiff { view, row, fields: Vec::new() });
            }
            (None, Some(after)) => {
                let row = Value::Object(fields_of(&after));
                self.gained.push(DocumentDiff { view, row, fields: Vec::new() });
            }
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
